"""Search over everything in the workspace and the text inside files, and the care of its index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from app.decoding.text_client import LONGEST, has_none, read_text
from app.domain.errors import EnvironmentProblem
from app.domain.search import (
    Hit,
    Hits,
    Marked,
    SearchChoices,
    SearchFilters,
    SearchKind,
    SearchProgress,
    TextRead,
    marked,
    snippet,
)
from app.domain.search_query import Query, parse
from app.models.audit import Audit, AuditSite, TeamMember
from app.models.client import Client
from app.models.record import Attachment, Rendition, RenditionKind
from app.services.base import Service
from app.storage import search as index
from app.storage import search_find
from app.storage import search_tables as tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy.orm import Session

    from app.services.base import Core

EVERYTHING: Final = SearchFilters()
FIRST_LOOK: Final = 400_000
"""Bytes of the text inside a file that are looked through first for a snippet."""

_AHEAD: Final = 50


def not_asked() -> None:
    """Go on: for callers that never stop the work."""


class SearchService(Service):
    """Finds; `step` is called again and again in the background until nothing is left to take up."""

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._index = index.SearchIndex(core.workspace)
        self._unread: list[tuple[str, str, str, int]] = []

    def find(
        self, text: str, filters: SearchFilters = EVERYTHING, limit: int = 60, offset: int = 0, each: int = 0
    ) -> Hits:
        """Return what holds the words of `text`, best first.

        Args:
            text: words (each may go on), "phrases", -words that must not be there; any text is a query.
            filters: what to leave out.
            limit: how many hits at most.
            offset: how many of the best were shown before.
            each: at most so many hits of each kind (0: no matter), so that every kind is seen.

        """
        query = parse(text)
        with self._workspace.read() as session:
            found = search_find.find(session, query, filters)
            chosen = _chosen(found.keys, limit, offset, each)
            hits = _Shown(session, query).hits(chosen) if chosen else ()
        return Hits(tuple(hits), found.counts or {}, found.more)

    def choices(self, audit_id: str = "") -> SearchChoices:
        """Return what can be filtered by; sites only of a chosen audit, authors of it or of all audits."""
        audits = select(Audit.id, Audit.reference, Client.name).join(Client, Client.id == Audit.client_id)
        sites = select(AuditSite.id, AuditSite.label, AuditSite.name).where(AuditSite.audit_id == audit_id)
        people = select(TeamMember.initials, TeamMember.name).where(TeamMember.initials != "")
        if audit_id:
            people = people.where(TeamMember.audit_id == audit_id)
        with self._workspace.read() as session:
            by_initials = {row.initials: row.name for row in session.execute(people)}
            return SearchChoices(
                tuple((key, f"{reference} · {name}") for key, reference, name in session.execute(audits)),
                tuple((key, f"{label} {name}".strip()) for key, label, name in session.execute(sites)),
                tuple((key, f"{key} · {name}") for key, name in sorted(by_initials.items())),
            )

    def state(self) -> SearchProgress:
        """Return what is not taken up yet."""
        return self._index.progress()

    def step(self, asked: Callable[[], None] = not_asked) -> bool:
        """Do a little for the index: rows first, then the text inside one file; tell whether there may be more.

        `asked` is called while a file is read and may raise `Cancelled`.
        """
        return self._index.step() or self._read_one(asked)

    def catch_up(self) -> None:
        """Take up everything now; for headless work and tests."""
        while self.step():
            pass

    def text_states(self, attachment_ids: Sequence[str]) -> dict[str, TextRead]:
        """Return whether the text inside these files could be read; those that nobody looked at yet are missing."""
        query = (
            select(Attachment.id, Rendition.state)
            .join(Rendition, Rendition.blob_id == Attachment.blob_id)
            .where(Attachment.id.in_(attachment_ids), Rendition.kind == RenditionKind.TEXT)
        )
        with self._workspace.read() as session:
            return {row.id: TextRead(row.state) for row in session.execute(query)}

    def forget_blob(self, blob_id: str) -> None:
        """Take the text inside a file and its place in the index away for good (a copy was destroyed)."""
        with self._workspace.transaction() as connection:
            index.forget_blob(connection, blob_id)
        index.merge(self._workspace)

    def forget_row(self, table: str, row_id: str) -> None:
        """Take what can be found of one row away for good; what is left of the row is taken up again."""
        with self._workspace.transaction() as connection:
            index.forget_row(connection, table, row_id)
        index.merge(self._workspace)

    def _read_one(self, asked: Callable[[], None]) -> bool:
        if not self._unread:
            self._unread = self._index.unread(_AHEAD)
        if not self._unread:
            return False
        blob_id, name, media, size = self._unread.pop(0)
        state, text = self._text_of(blob_id, name, media, size, asked)
        self._index.keep_text(blob_id, state.value, text or None)
        return True

    def _text_of(
        self, blob_id: str, name: str, media: str, size: int, asked: Callable[[], None]
    ) -> tuple[TextRead, str]:
        if has_none(media):
            return TextRead.NONE, ""
        if size > LONGEST:
            return TextRead.TOO_LARGE, ""
        try:
            with self._workspace.blobs.open(blob_id) as stream:
                content = stream.read()
        except EnvironmentProblem:
            return TextRead.UNREADABLE, ""  # the check of the workspace says what is damaged
        return read_text(name, content, asked)


def _chosen(keys: Sequence[tuple[int, SearchKind]], limit: int, offset: int, each: int) -> list[tuple[int, SearchKind]]:
    """Return the keys that are shown."""
    if not each:
        return list(keys[offset : offset + limit])
    seen: dict[SearchKind, int] = {}
    chosen = []
    for key, kind in keys:
        seen[kind] = seen.get(kind, 0) + 1
        if seen[kind] <= each:
            chosen.append((key, kind))
    return chosen[offset : offset + limit]


class _Shown:
    """Makes hits of keys: names of audits, clients and sites, the words found in title and text."""

    def __init__(self, session: Session, query: Query) -> None:
        self._session, self._query = session, query
        self._audits: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._texts: dict[str, str] = {}

    def hits(self, keys: Sequence[tuple[int, SearchKind]]) -> Iterable[Hit]:
        """Return the hits in order."""
        rows = search_find.documents(self._session, [key for key, _kind in keys])
        kept = [rows[key] for key, _kind in keys if key in rows]
        self._load_names(kept)
        self._load_texts([row.row_id for row in kept if row.kind == SearchKind.FILE])
        return [self._hit(row) for row in kept]

    def _hit(self, row: Any) -> Hit:  # noqa: ANN401 - a row of documents
        title = marked(f"{row.label} · {row.title}" if row.label and row.title else row.label or row.title, self._query)
        shown, page = snippet(row.body, self._query)
        if row.row_id in self._texts and not shown.marks:
            shown, page = self._inside(row.row_id, row.body)
        return Hit(
            kind=SearchKind(row.kind),
            table=row.tab,
            row_id=row.row_id,
            title=title,
            snippet=shown,
            audit_id=row.audit_id,
            client_id=row.client_id,
            audit=self._audits.get(row.audit_id, ""),
            client=self._names.get(row.client_id, ""),
            holder_id=row.holder_id,
            author=row.author,
            site=self._names.get(row.site_id, ""),
            at=tables.moment(row.at),
            page=page,
            confidential=bool(row.confidential),
        )

    def _inside(self, file_id: str, caption: str) -> tuple[Marked, int]:
        """Return the surroundings of the words inside a file; of a long one the beginning is looked at first."""
        text = self._texts[file_id]
        shown, page = snippet(text, self._query)
        if not shown.marks and len(text) >= FIRST_LOOK // 4:
            whole = self._session.scalar(_data_of(file_id)) or b""
            shown, page = snippet(whole.decode("utf-8", "replace"), self._query)
        return (shown, page) if shown.text else (marked(caption, self._query), 0)

    def _load_names(self, rows: Sequence[Any]) -> None:
        audits = {row.audit_id for row in rows} - {""}
        query = select(Audit.id, Audit.reference).where(Audit.id.in_(audits))
        self._audits = {row.id: row.reference for row in self._session.execute(query)} if audits else {}
        for table, ids in ((Client, {row.client_id for row in rows}), (AuditSite, {row.site_id for row in rows})):
            wanted = ids - {""}
            if wanted:
                named = select(table.id, table.name).where(table.id.in_(wanted))
                self._names |= {row.id: row.name for row in self._session.execute(named)}

    def _load_texts(self, file_ids: Sequence[str]) -> None:
        start = func.substr(Rendition.data, 1, FIRST_LOOK)
        query = (
            select(Attachment.id, start)
            .join(Rendition, Rendition.blob_id == Attachment.blob_id)
            .where(Attachment.id.in_(file_ids), Rendition.kind == RenditionKind.TEXT, Rendition.data.is_not(None))
        )
        if file_ids:
            rows = self._session.execute(query)
            self._texts = {row[0]: bytes(row[1]).decode("utf-8", "ignore") for row in rows}


def _data_of(file_id: str) -> Any:  # noqa: ANN401 - a select
    return (
        select(Rendition.data)
        .join(Attachment, Rendition.blob_id == Attachment.blob_id)
        .where(Attachment.id == file_id, Rendition.kind == RenditionKind.TEXT)
    )
