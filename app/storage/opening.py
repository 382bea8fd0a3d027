"""Making and opening the folder of a workspace; each thing that can go wrong has its own code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, select

from app.domain.errors import EnvironmentProblem, UserMistake
from app.models.base import new_id
from app.models.record import Trail, WorkspaceInfo
from app.storage import schema, vault
from app.storage.engine import connect, create_file, make_engine
from app.storage.files import check_file, check_folder, make_private_file, make_private_folder, replace_file
from app.storage.lock import FolderLock
from app.storage.mark import FILE as MARK_FILE
from app.storage.mark import Mark, MarkFile, place_of_file
from app.storage.passphrase import ENOUGH_BITS, estimate_bits
from app.storage.problems import sorted_errors
from app.storage.trail import Tips

if TYPE_CHECKING:
    from app.domain.clock import Clock
    from app.storage.vault import Header, KdfCost, RawKey, Secret
    from app.storage.workspace import Workspace

DATABASE: Final = "workspace.db"
LOCK: Final = "workspace.lock"
BACKUPS: Final = "backups"
MADE_WITH: Final = "onsite"


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening found; `origin` is "" or why this is a new replica (restored, copied, older_accepted)."""

    folder: Path
    key: bytes
    header: Header
    lock: FolderLock
    mark: MarkFile
    replica_id: str
    origin: str
    warnings: tuple[str, ...]


def check_password(password: str) -> None:
    """Raise `UserMistake("weak_password", bits, needed)` for a password that would be guessed soon."""
    bits = estimate_bits(password)
    if bits < ENOUGH_BITS:
        raise UserMistake("weak_password", field="password", bits=int(bits), needed=ENOUGH_BITS)


def create(folder: Path, password: str | RawKey, clock: Clock, cost: KdfCost, holder: str) -> tuple[Opened, str]:
    """Make the files of a new workspace; see `Workspace.create`.

    The header comes last: without it there is no workspace.
    """
    if isinstance(password, str):
        check_password(password)
    with sorted_errors(folder):
        _make_empty(folder)
        key = vault.new_key() if isinstance(password, str) else password.key
        recovery = vault.new_recovery_key()
        header = vault.seal(new_id(), key, password if isinstance(password, str) else None, recovery, cost)
        lock = FolderLock(folder / LOCK, holder=holder, since=clock.now())
    try:
        with sorted_errors(folder / DATABASE):
            make_private_file(folder / DATABASE)
            create_file(folder / DATABASE, key)
            _migrate(folder / DATABASE, key)
            vault.write_header(folder, header)
        mark = MarkFile(folder / MARK_FILE, vault.derived_key(key, "mark"))
        return Opened(folder, key, header, lock, mark, new_id(), "", ()), recovery
    except BaseException:
        lock.release()
        raise


def _make_empty(folder: Path) -> None:
    if (folder / vault.HEADER).exists() or (folder / DATABASE).exists():
        raise EnvironmentProblem("workspace_exists", folder=str(folder))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise EnvironmentProblem("folder_not_empty", folder=str(folder))
    make_private_folder(folder)
    check_folder(folder)


def open_folder(
    folder: Path, secret: Secret, clock: Clock, holder: str, *, accept_older: bool = False, origin: str = ""
) -> Opened:
    """Open the files of a workspace; see `Workspace.open`. Nothing is changed before everything was found in order."""
    check_folder(folder)
    database = folder / DATABASE
    with sorted_errors(database):
        check_file(database)
        lock = FolderLock(folder / LOCK, holder=holder, since=clock.now())
        try:
            header = vault.read_header(folder)
            key = vault.unlock(header, secret)
            mark = MarkFile(folder / MARK_FILE, vault.derived_key(key, "mark"))
            found = _look(database, key, header, clock, mark, accept_older=accept_older)
            _heal_header(folder, header)
        except BaseException:
            lock.release()
            raise
    replica, why, warnings = found
    why = origin or why
    return Opened(folder, key, header, lock, mark, new_id() if why else replica, why, warnings)


def _look(
    database: Path, key: bytes, header: Header, clock: Clock, mark: MarkFile, *, accept_older: bool
) -> tuple[str, str, tuple[str, ...]]:
    """Return (replica id, why it must be a new one, warnings) after version, migration and mark were looked at."""
    engine = make_engine(database, key, begin="DEFERRED")
    try:
        with engine.connect() as connection:
            pending = schema.pending_revisions(connection)
        if pending:
            _backup_before(database, key, header, clock)
            schema.migrate(engine)
    finally:
        engine.dispose()
    engine = make_engine(database, key, begin="DEFERRED")
    try:
        with engine.connect() as connection:
            return _compare(connection, database, mark.read(), accept_older=accept_older)
    finally:
        engine.dispose()


def _compare(
    connection: Connection, database: Path, mark: Mark | None, *, accept_older: bool
) -> tuple[str, str, tuple[str, ...]]:
    replica = connection.scalar(select(WorkspaceInfo.replica_id))
    if replica is None:
        # Killed between the first migration and the first entry: nothing was in it yet.
        return new_id(), "created", ()
    if mark is None:
        return replica, "", ("mark_missing",)
    missing = entries_missing(connection, mark)
    if missing and not accept_older:
        raise EnvironmentProblem("older_than_saved", missing=missing)
    if missing:
        return replica, "older_accepted", ()
    return replica, "" if mark.place == place_of_file(database) else "copied", ()


def entries_missing(connection: Connection, mark: Mark) -> int:
    """Return how many entries the mark has seen and the trail has not.

    At least 1 when the last one differs, 0 when all is well.
    """
    count = Tips.read(connection).count
    held = connection.scalar(select(Trail.hash).where(Trail.chain == mark.chain, Trail.seq == mark.seq))
    if held == mark.hash and count >= mark.count:
        return 0
    return max(1, mark.count - count)


def record_origin(workspace: Workspace, origin: str) -> None:
    """Record that this replica began, as created, restored, copied or older_accepted."""
    with workspace.write() as uow:
        row = uow.session.scalars(select(WorkspaceInfo)).first()
        if row is None:
            row = WorkspaceInfo(replica_id=workspace.replica_id, origin=origin, made_with=MADE_WITH)
            uow.session.add(row)
        else:
            row.replica_id, row.origin = workspace.replica_id, origin
        uow.record(f"workspace.{origin}", row, audit=None)
        uow.commit()


def _migrate(database: Path, key: bytes) -> None:
    engine = make_engine(database, key, begin="IMMEDIATE")
    try:
        schema.migrate(engine)
    finally:
        engine.dispose()


def _backup_before(database: Path, key: bytes, header: Header, clock: Clock) -> None:
    """Write a verified copy of the record tables; chunks are never touched by migrations and stay where they are."""
    from app.storage import backup  # noqa: PLC0415 - only needed when a migration is due

    make_private_folder(database.parent / BACKUPS)
    backup.write_generation(database, key, header, database.parent / BACKUPS, clock.now())


def _heal_header(folder: Path, header: Header) -> None:
    """Write header and copy again where one differs from the one that opened."""
    content = header.encode()
    for name in (vault.HEADER, vault.HEADER_COPY):
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            replace_file(path, content)


def driver_connection(database: Path, key: bytes) -> Any:  # noqa: ANN401 - sqlcipher3 has no types
    """Return a keyed driver connection."""
    return connect(database, key)
