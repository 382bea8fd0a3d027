"""Destroying the content of one copy, or of one free text, at the client's request or by law.

It works in finished audits too: a report that was signed stays as it is, and the dialog names it. What stays in the
record is the tombstone (`Destruction`, immutable) and one entry of the trail; `remove_bytes`, the merge of the search
index and the emptied log see to it that nothing is left in a free page. Backups follow at their next run.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from app.domain.destroying import TEXTS, Doomed, DoomedFile, KeptIn, Wish
from app.domain.errors import UserMistake
from app.domain.kinds import PaperState
from app.models.audit import Audit
from app.models.papers import Paper
from app.models.record import Attachment, Blob, BlobChunk, Draft, Rendition
from app.models.samples import Destruction, SampleItem, SampleRound
from app.services.base import Progress, Service, get_row, required
from app.services.editable import audit_of
from app.storage import search as index
from app.storage.destroying import destroy_blob, destroy_drafts, destroy_values, remove_bytes
from app.storage.records import to_value
from app.storage.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from app.domain import samples as values
    from app.domain.changes import Changes
    from app.models.base import Base

_NO_OWNERS: Final = frozenset({
    Attachment.__tablename__, BlobChunk.__tablename__, Rendition.__tablename__, Draft.__tablename__,
})  # fmt: skip
_SHORTEST: Final = 12
"""Texts shorter than this are not looked for elsewhere: they would be found everywhere."""


def no_progress(percent: int, text: str) -> None:
    """Ignore progress."""
    del percent, text


class DestroyingService(Service):
    """Says what would go, and makes it go."""

    def look_file(self, attachment_id: str) -> Doomed:
        """Return what goes with the content of a file, and the papers that keep a picture of it."""
        with self._workspace.read() as session:
            doomed = _files(session, get_row(session, Attachment, attachment_id))
            hashes = {one.sha256 for one in doomed}
            told = tuple(_told(session, one, attachment_id) for one in doomed)
            papers = tuple(self._papers(session, {one.audit_id for one in doomed}, lambda data: _shows(data, hashes)))
        return Doomed(files=told, papers=papers)

    def look_text(self, table: str, row_id: str, field: str) -> Doomed:
        """Return what goes with a text, the papers that show it and the rows that hold the same words.

        Raises:
            UserMistake: `destroy_not_possible` for what is no free text, `destroy_empty`.
        """
        with self._workspace.read() as session:
            row, text = _text(session, table, row_id, field)
            audit_id = _audit_of(session, row)
            papers = tuple(self._papers(session, {audit_id}, lambda data: _says(data, text)))
            also = tuple(_same_words(session, audit_id, text, (table, row_id, field)))
        return Doomed(letters=len(text), papers=papers, also_in=also)

    def destroy_file(self, attachment_id: str, wish: Wish, progress: Progress = no_progress) -> Changes:
        """Destroy the content of a file, of everything derived from it and of every file with the same bytes.

        Raises:
            UserMistake: `destroy_reason_missing`, `destroy_asker_missing`, `destroy_consent_missing`,
                `destroy_done_already`, `destroy_is_paper`.
        """
        wish = _checked(wish)
        with self._workspace.write() as uow:
            rows = _files(uow.session, get_row(uow.session, Attachment, attachment_id))
            if not rows:
                raise UserMistake("destroy_done_already")
            blobs = {row.blob_id for row in rows}
            _refuse_owned(uow.session, blobs)
            by_audit: dict[str | None, list[Base]] = {}
            for row in rows:
                row.destroyed_at, row.destroyed_reason = uow.now, wish.reason
                stone = _stone(
                    wish, row.audit_id, "attachment", row.id, name=row.name, sha256=row.sha256, size=row.size
                )
                uow.session.add(stone)
                by_audit.setdefault(row.audit_id, []).extend((row, stone))
            for audit_id, changed in by_audit.items():
                uow.record("copy.destroyed", *changed, audit=audit_id, reason=wish.reason)
            for blob_id in blobs:
                index.forget_blob(uow.session.connection(), blob_id)
                destroy_blob(uow.session.connection(), blob_id)
            changes = uow.commit("evidence", "attachment")
        self._finish(progress)
        return changes

    def destroy_text(
        self, table: str, row_id: str, field: str, wish: Wish, progress: Progress = no_progress
    ) -> Changes:
        """Destroy one free text: in its row, in the trail, in drafts and in the search.

        Undo of this program run is forgotten, because it could bring the text back. Raises as `destroy_file` and
        `look_text`.
        """
        wish = _checked(wish)
        with self._workspace.write() as uow:
            row, text = _text(uow.session, table, row_id, field)
            audit_id = _audit_of(uow.session, row)
            setattr(row, field, "")
            stone = _stone(wish, audit_id, table, row_id, field=field, size=len(text.encode()))
            uow.session.add(stone)
            uow.record("text.destroyed", row, stone, audit=audit_id, reason=wish.reason)
            connection = uow.session.connection()
            destroy_values(connection, table, row_id, field)
            destroy_drafts(connection, table, row_id, field)
            index.forget_row(connection, table, row_id)
            for holder in _holders(row):
                index.forget_row(connection, *holder)
            changes = uow.commit(table)
        self._finish(progress)
        return changes

    def list(self, audit_id: str) -> tuple[values.Destruction, ...]:
        """Return the tombstones of an audit, the oldest first."""
        from app.domain import samples as values  # noqa: PLC0415 - names of types otherwise

        with self._workspace.read() as session:
            query = select(Destruction).filter_by(audit_id=audit_id).order_by(Destruction.created_at, Destruction.id)
            return tuple(to_value(values.Destruction, row) for row in session.scalars(query))

    def _finish(self, progress: Progress) -> None:
        self._core.undo.forget()
        remove_bytes(self._workspace, progress)
        index.merge(self._workspace)
        self._workspace.checkpoint()

    def _papers(self, session: Session, audits: Iterable[str | None], shows: Any) -> Iterable[KeptIn]:  # noqa: ANN401 - a callable
        """Yield the papers of these audits whose data `shows` finds the content in."""
        query = select(Paper, Audit.reference).join(Audit, Audit.id == Paper.audit_id)
        wanted = [one for one in audits if one is not None]
        rows = session.execute(query.where(Paper.audit_id.in_(wanted)).order_by(Paper.composed_at)).all()
        for paper, reference in rows:
            if paper.data_blob_id is not None and shows(self._data(paper.data_blob_id)):
                yield KeptIn(reference, paper.kind, paper.revision, paper.state is PaperState.SIGNED)

    def _data(self, blob_id: str) -> Any:  # noqa: ANN401 - JSON
        with self._workspace.blobs.open(blob_id) as stream:
            return json.loads(stream.read())


def _checked(wish: Wish) -> Wish:
    return Wish(
        reason=required(wish.reason, "destroy_reason_missing", "reason"),
        asked_by=required(wish.asked_by, "destroy_asker_missing", "asked_by"),
        agreed_by=required(wish.agreed_by, "destroy_consent_missing", "agreed_by"),
        asked_on=wish.asked_on,
    )


def _stone(
    wish: Wish, audit_id: str | None, table: str, row_id: str, *, field: str = "", name: str = "", sha256: str = "",
    size: int = 0,
) -> Destruction:  # fmt: skip
    return Destruction(
        audit_id=audit_id, table_name=table, row_id=row_id, field=field, name=name, sha256=sha256, size=size,
        reason=wish.reason, asked_by=wish.asked_by, agreed_by=wish.agreed_by, asked_on=wish.asked_on,
    )  # fmt: skip


def _files(session: Session, row: Attachment) -> list[Attachment]:
    """Return the file, what was made from it, and all files with the same bytes, as far as their content is there."""
    found: dict[str, Attachment] = {}
    waiting = [row]
    while waiting:
        one = waiting.pop()
        if one.id in found:
            continue
        found[one.id] = one
        related = (Attachment.parent_id == one.id) | (Attachment.blob_id == one.blob_id)
        waiting += session.scalars(select(Attachment).where(related, Attachment.destroyed_at.is_(None)))
    return [one for one in found.values() if one.destroyed_at is None]


def _refuse_owned(session: Session, blobs: set[str]) -> None:
    """Refuse bytes that are also a paper, a logo or a key; raises `UserMistake("destroy_is_paper")`."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            owns = any(key.column is Blob.__table__.c.id for key in column.foreign_keys)
            if not owns or table.name in _NO_OWNERS:
                continue
            if session.execute(select(column).where(column.in_(blobs)).limit(1)).first() is not None:
                raise UserMistake("destroy_is_paper", name=table.name)


