"""The open workspace: the folder with the encrypted database, its keys, its lock and its mark."""

from __future__ import annotations

import getpass
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from sqlalchemy import Connection
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from app.domain.errors import EnvironmentProblem
from app.storage import opening, vault
from app.storage.blobs import BlobStore, Progress, no_progress
from app.storage.engine import READERS, make_engine
from app.storage.fence import Fence, raise_fence
from app.storage.kept_records import KeptRecords
from app.storage.mark import MarkFile, place_of_file
from app.storage.problems import sorted_errors
from app.storage.trail import Entry, Head, Tips
from app.storage.turns import Turns
from app.storage.unit_of_work import UnitOfWork, UnrecordedChange
from app.storage.vault import KdfCost, Password, RawKey, RecoveryKey, Secret

if TYPE_CHECKING:
    from app.domain.clock import Clock
    from app.storage.backup import BackupInfo
    from app.storage.check import CheckReport

__all__ = ["KdfCost", "Me", "Password", "RawKey", "RecoveryKey", "Secret", "Workspace"]

DATABASE: Final = "workspace.db"
BACKUPS: Final = "backups"


@dataclass(frozen=True, slots=True)
class Me:
    """Who works here now; `zone` is the IANA name entries are made in."""

    person_id: str
    name: str
    initials: str
    zone: str


