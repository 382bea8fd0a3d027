"""The parts: what they tell, what they take, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from app.domain.kinds import Grade, Verdict
from app.ui.navigation import Notice
from app.ui.widgets import autosave
from app.ui.widgets.autosave import AutosaveLine, AutosaveText
from app.ui.widgets.chip import Chip, chip_look
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.dates import DateField, TimeField
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.file_drop import FileDrop, files_in
from app.ui.widgets.filter_bar import FilterBar
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, isolated, plain_tooltip
from app.ui.widgets.line_list import LineList
from app.ui.widgets.problem_line import ProblemLine, Trouble
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.step_list import StepState
from app.ui.widgets.toast import Toast
from app.ui.widgets.wizard_frame import WizardFrame
from tests.ui.stage import put_away, show, wait_until

Part = TypeVar("Part", bound=QWidget)


class Holder(QWidget):
    """A window with the part that is tested, and another field to go to."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.other = QLineEdit()
        self.column.addWidget(self.other)


@pytest.fixture
def holder(words) -> Iterator[Holder]:
    made = Holder()
    yield made
    put_away(made)


def put(holder: Holder, widget: Part) -> Part:
    holder.column.insertWidget(0, widget)
    show(holder, 600, 400)
    widget.setFocus()
    return widget


class Heard:
    def __init__(self, signal) -> None:
        self.values: list[Any] = []
        signal.connect(self.values.append)


# -- labels


def test_a_label_shows_markup_as_it_was_typed(words):
    label = PlainLabel("<b>Notice</b> <img src='file:///etc/hostname'>")
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text().startswith("<b>")


def test_a_tooltip_holds_no_tag():
    assert not Qt.TextFormat.RichText.name.startswith("<")
    assert "<" not in plain_tooltip("<a href='x'>here</a>")


def test_a_number_is_isolated():
    assert isolated("2 / 5") == "\u20662 / 5\u2069"


@pytest.mark.parametrize("value", [*Grade, *Verdict])
def test_every_chip_has_a_word_and_a_shape_of_its_own(words, value):
    looks = [chip_look(one, words.gettext) for one in type(value)]
    assert len({look.icon for look in looks}) == len(looks)
    assert Chip(chip_look(value, words.gettext)).accessibleName()


# -- autosave


@pytest.fixture(params=[AutosaveLine, AutosaveText])
def editor(request, holder, monkeypatch):
    monkeypatch.setattr(autosave, "PAUSE", 40)
    monkeypatch.setattr(autosave, "LIMIT", 120)
    return put(holder, request.param("first"))


def test_typing_is_told_after_a_pause(editor, qtbot):
    heard = Heard(editor.typed)
    qtbot.keyClicks(editor, "ab")
    assert not heard.values
    wait_until(lambda: bool(heard.values))
    assert len(heard.values) == 1
    assert "ab" in heard.values[0]


def test_typing_without_a_pause_is_told_too(editor, qtbot):
    heard = Heard(editor.typed)
    for _ in range(40):
        qtbot.keyClick(editor, Qt.Key.Key_X, delay=10)
        if heard.values:
            break
    assert heard.values


def test_leaving_tells_the_text_once(editor, holder, qtbot):
    left = Heard(editor.left)
    qtbot.keyClicks(editor, "c")
    holder.other.setFocus()
    editor.setFocus()
    holder.other.setFocus()
    assert len(left.values) == 1
    assert "c" in left.values[0]


def test_leaving_unchanged_text_tells_nothing(editor, holder):
    left = Heard(editor.left)
    holder.other.setFocus()
    assert not left.values


def test_the_record_never_overwrites_what_is_being_typed(editor, qtbot):
    qtbot.keyClicks(editor, "mine")
    editor.show_text("theirs")
    assert "mine" in editor.text()


def test_the_record_is_shown_without_telling(editor):
    typed = Heard(editor.typed)
    editor.show_text("theirs")
    assert editor.text() == "theirs"
    assert not editor.changed
    assert not typed.values


def test_tab_leaves_a_text_field(holder, qtbot, words):
    text = put(holder, AutosaveText("one"))
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    assert holder.other.hasFocus()


def test_pasted_html_becomes_plain_text(words):
    data = QMimeData()
    data.setHtml("<p style='font-size:40pt'>Big <b>words</b></p><img src='http://example.org/x.png'>")
    text = AutosaveText()
    assert text.canInsertFromMimeData(data)
    text.insertFromMimeData(data)
    assert text.text().replace("\ufffc", "").strip() == "Big words"


# -- choices, dates, times


@pytest.fixture
def row(holder, words):
    return put(holder, ChoiceRow([Choice("a", "Alpha"), Choice("b", "Beta"), Choice("c", "Gamma")], "", "Letter"))


