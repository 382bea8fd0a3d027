"""The pages of one audit, for `app.ui.pages`, in the order of the auditor's day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.kinds import AuditType
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


def _team(ctx: UiContext, place: Place) -> Page:
    from app.ui.audit.team import TeamPage  # noqa: PLC0415 - built when first shown

    return TeamPage(ctx, place.audit_id)


def _stage1(ctx: UiContext, place: Place) -> Page:
    from app.ui.audit.stage1 import Stage1Page  # noqa: PLC0415 - built when first shown

    return Stage1Page(ctx, place.audit_id)


def _time(ctx: UiContext, place: Place) -> Page:
    from app.ui.audit.time_page import TimePage  # noqa: PLC0415 - built when first shown

    return TimePage(ctx, place.audit_id)


def _opening(ctx: UiContext, place: Place) -> Page:
    from app.ui.audit.opening import OpeningPage  # noqa: PLC0415 - built when first shown

    return OpeningPage(ctx, place.audit_id)


def _fieldwork(ctx: UiContext, place: Place) -> Page:
    from app.ui.audit.fieldwork import FieldworkPage  # noqa: PLC0415 - built when first shown

    return FieldworkPage(ctx, place.audit_id)


def _findings(ctx: UiContext, place: Place) -> Page:
    from app.ui.audit.findings import FindingsPage  # noqa: PLC0415 - built when first shown

    return FindingsPage(ctx, place.audit_id)


def _coverage(ctx: UiContext, place: Place) -> Page:
    from app.ui.audit.coverage_page import CoveragePage  # noqa: PLC0415 - built when first shown

    return CoveragePage(ctx, place.audit_id)


def _trails(ctx: UiContext, place: Place) -> Page:
    from app.ui.audit.trails import TrailsPage  # noqa: PLC0415 - built when first shown

    return TrailsPage(ctx, place.audit_id)


def _closing(ctx: UiContext, place: Place) -> Page:
    from app.ui.audit.closing import ClosingPage  # noqa: PLC0415 - built when first shown

    return ClosingPage(ctx, place.audit_id)


def _report(ctx: UiContext, place: Place) -> Page:
    from app.ui.audit.report import ReportPage  # noqa: PLC0415 - built when first shown

    return ReportPage(ctx, place.audit_id)


_STAGE1_ONLY: Final = frozenset({AuditType.STAGE1})
_WITH_VERDICTS: Final = frozenset(AuditType) - _STAGE1_ONLY
PAGES: Final[tuple[PageSpec, ...]] = (
    PageSpec("overview", N_("Overview"), "overview", _overview, of_audit=True),
    PageSpec("team", N_("Team"), "person", _team, of_audit=True),
    PageSpec("time", N_("Audit time"), "clock", _time, of_audit=True),
    PageSpec("plan", N_("Plan"), "plan", _plan, of_audit=True),
    PageSpec("opening", N_("Opening"), "meeting", _opening, of_audit=True),
    PageSpec("stage1", N_("Stage 1"), "coverage", _stage1, of_audit=True, only=_STAGE1_ONLY),
    PageSpec("fieldwork", N_("Fieldwork"), "fieldwork", _fieldwork, of_audit=True),
    PageSpec("findings", N_("Findings"), "finding", _findings, of_audit=True),
    PageSpec("coverage", N_("Coverage"), "coverage", _coverage, of_audit=True, only=_WITH_VERDICTS),
    PageSpec("trails", N_("Audit trails"), "link", _trails, of_audit=True),
    PageSpec("closing", N_("Closing"), "closing", _closing, of_audit=True),
    PageSpec("report", N_("Report"), "report", _report, of_audit=True),
)
