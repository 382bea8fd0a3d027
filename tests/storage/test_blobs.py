"""Attachments: the same bytes come back, once stored; what is half is swept, what is whole is never changed."""

from __future__ import annotations

import hashlib
import io
import random
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from app.domain.errors import Cancelled, EnvironmentProblem
from app.models.record import Blob, BlobChunk, BlobState
from app.storage import drafts
from app.storage.blobs import CHUNK, WHOLE_IN_MEMORY
from app.storage.workspace import Workspace
from tests.storage.helpers import START, add_attachment, behind, clock, codes, open_at


def noise(size: int, seed: int = 1) -> bytes:
    """Return bytes that do not compress."""
    return random.Random(seed).randbytes(size)


class Drip:
    """A stream that hands out less than asked for, as pipes do."""

    def __init__(self, content: bytes) -> None:
        self._inner = io.BytesIO(content)

    def read(self, size: int = -1, /) -> bytes:
        """Return at most 100,000 bytes."""
        return self._inner.read(min(size, 100_000))


def states(workspace: Workspace) -> list[BlobState]:
    """Return the states of all blobs."""
    with workspace.read() as session:
        return list(session.scalars(select(Blob.state)))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 16 * CHUNK, 16 * CHUNK + 1, 40 * CHUNK])
def test_the_same_bytes_come_back(workspace: Workspace, size: int) -> None:
    """Whatever the size is against chunk and transaction."""
    content = noise(size)
    stored = workspace.blobs.put(Drip(content), "file")
    assert (stored.sha256, stored.size) == (hashlib.sha256(content).hexdigest(), size)
    assert workspace.blobs.open(stored.id).read() == content
    out = io.BytesIO()
    workspace.blobs.write_to(stored.id, out)
    assert out.getvalue() == content
    assert workspace.blobs.verify(stored.id)


def test_chunks_are_of_512_kib_without_gaps(workspace: Workspace) -> None:
    """Also when the stream drips."""
    stored = workspace.blobs.put(Drip(noise(3 * CHUNK + 5)), "file")
    with workspace.read() as session:
        query = select(BlobChunk.n, text("length(data)")).where(BlobChunk.blob_id == stored.id).order_by(BlobChunk.n)
        assert [tuple(row) for row in session.execute(query)] == [(0, CHUNK), (1, CHUNK), (2, CHUNK), (3, 5)]


@pytest.mark.parametrize("size", [1000, 20 * CHUNK])
def test_the_same_bytes_are_stored_once(workspace: Workspace, size: int) -> None:
    """A second time the blob that is there is named; nothing half stays of a large one."""
    first = workspace.blobs.put(io.BytesIO(noise(size)), "one")
    second = workspace.blobs.put(io.BytesIO(noise(size)), "two")
    assert (second.id, second.name) == (first.id, "two")
    assert states(workspace) == [BlobState.WHOLE]


def test_a_large_one_is_streamed(workspace: Workspace) -> None:
    """Above 32 MiB nothing is held whole; the end is only handed out when the hash is right."""
    content = noise(WHOLE_IN_MEMORY + CHUNK)
    stored = workspace.blobs.put(io.BytesIO(content), "video")
    stream = workspace.blobs.open(stored.id)
    assert not isinstance(stream, io.BytesIO)
    assert hashlib.sha256(stream.read()).hexdigest() == stored.sha256


def test_what_was_cancelled_is_swept_at_the_next_opening(folder: Path) -> None:
    """A half-taken blob is never whole and never shown."""

    def stop(percent: int, name: str) -> None:
        raise Cancelled(f"{percent} {name}")

    with open_at(folder) as workspace:
        with pytest.raises(Cancelled):
            workspace.blobs.put(io.BytesIO(noise(20 * CHUNK)), "video", stop, size=20 * CHUNK)
        assert states(workspace) == [BlobState.INCOMING]
    with open_at(folder) as workspace:
        assert states(workspace) == []
        assert codes(workspace) == []


def test_only_ownerless_bytes_older_than_a_day_are_swept(folder: Path) -> None:
    """An attachment and a draft own their bytes; what was stored just now may find its owner yet."""
    with open_at(folder) as workspace:
        add_attachment(workspace, b"owned")
        orphan = workspace.blobs.put(io.BytesIO(b"orphan"), "x")
        drafted = workspace.blobs.put(io.BytesIO(b"drafted"), "x")
        drafts.put(workspace, "me", "evidence", "new", "photo", "", blob_id=drafted.id)
    with open_at(folder) as workspace:
        assert len(states(workspace)) == 3
    later = clock()
    later.set(START + timedelta(days=2))
    with open_at(folder, clock=later) as workspace:
        with workspace.read() as session:
            left = set(session.scalars(select(Blob.id)))
        assert len(left) == 2
        assert orphan.id not in left
        assert codes(workspace) == []


