"""Keeps the search index beside the record: made anew when missing, and moved on by the entries of the trail.

The trail names every changed row, so nothing has to be written down when something is captured: each step reads the
entries that the index does not know yet. A step reads and folds in a snapshot of its own and writes once, shortly.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, exists, func, insert, select, update

from app.domain.search import SearchKind, SearchProgress
from app.domain.search_fold import terms
from app.models.record import Attachment, Blob, BlobState, Rendition, RenditionKind, Trail
from app.storage import search_tables as tables
from app.storage.search_documents import Document, Place, Reader, affected
from app.storage.search_sources import SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy import Connection, Delete, Select
    from sqlalchemy.orm import Session

    from app.storage.workspace import Workspace

BATCH: Final = 150
ENTRIES: Final = 200
LETTERS: Final = 300_000
"""Most text of one write; a file that is longer makes one alone."""

_CURSOR: Final = "cursor:"
_MERGE_PAGES: Final = 300


class SearchIndex:
    """The index of one workspace; one thread at a time calls `step`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._there = False

    def step(self) -> bool:
        """Do a little of what is to be done for the rows of the record; tell whether something was done."""
        if not self._there and not self._is_there():
            self._make()
            return True
        return self._follow() or self._build()

    def progress(self) -> SearchProgress:
        """Return how many rows and files are still to be taken up."""
        with self._workspace.read() as session:
            if not tables.is_there(session):
                return SearchProgress(sum(_count(session, source.table) for source in SOURCES), 0)
            left = 0
            for key, value in session.execute(select(tables.STATE).where(tables.STATE.c.key.startswith(_CURSOR))):
                source = next(one for one in SOURCES if one.table == key.removeprefix(_CURSOR))
                query = select(func.count()).select_from(source.key.table).where(source.cursor > int(value))
                left += session.execute(query).scalar_one()
            files = session.execute(select(func.count()).select_from(_unread().subquery())).scalar_one()
            behind = sum(tip.seq for tip in self._workspace.tips.all().values()) - sum(tables.seen(session).values())
        return SearchProgress(left + max(0, behind), files)

    def unread(self, most: int) -> list[tuple[str, str, str, int]]:
        """Return blobs whose text was not looked for yet: (blob, name and media type of a file, size)."""
        with self._workspace.read() as session:
            query = _unread().limit(most)
            return [(row.blob_id, row.name, row.media_type, row.size) for row in session.execute(query)]

    def keep_text(self, blob_id: str, state: str, text: str | None) -> None:
        """Keep the text inside a file, or why there is none, and take it up; nothing for bytes that are gone."""
        with self._workspace.transaction() as connection:
            whole = select(Blob.id).where(Blob.id == blob_id, Blob.state == BlobState.WHOLE)
            if connection.execute(whole).first() is None:
                return
            row = {
                "blob_id": blob_id,
                "kind": RenditionKind.TEXT,
                "state": state,
                "media_type": "text/plain",
                "data": None if text is None else text.encode("utf-8", "replace"),
                "made_at": self._workspace.clock.now(),
            }
            connection.execute(_text_of(blob_id))
            connection.execute(insert(Rendition), row)
        if text:
            self._refresh([("attachment", key) for key in self._files_of(blob_id)])

    def _is_there(self) -> bool:
        with self._workspace.read() as session:
            self._there = tables.is_there(session)
        return self._there

    def _make(self) -> None:
        """Make the tables; what is in the record now is taken up by cursors, what comes later by the trail."""
        with self._workspace.transaction() as connection:
            tables.make(connection)
            tables.note_seen(connection, {chain: tip.seq for chain, tip in self._workspace.tips.all().items()})
            for source in SOURCES:
                tables.put(connection, _CURSOR + source.table, "0")
        self._there = True

    def _build(self) -> bool:
        """Take up the next rows of the first table that is not done."""
        with self._workspace.read() as session:
            query = select(tables.STATE).where(tables.STATE.c.key.startswith(_CURSOR)).order_by(tables.STATE.c.key)
            state = {row.key.removeprefix(_CURSOR): int(row.value) for row in session.execute(query)}
            source = next((one for one in SOURCES if one.table in state), None)
            if source is None:
                return False
            epoch = tables.get(session, tables.EPOCH)
            documents, goes_on = Reader(session).after(source.table, state[source.table], _batch(source.table))

        def done(connection: Connection) -> None:
            if goes_on is None:
                tables.drop(connection, _CURSOR + source.table)
            else:
                tables.put(connection, _CURSOR + source.table, str(goes_on))

        self._keep(documents, [], epoch, done)
        return True

    def _follow(self) -> bool:
        """Take up what the trail says was changed since the last step."""
        with self._workspace.read() as session:
            known = tables.seen(session)
            behind = [chain for chain, tip in self._workspace.tips.all().items() if tip.seq > known.get(chain, 0)]
            if not behind:
                return False
            epoch = tables.get(session, tables.EPOCH)
            touched, reached = _entries(session, behind, known)
            found = affected(session, touched)
            reader = Reader(session)
            documents = [one for table, ids in found.items() for one in _in_parts(reader, table, sorted(ids))]
        places = [(table, key) for table, keys in found.items() for key in keys]
        self._keep(documents, places, epoch, partial(tables.note_seen, places=reached))
        return True

    def _refresh(self, places: Sequence[Place]) -> None:
        with self._workspace.read() as session:
            if not tables.is_there(session):
                return
            epoch = tables.get(session, tables.EPOCH)
            reader = Reader(session)
            documents = [one for table, key in places for one in reader.by_id(table, [key])]
        self._keep(documents, places, epoch, _nothing)

    def _keep(
        self,
        documents: Sequence[Document],
        places: Sequence[Place],
        epoch: str | None,
        done: Callable[[Connection], None],
    ) -> None:
        """Write documents in short transactions, then remove those of `places` that are gone, and note it as `done`.

        Gives up when something was forgotten since the documents were read: they may hold it.
        """
        gone = set(places) - {(one.table, one.id) for one in documents}
        portions = _portions(documents)
        for number, portion in enumerate(portions, 1):
            prepared = [_prepared(one) for one in portion]
            with self._workspace.transaction() as connection:
                if tables.get(connection, tables.EPOCH) != epoch:
                    return
                _write(connection, prepared, gone if number == len(portions) else ())
                if number == len(portions):
                    done(connection)

    def _files_of(self, blob_id: str) -> list[str]:
        with self._workspace.read() as session:
            return list(session.scalars(select(Attachment.id).where(Attachment.blob_id == blob_id)))


