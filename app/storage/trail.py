"""The trail: append-only hash chains, one per (audit, replica) and one per replica for the workspace itself.

An entry is RFC 8785 JSON; its hash is the SHA-256 of these bytes. It holds no value, only salted hashes of old and new
values; the values lie in `trail_value` and can be destroyed while the chain still verifies (DESIGN 10.1, 10.2).
A value's hash is SHA-256(salt || canonical JSON), the salt 16 random bytes of its own.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

import rfc8785
from sqlalchemy import Connection, func, insert, select

from app.domain.errors import ForeignFileProblem
from app.models.record import Trail, TrailValue
from app.models.types import instant_text

FIRST: Final = "0" * 64
WORKSPACE: Final = "workspace"
SHORT: Final = 16
REASON: Final = "reason"
INSERT_ENTRY: Final = insert(Trail)  # made once: building a statement costs as much as running it
INSERT_VALUE: Final = insert(TrailValue)

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Tip:
    """The last entry of a chain."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The state of an audit's trail: SHA-256 over its sorted chain heads, and how many entries they close."""

    value: str
    count: int

    @property
    def short(self) -> str:
        """The first 16 characters, for reading aloud."""
        return self.value[:SHORT]


@dataclass(frozen=True, slots=True)
class Salted:
    """A value as canonical JSON with its salt (hex)."""

    text: str
    salt: str

    @property
    def hash(self) -> str:
        """The salted hash that stands in the entry."""
        return hashlib.sha256(bytes.fromhex(self.salt) + self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Old and new value of one field, JSON already; None stands for "there was nothing"."""

    old: Json
    new: Json


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of an entry: op is "add", "change" or "remove"."""

    table: str
    id: str
    op: str
    fields: Mapping[str, FieldChange] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """What an entry says beside its rows."""

    at: datetime
    zone: str
    who: str
    kind: str
    reason: str = ""
    happened: datetime | None = None


def chain_name(audit_id: str | None, replica_id: str) -> str:
    """Return the name of the chain that `replica_id` writes for an audit (None: for the workspace)."""
    return f"{audit_id or WORKSPACE}/{replica_id}"


def to_json(value: object) -> Json:  # noqa: PLR0911 - one line per kind
    """Return a column's Python value as JSON: moments and days as text, enums as their value, bytes as base64."""
    match value:
        case bool() | None:
            return value
        case str():
            return str(value)
        case int() | float():
            return value
        case datetime():
            return instant_text(value)
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case bytes():
            return {"base64": base64.b64encode(value).decode()}
        case list() | tuple():
            return [to_json(part) for part in value]
        case dict():
            return {str(key): to_json(part) for key, part in value.items()}
        case _:
            raise TypeError(f"no value of the record: {type(value).__name__}")


def salted(value: Json) -> Salted | None:
    """Return `value` with a fresh salt, None for nothing."""
    if value is None:
        return None
    return Salted(_canonical(value), secrets.token_hex(16))


def _canonical(value: Json) -> str:
    """Return `value` as RFC 8785 JSON; of a mere text the standard library makes the same, ten times as fast.

    A capture has some thirty texts, an audit begun two thousand; a test compares the two for every character.
    """
    return json.dumps(value, ensure_ascii=False) if type(value) is str else rfc8785.dumps(value).decode()


class Tips:
    """The last entry of every chain, kept in memory: read once at opening, moved forward by each commit."""

    def __init__(self, tips: Mapping[str, Tip], audits: Mapping[str, str | None], count: int) -> None:
        self._tips = dict(tips)
        self._audits = dict(audits)
        self.count = count

    @classmethod
    def read(cls, connection: Connection) -> Tips:
        """Return the tips of all chains in the database."""
        last = select(Trail.chain, func.max(Trail.seq).label("seq")).group_by(Trail.chain).subquery()
        rows = connection.execute(
            select(Trail.chain, Trail.seq, Trail.hash, Trail.audit_id).join(
                last, (Trail.chain == last.c.chain) & (Trail.seq == last.c.seq)
            )
        ).all()
        count = connection.execute(select(func.count()).select_from(Trail)).scalar_one()
        return cls(
            {row.chain: Tip(row.seq, row.hash) for row in rows}, {row.chain: row.audit_id for row in rows}, count
        )

    def copy(self) -> Tips:
        """Return tips that can move without moving these."""
        return Tips(self._tips, self._audits, self.count)

    def tip(self, chain: str) -> Tip:
        """Return the last entry of `chain`; seq 0 for one that has not begun."""
        return self._tips.get(chain, Tip(0, FIRST))

    def move(self, chain: str, audit_id: str | None, tip: Tip) -> None:
        """Note a new last entry."""
        self._tips[chain] = tip
        self._audits[chain] = audit_id
        self.count += 1

    def all(self) -> dict[str, Tip]:
        """Return the tips of all chains, by chain name."""
        return dict(sorted(self._tips.items()))

    def of(self, audit_id: str | None) -> dict[str, Tip]:
        """Return the tips of one audit's chains (None: of the workspace chains), by chain name."""
        return {chain: tip for chain, tip in sorted(self._tips.items()) if self._audits[chain] == audit_id}

    def head(self, audit_id: str | None) -> Head:
        """Return the head: SHA-256 over the lines "chain seq hash", sorted by chain name."""
        tips = self.of(audit_id)
        lines = "".join(f"{chain} {tip.seq} {tip.hash}\n" for chain, tip in tips.items())
        return Head(hashlib.sha256(lines.encode()).hexdigest(), sum(tip.seq for tip in tips.values()))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry ready to be stored, with the values that stay beside it."""

    chain: str
    seq: int
    audit_id: str | None
    replica_id: str
    text: str
    values: tuple[dict[str, str | int | None], ...]

    @property
    def hash(self) -> str:
        """SHA-256 of the entry's bytes."""
        return entry_hash(self.text)


@dataclass(frozen=True, slots=True)
class ForeignEntry:
    """An entry that another replica wrote, as it came in a package; `values` as in `Entry`."""

    audit_id: str | None
    replica_id: str
    text: str
    values: tuple[dict[str, str | int | None], ...] = ()


def as_entry(foreign: ForeignEntry) -> Entry:
    """Return the entry with the place its own text names.

    ForeignFileProblem("entry_refused", reason) when it is not canonical.
    """
    try:
        told = json.loads(foreign.text)
        chain, seq = str(told["chain"]), int(told["seq"])
        canonical = rfc8785.dumps(told).decode() == foreign.text
    except (ValueError, TypeError, KeyError, rfc8785.CanonicalizationError) as error:
        raise ForeignFileProblem("entry_refused", reason="format") from error
    if not canonical or chain != chain_name(foreign.audit_id, foreign.replica_id):
        raise ForeignFileProblem("entry_refused", reason="place", chain=chain, seq=seq)
    return Entry(chain, seq, foreign.audit_id, foreign.replica_id, foreign.text, foreign.values)


def entry_hash(text: str) -> str:
    """Return the hash of an entry: SHA-256 of its UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def make_entry(tips: Tips, audit_id: str | None, replica_id: str, note: Note, rows: Iterable[RowChange]) -> Entry:
    """Return the next entry of this replica's chain for `audit_id`; nothing is stored."""
    chain = chain_name(audit_id, replica_id)
    tip = tips.tip(chain)
    values: list[dict[str, str | int | None]] = []
    place: dict[str, str | int] = {"chain": chain, "seq": tip.seq + 1}
    told = [_told(row, place, values) for row in rows]
    reason = salted(note.reason or None)
    if reason is not None:
        values.append(_value_row(place, RowChange("", "", "change"), REASON, None, reason))
    entry: dict[str, Json] = {
        "v": 1,
        "chain": chain,
        "seq": tip.seq + 1,
        "prev": tip.hash,
        "at": instant_text(note.at),
        "zone": note.zone,
        "who": note.who,
        "kind": note.kind,
        "reason": None if reason is None else reason.hash,
        "happened": None if note.happened is None else instant_text(note.happened),
        "rows": list(told),
        "seen": {other: [t.seq, t.hash] for other, t in tips.of(audit_id).items() if other != chain},
    }
    return Entry(chain, tip.seq + 1, audit_id, replica_id, rfc8785.dumps(entry).decode(), tuple(values))


def _told(row: RowChange, place: Mapping[str, str | int], values: list[dict[str, str | int | None]]) -> Json:
    """Return one row as the entry tells it, and add its values to `values`."""
    fields: dict[str, Json] = {}
    for name, change in sorted(row.fields.items()):
        old, new = salted(change.old), salted(change.new)
        fields[name] = [_part(old, "hash"), _part(new, "hash")]
        if old or new:
            values.append(_value_row(place, row, name, old, new))
    return {"table": row.table, "id": row.id, "op": row.op, "fields": fields}


def _part(value: Salted | None, name: str) -> str | None:
    return None if value is None else str(getattr(value, name))


def _value_row(
    place: Mapping[str, str | int], row: RowChange, name: str, old: Salted | None, new: Salted | None
) -> dict[str, str | int | None]:
    return {
        **place,
        "table_name": row.table,
        "row_id": row.id,
        "field": name,
        "old_value": _part(old, "text"),
        "old_salt": _part(old, "salt"),
        "new_value": _part(new, "text"),
        "new_salt": _part(new, "salt"),
    }


def store(connection: Connection, entry: Entry) -> Tip:
    """Append `entry` and its values; the triggers refuse any place but the next."""
    row = {
        "chain": entry.chain,
        "seq": entry.seq,
        "audit_id": entry.audit_id,
        "replica_id": entry.replica_id,
        "entry": entry.text,
        "hash": entry.hash,
    }
    connection.execute(INSERT_ENTRY, row)
    if entry.values:
        connection.execute(INSERT_VALUE, list(entry.values))
    return Tip(entry.seq, str(row["hash"]))
