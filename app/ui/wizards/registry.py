"""The wizards of one audit, for `app.ui.pages`; they have no entry in the navigation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from app.domain.kinds import MeetingKind
from app.domain.sentences import N_
from app.ui.pages import PageSpec
from app.ui.wizards import CAPTURE, CLOSING, INTERIM, OPENING, WRAP_UP

if TYPE_CHECKING:
    from app.ui.context import UiContext
    from app.ui.navigation import Place
    from app.ui.widgets.page import Page


def _meeting(kind: MeetingKind, ctx: UiContext, place: Place) -> Page:
    from app.ui.wizards.meeting import MeetingWizard  # noqa: PLC0415 - built when first shown

    return MeetingWizard(ctx, place.audit_id, kind)


def _capture(ctx: UiContext, place: Place) -> Page:
    from app.ui.wizards.evidence import EvidenceWizard  # noqa: PLC0415 - built when first shown

    return EvidenceWizard(ctx, place.audit_id, place.item_id)


PAGES: Final[tuple[PageSpec, ...]] = (
    PageSpec(
        OPENING,
        N_("Opening meeting"),
        "meeting",
        partial(_meeting, MeetingKind.OPENING),
        in_navigation=False,
        of_audit=True,
    ),
    PageSpec(
        CLOSING,
        N_("Closing meeting"),
        "closing",
        partial(_meeting, MeetingKind.CLOSING),
        in_navigation=False,
        of_audit=True,
    ),
    *(
        PageSpec(key, title, "meeting", partial(_meeting, kind), in_navigation=False, of_audit=True)
        for key, title, kind in (
            (WRAP_UP, N_("Daily wrap-up"), MeetingKind.WRAP_UP),
            (INTERIM, N_("Interim meeting"), MeetingKind.INTERIM),
        )
    ),
    PageSpec(CAPTURE, N_("Capture evidence"), "evidence", _capture, in_navigation=False, of_audit=True, per_item=True),
)
