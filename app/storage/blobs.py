"""Attachments: bytes in chunks of 512 KiB in the same database, addressed by SHA-256, stored once, never changed.

Write order (notes/storage.md section 2): blob "incoming", chunks in transactions of 8 MiB, and "whole" last; the row
that shows the attachment is written by a service afterwards. What is hashed is what is stored, in one pass.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, TYPE_CHECKING, Final, Protocol

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from app.domain.errors import EnvironmentProblem
from app.models.base import new_id
from app.models.record import Blob, BlobChunk, BlobState, Rendition
from app.storage.problems import sorted_errors
from app.storage.tables import metadata

if TYPE_CHECKING:
    from app.storage.workspace import Workspace

CHUNK: Final = 512 * 1024
BATCH: Final = 16  # chunks a transaction: 8 MiB, so that typing waits a moment only
WHOLE_IN_MEMORY: Final = 32 * 1024 * 1024
INSERT_BLOB: Final = insert(Blob)
INSERT_CHUNK: Final = insert(BlobChunk)
TWIN: Final = select(Blob.id).where(
    Blob.sha256 == bindparam("sha256"), Blob.size == bindparam("size"), Blob.state == BlobState.WHOLE
)
MAKE_WHOLE: Final = (
    update(Blob)
    .where(Blob.id == bindparam("blob"))
    .values(state=BlobState.WHOLE, sha256=bindparam("digest"), size=bindparam("bytes"))
)
ORPHAN_AGE: Final = timedelta(days=1)

Progress = Callable[[int, str], None]


class Readable(Protocol):
    """Anything with `read(n)`."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes, b"" at the end."""
        ...


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """What was stored: id of the blob, hex SHA-256 and size in bytes; `name` as given."""

    id: str
    sha256: str
    size: int
    name: str


def no_progress(percent: int, text: str) -> None:
    """Do nothing: for callers that show no progress."""
    del percent, text


