"""The high-water mark: how far the trail had come, outside the database, synced after each commit.

Neither SQLite nor SQLCipher says a word when a damaged write-ahead log loses the last commits; a mark ahead of the
trail does. Two slots are written in turn, so that a torn write leaves the one before (a mark behind the trail is
normal).
A slot is one line of fixed length: JSON, spaces, HMAC-SHA-256 under a key derived from the data key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import socket
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from app.storage.files import make_private_file

FILE: Final = "workspace.mark"
SLOT: Final = 512
MAC: Final = 64


@dataclass(frozen=True, slots=True)
class Mark:
    """Entries in the trail, the last one (chain, seq, hash), and which file on which machine it was."""

    turn: int
    count: int
    chain: str
    seq: int
    hash: str
    place: str


class MarkFile:
    """The two slots; damage in one is harmless, `read` returns None when both are unreadable."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._turn = 0

    def read(self) -> Mark | None:
        """Return the newest mark whose MAC holds."""
        try:
            content = self._path.read_bytes()
        except OSError:
            return None
        slots = (self._decode(content[at : at + SLOT]) for at in (0, SLOT))
        marks = [mark for mark in slots if mark is not None]
        newest = max(marks, key=lambda mark: mark.turn, default=None)
        if newest is not None:
            self._turn = newest.turn
        return newest

    def write(self, count: int, chain: str, seq: int, entry_hash: str, place: str) -> None:
        """Write the next slot in place and sync it: one sync, no rename."""
        if not self._path.exists():
            make_private_file(self._path, b" " * (2 * SLOT))
        self._turn += 1
        line = self._encode(Mark(self._turn, count, chain, seq, entry_hash, place))
        handle = os.open(self._path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
        try:
            os.lseek(handle, (self._turn % 2) * SLOT, os.SEEK_SET)
            os.write(handle, line)
            os.fsync(handle)
        finally:
            os.close(handle)

    def _mac(self, body: bytes) -> bytes:
        return hmac.new(self._key, body, hashlib.sha256).hexdigest().encode()

    def _encode(self, mark: Mark) -> bytes:
        body = json.dumps(asdict(mark)).encode().ljust(SLOT - MAC - 1)
        line = body + self._mac(body) + b"\n"
        if len(line) != SLOT:
            raise ValueError("the mark is too long")
        return line

    def _decode(self, line: bytes) -> Mark | None:
        body, told = line[: SLOT - MAC - 1], line[SLOT - MAC - 1 :]
        if not hmac.compare_digest(self._mac(body) + b"\n", told):
            return None
        return Mark(**json.loads(body))


def place_of_file(path: Path) -> str:
    """Return a name for this file on this machine: a copy elsewhere gets another, a changed file keeps it."""
    facts = f"{socket.gethostname()}:{path.stat().st_ino}"
    return hashlib.sha256(facts.encode()).hexdigest()[:16]
