"""What the storage tests share: a blank workspace that is copied, small items, and looks behind the program's back."""

from __future__ import annotations

import hashlib
import io
import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from app.domain.clock import SetClock
from app.models.client import Client
from app.models.record import Attachment, Trail
from app.storage.engine import connect
from app.storage.triggers import statement
from app.storage.workspace import Me, RawKey, Workspace

KEY = bytes(range(32))
RAW = RawKey(KEY)
START = datetime(2026, 3, 27, 7, 30, tzinfo=UTC)
ME = Me("person-1", "Anna Berg", "AB", "Europe/Warsaw")
CANARY = "Hafenlogistik-Geheimnis"


def clock() -> SetClock:
    """Return a clock that stands."""
    return SetClock(START, "Europe/Warsaw")


@cache
def _blank() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="onsite-storage-")) / "workspace"
    workspace, _ = Workspace.create(folder, RAW, clock=clock())
    workspace.close()
    return folder


def blank_folder(folder: Path) -> Path:
    """Put a copy of the blank workspace into the new `folder` (it opens as a copied replica)."""
    shutil.copytree(_blank(), folder)
    return folder


def open_at(folder: Path, **options: Any) -> Workspace:
    """Open the workspace in `folder` with the raw key."""
    options.setdefault("clock", clock())
    workspace = Workspace.open(folder, RAW, **options)
    workspace.me = ME
    return workspace


def add_client(workspace: Workspace, name: str = "Muster AG", reason: str = "") -> str:
    """Record a client and return its id."""
    with workspace.write() as uow:
        row = Client(name=name)
        uow.session.add(row)
        uow.record("client.entered", row, audit=None, reason=reason)
        uow.commit("client")
    return row.id


def add_attachment(workspace: Workspace, content: bytes, name: str = "photo.jpg") -> str:
    """Store bytes and the row that shows them, as a capture does; return the id of the row."""
    stored = workspace.blobs.put(io.BytesIO(content), name)
    with workspace.write() as uow:
        row = Attachment(blob_id=stored.id, name=name, media_type="image/jpeg", sha256=stored.sha256, size=stored.size)
        uow.session.add(row)
        uow.record("evidence.captured", row, audit=None)
        uow.commit("attachment")
    return row.id


def entries(workspace: Workspace) -> list[Trail]:
    """Return all trail entries in the order they came."""
    with workspace.read() as session:
        return list(session.scalars(select(Trail).order_by(text("rowid"))))


def behind(folder: Path, *statements: str, without: tuple[str, ...] = ()) -> list[Any]:
    """Run SQL on the closed file as somebody who has the key would, with the triggers `without` taken off meanwhile."""
    raw = connect(folder / "workspace.db", KEY)
    try:
        for name in without:
            raw.execute(f"DROP TRIGGER {name}")
        found = [raw.execute(one).fetchall() for one in statements]
        for name in without:
            raw.execute(statement(name))
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return found
    finally:
        raw.close()


def fingerprints(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below `folder`, the lock left out."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "workspace.lock"
    }


def codes(workspace: Workspace) -> list[str]:
    """Return the codes of the faults that a full check finds."""
    return [fault.code for fault in workspace.check().faults]