class BlobStore:
    """The bytes of attachments in one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def put(
        self, stream: Readable, name: str, progress: Progress | None = None, *, size: int | None = None
    ) -> StoredBlob:
        """Store the bytes of `stream` and return where; the same bytes again return the blob that is there.

        `size` (bytes expected) only serves `progress(percent, name)`, which may raise `Cancelled`.
        EnvironmentProblem: disk_full, disk_error, missing_file ...; what was staged is swept at the next opening.
        """
        intake = _Intake(self._workspace, name)
        for batch, last in _batches(stream):
            with sorted_errors(self._workspace.file):
                stored = intake.take(batch, last=last)
            if progress is not None and size:
                progress(min(100, intake.size * 100 // size), name)
        return stored

    def put_bytes(self, data: bytes, name: str) -> StoredBlob:
        """Store `data`; as `put`."""
        return self.put(io.BytesIO(data), name)

    def open(self, blob_id: str) -> IO[bytes]:
        """Return a readable stream of verified bytes: small ones are checked before the first byte is handed out."""
        if self._facts(blob_id).size <= WHOLE_IN_MEMORY:
            return io.BytesIO(b"".join(self.chunks(blob_id)))
        return io.BufferedReader(_ChunkReader(self.chunks(blob_id)), CHUNK)

    def write_to(self, blob_id: str, file: IO[bytes], progress: Progress | None = None) -> StoredBlob:
        """Copy the bytes into `file`; EnvironmentProblem("damaged") at the end when they are not what was stored."""
        facts, done = self._facts(blob_id), 0
        for data in self.chunks(blob_id):
            file.write(data)
            done += len(data)
            if progress is not None:
                progress(done * 100 // max(1, facts.size), "")
        return facts

    def verify(self, blob_id: str) -> bool:
        """Tell whether the stored bytes still have their size and SHA-256."""
        try:
            for _ in self.chunks(blob_id):
                pass
        except EnvironmentProblem as problem:
            if problem.code == "damaged":
                return False
            raise
        return True

    def chunks(self, blob_id: str) -> Iterator[bytes]:
        """Yield the chunks in order; EnvironmentProblem("damaged", blob) at the end when size or SHA-256 differ."""
        facts, digest, size, n = self._facts(blob_id), hashlib.sha256(), 0, 0
        while (data := self._chunk(blob_id, n)) is not None:
            digest.update(data)
            size += len(data)
            n += 1
            # The last chunk is handed out only after the whole was found right.
            if size >= facts.size:
                break
            yield data
        more = data is not None and self._chunk(blob_id, n) is not None
        if more or size != facts.size or digest.hexdigest() != facts.sha256:
            raise EnvironmentProblem("damaged", part="attachment", blob=blob_id, sha256=facts.sha256)
        if data is not None:
            yield data

    def _chunk(self, blob_id: str, n: int) -> bytes | None:
        """Return one chunk, each by a short read of its own, so that a slow reader holds no snapshot."""
        with self._workspace.read() as session:
            return session.scalar(select(BlobChunk.data).where(BlobChunk.blob_id == blob_id, BlobChunk.n == n))

    def _facts(self, blob_id: str) -> StoredBlob:
        with self._workspace.read() as session:
            row = session.execute(select(Blob.state, Blob.sha256, Blob.size).where(Blob.id == blob_id)).first()
        if row is None or row.state != BlobState.WHOLE:
            state = "missing" if row is None else row.state.value
            raise EnvironmentProblem("no_attachment", blob=blob_id, state=state)
        return StoredBlob(blob_id, row.sha256, row.size, "")

    def sweep(self) -> int:
        """Remove half-taken blobs, and whole ones older than a day that nothing owns; return how many.

        Called at opening. What was being destroyed when the program ended is destroyed to its end.
        """
        with self._workspace.transaction() as connection:
            orphans = connection.scalars(self._orphans()).all()
            connection.execute(update(Blob).where(Blob.id.in_(orphans)).values(state=BlobState.DESTROYED))
            gone = [*orphans, *connection.scalars(select(Blob.id).where(Blob.state == BlobState.INCOMING))]
        for blob_id in gone:
            _remove(self._workspace, blob_id)
        with self._workspace.read() as session:
            begun = select(BlobChunk.n).where(BlobChunk.blob_id == Blob.id).exists()
            half = list(session.scalars(select(Blob.id).where(Blob.state == BlobState.DESTROYED, begun)))
        for blob_id in half:
            remove_chunks(self._workspace, blob_id)
        return len(gone)

    def _orphans(self) -> Select[str]:
        before = self._workspace.clock.now() - ORPHAN_AGE
        query = select(Blob.id).where(Blob.state == BlobState.WHOLE, Blob.started_at < before)
        for table in metadata.sorted_tables:
            for column in table.columns:
                owns = any(key.column is Blob.__table__.c.id for key in column.foreign_keys)
                if owns and table.name not in {BlobChunk.__tablename__, Rendition.__tablename__}:
                    query = query.where(~select(column).where(column == Blob.id).exists())
        return query


class _Intake:
    """One blob on its way in."""

    def __init__(self, workspace: Workspace, name: str) -> None:
        self._workspace = workspace
        self._name = name
        self._id = new_id()
        self._digest = hashlib.sha256()
        self._n = 0
        self.size = 0

    def take(self, batch: list[bytes], *, last: bool) -> StoredBlob:
        """Store the chunks in one transaction.

        The last one makes the blob whole, or gives way to the same bytes stored before.
        """
        for data in batch:
            self._digest.update(data)
            self.size += len(data)
        stored = StoredBlob(self._id, self._digest.hexdigest(), self.size, self._name)
        with self._workspace.transaction() as connection:
            twin = _twin(connection, stored) if last else None
            if twin is None:
                self._store(connection, batch)
            if last and twin is None:
                whole = {"blob": self._id, "digest": stored.sha256, "bytes": stored.size}
                connection.execute(MAKE_WHOLE, whole)
        if twin is not None:
            if self._n:
                _remove(self._workspace, self._id)
            return StoredBlob(twin, stored.sha256, stored.size, self._name)
        self._n += len(batch)
        return stored

    def _store(self, connection: Connection, batch: list[bytes]) -> None:
        if self._n == 0:
            now = self._workspace.clock.now()
            connection.execute(INSERT_BLOB, {"id": self._id, "state": BlobState.INCOMING, "started_at": now})
        if batch:
            rows = [{"blob_id": self._id, "n": self._n + at, "data": data} for at, data in enumerate(batch)]
            connection.execute(INSERT_CHUNK, rows)


def _twin(connection: Connection, stored: StoredBlob) -> str | None:
    """Return the whole blob with the same bytes."""
    return connection.scalar(TWIN, {"sha256": stored.sha256, "size": stored.size})


def _remove(workspace: Workspace, blob_id: str) -> None:
    """Remove a blob that is not whole, in steps of 8 MiB."""
    remove_chunks(workspace, blob_id)
    with workspace.transaction() as connection:
        connection.execute(delete(Rendition).where(Rendition.blob_id == blob_id))
        connection.execute(delete(Blob).where(Blob.id == blob_id))


def remove_chunks(workspace: Workspace, blob_id: str) -> None:
    """Remove the bytes of a blob that is not whole, in steps of 8 MiB."""
    while True:
        with workspace.transaction() as connection:
            most = connection.scalar(select(func.max(BlobChunk.n)).where(BlobChunk.blob_id == blob_id))
            if most is None:
                return
            connection.execute(delete(BlobChunk).where(BlobChunk.blob_id == blob_id, BlobChunk.n > most - BATCH))


def _batches(stream: Readable) -> Iterator[tuple[list[bytes], bool]]:
    """Yield lists of up to 16 chunks and whether they are the last; read before the writer's turn is taken."""
    batch: list[bytes] = []
    ahead = _read_full(stream)
    while ahead:
        batch.append(ahead)
        ahead = _read_full(stream)
        if len(batch) == BATCH and ahead:
            yield batch, False
            batch = []
    yield batch, True


def _read_full(stream: Readable) -> bytes:
    """Return exactly one chunk, shorter only at the end: pipes and sockets hand out less than asked for."""
    parts: list[bytes] = []
    missing = CHUNK
    while missing and (part := stream.read(missing)):
        parts.append(bytes(part))
        missing -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


class _ChunkReader(io.RawIOBase):
    """A raw stream over chunks."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` from the next chunk."""
        if not self._rest:
            self._rest = memoryview(next(self._chunks, b""))
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
