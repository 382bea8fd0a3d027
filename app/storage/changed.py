"""What the ORM changed, taken from its history at each flush: fields with old and new value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Column, event, inspect, select
from sqlalchemy.orm import InstanceState, Mapper, Session

from app.models.base import Base, is_guarded
from app.storage.fence import Place
from app.storage.trail import FieldChange, RowChange, to_json

# The version counts writes of one database and differs between laptops: it is no part of the record.
NOT_TOLD: Final = frozenset({"id", "version"})


@dataclass
class Pending:
    """Changes of one row over several flushes: the first old value and the last new one of each field."""

    op: str
    fields: dict[str, tuple[object, object]] = field(default_factory=dict)

    def take(self, op: str, fields: dict[str, tuple[object, object]]) -> None:
        """Add the changes of a later flush."""
        if op == "remove":
            self.op = op
            known: dict[str, tuple[object, object]] = {name: (old, None) for name, (old, _) in fields.items()}
            known.update({name: (old, None) for name, (old, _) in self.fields.items()})
            self.fields = known
            return
        for name, (old, new) in fields.items():
            first = self.fields[name][0] if name in self.fields else old
            self.fields[name] = (first, new)

    def row(self, place: Place) -> RowChange:
        """Return the change as the trail tells it; fields that are as they were are left out."""
        told = {name: FieldChange(to_json(old), to_json(new)) for name, (old, new) in self.fields.items()}
        return RowChange(*place, self.op, {name: change for name, change in told.items() if change.old != change.new})


class ChangeLog:
    """Listens to one session and keeps what each flush changed in guarded tables, until it is recorded."""

    def __init__(self, session: Session) -> None:
        self._pending: dict[Place, Pending] = {}
        event.listen(session, "before_flush", self._before)
        event.listen(session, "after_flush", self._after)

    def take(self, place: Place) -> RowChange | None:
        """Return and forget the change of `place`; None when the ORM changed nothing there."""
        pending = self._pending.pop(place, None)
        return None if pending is None else pending.row(place)

    def _before(self, session: Session, *_: object) -> None:
        """Load what the flush will overwrite or remove and what has not been read yet."""
        with session.no_autoflush:
            for row in session.dirty:
                _load_old(session, row, changed_only=True)
            for row in session.deleted:
                _load_old(session, row, changed_only=False)

    def _after(self, session: Session, *_: object) -> None:
        """Take the history after the flush has filled foreign keys and before it is forgotten."""
        for op, rows in (("add", session.new), ("change", session.dirty), ("remove", session.deleted)):
            for row in _guarded(rows):
                fields = _fields(row, op)
                if fields or op != "change":
                    self._pending.setdefault(place_of(row), Pending(op)).take(op, fields)


def place_of(row: Base) -> Place:
    """Return (table, id) of an ORM object, also of one that was expired or removed."""
    state: InstanceState[Any] = inspect(row)
    return str(type(row).__tablename__), str(state.identity[0] if state.identity else state.dict["id"])


def _guarded(rows: Iterable[Any]) -> list[Any]:
    return [row for row in rows if is_guarded(type(row).__tablename__)]


def _columns(mapper: Mapper[Any]) -> dict[str, Column[Any]]:
    """Return the told columns by attribute name."""
    return {
        attribute.key: attribute.columns[0]
        for attribute in mapper.column_attrs
        if isinstance(attribute.columns[0], Column) and attribute.key not in NOT_TOLD
    }


def _fields(row: Base, op: str) -> dict[str, tuple[object, object]]:
    """Return {column name: (old, new)} of what a flush writes for `row`."""
    state: InstanceState[Any] = inspect(row)
    fields: dict[str, tuple[object, object]] = {}
    for key, column in _columns(state.mapper).items():
        value = state.dict.get(key)
        if op == "add":
            # A text that cannot be NULL and is not told is empty: half the columns of an evidence item are.
            if value != "" or column.nullable:
                fields[column.name] = (None, value)
            continue
        history = state.attrs[key].history
        old = history.deleted[0] if history.deleted else state.info.pop(("old", key), None)
        if op == "remove":
            fields[column.name] = (old if history.deleted else value, None)
        elif history.added:
            fields[column.name] = (old, value)
    return {name: pair for name, pair in fields.items() if pair != (None, None)}


def _load_old(session: Session, row: Base, *, changed_only: bool) -> None:
    """Read the old values that the session does not know (attributes that were expired or deferred when set)."""
    if not is_guarded(type(row).__tablename__):
        return
    state: InstanceState[Any] = inspect(row)
    unknown = {}
    for key, column in _columns(state.mapper).items():
        history = state.attrs[key].history
        blind = bool(history.added) and not history.deleted
        if blind or (not changed_only and key in state.unloaded):
            unknown[key] = column
    if not unknown:
        return
    table = state.mapper.local_table
    found = session.execute(select(*unknown.values()).where(table.c.id == place_of(row)[1])).first()
    for key, value in zip(unknown, found or [None] * len(unknown), strict=True):
        if key in state.unloaded:
            state.dict[key] = value
        else:
            state.info["old", key] = value