class _Prepared:
    """A document with its terms, ready to be written."""

    def __init__(self, one: Document) -> None:
        self.one = one
        self.title = terms(f"{one.label} {one.title}")
        self.body = terms(f"{one.body}\n{one.text}" if one.text else one.body)
        self.facets = facets(one)
        shown = (one.label, one.title, one.body, one.holder_id, tables.moment_text(one.at), int(one.confidential))
        self.stamp = f"{tables.hash_of(repr(shown) + self.facets):08x}{tables.hash_of(self.title + self.body):08x}"


def _nothing(connection: Connection) -> None:
    """Note nothing."""
    del connection


def _portions(documents: Sequence[Document]) -> list[list[Document]]:
    """Return the documents in lists of so much text that each is written in a moment."""
    portions: list[list[Document]] = [[]]
    letters = 0
    for one in documents:
        size = len(one.body) + len(one.text)
        if letters and letters + size > LETTERS:
            portions.append([])
            letters = 0
        portions[-1].append(one)
        letters += size
    # The last one is written together with what is noted at the end.
    return portions


def _prepared(one: Document) -> _Prepared:
    return _Prepared(one)


def facets(one: Document) -> str:
    """Return the terms that filters ask for."""
    parts = [
        facet("kind", one.kind),
        facet("audit", one.audit_id),
        facet("client", one.client_id),
        facet("site", one.site_id),
        facet("author", one.author),
    ]
    return " ".join(part for part in parts if part)


def facet(name: str, value: str) -> str:
    """Return the term of one filter: a private character, then letters and digits only."""
    private = {"kind": "\ue001", "audit": "\ue002", "client": "\ue003", "site": "\ue004", "author": "\ue005"}[name]
    return private + value.encode("utf-8", "replace").hex() if value else ""


def forget_row(connection: Connection, table: str, row_id: str) -> None:
    """Take away what can be found of one row, in the transaction that destroys it; `merge_steps` does the rest."""
    if not tables.is_there(connection):
        return
    _bump(connection)
    query = select(tables.DOC.c.id).where(tables.DOC.c.tab == table, tables.DOC.c.row_id == row_id)
    tables.remove(connection, list(connection.scalars(query)))


def forget_blob(connection: Connection, blob_id: str) -> None:
    """Take away the text inside a file and everything that can be found of it; as `forget_row`."""
    connection.execute(_text_of(blob_id))
    files = list(connection.scalars(select(Attachment.id).where(Attachment.blob_id == blob_id)))
    for file in files:
        forget_row(connection, "attachment", file)


def merge(workspace: Workspace) -> None:
    """Merge the index into one piece, in short writes, so that nothing of a forgotten text is left in it."""
    with workspace.read() as session:
        if not tables.is_there(session):
            return
    first = True
    while True:
        with workspace.transaction() as connection:
            if not _merge_a_little(connection, first=first):
                return
        first = False