def test_a_number_key_chooses(row, qtbot):
    heard = Heard(row.chosen)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    assert heard.values == ["b"]
    assert row.value == "b"


def test_arrows_move_in_the_row(row, qtbot):
    row.show_value("a")
    row.setFocus()
    heard = Heard(row.chosen)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert heard.values == ["b"]


def test_showing_a_value_tells_nothing_and_none_is_possible(row):
    heard = Heard(row.chosen)
    row.show_value("c")
    row.show_value("")
    assert row.value == ""
    assert not heard.values


def test_each_choice_is_spoken_with_the_name_of_its_row(row):
    assert [button.accessibleName() for button in row.findChildren(QPushButton)] == [
        "Letter: Alpha",
        "Letter: Beta",
        "Letter: Gamma",
    ]


@pytest.fixture
def day(holder, words):
    return put(holder, DateField(words, date(2026, 4, 27), lambda: date(2026, 11, 24)))


def test_a_day_is_typed(day, holder, qtbot):
    heard = Heard(day.picked)
    line = day.findChild(QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, "3.5.")
    holder.other.setFocus()
    assert heard.values == [date(2026, 5, 3)]
    assert line.text() == "3 May 2026"


def test_a_day_can_be_emptied(day, holder, qtbot):
    heard = Heard(day.picked)
    line = day.findChild(QLineEdit)
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    holder.other.setFocus()
    assert heard.values == [None]


def test_what_is_no_day_stays_and_tells_nothing(day, holder, qtbot):
    heard = Heard(day.picked)
    line = day.findChild(QLineEdit)
    qtbot.keyClicks(line, "xyz")
    holder.other.setFocus()
    assert not heard.values
    assert not day.readable
    assert day.day == date(2026, 4, 27)


def test_up_and_down_move_by_a_day(day, qtbot):
    heard = Heard(day.picked)
    line = day.findChild(QLineEdit)
    qtbot.keyClick(line, Qt.Key.Key_Up)
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert heard.values == [date(2026, 4, 28), date(2026, 4, 27)]


def test_a_time_is_typed_and_stepped(holder, qtbot, words):
    field = put(holder, TimeField(words))
    heard = Heard(field.picked)
    qtbot.keyClicks(field, "930")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert heard.values == [time(9, 30), time(9, 35)]


# -- lists and files


@pytest.fixture
def lines(holder, words):
    return put(holder, LineList(words, "Number", ("one", "two")))


def test_enter_adds_a_row(lines, qtbot):
    heard = Heard(lines.edited)
    entry = lines.findChild(QLineEdit)
    qtbot.keyClicks(entry, " three ")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert heard.values == [("one", "two", "three")]
    assert entry.text() == ""


