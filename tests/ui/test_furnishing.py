"""What is built only after the first paint is there right after it, without anybody asking."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLineEdit, QStyle

from app.translation import Words
from app.ui.main_window import MainWindow, Surroundings
from app.ui.preference_store import PreferenceStore
from app.ui.widgets.flow import _mirrored
from app.ui.widgets.form_field import FormField
from app.ui.widgets.problem_line import FieldProblem
from tests.ui.stage import pause, set_look, wait_until
from tests.ui.windows import FakeGate


@pytest.fixture
def window(words: Words, tmp_path: Path):
    made = MainWindow(
        Surroundings(
            gate=FakeGate(exists=False), words=words, preferences=PreferenceStore(None), theme=set_look(),
            folder=tmp_path / "workspace",
        )
    )  # fmt: skip
    yield made
    wait_until(lambda: not made.jobs.busy)
    made.jobs.close()
    made.hide()
    made.deleteLater()
    pause()


def test_nothing_but_the_titles_of_menus_is_built_before_the_first_paint(window: MainWindow):
    assert [action.text() for action in window.menuBar().actions()] == ["&Workspace", "&Edit", "&View", "&Help"]
    assert not any(menu.actions() for menu in window.menus.values())
    assert window.findChild(QLineEdit) is not None, "the page is there"


def test_menus_and_keys_are_there_right_after_the_first_paint(window: MainWindow):
    window.show()
    wait_until(lambda: bool(window.menus["help"].actions()), 2000)
    keys = {action.objectName(): action.shortcut().toString() for action in window.commands.all}
    assert keys["quit"] == "Ctrl+Q"
    assert keys["keys"] == "F1"
    assert window.menus["view"].actions()


def test_the_first_paint_does_not_change_the_height_of_the_menu_bar(window: MainWindow):
    window.show()
    before = window.menuBar().sizeHint().height()
    _ = window.furnishing
    pause()
    assert window.menuBar().sizeHint().height() == before


def test_asking_earlier_builds_it_at_once(window: MainWindow):
    assert any(action.objectName() == "home" for action in window.commands.all)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_line_of_widgets_is_mirrored_as_qt_does(direction: Qt.LayoutDirection):
    area, place = QRect(10, 0, 200, 40), QRect(QPoint(16, 4), QSize(60, 24))
    assert _mirrored(direction, area, place) == QStyle.visualRect(direction, area, place)


def test_problem_and_hint_of_a_field_stand_below_it_in_this_order(words: Words):
    field = FormField("Name", QLineEdit())
    assert field.findChildren(FieldProblem) == []
    field.show_hint("A hint.")
    field.show_problem("A problem.")
    lines = field.findChildren(FieldProblem)
    field.resize(300, 200)
    field.show()
    pause()
    hint, problem = lines
    assert field.editor.y() < problem.y() < hint.y()
    field.show_problem("")
    assert problem.isHidden()
    assert field.editor.accessibleDescription() == ""
