"""The cycle of a client by keys: a step that is ready, the form of another one, forms, history told."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.domain.cycle_kinds import Event
from app.domain.kinds import CycleState, FormKind, FormResult
from app.ui.clients.cycle_history_dialog import HistoryDialog
from app.ui.clients.cycle_step_dialog import StepDialog
from app.ui.navigation import Notice, Place
from tests.ui.cycle_windows import (
    CERTIFIED,
    cycle_page,
    cycle_window,
    form_page,
    held_stage2,
    history_dialog,
    new_cycle,
    section_of,
)
from tests.ui.stage import Stage, put_away, show


def test_a_step_that_the_record_has_made_is_taken_by_one_key_and_can_be_undone(stage: Stage, qtbot: QtBot) -> None:
    walker = held_stage2(stage)
    page = cycle_page(stage, walker)
    notices: list[Notice] = []
    stage.ctx.notices.said.connect(notices.append)
    show(page)
    stage.settle()
    button = page.findChild(QPushButton, "take-hold_stage2")
    assert walker.state == "stage2_ready"  # proposed, not taken
    qtbot.keyClick(button, Qt.Key.Key_Space)
    stage.settle()
    stage.settle()
    assert walker.state == "stage2_done"
    (notice,) = notices
    assert notice.action is not None
    notice.action()
    stage.settle()
    assert walker.state == "stage2_ready"
    put_away(page)


def test_what_is_not_possible_says_why_in_words(stage: Stage, qtbot: QtBot) -> None:
    page = cycle_window(stage, "certified")
    show(page)
    section = section_of(page)  # type: ignore[arg-type]
    assert section.offers.more.text() == "9 steps are not possible now"
    qtbot.keyClick(section.offers.more, Qt.Key.Key_Space)
    said = [one.text() for one in section.offers._reasons.findChildren(type(section.offers._none))]
    assert "The client does not have the audit plan yet." in said
    put_away(page)


def test_a_refused_step_is_said_beside_its_field_and_the_dialog_stays(stage: Stage, qtbot: QtBot) -> None:
    walker = new_cycle(stage, CERTIFIED)
    page = cycle_page(stage, walker)
    show(page)
    section = section_of(page)
    qtbot.keyClick(page.findChild(QPushButton, "take-suspend"), Qt.Key.Key_Space)
    dialog = section.dialog
    assert isinstance(dialog, StepDialog)
    qtbot.keyClicks(dialog.by_name, "Omar Haddad")
    qtbot.keyClick(dialog._take, Qt.Key.Key_Space)
    stage.settle()
    assert dialog.isVisible()
    assert dialog._fields["decision"].isVisible() if "decision" in dialog._fields else dialog._banner.isVisible()
    qtbot.keyClicks(dialog.reason, "no surveillance possible")
    qtbot.keyClick(dialog._take, Qt.Key.Key_Space)
    stage.settle()
    stage.settle()
    assert walker.state is CycleState.SUSPENDED
    put_away(page)


def test_a_client_without_cycle_begins_one(stage: Stage, qtbot: QtBot) -> None:
    page = cycle_window(stage, "none")
    show(page)
    section = section_of(page)  # type: ignore[arg-type]
    qtbot.keyClick(section.transfer, Qt.Key.Key_Space)
    stage.settle()
    stage.settle()
    (cycle,) = stage.world.services.cycles.list(section.client_id)
    assert cycle.state is CycleState.TRANSFER_REVIEW
    assert section._some.isVisible()
    put_away(page)


def test_earlier_steps_are_told_in_their_order(stage: Stage, qtbot: QtBot) -> None:
    walker = new_cycle(stage)
    dialog = HistoryDialog(None, stage.ctx, walker.cycle_id, walker.day)
    show(dialog, 680, 780)
    assert dialog.step.value == Event.APPLY.value
    dialog.day.show_day(date(2025, 10, 20))
    qtbot.keyClicks(dialog.by_name, "Omar Haddad")
    qtbot.keyClick(dialog.by_name, Qt.Key.Key_Return)
    dialog.day.show_day(date(2025, 10, 1))
    qtbot.keyClick(dialog.record, Qt.Key.Key_Return)
    assert [one.event for one in dialog.steps] == [Event.APPLY]  # the second lies before the first
    dialog.day.show_day(date(2025, 10, 21))
    qtbot.keyClick(dialog.record, Qt.Key.Key_Return)
    qtbot.keyClick(dialog._keep, Qt.Key.Key_Space)
    stage.settle()
    assert walker.state is CycleState.APPLICATION_REVIEW


def test_a_told_certificate_asks_for_its_days(stage: Stage, qtbot: QtBot) -> None:
    dialog = history_dialog(stage)
    show(dialog, 680, 780)
    assert dialog._certificate.isVisible()
    qtbot.keyClick(dialog._keep, Qt.Key.Key_Space)
    stage.settle()
    assert dialog._banner.isVisible()
    dialog.decided.show_day(date(2026, 6, 18))
    dialog.expires.show_day(date(2029, 6, 18))
    qtbot.keyClick(dialog._keep, Qt.Key.Key_Space)
    stage.settle()
    assert stage.world.services.cycles.sheet(dialog._cycle_id).cycle.state is CycleState.CERTIFIED


def test_a_form_is_answered_by_number_keys_and_signed_off(stage: Stage, qtbot: QtBot) -> None:
    page = form_page(stage, FormKind.TRANSFER)
    show(page)
    for line in page.lines.values():
        qtbot.keyClick(line.choice, Qt.Key.Key_1)
    stage.settle()
    qtbot.keyClick(page.sign, Qt.Key.Key_Space)
    assert page.result_field.isVisible()  # the result is asked for
    assert stage.world.services.cycles.form(page.form_id).done_on is None
    qtbot.keyClick(page.result, Qt.Key.Key_1)
    qtbot.keyClick(page.sign, Qt.Key.Key_Space)
    stage.settle()
    stage.settle()
    form = stage.world.services.cycles.form(page.form_id)
    assert (form.result, form.by_name) == (FormResult.POSITIVE, "Anna Berg")
    assert not page.sign.isVisible()
    put_away(page)


def test_a_no_without_a_remark_is_asked_for(stage: Stage, qtbot: QtBot) -> None:
    page = form_page(stage, FormKind.STAGE2_GO)
    show(page)
    line = page.lines["concerns"]
    qtbot.keyClick(line.choice, Qt.Key.Key_2)
    qtbot.keyClick(page.sign, Qt.Key.Key_Space)
    assert line.problem.isVisible()
    qtbot.keyClicks(line.remark, "two are open")
    qtbot.keyClick(line.remark, Qt.Key.Key_Return)
    stage.settle()
    said = {one["key"]: one for one in stage.world.services.cycles.form(page.form_id).answers}
    assert said["concerns"] == {"key": "concerns", "answer": False, "remark": "two are open"}
    put_away(page)


def test_the_cycle_leads_to_forms_and_to_the_next_audit(stage: Stage, qtbot: QtBot) -> None:
    walker = held_stage2(stage)
    page = cycle_page(stage, walker)
    places: list[Place] = []
    stage.ctx.navigator.wanted.connect(places.append)
    show(page)
    stage.settle()
    qtbot.keyClick(section_of(page).next_audit, Qt.Key.Key_Space)
    qtbot.keyClick(page.findChild(QPushButton, "form-stage2_go"), Qt.Key.Key_Space)
    stage.settle()
    assert [one.key for one in places] == ["next_audit", "review_form"]
    assert places[0].item_id == walker.audits[-1]
    put_away(page)
