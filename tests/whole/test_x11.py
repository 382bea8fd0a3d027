"""The real program on a real X server under a window manager, driven by real key presses and clicks.

From an empty folder to a recorded opening meeting; then the window is closed, and what is recorded is read from disk.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.bootstrap import open_with
from app.domain.kinds import MeetingKind, MeetingState, PointState
from app.domain.record import AuditRecord
from app.ui.theme.palette import LIGHT
from tests.whole.commands import PASSWORD, ROOT
from tests.whole.screen import Screen, screen

pytestmark = [pytest.mark.x11, pytest.mark.slow]

POINTS = 23
CLICKED = 3
"""So many rows below the first point the mouse chooses one; Space ticks it and the rest, then those before it."""


@contextmanager
def program(on: Screen, folder: Path, settings: Path) -> Iterator[subprocess.Popen[str]]:
    """Run the program with a home of its own; it is ended if a test leaves it running."""
    environment = {**on.environment, "HOME": str(settings), "XDG_CONFIG_HOME": str(settings)}
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "--data-dir", str(folder)],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def make_the_workspace(on: Screen) -> None:
    """Choose an own password by the mouse, type it twice, keep the recovery key."""
    on.wait_for_title("Create your workspace")
    (chosen,) = on.wait_for_areas(LIGHT.accent_soft)
    on.click(chosen.right + chosen.width // 2, chosen.middle[1])  # the choice beside it: My own password
    on.type(PASSWORD, "Tab", "Tab")
    on.type(PASSWORD)
    on.click_button()
    on.wait_for_title("Keep this recovery key")
    on.press("Tab", "Tab", "space")
    on.click_button()
    on.wait_for_title("Audits")


TO_OPENING = 4
"""Entries from Overview down to Opening: team, audit time, plan, opening."""


def start_an_audit(on: Screen) -> None:
    """Client with a person, team; all by keys but the last step."""
    on.press("ctrl+n")
    on.wait_for_title("Client – New audit")
    on.wait_for_cursor(500)
    on.type("Muster AG", "Tab", "Tab")
    on.type("Eva Example, chief executive", "Return", "ctrl+Return")
    on.wait_for_title("Audit – New audit")
    on.press("ctrl+Return")
    on.wait_for_title("Team and objectives – New audit")
    on.type("Lena Lead")
    on.click_button()
    on.wait_for_title("Muster AG")


def hold_the_opening_meeting(on: Screen) -> None:
    """Every step of the wizard, by turns with the mouse and with keys."""
    here = on.wait_for_areas(LIGHT.accent_soft)[0]  # the entry Overview of the navigation
    on.click(here.middle[0], here.middle[1] + TO_OPENING * here.height)
    on.wait_for_title("Opening meeting")
    on.click_button()
    on.wait_for_title("Place and time – Opening meeting")
    on.wait_for_cursor(300)
    on.type("Room 1")
    on.click_button()
    on.wait_for_title("People – Opening meeting")
    on.type("Ivo Guest, observer", "Return")
    on.click_button()
    on.wait_for_title("Agenda – Opening meeting")
    first = on.wait_for_areas(LIGHT.accent_soft)[-1]  # below the ways to see the agenda
    on.click(first.middle[0], first.middle[1] + CLICKED * first.height)
    on.press(*["space"] * POINTS, "ctrl+Return")
    on.wait_for_title("Actions – Opening meeting")
    on.type("network; Eva Example; today", "Return", "ctrl+Return")
    on.wait_for_title("Finish – Opening meeting")
    on.click_button()
    on.wait_for_title("Muster AG")


def read_back(folder: Path) -> AuditRecord:
    """Return the one audit of the workspace."""
    services = open_with(folder, PASSWORD)
    try:
        (row,) = services.audits.list()
        assert services.workspace.check().ok
        return services.audits.record(row.id)
    finally:
        services.workspace.close()


def test_an_opening_meeting_is_held_on_a_real_screen(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    with screen(tmp_path) as on, program(on, folder, tmp_path / "home") as process:
        make_the_workspace(on)
        start_an_audit(on)
        hold_the_opening_meeting(on)
        on.press("alt+F4")
        assert process.communicate(timeout=60) == ("", "")
        assert process.returncode == 0
    record = read_back(folder)
    (meeting,) = record.meetings
    assert (record.client.name, [one.name for one in record.team]) == ("Muster AG", ["Lena Lead"])
    assert (meeting.kind, meeting.state, meeting.place) == (MeetingKind.OPENING, MeetingState.FINISHED, "Room 1")
    assert {(one.name, one.function) for one in meeting.attendees} >= {
        ("Eva Example", "chief executive"),
        ("Ivo Guest", "observer"),
    }
    assert [one.state for one in meeting.points] == [PointState.DONE] * POINTS
    assert meeting.points[CLICKED].treated_at == min(one.treated_at for one in meeting.points if one.treated_at)
    assert [(one.what, one.who, one.due) for one in meeting.actions] == [("network", "Eva Example", "today")]
    assert meeting.ended_at is not None
