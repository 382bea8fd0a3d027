"""A pair of hands on the keyboard: types and presses keys in whatever has the focus, and finds its way by Tab."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap import WorkspaceGate
from app.ui.application import make_window
from app.ui.sidebar import Sidebar
from app.ui.unlock_create import CreateForm
from app.ui.widgets.buttons import Button, NavButton
from tests.ui.stage import pause, set_look, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.ui.main_window import MainWindow

FAR = 150


class Keyboard:
    """Drives one window by keys only. `strokes` counts every key pressed, the letters of own words apart."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.strokes = 0
        self.letters = 0

    @property
    def window(self) -> MainWindow:
        """Return the window, to compare what was typed with what is kept."""
        return self._window

    @property
    def focus(self) -> QWidget:
        """Return the widget the next key goes to."""
        if (
            QApplication.focusWidget() is None
        ):  # a dialog was closed: without a window manager nobody gives the focus back
            self._window.activateWindow()
            pause()
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget

    def press(self, *keys: str) -> None:
        """Press keys one after the other: `Tab`, `Ctrl+Return`, `Down`; each lets the window catch up."""
        for one in keys:
            combination = QKeySequence(one)[0]  # type: ignore[index]  # the stubs do not know it
            QTest.keyClick(self.focus, combination.key(), combination.keyboardModifiers())
            self.strokes += 1
            self.settle()

    def type(self, text: str) -> None:
        """Type words."""
        QTest.keyClicks(self.focus, text)
        self.letters += len(text)
        pause()

    def tab_to(self, name: str) -> None:
        """Press Tab until the widget called `name` has the focus; fails with the names passed on the way."""
        passed = []
        for _ in range(FAR):
            if _called(self.focus) == name:
                return
            passed.append(_called(self.focus))
            QTest.keyClick(self.focus, Qt.Key.Key_Tab)
            self.strokes += 1
        raise AssertionError(f"no way by Tab to {name!r}; passed {list(dict.fromkeys(passed))}")

    def tab_to_one_of(self, *beginnings: str) -> str:
        """Press Tab until the focus is on something whose name begins so; return its name, empty if there is none."""
        for _ in range(FAR):
            name = _called(self.focus)
            if name.startswith(beginnings):
                return name
            QTest.keyClick(self.focus, Qt.Key.Key_Tab)
            self.strokes += 1
        return ""

    def fill(self, name: str, text: str) -> None:
        """Go to a field and type into it, in place of what it holds."""
        self.tab_to(name)
        self.press("Ctrl+A")
        self.type(text)

    def wait_for(self, name: str) -> None:
        """Wait until the cursor is in the widget called `name`, as somebody does who watches a dialog open."""
        wait_until(lambda: _called(self.focus) == name)

    def wait_for_button(self, text: str) -> None:
        """Wait until a button with this text can be pressed: what was asked for is done."""
        buttons = self._window.findChildren(Button)
        wait_until(lambda: any(one.text() == text and one.isVisible() and one.isEnabled() for one in buttons))

    def settle(self) -> None:
        """Wait until everything asked for is done and drawn."""
        pause()
        wait_until(self._quiet, 60_000)
        pause()

    def page(self, name: str) -> None:
        """Go to a page by the navigation: Tab to the entry that is marked, arrows to the one that is read, Space."""
        sidebar = self._window.findChild(Sidebar)
        assert sidebar is not None
        shown = [one for one in sidebar.findChildren(NavButton) if one.isVisible()]
        entries = sorted(shown, key=lambda one: one.mapTo(self._window, one.rect().topLeft()).y())
        names = [_called(one) for one in entries]
        stop = next(one for one in entries if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        self.tab_to(_called(stop))
        steps = names.index(name) - entries.index(stop)
        self.press(*(["Down"] * steps if steps > 0 else ["Up"] * -steps), "Space")

    def make_the_workspace(self) -> None:
        """Type the five words that are offered, tick that the recovery key is kept, begin."""
        self.settle()
        form = self._window.findChild(CreateForm)
        assert form is not None
        wait_until(lambda: bool(form.password))
        self.type(form.password)
        self.press("Return")
        self.tab_to("I have it on paper or on a medium away from this computer")
        self.press("Space")
        self.tab_to("Start working")
        self.press("Space")

    def _quiet(self) -> bool:
        return not self._window.jobs.busy


def _called(widget: QWidget) -> str:
    """Return what a screen reader would say first."""
    text = getattr(widget, "text", None)
    said = widget.accessibleName() or (text() if callable(text) else "")
    return str(said).replace("&", "")


@contextmanager
def program(app: QApplication, folder: Path) -> Iterator[MainWindow]:
    """Start the program in the empty `folder`; it is closed at the end, with everything that is under way."""
    set_look()
    window = make_window(app, WorkspaceGate(), folder / "settings", folder / "workspace")
    window.resize(1280, 860)
    window.show()
    window.activateWindow()
    yield window
    window.close()
    wait_until(lambda: not window.isVisible(), 30_000)
    window.deleteLater()
