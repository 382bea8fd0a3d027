"""Attendance strip, presenter view, tick-down list and answers, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.domain.kinds import MeetingKind, PointState
from app.domain.meetings import Step, steps
from app.ui.wizards.meeting import MeetingWizard
from app.ui.wizards.meeting_answers import AnswerLine
from app.ui.wizards.meeting_points import LIST, MeetingPoints
from app.ui.wizards.presenter import Presenter
from tests.ui.meeting_windows import LATE, REMARK, fill_meeting, presenter_window, wizard_window
from tests.ui.pages import shown
from tests.ui.stage import Stage, put_away, show

Key = Qt.Key


def wizard_of(stage: Stage, kind: MeetingKind) -> MeetingWizard:
    fill_meeting(stage, kind)
    return MeetingWizard(stage.ctx, stage.audit_id, kind)


def press(widget: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)


def names(stage: Stage, kind: MeetingKind = MeetingKind.OPENING) -> list[str]:
    found = stage.world.services.meetings.find(stage.audit_id, kind)
    assert found is not None
    return [one.name for one in found.attendees]


@pytest.mark.parametrize("kind", [MeetingKind.OPENING, MeetingKind.CLOSING])
def test_one_key_reaches_the_attendance_from_every_step_and_puts_it_away(stage: Stage, kind: MeetingKind) -> None:
    with shown(stage, wizard_of(stage, kind)) as wizard:
        seen = []
        for number in range(len(steps(kind))):
            wizard.frame.go(number)
            stage.settle()
            press(wizard, Key.Key_F6)
            seen.append((wizard.strip.isVisible(), wizard.strip.entry.hasFocus()))
            press(wizard, Key.Key_F6)
            seen.append((wizard.strip.isVisible(), wizard.frame.current == number))
        assert set(seen[0::2]) == {(True, True)}
        assert set(seen[1::2]) == {(False, True)}


def test_a_latecomer_is_typed_in_one_line(stage: Stage) -> None:
    with shown(stage, wizard_of(stage, MeetingKind.OPENING)) as wizard:
        press(wizard, Key.Key_F6)
        QTest.keyClicks(wizard.strip.entry, "Halszka Niedzwiecka, quality, remote")
        press(wizard.strip.entry, Key.Key_Return)
        stage.settle()
        assert names(stage)[-1] == "Halszka Niedzwiecka"


def test_a_list_is_pasted_into_the_strip(stage: Stage) -> None:
    with shown(stage, wizard_of(stage, MeetingKind.OPENING)) as wizard:
        press(wizard, Key.Key_F6)
        QApplication.clipboard().setText("A One, x\nB Two, y")
        QTest.keyClick(wizard.strip.entry, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        stage.settle()
        assert names(stage)[-2:] == ["A One", "B Two"]


def test_what_a_latecomer_missed_is_shown_and_said_again_by_one_button(stage: Stage) -> None:
    with shown(stage, wizard_of(stage, MeetingKind.OPENING)) as wizard:
        press(wizard, Key.Key_F6)
        strip = wizard.strip
        strip.people.setCurrentRow(strip.people.count() - 1)
        assert "OM-01, OM-02, OM-03" in strip.again.text()
        strip.again.setFocus()
        press(strip.again, Key.Key_Space)
        stage.settle()
        assert not strip.again.isVisible()


def test_times_are_typed_and_a_wrong_one_is_said_beside_the_field(stage: Stage) -> None:
    with shown(stage, wizard_of(stage, MeetingKind.OPENING)) as wizard:
        press(wizard, Key.Key_F6)
        strip = wizard.strip
        strip.people.setCurrentRow(0)
        strip._times.setText("later")
        strip._times.finish()
        stage.settle()
        texts = [one.text() for one in strip._times_field.findChildren(QLabel)]
        assert any("later" in text for text in texts)


def presenter(stage: Stage, **more: object) -> Presenter:
    view = presenter_window(stage, **more)  # type: ignore[arg-type]
    assert isinstance(view, Presenter)
    show(view)
    return view


def test_the_presenter_view_shows_no_remark(stage: Stage) -> None:
    view = presenter(stage, code="OM-01")
    texts = " ".join(one.text() for one in view.findChildren(QLabel))
    assert REMARK not in texts
    assert "Eva Example" in texts
    put_away(view)


def test_keys_turn_the_pages_tick_and_make_the_screen_black(stage: Stage) -> None:
    view = presenter(stage, code="OM-04")
    press(view, Key.Key_PageDown, Key.Key_Left)
    assert view._row == 3
    press(view, Key.Key_Space)
    stage.settle()
    held = stage.world.services.meetings.find(stage.audit_id, MeetingKind.OPENING)
    assert held is not None
    assert (held.points[3].state, view._row) == (PointState.DONE, 4)
    press(view, Key.Key_B)
    assert not view._page.isVisible()
    assert view.grab().toImage().pixelColor(200, 200).name() == "#000000"
    press(view, Key.Key_Escape)
    assert view._page.isVisible()
    put_away(view)


def test_a_latecomer_is_added_over_the_presenter_view(stage: Stage) -> None:
    view = presenter(stage)
    press(view, Key.Key_F6)
    QTest.keyClicks(view.strip.entry, "Late Two, guest")
    press(view.strip.entry, Key.Key_Return)
    stage.settle()
    assert names(stage)[-1] == "Late Two"
    press(view, Key.Key_Escape)
    assert not view.strip.isVisible()
    press(view, Key.Key_Escape)
    assert not view.isVisible()
    put_away(view)


def test_escape_comes_back_to_the_point_that_was_shown(stage: Stage) -> None:
    with shown(stage, wizard_of(stage, MeetingKind.OPENING)) as wizard:
        wizard.frame.go(wizard._order.index(Step.POINTS))
        press(wizard, Key.Key_F5)
        view = wizard._presenter
        assert view is not None
        stage.settle()
        press(view, Key.Key_PageDown, Key.Key_PageDown, Key.Key_Escape)
        points = wizard.pages[Step.POINTS]
        assert isinstance(points, MeetingPoints)
        assert (view.isVisible(), points._list.currentRow()) == (False, 5)


def test_the_list_is_ticked_down_by_space_alone(stage: Stage) -> None:
    wizard = wizard_window(stage, slim=True)
    with shown(stage, wizard):
        assert isinstance(wizard, MeetingWizard)
        points = wizard.pages[Step.POINTS]
        assert isinstance(points, MeetingPoints)
        for _ in range(20):
            press(points._list, Key.Key_Space)
            stage.settle()
        held = stage.world.services.meetings.find(stage.audit_id, MeetingKind.OPENING)
        assert held is not None
        assert points._mode.value == LIST
        assert {one.state for one in held.points} == {PointState.DONE}


def test_an_answer_is_taken_over_with_enter(stage: Stage) -> None:
    wizard = wizard_window(stage, code="OM-14")
    with shown(stage, wizard):
        line = wizard.findChildren(AnswerLine)[-1].line
        QTest.keyClicks(line, "pl")
        press(line, Key.Key_Return)
        stage.settle()
        assert stage.world.services.audits.record(stage.audit_id).audit.report_language == "pl"


def test_the_strip_knows_who_came_late(stage: Stage) -> None:
    with shown(stage, wizard_of(stage, MeetingKind.OPENING)) as wizard:
        press(wizard, Key.Key_F6)
        last = wizard.strip.people.item(wizard.strip.people.count() - 1)
        assert last is not None
        assert last.text().count(LATE.split(",", maxsplit=1)[0]) == 1
