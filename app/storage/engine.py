"""Connections to the encrypted file: one way to open it, with every pragma asserted."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from app.storage.vault import KEY_BYTES

BUSY_MS: Final = 5000
READERS: Final = 4
CHECKPOINT_PAGES: Final = 16384  # a fence only: the checkpoint is made when idle and at close
WAL_LIMIT: Final = 64 * 1024 * 1024
PLAIN_START: Final = b"SQLite format 3\0"

# What is set, and what SQLite must say when asked: FULL, because NORMAL may lose the last captures at power loss.
ASSERTED: Final = {
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "recursive_triggers": ("ON", 1),  # REPLACE fires the delete triggers of the fence only with this
    "secure_delete": ("ON", 1),
    "temp_store": ("MEMORY", 2),
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
}
SET: Final = {
    "fullfsync": "ON",  # macOS: fsync alone does not reach the disk
    "checkpoint_fullfsync": "ON",
    "busy_timeout": str(BUSY_MS),
    "wal_autocheckpoint": str(CHECKPOINT_PAGES),
    "journal_size_limit": str(WAL_LIMIT),
}


def file_uri(path: Path, mode: str) -> str:
    """Return the SQLite URI of `path`.

    Mode "rw" never makes a file, so a missing one never becomes an empty workspace.
    """
    return f"file:{quote(path.absolute().as_posix())}?mode={mode}"


def key_literal(key: bytes) -> str:
    """Return the raw key as SQLCipher wants it; any other length would silently be a passphrase (ValueError)."""
    if len(key) != KEY_BYTES:
        raise ValueError("the data key has 32 bytes")
    return f"x'{key.hex()}'"


def connect(path: Path, key: bytes, *, wal: bool = True) -> Any:  # noqa: ANN401 - sqlcipher3 has no types
    """Return a keyed driver connection that has read the schema; raises the driver's errors (sorted in `problems`).

    `wal=False` is for backups: they stay in one file with a rollback journal and open on read-only media.
    """
    raw = dbapi2.connect(
        file_uri(path, "rw"), uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000
    )
    try:
        raw.execute(f'PRAGMA key="{key_literal(key)}"')
        raw.execute("PRAGMA cipher_log_level=NONE")
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _set_pragmas(raw, wal=wal)
    except BaseException:
        raw.close()
        raise
    return raw


def _set_pragmas(raw: Any, *, wal: bool) -> None:  # noqa: ANN401 - as above
    for name, word in SET.items():
        raw.execute(f"PRAGMA {name}={word}")
    asserted = ASSERTED if wal else {**ASSERTED, "journal_mode": ("DELETE", "delete")}
    for name, (word, answer) in asserted.items():
        raw.execute(f"PRAGMA {name}={word}")
        told = raw.execute(f"PRAGMA {name}").fetchone()[0]
        if told != answer:
            raise RuntimeError(f"PRAGMA {name} is {told!r}")


def create_file(path: Path, key: bytes, *, journal: str = "WAL") -> None:
    """Make the empty encrypted database in the existing empty file `path`; nothing readable may stand at its start."""
    raw = dbapi2.connect(file_uri(path, "rw"), uri=True, isolation_level=None)
    try:
        raw.execute(f'PRAGMA key="{key_literal(key)}"')
        raw.execute("PRAGMA cipher_log_level=NONE")
        raw.execute("PRAGMA auto_vacuum=INCREMENTAL")
        raw.execute(f"PRAGMA journal_mode={journal}")
        raw.execute("VACUUM")  # writes page 1 with the choice above
    finally:
        raw.close()
    with path.open("rb") as file:
        if file.read(len(PLAIN_START)) in {PLAIN_START, b""}:
            raise RuntimeError("the workspace file is not encrypted")


def make_engine(
    path: Path, key: bytes, *, begin: str, size: int = 1, read_only: bool = False, wal: bool = True
) -> Engine:
    """Return an engine over `size` connections whose transactions start with BEGIN `begin` (IMMEDIATE, DEFERRED)."""

    def creator() -> Any:  # noqa: ANN401 - as above
        raw = connect(path, key, wal=wal)
        if read_only:
            raw.execute("PRAGMA query_only=ON")
        return raw

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=creator,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0 if size == 1 else size,
        pool_use_lifo=True,  # the connection used last has the pages in its cache
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {begin}")

    return engine
