"""Verification of the trail: chains, the values beside them, and the rows they tell of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import rfc8785
from sqlalchemy import Column, ColumnDefault, Connection, select, text

from app.domain.errors import Value
from app.models.record import Trail, TrailValue
from app.storage.tables import guarded_tables
from app.storage.trail import FIRST, REASON, Tip, chain_name, entry_hash, to_json

Place = tuple[str, str, str]  # table, id, field
NOT_COMPARED: Final = frozenset({"id", "version"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not in order: a code and where; `code` names the sentence as in the errors."""

    code: str
    values: dict[str, Value]


def fault(code: str, **values: Value) -> Fault:
    """Return a fault."""
    return Fault(code, values)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the trail last said of a field: the hash of its value and the salt; no salt when the value was destroyed."""

    hash: str | None
    salt: str | None


class TrailReader:
    """Walks the whole trail once; afterwards `rows` holds what it says of every row that should exist."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.rows: dict[tuple[str, str], dict[str, _Told]] = {}
        self.count = 0

    def faults(self) -> Iterator[Fault]:
        """Yield `trail_broken(chain, seq, reason)` and `value_differs(chain, seq, table, row, field, reason)`."""
        tips: dict[str, Tip] = {}
        # In the order they came into this database, so that the last word on a field is the one its row holds.
        query = select(Trail.chain, Trail.seq, Trail.audit_id, Trail.replica_id, Trail.entry, Trail.hash).order_by(
            text("rowid")
        )
        for row in self._connection.execute(query):
            self.count += 1
            reason = _why_broken(row, tips.get(row.chain, Tip(0, FIRST)))
            tips[row.chain] = Tip(row.seq, row.hash)
            if reason:
                yield fault("trail_broken", chain=row.chain, seq=row.seq, reason=reason)
                continue
            entry, held = json.loads(row.entry), self._held(row.chain, row.seq)
            yield from _value_faults(row.chain, row.seq, entry, held)
            for told in entry["rows"]:
                self._follow(told, held)

    def _held(self, chain: str, seq: int) -> dict[Place, Any]:
        """Return the values beside an entry."""
        query = select(TrailValue).where(TrailValue.chain == chain, TrailValue.seq == seq)
        return {(row.table_name, row.row_id, row.field): row for row in self._connection.execute(query)}

    def _follow(self, told: dict[str, Any], held: dict[Place, Any]) -> None:
        place = (told["table"], told["id"])
        if told["op"] == "remove":
            self.rows.pop(place, None)
            return
        fields = self.rows.setdefault(place, {})
        for name, (_, new) in told["fields"].items():
            value = held.get((*place, name))
            fields[name] = _Told(new, None if value is None else value.new_salt)


def _value_faults(chain: str, seq: int, entry: dict[str, Any], held: dict[Place, Any]) -> Iterator[Fault]:
    """Compare the values beside an entry with its hashes; a destroyed value is in order, an absent one is not."""
    wanted = _hashes(entry)
    for place in sorted(wanted.keys() | held.keys()):
        reason = _why_differs(wanted.get(place), held.get(place))
        if reason:
            table, row_id, field = place
            yield fault("value_differs", chain=chain, seq=seq, table=table, row=row_id, field=field, reason=reason)


def _why_broken(row: Any, before: Tip) -> str:  # noqa: ANN401 - a result row
    """Return why an entry does not follow, "" when it does."""
    if entry_hash(row.entry) != row.hash:
        return "hash"
    try:
        entry = json.loads(row.entry)
        canonical = rfc8785.dumps(entry).decode() == row.entry
    except (ValueError, rfc8785.CanonicalizationError):
        return "format"
    if not canonical:
        return "format"
    if (entry["chain"], entry["seq"]) != (row.chain, row.seq) or row.chain != chain_name(row.audit_id, row.replica_id):
        return "place"
    if row.seq != before.seq + 1:
        return "gap"
    return "" if entry["prev"] == before.hash else "previous"


def _hashes(entry: dict[str, Any]) -> dict[Place, tuple[str | None, str | None]]:
    """Return the hashes of an entry by table, row and field; an empty text or nothing has none."""
    found = {
        (row["table"], row["id"], name): (old, new)
        for row in entry["rows"]
        for name, (old, new) in row["fields"].items()
        if old or new
    }
    if entry["reason"]:
        found["", "", REASON] = (None, entry["reason"])
    return found


def _why_differs(wanted: tuple[str | None, str | None] | None, held: Any) -> str:  # noqa: ANN401 - a result row
    if held is None:
        return "missing"
    if wanted is None:
        return "unknown"
    if held.old_salt is None and held.new_salt is None:
        return ""  # destroyed
    sides = ((wanted[0], held.old_value, held.old_salt), (wanted[1], held.new_value, held.new_salt))
    return "" if all(_matches(*side) for side in sides) else "hash"


def _matches(wanted: str | None, value: str | None, salt: str | None) -> bool:
    if wanted is None or value is None or salt is None:
        return wanted is None and value is None and salt is None
    try:
        salted = bytes.fromhex(salt) + value.encode()
    except ValueError:
        return False
    return hashlib.sha256(salted).hexdigest() == wanted


def row_faults(connection: Connection, reader: TrailReader) -> Iterator[Fault]:
    """Yield `row_missing`, `row_unrecorded` and `row_differs(table, row, field)`.

    These are rows that were changed behind the trail's back.
    """
    for table in guarded_tables():
        told = {key: fields for (name, key), fields in reader.rows.items() if name == table.name}
        for row in connection.execute(select(table)).mappings():
            fields = told.pop(row["id"], None)
            if fields is None:
                yield fault("row_unrecorded", table=table.name, row=row["id"])
                continue
            for column in table.columns:
                name = column.name
                if name not in NOT_COMPARED and not _field_fits(fields.get(name), row[name], column):
                    yield fault("row_differs", table=table.name, row=row["id"], field=name)
        for key in told:
            yield fault("row_missing", table=table.name, row=key)


def _field_fits(told: _Told | None, value: object, column: Column[Any]) -> bool:
    """Tell whether a column holds what the trail said last.

    A field never told of is empty, or holds what a migration put into the rows there were: the default of the column.
    """
    if told is None:
        return value is None or value == "" or value == _default(column)
    if told.hash is None:
        return value is None
    if value is None:
        return False
    # Without the salt the value was destroyed; what the row holds now cannot be compared any more.
    return told.salt is None or _matches(told.hash, rfc8785.dumps(to_json(value)).decode(), told.salt)


def _default(column: Column[Any]) -> object:
    default = column.default
    return default.arg if isinstance(default, ColumnDefault) and default.is_scalar else None
