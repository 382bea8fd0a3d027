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

from app.domain.drafts import EvidenceDraft, IncomingFile
from tests.bench.table import Row, row
from tests.support import fresh_folder, open_world

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 800_000


def measure(rounds: int) -> list[Row]:
    """Return wall time against the durable floor, and CPU time against SHA-256 and AES-GCM of the same bytes."""
    walls: dict[str, list[float]] = {"ours": [], "floor": []}
    cpus: dict[str, list[float]] = {"ours": [], "floor": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        audit_id = fresh_folder(folder / "workspace", with_audit=True)
        world = open_world(folder / "workspace")
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
                if number < 2:  # caches of statements and pages are cold
                    continue
                for which, (wall, _cpu) in taken.items():
                    walls[which].append(wall)
                cpus["ours"].append(taken["ours"][1])
                cpus["floor"].append(crypto[1])
        finally:
            world.workspace.close()
    return [
        row("capture of a photo, wall / sha256 + durable new file", walls["ours"], walls["floor"], 2.0),
        row("capture of a photo, CPU / sha256 + AES-GCM", cpus["ours"], cpus["floor"], 4.0),
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


def _crypto(data: bytes) -> bytes:
    hashlib.sha256(data).digest()
    return AESGCM(bytes(32)).encrypt(bytes(12), data, None)
