"""Backups: a generation is a complete copy of the record tables, the bytes go to one pool that all generations share.

    TARGET/onsite-1a2b3c4d/                      one folder per workspace
        chunks.db                                bytes by SHA-256, append-only, encrypted under the data key
        20261124T101500Z-<head>/workspace.db     a generation: everything but the chunks
                               /workspace.key    the header as it was then
                               /manifest.json    counts, head and the SHA-256 of the database, under a MAC

A generation is written under another name, verified, and renamed last: what has its final name is whole.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import shutil
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import rfc8785

from app.domain.errors import EnvironmentProblem
from app.storage import pool, vault
from app.storage.blobs import Progress
from app.storage.copying import attach, copy_tables
from app.storage.engine import connect, create_file, make_engine
from app.storage.files import make_private_file, make_private_folder, replace_file, sync_folder
from app.storage.problems import sorted_errors
from app.storage.scrubbing import Gone, scrub_all, what_is_gone
from app.storage.trail import Tips
from app.storage.vault import Header, Secret
from app.storage.verify import TrailReader

DATABASE: Final = "workspace.db"
MANIFEST: Final = "manifest.json"
BESIDE: Final = "backups"
CHUNK: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """What was written.

    The generation's folder, entries and head of its trail, attachments in the pool and new ones; `still_holding` are
    earlier generations out of which what was destroyed could not be taken, because they are damaged.
    """

    folder: Path
    entries: int
    head: str
    attachments: int
    new_attachments: int
    still_holding: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation must be."""

    workspace: str
    made_at: str
    entries: int
    head: str
    sha256: str
    size: int

    def encode(self, key: bytes) -> bytes:
        """Return the JSON with its MAC."""
        plain = asdict(self)
        return rfc8785.dumps({**plain, "mac": _mac(key, plain)}) + b"\n"


def write(  # noqa: PLR0917 - each a part of the workspace
    folder: Path, key: bytes, header: Header, target: Path, now: datetime, progress: Progress
) -> BackupInfo:
    """Write a generation of the workspace in `folder` and the chunks the pool lacks; see `Workspace.backup`.

    EnvironmentProblem: missing_folder (the medium is not there), disk_full, read_only, damaged (what was written does
    not read back). A generation that was there before loses what was destroyed since, and is touched for nothing else.
    """
    if not target.is_dir():
        raise EnvironmentProblem("missing_folder", folder=str(target))
    root = target / f"onsite-{header.workspace[:8]}"
    with sorted_errors(target):
        make_private_folder(root)
        progress(0, "record")
        gone, left = _scrub(folder, key, root)
        aside, manifest = _write_aside(folder / DATABASE, key, header, root, now)
        new = pool.fill(folder / DATABASE, aside / DATABASE, root / pool.FILE, key, progress)
        pool.forget(root / pool.FILE, key, gone.bytes)
        total = pool.count_missing(aside / DATABASE, root / pool.FILE, key)
        final = _publish(aside, manifest, now)
    progress(100, "")
    return BackupInfo(final, manifest.entries, manifest.head, total, new, left)


def write_generation(database: Path, key: bytes, header: Header, target: Path, now: datetime) -> Path:
    """Write a verified generation without chunks into `target` (before a migration, which never touches chunks)."""
    with sorted_errors(target):
        aside, manifest = _write_aside(database, key, header, target, now)
        return _publish(aside, manifest, now)


def _write_aside(database: Path, key: bytes, header: Header, root: Path, now: datetime) -> tuple[Path, Manifest]:
    aside = root / f".{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.new"
    shutil.rmtree(aside, ignore_errors=True)
    make_private_folder(aside)
    copy = aside / DATABASE
    make_private_file(copy)
    create_file(copy, key, journal="DELETE")
    raw = connect(database, key)
    try:
        raw.execute("PRAGMA foreign_keys=OFF")
        attach(raw, "copy", copy, key)
        copy_tables(raw, "copy")
    finally:
        raw.close()
    entries, head = _verified(copy, key)
    digest, size = _digest(copy)
    manifest = Manifest(header.workspace, now.astimezone(UTC).isoformat(), entries, head, digest, size)
    make_private_file(aside / vault.HEADER, header.encode())
    make_private_file(aside / MANIFEST, manifest.encode(key))
    return aside, manifest


def _scrub(folder: Path, key: bytes, root: Path) -> tuple[Gone, tuple[str, ...]]:
    """Take what was destroyed out of the generations in `root` and beside the workspace.

    Return what it was, and the generations where that failed.
    """
    gone = what_is_gone(folder / DATABASE, key)
    left: list[str] = []
    if gone.bytes or gone.texts:
        for place in (root, folder / BESIDE):
            left += scrub_all(place, key, gone, partial(_seal, key))
    return gone, tuple(left)


