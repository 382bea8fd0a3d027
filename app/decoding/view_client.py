"""Starts the helper that shows, streams a file into it and waits; nothing of the file touches the disk.

The file goes through in pieces, so that this process holds one of them and never the whole.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import IO, Any, Final, cast

from app import paths
from app.decoding import HIDDEN_VIEW
from app.domain.looks import Look, LookState

SECONDS: Final = 10
JPEG: Final = b"\xff\xd8\xff"
MOST_BYTES: Final = 64 * 1024 * 1024
_STEP: Final = 0.2
_CPU_TIME_UP: Final = (-24, -9)
_SIDE: Final = 1_000_000
_PAIR: Final = 2


def look(pieces: Iterable[bytes], wish: dict[str, Any], asked: Callable[[], None] | None = None) -> Look:
    """Return what the helper says about a file and the JPEG that was wished for (`view_worker.answer`).

    `asked` is called several times a second and may raise `Cancelled`; the helper is then ended.
    """
    with subprocess.Popen(  # noqa: S603 - this program itself
        _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=paths.root()
    ) as helper:
        slow = threading.Event()
        clock = threading.Timer(SECONDS, _end, (helper, slow))
        clock.start()
        try:
            out = _talk(helper, json.dumps(wish).encode() + b"\n", pieces, asked)
        except BaseException:
            helper.kill()
            raise
        finally:
            clock.cancel()
    if slow.is_set() or helper.returncode in _CPU_TIME_UP:
        return Look(state=LookState.SLOW)
    return _read(out)


def _talk(
    helper: subprocess.Popen[bytes], head: bytes, pieces: Iterable[bytes], asked: Callable[[], None] | None
) -> bytes:
    """Hand over the file piece by piece and return what comes back; a helper that died takes no more."""
    pipe = cast("IO[bytes]", helper.stdin)
    try:
        pipe.write(head)
        for piece in pieces:
            if asked is not None:
                asked()
            pipe.write(piece)
    except BrokenPipeError:
        pass  # it has seen enough, or was ended by the clock; what it says tells
    finally:
        with suppress(BrokenPipeError):
            pipe.close()
    helper.stdin = None  # so that `communicate` does not touch it
    while True:
        try:
            return helper.communicate(timeout=_STEP)[0][:MOST_BYTES]
        except subprocess.TimeoutExpired:
            if asked is not None:
                asked()


def _end(helper: subprocess.Popen[bytes], slow: threading.Event) -> None:
    slow.set()
    helper.kill()


def _read(out: bytes) -> Look:
    """Return what the helper said; what it wrote is not trusted either."""
    said, _line, picture = out.partition(b"\n")
    try:
        told = json.loads(said)
        return Look(
            state=LookState(told["state"]), width=_number(told, "width"), height=_number(told, "height"),
            pages=_number(told, "pages"), taken=_text(told, "taken"), camera=_text(told, "camera"),
            place=_place(told.get("place")), thumbnail=picture if picture.startswith(JPEG) else b"",
        )  # fmt: skip
    except (ValueError, TypeError, LookupError, AttributeError):
        return Look(state=LookState.UNREADABLE)


def _number(told: dict[str, Any], name: str) -> int:
    value = told.get(name, 0)
    return value if type(value) is int and 0 <= value <= _SIDE else 0


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name, "")
    return value[:80] if isinstance(value, str) else ""


def _place(value: object) -> tuple[int, int] | None:
    if isinstance(value, list) and len(value) == _PAIR and all(type(one) is int for one in value):
        return int(value[0]), int(value[1])
    return None


def _command() -> list[str]:
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]
    return [*program, HIDDEN_VIEW]
