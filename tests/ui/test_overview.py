"""The overview of an audit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from app.domain.kinds import AuditState, TeamRole
from app.domain.readiness import Page
from app.domain.readiness import Place as Where
from app.ui.audit.overview import OverviewPage
from app.ui.navigation import Place
from app.ui.widgets.coverage_picture import CoveragePicture
from app.ui.widgets.jump_line import JumpLine
from tests.ui.crowd import crowd
from tests.ui.pages import keys, press, shown
from tests.ui.stage import pause


@pytest.fixture
def page(stage):
    with shown(stage, OverviewPage(stage.ctx, stage.audit_id)) as made:
        yield made


def _record(stage):
    return stage.world.services.audits.record(stage.audit_id)


def test_the_next_thing_in_a_new_audit_is_the_opening_meeting(stage, page):
    wanted: list[Place] = []
    stage.ctx.navigator.wanted.connect(wanted.append)
    page.next_card.button.click()
    assert [place.key for place in wanted] == ["wizard-opening"]


def test_an_empty_coverage_is_told_in_words(page):
    said = page.findChild(CoveragePicture).accessibleDescription()
    assert "A.5  Organizational controls: 0 / 37" in said


def test_a_scope_that_was_typed_is_there_after_reloading(stage, page):
    editor = page.facts.scope.editor
    editor.selectAll()
    keys(editor, "Booking of slots", Qt.Key.Key_Tab)
    stage.settle()
    assert _record(stage).audit.scope == "Booking of slots"
    assert editor.toPlainText() == "Booking of slots"


def test_typing_that_was_not_finished_is_found_again(stage, page):
    stage.ctx.services.fields.keep_draft("audit", stage.audit_id, "scope", "Half a sen", audit_id=stage.audit_id)
    with shown(stage, OverviewPage(stage.ctx, stage.audit_id)) as again:
        editor = again.facts.scope.editor
        assert isinstance(editor, QPlainTextEdit)
        assert editor.toPlainText() == "Half a sen"
        editor.undo()
        assert editor.toPlainText() == "Operation of the platform"


def test_a_person_is_added_by_name_and_gets_a_role_by_keys(stage, page):
    keys(page.lists.team, "Eleftheria Papa", Qt.Key.Key_Return)
    stage.settle()
    made = next(one for one in _record(stage).team if one.name == "Eleftheria Papa")
    assert (made.initials, made.role) == ("EP", TeamRole.AUDITOR)


def test_a_refused_change_says_why_beside_the_field(stage, page):
    stage.ctx.services.audits.end_early(stage.audit_id, "the client stopped")
    field = page.facts.scope
    keys(field.editor, "!", Qt.Key.Key_Tab)
    stage.settle()
    assert "takes no more changes" in field.editor.accessibleDescription()
    assert field.editor.toPlainText().endswith("!") or "!" in field.editor.toPlainText()


def test_a_finished_audit_is_read_only(stage):
    stage.ctx.services.audits.end_early(stage.audit_id, "the client stopped")
    with shown(stage, OverviewPage(stage.ctx, stage.audit_id)) as page:
        assert page.record is not None
        assert page.record.audit.state is AuditState.ABORTED
        assert all(line.isReadOnly() for line in page.facts.findChildren(QLineEdit))


def test_a_blocker_leads_to_its_place(stage):
    crowd(stage.world, stage.audit_id, items=4)
    with shown(stage, OverviewPage(stage.ctx, stage.audit_id)) as page:
        wanted: list[Place] = []
        stage.ctx.navigator.wanted.connect(wanted.append)
        line = next(one for one in page.blockers.findChildren(JumpLine) if "AB-F2" in one.accessibleName())
        line.click()
        assert wanted[0].key == "findings"
        assert wanted[0].item_id.endswith("#grade_reason")


def test_what_is_missing_in_the_plan_gets_the_cursor(stage, page):
    page.blockers.jumped.emit(Where(Page.PLAN, field="sites"))
    pause()
    assert page.lists.sites.begin.hasFocus()


def test_undo_takes_a_field_back(stage, page):
    editor = page.facts.scope.editor
    keys(editor, "X", Qt.Key.Key_Tab)
    stage.settle()
    stage.ctx.jobs.write(stage.ctx.services.fields.undo)
    stage.settle()
    assert editor.toPlainText() == "Operation of the platform"


def test_enter_does_not_leave_a_line_unsaved(stage, page):
    line = next(one for one in page.facts.findChildren(QLineEdit) if one.text() == "CB-2026-001")
    line.setFocus()
    line.selectAll()
    keys(line, "CB-7", Qt.Key.Key_Return)
    stage.settle()
    assert _record(stage).audit.reference == "CB-7"


def test_another_change_does_not_overwrite_typing(stage, page):
    editor = page.facts.scope.editor
    keys(editor, "new ")
    stage.ctx.jobs.write(lambda: stage.ctx.services.fields.set("audit", stage.audit_id, "file_number", "F-1"))
    stage.settle()
    assert "new " in editor.toPlainText()
    press(Qt.Key.Key_Tab)
    stage.settle()
    assert "new " in _record(stage).audit.scope