class Workspace:
    """One open workspace; made by `create`, `open` or `restore`, ended by `close` or `with`."""

    def __init__(self, opened: opening.Opened, clock: Clock) -> None:
        """Use the class methods instead."""
        self.folder = opened.folder
        self.file = opened.folder / DATABASE
        self.clock = clock
        self.replica_id = opened.replica_id
        self.warnings: tuple[str, ...] = opened.warnings
        self.me = Me("", getpass_user(), "", clock.zone())
        self.blobs = BlobStore(self)
        self.records = KeptRecords()
        self._key = opened.key
        self._header = opened.header
        self._lock = opened.lock
        self._mark = opened.mark
        self._turns = Turns()
        self._inode = self.file.stat().st_ino
        self._place = place_of_file(self.file)
        self._closed = False
        self._write_engine = make_engine(self.file, self._key, begin="IMMEDIATE")
        self._read_engine = make_engine(self.file, self._key, begin="DEFERRED", size=READERS, read_only=True)
        self.writer: Connection = self._write_engine.connect()
        raise_fence(self.writer)
        self.writer.commit()
        self.tips = Tips.read(self.writer)
        self.writer.rollback()

    @classmethod
    def create(
        cls,
        folder: Path,
        password: str | RawKey,
        *,
        clock: Clock,
        cost: KdfCost | None = None,
        holder: str = "",
    ) -> tuple[Workspace, str]:
        """Make a workspace in the new or empty `folder`; return it with its recovery key (8 groups of 4).

        Args:
            folder: made with mode 0700 if it is not there.
            password: a `RawKey` instead makes a workspace without a password (tests).
            clock: the source of time.
            cost: of Argon2id; by default what fits this machine.
            holder: the name the lock shows to others.

        Raises:
            UserMistake: weak_password (bits).
            EnvironmentProblem: folder_not_empty, workspace_exists, read_only, disk_full ...

        """
        opened, recovery = opening.create(folder, password, clock, cost or KdfCost.for_this_machine(), who(holder))
        return cls._start(opened, clock, "created"), recovery

    @classmethod
    def open(
        cls, folder: Path, secret: Secret, *, clock: Clock, holder: str = "", accept_older: bool = False
    ) -> Workspace:
        """Open the workspace in `folder`: lock, header, key, version, backup and migration if needed, mark.

        `accept_older` opens a file that the mark says is older than what was saved; this is recorded, and the workspace
        gets a new replica id, because entries that went out may be missing in it.

        EnvironmentProblem: missing_folder, folder_open_to_others, read_only, missing_file, locked_by_other(holder,
        since, host, pid), wrong_password, wrong_recovery_key, damaged_header, header_refused, damaged_first_page,
        damaged, newer_version(found, known), older_than_saved(missing), foreign_file.
        """
        opened = opening.open_folder(folder, secret, clock, who(holder), accept_older=accept_older)
        return cls._start(opened, clock, opened.origin)

    @classmethod
    def restore(
        cls, source: Path, folder: Path, secret: Secret, *, clock: Clock, progress: Progress = no_progress
    ) -> Workspace:
        """Make a workspace in the new or empty `folder` from the backup `source`, under a new replica id.

        EnvironmentProblem: folder_not_empty, missing_file, wrong_password, damaged(part), foreign_file, disk_full ...
        """
        from app.storage import backup  # noqa: PLC0415 - backup opens workspaces itself

        backup.unpack(source, folder, secret, progress)
        opened = opening.open_folder(folder, secret, clock, who(""), origin="restored")
        return cls._start(opened, clock, "restored")

    @classmethod
    def _start(cls, opened: opening.Opened, clock: Clock, origin: str) -> Workspace:
        """Connect, record where a new replica came from, and sweep; whatever fails gives the lock back."""
        try:
            with sorted_errors(opened.folder / DATABASE):
                workspace = cls(opened, clock)
        except BaseException:
            opened.lock.release()
            raise
        try:
            if origin:
                opening.record_origin(workspace, origin)
            workspace.sweep()
        except BaseException:
            workspace.close()
            raise
        return workspace

    def sweep(self) -> None:
        """Sweep half-taken bytes; where a page is damaged or the disk is full, the rest must open all the same."""
        try:
            self.blobs.sweep()
        except EnvironmentProblem as problem:
            self.warnings = (*self.warnings, f"not_swept_{problem.code}")

    def __enter__(self) -> Self:
        """Return the workspace itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def write(self) -> UnitOfWork:
        """Return a unit of work: `with workspace.write() as uow: ...; uow.commit()`."""
        return UnitOfWork(self)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session of its own connection that sees one unchanging snapshot and cannot write."""
        with sorted_errors(self.file, of_files=False), self._read_engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1 FROM sqlite_master").fetchone()  # the snapshot begins with a read
            with Session(bind=connection, autoflush=False) as session:
                yield session

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give the writing connection in a transaction for tables that are no record (bytes, drafts, renditions)."""
        self.take_turn()
        try:
            with sorted_errors(self.file, of_files=False), self.writer.begin():
                fence = Fence(self.writer)
                yield self.writer
                touched = fence.touched()
                if touched:
                    raise UnrecordedChange(f"no trail entry for {sorted(touched)}")
        finally:
            self.give_turn()

    def take_turn(self) -> None:
        """Wait for the writer's turn.

        EnvironmentProblem("missing_file") when the file was removed or replaced meanwhile.
        """
        self._turns.take()
        # A file deleted while open takes writes that go nowhere, without any error.
        present = self.file.stat().st_ino if self.file.exists() else None
        if present != self._inode:
            self._turns.give()
            raise EnvironmentProblem("missing_file", path=str(self.file))

    def give_turn(self) -> None:
        """Let the next writer in, on a connection without a transaction: a BEGIN that failed leaves one behind."""
        try:
            self.writer.rollback()
        finally:
            self._turns.give()

    def committed(self, tips: Tips, last: Entry) -> None:
        """Move the tips and the high-water mark forward after a commit; a mark that cannot be written only lags."""
        self.tips = tips
        try:
            self._mark.write(tips.count, last.chain, last.seq, last.hash, self._place)
        except OSError:
            self.warnings = (*self.warnings, "mark_not_written")

    def head(self, audit_id: str | None = None) -> Head:
        """Return the head of an audit's committed trail, or that of the workspace's own chains."""
        return self.tips.head(audit_id)

    def change_password(self, password: str, cost: KdfCost | None = None) -> None:
        """Wrap the data key anew; the data and the recovery key stay.

        Killed at any moment, the old or the new one opens.
        """
        opening.check_password(password)
        self._header = vault.rewrap(self._header, self._key, password, cost or KdfCost.for_this_machine())
        with sorted_errors(self.folder / vault.HEADER):
            vault.write_header(self.folder, self._header)

    def backup(self, target: Path, progress: Progress = no_progress) -> BackupInfo:
        """Write a verified generation and the missing chunks to the folder `target`; see `storage.backup`."""
        from app.storage import backup  # noqa: PLC0415 - as above

        return backup.write(self.folder, self._key, self._header, target, self.clock.now(), progress)

    def check(self, progress: Progress = no_progress) -> CheckReport:
        """Check pages, chains, values, attachments, triggers and the mark; see `storage.check`."""
        from app.storage import check  # noqa: PLC0415 - as above

        return check.check(self, progress)

    def mark_file(self) -> MarkFile:
        """Return the high-water mark, for the check."""
        return self._mark

    def driver_connection(self) -> dbapi2.Connection:
        """Return a driver connection of its own, for checks and backups; the caller closes it."""
        return opening.driver_connection(self.file, self._key)

    def checkpoint(self) -> bool:
        """Empty the write-ahead log into the database (when idle, at lock, at close).

        Tell whether all of it went over.
        """
        self._turns.take()
        try:
            with sorted_errors(self.file):
                self.writer.rollback()
                raw = self.writer.connection.driver_connection
                return bool(raw is not None and raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)
        finally:
            self._turns.give()

    def close(self) -> None:
        """Empty the log, close every connection and give the lock back; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        # A disk that fails now has failed the commits before; what is committed is in the log and stays there.
        with suppress(EnvironmentProblem):
            self._read_engine.dispose()
            self.checkpoint()
        self.writer.close()
        for engine in (self._write_engine, self._read_engine):
            engine.dispose()
        self._lock.release()


def who(holder: str) -> str:
    """Return the name for the lock: the given one, or the account's."""
    return holder or getpass_user()


def getpass_user() -> str:
    """Return the name of the account, or of the machine when it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return socket.gethostname()
