"""The work sheet of the requirements: verdicts one by one, in the marking mode, and many at a time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from app.domain.drafts import EvidenceDraft, LinkDraft
from app.domain.kinds import Judgement, Verdict
from app.ui.audit.fieldwork import FieldworkPage
from app.ui.widgets.dialog import Confirm
from tests.ui.pages import keys, press, shown

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(stage):
    with shown(stage, FieldworkPage(stage.ctx, stage.audit_id), "requirement:A.5.15") as made:
        yield made


def _verdicts(stage):
    return {row.ref: row for row in stage.world.services.audits.record(stage.audit_id).verdicts}


def _reason(page, text):
    ask = page.findChild(Confirm)
    keys(ask.findChild(QPlainTextEdit), text)
    ask._on_verb()


def test_the_requirement_asked_for_is_shown(page):
    assert page.requirements.table.selected_id == "A.5.15"
    assert page.requirements.table.hasFocus()


def test_a_digit_does_nothing_outside_the_marking_mode(stage, page):
    press(Qt.Key.Key_1)
    stage.settle()
    assert _verdicts(stage)["A.5.15"].verdict is Verdict.OPEN


def test_in_the_marking_mode_a_digit_sets_the_verdict_and_goes_on(stage, page):
    press(Qt.Key.Key_M, CTRL)
    assert page.requirements.banner.isVisible()
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_3)
    stage.settle()
    found = _verdicts(stage)
    assert (found["A.5.15"].verdict, found["A.5.16"].verdict) == (Verdict.CONFORM, Verdict.OBSERVATION)


def test_escape_ends_the_marking_mode(page):
    press(Qt.Key.Key_M, CTRL)
    press(Qt.Key.Key_Escape)
    assert not page.requirements.banner.isVisible()


def test_leaving_the_page_ends_the_marking_mode(page):
    press(Qt.Key.Key_M, CTRL)
    page.leave()
    assert not page.requirements.keys.active


def test_many_rows_get_one_verdict_and_one_undo(stage, page):
    for _ in range(3):
        press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_M, CTRL)
    press(Qt.Key.Key_1)
    stage.settle()
    marked = [ref for ref, row in _verdicts(stage).items() if row.verdict is Verdict.CONFORM]
    assert sorted(marked) == ["A.5.15", "A.5.16", "A.5.17", "A.5.18"]
    stage.world.services.fields.undo()
    assert all(row.verdict is Verdict.OPEN for row in _verdicts(stage).values())


def test_not_audited_asks_for_a_reason(stage, page):
    press(Qt.Key.Key_M, CTRL)
    press(Qt.Key.Key_5)
    assert _verdicts(stage)["A.5.15"].verdict is Verdict.OPEN
    _reason(page, "console closed")
    stage.settle()
    assert _verdicts(stage)["A.5.15"].reason == "console closed"


def test_leaving_the_question_leaves_the_verdict(stage, page):
    page.requirements.detail.verdict.chosen.emit(Verdict.NOT_AUDITED.value)
    page.findChild(Confirm).reject()
    stage.settle()
    assert _verdicts(stage)["A.5.15"].verdict is Verdict.OPEN
    assert page.requirements.detail.verdict.value == Verdict.OPEN.value


def test_an_excluded_control_brings_its_reason_along(stage, page):
    page.requirements.show_item("A.7.6")
    page.requirements.detail.verdict.chosen.emit(Verdict.NOT_APPLICABLE.value)
    stage.settle()
    row = _verdicts(stage)["A.7.6"]
    assert (row.verdict, row.reason) == (Verdict.NOT_APPLICABLE, "no secure areas")


def test_conform_without_evidence_is_marked_as_a_gap(stage, page):
    page.requirements.detail.verdict.chosen.emit(Verdict.CONFORM.value)
    stage.settle()
    row = page.requirements.table.selected
    assert [one.code for one in row.problems] == ["conform_without_evidence"]


def test_proposals_of_the_record_are_accepted_at_once(stage, page):
    draft = EvidenceDraft(title="Rules seen", links=(LinkDraft(ref="A.5.15"),), judgement=Judgement.CONFORM)
    stage.ctx.jobs.write(lambda: stage.world.services.evidence.capture(stage.audit_id, draft))
    stage.settle()
    page.requirements._accept.click()
    stage.settle()
    found = _verdicts(stage)
    assert (found["A.5.15"].verdict, found["A.7.6"].verdict) == (Verdict.CONFORM, Verdict.NOT_APPLICABLE)


def test_a_note_is_saved(stage, page):
    keys(page.requirements.detail.note.editor, "both shifts asked", Qt.Key.Key_Tab)
    stage.settle()
    assert _verdicts(stage)["A.5.15"].note == "both shifts asked"