def test_bytes_on_the_way_in_are_nobodys_attachment(workspace: Workspace) -> None:
    """A row may only show a whole blob."""
    with workspace.transaction() as connection:
        connection.execute(
            text("INSERT INTO blob (id, state, started_at) VALUES (:id, 'incoming', :at)"),
            {"id": "0" * 32, "at": "2026"},
        )
    with pytest.raises(DBAPIError, match="not whole"), workspace.write() as uow:
        uow.session.execute(
            text(
                "INSERT INTO attachment (id, blob_id, name, media_type, sha256, size, created_at, created_zone,"
                " created_by, version) VALUES ('1', :id, '', '', '', 0, '', '', '', 1)"
            ),
            {"id": "0" * 32},
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE blob_chunk SET data = zeroblob(5)",
        "DELETE FROM blob_chunk",
        "INSERT OR REPLACE INTO blob_chunk SELECT blob_id, n, zeroblob(3) FROM blob_chunk LIMIT 1",
        "INSERT INTO blob_chunk SELECT blob_id, n + 1, data FROM blob_chunk ORDER BY n DESC LIMIT 1",
        "UPDATE blob SET sha256 = 'x'",
        "UPDATE blob SET state = 'incoming'",
        "UPDATE blob SET state = 'destroyed', size = 1",
        "DELETE FROM blob",
        "INSERT OR REPLACE INTO blob SELECT id, 'incoming', sha256, size, started_at FROM blob",
        "INSERT INTO blob SELECT 'ff', state, 'ff', size, started_at FROM blob",
    ],
)
def test_whole_bytes_are_never_changed(workspace: Workspace, statement: str) -> None:
    """The database refuses, whoever asks."""
    add_attachment(workspace, noise(3 * CHUNK))
    with pytest.raises(DBAPIError, match="blob"), workspace.transaction() as connection:
        connection.execute(text(statement))
    assert codes(workspace) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE blob_chunk SET data = zeroblob(length(data)) WHERE n = 1",
        "DELETE FROM blob_chunk WHERE n = 2",
        "INSERT INTO blob_chunk SELECT blob_id, n + 1, data FROM blob_chunk ORDER BY n DESC LIMIT 1",
        "UPDATE blob SET size = size - 1",
        "UPDATE blob SET sha256 = 'f' || substr(sha256, 2) WHERE sha256 NOT LIKE 'f%'",
    ],
)
def test_bytes_changed_behind_the_programs_back_are_found(folder: Path, statement: str) -> None:
    """Reading ends with an error instead of wrong bytes, and the check names the blob."""
    with open_at(folder) as workspace:
        stored = workspace.blobs.put(io.BytesIO(noise(3 * CHUNK)), "x")
    guards = ("blob_chunk_no_update", "blob_chunk_no_delete_whole", "blob_chunk_next_only", "blob_steps")
    behind(folder, statement, without=guards)
    with open_at(folder) as workspace:
        with pytest.raises(EnvironmentProblem) as caught:
            workspace.blobs.open(stored.id)
        assert caught.value.code == "damaged"
        assert not workspace.blobs.verify(stored.id)
        assert "attachment_damaged" in codes(workspace)


def test_destroyed_bytes_leave_their_tombstone(workspace: Workspace) -> None:
    """Hash and size stay, the bytes go, and reading says so."""
    stored = workspace.blobs.put(io.BytesIO(noise(2 * CHUNK)), "x")
    with workspace.transaction() as connection:
        connection.execute(text("UPDATE blob SET state = 'destroyed'"))
        connection.execute(text("DELETE FROM blob_chunk"))
    with workspace.read() as session:
        row = session.get_one(Blob, stored.id)
    assert (row.sha256, row.size) == (stored.sha256, stored.size)
    with pytest.raises(EnvironmentProblem) as caught:
        workspace.blobs.open(stored.id)
    assert (caught.value.code, caught.value.values["state"]) == ("no_attachment", "destroyed")
    assert codes(workspace) == []


CAPTURE = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from tests.storage.helpers import add_attachment, open_at
workspace = open_at(Path(sys.argv[1]))
add_attachment(workspace, b"warm")
import os
os.path.exists("/begin-of-capture")
add_attachment(workspace, os.urandom(800_000))
os.path.exists("/end-of-capture")
os._exit(0)
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="counts system calls with strace")
def test_a_capture_costs_at_most_three_syncs(folder: Path, tmp_path: Path) -> None:
    """Bytes, record and mark: one each, counted at the system's door."""
    log = tmp_path / "strace"
    trace = "trace=fsync,fdatasync,sync_file_range,stat,newfstatat,statx,access"
    command = ["strace", "-f", "-o", str(log), "-e", trace, sys.executable, "-c", CAPTURE, str(folder)]
    subprocess.run(command, check=True, timeout=100)
    lines = log.read_text().splitlines()
    begin = next(n for n, line in enumerate(lines) if "begin-of-capture" in line)
    end = next(n for n, line in enumerate(lines) if "end-of-capture" in line)
    syncs = [line for line in lines[begin:end] if "sync" in line.split("(")[0]]
    assert 1 <= len(syncs) <= 3
