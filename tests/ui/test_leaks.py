"""Windows opened and closed again and again leave nothing behind."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from app.ui.widgets.dialog import Dialog
from tests.ui.stage import pause, put_away, show
from tests.ui.windows import Window, share

TIMES = 20


def left_after(make, times: int = TIMES) -> int:
    """Return how many widgets are more than before after opening and closing a window so often."""
    put_away(make())
    gc.collect()
    pause()
    before = len(QApplication.allWidgets())
    for _ in range(times):
        widget = make()
        widget.show()
        put_away(widget)
        del widget
    gc.collect()
    pause()
    return len(QApplication.allWidgets()) - before


@pytest.mark.parametrize("window", share(2), ids=str)
def test_nothing_is_left_of_a_window(stage, window: Window, size):
    def make():
        made = window.make(stage)
        show(made, 900, 600)
        stage.settle()
        return made

    assert left_after(make, size("window_openings")) < 3  # a leak is a whole window, a dozen widgets and more


class _Kept(Dialog):
    """Closed without being freed, and kept by a lambda over itself."""

    def __init__(self) -> None:
        super().__init__(None, "kept")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        button = QPushButton("close")
        self.body.addWidget(button)
        button.clicked.connect(lambda: self.setWindowTitle("kept"))


def test_dialogs_kept_by_a_lambda_are_found(words):
    before = len(QApplication.allWidgets())
    for _ in range(TIMES):
        dialog = _Kept()
        dialog.show()
        dialog.close()
        del dialog
    gc.collect()
    pause()
    left = len(QApplication.allWidgets()) - before
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, _Kept):
            put_away(widget)
    assert left >= TIMES
