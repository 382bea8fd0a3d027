"""One service call = one unit of work = one transaction, with a trail entry for every changed row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.domain.changes import Changes
from app.domain.errors import ForeignFileProblem
from app.models.base import Base, Row
from app.models.record import Trail
from app.storage import trail
from app.storage.changed import ChangeLog, place_of
from app.storage.fence import Fence, Place
from app.storage.problems import sorted_errors

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


class UnrecordedChange(Exception):
    """A bug: a row of the record was changed without a trail entry, or recorded in a way that tells nothing."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A row changed by a Core statement: what the trail must say of it.

    `fields` is {column: (old, new)} in Python values.
    """

    table: str
    id: str
    fields: Mapping[str, tuple[object, object]] = field(default_factory=dict)
    op: str = "change"

    def row(self) -> trail.RowChange:
        """Return the change as the trail tells it."""
        told = {
            name: trail.FieldChange(trail.to_json(old), trail.to_json(new)) for name, (old, new) in self.fields.items()
        }
        return trail.RowChange(self.table, self.id, self.op, told)


class UnitOfWork:
    """Entered with `with`; rolled back at the end unless `commit` was called.

    Ids, moments and the author come from here.
    """

    session: Session
    now: datetime

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def __enter__(self) -> Self:
        """Wait for the writer's turn and begin (BEGIN IMMEDIATE).

        EnvironmentProblem when the file cannot be written.
        """
        self._workspace.take_turn()
        try:
            with sorted_errors(self._workspace.file):
                self._begin()
        except BaseException:
            self._workspace.give_turn()
            raise
        return self

    def _begin(self) -> None:
        connection = self._workspace.writer
        self.now = self._workspace.clock.now()
        self.session = Session(bind=connection, autoflush=True, expire_on_commit=False)
        self._committing = False
        event.listen(self.session, "before_commit", self._only_here)
        event.listen(self.session, "after_transaction_create", self._no_savepoint)
        event.listen(self.session, "before_flush", self._fill)
        self._log = ChangeLog(self.session)
        self.session.connection()
        self._fence = Fence(connection)
        self._tips = self._workspace.tips.copy()
        self._entries: list[trail.Entry] = []
        self._done: list[Place] = []

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Roll back what was not committed, give the turn to the next, sort errors of the database (`problems`)."""
        try:
            self.session.close()
        finally:
            self._workspace.give_turn()
        if error is not None:
            with sorted_errors(self._workspace.file, of_files=False):
                raise error

    def head(self, audit_id: str | None) -> trail.Head:
        """Return the head of an audit as it is inside this unit, entries not yet committed included."""
        return self._tips.head(audit_id)

    def record(
        self, kind: str, *objects: Base | Touched, audit: str | None, reason: str = "", happened: datetime | None = None
    ) -> None:
        """Write one trail entry for these rows.

        Args:
            kind: what happened, in the auditor's words ("finding regraded").
            objects: rows added, changed or removed through the session, or `Touched` for Core statements.
            audit: the audit whose chain gets the entry; None for the workspace's own.
            reason: why, as the auditor gave it; kept beside the entry like a value.
            happened: when it happened, if not now.

        Raises:
            UnrecordedChange: an object was not changed through the session and is no `Touched`.

        """
        with sorted_errors(self._workspace.file):
            self.session.flush()  # the history of what changed is complete only after it
            rows = self._rows(objects)
            me = self._workspace.me
            note = trail.Note(self.now, me.zone, me.person_id, kind, reason, happened)
            entry = trail.make_entry(self._tips, audit, self._workspace.replica_id, note, rows)
            tip = trail.store(self.session.connection(), entry)
        self._tips.move(entry.chain, audit, tip)
        self._entries.append(entry)

    def _rows(self, objects: Iterable[Base | Touched]) -> list[trail.RowChange]:
        touched = self._fence.touched()
        rows: dict[Place, trail.RowChange] = {}
        for item in objects:
            place = (item.table, item.id) if isinstance(item, Touched) else place_of(item)
            row = item.row() if isinstance(item, Touched) else self._log.take(place)
            if row is None and place in touched and place not in rows:
                raise UnrecordedChange(f"{place} was changed by a statement: pass Touched")
            if row is None:
                continue
            if place not in touched:
                raise UnrecordedChange(f"{place} was not changed")
            rows[place] = row
        for place in rows:
            self._fence.recorded(place)
        self._done.extend(rows)
        return list(rows.values())

    def adopt(self, foreign: trail.ForeignEntry) -> bool:
        """Keep another replica's entry word for word; False when it was there already.

        ForeignFileProblem: fork(chain, seq) when another entry holds its place or continues another one, or when it
        claims to be ours; entry_gap(chain, seq) when entries before it are missing; entry_refused(reason).
        """
        entry = trail.as_entry(foreign)
        connection, tip = self.session.connection(), self._tips.tip(entry.chain)
        if entry.seq <= tip.seq:
            held = connection.scalar(select(Trail.hash).where(Trail.chain == entry.chain, Trail.seq == entry.seq))
            if held != entry.hash:
                raise ForeignFileProblem("fork", chain=entry.chain, seq=entry.seq)
            return False
        if entry.replica_id == self._workspace.replica_id:
            raise ForeignFileProblem("fork", chain=entry.chain, seq=entry.seq)
        if entry.seq != tip.seq + 1:
            raise ForeignFileProblem("entry_gap", chain=entry.chain, seq=tip.seq + 1)
        if json.loads(entry.text)["prev"] != tip.hash:
            raise ForeignFileProblem("fork", chain=entry.chain, seq=entry.seq)
        self._tips.move(entry.chain, entry.audit_id, trail.store(connection, entry))
        self._entries.append(entry)
        return True

    def commit(self, *kinds: str) -> Changes:
        """Commit if every touched row was recorded; `kinds` (table names) are added to those recorded.

        Raises:
            UnrecordedChange: a row has no entry; everything is rolled back (a bug, not a user error).
            EnvironmentProblem: disk_full, disk_error ...; everything is rolled back.
            UserMistake: changed_meanwhile, when another writer was faster on a row.

        """
        with sorted_errors(self._workspace.file):
            self.session.flush()  # so that the triggers have seen everything
            missing = self._fence.touched()
            if missing:
                self.session.rollback()
                raise UnrecordedChange(f"no trail entry for {sorted(missing)}")
            self._committing = True
            self.session.commit()
        if self._entries:
            self._workspace.committed(self._tips, self._entries[-1])
        self._workspace.records.moved(self._done)
        return self._changes(kinds)

    def _changes(self, kinds: Iterable[str]) -> Changes:
        audits = {entry.audit_id for entry in self._entries} - {None}
        tables = frozenset(kinds) | {table for table, _ in self._done}
        only = audits.pop() if len(audits) == 1 else None
        return Changes(tables, only, tuple(dict.fromkeys(key for _, key in self._done)))

    def _fill(self, session: Session, *_: object) -> None:
        """Give new rows their moment, zone and author."""
        me = self._workspace.me
        for row in session.new:
            if isinstance(row, Row):
                row.created_at = row.__dict__.get("created_at") or self.now
                row.created_zone = row.__dict__.get("created_zone") or me.zone
                row.created_by = row.__dict__.get("created_by") or me.person_id

    def _only_here(self, _: Session) -> None:
        if not self._committing:
            raise UnrecordedChange("session.commit() was called: only the unit of work commits")

    def _no_savepoint(self, _: Session, transaction: object) -> None:
        if getattr(transaction, "nested", False):
            raise UnrecordedChange("a savepoint could take back rows whose entry stays")