def _merge_a_little(connection: Connection, *, first: bool) -> bool:
    """Merge some pages; tell whether more is to be done (SQLite's documentation of FTS5, section 6.8)."""
    changes = "SELECT total_changes()"
    before = connection.exec_driver_sql(changes).scalar_one()
    pages = -_MERGE_PAGES if first else _MERGE_PAGES
    connection.exec_driver_sql(f"INSERT INTO {tables.INDEX} ({tables.INDEX}, rank) VALUES ('merge', ?)", (pages,))  # noqa: S608 - our own name
    return bool(connection.exec_driver_sql(changes).scalar_one() - before > 1) or first


def _bump(connection: Connection) -> None:
    """Make every step that began before this moment give up: it may hold what is being destroyed."""
    state = tables.STATE
    epoch = int(tables.get(connection, tables.EPOCH) or 0) + 1
    connection.execute(update(state).where(state.c.key == tables.EPOCH).values(value=str(epoch)))


def _write(connection: Connection, prepared: Iterable[_Prepared], places: Iterable[Place]) -> None:
    """Write documents that differ from those that are there, and remove the other ones of `places`."""
    doc = tables.DOC
    fresh = {(one.one.table, one.one.id): one for one in prepared}
    gone: list[int] = []
    for place in {*fresh, *places}:
        row = connection.execute(
            select(doc.c.id, doc.c.stamp).where(doc.c.tab == place[0], doc.c.row_id == place[1])
        ).first()
        if row is not None and place in fresh and row.stamp == fresh[place].stamp:
            del fresh[place]
        elif row is not None:
            gone.append(row.id)
    tables.remove(connection, gone)
    # Ascending keys: a lower one than the last makes FTS5 write out what it has gathered.
    for one in sorted(fresh.values(), key=lambda each: each.one.at):
        _add(connection, one)


def _add(connection: Connection, prepared: _Prepared) -> None:
    one = prepared.one
    key = tables.free_key(connection, one.at, SearchKind(one.kind), one.table + one.id)
    tables.add_terms(connection, key, prepared.title, prepared.body, prepared.facets)
    row = {
        "id": key, "tab": one.table, "row_id": one.id, "kind": one.kind, "audit_id": one.audit_id,
        "client_id": one.client_id, "site_id": one.site_id, "holder_id": one.holder_id, "author": one.author,
        "label": one.label, "at": tables.moment_text(one.at), "confidential": int(one.confidential),
        "stamp": prepared.stamp, "title": one.title, "body": one.body,
    }  # fmt: skip
    tables.add_doc(connection, row)


def _entries(session: Session, chains: Sequence[str], known: dict[str, int]) -> tuple[set[Place], dict[str, int]]:
    """Return the rows named by the next entries, and the last entry that was read of each chain."""
    touched: set[Place] = set()
    reached: dict[str, int] = {}
    for chain in chains:
        query = select(Trail.seq, Trail.entry).where(Trail.chain == chain, Trail.seq > known.get(chain, 0))
        for row in session.execute(query.order_by(Trail.seq).limit(ENTRIES)):
            touched |= {(one["table"], one["id"]) for one in json.loads(row.entry)["rows"]}
            reached[chain] = row.seq
        if len(touched) > BATCH:
            break
    return touched, reached


def _in_parts(reader: Reader, table: str, ids: Sequence[str]) -> Iterable[Document]:
    for start in range(0, len(ids), 500):
        yield from reader.by_id(table, ids[start : start + 500])


def _batch(table: str) -> int:
    return 10 if table == "attachment" else BATCH


def _count(session: Session, table: str) -> int:
    source = next(one for one in SOURCES if one.table == table)
    return session.execute(select(func.count()).select_from(source.key.table)).scalar_one()


def _text_of(blob_id: str) -> Delete:
    return delete(Rendition).where(Rendition.blob_id == blob_id, Rendition.kind == RenditionKind.TEXT)


def _unread() -> Select[str, str, str, int]:
    """Return the blobs of living files whose text was not looked for; each once, with one of its names."""
    read = exists().where(Rendition.blob_id == Attachment.blob_id, Rendition.kind == RenditionKind.TEXT)
    whole = exists().where(Blob.id == Attachment.blob_id, Blob.state == BlobState.WHOLE)
    return (
        select(
            Attachment.blob_id,
            func.min(Attachment.name).label("name"),
            func.min(Attachment.media_type).label("media_type"),
            func.min(Attachment.size).label("size"),
        )
        .where(Attachment.destroyed_at.is_(None), whole, ~read)
        .group_by(Attachment.blob_id)
    )
