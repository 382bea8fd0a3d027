"""Findings: written by keys, with what is missing said beside each field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from app.domain.drafts import EvidenceDraft, FindingDraft, LinkDraft
from app.domain.kinds import FindingState, Grade, Judgement
from app.ui.audit.findings import FindingsPage
from app.ui.widgets.dialog import Confirm
from app.ui.widgets.press import Press
from tests.ui.crowd import crowd
from tests.ui.pages import keys, press, shown
from tests.ui.sheet_windows import earlier_audit

NEW = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(stage):
    with shown(stage, FindingsPage(stage.ctx, stage.audit_id)) as made:
        yield made


def _found(stage):
    return stage.world.services.findings.list(stage.audit_id)


def _draft(stage, **more):
    stage.ctx.jobs.write(lambda: stage.world.services.findings.draft(stage.audit_id, FindingDraft(**more)))
    stage.settle()


def _missing(page):
    return [one.text() for one in page.editor.completeness.findChildren(Press) if one.isVisible()]


def test_a_whole_minor_is_written_by_keys(stage, page):
    draft = EvidenceDraft(title="Restore log of 2025", judgement=Judgement.NONCONFORMITY)
    stage.ctx.jobs.write(lambda: stage.world.services.evidence.capture(stage.audit_id, draft))
    stage.settle()
    page.filter.setFocus()
    press(Qt.Key.Key_N, NEW)
    stage.settle()
    editor = page.editor
    assert editor.title.editor.hasFocus()
    keys(editor.title.editor, "Restore test", Qt.Key.Key_Tab)
    for ref in ("a813", "613"):
        keys(editor.requirements, ref, Qt.Key.Key_Return)
        stage.settle()
    keys(editor.statement.editor, "Copies were not tested in the interval laid down.", Qt.Key.Key_Tab)
    keys(editor.objective.editor, "15 of 16 tests found.", Qt.Key.Key_Tab)
    keys(editor._pick, "restore log", Qt.Key.Key_Return)
    stage.settle()
    keys(editor._grade_reason.editor, "One of 16.", Qt.Key.Key_Tab)
    stage.settle()
    (finding,) = _found(stage)
    assert [link.ref for link in finding.links if link.leading] == ["A.8.13"]
    assert (finding.grade, len(finding.evidence_ids)) == (Grade.MINOR, 1)
    assert _missing(page) == []


def test_what_is_missing_is_named_and_leads_to_its_field(stage, page):
    _draft(stage, title="Backup")
    assert _missing(page) == ["Requirement", "Statement", "Objective evidence", "Evidence", "Why this grade"]
    page.editor.completeness.findChildren(Press)[1].click()
    assert page.editor.statement.editor.hasFocus()


def test_a_word_of_advice_is_pointed_out_gently(stage, page):
    _draft(stage, title="News", statement="The news should be widened.")
    hint = page.editor.statement._hint
    assert hint.isVisible()
    assert "should" in hint._label.text()


def test_the_grade_of_a_fresh_draft_is_one_key(stage, page):
    _draft(stage)
    keys(page.editor.grade, "", Qt.Key.Key_1)
    stage.settle()
    assert _found(stage)[0].grade is Grade.MAJOR


def test_a_later_change_of_grade_asks_why_and_keeps_the_history(stage, page):
    _draft(stage, statement="Rights were left open.")
    keys(page.editor.grade, "", Qt.Key.Key_1)
    ask = page.findChild(Confirm)
    keys(ask.findChild(QPlainTextEdit), "found again at S-1")
    ask._on_verb()
    stage.settle()
    steps = [(one.old, one.new, one.reason) for one in _found(stage)[0].history]
    assert steps[-1] == (Grade.MINOR, Grade.MAJOR, "found again at S-1")


def test_leaving_the_question_leaves_the_grade(stage, page):
    _draft(stage, statement="Rights were left open.")
    keys(page.editor.grade, "", Qt.Key.Key_1)
    page.findChild(Confirm).reject()
    assert page.editor.grade.value == Grade.MINOR.value


def test_another_requirement_can_lead(stage, page):
    _draft(stage, links=(LinkDraft(ref="A.8.13"), LinkDraft(ref="6.1.3")))
    second = _found(stage)[0].links[1]
    page.editor.requirements.led.emit(second.id)
    stage.settle()
    assert [link.ref for link in _found(stage)[0].links if link.leading] == ["6.1.3"]


def test_a_rule_of_the_client_can_be_the_requirement(stage, page):
    _draft(stage)
    keys(page.editor.requirements, "BZD-PR-15, section 4.3", Qt.Key.Key_Return)
    stage.settle()
    assert [link.other for link in _found(stage)[0].links] == ["BZD-PR-15, section 4.3"]


def test_a_finding_is_withdrawn_and_taken_up_again(stage, page):
    _draft(stage, title="Clocks")
    page.editor._on_withdraw()
    ask = page.findChild(Confirm)
    keys(ask.findChild(QPlainTextEdit), "screen showed UTC")
    ask._on_verb()
    stage.settle()
    assert _found(stage)[0].state is FindingState.WITHDRAWN
    page._on_filter("", "withdrawn")
    page.table.select(_found(stage)[0].id)
    page.editor._on_take_up()
    stage.settle()
    assert _found(stage)[0].state is FindingState.DRAFT


def test_an_issued_finding_is_changed_only_with_a_reason(stage, page):
    _draft(stage, title="Clocks", statement="Off.")
    stage.ctx.jobs.write(lambda: stage.world.services.findings.issue(stage.audit_id))
    stage.settle()
    keys(page.editor.title.editor, "!", Qt.Key.Key_Tab)
    stage.settle()
    assert "!" not in _found(stage)[0].title
    keys(page.editor._issued_reason.editor, "typing error", Qt.Key.Key_Tab)
    stage.settle()
    assert "!" in _found(stage)[0].title


def test_a_finding_begins_from_an_evidence_item(stage):
    draft = EvidenceDraft(title="Leavers", judgement=Judgement.NONCONFORMITY, links=(LinkDraft(ref="A.5.18"),))
    made = stage.world.services.evidence.capture(stage.audit_id, draft)
    with shown(stage, FindingsPage(stage.ctx, stage.audit_id), f"new:{made.id}"):
        stage.settle()
        (finding,) = _found(stage)
        assert (finding.title, finding.evidence_ids) == ("Leavers", (made.id,))
        assert [link.ref for link in finding.links] == ["A.5.18"]


def test_typing_survives_a_change_elsewhere_and_reloading(stage):
    crowd(stage.world, stage.audit_id, items=4)
    with shown(stage, FindingsPage(stage.ctx, stage.audit_id)) as page:
        page.table.select(_found(stage)[0].id)
        keys(page.editor.statement.editor, "Now: ")
        stage.ctx.jobs.write(lambda: stage.world.services.texts.write(stage.audit_id, "RPT-20", "right"))
        stage.settle()
        editor = page.editor.statement.editor
        assert isinstance(editor, QPlainTextEdit)
        assert editor.toPlainText().startswith("Now: ")
    assert _found(stage)[0].statement.startswith("Now: ")


def test_nothing_has_the_focus_trapped(stage, page):
    _draft(stage)
    keys(page.editor.statement.editor, "", Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not page.editor.statement.editor


def test_a_rule_is_decided_against_with_a_reason_and_followed_again(stage):
    finding_id = _minor_on_a_control(stage)
    with shown(stage, FindingsPage(stage.ctx, stage.audit_id), finding_id) as page:
        page.editor.rules._on_decide("binding_clause_missing")
        ask = page.editor.rules.findChildren(Confirm)[0]
        keys(ask.findChildren(QPlainTextEdit)[0], "the SoA says it")
        ask._on_verb()
        stage.settle()
        (rule,) = [one for one in page.table.selected.rules if one.problem.code == "binding_clause_missing"]
        assert rule.decision.reason == "the SoA says it"
        page.editor.rules._on_follow("binding_clause_missing")
        stage.settle()
        assert all(one.decision is None for one in page.table.selected.rules)


def test_an_earlier_finding_is_taken_as_the_same_and_its_history_told(stage):
    earlier_audit(stage)
    finding_id = _minor_on_a_control(stage)
    with shown(stage, FindingsPage(stage.ctx, stage.audit_id), finding_id) as page:
        (offer,) = page.table.selected.offers
        page.editor.repeats._on_pressed(offer.id)
        stage.settle()
        row = page.table.selected
        assert ([one.number for one in row.history], row.offers) == (["NC-01"], ())
        assert "minor_found_again" in [one.problem.code for one in row.rules]


def _minor_on_a_control(stage):
    draft = FindingDraft(grade=Grade.MINOR, statement="Late again", links=(LinkDraft(ref="A.5.18", leading=True),))
    return stage.world.services.findings.draft(stage.audit_id, draft).id
