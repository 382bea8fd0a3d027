"""Running notes: a line with its own time, changed while it waits, sorted by one key, taken back by undo."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.errors import UserMistake
from app.domain.fieldwork import Note
from app.domain.kinds import AuditType, SortedAs
from app.domain.note_marks import Spoken, spoken
from app.domain.note_sorting import Run, evidence_of, finding_of, question_of
from app.models import fieldwork as tables
from app.models.audit import Audit
from app.services.base import Made, Service, check_open, get_row, next_number, required
from app.services.evidence import add_evidence, titled
from app.services.findings import add_finding
from app.services.questions import add_question
from app.services.sorting import bring_back, facts_for, take_back
from app.services.undo import Step
from app.storage.records import load_notes, to_value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.domain.changes import Changes
    from app.storage.unit_of_work import UnitOfWork

MadeRows = tuple[tuple[SortedAs, str], ...]


class NoteService(Service):
    """The lines typed while people talk."""

    def list(self, audit_id: str) -> tuple[Note, ...]:
        """Return the lines of the audit by time."""
        with self._workspace.read() as session:
            return load_notes(session, audit_id)

    def take(self, audit_id: str, line: str, session_id: str | None = None, at: datetime | None = None) -> Made:
        """Keep a line with its time and who said it; durable when this returns.

        Raises:
            UserMistake: `text_missing`, `audit_frozen`.
        """
        said = _read(line)
        author = self._workspace.me.initials
        with self._workspace.write() as uow:
            check_open(uow.session, audit_id)
            row = tables.Note(
                audit_id=audit_id, session_id=session_id, author=author, text=said.text, said_by=said.said_by,
                operated_by=said.operated_by, number=next_number(uow.session, tables.Note, audit_id, author),
                happened_at=at or uow.now, happened_zone=self._zone(uow, session_id),
            )  # fmt: skip
            uow.session.add(row)
            uow.record("note.taken", row, audit=audit_id, happened=row.happened_at)
            return Made(row.id, uow.commit("note"))

    def change(self, note_id: str, line: str) -> Changes:
        """Write a line anew; its time stays. Raises `text_missing`, and `note_sorted` once something was made of it."""
        said = _read(line)
        with self._workspace.write() as uow:
            row = _waiting(uow, note_id)
            before = Spoken(row.text, row.said_by, row.operated_by)
            if before == said:
                return uow.commit()
            _write(row, said)
            uow.record("note.changed", row, audit=row.audit_id)
            changes = uow.commit("note")
        back, again = partial(self._put, note_id, before), partial(self._put, note_id, said)
        self._core.undo.add(Step("undo_note", said.text[:60], back, again))
        return changes

    def sort(self, note_ids: Sequence[str], kind: SortedAs) -> Made:
        """Make evidence, a question or a draft finding of lines, or say that they stay notes; one step of undo.

        A finding comes with the evidence it rests on. Returns the key of what was made, empty if nothing was.

        Raises:
            UserMistake: `note_sorted`, `row_unknown`, `audit_frozen`; nothing is sorted then.
        """
        with self._workspace.write() as uow:
            rows = sorted((_waiting(uow, one) for one in note_ids), key=lambda row: (row.happened_at, row.number))
            if not rows:
                return Made("", uow.commit())
            made = self._make(uow, rows, kind)
            target = made[-1][1] if made else ""
            for row in rows:
                row.sorted_as, row.sorted_id = kind, target
            uow.record("note.sorted", *rows, audit=rows[0].audit_id)
            changes = uow.commit("note", kind.value)
        ids = tuple(row.id for row in rows)
        back = partial(self._take_back, ids, made)
        again = partial(self._sort_again, ids, made, kind, target)
        self._core.undo.add(Step("undo_sorting", rows[0].text[:60], back, again))
        return Made(target, changes)

    def _make(self, uow: UnitOfWork, rows: Sequence[tables.Note], kind: SortedAs) -> MadeRows:
        """Write what the lines become; the last pair is what they lead to."""
        if kind not in (SortedAs.EVIDENCE, SortedAs.QUESTION, SortedAs.FINDING):
            return ()
        audit_id, session_id = rows[0].audit_id, rows[0].session_id
        facts, here = facts_for(uow.session, audit_id, session_id)
        run = Run(tuple(to_value(Note, row) for row in rows), facts, here)
        if kind is SortedAs.QUESTION:
            text, to_whom, ref = question_of(run)
            question = add_question(uow, self._core, audit_id, text, (to_whom, session_id, ref, rows[0].happened_at))
            return ((kind, question.id),)
        item = add_evidence(uow, self._core, audit_id, titled(evidence_of(run)))
        if kind is SortedAs.EVIDENCE:
            return ((kind, item.id),)
        stage1 = get_row(uow.session, Audit, audit_id).type is AuditType.STAGE1
        finding = add_finding(uow, self._core, audit_id, finding_of(run, item.id, item.site_id, stage1=stage1))
        return ((SortedAs.EVIDENCE, item.id), (kind, finding.id))

    def _take_back(self, note_ids: Sequence[str], made: MadeRows) -> Changes:
        with self._workspace.write() as uow:
            rows = [get_row(uow.session, tables.Note, one) for one in note_ids]
            check_open(uow.session, rows[0].audit_id)
            for row in rows:
                row.sorted_as, row.sorted_id = SortedAs.OPEN, ""
            uow.record("note.taken_back", *rows, *take_back(uow, made), audit=rows[0].audit_id, reason="undo")
            return uow.commit("note", "evidence", "finding", "question")

    def _sort_again(self, note_ids: Sequence[str], made: MadeRows, kind: SortedAs, target: str) -> Changes:
        with self._workspace.write() as uow:
            rows = [_waiting(uow, one) for one in note_ids]
            for row in rows:
                row.sorted_as, row.sorted_id = kind, target
            uow.record("note.sorted", *rows, *bring_back(uow, made), audit=rows[0].audit_id)
            return uow.commit("note", "evidence", "finding", "question")

    def _put(self, note_id: str, said: Spoken) -> Changes:
        with self._workspace.write() as uow:
            row = _waiting(uow, note_id)
            _write(row, said)
            uow.record("note.changed", row, audit=row.audit_id)
            return uow.commit("note")

    def _zone(self, uow: UnitOfWork, session_id: str | None) -> str:
        """Return the zone of the session, where there is none that of the user."""
        query = select(tables.Session.zone).where(tables.Session.id == session_id)
        return (uow.session.scalar(query) if session_id else None) or self._core.zone()


def _read(line: str) -> Spoken:
    said = spoken(line)
    required(said.text, "text_missing", "text")
    return said


def _waiting(uow: UnitOfWork, note_id: str) -> tables.Note:
    """Return a line of an open audit that nothing was made of yet."""
    row = get_row(uow.session, tables.Note, note_id)
    check_open(uow.session, row.audit_id)
    if row.sorted_as not in (SortedAs.OPEN, SortedAs.NOTHING):
        raise UserMistake("note_sorted", field="text")
    return row


def _write(row: tables.Note, said: Spoken) -> None:
    row.text, row.said_by, row.operated_by = said.text, said.said_by, said.operated_by