def _told(session: Session, row: Attachment, asked: str) -> DoomedFile:
    audit = session.get(Audit, row.audit_id) if row.audit_id else None
    derived = row.parent_id is not None and row.id != asked
    return DoomedFile(row.id, row.name, row.size, row.sha256, audit.reference if audit else "", derived)


def _text(session: Session, table: str, row_id: str, field: str) -> tuple[Any, str]:
    if field not in TEXTS.get(table, ()):
        raise UserMistake("destroy_not_possible", field=field)
    row = get_row(session, _class_of(table), row_id)
    text = str(getattr(row, field) or "")
    if not text:
        raise UserMistake("destroy_empty", field=field)
    return row, text


def _audit_of(session: Session, row: Any) -> str | None:  # noqa: ANN401 - any row
    if isinstance(row, SampleItem):
        row = session.get_one(SampleRound, row.round_id)
    return audit_of(session, row)


def _class_of(table: str) -> type[Any]:
    from app.models.base import Base  # noqa: PLC0415 - a type only otherwise

    return next(one.class_ for one in Base.registry.mappers if one.class_.__tablename__ == table)


def _holders(row: Any) -> Sequence[tuple[str, str]]:  # noqa: ANN401 - any row
    """Return the documents of the search that show the text beside its own: the file shows a caption."""
    return [("attachment", row.attachment_id)] if row.__tablename__ == "evidence_attachment" else []


def _same_words(session: Session, audit_id: str | None, text: str, place: tuple[str, str, str]) -> Iterable[str]:
    """Yield the labels of rows of the audit that hold the same words."""
    if len(text.strip()) < _SHORTEST or audit_id is None:
        return
    for table, fields in TEXTS.items():
        kind = _class_of(table)
        if not hasattr(kind, "audit_id"):
            continue
        for field in sorted(fields):
            held = select(kind).where(kind.audit_id == audit_id, getattr(kind, field).contains(text, autoescape=True))
            for row in session.scalars(held):
                if (table, row.id, field) != place:
                    yield f"{row.author}-{row.number}" if hasattr(row, "number") else table


def _shows(data: Any, hashes: set[str]) -> bool:  # noqa: ANN401 - JSON
    """Tell whether one of the files is a photograph of the paper."""
    if not isinstance(data, dict):
        return False
    shown = any(one.get("sha256") in hashes for one in data.get("photos") or ())
    return shown or any(_shows(part, hashes) for part in data.values())


def _says(data: Any, text: str) -> bool:  # noqa: ANN401 - JSON
    match data:
        case str():
            return text.strip() in data
        case dict():
            return any(_says(one, text) for one in data.values())
        case list():
            return any(_says(one, text) for one in data)
        case _:
            return False
