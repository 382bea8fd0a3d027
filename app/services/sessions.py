"""Sessions (a timetable row as it was held) and running notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.changes import Changes
from app.domain.drafts import SessionDraft
from app.domain.fieldwork import Session as SessionValue
from app.domain.kinds import Side
from app.models import fieldwork as tables
from app.models.audit import AuditSite, TimetableRow
from app.services.base import Made, Service, get_row, next_number, open_audit, required
from app.storage.records import from_value, load_sessions

if TYPE_CHECKING:
    from datetime import datetime


class SessionService(Service):
    """Parts of the fieldwork with place and people entered once, and the lines typed in them."""

    def list(self, audit_id: str) -> tuple[SessionValue, ...]:
        """Return the sessions of the audit by time."""
        with self._workspace.read() as session:
            return load_sessions(session, audit_id)

    def open(self, audit_id: str, draft: SessionDraft) -> Made:
        """Open a session now; what the draft leaves open comes from its timetable row.

        Raises:
            UserMistake: `topic_missing`, `row_unknown`, `audit_frozen`.
        """
        with self._workspace.write() as uow:
            audit = open_audit(uow.session, audit_id)
            row = from_value(draft, tables.Session, audit_id=audit_id, started_at=uow.now, zone=self._core.zone())
            if draft.timetable_row_id:
                planned = get_row(uow.session, TimetableRow, draft.timetable_row_id)
                row.topic = draft.topic or f"{planned.label} {planned.topic}".strip()
                row.site_id, row.mode = draft.site_id or planned.site_id, planned.mode
            required(row.topic, "topic_missing", "topic")
            if row.site_id:
                row.zone = get_row(uow.session, AuditSite, row.site_id).zone or audit.zone
            uow.session.add(row)
            uow.session.flush()  # the people need the key
            people = [
                tables.SessionPerson(session_id=row.id, name=name, function=function, side=Side.CLIENT, position=place)
                for place, (name, function) in enumerate(draft.people)
            ]
            uow.session.add_all(people)
            uow.record("session.opened", row, *people, audit=audit_id)
            return Made(row.id, uow.commit("session"))

    def add_person(self, session_id: str, name: str, function: str) -> Made:
        """Enter a person met in the session; raises `UserMistake("name_missing")`."""
        clean = required(name, "name_missing", "name")
        with self._workspace.write() as uow:
            owner = get_row(uow.session, tables.Session, session_id)
            open_audit(uow.session, owner.audit_id)
            query = select(tables.SessionPerson.position).filter_by(session_id=session_id)
            place = max(uow.session.scalars(query), default=-1) + 1
            row = tables.SessionPerson(session_id=session_id, name=clean, function=function, position=place)
            uow.session.add(row)
            uow.record("person.met", row, audit=owner.audit_id)
            return Made(row.id, uow.commit("session"))

    def close(self, session_id: str) -> Changes:
        """End the session now."""
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.Session, session_id)
            open_audit(uow.session, row.audit_id)
            row.ended_at = uow.now
            uow.record("session.closed", row, audit=row.audit_id)
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
