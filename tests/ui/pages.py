"""Showing a page of an audit in a test, typing into it, and putting it away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.widgets.compound import entry_of
from app.ui.widgets.page import Page
from tests.ui.stage import Stage, pause, put_away, show

P = TypeVar("P", bound=Page)


@contextmanager
def shown(stage: Stage, page: P, item: str = "") -> Iterator[P]:
    """Show a page as the main window does, wait until it is filled, and put it away at the end."""
    show(page)
    page.load()
    if item:
        page.show_item(item)  # type: ignore[attr-defined]  # pages of an audit have it
    stage.settle()
    try:
        yield page
    finally:
        page.leave()
        stage.settle()
        put_away(page)


def keys(widget: QWidget, text: str = "", *pressed: Qt.Key) -> None:
    """Put the focus into a widget, type `text`, then press keys wherever the focus is by then."""
    target = entry_of(widget)
    if not target.isActiveWindow():
        target.window().activateWindow()  # a list that was folded out took it; offscreen nobody gives it back
        pause()
    target.setFocus()
    if text.isascii():
        QTest.keyClicks(target, text)
    else:  # QTest types ASCII only
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
    for key in pressed:
        press(key)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None, "nothing has the focus"
    QTest.keyClick(focused, key, modifier)
    pause()
