"""Sessions (a timetable row as it was held) and running notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.changes import Changes
from app.domain.drafts import SessionDraft
from app.domain.errors import UserMistake
from app.domain.fieldwork import Session as SessionValue
from app.domain.fieldwork import SessionPerson as PersonValue
from app.domain.kinds import Side
from app.domain.record import TeamMember as MemberValue
from app.domain.record import TimetableRow as RowValue
from app.domain.session_now import row_next, row_now, running, team_of
from app.models import fieldwork as tables
from app.models.audit import AuditSite, TeamMember, TimetableRow
from app.services.base import Made, Service, get_row, next_number, open_audit, required
from app.storage.records import from_value, load_sessions, to_value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from app.domain.record import AuditRecord
    from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Today:
    """The row of the plan that is now, the next one, and the session that runs; each may be missing."""

    now: RowValue | None = None
    next: RowValue | None = None
    running: SessionValue | None = None


class SessionService(Service):
    """Parts of the fieldwork with place and people entered once, and the lines typed in them."""

    def list(self, audit_id: str) -> tuple[SessionValue, ...]:
        """Return the sessions of the audit by time."""
        with self._workspace.read() as session:
            return load_sessions(session, audit_id)

    def today(self, record: AuditRecord) -> Today:
        """Return what the clock says about the plan of an audit, for whoever uses this workspace."""
        at, mine = self._core.now(), self._workspace.me.initials
        return Today(row_now(record, at, mine), row_next(record, at, mine), running(record.sessions))

    def open(self, audit_id: str, draft: SessionDraft, people: Sequence[PersonValue] = ()) -> Made:
        """Open a session now; what the draft leaves open comes from its timetable row, and so do our own people.

        Args:
            audit_id: the audit.
            draft: topic or row of the plan.
            people: those present with function, side and arrival, beside the names in the draft.

        Raises:
            UserMistake: `topic_missing`, `row_unknown`, `audit_frozen`.
        """
        with self._workspace.write() as uow:
            row = self._open(uow, audit_id, draft, people)
            return Made(row.id, uow.commit("session"))

    def go_on(self, session_id: str, draft: SessionDraft) -> Made:
        """End a session and open the next one in the same step; raises as `open`."""
        with self._workspace.write() as uow:
            old = get_row(uow.session, tables.Session, session_id)
            if old.ended_at is None:
                old.ended_at = uow.now
                uow.record("session.closed", old, audit=old.audit_id)
            row = self._open(uow, old.audit_id, draft, ())
            return Made(row.id, uow.commit("session"))

    def _open(
        self, uow: UnitOfWork, audit_id: str, draft: SessionDraft, people: Sequence[PersonValue]
    ) -> tables.Session:
        audit = open_audit(uow.session, audit_id)
        row: tables.Session = from_value(
            draft, tables.Session, audit_id=audit_id, started_at=uow.now, zone=self._core.zone()
        )
        there = [PersonValue(name=name, function=function) for name, function in draft.people] + list(people)
        if draft.timetable_row_id:
            planned = get_row(uow.session, TimetableRow, draft.timetable_row_id)
            row.topic = draft.topic or f"{planned.label} {planned.topic}".strip()
            row.site_id, row.mode = draft.site_id or planned.site_id, planned.mode
            there = _ours(uow.session, planned, there) + there
        required(row.topic, "topic_missing", "topic")
        if row.site_id:
            row.zone = get_row(uow.session, AuditSite, row.site_id).zone or audit.zone
        uow.session.add(row)
        uow.session.flush()  # the people need the key
        rows = [
            from_value(one, tables.SessionPerson, session_id=row.id, position=place) for place, one in enumerate(there)
        ]
        uow.session.add_all(rows)
        uow.record("session.opened", row, *rows, audit=audit_id)
        return row

    def add_person(
        self, session_id: str, name: str, function: str, side: Side = Side.CLIENT, arrived_at: datetime | None = None
    ) -> Made:
        """Enter a person present in the session; `arrived_at` only for those who came later.

        Raises:
            UserMistake: `name_missing`, `person_there` if the name is entered already, `audit_frozen`.
        """
        clean = required(name, "name_missing", "name")
        with self._workspace.write() as uow:
            owner = get_row(uow.session, tables.Session, session_id)
            open_audit(uow.session, owner.audit_id)
            there = uow.session.scalars(select(tables.SessionPerson).filter_by(session_id=session_id)).all()
            if any(one.name.casefold() == clean.casefold() for one in there):
                raise UserMistake("person_there", field="name", name=clean)
            row = tables.SessionPerson(
                session_id=session_id, name=clean, function=function.strip(), side=side, arrived_at=arrived_at,
                position=max((one.position for one in there), default=-1) + 1,
            )  # fmt: skip
            uow.session.add(row)
            uow.record("person.met", row, audit=owner.audit_id)
            return Made(row.id, uow.commit("session"))

    def came_later(self, person_id: str, arrived_at: datetime | None) -> Changes:
        """Say when a person came; `None`: was there from the beginning."""
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.SessionPerson, person_id)
            owner = get_row(uow.session, tables.Session, row.session_id)
            open_audit(uow.session, owner.audit_id)
            row.arrived_at = arrived_at
            uow.record("person.arrived", row, audit=owner.audit_id)
            return uow.commit("session")

    def came_now(self, person_id: str) -> Changes:
        """Say that a person came just now."""
        return self.came_later(person_id, self._core.now())

    def remove_person(self, person_id: str) -> Changes:
        """Take a person off who was not there."""
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.SessionPerson, person_id)
            owner = get_row(uow.session, tables.Session, row.session_id)
            open_audit(uow.session, owner.audit_id)
            uow.session.delete(row)
            uow.record("person.removed", row, audit=owner.audit_id)
            return uow.commit("session")

    def close(self, session_id: str) -> Changes:
        """End the session now."""
        return self._end(session_id, "session.closed", ended=True)

    def reopen(self, session_id: str) -> Changes:
        """Go on with a session that was ended."""
        return self._end(session_id, "session.reopened", ended=False)

    def _end(self, session_id: str, kind: str, *, ended: bool) -> Changes:
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.Session, session_id)
            open_audit(uow.session, row.audit_id)
            row.ended_at = uow.now if ended else None
            uow.record(kind, row, audit=row.audit_id)
            return uow.commit("session")

    def note(
        self, audit_id: str, text: str, *, session_id: str | None = None, said_by: str = "", at: datetime | None = None
    ) -> Made:
        """Keep one line of running notes with its time; raises `UserMistake("text_missing")`."""
        clean = required(text, "text_missing", "text")
        author = self._workspace.me.initials
        with self._workspace.write() as uow:
            open_audit(uow.session, audit_id)
            row = tables.Note(
                audit_id=audit_id, session_id=session_id, author=author, text=clean, said_by=said_by,
                number=next_number(uow.session, tables.Note, audit_id, author),
                happened_at=at or uow.now, happened_zone=self._core.zone(),
            )  # fmt: skip
            uow.session.add(row)
            uow.record("note.taken", row, audit=audit_id, happened=row.happened_at)
            return Made(row.id, uow.commit("note"))


def _ours(session: Session, planned: TimetableRow, there: Sequence[PersonValue]) -> list[PersonValue]:
    """Return the members of the team whom the row of the plan names; the client's people are entered as they come."""
    team = session.scalars(select(TeamMember).filter_by(audit_id=planned.audit_id).order_by(TeamMember.position)).all()
    row = to_value(RowValue, planned)
    known = {one.name for one in there}
    return [
        PersonValue(name=one.name, function=one.initials, side=one.side)
        for one in team_of(row, [to_value(MemberValue, member) for member in team])
        if one.name not in known
    ]
