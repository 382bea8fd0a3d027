"""The report: texts, recommendation, pages, signature."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt

from app.domain.drafts import FindingDraft
from app.domain.kinds import (
    AuditState,
    MeetingKind,
    PointState,
    Reached,
    Recommendation,
    TextState,
    Verdict,
)
from app.domain.readiness import Page, Place
from app.domain.report_texts import required
from app.ui.audit.report import ReportPage
from app.ui.audit.text_list import OBJECTIVES, RECOMMENDATION
from app.ui.dialogs.identity import IdentityDialog
from tests.ui.crowd import crowd
from tests.ui.pages import keys, press, shown
from tests.ui.stage import put_away, show, wait_until
from tests.ui.walk import WALK

PASSWORD = "a long password for tests"


@pytest.fixture
def page(stage):
    with shown(stage, ReportPage(stage.ctx, stage.audit_id)) as made:
        yield made


def _record(stage):
    return stage.world.services.audits.record(stage.audit_id)


def _texts(stage):
    return {one.key: one for one in _record(stage).texts}


def _state(page, key):
    return next(row.state for row in page.table.rows._all if row.id == key)


def make_ready(services, audit_id):
    """Do everything that holds the signature, without evidence: every requirement is left out with a reason."""
    services.body.ensure()
    services.fields.set("body", services.body.get().id, "name", "Vettravik")
    record = services.audits.record(audit_id)
    refs = [item.ref for criteria in record.criteria for item in criteria.items if item.auditable]
    services.verdicts.decide(audit_id, [ref for ref in refs if ref != "A.7.6"], Verdict.NOT_AUDITED, reason="test")
    services.verdicts.decide(audit_id, ["A.7.6"], Verdict.NOT_APPLICABLE, reason="no secure areas")
    for kind in (MeetingKind.OPENING, MeetingKind.CLOSING):
        meeting_id = services.meetings.prepare(audit_id, kind).id
        for field, value in (("place", "Kotwica"), ("chair", "Anna Berg"), ("language", "en")):
            services.fields.set("meeting", meeting_id, field, value)
        for point in services.meetings.get(meeting_id).points:
            services.meetings.tick(point.id, PointState.DONE)
        services.meetings.finish(meeting_id)
    for objective in record.objectives:
        services.fields.set("objective", objective.id, "reached", Reached.REACHED)
    for name in ("internal_audit_done", "management_review_done"):
        services.fields.set("audit", audit_id, name, True)
    services.fields.set("audit", audit_id, "conclusion", "Conforms.")
    services.fields.set("audit", audit_id, "recommendation", Recommendation.RECOMMEND)
    for row in required(record.audit.type, remote=False):
        services.texts.write(audit_id, row.key, "Seen.")


def test_a_text_is_written_by_keys_and_survives_reloading(stage, page):
    page.table.select("RPT-20")
    page.table.setFocus()
    press(Qt.Key.Key_Return)
    keys(page.text.text, "The scope is right.", Qt.Key.Key_Tab)
    stage.settle()
    assert (_texts(stage)["RPT-20"].text, _state(page, "RPT-20")) == ("The scope is right.", "done")
    with shown(stage, ReportPage(stage.ctx, stage.audit_id), "RPT-20") as again:
        assert again.text.text.text() == "The scope is right."


def test_typing_in_one_text_does_not_reach_the_next(stage, page):
    page.table.select("RPT-20")
    keys(page.text.text, "right")
    page.table.select("RPT-21")
    stage.settle()
    assert (_texts(stage)["RPT-20"].text, page.text.text.text()) == ("right", "")


def test_none_is_an_answer(stage, page):
    page.table.select("RPT-33")
    page.text._none.click()
    stage.settle()
    assert _texts(stage)["RPT-33"].state is TextState.NONE
    assert _state(page, "RPT-33") == "none"


def test_unfinished_typing_is_found_again(stage):
    services = stage.world.services
    row_id = services.texts.ensure(stage.audit_id, "RPT-20")
    services.fields.keep_draft("report_text", row_id, "text", "The sco", audit_id=stage.audit_id)
    with shown(stage, ReportPage(stage.ctx, stage.audit_id), "RPT-20") as page:
        assert page.text.text.text() == "The sco"


def test_unfinished_typing_elsewhere_is_a_line_that_leads_there(stage):
    services = stage.world.services
    finding = services.findings.draft(stage.audit_id, FindingDraft(title="Leavers"))
    services.fields.keep_draft("finding", finding.id, "statement", "half a sen", audit_id=stage.audit_id)
    with shown(stage, ReportPage(stage.ctx, stage.audit_id)) as page:
        wait_until(lambda: page.blockers._found[0].problem.code == "drafts_open")
        assert page.blockers._found[0].place == Place(Page.FINDINGS, finding.id, "statement")


def test_a_written_text_leaves_no_draft_behind(stage, page):
    page.table.select("RPT-20")
    keys(page.text.text, "The scope is right.")
    page.text._on_typed("The scope is right.")
    press(Qt.Key.Key_Tab)
    stage.settle()
    assert stage.world.services.fields.open_drafts(stage.audit_id) == ()


def test_an_objective_is_answered_by_a_number_key(stage, page):
    page.table.select(OBJECTIVES)
    keys(page.reached._lines[0].reached, "", Qt.Key.Key_2)
    stage.settle()
    assert _record(stage).objectives[0].reached is Reached.REACHED


def test_a_forbidden_recommendation_is_off_and_says_why(stage):
    crowd(stage.world, stage.audit_id, items=3)
    with shown(stage, ReportPage(stage.ctx, stage.audit_id)) as page:
        choice = page.recommendation.choice
        assert not choice._buttons["recommend"].isEnabled()
        assert "major" in choice._notes["recommend"].text()
        choice._buttons["recommend_after_majors_verified"].click()
        stage.settle()
        assert _record(stage).audit.recommendation is Recommendation.RECOMMEND_AFTER_MAJORS_VERIFIED


def test_a_deviation_is_recorded_with_its_reason(stage, page):
    keys(page.deviations.rows, "link to S-3 late", Qt.Key.Key_Return)
    stage.settle()
    assert [(one.label, one.reason) for one in _record(stage).deviations] == [("DV-1", "link to S-3 late")]


def test_a_jump_brings_the_field(stage, page):
    page.show_item("#recommendation")
    stage.settle()
    assert page.table.selected_id == RECOMMENDATION


def test_the_preview_shows_pages(stage, page):
    page.preview.compose()
    stage.settle()
    assert page.preview._pdf._document.pageCount() > 3
    assert not page.preview._old.isVisible()


def test_the_preview_says_when_it_is_older_than_the_record(stage, page):
    page.preview.compose()
    stage.settle()
    stage.ctx.jobs.write(partial(stage.world.services.texts.write, stage.audit_id, "RPT-20", "right"))
    stage.settle()
    assert page.preview._old.isVisible()


def test_nothing_can_be_signed_while_something_holds_it(page):
    assert page.blockers.isVisible()
    assert not page.signing.isVisible()


def test_a_ready_report_is_signed_and_the_verdict_is_said(stage):
    make_ready(stage.world.services, stage.audit_id)
    with shown(stage, ReportPage(stage.ctx, stage.audit_id)) as page:
        page.signing._new.click()
        (dialog,) = page.findChildren(IdentityDialog)
        for line in (dialog._password, dialog._again):
            line.setText(PASSWORD)
        keys(dialog._again, "", Qt.Key.Key_Return)
        stage.settle()
        keys(page.signing.password, PASSWORD, Qt.Key.Key_Return)
        stage.settle()
        stage.settle()
        assert _record(stage).audit.state is AuditState.REPORTED
        assert "Intact" in page.signing.verdict.banner._label.text()
        assert page._export.isVisible()


def test_a_wrong_password_is_said_beside_the_field(stage):
    make_ready(stage.world.services, stage.audit_id)
    stage.world.services.identities.make("Anna Berg", "Vettravik", PASSWORD)
    with shown(stage, ReportPage(stage.ctx, stage.audit_id)) as page:
        keys(page.signing.password, "wrong", Qt.Key.Key_Return)
        stage.settle()
        assert "does not open the signing key" in page.signing.password.accessibleDescription()
        assert _record(stage).audit.state is not AuditState.REPORTED


def test_the_walk_finds_nothing_in_the_dialog_of_an_identity(stage):
    dialog = IdentityDialog(None, stage.ctx, "Anna Berg", "Vettravik")
    show(dialog, 560, 560)
    found = {name: faults for name, walk in WALK.items() if (faults := walk(dialog))}
    put_away(dialog)
    assert not found


def test_a_small_window_shows_the_whole_sign_card(stage):
    make_ready(stage.world.services, stage.audit_id)
    with shown(stage, ReportPage(stage.ctx, stage.audit_id)) as page:
        page.resize(684, 544)  # what the sidebar and the lines leave of 900x600
        card = page.signing
        wait_until(lambda: card.sign.mapTo(page, card.sign.rect().bottomRight()).x() < page.width())
        assert card.password.height() >= card.password.minimumSizeHint().height()
        table = page.table
        assert card.mapTo(page, card.rect().topLeft()).x() >= table.mapTo(page, table.rect().topRight()).x()
