"""Every window under the accessibility walk, and the walk under planted faults."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.ui.theme.theme import set_font
from app.ui.widgets.labels import PlainLabel
from tests.ui.stage import put_away, set_look, show
from tests.ui.walk import WALK
from tests.ui.windows import WINDOWS, Window, share


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_the_walk_finds_nothing(stage, window: Window):
    widget = window.make(stage)
    show(widget, window.width, window.height)
    stage.settle()
    found = {name: faults for name, walk in WALK.items() if (faults := walk(widget))}
    put_away(widget)
    assert not found


@pytest.mark.parametrize("window", share(0), ids=str)
def test_text_stands_out_in_the_dark(stage, window: Window):
    set_look(scheme="dark")
    widget = window.make(stage)
    show(widget, window.width, window.height)
    stage.settle()
    found = WALK["contrast"](widget)
    put_away(widget)
    assert not found


@pytest.mark.parametrize("window", share(1), ids=str)
def test_nothing_is_cut_at_twice_the_size(stage, window: Window):
    set_look(zoom=200)
    widget = window.make(stage)
    show(widget, max(window.width, 1100), max(window.height, 820))
    stage.settle()
    found = WALK["cut"](widget) + WALK["targets"](widget)
    put_away(widget)
    assert not found


def _holder(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    for widget in widgets:
        column.addWidget(widget)
    return holder


def _faults(walk: str, holder: QWidget) -> list[str]:
    show(holder, 400, 300)
    found = WALK[walk](holder)
    put_away(holder)
    return found


def test_a_box_without_a_name_is_found(words):
    box = QComboBox()
    assert _faults("names", _holder(box, QPushButton("A")))


def test_two_controls_of_one_name_are_found(words):
    assert _faults("twins", _holder(QPushButton("Remove"), QPushButton("Remove")))


def test_a_control_that_tab_does_not_reach_is_found(words):
    trap = QLineEdit()
    trap.setAccessibleName("trap")
    holder = _holder(QPushButton("before"), trap, QPushButton("after"))
    QWidget.setTabOrder(trap, trap)
    trap.keyPressEvent = lambda event: event.accept()  # type: ignore[method-assign]
    trap.event = lambda event: True if event.type() == event.Type.KeyPress else QLineEdit.event(trap, event)  # type: ignore[method-assign]
    assert _faults("reach", holder)


def test_a_tab_order_against_reading_is_found(words):
    one, two, three = QPushButton("one"), QPushButton("two"), QPushButton("three")
    holder = _holder(one, two, three)
    QWidget.setTabOrder(two, one)
    QWidget.setTabOrder(one, three)
    assert _faults("order", holder)


def test_a_focus_that_cannot_be_seen_is_found(words):
    frame = QFrame()
    frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    frame.setAccessibleName("frame")
    assert _faults("focus", _holder(frame, QPushButton("other")))


def test_a_target_of_sixteen_pixels_is_found(words):
    button = QPushButton("x")
    button.setFixedSize(16, 16)
    assert _faults("targets", _holder(button))


def test_pale_text_is_found(words):
    label = PlainLabel("hardly to be read")
    label.setStyleSheet("color: #c0c4cc")
    assert _faults("contrast", _holder(label))


def test_a_label_that_is_too_narrow_is_found(words):
    label = PlainLabel("a text that is longer than its room")
    set_font(label, "title1")
    label.setFixedWidth(80)
    assert _faults("cut", _holder(label))