def _seal(key: bytes, old: Path, fresh: Path) -> None:
    """Verify a scrubbed generation and give it a manifest; of a damaged or foreign one the manifest is refused."""
    before = read_manifest(old, key)
    if _digest(old / DATABASE) != (before.sha256, before.size):
        raise EnvironmentProblem("damaged", path=str(old / DATABASE), part="backup")
    entries, head = _verified(fresh / DATABASE, key)
    if (entries, head) != (before.entries, before.head):
        raise EnvironmentProblem("damaged", path=str(fresh / DATABASE), part="trail")
    digest, size = _digest(fresh / DATABASE)
    manifest = replace(before, sha256=digest, size=size)
    (fresh / MANIFEST).unlink()
    make_private_file(fresh / MANIFEST, manifest.encode(key))
    sync_folder(fresh)


def _publish(aside: Path, manifest: Manifest, now: datetime) -> Path:
    final = aside.parent / f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{manifest.head[:16]}"
    if final.exists():
        shutil.rmtree(aside)
        return final
    sync_folder(aside)
    aside.rename(final)
    sync_folder(aside.parent)
    return final


def _verified(copy: Path, key: bytes) -> tuple[int, str]:
    """Read the copy back: every page, every chain; return the number of entries and the head of all chains."""
    raw = connect(copy, key, wal=False)
    try:
        for pragma in ("cipher_integrity_check", "quick_check", "foreign_key_check"):
            rows = [row for row in raw.execute(f"PRAGMA {pragma}").fetchall() if row[0] != "ok"]
            if rows:
                raise EnvironmentProblem("damaged", path=str(copy), part="backup")
    finally:
        raw.close()
    engine = make_engine(copy, key, begin="DEFERRED", wal=False)
    try:
        with engine.connect() as connection:
            reader = TrailReader(connection)
            broken = next((one for one in reader.faults() if one.code == "trail_broken"), None)
            if broken is not None:
                raise EnvironmentProblem("damaged", path=str(copy), part="trail", **broken.values)
            return reader.count, whole_head(Tips.read(connection))
    finally:
        engine.dispose()


def whole_head(tips: Tips) -> str:
    """Return one hash over the heads of all chains of a workspace."""
    lines = "".join(f"{chain} {tip.seq} {tip.hash}\n" for chain, tip in tips.all().items())
    return hashlib.sha256(lines.encode()).hexdigest()


def read_manifest(generation: Path, key: bytes) -> Manifest:
    """Return the manifest of a generation; EnvironmentProblem: missing_file, foreign_file (another key), damaged."""
    path = generation / MANIFEST
    if not path.is_file():
        raise EnvironmentProblem("missing_file", path=str(path))
    try:
        told: dict[str, Any] = json.loads(path.read_bytes())
        mac = told.pop("mac")
        manifest = Manifest(**told)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise EnvironmentProblem("damaged", path=str(path), part="manifest") from error
    if not hmac.compare_digest(_mac(key, asdict(manifest)), str(mac)):
        raise EnvironmentProblem("foreign_file", path=str(path), reason="manifest")
    return manifest


def unpack(source: Path, folder: Path, secret: Secret, progress: Progress) -> None:
    """Make the files of a workspace in the new or empty `folder` from a generation; see `Workspace.restore`.

    `source` is the generation's folder or a file in it. The header is written last: a restore that was interrupted
    leaves no workspace.
    """
    generation = source if source.is_dir() else source.parent
    header = vault.read_header(generation)
    key = vault.unlock(header, secret)
    manifest = read_manifest(generation, key)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise EnvironmentProblem("folder_not_empty", folder=str(folder))
    with sorted_errors(folder):
        make_private_folder(folder)
        database = folder / DATABASE
        make_private_file(database)
        progress(0, "record")
        if _digest(generation / DATABASE, database) != (manifest.sha256, manifest.size):
            database.unlink()
            raise EnvironmentProblem("damaged", path=str(generation / DATABASE), part="backup")
        pool.empty_into(pool.beside(generation), database, key, progress)
        for name in (vault.HEADER, vault.HEADER_COPY):
            replace_file(folder / name, header.encode())


def _digest(path: Path, copy: Path | None = None) -> tuple[str, int]:
    """Return SHA-256 and size of a file, copying its bytes on the way if wanted."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        out = None if copy is None else copy.open("wb")
        try:
            while data := file.read(CHUNK):
                digest.update(data)
                size += len(data)
                if out is not None:
                    out.write(data)
        finally:
            if out is not None:
                out.close()
    return digest.hexdigest(), size


def _mac(key: bytes, plain: dict[str, Any]) -> str:
    return hmac.new(vault.derived_key(key, "manifest"), rfc8785.dumps(plain), hashlib.sha256).hexdigest()
