"""Certification cycles: their steps, forms and history, and all that is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.domain import cycle_walk as walk
from app.domain.cycle import phase
from app.domain.cycle_kinds import CyclePhase, Event
from app.domain.cycle_steps import BEGINNINGS, FINAL
from app.domain.errors import UserMistake
from app.domain.kinds import CycleState
from app.domain.record import Cycle
from app.models import audit as audit_tables
from app.models import programme as tables
from app.models.client import Client
from app.services.base import Made, get_row
from app.services.cycle_due import due_rows
from app.services.cycle_forms import CycleForms
from app.services.cycle_history import tell
from app.services.cycle_reading import load_source, superseded
from app.services.undo import Step
from app.storage.records import to_value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.domain.changes import Changes
    from app.domain.cycle_facts import CycleFacts
    from app.domain.cycle_history import ToldStep
    from app.domain.cycle_source import CycleSource
    from app.domain.cycle_wish import StepOffer, StepWish
    from app.domain.due_row import DueRow
    from app.storage.unit_of_work import UnitOfWork

_DATES = ("decided_on", "expires_on", "old_expires_on", "suspended_on")
_Before = tuple[CycleState, tuple["date | None", ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleSheet:
    """One cycle as its page shows it: the record, the steps that lead on, and where in the three years it stands."""

    source: CycleSource
    offers: tuple[StepOffer, ...]
    phase: CyclePhase

    @property
    def cycle(self) -> Cycle:
        """Return the head of the cycle."""
        return self.source.cycle


class CycleService(CycleForms):
    """What happens in a certification cycle, one step at a time. A step that is not allowed says why."""

    def list(self, client_id: str = "") -> tuple[Cycle, ...]:
        """Return the cycles of a client (of all, if none is named), the latest first."""
        with self._workspace.read() as session:
            query = select(audit_tables.Cycle)
            if client_id:
                query = query.filter_by(client_id=client_id)
            rows = sorted(session.scalars(query), key=lambda row: (row.client_id, row.standard, -row.number))
            return tuple(to_value(Cycle, row) for row in rows)

    def sheet(self, cycle_id: str) -> CycleSheet:
        """Return a cycle with its steps, forms, audits and what can be done next; raises `row_unknown`."""
        with self._workspace.read() as session:
            source = load_source(session, cycle_id, self._today())
        stands = phase(source.cycle.state, walk.facts(source))
        return CycleSheet(source=source, offers=walk.offers(source), phase=stands)

    def facts(self, cycle_id: str) -> CycleFacts:
        """Return what the guards of the cycle look at, as the record has it today."""
        with self._workspace.read() as session:
            return walk.facts(load_source(session, cycle_id, self._today()))

    def offers(self, cycle_id: str) -> tuple[StepOffer, ...]:
        """Return every step that leads on from here, with what stands against it."""
        with self._workspace.read() as session:
            return walk.offers(load_source(session, cycle_id, self._today()))

    def due(self, today: date | None = None) -> tuple[DueRow, ...]:
        """Return what is due, of all clients, cycles, audits and people, the earliest first; nothing is left out."""
        with self._workspace.read() as session:
            return due_rows(session, today or self._today())

    def begin(self, client_id: str, standard: str = "iso27001", state: CycleState = CycleState.ENQUIRY) -> Made:
        """Begin a cycle with an enquiry or the request for a transfer.

        Raises:
            UserMistake: `cycle_runs` while another one of this standard goes on, `history_begins_elsewhere`.
        """
        if state not in BEGINNINGS:
            raise UserMistake("history_begins_elsewhere", state=state.value)
        with self._workspace.write() as uow:
            get_row(uow.session, Client, client_id)
            rows = list(
                uow.session.scalars(select(audit_tables.Cycle).filter_by(client_id=client_id, standard=standard))
            )
            latest = max(rows, key=lambda row: row.number, default=None)
            if latest is not None and latest.state not in FINAL:
                raise UserMistake("cycle_runs")
            number = latest.number + 1 if latest is not None else 1
            row = audit_tables.Cycle(client_id=client_id, standard=standard, number=number, state=state)
            uow.session.add(row)
            uow.record("cycle.begun", row, audit=None)
            return Made(row.id, uow.commit("cycle"))

    def take(self, cycle_id: str, wish: StepWish) -> Changes:
        """Take one step: the cycle moves, its dates are set by rule, and the step is written down with who and when.

        A renewal or restoration ends this cycle and begins the next one with the dates of the new certificate.

        Raises:
            UserMistake: those of `cycle_walk.check`: the guards of the cycle and the days of its steps.
        """
        with self._workspace.write() as uow:
            row = get_row(uow.session, audit_tables.Cycle, cycle_id)
            source = load_source(uow.session, cycle_id, self._today())
            state, dates = walk.check(source, wish), walk.dates(source, wish)
            before: _Before = (row.state, tuple(getattr(row, name) for name in _DATES))
            event = _event(uow, source, wish, state)
            begun = _next_cycle(uow, row, dates, event) if dates.new_cycle else None
            row.state = state
            if begun is None:
                for name in _DATES:
                    setattr(row, name, getattr(dates, name))
            uow.record(f"cycle.{wish.event.value}", row, event, *(begun or ()), audit=None, reason=wish.reason.strip())
            changes = uow.commit("cycle", "cycle_event")
            made = tuple(one.id for one in (event, *(begun or ())))
        back = partial(self._take_back, cycle_id, before, made)
        self._core.undo.add(Step("undo_cycle", wish.event.value, back, partial(self.take, cycle_id, wish)))
        return changes

    def tell(self, cycle_id: str, told: Sequence[ToldStep], begin: CycleState = CycleState.ENQUIRY,
             *, decided_on: date | None = None, expires_on: date | None = None) -> Changes:  # fmt: skip
        """Tell what happened before the cycle was kept here, once, before its first step.

        Raises:
            UserMistake: `cycle_begun`, `history_dates_missing`, and those of `cycle_history.states`.
        """
        with self._workspace.write() as uow:
            row = get_row(uow.session, audit_tables.Cycle, cycle_id)
            if superseded(uow.session, row):
                raise UserMistake("cycle_superseded")
            tell(uow, row, told, (begin, decided_on, expires_on), self._today())
            return uow.commit("cycle", "cycle_event")

    def _take_back(self, cycle_id: str, before: _Before, made: tuple[str, ...]) -> Changes:
        """Undo the last step: state and dates as they were; the trail keeps both."""
        with self._workspace.write() as uow:
            row = get_row(uow.session, audit_tables.Cycle, cycle_id)
            last = max(
                uow.session.scalars(select(tables.CycleEvent).filter_by(cycle_id=cycle_id)),
                key=lambda one: one.created_at,
                default=None,
            )
            if last is None or last.id not in made:
                raise UserMistake("changed_meanwhile", field="state", theirs=row.state.value)
            gone = _drop(uow, made)
            row.state = before[0]
            for name, value in zip(_DATES, before[1], strict=True):
                setattr(row, name, value)
            uow.record("cycle.step_taken_back", row, *gone, audit=None)
            return uow.commit("cycle", "cycle_event")

    def _today(self) -> date:
        return self._core.now().astimezone(ZoneInfo(self._core.zone())).date()


def _drop(uow: UnitOfWork, made: tuple[str, ...]) -> list[Any]:
    """Delete the steps and then the next cycle; raises `still_used` when an audit stands in that one by now."""
    gone: list[Any] = []
    for table in (tables.CycleEvent, audit_tables.Cycle):
        rows = [one for key in made if (one := uow.session.get(table, key)) is not None]
        for one in rows:
            uow.session.delete(one)
        try:
            uow.session.flush()  # the steps go before the cycle they belong to
        except IntegrityError as error:
            raise UserMistake("still_used", kind="cycle") from error
        gone += rows
    return gone


def _event(uow: UnitOfWork, source: CycleSource, wish: StepWish, state: CycleState) -> tables.CycleEvent:
    """Return the row of a step, entered behind the one before it also where the clock stands still."""
    about = walk.audit_of(source, wish.event)
    last = source.events[-1].created_at if source.events else None
    moment = uow.now if last is None else max(uow.now, last + timedelta(microseconds=1))
    row = tables.CycleEvent(
        cycle_id=source.cycle.id, audit_id=about.audit.id if about else None, event=wish.event.value,
        old=source.cycle.state, new=state, actor=wish.actor.value, by_name=", ".join(wish.people),
        happened_on=wish.happened_on, record=wish.record.strip() or wish.new_scope.strip(), reason=wish.reason.strip(),
        created_at=moment,
    )  # fmt: skip
    uow.session.add(row)
    return row


def _next_cycle(
    uow: UnitOfWork, row: audit_tables.Cycle, dates: walk.StepDates, event: tables.CycleEvent
) -> tuple[audit_tables.Cycle, tables.CycleEvent]:
    """Return the next cycle of a client, certified from its first day, with the step that began it."""
    cycle = audit_tables.Cycle(
        client_id=row.client_id, standard=row.standard, number=row.number + 1, file_number=row.file_number,
        state=CycleState.CERTIFIED, certificate=row.certificate, decided_on=dates.decided_on,
        expires_on=dates.expires_on, old_expires_on=dates.old_expires_on,
    )  # fmt: skip
    uow.session.add(cycle)
    uow.session.flush()  # the step needs the key
    first = tables.CycleEvent(
        cycle_id=cycle.id, audit_id=event.audit_id, event=event.event, new=CycleState.CERTIFIED, actor=event.actor,
        by_name=event.by_name, happened_on=event.happened_on, record=event.record, reason=event.reason,
    )  # fmt: skip
    uow.session.add(first)
    return cycle, first


__all__ = ["CycleService", "CycleSheet", "Event"]
