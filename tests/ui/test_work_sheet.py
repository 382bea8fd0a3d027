"""The work sheet with what is around it: filters, groups, judgements and guidance, by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.guidance import Source
from app.domain.kinds import QuestionState, Verdict
from app.domain.work_sheet import Grouping
from app.ui.audit.fieldwork import FieldworkPage
from app.ui.audit.guidance_pane import GuidanceLine
from app.ui.audit.trail_dialog import TrailDialog
from app.ui.navigation import Place
from app.ui.widgets.jump_line import JumpLine
from tests.ui.pages import keys, press, shown
from tests.ui.plan_world import fill_plan
from tests.ui.sheet_windows import earlier_audit

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(stage):
    earlier_audit(stage)
    fill_plan(stage.world.services, stage.audit_id)
    with shown(stage, FieldworkPage(stage.ctx, stage.audit_id), "requirement:A.5.18") as made:
        yield made


def _record(stage):
    return stage.world.services.audits.record(stage.audit_id)


def _refs(page):
    return [page.requirements.table.rows.id_at(row) for row in range(page.requirements.table.rows.rowCount())]


def _filter(page, value):
    page.requirements.filter.show_value(value)
    return _refs(page)


def _line() -> GuidanceLine:
    line = QApplication.focusWidget()
    assert isinstance(line, GuidanceLine)
    return line


def test_the_row_tells_the_last_result_and_what_was_handed_on(page):
    row = page.requirements.table.selected
    assert (row.context.last.verdict, [one.label for one in row.context.carried]) == (Verdict.NONCONFORM, ["NC-01"])
    assert not page.requirements.table.isColumnHidden(4)


def test_without_an_earlier_audit_there_is_no_column_for_it(stage):
    with shown(stage, FieldworkPage(stage.ctx, stage.audit_id), "requirement:A.5.18") as page:
        assert page.requirements.table.isColumnHidden(4)


def test_from_last_time_shows_what_was_weak_or_handed_on(page):
    assert _filter(page, "before") == ["A.5.18"]


def test_mine_are_the_requirements_i_am_planned_for_or_judged(stage, page):
    assert "A.5.19" in _filter(page, "mine")
    assert "A.7.1" not in _refs(page)
    stage.ctx.jobs.write(lambda: stage.world.services.judgements.judge(stage.audit_id, ["A.7.1"], Verdict.CONFORM))
    stage.settle()
    assert "A.7.1" in _refs(page)


def test_grouped_by_the_plan_rows_stand_together_and_one_group_can_be_chosen(stage, page):
    view = page.requirements
    view.grouping.show_value(Grouping.PLAN.value)
    view.grouping.chosen.emit(Grouping.PLAN.value)
    assert _refs(page)[:3] == ["4.1", "4.2", "5.1"]
    row = next(one for one in _record(stage).timetable if one.topic == "Access control")
    view.group.show_value(row.id)
    view.group.chosen.emit(row.id)
    assert _refs(page) == ["A.5.15", "A.5.18"]


@pytest.mark.parametrize("grouping", [Grouping.AUDITOR, Grouping.SITE, Grouping.DAY, Grouping.THEME])
def test_no_grouping_loses_a_requirement_or_shows_it_twice(page, grouping):
    whole = sorted(_refs(page))
    page.requirements.grouping.show_value(grouping.value)
    page.requirements.grouping.chosen.emit(grouping.value)
    assert sorted(_refs(page)) == whole


def test_my_judgement_is_entered_by_keys_and_taken_back(stage, page):
    part = page.requirements.detail.judgements
    keys(part.verdict, "", Qt.Key.Key_Down)
    part.verdict.chosen.emit(part.verdict.value)
    keys(part.note, "two shifts asked", Qt.Key.Key_Return)
    stage.settle()
    (said,) = _record(stage).judgements
    assert (said.ref, said.verdict, said.note) == ("A.5.18", Verdict.CONFORM, "two shifts asked")
    part._on_removed(said.id)
    stage.settle()
    assert _record(stage).judgements == ()


def test_differing_judgements_are_shown_as_a_question(stage, page):
    services, other = stage.world.services, _record(stage).team[1].id
    stage.ctx.jobs.write(lambda: services.judgements.judge(stage.audit_id, ["A.5.18"], Verdict.CONFORM))
    stage.ctx.jobs.write(
        lambda: services.judgements.judge(stage.audit_id, ["A.5.18"], Verdict.NONCONFORM, auditor_id=other)
    )
    stage.settle()
    assert "lead auditor decides" in page.requirements.detail._gap._label.text()
    assert _filter(page, "differing") == ["A.5.18"]


def test_ctrl_shift_g_shows_what_to_look_for_with_the_cursor_on_the_first_question(stage, page):
    press(Qt.Key.Key_G, CTRL | SHIFT)
    line = QApplication.focusWidget()
    ours = stage.world.services.own_guidance.guidance("iso27001", "en").of("A.5.18")[0]
    assert isinstance(line, GuidanceLine)
    assert line.text == ours.questions[0]


def test_q_takes_the_line_over_as_a_question_on_its_requirement(stage, page):
    press(Qt.Key.Key_G, CTRL | SHIFT)
    text = _line().text
    press(Qt.Key.Key_Q)
    stage.settle()
    (asked,) = _record(stage).questions
    item = next(one for one in _record(stage).criteria[0].items if one.ref == "A.5.18")
    assert (asked.text, asked.item_id, asked.state) == (text, item.id, QuestionState.OPEN)


def test_n_takes_the_line_over_as_a_note_and_the_cursor_stays(stage, page):
    press(Qt.Key.Key_G, CTRL | SHIFT)
    press(Qt.Key.Key_Down)
    line = _line()
    press(Qt.Key.Key_N)
    stage.settle()
    assert [one.text for one in _record(stage).notes] == [f"A.5.18 {line.text}"]
    assert QApplication.focusWidget() is line


def test_enter_on_a_related_requirement_jumps_there(stage, page):
    places: list[Place] = []
    stage.ctx.navigator.wanted.connect(places.append)
    press(Qt.Key.Key_G, CTRL | SHIFT)
    line = page.requirements.detail.guidance.findChildren(JumpLine)[0]
    line.setFocus()
    press(Qt.Key.Key_Space)
    ours = stage.world.services.own_guidance.guidance("iso27001", "en").of("A.5.18")[0]
    assert places[0].item_id == f"requirement:{ours.related[0]}"


def test_an_own_line_is_typed_changed_and_removed(stage, page):
    press(Qt.Key.Key_G, CTRL | SHIFT)
    own = page.requirements.detail.guidance.own
    keys(own.rows, "Who told the desk?", Qt.Key.Key_Return)
    stage.settle()
    layers = stage.world.services.own_guidance.guidance("iso27001", "en").of("A.5.18")
    assert [(one.source, one.questions) for one in layers][1:] == [(Source.BODY, ("Who told the desk?",))]
    line = next(iter(own.rows._lines.values()))
    line.removed.emit(line.binder.row_id)
    stage.settle()
    assert stage.world.services.own_guidance.lines("iso27001") == ()


def test_ctrl_t_puts_all_chosen_rows_on_a_new_trail(stage, page):
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_T, CTRL)
    dialog = page.findChild(TrailDialog)
    keys(dialog.line, "Suppliers", Qt.Key.Key_Return)
    stage.settle()
    (thread,) = _record(stage).threads
    assert (thread.name, len(thread.links)) == ("Suppliers", 2)
