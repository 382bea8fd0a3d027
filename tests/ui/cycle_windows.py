"""Windows of the certification cycle: empty, on its way, certified; for the walks and for pictures."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from app.domain.cycle_history import ToldStep
from app.domain.cycle_kinds import Event
from app.domain.kinds import AuditType, FormKind
from app.ui.clients.client_page import ClientPage
from app.ui.clients.cycle_history_dialog import HistoryDialog
from app.ui.clients.cycle_section import CycleSection
from app.ui.clients.cycle_step_dialog import StepDialog
from app.ui.clients.review_form import ReviewFormPage
from tests import cycle_world as way
from tests.cycle_world import Walker, begin
from tests.ui.stage import Stage

CYCLE_DATA = frozenset({
    "Bryzadok", "A-1", "A-2", "Anna Berg", "Maria Roth", "Omar Haddad", "Ida Lund", "paper 7", "as the file shows",
    "offer 12", "mail", "2025", "2026", "2027", "2028", "2029", "ISO/IEC 27001", "ISO", "Oct", "Nov", "Dec", "Jan",
    "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Operation of the harbour",
})  # fmt: skip
TOLD = (
    ToldStep(event=Event.APPLY, happened_on=date(2025, 10, 6), by_name="Omar Haddad", record="mail"),
    ToldStep(event=Event.HAND_IN, happened_on=date(2025, 10, 20), by_name="Omar Haddad"),
    ToldStep(event=Event.QUOTE, happened_on=date(2025, 11, 5), by_name="Ida Lund", record="offer 12"),
    ToldStep(event=Event.CONTRACT, happened_on=date(2025, 11, 21), by_name="Ida Lund, Omar Haddad"),
    ToldStep(event=Event.SET_PROGRAMME, happened_on=date(2025, 12, 8), by_name="Ida Lund"),
    ToldStep(event=Event.PLAN_STAGE1, happened_on=date(2026, 1, 19), by_name="Anna Berg"),
    ToldStep(event=Event.HOLD_STAGE1, happened_on=date(2026, 2, 10), by_name="Anna Berg", record="paper 7"),
    ToldStep(event=Event.RELEASE_STAGE2, happened_on=date(2026, 2, 27), by_name="Ida Lund"),
)
CERTIFIED = (
    *TOLD,
    ToldStep(event=Event.HOLD_STAGE2, happened_on=date(2026, 3, 31), by_name="Anna Berg", record="paper 7"),
    ToldStep(event=Event.SEND_TO_REVIEW, happened_on=date(2026, 4, 2), by_name="Anna Berg"),
    ToldStep(event=Event.FINISH_REVIEW, happened_on=date(2026, 5, 4), by_name="Maria Roth"),
    ToldStep(event=Event.GRANT, happened_on=date(2026, 6, 18), by_name="Omar Haddad", reason="as the file shows"),
)


def new_cycle(stage: Stage, told: tuple[ToldStep, ...] = ()) -> Walker:
    """Enter a client with a cycle that has come as far as `told`."""
    walker = begin(stage.world)
    walker.on(date(2026, 6, 20))
    if told:
        runs = told[-1].event is Event.GRANT
        stage.world.services.cycles.tell(
            walker.cycle_id, told, decided_on=date(2026, 6, 18) if runs else None,
            expires_on=date(2029, 6, 18) if runs else None,
        )  # fmt: skip
    return walker


def held_stage2(stage: Stage) -> Walker:
    """Enter a client whose stage 2 is held and reported, so that a step is ready."""
    walker = new_cycle(stage, TOLD)
    audit = way.plan_audit(walker, AuditType.STAGE2)
    way.hold(walker, audit, way.Grade.MAJOR)
    return walker


def cycle_page(stage: Stage, walker: Walker) -> ClientPage:
    """Return the client page at its cycle."""
    page = ClientPage(stage.ctx, walker.client_id)
    page.load()
    page.show_item(f"{walker.client_id}#cycle")
    stage.settle()
    stage.settle()
    return page


def section_of(page: ClientPage) -> CycleSection:
    """Return the section of the cycle."""
    section = page.section("cycle")
    assert isinstance(section, CycleSection)
    return section


def cycle_window(stage: Stage, kind: str) -> QWidget:
    """Return the page of a client with a cycle: `enquiry`, `ready`, `certified` or `none`."""
    if kind == "none":
        made = stage.world.services.clients.add(way.ClientDraft(client=way.Client(name="Bryzadok"))).id
        return cycle_page(stage, Walker(stage.world, made))
    told = {"enquiry": (), "certified": CERTIFIED}
    walker = held_stage2(stage) if kind == "ready" else new_cycle(stage, told[kind])
    return cycle_page(stage, walker)


def step_dialog(stage: Stage, event: Event) -> StepDialog:
    """Return the form of a step."""
    walker = new_cycle(stage, CERTIFIED)
    offers = {one.event: one for one in stage.world.services.cycles.offers(walker.cycle_id)}
    return StepDialog(None, stage.ctx, walker.cycle_id, offers[event], "Anna Berg")


def history_dialog(stage: Stage) -> HistoryDialog:
    """Return the dialog that tells earlier steps, with some of them."""
    walker = new_cycle(stage)
    dialog = HistoryDialog(None, stage.ctx, walker.cycle_id, walker.day)
    dialog.steps.extend(CERTIFIED)
    dialog._show()
    return dialog


def form_page(stage: Stage, kind: FormKind) -> ReviewFormPage:
    """Return a form that was begun."""
    walker = new_cycle(stage)
    page = ReviewFormPage(stage.ctx, stage.world.services.cycles.begin_form(walker.cycle_id, kind).id)
    page.load()
    stage.settle()
    return page
