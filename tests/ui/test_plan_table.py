"""The plan typed in the table: by keys only, as short as people type, and what nobody can read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.kinds import Mode, RowKind
from app.domain.plan_rows import in_order
from app.ui.audit.plan import PlanPage
from app.ui.widgets.labels import PlainLabel
from tests.ui import pages
from tests.ui.pages import shown
from tests.ui.plan_world import FRIDAY, MONDAY, TUESDAY, fill_plan
from tests.ui.stage import Stage, pause, wait_until

TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return


@pytest.fixture
def page(stage: Stage) -> Iterator[PlanPage]:
    stage.ctx.preferences.change(plan_view="table")
    with shown(stage, PlanPage(stage.ctx, stage.audit_id)) as page:
        page.arrive()
        pause()
        yield page


def here(page: PlanPage) -> QWidget:
    """Return what has the focus; offscreen nobody gives it back when a list of offers goes."""
    if QApplication.focusWidget() is None:
        page.window().activateWindow()
        pause()
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def press(page: PlanPage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    here(page)
    pages.press(key, modifier)


def type_cells(page: PlanPage, *cells: str) -> None:
    """Type cells one after the other, Tab between them; the first is the one that is being edited."""
    for number, cell in enumerate(cells):
        if number:
            press(page, TAB)
        if cell:
            QTest.keyClicks(here(page), cell)


def rows(stage: Stage) -> list[tuple[object, ...]]:
    record = stage.world.services.audits.record(stage.audit_id)
    return [
        (row.day, row.starts, row.ends, row.kind, row.topic, row.refs, row.auditors)
        for row in in_order(record.timetable)
    ]


def test_a_plan_of_three_days_for_two_auditors_is_typed_by_keys_alone(stage, page):
    # Insert begins the first row; Enter at the end of a row begins the next one.
    press(page, Qt.Key.Key_Insert)
    type_cells(page, "9-945", "", "op", "")
    press(page, ENTER)
    type_cells(page, "1100", "", "Leadership", "41 4.2 51", "ab")
    press(page, ENTER)
    press(page, Qt.Key.Key_Backtab)
    type_cells(page, "945-1230", "", "", "Access", "5.15-18", "cc")
    press(page, ENTER)
    type_cells(page, "+45", "lu")
    press(page, ENTER)
    type_cells(page, "1700", "wr")
    press(page, ENTER)
    for weekday in ("mon", "tue"):
        press(page, Qt.Key.Key_Backtab)
        press(page, Qt.Key.Key_Backtab)
        type_cells(page, weekday, "9-12", "", "", "Operations", "8.1", "*")
        press(page, ENTER)
    type_cells(page, "+1h", "cl")
    press(page, ENTER)
    press(page, Qt.Key.Key_Escape)
    stage.settle()
    both = "AB, CC"
    controls = ("A.5.15", "A.5.16", "A.5.17", "A.5.18")
    assert rows(stage) == [
        (FRIDAY, "09:00", "09:45", RowKind.OPENING, "", (), both),
        (FRIDAY, "09:45", "11:00", RowKind.AUDIT, "Leadership", ("4.1", "4.2", "5.1"), "AB"),
        (FRIDAY, "09:45", "12:30", RowKind.AUDIT, "Access", controls, "CC"),
        (FRIDAY, "12:30", "13:15", RowKind.LUNCH, "", (), both),
        (FRIDAY, "13:15", "17:00", RowKind.WRAP_UP, "", (), both),
        (MONDAY, "09:00", "12:00", RowKind.AUDIT, "Operations", ("8.1",), both),
        (TUESDAY, "09:00", "12:00", RowKind.AUDIT, "Operations", ("8.1",), both),
        (TUESDAY, "12:00", "13:00", RowKind.CLOSING, "", (), both),
    ]


def test_tab_in_the_last_cell_begins_a_row(stage, page):
    press(page, Qt.Key.Key_Insert)
    type_cells(page, "9", "10", "", "Leadership", "", "ab", "", "", "rem", "de")
    press(page, TAB)
    type_cells(page, "", "1130")
    press(page, ENTER)
    stage.settle()
    record = stage.world.services.audits.record(stage.audit_id)
    assert [(row.starts, row.ends, row.mode, row.language) for row in record.timetable] == [
        ("09:00", "10:00", Mode.REMOTE, "de"),
        ("10:00", "11:30", Mode.REMOTE, "de"),
    ]


def test_what_cannot_be_read_stays_in_its_cell_and_is_said(stage, page):
    press(page, Qt.Key.Key_Insert)
    type_cells(page, "9", "10", "", "Leadership", "A.9.99")
    press(page, TAB)
    assert "A.9.99" in page.said.findChild(PlainLabel).text()
    index = page.views.table.plan.index(0, 6)
    assert index.data() == "A.9.99"
    stage.settle()
    assert rows(stage)[0][5] == ()


def test_an_unread_cell_is_taken_once_it_can_be_read(stage, page):
    press(page, Qt.Key.Key_Insert)
    type_cells(page, "9", "10", "", "", "A.9.99")
    press(page, TAB)
    press(page, Qt.Key.Key_Backtab)
    press(page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(here(page), "9.3.1")
    press(page, TAB)
    stage.settle()
    assert not page.said.isVisible()
    assert rows(stage)[0][5] == ("9.3.1",)


def test_tab_leaves_the_table_when_nothing_is_typed(stage, page):
    page.views.table.setFocus()
    press(page, TAB)
    assert QApplication.focusWidget() is not page.views.table


def test_a_row_stays_where_it_is_while_it_is_edited_and_then_takes_its_place(stage, page):
    fill_plan(stage.world.services, stage.audit_id)
    page.load()
    stage.settle()
    table = page.views.table
    table.select(table.plan.rows[1].id, "starts")
    first = table.plan.rows[1].id
    press(page, ENTER)
    type_cells(page, "1500")
    press(page, TAB)
    stage.settle()
    assert table.plan.rows[1].id == first
    press(page, Qt.Key.Key_Escape)
    page.load()
    stage.settle()
    assert table.plan.place_of(first) > 1


def test_alt_up_changes_places_in_time(stage, page):
    press(page, Qt.Key.Key_Insert)
    type_cells(page, "9-10", "", "", "One", "", "ab")
    press(page, ENTER)
    type_cells(page, "1230", "", "Two")
    press(page, ENTER)
    press(page, Qt.Key.Key_Escape)
    stage.settle()
    table = page.views.table
    table.select(table.plan.rows[1].id)
    table.setFocus()
    press(page, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    stage.settle()
    assert [(row[4], row[1], row[2]) for row in rows(stage)] == [("Two", "09:00", "11:30"), ("One", "11:30", "12:30")]


def test_a_spreadsheet_is_pasted(stage, page):
    QGuiApplication.clipboard().setText(
        "Day\tFrom\tTo\tTopic or process\tRequirements\tAuditors\n"
        "27.3.\t9:00\t10:30\tLeadership\t5.1; 5.2\tAB\n"
        "30.3.\t09:00\t12:00\tRooms\tA.7.1\tNobody Known\n"
    )
    page.views.table.setFocus()
    press(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert rows(stage) == [
        (FRIDAY, "09:00", "10:30", RowKind.AUDIT, "Leadership", ("5.1", "5.2"), "AB"),
        (MONDAY, "09:00", "12:00", RowKind.AUDIT, "Rooms [Nobody Known]", ("A.7.1",), ""),
    ]


def test_undo_and_redo_go_through_the_record(stage, page):
    press(page, Qt.Key.Key_Insert)
    type_cells(page, "9-10", "", "", "Leadership")
    press(page, ENTER)
    press(page, Qt.Key.Key_Escape)
    stage.settle()
    fields = stage.world.services.fields
    stage.ctx.jobs.write(fields.undo)
    stage.settle()
    assert [row.topic for row in page.views.table.plan.rows] == [""]
    stage.ctx.jobs.write(fields.redo)
    stage.settle()
    assert [row.topic for row in page.views.table.plan.rows] == ["Leadership"]


def test_a_half_typed_cell_survives_a_crash(stage, page):
    press(page, Qt.Key.Key_Insert)
    type_cells(page, "9-10", "", "", "Leader")
    wait_until(lambda: "Leader" in stage.world.services.fields.loose(f"plan cell:{stage.audit_id}"))
    with shown(stage, PlanPage(stage.ctx, stage.audit_id)) as other:
        assert other.views.table.plan.index(0, 5).data() == "Leader"


def test_a_cell_that_was_finished_is_kept_no_longer(stage, page):
    press(page, Qt.Key.Key_Insert)
    type_cells(page, "9-10", "", "", "Leader")
    wait_until(lambda: "Leader" in stage.world.services.fields.loose(f"plan cell:{stage.audit_id}"))
    press(page, ENTER)
    press(page, Qt.Key.Key_Escape)
    stage.settle()
    assert not stage.world.services.fields.loose(f"plan cell:{stage.audit_id}")
