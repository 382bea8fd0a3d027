"""The shell: opening, going about, closing only when everything is saved."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton

from app.domain.errors import EnvironmentProblem
from app.preferences import Preferences
from app.translation import load
from app.ui.audit.binding import Binder
from app.ui.command_palette import CommandPalette, matching, plain_name
from app.ui.main_window import MainWindow, Surroundings
from app.ui.preference_store import PreferenceStore
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.table import Table
from tests.support import World, fresh_folder, open_world
from tests.ui.stage import pause, set_look, show, wait_until
from tests.ui.windows import FakeGate

PASSWORD = "velvet orbit cactus ladder mint"


class Gate(FakeGate):
    """Opens a world that is there already, with one password."""

    def __init__(self, world: World, *, exists: bool = True) -> None:
        super().__init__(exists=exists)
        self._world = world

    def unlock(self, folder: Path, secret: str):
        if secret != PASSWORD:
            raise EnvironmentProblem("wrong_password")
        return self._world.services

    def create(self, folder: Path, password: str):
        return self._world.services, "ABCD-EFGH-JKLM-NPQR"


def hidden(window: MainWindow) -> bool:
    return not window.isVisible()


@pytest.fixture
def world(tmp_path: Path) -> World:
    folder = tmp_path / "workspace"
    fresh_folder(folder, with_audit=True)
    return open_world(folder)


@pytest.fixture
def open_window(qapp: QApplication, world: World, tmp_path: Path) -> Iterator[object]:
    made: list[MainWindow] = []

    def make(*, exists: bool = True) -> MainWindow:
        around = Surroundings(
            gate=Gate(world, exists=exists),
            words=load("en"),
            preferences=PreferenceStore(tmp_path / "settings" / "preferences-1.json"),
            theme=set_look(),
            folder=tmp_path / "workspace",
            state_file=tmp_path / "settings" / "window-1.json",
        )
        window = MainWindow(around)
        made.append(window)
        show(window, 1200, 800)
        _ = window.commands
        return window

    yield make
    for window in made:
        if window.isVisible():
            window.close()
            wait_until(partial(hidden, window))
        window.jobs.close()
        window.deleteLater()
    pause()
    world.workspace.close()
    set_look()


@pytest.fixture
def window(open_window, world: World, tmp_path: Path) -> MainWindow:
    """Return a window over the open workspace."""
    made = open_window()
    made.open_workspace(world.services, tmp_path / "workspace")
    wait_until(lambda: not made.jobs.busy)
    return made


def line_of(window: MainWindow, name: str) -> QLineEdit:
    return next(line for line in window.findChildren(QLineEdit) if line.accessibleName() == name)


def button_of(window: MainWindow, text: str) -> QPushButton:
    return next(button for button in window.findChildren(QPushButton) if button.text() == text)


def audit_of(world: World) -> str:
    return world.services.audits.list()[0].id


# -- opening


def test_the_password_is_typed_and_enter_opens(open_window, qtbot):
    window = open_window()
    line = line_of(window, "Password")
    assert line.hasFocus()
    qtbot.keyClicks(line, PASSWORD)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    wait_until(lambda: window.desk is not None)
    assert window.desk.place.key == "home"


def test_after_the_password_the_cursor_is_on_the_first_audit(open_window, world, qtbot):
    window = open_window()
    qtbot.keyClicks(line_of(window, "Password"), PASSWORD)
    qtbot.keyClick(line_of(window, "Password"), Qt.Key.Key_Return)
    wait_until(lambda: window.desk is not None)
    wait_until(lambda: isinstance(QApplication.focusWidget(), Table))
    table = QApplication.focusWidget()
    assert isinstance(table, Table)
    assert table.selected_id == audit_of(world)


def test_a_wrong_password_is_said_and_can_be_typed_again(open_window, qtbot):
    window = open_window()
    line = line_of(window, "Password")
    qtbot.keyClicks(line, "wrong")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    wait_until(lambda: not window.jobs.busy)
    assert window.desk is None
    assert line.hasFocus()
    assert line.selectedText() != ""


def test_the_work_begins_only_when_the_recovery_key_is_acknowledged(open_window, qtbot):
    window = open_window(exists=False)
    wait_until(lambda: not window.jobs.busy)
    line = line_of(window, "Type it once more")
    qtbot.keyClicks(line, PASSWORD)
    button_of(window, "Create the workspace").click()
    wait_until(lambda: bool(window.findChildren(QCheckBox)))
    start = button_of(window, "Start working")
    assert not start.isEnabled()
    window.findChildren(QCheckBox)[0].setChecked(True)
    start.click()
    wait_until(lambda: window.desk is not None)
    assert window.desk.place.key == "home"


def test_an_own_password_must_be_strong_and_typed_twice(open_window, qtbot):
    window = open_window(exists=False)
    wait_until(lambda: not window.jobs.busy)
    button_of(window, "My own password").click()
    create = button_of(window, "Create the workspace")
    own, again = line_of(window, "Own password"), line_of(window, "Type it once more")
    qtbot.keyClicks(own, "short")
    qtbot.keyClicks(again, "short")
    wait_until(lambda: not window.jobs.busy)
    assert not create.isEnabled()
    qtbot.keyClicks(own, "er but long")
    qtbot.keyClicks(again, "er but long")
    wait_until(create.isEnabled)


# -- going about


def test_pages_are_built_when_first_shown(window, world):
    assert window.desk.page.title == "Audits"
    window.navigator.go("settings")
    wait_until(lambda: not window.jobs.busy)
    assert window.desk.page.title == "Settings"
    assert "Settings" in window.windowTitle()


def test_an_audit_brings_its_pages_into_the_navigation(window, world):
    window.navigator.go("overview", audit_of(world))
    wait_until(lambda: not window.jobs.busy)
    names = [button.text() for button in window.findChildren(QPushButton) if button.property("kind") == "nav"]
    assert names[0] == "Audits"
    assert {"Overview", "Opening", "Fieldwork", "Findings", "Closing", "Report"} <= set(names)


def test_back_shows_the_place_before(window, world):
    window.navigator.go("settings")
    window.navigator.go("overview", audit_of(world))
    window.navigator.back()
    assert window.desk.place.key == "settings"


def test_every_action_has_keys_of_its_own(window):
    keys = [action.shortcut().toString() for action in window.commands.all if action.shortcut().toString()]
    assert len(keys) == len(set(keys))


def test_the_palette_does_what_is_typed(window, qtbot):
    palette = CommandPalette(window, window.words, window.commands.all)
    palette.open()
    qtbot.keyClicks(palette.findChild(QLineEdit), "sett")
    qtbot.keyClick(palette, Qt.Key.Key_Return)
    wait_until(lambda: window.desk.place.key == "settings")


def test_the_palette_names_only_what_can_be_done_now(open_window):
    window = open_window()
    assert "Settings" not in [plain_name(action) for action in matching(window.commands.all, "")]


def test_zoom_and_colours_are_kept_for_the_next_start(window, tmp_path: Path):
    larger = next(action for action in window.commands.all if action.objectName() == "larger")
    larger.trigger()
    dark = next(action for action in window.commands.all if action.objectName() == "scheme:dark")
    dark.trigger()
    kept = PreferenceStore(tmp_path / "settings" / "preferences-1.json").value
    assert kept == Preferences(scheme="dark", zoom=110, workspace=str(tmp_path / "workspace"))


# -- saving and closing


def test_what_is_typed_into_the_settings_is_there_after_a_crash(window, world):
    body_id = world.services.body.ensure().id
    binder = Binder(window.context, "body", "", window)
    binder.show(world.services.body.get())
    binder.keep_draft("address", "Weg 1")
    wait_until(lambda: not window.jobs.busy)
    assert world.services.fields.draft_of("body", body_id) == {"address": "Weg 1"}


def test_saved_is_said_only_after_the_commit(window, world):
    status = window.findChild(StatusLine)
    before = status.text
    window.jobs.write(partial(world.services.fields.set, "audit", audit_of(world), "scope", "New scope"))
    assert "All changes saved" not in status.text.replace(before, "")
    wait_until(lambda: not window.jobs.busy)
    assert status.text.startswith("All changes saved")


def test_a_failed_write_is_said_in_words(window):
    def fail() -> None:
        raise EnvironmentProblem("disk_full")

    window.jobs.write(fail)
    wait_until(lambda: not window.jobs.busy)
    assert window.findChild(StatusLine).text.startswith("Not saved: The disk is full.")


def test_closing_waits_for_what_is_being_typed(window, world, qtbot):
    window.navigator.go("settings")
    wait_until(lambda: not window.jobs.busy)
    line = line_of(window, "Name of the body")
    line.setFocus()
    qtbot.keyClicks(line, "Example Body")
    window.close()
    wait_until(lambda: not window.isVisible())
    reopened = open_world(world.folder, world.clock)
    name = reopened.services.body.get().name
    reopened.workspace.close()
    assert name == "Example Body"


def test_closing_gives_the_lock_back_and_remembers_the_window(window, tmp_path: Path):
    window.close()
    wait_until(lambda: not window.isVisible())
    assert (tmp_path / "settings" / "window-1.json").is_file()


def test_the_window_stays_open_when_something_could_not_be_saved(window):
    def fail() -> None:
        raise EnvironmentProblem("disk_full")

    window.close()
    window.jobs.write(fail)
    wait_until(lambda: not window.jobs.busy)
    assert window.isVisible()
    assert window.isEnabled()


def test_locking_asks_for_the_password_again(window):
    window.lock()
    wait_until(lambda: window.desk is None and window.isEnabled())
    assert line_of(window, "Password").isVisible()


def test_nothing_the_file_dialog_remembers_is_written(tmp_path: Path):
    from PySide6.QtCore import QSettings  # noqa: PLC0415, TID251 - what Qt itself would write

    from app.ui.window_state import keep_file_dialogs_silent  # noqa: PLC0415 - changes the whole process

    keep_file_dialogs_silent()
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.setValue("FileDialog/history", ["file:///home/anna/Muster AG"])
    settings.sync()
    assert not list(Path.home().rglob("QtProject*"))


def test_a_window_without_a_workspace_closes_at_the_first_try(open_window):
    window = open_window()
    window.close()
    wait_until(partial(hidden, window))
