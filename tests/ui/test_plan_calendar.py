"""The plan in the calendar: real mouse events, keys, and what a screen reader is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.domain.kinds import StatementOutcome
from app.domain.record import TimetableRow
from app.ui.audit.plan import PlanPage
from app.ui.widgets.calendar_layout import Block, Lane, arrange
from app.ui.widgets.dialog import Confirm
from tests.ui.pages import keys, press, shown
from tests.ui.plan_world import FRIDAY, MONDAY, fill_plan
from tests.ui.stage import Stage, pause

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(stage: Stage) -> Iterator[PlanPage]:
    fill_plan(stage.world.services, stage.audit_id)
    with shown(stage, PlanPage(stage.ctx, stage.audit_id)) as page:
        page.arrive()
        pause()
        yield page


def row(stage: Stage, topic: str) -> TimetableRow:
    record = stage.world.services.audits.record(stage.audit_id)
    return next(one for one in record.timetable if one.topic == topic)


def place(page: PlanPage, topic: str, part: float = 0.5) -> QPoint:
    """Return a point on the block of a topic: `part` of its height from the top."""
    calendar = page.views.calendar
    number = next(n for n, block in enumerate(calendar.blocks.blocks) if block.title == topic)
    area = calendar.visualRect(calendar.blocks.index(number))
    return QPoint(area.center().x(), round(area.top() + area.height() * part))


def spot(page: PlanPage, day: int, lane: int, minute: int) -> QPoint:
    """Return the point of a minute in the middle of a column."""
    grid = page.views.calendar.grid
    return QPoint(round(grid.x(day, lane) + grid.column / 2), round(grid.y(minute)))


def drag(
    stage: Stage, page: PlanPage, start: QPoint, end: QPoint, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    view = page.views.calendar.viewport()
    QTest.mousePress(view, LEFT, held, start)
    for part in (0.3, 0.7, 1.0):
        point = start + (QPointF(end - start) * part).toPoint()
        QTest.mouseMove(view, point)
    QTest.mouseRelease(view, LEFT, held, end)
    stage.settle()


def test_a_block_is_dragged_to_another_day_auditor_and_time(stage, page):
    start = place(page, "Leadership and context")
    grid = page.views.calendar.grid
    drag(stage, page, start, start + QPoint(round(3 * grid.column), round(grid.hour)))
    moved = row(stage, "Leadership and context")
    assert (moved.day, moved.starts, moved.ends, moved.auditors) == (MONDAY, "10:45", "12:00", "CC")


def test_its_lower_edge_is_pulled(stage, page):
    area = page.views.calendar.grid.hour
    start = place(page, "Leadership and context", 0.99)
    drag(stage, page, start, start - QPoint(0, round(area / 2)))
    pulled = row(stage, "Leadership and context")
    assert (pulled.starts, pulled.ends) == ("09:45", "10:30")


def test_a_block_is_drawn_into_the_empty_and_named_at_once(stage, page):
    drag(stage, page, spot(page, 2, 0, 13 * 60 + 31), spot(page, 2, 0, 14 * 60 + 31))
    focused = QApplication.focusWidget()
    assert focused is not None
    keys(focused, "Interviews", Qt.Key.Key_Tab)
    stage.settle()
    made = row(stage, "Interviews")
    assert (made.starts, made.ends, made.auditors) == ("13:30", "14:30", "AB")


def test_escape_lets_go_of_a_drag(stage, page):
    view, start = page.views.calendar.viewport(), place(page, "Suppliers")
    QTest.mousePress(view, LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(view, start + QPoint(0, 80))
    press(Qt.Key.Key_Escape)
    QTest.mouseRelease(view, LEFT, Qt.KeyboardModifier.NoModifier, start + QPoint(0, 80))
    stage.settle()
    assert row(stage, "Suppliers").starts == "13:15"


def test_ctrl_drag_leaves_the_block_and_makes_a_copy(stage, page):
    start = place(page, "Suppliers")
    grid = page.views.calendar.grid
    page.views.calendar.select(row(stage, "Suppliers").id)
    drag(stage, page, start, start + QPoint(round(4 * grid.column), 0), Qt.KeyboardModifier.ControlModifier)
    record = stage.world.services.audits.record(stage.audit_id)
    assert sorted(one.day for one in record.timetable if one.topic == "Suppliers") == [FRIDAY, date(2026, 3, 31)]


def test_keys_move_and_resize_the_block(stage, page):
    page.views.calendar.select(row(stage, "Suppliers").id)
    page.views.calendar.setFocus()
    for key, held in ((Qt.Key.Key_Down, ALT), (Qt.Key.Key_Right, ALT), (Qt.Key.Key_Down, ALT | SHIFT)):
        press(key, held)
        stage.settle()
    moved = row(stage, "Suppliers")
    assert (moved.day, moved.starts, moved.ends) == (MONDAY, "13:30", "15:30")


def test_several_blocks_move_in_one_step_that_is_undone_in_one(stage, page):
    calendar = page.views.calendar
    calendar.select(row(stage, "Suppliers").id)
    other = calendar.blocks.index(calendar.blocks.place_of(row(stage, "Internal audit").id))
    calendar.selectionModel().select(other, calendar.selectionModel().SelectionFlag.Select)
    calendar.setFocus()
    press(Qt.Key.Key_Down, ALT)
    stage.settle()
    assert [row(stage, topic).starts for topic in ("Suppliers", "Internal audit")] == ["13:30", "14:45"]
    stage.ctx.jobs.write(stage.world.services.fields.undo)
    stage.settle()
    assert [row(stage, topic).starts for topic in ("Suppliers", "Internal audit")] == ["13:15", "14:30"]


def test_arrows_walk_over_the_blocks(stage, page):
    calendar = page.views.calendar
    calendar.select(row(stage, "Leadership and context").id)
    calendar.setFocus()
    press(Qt.Key.Key_Down)
    assert calendar.current_id == row(stage, "Risk assessment and treatment").id
    press(Qt.Key.Key_Right)
    assert calendar.current_id == row(stage, "Access control").id


def test_delete_takes_the_block_out(stage, page):
    page.views.calendar.select(row(stage, "Suppliers").id)
    page.views.calendar.setFocus()
    press(Qt.Key.Key_Delete)
    stage.settle()
    topics = [one.topic for one in stage.world.services.audits.record(stage.audit_id).timetable]
    assert "Suppliers" not in topics


def test_what_was_copied_is_pasted_behind_the_cursor(stage, page):
    calendar, control = page.views.calendar, Qt.KeyboardModifier.ControlModifier
    calendar.select(row(stage, "Suppliers").id)
    calendar.setFocus()
    press(Qt.Key.Key_C, control)
    calendar.select(row(stage, "Management review").id)
    press(Qt.Key.Key_V, control)
    stage.settle()
    record = stage.world.services.audits.record(stage.audit_id)
    found = [(one.day, one.starts, one.refs) for one in record.timetable if one.topic == "Suppliers"]
    assert (date(2026, 3, 31), "11:30", ("A.5.19", "A.5.20")) in found


def test_a_double_booking_is_shown_as_soon_as_it_is_made_and_goes_again(stage, page):
    first = row(stage, "Suppliers")
    blocks = {block.id: block for block in page.views.calendar.blocks.blocks}
    assert blocks[first.id].warning
    page.views.calendar.select(first.id)
    page.views.calendar.setFocus()
    for _ in range(2):
        press(Qt.Key.Key_Up, ALT | SHIFT)
        stage.settle()
    blocks = {block.id: block for block in page.views.calendar.blocks.blocks}
    assert not blocks[first.id].warning


def test_a_problem_leads_to_its_row(stage, page):
    press(Qt.Key.Key_F8)
    line = next(
        one for one in page.problems.findChildren(type(page.problems.first())) if "13:15" in one.accessibleName()
    )
    line.setFocus()
    press(Qt.Key.Key_Return)
    assert page.views.current_id in {row(stage, "Suppliers").id, row(stage, "Internal audit").id}


def test_a_change_of_an_accepted_plan_asks_for_its_reason_and_keeps_it(stage, page):
    plans = stage.world.services.plans
    plans.send(stage.audit_id, FRIDAY)
    plans.answer_plan(stage.audit_id, StatementOutcome.ACCEPTED, "Eva Example", FRIDAY)
    page.load()
    stage.settle()
    page.views.calendar.select(row(stage, "Suppliers").id)
    page.views.calendar.setFocus()
    press(Qt.Key.Key_Down, ALT)
    ask = page.findChild(Confirm)
    assert row(stage, "Suppliers").starts == "13:15"
    ask.confirmed.emit("Ivo Isms is late")
    ask.accept()
    stage.settle()
    record = stage.world.services.audits.record(stage.audit_id)
    assert [one.reason for one in record.deviations] == ["Ivo Isms is late"]
    assert row(stage, "Suppliers").starts == "13:30"


def test_each_block_has_a_name_and_a_role_for_a_screen_reader(stage, page):
    calendar = page.views.calendar
    told = QAccessible.queryAccessibleInterface(calendar)
    names = [told.child(number).text(QAccessible.Text.Name) for number in range(told.childCount())]
    wanted = next(name for name in names if "Access control" in name)
    assert "09:45–12:30" in wanted
    assert "A.5.15" in wanted


def test_the_menu_duplicates_the_block_under_the_pointer(stage, page):
    calendar = page.views.calendar
    point = place(page, "Access control")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, calendar.viewport().mapToGlobal(point))
    QApplication.sendEvent(calendar.viewport(), event)
    menu = calendar.findChild(QMenu, "calendarMenu")
    next(action for action in menu.actions() if action.text() == "Duplicate").trigger()
    menu.close()
    stage.settle()
    record = stage.world.services.audits.record(stage.audit_id)
    found = sorted((one.starts, one.ends) for one in record.timetable if one.topic == "Access control")
    assert found == [("09:45", "12:30"), ("12:30", "15:15")]


def test_boxes_that_overlap_stand_beside_each_other():
    lanes = (Lane("a", "A"), Lane("b", "B"))

    def block(name: str, starts: int, ends: int, *keys: str) -> Block:
        return Block(name, FRIDAY, starts, ends, keys, name)

    boxes = arrange(
        (
            block("1", 540, 600, "a"),
            block("2", 570, 660, "a"),
            block("3", 600, 630, "a", "b"),
            block("4", 700, 760, "b"),
        ),
        (FRIDAY,),
        lanes,
    )
    assert [(box.place, box.first, box.last, box.slot, box.slots) for box in boxes] == [
        (0, 0, 0, 0, 2),
        (1, 0, 0, 1, 2),
        (2, 0, 1, 0, 2),
        (3, 1, 1, 0, 1),
    ]
