"""Asks the index: a query as FTS5 wants it, the best candidates, and what is shown of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from app.domain.search import SearchFilters, SearchKind
from app.storage import search_tables as tables
from app.storage.search import facet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from app.domain.search_query import Part, Query, Spelling

CANDIDATES: Final = 2000
"""So many of the newest are ranked; where there are more, also so many of those that have the words in their title."""

_LAST: Final = 2**62


@dataclass(frozen=True, slots=True)
class Found:
    """Keys of documents, best first, with how many there are of each kind; `more`: not all were looked at."""

    keys: tuple[tuple[int, SearchKind], ...] = ()
    counts: dict[SearchKind, int] | None = None
    more: bool = False


def find(session: Session, query: Query, filters: SearchFilters) -> Found:
    """Return what fits; nothing for an empty query or before the index is there."""
    if not query.wanted or not tables.is_there(session):
        return Found()
    expression = expressed(query, filters)
    first, last = _range(filters)
    floor = _floor(session, expression, first, last)
    keys = _ranked(session, expression, floor if floor is not None else first, last)
    if floor is not None:
        have = {key for key, _kind in keys}
        titles = _ranked(session, expressed(query, filters, only_titles=True), first, floor - 1)
        keys = [*(one for one in titles if one[0] not in have), *keys]
    return Found(tuple(keys), dict(Counter(kind for _key, kind in keys)), floor is not None)


def expressed(query: Query, filters: SearchFilters, *, only_titles: bool = False) -> str:
    """Return the query in the language of FTS5; every term is quoted, so nothing that is typed has a meaning in it."""
    where = "title : " if only_titles else ""
    wanted = [where + _any(part) for part in query.wanted]
    wanted += [_one_of([facet(name, value)]) for name, value in _asked(filters) if value]
    if filters.kinds:
        wanted.append(_one_of([facet("kind", kind.value) for kind in filters.kinds]))
    text = " AND ".join(wanted)
    for part in query.excluded:
        text = f"({text}) NOT {_any(part)}"
    return text


def _asked(filters: SearchFilters) -> tuple[tuple[str, str], ...]:
    return (
        ("audit", filters.audit_id),
        ("client", filters.client_id),
        ("site", filters.site_id),
        ("author", filters.author),
    )


def _any(part: Part) -> str:
    return "(" + " OR ".join(_phrase(one) for one in part.spellings) + ")"


def _one_of(terms: Sequence[str]) -> str:
    return "facets : (" + " OR ".join(f'"{term}"' for term in terms) + ")"


def _phrase(one: Spelling) -> str:
    text = '"' + " ".join(one.terms) + '"'
    return text + " *" if one.open else text


def _range(filters: SearchFilters) -> tuple[int, int]:
    """Return the lowest and the highest key of the days; a day more on both sides, because zones differ by up to it."""
    first = _start(filters.first) if filters.first else None
    last = _start(filters.last) if filters.last else None
    low = tables.first_key(first - timedelta(hours=14)) if first else 0
    high = tables.first_key(last + timedelta(days=1, hours=12)) - 1 if last else _LAST
    return low, high


def _start(day: Any) -> datetime:  # noqa: ANN401 - a date
    return datetime.combine(day, time(), UTC)


def _floor(session: Session, expression: str, first: int, last: int) -> int | None:
    """Return the key of the oldest candidate if there are more than so many."""
    sql = (
        f"SELECT rowid FROM {tables.INDEX} WHERE {tables.INDEX} MATCH ? AND rowid BETWEEN ? AND ?"  # noqa: S608 - our own names
        f" ORDER BY rowid DESC LIMIT 1 OFFSET {CANDIDATES}"
    )
    row = session.connection().exec_driver_sql(sql, (expression, first, last)).first()
    return None if row is None else int(row[0])


def _ranked(session: Session, expression: str, first: int, last: int) -> list[tuple[int, SearchKind]]:
    sql = (
        f"SELECT d.id, d.kind FROM {tables.INDEX} i JOIN search_doc d ON d.id = i.rowid"  # noqa: S608 - our own names
        f" WHERE {tables.INDEX} MATCH ? AND i.rowid BETWEEN ? AND ?"
        f" ORDER BY bm25({tables.INDEX}, {tables.TITLE}, {tables.BODY}, {tables.FACETS}), i.rowid DESC"
        f" LIMIT {CANDIDATES}"
    )
    rows = session.connection().exec_driver_sql(sql, (expression, first, last))
    return [(int(key), SearchKind(kind)) for key, kind in rows]


def documents(session: Session, keys: Sequence[int]) -> dict[int, Any]:
    """Return what is kept of these documents."""
    rows = session.execute(select(tables.DOC).where(tables.DOC.c.id.in_(keys)))
    return {row.id: row for row in rows}
