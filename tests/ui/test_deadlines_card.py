"""The deadlines in the settings: typed, put back to the set, holidays; all by keys."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.deadlines import Span, Unit
from app.ui.settings import SettingsPage
from tests.ui.stage import Stage, put_away, show


@pytest.fixture
def page(stage: Stage) -> object:
    made = SettingsPage(stage.ctx)
    made.load()
    show(made)
    stage.settle()
    yield made
    put_away(made)


def test_a_number_is_kept_when_it_is_left_and_can_go_back_to_the_set(
    page: SettingsPage, stage: Stage, qtbot: QtBot
) -> None:
    line = page._deadlines.lines["D-04"]
    line.number.setFocus()
    line.number.selectAll()
    qtbot.keyClicks(line.number, "21")
    qtbot.keyClick(line.number, Qt.Key.Key_Return)
    stage.settle()
    assert stage.world.services.deadlines.rules().plan == Span(21)
    assert line.back.isVisible()
    qtbot.keyClick(line.back, Qt.Key.Key_Space)
    stage.settle()
    assert (line.number.text(), stage.world.services.deadlines.rules().plan) == ("30", Span(30))
    assert not line.back.isVisible()


def test_a_length_that_cannot_be_read_is_said_beside_it_and_stays(
    page: SettingsPage, stage: Stage, qtbot: QtBot
) -> None:
    line = page._deadlines.lines["D-03"]
    line.number.selectAll()
    qtbot.keyClicks(line.number, "soon")
    qtbot.keyClick(line.number, Qt.Key.Key_Return)
    stage.settle()
    assert line._problem.isVisible()
    assert line.number.text() == "soon"
    assert stage.world.services.deadlines.rules().report == Span(10, Unit.WORKING_DAYS)


def test_another_set_changes_what_nobody_set(page: SettingsPage, stage: Stage) -> None:
    card = page._deadlines
    stage.world.services.deadlines.set_span("D-03", Span(5, Unit.WORKING_DAYS))
    card.preset.chosen.emit("long")
    stage.settle()
    assert (card.lines["D-04"].number.text(), card.lines["D-03"].number.text()) == ("60", "5")


def test_more_than_the_standard_allows_is_pointed_out(page: SettingsPage, stage: Stage) -> None:
    line = page._deadlines.lines["D-06"]
    line.number.setText("14")
    line.number.finish()
    stage.settle()
    assert line._hint.isVisible()


def test_a_holiday_is_entered_by_keys_and_twice_is_refused(page: SettingsPage, stage: Stage, qtbot: QtBot) -> None:
    holidays = page._deadlines.holidays
    for _time in range(2):
        holidays.day.show_day(date(2026, 12, 25))
        holidays.name.setFocus()
        qtbot.keyClicks(holidays.name, "Christmas")
        qtbot.keyClick(holidays.name, Qt.Key.Key_Return)
        stage.settle()
    assert [one.name for one in stage.world.services.body.get().holidays] == ["Christmas"]
    assert holidays._problem.isVisible()
