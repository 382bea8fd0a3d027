"""One program per workspace.

An operating-system lock on a small file that names its holder, free again after a crash.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from datetime import datetime
from pathlib import Path
from typing import Final

from app.domain.errors import EnvironmentProblem, Value
from app.storage.files import PRIVATE_FILE

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        # One byte far behind the text, so that others can still read who holds it.
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


LONGEST: Final = 4096


class FolderLock:
    """Held from opening to closing.

    `EnvironmentProblem("locked_by_other", holder, since, host, pid)` when another holds it.
    """

    def __init__(self, path: Path, *, holder: str, since: datetime) -> None:
        self._handle = os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_BINARY", 0), PRIVATE_FILE)
        try:
            _take(self._handle)
        except OSError as error:
            os.close(self._handle)
            raise EnvironmentProblem("locked_by_other", **_read(path)) from error
        facts = {"holder": holder, "since": since.isoformat(), "host": socket.gethostname(), "pid": os.getpid()}
        os.ftruncate(self._handle, 0)
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, json.dumps(facts).encode())

    def release(self) -> None:
        """Let the next one in; the file stays, because removing it would race with one who just opened it."""
        if self._handle >= 0:
            os.ftruncate(self._handle, 0)
            os.close(self._handle)
            self._handle = -1


def _read(path: Path) -> dict[str, Value]:
    """Return who holds the lock, as far as the file tells (strangers may have written it: show it as plain text)."""
    facts: dict[str, Value] = {"holder": "", "since": "", "host": "", "pid": 0}
    try:
        told = json.loads(path.read_bytes()[:LONGEST])
    except (OSError, ValueError):
        return facts
    if isinstance(told, dict):
        facts.update({key: told[key] for key in facts if isinstance(told.get(key), str | int)})
    return facts
