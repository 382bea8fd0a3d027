"""The team by keyboard: adding, accepting, declaring with 0 and a typed name, doubts, the client's word."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from app.domain import declarations as signing
from app.domain.client import Person
from app.domain.kinds import Assignment, StatementOutcome, TeamRole
from app.domain.preparing import Competence
from app.ui.audit.team import TeamPage
from app.ui.audit.team_declaration import DeclarationDialog
from app.ui.audit.team_dialogs import AcceptDialog, ObjectDialog
from app.ui.widgets.dialog import Confirm
from app.ui.widgets.jump_line import JumpLine
from tests.ui.pages import keys, press, shown
from tests.ui.stage import pause, put_away, show
from tests.ui.team_windows import drafts, settings_page

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(stage):
    with shown(stage, TeamPage(stage.ctx, stage.audit_id)) as made:
        yield made


def _record(stage):
    return stage.world.services.audits.record(stage.audit_id)


def _do(stage, call):
    stage.ctx.jobs.write(call)
    stage.settle()


def _choose(page, place):
    page.table.setFocus()
    page.table.select(page.table.rows.id_at(place))


def _declare(page):
    page.table.setFocus()
    press(Qt.Key.Key_D, BOTH)
    pause()
    return page.findChild(DeclarationDialog)


def test_a_person_is_added_by_typing_a_name(stage, page):
    page.table.setFocus()
    press(Qt.Key.Key_N, BOTH)
    assert page.add_line.hasFocus()
    keys(page.add_line, "Eva Novak", Qt.Key.Key_Return)
    stage.settle()
    added = _record(stage).team[-1]
    assert (added.name, added.initials, added.role) == ("Eva Novak", "EN", TeamRole.AUDITOR)
    assert page.table.selected_id == added.id


def test_a_person_of_the_body_is_added_with_what_is_known(stage, page):
    person = Person(name="Petra Planner", initials="PP")
    _do(stage, lambda: stage.world.services.body.add_person(person))
    page.load()
    stage.settle()
    keys(page.add_line, "petra", Qt.Key.Key_Return)
    stage.settle()
    added = _record(stage).team[-1]
    assert (added.name, added.initials) == ("Petra Planner", "PP")
    assert added.person_id is not None


def test_both_declarations_take_one_key_and_a_name(stage, page):
    _choose(page, 0)
    dialog = _declare(page)
    press(Qt.Key.Key_0)
    assert dialog.name.hasFocus()
    keys(dialog.name, "Anna Berg", Qt.Key.Key_Return)
    stage.settle()
    found = _record(stage).declarations
    assert len(found) == 2
    assert all(signing.usable(one) and one.signed_name == "Anna Berg" for one in found)
    assert page.table.selected.signed == "clean"
    assert page.findChild(DeclarationDialog) is None


def test_each_question_is_answered_by_1_or_2_and_the_cursor_goes_on(stage, page):
    _choose(page, 0)
    dialog = _declare(page)
    for key in (Qt.Key.Key_2, Qt.Key.Key_2, Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_1):
        press(key)
    assert dialog.name.hasFocus()
    answers = [answer.value for draft in dialog.drafts() for answer in draft.answers]
    assert answers == [False, False, False, True, True, True]
    put_away(dialog)


def test_a_doubtful_answer_asks_for_a_remark_and_the_body_decides(stage, page):
    _choose(page, 1)
    dialog = _declare(page)
    press(Qt.Key.Key_1)
    first = dialog._all[0]
    assert first.remark.hasFocus()
    for line in dialog._all[1:]:
        line.show_answer(line.question.clean)
    keys(dialog.name, "Carl Co", Qt.Key.Key_Return)
    stage.settle()
    assert first._problem.isVisible()
    keys(first.remark, "training in 2024")
    keys(dialog.name, "", Qt.Key.Key_Return)
    stage.settle()
    assert page.table.selected.signed == "doubt"
    page.detail.signed._on_allow()
    ask = page.findChild(Confirm)
    keys(ask.findChild(QPlainTextEdit), "a public lecture")
    ask._on_verb()
    stage.settle()
    assert page.table.selected.signed == "cleared"


def test_another_name_is_no_signature(stage, page):
    _choose(page, 0)
    dialog = _declare(page)
    press(Qt.Key.Key_0)
    keys(dialog.name, "Carl Co", Qt.Key.Key_Return)
    stage.settle()
    assert _record(stage).declarations == ()
    assert "Anna Berg" in dialog._name._problem._label.text()
    put_away(dialog)


def test_a_member_accepts_by_keys_and_declines_with_a_reason(stage, page):
    _choose(page, 1)
    press(Qt.Key.Key_A, BOTH)
    stage.settle()
    assert _record(stage).team[1].assignment is Assignment.ACCEPTED
    keys(page.detail.assignment, "", Qt.Key.Key_3)
    ask = page.findChild(Confirm)
    keys(ask.findChild(QPlainTextEdit), "gave a training")
    ask._on_verb()
    stage.settle()
    found = _record(stage).team[1]
    assert (found.assignment, found.assignment_reason) == (Assignment.DECLINED, "gave a training")
    assert page.table.rows.row_at(1).id == found.id


def test_leaving_the_question_leaves_the_assignment(stage, page):
    _choose(page, 1)
    keys(page.detail.assignment, "", Qt.Key.Key_3)
    page.findChild(Confirm).reject()
    assert page.detail.assignment.value == Assignment.OPEN.value


def test_a_line_of_what_is_open_leads_to_the_field(stage, page):
    lines = {line.accessibleName(): line for line in page.problems.findChildren(JumpLine)}
    missing = next(line for text, line in lines.items() if text.startswith("Carl Co has not signed"))
    _choose(page, 0)
    missing.click()
    assert page.table.selected.member.name == "Carl Co"
    assert page.detail.signed.declare.hasFocus()


def test_the_day_of_sending_is_typed_and_the_time_to_object_is_shown(stage, page):
    keys(page.client.sent, "6.3.2026", Qt.Key.Key_Return)
    stage.settle()
    (said,) = _record(stage).statements
    assert (said.outcome, said.said_on) == (StatementOutcome.ASKED, date(2026, 3, 6))
    assert "10 Mar 2026" in page.client.header.findChildren(type(page.client.header._note))[-1].text()


def test_the_client_accepts_with_its_own_declaration(stage, page):
    page.client.accept.click()
    dialog = page.findChild(AcceptDialog)
    assert dialog.by.text() == "Ivo Isms"
    keys(dialog.by, "", Qt.Key.Key_Return)
    stage.settle()
    (said,) = _record(stage).statements
    assert said.outcome is StatementOutcome.ACCEPTED
    assert said.text.startswith("We accept the team")


def test_a_day_that_does_not_exist_is_never_recorded_as_today(stage, page):
    page.client.accept.click()
    dialog = page.findChild(AcceptDialog)
    dialog.day.begin.selectAll()
    keys(dialog.day, "31.02.2027")
    keys(dialog.by, "", Qt.Key.Key_Return)
    stage.settle()
    assert not _record(stage).statements
    assert dialog.day.begin.hasFocus()
    assert "no day" in dialog.day.accessibleDescription()


def test_an_objection_needs_its_reason_and_waits_for_an_answer(stage, page):
    page.client.object.click()
    dialog = page.findChild(ObjectDialog)
    dialog._on_record()
    stage.settle()
    assert dialog._fields["text"]._problem.isVisible()
    keys(dialog.text, "knows our competitor")
    dialog._on_record()
    stage.settle()
    said = _record(stage).statements[0]
    assert (said.outcome, said.member_id) == (StatementOutcome.OBJECTION, None)
    page._on_answer(said.id)
    ask = page.findChild(Confirm)
    keys(ask.findChild(QPlainTextEdit), "He left that company in 2023.")
    ask._on_verb()
    stage.settle()
    assert _record(stage).statements[0].answer == "He left that company in 2023."


def test_typing_into_a_member_survives_a_change_elsewhere(stage, page):
    _choose(page, 0)
    line = page.detail._fields["area"].editor
    keys(line, "S-1 and ")
    _do(stage, lambda: stage.world.services.teams.accept(_record(stage).team[1].id))
    assert line.text() == "S-1 and "


def test_a_signed_report_closes_the_team(stage):
    services = stage.world.services
    services.teams.declare(_record(stage).team[0].id, drafts(TeamRole.LEAD_AUDITOR), "Anna Berg")
    services.audits.end_early(stage.audit_id, "no access")
    with shown(stage, TeamPage(stage.ctx, stage.audit_id)) as page:
        assert page.add_line.isReadOnly()
        assert not page.detail.signed.declare.isEnabled()


def test_an_area_is_added_to_the_person_that_is_chosen_in_the_settings(stage):
    page = settings_page(stage)
    show(page)
    stage.settle()
    card = page._file
    assert card.isVisible()
    card.competences.box.show_value("audit_principles")
    card.competences.add.click()
    stage.settle()
    held = next(one for one in stage.world.services.teams.people() if one.person.name == "Anna Berg").competences
    assert [one.area for one in held] == ["information_security", "audit_principles"]
    line = card.competences.lines[held[1].id]
    code = line.binder.binding("code").widget
    keys(code, "33", Qt.Key.Key_Tab)
    stage.settle()
    held = next(one for one in stage.world.services.teams.people() if one.person.name == "Anna Berg").competences
    assert isinstance(held[1], Competence)
    assert held[1].code == "33"
    assert QApplication.focusWidget() is not code
    page.leave()
    stage.settle()
    put_away(page)
