"""What is due, in the window: the nearest on Home, all of it in a list to filter and to jump from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.ui.navigation import Place
from tests.ui.due_windows import due_page, due_rows, home_page
from tests.ui.stage import Stage, put_away, show


def wanted(stage: Stage) -> list[Place]:
    places: list[Place] = []
    stage.ctx.navigator.wanted.connect(places.append)
    return places


def test_home_shows_what_is_overdue_or_near_and_the_way_to_all(stage: Stage, qtbot: QtBot) -> None:
    page, places = home_page(stage, count=12), wanted(stage)
    show(page)
    lines = page.findChildren(QPushButton, "dueLine")
    assert len(lines) == 4
    assert lines[0].accessibleDescription().endswith("no action plan for NC-01, NC-04.")
    qtbot.keyClick(lines[0], Qt.Key.Key_Space)
    qtbot.keyClick(page._list._due.all, Qt.Key.Key_Space)
    assert places == [Place("overview", "a0"), Place("due")]
    put_away(page)


def test_nothing_near_says_when_the_next_day_is(stage: Stage) -> None:
    page = home_page(stage, count=0)
    page.show_rows(((), due_rows(12)[9:10]))
    card = page._list._due
    assert card._none.text().startswith("Nothing within thirty days. The next day is")
    assert not card.isHidden()
    put_away(page)


def test_two_hundred_things_stand_in_the_order_of_their_days_and_can_be_narrowed(stage: Stage, qtbot: QtBot) -> None:
    page, places = due_page(stage, count=200), wanted(stage)
    show(page)
    model = page.table.rows
    days = [model.row_at(place).day for place in range(model.rowCount())]
    assert (len(days), days) == (200, sorted(days))
    page.bar.changed.emit("quay", "overdue")
    assert {model.row_at(place).client for place in range(model.rowCount())} <= {"Quay & Sons"}
    page.bar.changed.emit("", "overdue")
    assert model.rowCount() == 3
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert places == [Place("overview", "a0")]
    put_away(page)


def test_nothing_due_is_said(stage: Stage) -> None:
    page = due_page(stage, count=0)
    show(page)
    assert page._empty.isVisible()
    assert not page.bar.isVisible()
    put_away(page)


def test_the_page_counts_from_the_record(stage: Stage) -> None:
    page = due_page(stage, count=3)
    show(page)
    page.load()
    stage.settle()
    assert [one.title for one in (page.table.rows.row_at(place) for place in range(page.table.rows.total))] == [
        "Beginning of the audit"
    ]
    put_away(page)
