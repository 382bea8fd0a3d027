"""The rules of the whole suite: no network, nobody's home, silence in the logs, nothing left behind, sizes by name.

A test that breaks a rule on purpose declares it with a marker: ``loopback``, ``log("pattern")``. Nothing here imports
Qt; the rules about windows look only when a test has made an application.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import shutil
import socket
import sys
import tempfile
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

SOAK = os.environ.get("ONSITE_SIZES", "quick") == "soak"
SIZES = Path(__file__).with_name("sizes.toml")
THREAD_SECONDS = 2.0
"""How long a thread may take to end after the test that started it."""

# ------------------------------------------------------------------------------------- before anything is imported


def _move_house() -> Path:
    """Point home, cache, settings and temporary files to a throw-away folder, and Qt to no screen; return it."""
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", tempfile.gettempdir())  # tmp_path stays where pytest keeps it
    house = Path(tempfile.mkdtemp(prefix="onsite-tests-"))
    names = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TMPDIR", "TEMP", "TMP")
    xdg = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
    for name in (*names, *xdg):
        folder = house / name.lower()
        folder.mkdir(mode=0o700)
        os.environ[name] = str(folder)
    tempfile.tempdir = None  # look at TMPDIR again
    for name in [name for name in os.environ if name.startswith("ONSITE_") and name != "ONSITE_SIZES"]:
        del os.environ[name]
    os.environ.pop("LANGUAGE", None)
    os.environ.update(QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8", TZ="Asia/Kolkata")  # far from UTC on purpose
    if hasattr(time, "tzset"):
        time.tzset()
    return house


HOUSE = _move_house()

settings.register_profile("quick", deadline=None, max_examples=50)  # the machine is shared: time limits would lie
settings.register_profile("soak", deadline=None, max_examples=2000)
settings.load_profile("soak" if SOAK else "quick")


# ------------------------------------------------------------------------------------------------------ the network


class NetworkIsClosedError(RuntimeError):
    """A test tried to reach another machine, or this one without the marker ``loopback``."""


class _Gate:
    """Stands before the functions of `socket` that reach an address; lets through what the running test may reach."""

    def __init__(self) -> None:
        self.loopback = False

    def close(self) -> None:
        """Put the gate in place for the rest of the process."""
        for name in ("connect", "connect_ex", "sendto"):
            setattr(socket.socket, name, self._guarded(getattr(socket.socket, name)))
        for name in ("getaddrinfo", "gethostbyname"):
            setattr(socket, name, self._guarded(getattr(socket, name)))

    def _guarded(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with the gate before it: a method of a socket, or one that takes the name of a host."""

        def guarded(*arguments: Any, **named: Any) -> Any:
            method = isinstance(arguments[0], socket.socket)
            family, address = (arguments[0].family, arguments[-1]) if method else (socket.AF_INET, arguments[:1])
            self.check(family, address)
            return function(*arguments, **named)

        return guarded

    def check(self, family: int, address: object) -> None:
        """Raise NetworkIsClosedError unless the address is a file on this machine or an allowed loopback address."""
        if family == getattr(socket, "AF_UNIX", None):
            return
        host = str(address[0]) if isinstance(address, tuple) else str(address)
        near = host in {"localhost", "::1", "None"} or host.startswith("127.")
        if not (near and self.loopback):
            msg = f"This test may not reach {host}. The program works without a network, and so do its tests."
            raise NetworkIsClosedError(msg)


GATE = _Gate()
GATE.close()


# --------------------------------------------------------------------------------------------------------- the logs


class _Ear(logging.Handler):
    """Keeps every record at WARNING or above that reaches the root logger."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record."""
        self.records.append(record)

    def problems(self, expected: list[str]) -> list[str]:
        """Compare what was heard with the patterns a test declared: nothing else, and each of them at least once."""
        lines = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in self.records]
        surprises = [line for line in lines if not any(re.search(pattern, line) for pattern in expected)]
        silent = [pattern for pattern in expected if not any(re.search(pattern, line) for line in lines)]
        return [f"logged without being declared: {line}" for line in surprises] + [
            f"declared, but never logged: {pattern}" for pattern in silent
        ]


