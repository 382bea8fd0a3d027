"""Starts the helper for the text inside one file and waits for it; nothing of the file touches the disk."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Final

from app import paths
from app.decoding import HIDDEN_TEXT
from app.domain.search import TextRead

LONGEST: Final = 64 * 1024 * 1024
SECONDS: Final = 40
_STEP: Final = 0.2
_CPU_TIME_UP: Final = (-24, -9)
"""SIGXCPU, then SIGKILL: what the limit of processor time ends with."""

_MOST_BYTES: Final = 8 * 1024 * 1024
_WITHOUT: Final = ("image/", "audio/", "video/")


def has_none(media_type: str) -> bool:
    """Tell whether a file of this kind has no text inside, so that no helper needs to look."""
    return media_type.startswith(_WITHOUT)


def read_text(name: str, content: bytes, asked: Callable[[], None] | None = None) -> tuple[TextRead, str]:
    """Return the text in the bytes of a file called `name`, and the state; without text the state says why.

    `asked` is called several times a second and may raise `Cancelled`; the helper is then ended.
    """
    if len(content) > LONGEST:
        return TextRead.TOO_LARGE, ""
    flat = name.replace("\n", " ").encode("utf-8", "replace")
    helper = subprocess.Popen(  # noqa: S603 - this program itself
        _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=paths.root()
    )
    out = _wait(helper, flat + b"\n" + content, asked)
    return (TextRead.SLOW, "") if out is None else _answer(out, helper.returncode)


def _wait(helper: subprocess.Popen[bytes], given: bytes, asked: Callable[[], None] | None) -> bytes | None:
    """Return what the helper wrote, None when its time is up; it is ended then, and when `asked` raises.

    A thread does the talking: called again, `communicate` with a time limit forgets the rest of its input
    (CPython 3.11), so a file larger than the pipe would never arrive.
    """
    out: list[bytes] = []
    talk = threading.Thread(target=lambda: out.append(helper.communicate(given)[0]), name="text helper", daemon=True)
    end = time.monotonic() + SECONDS
    talk.start()
    try:
        while talk.is_alive():
            talk.join(_STEP)
            if time.monotonic() > end and talk.is_alive():
                return None
            if asked is not None and talk.is_alive():
                asked()
    finally:
        if talk.is_alive():
            helper.kill()
        talk.join()
    return out[0] if out else b""


def _answer(out: bytes, code: int) -> tuple[TextRead, str]:
    """Return what the helper said; what it wrote is not trusted either."""
    if code in _CPU_TIME_UP:
        return TextRead.SLOW, ""
    said, _line, rest = out[:_MOST_BYTES].partition(b"\n")
    try:
        state = TextRead(said.decode())
    except ValueError:
        return TextRead.UNREADABLE, ""
    text = rest.decode("utf-8", "replace") if state in {TextRead.DONE, TextRead.CUT} else ""
    return state, text.replace("\0", "")


def _command() -> list[str]:
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]
    return [*program, HIDDEN_TEXT]
