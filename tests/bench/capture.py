"""One photo of 800 kB captured and durable, against hashing it and writing it durably to a new file."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlcipher3 import dbapi2

from app.domain.drafts import EvidenceDraft, IncomingFile
from app.storage.blobs import CHUNK
from tests.bench.table import Row, row
from tests.support import fresh_folder, open_world

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 800_000


def measure(rounds: int) -> list[Row]:
    """Return wall time against the durable floor, and CPU time against SHA-256 and AES-GCM of the same bytes."""
    walls: dict[str, list[float]] = {"ours": [], "floor": []}
    cpus: dict[str, list[float]] = {"ours": [], "floor": [], "cipher": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        audit_id = fresh_folder(folder / "workspace", with_audit=True)
        world = open_world(folder / "workspace")
        cipher = _encrypted_table(folder / "cipher.db")
        try:
            for number in range(rounds + 2):
                photo = os.urandom(SIZE)
                draft = EvidenceDraft(title=f"photo {number}")
                files = [IncomingFile(name="photo.jpg", data=photo)]
                taken = {
                    "floor": _timed(partial(_durable, folder, photo, number)),
                    "ours": _timed(partial(world.services.evidence.capture, audit_id, draft, files)),
                }
                crypto = _timed(partial(_crypto, photo))
                encrypted = _timed(partial(_through_cipher, cipher, photo, number))
                if number < 2:  # caches of statements and pages are cold
                    continue
                for which, (wall, _cpu) in taken.items():
                    walls[which].append(wall)
                cpus["ours"].append(taken["ours"][1])
                cpus["floor"].append(crypto[1])
                cpus["cipher"].append(encrypted[1])
        finally:
            cipher.close()
            world.workspace.close()
    return [
        row("capture of a photo, wall / sha256 + durable new file", walls["ours"], walls["floor"], 2.0),
        row("capture of a photo, CPU / sha256 + AES-GCM", cpus["ours"], cpus["floor"], 4.0),
        row("capture of a photo, CPU / sha256 + SQLCipher alone", cpus["ours"], cpus["cipher"], None),
        row("sha256 + SQLCipher alone, CPU / sha256 + AES-GCM", cpus["cipher"], cpus["floor"], None),
    ]


def _timed(call: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - wall, time.process_time() - cpu


def _durable(folder: Path, data: bytes, number: int) -> str:
    digest = hashlib.sha256(data).hexdigest()
    path = folder / f"floor-{number}"
    with path.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
    return digest


def _encrypted_table(path: Path) -> dbapi2.Connection:
    """Return a connection to a new encrypted database set up as ours is, with one table and no trigger."""
    made = dbapi2.connect(str(path), isolation_level=None)
    made.execute(f"PRAGMA key=\"x'{'5a' * 48}'\"")
    for pragma in ("auto_vacuum=INCREMENTAL", "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        made.execute(f"PRAGMA {pragma}")
    made.execute("CREATE TABLE chunk (photo INTEGER, n INTEGER, data BLOB, PRIMARY KEY (photo, n))")
    return made


def _through_cipher(connection: dbapi2.Connection, data: bytes, number: int) -> None:
    hashlib.sha256(data).digest()
    connection.execute("BEGIN IMMEDIATE")
    rows = [(number, n, data[n * CHUNK : (n + 1) * CHUNK]) for n in range(-(-len(data) // CHUNK))]
    connection.executemany("INSERT INTO chunk VALUES (?, ?, ?)", rows)
    connection.execute("COMMIT")


def _crypto(data: bytes) -> bytes:
    hashlib.sha256(data).digest()
    return AESGCM(bytes(32)).encrypt(bytes(12), data, None)