EAR = _Ear()


# ---------------------------------------------------------------------------------------------- nothing left behind


def _threads_left(before: set[threading.Thread]) -> list[str]:
    """Name the threads that were started since and do not end; Qt's own threads show up as dummies and are not ours."""
    started = [thread for thread in threading.enumerate() if thread not in before]
    ours = [thread for thread in started if not isinstance(thread, threading._DummyThread)]
    until = time.monotonic() + THREAD_SECONDS
    for thread in ours:
        thread.join(max(0.0, until - time.monotonic()))
    return [f"still running: thread {thread.name}" for thread in ours if thread.is_alive()]


def _qt_left() -> list[str]:
    """Name the visible windows and running jobs that are left; windows are closed so that one test fails, not all."""
    widgets, core = sys.modules.get("PySide6.QtWidgets"), sys.modules.get("PySide6.QtCore")
    application = widgets.QApplication.instance() if widgets else None
    if application is None or core is None:
        return []
    left = []
    if not core.QThreadPool.globalInstance().waitForDone(int(THREAD_SECONDS * 1000)):
        left.append("still running: a job of the global thread pool")
    for window in [window for window in application.topLevelWidgets() if window.isVisible()]:
        left.append(f"still open: {type(window).__name__} {window.windowTitle()!r}")
        window.hide()
        window.deleteLater()
    return left


@pytest.fixture
def _main_thread_collects() -> Iterator[None]:
    """Collect garbage in the main thread only, while a test has windows.

    WORKAROUND: Python collects in whichever thread happens to allocate; a dead window that a worker thread collects
    ends the process (Qt objects belong to their thread). What was there before the first window is not looked at again.
    """
    if not gc.get_freeze_count():
        gc.collect()
        gc.freeze()
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _house_rules(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hold every test to the rules of this file."""
    threads = set(threading.enumerate())
    EAR.records.clear()
    GATE.loopback = request.node.get_closest_marker("loopback") is not None
    yield
    GATE.loopback = False
    problems = EAR.problems([marker.args[0] for marker in request.node.iter_markers("log")])
    problems += _threads_left(threads) + _qt_left()
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


# -------------------------------------------------------------------------------------------------------- the sizes


@pytest.fixture(scope="session")
def size() -> Callable[[str], int]:
    """Return the function that tells how often or how large: ``size("kill_captures")``, from tests/sizes.toml."""
    table = tomllib.loads(SIZES.read_text(encoding="utf-8"))

    def of(name: str) -> int:
        return int(table[name]["soak" if SOAK else "quick"])

    return of


# -------------------------------------------------------------------------------------------------------- the hooks


def pytest_configure(config: pytest.Config) -> None:
    """Begin to listen to the logs, also to what is logged while tests are collected."""
    if os.environ.get("ONSITE_SIZES", "quick") not in {"quick", "soak"}:
        msg = "ONSITE_SIZES is quick or soak."
        raise pytest.UsageError(msg)
    logging.getLogger().addHandler(EAR)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take the throw-away home down."""
    logging.getLogger().removeHandler(EAR)
    shutil.rmtree(HOUSE, ignore_errors=True)


def pytest_report_header() -> str:
    """Say at which sizes the numbered tests run."""
    return f"sizes: {'soak' if SOAK else 'quick'} (tests/sizes.toml)"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that take a size, and leave out those that are only worth their time at full size."""
    for item in items:
        names = getattr(item, "fixturenames", [])
        if "size" in names:
            item.add_marker("sized")
        if "qapp" in names:
            names.insert(0, "_main_thread_collects")  # first, so that it ends after every window is closed
    left_out = [] if SOAK else [item for item in items if item.get_closest_marker("soak")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
