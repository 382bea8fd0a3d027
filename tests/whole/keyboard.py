"""A pair of hands on the keyboard: types and presses keys in whatever has the focus, and finds its way by Tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.stage import pause, wait_until

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

FAR = 150


class Keyboard:
    """Drives one window by keys only. `strokes` counts every key pressed, the letters of own words apart."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.strokes = 0
        self.letters = 0

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

    def settle(self) -> None:
        """Wait until everything asked for is done and drawn."""
        pause()
        wait_until(self._quiet, 60_000)
        pause()

    def _quiet(self) -> bool:
        return not self._window.jobs.busy


def _called(widget: QWidget) -> str:
    """Return what a screen reader would say first."""
    text = getattr(widget, "text", None)
    said = widget.accessibleName() or (text() if callable(text) else "")
    return str(said).replace("&", "")