def test_several_pasted_lines_become_rows(lines, qtbot):
    QApplication.clipboard().setText("T-1\n\nT-2\r\n  T-3  ")
    qtbot.keyClick(lines.findChild(QLineEdit), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert lines.lines == ("one", "two", "T-1", "T-2", "T-3")


def test_rows_are_moved_and_removed_by_keys(lines, qtbot):
    rows = lines.findChild(QListWidget)
    rows.setCurrentRow(1)
    qtbot.keyClick(rows, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert lines.lines == ("two", "one")
    qtbot.keyClick(rows, Qt.Key.Key_Delete)
    assert lines.lines == ("one",)


def test_dropped_files_come_as_paths(tmp_path: Path, words):
    (tmp_path / "a.pdf").write_bytes(b"x")
    data = QMimeData()
    data.setUrls(
        [
            QUrl.fromLocalFile(str(tmp_path / "a.pdf")),
            QUrl("https://example.org/b.pdf"),
            QUrl.fromLocalFile(str(tmp_path)),
        ]
    )
    assert [(file.name, file.path) for file in files_in(data)] == [("a.pdf", tmp_path / "a.pdf")]


def test_a_pasted_picture_comes_as_png_and_says_so(words):
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    data = QMimeData()
    data.setImageData(image)
    (file,) = files_in(data)
    assert file.made_how == "pasted"
    assert file.data is not None
    assert file.data.startswith(b"\x89PNG")


def test_ctrl_v_pastes_into_the_drop_area(holder, qtbot, words, tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(b"x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.pdf"))])
    QApplication.clipboard().setMimeData(data)
    drop = put(holder, FileDrop(words))
    heard = Heard(drop.received)
    qtbot.keyClick(drop, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [file.name for file in heard.values[0]] == ["a.pdf"]


# -- problems, notices, status


def test_the_problem_line_leads_to_the_field(holder, words):
    line = ProblemLine()
    put(holder, line)
    line.show_first([Trouble("only a hint", None, blocking=False), Trouble("Name is missing", holder.other)])
    assert line.isVisible()
    assert line.accessibleName() == "Name is missing  (+1)"
    line.jump()
    assert holder.other.hasFocus()
    line.show_first([])
    assert line.isHidden()


def test_the_problem_of_a_field_is_spoken(words):
    editor = AutosaveLine()
    field = FormField("Reference", editor, "As on the contract.")
    assert editor.accessibleDescription() == "As on the contract."
    field.show_problem("This reference is taken.")
    assert editor.accessibleDescription() == "This reference is taken."
    field.show_problem("")
    assert editor.accessibleDescription() == "As on the contract."


def test_a_notice_offers_its_action_once(holder, words):
    done: list[int] = []
    toast = Toast(words)
    put(holder, toast)
    toast.show_notice(Notice("NC-07 withdrawn", "neutral", "Undo", lambda: done.append(1)))
    button = next(one for one in toast.findChildren(QPushButton) if one.text() == "Undo")
    button.click()
    button.click()
    assert done == [1]
    assert toast.isHidden()


def test_saved_is_said_with_its_time_and_a_failure_stays(words):
    line = StatusLine(words, lambda: datetime(2026, 11, 24, 10, 42))  # noqa: DTZ001 - the time on the wall
    line.show_writing(1)
    assert line.text == "Saving…"
    line.show_saved()
    assert line.text == "All changes saved 10:42"
    line.show_writing(2)
    line.show_writing(1)
    line.show_writing(0)  # nothing had changed, so nothing was committed
    assert line.text == "All changes saved 10:42"
    line.show_not_saved("the disk is full")
    line.show_writing(1)
    assert line.text == "Not saved: the disk is full"


def test_esc_empties_the_filter(holder, qtbot, words):
    bar = put(holder, FilterBar(words, "Filter the rows"))
    line = bar.findChild(QLineEdit)
    qtbot.keyClicks(line, "abc")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert bar.text == ""


# -- the wizard


@pytest.fixture
def wizard(words):
    frame = WizardFrame(words, "Meeting", "&Finish")
    for title in ("One", "Two", "Three"):
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(FormField(title, AutosaveLine()))
        frame.add_step(title, page)
    show(frame, 800, 500)
    yield frame
    put_away(frame)


def test_any_step_can_be_gone_to(wizard):
    shown, left = Heard(wizard.step_shown), Heard(wizard.step_left)
    wizard.steps.buttons[2].click()
    assert (wizard.current, shown.values, left.values) == (2, [2], [0])


def test_ctrl_enter_goes_on_and_finishes(wizard, qtbot):
    finished: list[int] = []
    wizard.finish_asked.connect(lambda: finished.append(1))
    for _ in range(3):
        qtbot.keyClick(wizard, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wizard.current == 2
    assert finished == [1]


def test_esc_continues_later(wizard, qtbot):
    with qtbot.waitSignal(wizard.later_asked, timeout=1000):
        qtbot.keyClick(wizard, Qt.Key.Key_Escape)


def test_the_state_of_a_step_is_spoken(wizard):
    wizard.show_states([StepState.DONE, StepState.PROBLEM, StepState.OPEN])
    assert [button.accessibleName() for button in wizard.steps.buttons] == [
        "Step 1: One, done", "Step 2: Two, something is missing", "Step 3: Three, open",
    ]  # fmt: skip


def test_only_the_last_step_finishes(wizard):
    buttons = [button.text() for button in wizard.findChildren(QPushButton)]
    assert "&Finish" not in buttons
    wizard.go(2)
    assert "&Finish" in [button.text() for button in wizard.findChildren(QPushButton)]


def test_no_part_flashes_up_as_a_window_of_its_own(words):
    before = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    FormField("Reference", AutosaveLine()).show_problem("wrong")
    ProblemLine().show_first([Trouble("wrong")])
    assert [window for window in QApplication.topLevelWidgets() if window.isVisible()] == before


def test_no_label_outside_the_labels_is_bare():
    root = Path(__file__).resolve().parents[2] / "app" / "ui"
    bare = [
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if path.name != "labels.py" and "QLabel(" in path.read_text(encoding="utf-8")
    ]
    assert not bare
    assert QLabel is not PlainLabel


# -- dialogs


@pytest.mark.parametrize(("kind", "pressed"), [("primary", 1), ("danger", 0)])
def test_ctrl_enter_does_what_the_main_button_says_and_never_what_destroys(holder, kind, pressed):
    put(holder, QLabel())
    dialog, done = Dialog(holder, "Question"), list[bool]()
    line = QLineEdit()
    line.returnPressed.connect(partial(done.append, True))  # as dialogs do, so that Enter alone is enough
    dialog.body.addWidget(line)
    dialog.add_button("Do it", kind).clicked.connect(partial(done.append, True))
    show(dialog)
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(done) == pressed
