"""Running notes, questions, the inbox and captures from anywhere, by keys alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.domain.drafts import EvidenceDraft, SessionDraft
from app.domain.kinds import (
    EvidenceKind,
    EvidenceState,
    FindingState,
    Grade,
    Judgement,
    QuestionState,
    Side,
    SortedAs,
)
from app.storage import drafts
from app.ui.audit.capture_dialog import CaptureDialog
from app.ui.audit.fieldwork import EVIDENCE, NOTES, QUESTIONS, FieldworkPage
from app.ui.navigation import Notice
from tests.support import START
from tests.ui.notes_windows import fill_notes
from tests.ui.pages import keys, press, shown
from tests.ui.stage import pause, put_away, show, wait_until

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(stage):
    with shown(stage, FieldworkPage(stage.ctx, stage.audit_id)) as made:
        yield made


@pytest.fixture
def held(stage):
    session_id = fill_notes(stage)
    with shown(stage, FieldworkPage(stage.ctx, stage.audit_id)) as made:
        made.setProperty("held", session_id)
        yield made


def _record(stage):
    return stage.world.services.audits.record(stage.audit_id)


def _line(stage, page, text):
    keys(page.notes.entry, text, Qt.Key.Key_Return)
    stage.settle()


def _quick(stage, page, text):
    keys(page.evidence.quick, text, Qt.Key.Key_Return)
    stage.settle()


# ------------------------------------------------------------------------------------------------------------- notes


def test_enter_keeps_a_line_and_goes_on_with_the_next(stage, page):
    page.show_view(NOTES)
    _line(stage, page, "one")
    assert page.notes.entry.hasFocus()
    _line(stage, page, ">Ivo Isms: two")
    assert [(one.text, one.said_by) for one in _record(stage).notes] == [("one", ""), ("two", "Ivo Isms")]


def test_half_a_line_is_there_after_a_crash(stage, page):
    page.show_view(NOTES)
    keys(page.notes.entry, "the door was op")
    wait_until(lambda: [row.text for row in drafts.list(stage.world.workspace)] == ["the door was op"])
    with shown(stage, FieldworkPage(stage.ctx, stage.audit_id)) as again:
        assert again.notes.entry.text() == "the door was op"
        again.notes.entry._put("")
    page.notes.entry._put("")


def test_a_name_is_offered_taken_by_tab_and_shown_as_a_chip(stage, page):
    page.show_view(NOTES)
    keys(page.notes.entry, ">iv", Qt.Key.Key_Tab)
    assert page.notes.entry.text() == ">Ivo Isms: "
    keys(page.notes.entry, "so it is")
    assert page.notes.chips.isVisible()
    page.notes.chips.removed.emit("said")
    assert page.notes.entry.text() == "so it is"
    press(Qt.Key.Key_Return)
    stage.settle()
    assert _record(stage).notes[0].said_by == ""


def test_letters_sort_lines_only_while_the_mode_is_seen(stage, held):
    held.show_view(NOTES)
    held.notes.table.setFocus()
    held.notes.table.select(_record(stage).notes[1].id)
    press(Qt.Key.Key_E)
    stage.settle()
    assert _record(stage).notes[1].sorted_as is SortedAs.OPEN
    press(Qt.Key.Key_M, CTRL | SHIFT)
    assert held.notes.banner.isVisible()
    held.notes.table.select(_record(stage).notes[1].id)
    press(Qt.Key.Key_E)
    stage.settle()
    note = _record(stage).notes[1]
    item = next(one for one in _record(stage).evidence if one.id == note.sorted_id)
    assert (note.sorted_as, item.kind, item.session_id) == (
        SortedAs.EVIDENCE,
        EvidenceKind.INTERVIEW,
        held.property("held"),
    )
    press(Qt.Key.Key_Escape)
    assert not held.notes.banner.isVisible()


@pytest.mark.parametrize(
    ("key", "kind"),
    [(Qt.Key.Key_Q, SortedAs.QUESTION), (Qt.Key.Key_F, SortedAs.FINDING), (Qt.Key.Key_N, SortedAs.NOTHING)],
)
def test_a_run_of_lines_is_sorted_by_one_key(stage, held, key, kind):
    held.show_view(NOTES)
    held.notes.toggle_sorting()
    first, last = _record(stage).notes[6], _record(stage).notes[7]
    held.notes.table.select(first.id)
    press(Qt.Key.Key_Down, SHIFT)
    press(key)
    stage.settle()
    found = {one.id: one.sorted_as for one in _record(stage).notes}
    assert (found[first.id], found[last.id]) == (kind, kind)


def test_the_next_line_is_chosen_and_the_notice_takes_it_back(stage, held):
    held.show_view(NOTES)
    said: list[Notice] = []
    stage.ctx.notices.said.connect(said.append)
    held.notes.toggle_sorting()
    notes = _record(stage).notes
    held.notes.table.select(notes[1].id)
    press(Qt.Key.Key_E)
    stage.settle()
    assert held.notes.table.selected_id == notes[2].id
    undo = said[-1].action
    assert undo is not None
    undo()
    stage.settle()
    assert _record(stage).notes[1].sorted_as is SortedAs.OPEN


def test_a_waiting_line_is_written_anew_and_esc_leaves_it(stage, held):
    held.show_view(NOTES)
    note = _record(stage).notes[1]
    held.notes.table.select(note.id)
    held.notes.table.setFocus()
    press(Qt.Key.Key_Return)
    assert held.notes.entry.text().startswith(">Ivo Isms: the list")
    press(Qt.Key.Key_Escape)
    assert held.notes.entry.text() == ""
    press(Qt.Key.Key_Return)
    keys(held.notes.entry, "!", Qt.Key.Key_Return)
    stage.settle()
    assert _record(stage).notes[1].text.endswith("!")
    assert len(_record(stage).notes) == 8


def test_what_waits_is_shown_over_all_sessions(stage, held):
    held.notes.sessions.show_session(held.property("held"))
    held.bring("notes:")
    table = held.notes.table
    shown_rows = [table.rows.row_at(n).note.sorted_as for n in range(table.rows.rowCount())]
    assert set(shown_rows) == {SortedAs.OPEN}
    assert held.notes.sort.text() == "Sort 4 lines"


# ---------------------------------------------------------------------------------------------------------- sessions


def test_the_clock_proposes_a_row_and_the_key_opens_it(stage):
    fill_notes(stage)
    stage.world.clock.set(START + timedelta(minutes=40))  # 09:10 on site: the second row
    with shown(stage, FieldworkPage(stage.ctx, stage.audit_id)) as page:
        page.show_view(NOTES)
        assert "P-06" in page.notes.now._said.text()
        press(Qt.Key.Key_O, CTRL | SHIFT)
        stage.settle()
        first, second = _record(stage).sessions
        assert (first.ended_at, second.topic) == (START + timedelta(minutes=40), "P-06 Backup and restore")
        assert [(one.name, one.side) for one in second.people] == [("Anna Berg", Side.BODY)]
        assert page.notes.session_id == second.id == page.evidence.sessions.session_id


def test_people_are_entered_with_offers_sides_and_arrival(stage, held):
    held.show_view(NOTES)
    held.notes.sessions.show_session(held.property("held"))
    stage.settle()
    people = held.notes.card.people
    keys(people.entry, "eva", Qt.Key.Key_Tab)
    assert people.entry.text() == "Eva Example, chief executive"
    press(Qt.Key.Key_Return)
    stage.settle()
    people._side.show_value(Side.ACCREDITATION.value)
    keys(people.entry, "Otto Watch, assessor", Qt.Key.Key_Return)
    stage.settle()
    found = {one.name: (one.function, one.side) for one in _record(stage).sessions[0].people}
    assert found["Eva Example"] == ("chief executive", Side.CLIENT)
    assert found["Otto Watch"] == ("assessor", Side.ACCREDITATION)


def test_those_of_the_plan_are_entered_by_one_button(stage, held):
    held.notes.sessions.show_session(held.property("held"))
    stage.settle()
    held.notes.card.people._plan.click()
    stage.settle()
    assert "Eva Example" in [one.name for one in _record(stage).sessions[0].people]
    assert not held.notes.card.people._plan.isVisibleTo(held.notes.card)


# --------------------------------------------------------------------------------------------------------- questions


def test_a_question_is_asked_and_its_answer_becomes_evidence_by_one_key(stage, page):
    page.show_view(QUESTIONS)
    keys(page.questions.entry, "Where is the list?", Qt.Key.Key_Return)
    stage.settle()
    keys(page.questions.detail.answer, "In the vault A.8.24")
    press(Qt.Key.Key_Return, CTRL)
    stage.settle()
    (question,), (item,) = _record(stage).questions, _record(stage).evidence
    assert (question.state, question.answer) == (QuestionState.ANSWERED, "In the vault A.8.24")
    assert (item.kind, item.text) == (EvidenceKind.INTERVIEW, "Where is the list?")


def test_half_an_answer_is_kept(stage, page):
    page.show_view(QUESTIONS)
    keys(page.questions.entry, "Where is the list?", Qt.Key.Key_Return)
    stage.settle()
    keys(page.questions.detail.answer, "In the va")
    wait_until(lambda: [row.text for row in drafts.list(stage.world.workspace)] == ["In the va"])
    page.questions.detail.answer.clear()


def test_a_question_of_a_note_leads_there(stage, held):
    question = next(one for one in _record(stage).questions if "rotation" in one.text)
    held.bring(f"question:{question.id}")
    assert held.questions.table.selected_id == question.id


# ------------------------------------------------------------------------------------------------------------- inbox


def test_the_inbox_is_sorted_by_letters(stage):
    services = stage.world.services
    for title in ("one", "two"):
        services.evidence.capture(stage.audit_id, EvidenceDraft(title=title))
    with shown(stage, FieldworkPage(stage.ctx, stage.audit_id)) as page:
        page.evidence.table.setFocus()
        press(Qt.Key.Key_M, CTRL | SHIFT)
        assert page.evidence.filter.value == "inbox"
        press(Qt.Key.Key_D)
        stage.settle()
        press(Qt.Key.Key_2)
        stage.settle()
        one, two = _record(stage).evidence
        assert (one.kind, one.state) == (EvidenceKind.DOCUMENT, EvidenceState.SORTED)
        assert (two.judgement, two.state) == (Judgement.NONCONFORMITY, EvidenceState.SORTED)
        services.fields.undo()
        assert _record(stage).evidence[1].state is EvidenceState.INBOX


# ---------------------------------------------------------------------------------------------------------- captures


def test_marks_are_chips_and_a_chip_that_is_taken_away_stays_text(stage, page):
    page.evidence.quick.line.setText("A.8.24 keys rotated !minor")
    page.evidence.quick.chips.removed.emit("!minor")
    press(Qt.Key.Key_Return)
    stage.settle()
    (item,) = _record(stage).evidence
    assert (item.title, [link.ref for link in item.links]) == ("keys rotated !minor", ["A.8.24"])
    assert _record(stage).findings == ()


def test_a_grade_drafts_a_finding(stage, page):
    _quick(stage, page, "A.5.18 TR-4471 enabled !major")
    (finding,) = _record(stage).findings
    assert (finding.grade, finding.state, finding.title) == (Grade.MAJOR, FindingState.DRAFT, "TR-4471 enabled")


def test_tab_takes_an_offer_and_enter_alone_never_does(stage, page):
    keys(page.evidence.quick, "keys a8.2")
    assert page.evidence.quick.popup.list.isVisible()
    press(Qt.Key.Key_Return)
    stage.settle()
    keys(page.evidence.quick, "/cryptog", Qt.Key.Key_Tab)
    keys(page.evidence.quick, "rotated", Qt.Key.Key_Return)
    stage.settle()
    assert [one.title for one in _record(stage).evidence] == ["keys a8.2", "rotated"]
    assert [link.ref for link in _record(stage).evidence[1].links] == ["A.8.24"]


def test_what_fills_itself_in_is_shown(stage, held):
    held.show_view(EVIDENCE)
    held.evidence.sessions.show_session(held.property("held"))
    assert "P-05 Cryptography and keys" in held.evidence.quick._where.text()
    assert "S-1 Head office" in held.evidence.quick._where.text()


@pytest.fixture
def dialog(stage):
    stage.world.services.sessions.open(stage.audit_id, SessionDraft(topic="P-01"))
    made = CaptureDialog(stage.ctx, stage.audit_id)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    show(made, 680, 300)
    stage.settle()
    yield made
    stage.settle()
    put_away(made)


def test_the_line_in_its_own_window_captures_into_the_running_session(stage, dialog):
    keys(dialog.quick, "@ISMS-manager A.8.24 rotated", Qt.Key.Key_Return)
    stage.settle()
    (item,) = _record(stage).evidence
    session_id = _record(stage).sessions[0].id
    assert (item.session_id, item.role, item.title) == (session_id, "ISMS manager", "rotated")
    assert not dialog.isVisible()


def test_esc_keeps_the_line_for_the_next_time(stage, dialog):
    keys(dialog.quick, "half a th", Qt.Key.Key_Escape)
    stage.settle()
    with shown(stage, FieldworkPage(stage.ctx, stage.audit_id)) as page:
        assert page.evidence.quick.line.text() == "half a th"
        page.evidence.quick.line.clear()
        page.evidence._keep_line("")


def test_a_picture_is_pasted_into_the_window(stage, dialog):
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(image)
    keys(dialog.quick, "A.7.2 log open")
    press(Qt.Key.Key_V, CTRL)
    stage.settle()
    pause()
    (item,) = _record(stage).evidence
    assert (item.title, len(item.attachments)) == ("log open", 1)
