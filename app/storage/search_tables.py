"""The tables of the search index: derived from the record, so no migration makes them, no fence watches them.

`search_doc` holds what is shown of each thing that can be found, `search_index` (FTS5 without content of its own) its
terms. The key of a document begins with its time: "the newest" and "from day to day" are ranges of keys. Filters are
terms too, with private characters that no text folds to. All of it is made anew when missing or of another version.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, Text, delete, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.search import SearchKind
from app.models.types import instant_text

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

VERSION: Final = "1"
"""Counted up with every change of what is indexed or how it is folded."""

metadata: Final = MetaData()
STATE: Final = Table("search_state", metadata, Column("key", Text, primary_key=True), Column("value", Text))
SEEN: Final = Table("search_seen", metadata, Column("chain", Text, primary_key=True), Column("seq", Integer))
DOC: Final = Table(
    "search_doc",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("tab", Text, nullable=False),
    Column("row_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("audit_id", Text, nullable=False),
    Column("client_id", Text, nullable=False),
    Column("site_id", Text, nullable=False),
    Column("holder_id", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("confidential", Integer, nullable=False),
    Column("stamp", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_search_doc_place", "tab", "row_id", unique=True),
)
INDEX: Final = "search_index"
_MADE: Final = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5(title, body, facets, content='', contentless_delete=1,"
    " tokenize='ascii', prefix='2 3')"
)
TITLE, BODY, FACETS = 10.0, 1.0, 0.0
"""How much a term counts where it stands."""

EPOCH: Final = "epoch"
_SPREAD: Final = 20
"""Bits of a key below its seconds: the kind, then what tells documents of one second apart."""

_OTHERS: Final = 16
KINDS: Final = tuple(SearchKind)


def is_there(session: Session | Connection) -> bool:
    """Tell whether the index is there in our version."""
    there = session.execute(text("SELECT 1 FROM sqlite_master WHERE name = :name"), {"name": STATE.name}).first()
    return there is not None and get(session, "version") == VERSION


def make(connection: Connection) -> None:
    """Make the tables, empty; whatever is there of another version goes first."""
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {INDEX}")
    metadata.drop_all(connection)
    metadata.create_all(connection)
    connection.exec_driver_sql(_MADE)
    put(connection, "version", VERSION)
    put(connection, EPOCH, "0")


def get(session: Session | Connection, key: str) -> str | None:
    """Return a value of the state."""
    return session.execute(select(STATE.c.value).where(STATE.c.key == key)).scalar()


def put(connection: Connection, key: str, value: str) -> None:
    """Keep a value of the state."""
    row = upsert(STATE).values(key=key, value=value)
    connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def drop(connection: Connection, key: str) -> None:
    """Forget a value of the state."""
    connection.execute(delete(STATE).where(STATE.c.key == key))


def seen(connection: Connection | Session) -> dict[str, int]:
    """Return up to which entry of each chain of the trail the index knows the record."""
    return {row.chain: row.seq for row in connection.execute(select(SEEN.c.chain, SEEN.c.seq))}


def note_seen(connection: Connection, places: dict[str, int]) -> None:
    """Note how far the index knows the record."""
    for chain, seq in places.items():
        row = upsert(SEEN).values(chain=chain, seq=seq)
        connection.execute(row.on_conflict_do_update(index_elements=["chain"], set_={"seq": seq}))


def first_key(at: datetime) -> int:
    """Return the lowest key of a document of this second."""
    return max(0, int(at.timestamp())) << _SPREAD


def free_key(connection: Connection, at: datetime, kind: SearchKind, place: str) -> int:
    """Return a key of the second of `at` and of `kind` that no document has."""
    base = first_key(at) | KINDS.index(kind) << _OTHERS
    at_first = hash_of(place) % (1 << _OTHERS)
    for step in range(1 << _OTHERS):
        key = base + (at_first + step) % (1 << _OTHERS)
        if connection.execute(select(DOC.c.id).where(DOC.c.id == key)).first() is None:
            return key
    raise RuntimeError("65,536 documents of one second")


def kind_of(key: int) -> SearchKind:
    """Return the kind that stands in a key: questions of thousands of candidates read no document for it."""
    return KINDS[key >> _OTHERS & 0xF]


def hash_of(text: str) -> int:
    """Return a number that is the same in every run of the program."""
    from zlib import crc32  # noqa: PLC0415 - one use

    return crc32(text.encode("utf-8", "surrogatepass"))


def moment_text(at: datetime) -> str:
    """Return a moment as the tables keep it."""
    return instant_text(at)


def moment(text: str) -> datetime | None:
    """Return a moment that `moment_text` wrote."""
    return datetime.fromisoformat(text).astimezone(UTC) if text else None


def add_terms(connection: Connection, key: int, title: str, body: str, facets: str) -> None:
    """Put the terms of a document into the index."""
    connection.exec_driver_sql(
        f"INSERT INTO {INDEX} (rowid, title, body, facets) VALUES (?, ?, ?, ?)",  # noqa: S608 - our own name
        (key, title, body, facets),
    )


def remove(connection: Connection, keys: list[int]) -> None:
    """Take documents and their terms away."""
    for key in keys:
        connection.exec_driver_sql(f"DELETE FROM {INDEX} WHERE rowid = ?", (key,))  # noqa: S608 - our own name
        connection.execute(delete(DOC).where(DOC.c.id == key))


def add_doc(connection: Connection, row: dict[str, object]) -> None:
    """Keep what is shown of a document."""
    connection.execute(insert(DOC), row)
