"""Starts the helper for one table and waits for it; nothing of the table touches the disk."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any, Final

from app import paths
from app.decoding import HIDDEN_TABLE
from app.decoding.limits import LONGEST, MEBI
from app.domain.cells import ForeignTable
from app.domain.errors import ForeignFileProblem
from app.domain.plain import from_plain

SECONDS: Final = 40
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
    with subprocess.Popen(  # noqa: S603 - this program itself
        _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=paths.root()
    ) as helper:
        try:
            out = _wait(helper, flat + b"\n" + content, progress)
        except BaseException:
            helper.kill()
            raise
    return _answer(out, helper.returncode)


def _wait(helper: subprocess.Popen[bytes], given: bytes, progress: Callable[[int, str], None] | None) -> bytes:
    end = time.monotonic() + SECONDS
    once: bytes | None = given  # Python takes the input with the first call only
    while True:
        try:
            return helper.communicate(once, timeout=_STEP)[0]
        except subprocess.TimeoutExpired:
            once = None
            if time.monotonic() > end:
                raise ForeignFileProblem("table_too_slow") from None
        if progress is not None:
            progress(-1, "")


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
