"""The windows of plan and programme for the walks: empty, and as they are in the middle of the work."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.kinds import ProgrammeStep, StatementOutcome
from app.ui.audit.plan import PlanPage
from app.ui.audit.plan_answer import AnswerDialog
from app.ui.audit.plan_fill import FillDialog
from app.ui.audit.plan_terms import terms_of
from app.ui.programme.page import ProgrammePage
from app.ui.programme.suggestion import SuggestionDialog
from tests.ui.plan_world import FRIDAY, fill_plan

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.ui.stage import Stage

PLAN_DATA: Final = frozenset({
    "Eva Example", "Ivo Isms", "Files of the works council", "by law", "Leadership and context", "Access control",
    "Muster AG", "CB-2026-001", "Anna Berg", "Carl Co", "27 Mar", "2026", "Fri", "DV-1", "P-02", "P-03", "Ivo is late",
    "More time for operations", "A mistake", "Risk assessment and treatment", "S-1", "S-2", "AB", "CC", "SHA",
})  # fmt: skip


def plan_window(stage: Stage, *, view: str = "calendar", crowded: bool = False, accepted: bool = False) -> QWidget:
    """Return the page of the plan; `accepted` with a change after it and changes the client wanted before."""
    services = stage.world.services
    if (crowded or accepted) and not services.audits.record(stage.audit_id).timetable:
        fill_plan(services, stage.audit_id)
        if accepted:
            _accept(stage)
    stage.ctx.preferences.change(plan_view=view)
    page = PlanPage(stage.ctx, stage.audit_id)
    page.load()
    return page


def _accept(stage: Stage) -> None:
    plans = stage.world.services.plans
    plans.send(stage.audit_id, FRIDAY)
    plans.answer_plan(
        stage.audit_id, StatementOutcome.CHANGES_WANTED, "Eva Example", FRIDAY, "More time for operations"
    )
    plans.send(stage.audit_id, FRIDAY)
    plans.answer_plan(stage.audit_id, StatementOutcome.ACCEPTED, "Eva Example", FRIDAY)
    row = stage.world.services.audits.record(stage.audit_id).timetable[1]
    plans.change_row(row.id, "Ivo is late", starts="10:00")


def answer_window(stage: Stage) -> QWidget:
    """Return the dialog for the client's answer."""
    return AnswerDialog(None, stage.words, ("Eva Example", "Ivo Isms"), date(2026, 3, 27))


def fill_window(stage: Stage) -> QWidget:
    """Return the preview of a proposed plan."""
    record = stage.world.services.audits.record(stage.audit_id)
    rows = stage.world.services.plans.propose(stage.audit_id)
    return FillDialog(None, rows, terms_of(record, stage.words), 3)


def programme_window(stage: Stage, *, planned: bool = False) -> QWidget:
    """Return the matrix of the cycle, if wanted with the first half planned."""
    programmes, cycle_id = stage.world.services.programmes, cycle_of(stage)
    if planned:
        first = (ProgrammeStep.STAGE1, ProgrammeStep.STAGE2, ProgrammeStep.SURVEILLANCE1)
        programmes.take(cycle_id, [one for one in programmes.suggest(cycle_id) if one.step in first])
    page = ProgrammePage(stage.ctx, cycle_id)
    page.load()
    return page


def suggestion_window(stage: Stage) -> QWidget:
    """Return the preview of a suggested programme."""
    programmes, cycle_id = stage.world.services.programmes, cycle_of(stage)
    return SuggestionDialog(None, stage.words, programmes.suggest(cycle_id), programmes.matrix(cycle_id))


def cycle_of(stage: Stage) -> str:
    """Return the cycle of the audit."""
    return stage.world.services.audits.record(stage.audit_id).cycles[0].id
