"""Stage 1 by keyboard: documents marked with number keys, readiness with 1 to 3, concerns in one line, ways to gaps."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt

from app.domain.kinds import Adequacy, Grade, Ready, Recommendation
from app.ui.audit.findings import FindingsPage
from app.ui.audit.stage1 import Stage1Page
from app.ui.desk import Desk
from app.ui.navigation import Place
from app.ui.widgets.buttons import NavButton
from app.ui.widgets.jump_line import JumpLine
from tests.ui.pages import keys, press, shown
from tests.ui.stage import put_away, show
from tests.ui.team_windows import start_stage1

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def audit_id(stage):
    return start_stage1(stage)


@pytest.fixture
def page(stage, audit_id):
    with shown(stage, Stage1Page(stage.ctx, audit_id)) as made:
        yield made


def _record(stage, audit_id):
    return stage.world.services.audits.record(audit_id)


def test_documents_are_proposed_on_an_empty_page(stage):
    empty = start_stage1(stage, filled=False)
    with shown(stage, Stage1Page(stage.ctx, empty)) as page:
        page.documents._empty.started.emit()
        stage.settle()
        assert page.documents.table.rows.rowCount() == len(_record(stage, empty).reviews) > 20


def test_number_keys_mark_one_document_after_the_other(stage, audit_id, page):
    before = Counter(one.adequacy for one in _record(stage, audit_id).reviews)
    page.documents.table.setFocus()
    page.documents.table.select(page.documents.table.rows.id_at(2))
    press(Qt.Key.Key_M, CTRL)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        press(key)
        stage.settle()
    marked = [one.adequacy for one in _record(stage, audit_id).reviews[2:5]]
    assert marked == [Adequacy.ADEQUATE, Adequacy.PARTLY, Adequacy.NOT_ADEQUATE]
    assert Counter(one.adequacy for one in _record(stage, audit_id).reviews)[Adequacy.NOT_REVIEWED] == (
        before[Adequacy.NOT_REVIEWED] - 3
    )
    press(Qt.Key.Key_Escape)
    assert not page.documents.keys.active


def test_without_the_marking_mode_number_keys_mark_nothing(stage, audit_id, page):
    before = _record(stage, audit_id).reviews
    page.documents.table.setFocus()
    press(Qt.Key.Key_3)
    stage.settle()
    assert _record(stage, audit_id).reviews == before


def test_a_remark_is_typed_after_enter(stage, audit_id, page):
    page.documents.table.setFocus()
    page.documents.table.select(page.documents.table.rows.id_at(2))
    press(Qt.Key.Key_Return)
    assert page.documents.detail.remark.editor.hasFocus()
    keys(page.documents.detail.remark.editor, "no date", Qt.Key.Key_Tab)
    stage.settle()
    assert _record(stage, audit_id).reviews[2].remark == "no date"


def test_a_document_is_added_by_its_title(stage, audit_id, page):
    keys(page.documents.add_line, "Visitors", Qt.Key.Key_Return)
    stage.settle()
    assert _record(stage, audit_id).reviews[-1].title == "Visitors"


def test_the_newer_version_is_taken_over(stage, audit_id, page):
    first = _record(stage, audit_id).reviews[0]
    page.documents.table.select(first.id)
    page.documents.detail.newer_wanted.emit()
    stage.settle()
    renewed = _record(stage, audit_id).reviews[0]
    assert (renewed.edition, renewed.adequacy) == ("2.1", Adequacy.NOT_REVIEWED)


def test_clauses_are_judged_by_keys_and_then_remarked(stage, audit_id, page):
    page.documents.table.setFocus()
    press(Qt.Key.Key_2, CTRL)
    line = page.readiness.lines["5"]
    assert not line.remark.isEnabled()
    keys(line.choice, "", Qt.Key.Key_2)
    stage.settle()
    keys(line.remark, "roles unclear", Qt.Key.Key_Tab)
    stage.settle()
    found = next(one for one in _record(stage, audit_id).readiness if one.ref == "5")
    assert (found.state, found.remark) == (Ready.PARTLY, "roles unclear")


def test_conditions_and_focus_are_typed(stage, audit_id, page):
    page.show_part("sites")
    second = _record(stage, audit_id).sites[1]
    keys(page.sites.cards[second.id].conditions.editor, "open plan", Qt.Key.Key_Tab)
    keys(page.sites.focus.editor, "; suppliers", Qt.Key.Key_Tab)
    stage.settle()
    record = _record(stage, audit_id)
    assert record.sites[1].conditions == "open plan"
    assert "suppliers" in record.audit.stage2_focus


def test_a_concern_is_written_down_in_one_line(stage, audit_id, page):
    page.show_part("result")
    keys(page.result.concerns.add_line, "Test data hold real names", Qt.Key.Key_Return)
    stage.settle()
    found = next(one for one in _record(stage, audit_id).findings if one.statement.startswith("Test data"))
    assert (found.grade, found.concern_rating) == (Grade.CONCERN, None)


def test_the_grave_concern_forbids_to_go_on_and_says_so(stage, audit_id, page):
    page.show_part("result")
    choice = page.result.recommendation.choice
    assert not choice._buttons[Recommendation.PROCEED.value].isEnabled()
    assert choice._buttons[Recommendation.PROCEED_AFTER_CONCERNS.value].isEnabled()
    finding = _record(stage, audit_id).findings[0].id
    stage.ctx.jobs.write(lambda: stage.world.services.fields.set("finding", finding, "concern_rating", 3))
    stage.settle()
    assert not choice._buttons[Recommendation.PROCEED_AFTER_CONCERNS.value].isEnabled()
    assert choice._buttons[Recommendation.NOT_READY.value].isEnabled()


def test_an_open_point_leads_to_its_place(stage, audit_id, page):
    page.show_part("result")
    page.result.open._on_more()
    lines = page.result.open.findChildren(JumpLine)
    site = next(line for line in lines if line.accessibleName().startswith("Site S-2"))
    site.click()
    assert page.parts.value == "sites"
    assert page.sites.cards[_record(stage, audit_id).sites[1].id].conditions.editor.hasFocus()


def test_the_parts_say_how_far_they_are(stage, audit_id, page):
    texts = [button.text() for button in page.parts._group.buttons()]
    whole = len(_record(stage, audit_id).reviews)
    assert texts[0] == f"Documents  2/{whole}"
    assert texts[1] == "Readiness  2/11"


def test_the_rating_is_chosen_in_the_finding(stage, audit_id):
    with shown(stage, FindingsPage(stage.ctx, audit_id)) as page:
        concern = _record(stage, audit_id).findings[1]
        page.table.select(concern.id)
        keys(page.editor.concern.could_become.editor, "", Qt.Key.Key_3)
        keys(page.editor.concern.rating.editor, "", Qt.Key.Key_2)
        stage.settle()
        found = next(one for one in _record(stage, audit_id).findings if one.id == concern.id)
        assert (found.could_become, found.concern_rating) == (Grade.OBSERVATION, 2)
        stage.ctx.jobs.write(lambda: stage.world.services.findings.regrade(concern.id, Grade.STRENGTH, "good"))
        stage.settle()
        page.table.select(concern.id)
        assert not page.editor.concern.isVisible()


def test_an_audit_that_was_ended_takes_no_more_reviews(stage, audit_id):
    stage.world.services.audits.end_early(audit_id, "no access")
    with shown(stage, Stage1Page(stage.ctx, audit_id)) as page:
        assert page.documents.add_line.isReadOnly()
        open_ones = (page.documents.mark, page.documents.propose, page.documents.detail.adequacy._group.button(0))
        assert not any(one.isEnabled() for one in open_ones)


@pytest.mark.parametrize("stage1", [True, False])
def test_only_a_stage_1_names_the_page_in_its_navigation(stage, stage1):
    audit = start_stage1(stage, filled=False) if stage1 else stage.audit_id
    desk = Desk(stage.ctx)
    show(desk)
    desk.go(Place("findings", audit))
    stage.settle()
    entries = [one for one in desk._sidebar.findChildren(NavButton) if one.isVisible()]
    assert ("Stage 1" in {one.text() for one in entries}) == stage1
    assert [one.text() for one in entries if one.isChecked()] == ["Findings"]
    put_away(desk)
