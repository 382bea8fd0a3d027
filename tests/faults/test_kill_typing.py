"""kill -9 while somebody types, into the notes and into the line for capturing: at most 2 s of text are lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import fresh_folder, open_world

ROOT = Path(__file__).parents[2]
MOST_LOST = 2.0
EVERY = 0.04

# The real page over the real workspace. A letter goes in every 40 ms, and what was typed by when goes to a file of its
# own first. Every 30 letters or so Enter keeps the line. The parent kills it at a random instant.
CHILD = """
import os, random, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[4])
import app.ui
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
application = QApplication([])
from app.translation import load
from app.ui.bus import Bus
from app.ui.context import UiContext
from app.ui.jobs import Jobs
from app.ui.navigation import Navigator, Notices
from app.ui.preference_store import PreferenceStore
from app.ui.theme.theme import Theme
from app.ui.audit.fieldwork import FieldworkPage
from tests.support import open_world
world = open_world(Path(sys.argv[1]))
audit_id = world.services.audits.list()[0].id
jobs, bus = Jobs(), Bus()
jobs.changed.connect(bus.tell)
theme = Theme(application)
theme.apply("light", 100)
ctx = UiContext(services=world.services, jobs=jobs, bus=bus, words=load("en"), preferences=PreferenceStore(None),
                theme=theme, navigator=Navigator(), notices=Notices())
page = FieldworkPage(ctx, audit_id)
page.show()
page.load()
page.show_view("notes" if sys.argv[3] == "notes" else "evidence")
line = page.notes.entry if sys.argv[3] == "notes" else page.evidence.quick.line
said = os.open(sys.argv[2], os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
chance = random.Random(os.getpid())
state = {"left": 0, "count": 0}
def key():
    if not state["left"]:
        state["left"] = chance.randint(5, 60)
    letter = "abcdefghij"[state["count"] % 10]
    os.write(said, f"{time.time():.3f} {letter}\\n".encode())
    QTest.keyClick(line, letter)
    state["count"] += 1
    state["left"] -= 1
    if not state["left"]:
        os.write(said, f"{time.time():.3f} ENTER\\n".encode())
        QTest.keyClick(line, Qt.Key.Key_Return)
timer = QTimer()
timer.timeout.connect(key)
def begin():
    if jobs.busy:
        QTimer.singleShot(20, begin)
        return
    line.clear()
    print("ready", flush=True)
    timer.start(40)
begin()
application.exec()
"""


def type_and_kill(folder: Path, said: Path, where: str, wait: float) -> float:
    """Let somebody type for `wait` seconds, kill the program; return when it was killed."""
    command = [sys.executable, "-c", CHILD, str(folder), str(said), where, str(ROOT)]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as child:
        assert child.stdout is not None
        ready = child.stdout.readline()
        assert ready == b"ready\n", child.stderr.read().decode() if child.stderr else ""
        time.sleep(wait)
        killed = time.time()
        child.send_signal(signal.SIGKILL)
    return killed


def typed_by(said: Path, moment: float) -> str:
    """Return every letter that was typed until `moment`, in their order."""
    found = []
    for row in said.read_text(encoding="ascii").splitlines():
        at, _blank, what = row.partition(" ")
        if float(at) <= moment and what != "ENTER":
            found.append(what)
    return "".join(found)


def kept(folder: Path, where: str) -> str:
    """Return what the workspace holds: the lines in their order, then the one that was not finished."""
    world = open_world(folder)
    try:
        audit_id = world.services.audits.list()[0].id
        record = world.services.audits.record(audit_id)
        if where == "notes":
            whole = [one.text for one in sorted(record.notes, key=lambda one: one.number)]
            loose = world.services.fields.loose(f"note:{audit_id}")
        else:
            whole = [one.title for one in sorted(record.evidence, key=lambda one: one.number)]
            loose = world.services.fields.loose(f"quick:{audit_id}")
    finally:
        world.workspace.close()
    return "".join([*whole, loose])


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("where", ["notes", "capture"])
def test_a_kill_while_typing_loses_at_most_two_seconds(tmp_path: Path, size: Callable[[str], int], where: str) -> None:
    """Nothing is twice there, nothing is out of order, and what was typed 2 s before the kill is all there."""
    chance, worst = random.Random(where), 0.0
    kills = size("kill_typing")
    for number in range(kills):
        folder, said = tmp_path / f"workspace-{number}", tmp_path / f"said-{number}"
        fresh_folder(folder, with_audit=True)
        killed = type_and_kill(folder, said, where, chance.uniform(0.5, 4.0))
        found, everything = kept(folder, where), typed_by(said, killed)
        assert everything.startswith(found) or found.startswith(everything), (everything, found)
        assert found.startswith(typed_by(said, killed - MOST_LOST)), f"lost more than {MOST_LOST} s: {found!r}"
        lost = max(0, len(everything) - len(found)) * EVERY
        worst = max(worst, lost)
    print(f"{where}: {kills} kills, at most {worst:.1f} s of text lost")
