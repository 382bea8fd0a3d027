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


PAGES: Final[tuple[PageSpec, ...]] = (
    PageSpec("overview", N_("Overview"), "overview", _overview, of_audit=True),
)
