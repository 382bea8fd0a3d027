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


def _plan(ctx: UiContext, place: Place) -> Page:
    from app.ui.audit.plan import PlanPage  # noqa: PLC0415 - built when first shown

    return PlanPage(ctx, place.audit_id)


def _opening(ctx: UiContext, place: Place) -> Page:
    from app.ui.audit.opening import OpeningPage  # noqa: PLC0415 - built when first shown

    return OpeningPage(ctx, place.audit_id)


def _fieldwork(ctx: UiContext, place: Place) -> Page:
    from app.ui.audit.fieldwork import FieldworkPage  # noqa: PLC0415 - built when first shown

    return FieldworkPage(ctx, place.audit_id)


def _findings(ctx: UiContext, place: Place) -> Page:
    from app.ui.audit.findings import FindingsPage  # noqa: PLC0415 - built when first shown

    return FindingsPage(ctx, place.audit_id)


def _closing(ctx: UiContext, place: Place) -> Page:
    from app.ui.audit.closing import ClosingPage  # noqa: PLC0415 - built when first shown

    return ClosingPage(ctx, place.audit_id)


def _report(ctx: UiContext, place: Place) -> Page:
    from app.ui.audit.report import ReportPage  # noqa: PLC0415 - built when first shown

    return ReportPage(ctx, place.audit_id)


PAGES: Final[tuple[PageSpec, ...]] = (
    PageSpec("overview", N_("Overview"), "overview", _overview, of_audit=True),
    PageSpec("plan", N_("Plan"), "plan", _plan, of_audit=True),
    PageSpec("opening", N_("Opening"), "meeting", _opening, of_audit=True),
    PageSpec("fieldwork", N_("Fieldwork"), "fieldwork", _fieldwork, of_audit=True),
    PageSpec("findings", N_("Findings"), "finding", _findings, of_audit=True),
    PageSpec("closing", N_("Closing"), "closing", _closing, of_audit=True),
    PageSpec("report", N_("Report"), "report", _report, of_audit=True),
)
