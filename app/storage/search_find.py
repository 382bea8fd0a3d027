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
"""So many of the newest are looked at."""

TITLES: Final = 200
"""Where there are more, so many of those that have the words in their title come first."""

FREQUENT: Final = 8000
"""A word in more documents than this is everywhere."""

CACHE: Final = -16_000
"""KiB of pages a connection keeps decrypted: with SQLite's 2 MB each question decrypts them again."""

_LAST: Final = 2**62


@dataclass(frozen=True, slots=True)
class Found:
    """Keys of documents, best first, with how many there are of each kind; `more`: not all were looked at."""

    keys: tuple[tuple[int, SearchKind], ...] = ()
    counts: dict[SearchKind, int] | None = None
    more: bool = False


def find(session: Session, query: Query, filters: SearchFilters) -> Found:
    """Return what fits; nothing for an empty query or before the index is there.

    Few candidates are ranked by bm25 with titles weighing more. Of many, those with the words in their title come
    first, then the newest: bm25 reads every place of every word, which takes too long for words that are everywhere.
    """
    if not query.wanted or not tables.is_there(session):
        return Found()
    session.connection().exec_driver_sql(f"PRAGMA cache_size={CACHE}")
    asked = _Asked(session, query, filters)
    exact = asked.newest(closed=True)
    found = exact if len(exact) > CANDIDATES else asked.newest()
    more = len(found) > CANDIDATES
    if not more and asked.is_cheap():
        keys = asked.ranked()
    else:
        titles = dict(asked.newest(closed=more, only_titles=True))
        first = list(titles.items())
        second = [one for one in exact if one[0] not in titles]
        seen = {key for key, _kind in (*first, *second)}
        keys = [*first, *second, *(one for one in found if one[0] not in seen)]
    return Found(tuple(keys), dict(Counter(kind for _key, kind in keys)), more)


class _Asked:
    """One question to the index."""

    def __init__(self, session: Session, query: Query, filters: SearchFilters) -> None:
        self._query, self._filters = query, filters
        self._connection = session.connection()
        self._range = _range(filters)

    def newest(self, *, closed: bool = False, only_titles: bool = False) -> list[tuple[int, SearchKind]]:
        """Return the newest candidates, one more than are looked at to tell that there are more."""
        most = TITLES if only_titles else CANDIDATES + 1
        end = f"ORDER BY rowid DESC LIMIT {most}"
        return self._run(expressed(self._query, self._filters, closed=closed, only_titles=only_titles), end)

    def ranked(self) -> list[tuple[int, SearchKind]]:
        """Return all candidates by bm25, then the newest first."""
        weights = f"{tables.TITLE}, {tables.BODY}, {tables.FACETS}"
        return self._run(expressed(self._query, self._filters), f"ORDER BY bm25({tables.INDEX}, {weights}), rowid DESC")

    def is_cheap(self) -> bool:
        """Tell whether bm25 is quick: of a single word all places were seen, of several terms none is everywhere."""
        terms = {term for part in self._query.wanted for one in part.spellings for term in one.terms}
        return len(terms) == 1 or not any(self._is_frequent(term) for term in sorted(terms))

    def _is_frequent(self, term: str) -> bool:
        sql = f"SELECT rowid FROM {tables.INDEX} WHERE {tables.INDEX} MATCH ? LIMIT 1 OFFSET {FREQUENT}"  # noqa: S608 - our own names
        return self._connection.exec_driver_sql(sql, (f'"{term}"',)).first() is not None

    def _run(self, expression: str, end: str) -> list[tuple[int, SearchKind]]:
        sql = (
            f"SELECT rowid FROM {tables.INDEX} WHERE {tables.INDEX} MATCH ?"  # noqa: S608 - our own names
            f" AND rowid BETWEEN ? AND ? {end}"
        )
        rows = self._connection.exec_driver_sql(sql, (expression, *self._range))
        return [(int(row[0]), tables.kind_of(row[0])) for row in rows]


def expressed(query: Query, filters: SearchFilters, *, closed: bool = False, only_titles: bool = False) -> str:
    """Return the query in the language of FTS5; every term is quoted, so nothing that is typed has a meaning in it.

    `closed` leaves out words that go on: those of a word that is everywhere take long and are not needed.
    """
    where = "title : " if only_titles else ""
    wanted = [where + _any(part, closed=closed) for part in query.wanted]
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


def _any(part: Part, *, closed: bool = False) -> str:
    spellings = [one for one in part.spellings if not (closed and one.open)] or part.spellings
    return "(" + " OR ".join(_phrase(one) for one in spellings) + ")"


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


def documents(session: Session, keys: Sequence[int]) -> dict[int, Any]:
    """Return what is kept of these documents."""
    rows = session.execute(select(tables.DOC).where(tables.DOC.c.id.in_(keys)))
    return {row.id: row for row in rows}
