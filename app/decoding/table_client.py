"""Starts the helper for one table and waits for it; nothing of the table touches the disk."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from app import paths
from app.decoding import HIDDEN_TABLE
from app.decoding.limits import LONGEST, MEBI
from app.domain.cells import ForeignTable
from app.domain.errors import ForeignFileProblem
from app.domain.plain import from_plain

SECONDS: Final = 90
_STEP: Final = 0.1
_CPU_TIME_UP: Final = (-24, -9)
"""SIGXCPU, then SIGKILL: what the limit of processor time ends with."""


def read_table(name: str, content: bytes, progress: Callable[[int, str], None] | None = None) -> ForeignTable:
    """Return the cells in the bytes of a file called `name`.

    `progress` is called several times a second and may raise `Cancelled`; the helper is then ended.

    Raises:
        ForeignFileProblem: `table_...`: empty, too big, encrypted, damaged, a bomb, too slow, no table at all.
    """
    if len(content) > LONGEST:
        raise ForeignFileProblem("table_too_big", most=LONGEST // MEBI)
    flat = name.replace("\n", " ").encode("utf-8", "replace")
    helper = subprocess.Popen(  # noqa: S603 - this program itself
        _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=paths.root()
    )
    return _answer(_wait(helper, flat + b"\n" + content, progress), helper.returncode)


def _wait(helper: subprocess.Popen[bytes], given: bytes, progress: Callable[[int, str], None] | None) -> bytes:
    """Return what the helper wrote; it is ended when its time is up or `progress` raises.

    A thread does the talking: `communicate` with a time limit forgets the rest of its input when it is called again
    (CPython 3.11: only the first call writes), so a file larger than the pipe would never arrive.
    """
    out: list[bytes] = []
    talk = threading.Thread(target=lambda: out.append(helper.communicate(given)[0]), name="table helper", daemon=True)
    end = time.monotonic() + SECONDS
    talk.start()
    try:
        while talk.is_alive():
            talk.join(_STEP)
            if time.monotonic() > end:
                raise ForeignFileProblem("table_too_slow")
            if progress is not None and talk.is_alive():
                progress(-1, "")
    finally:
        if talk.is_alive():
            helper.kill()
        talk.join()
    return out[0] if out else b""


def _answer(out: bytes, code: int) -> ForeignTable:
    """Return the table, or raise what the helper said; what it wrote is not trusted either."""
    if code in _CPU_TIME_UP:
        raise ForeignFileProblem("table_too_slow")
    try:
        said: dict[str, Any] = json.loads(out)
        if "table" in said:
            return from_plain(ForeignTable, said["table"])
        raise ForeignFileProblem(str(said["refused"]), **said["values"])
    except (ValueError, LookupError, TypeError) as error:
        raise ForeignFileProblem("table_damaged") from error


def _command() -> list[str]:
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]
    return [*program, HIDDEN_TABLE]
