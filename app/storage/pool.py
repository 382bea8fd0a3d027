"""The pool: the bytes of all attachments of one workspace on one backup medium, by SHA-256.

Written once, never changed; removed only when the client's copy was destroyed.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Final

from app.domain.errors import EnvironmentProblem
from app.storage.blobs import BATCH, Progress
from app.storage.copying import attach
from app.storage.engine import connect, create_file
from app.storage.files import make_private_file
from app.storage.triggers import statement

FILE: Final = "chunks.db"
GUARD: Final = "blob_chunk_next_only"

CHUNKS_OF: Final = (
    "SELECT c.n, c.data FROM {at}.blob_chunk c JOIN {at}.blob b ON b.id = c.blob_id"
    " WHERE b.sha256 = ? AND b.state = 'whole' ORDER BY c.n"
)


def _make(path: Path, key: bytes) -> None:
    """Make the empty pool; its two tables look like those of a workspace, so that one query reads both."""
    if path.exists():
        return
    aside = path.with_name(path.name + ".new")
    aside.unlink(missing_ok=True)
    make_private_file(aside)
    create_file(aside, key, journal="DELETE")
    raw = connect(aside, key, wal=False)
    raw.execute("CREATE TABLE blob (id TEXT PRIMARY KEY, state TEXT NOT NULL, sha256 TEXT, size INTEGER)")
    raw.execute("CREATE TABLE blob_chunk (blob_id TEXT, n INTEGER, data BLOB NOT NULL, PRIMARY KEY (blob_id, n))")
    raw.close()
    aside.rename(path)


def fill(database: Path, generation: Path, pool: Path, key: bytes, progress: Progress) -> int:
    """Copy the attachments of `generation` that the pool lacks from the workspace `database`; return how many.

    Each is read back from the pool and hashed before it counts as whole there.
    """
    _make(pool, key)
    raw = connect(pool, key, wal=False)
    try:
        attach(raw, "src", database, key)
        raw.execute("DELETE FROM blob_chunk WHERE blob_id IN (SELECT id FROM blob WHERE state = 'incoming')")
        raw.execute("DELETE FROM blob WHERE state = 'incoming'")
        missing = _missing(raw, generation, key)
        for done, (sha256, size) in enumerate(missing):
            progress(10 + done * 85 // len(missing), "attachments")
            _copy_one(raw, sha256, size)
        return len(missing)
    finally:
        raw.close()


def _missing(raw: Any, generation: Path, key: bytes) -> list[tuple[str, int]]:  # noqa: ANN401 - sqlcipher3 has no types
    attach(raw, "gen", generation, key)
    query = (
        "SELECT sha256, size FROM gen.blob WHERE state = 'whole'"
        " AND sha256 NOT IN (SELECT sha256 FROM main.blob WHERE state = 'whole')"
    )
    found = raw.execute(query).fetchall()
    raw.execute("DETACH DATABASE gen")
    return [(str(sha256), int(size)) for sha256, size in found]


def _copy_one(raw: Any, sha256: str, size: int) -> None:  # noqa: ANN401 - as above
    raw.execute("DELETE FROM main.blob WHERE id = ? AND state = 'destroyed'", (sha256,))
    raw.execute("INSERT INTO main.blob VALUES (?, 'incoming', ?, ?)", (sha256, sha256, size))
    reader = raw.cursor()
    reader.execute(CHUNKS_OF.format(at="src"), (sha256,))
    while rows := reader.fetchmany(BATCH):
        raw.executemany("INSERT INTO main.blob_chunk VALUES (?, ?, ?)", [(sha256, n, data) for n, data in rows])
    digest, stored = hashlib.sha256(), 0
    for (data,) in raw.execute("SELECT data FROM main.blob_chunk WHERE blob_id = ? ORDER BY n", (sha256,)):
        digest.update(data)
        stored += len(data)
    if (digest.hexdigest(), stored) != (sha256, size):
        raise EnvironmentProblem("damaged", part="attachment", sha256=sha256)
    raw.execute("UPDATE main.blob SET state = 'whole' WHERE id = ?", (sha256,))


def forget(pool: Path, key: bytes, gone: frozenset[str]) -> None:
    """Remove the bytes that were destroyed; a tombstone says that they are not lost but gone on purpose."""
    raw = connect(pool, key, wal=False)
    try:
        for sha256 in sorted(gone):
            raw.execute("UPDATE blob SET state = 'destroyed' WHERE id = ? AND state = 'whole'", (sha256,))
        raw.execute("DELETE FROM blob_chunk WHERE blob_id IN (SELECT id FROM blob WHERE state = 'destroyed')")
    finally:
        raw.close()


def count_missing(generation: Path, pool: Path, key: bytes) -> int:
    """Return how many attachments the generation has, all of them whole in the pool.

    EnvironmentProblem("damaged") otherwise.
    """
    raw = connect(pool, key, wal=False)
    try:
        if _missing(raw, generation, key):
            raise EnvironmentProblem("damaged", part="pool", path=str(pool))
        attach(raw, "gen", generation, key)
        return int(raw.execute("SELECT count(*) FROM gen.blob WHERE state = 'whole'").fetchone()[0])
    finally:
        raw.close()


def beside(generation: Path) -> Path:
    """Return where the bytes of a generation are: the pool, or the workspace itself for one made before a migration."""
    pool = generation.parent / FILE
    return pool if pool.is_file() else generation.parent.parent / "workspace.db"


def empty_into(source: Path, database: Path, key: bytes, progress: Progress) -> None:
    """Copy the bytes of every whole attachment into a restored `database`, hashing them; its guard is off meanwhile."""
    raw = connect(database, key)
    try:
        wanted = raw.execute("SELECT id, sha256, size FROM blob WHERE state = 'whole'").fetchall()
        if wanted and not source.is_file():
            raise EnvironmentProblem("missing_file", path=str(source))
        if wanted:
            attach(raw, "src", source, key)
        raw.execute(f"DROP TRIGGER {GUARD}")
        for done, (blob_id, sha256, size) in enumerate(wanted):
            progress(5 + done * 90 // len(wanted), "attachments")
            _restore_one(raw, blob_id, sha256, size)
        raw.execute(statement(GUARD))
    finally:
        raw.close()


def _restore_one(raw: Any, blob_id: str, sha256: str, size: int) -> None:  # noqa: ANN401 - as above
    reader, digest, stored = raw.cursor(), hashlib.sha256(), 0
    reader.execute(CHUNKS_OF.format(at="src"), (sha256,))
    raw.execute("BEGIN IMMEDIATE")
    while rows := reader.fetchmany(BATCH):
        for n, data in rows:
            digest.update(data)
            stored += len(data)
            raw.execute("INSERT INTO main.blob_chunk VALUES (?, ?, ?)", (blob_id, n, data))
    raw.execute("COMMIT")
    if (digest.hexdigest(), stored) != (sha256, size):
        raise EnvironmentProblem("damaged", part="attachment", sha256=sha256)
