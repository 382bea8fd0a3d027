"""The pages of one audit, for `app.ui.pages`, in the order of the auditor's day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.sentences import N_
from app.ui.pages import PageSpec

if TYPE_CHECKING:
    from app.ui.context import UiContext
    from app.ui.navigation import Place
    from app.ui.widgets.page import Page


def _overview(ctx: UiContext, place: Place) -> Page:
    from app.ui.audit.overview import OverviewPage  # noqa: PLC0415 - built when first shown

    return OverviewPage(ctx, place.audit_id)


def _opening_wizard(ctx: UiContext, place: Place) -> Page:
    from app.domain.kinds import MeetingKind  # noqa: PLC0415 - built when first shown
    from app.ui.wizards.meeting import MeetingWizard  # noqa: PLC0415 - built when first shown

    return MeetingWizard(ctx, place.audit_id, MeetingKind.OPENING)


def _closing_wizard(ctx: UiContext, place: Place) -> Page:
    from app.domain.kinds import MeetingKind  # noqa: PLC0415 - built when first shown
    from app.ui.wizards.meeting import MeetingWizard  # noqa: PLC0415 - built when first shown

    return MeetingWizard(ctx, place.audit_id, MeetingKind.CLOSING)


def _capture_wizard(ctx: UiContext, place: Place) -> Page:
    from app.ui.wizards.evidence import EvidenceWizard  # noqa: PLC0415 - built when first shown

    return EvidenceWizard(ctx, place.audit_id, place.item_id)


PAGES: Final[tuple[PageSpec, ...]] = (
    PageSpec("overview", N_("Overview"), "overview", _overview, of_audit=True),
    PageSpec("wizard-opening", N_("Opening meeting"), "meeting", _opening_wizard, in_navigation=False, of_audit=True),
    PageSpec("wizard-closing", N_("Closing meeting"), "closing", _closing_wizard, in_navigation=False, of_audit=True),
    PageSpec(
        "wizard-capture",
        N_("Capture evidence"),
        "evidence",
        _capture_wizard,
        in_navigation=False,
        of_audit=True,
        per_item=True,
    ),
)
