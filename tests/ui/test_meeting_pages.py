"""The pages of the two meetings."""

from __future__ import annotations

from pathlib import Path

from app.domain.kinds import MeetingKind, PaperKind
from app.ui.audit.closing import ClosingPage
from app.ui.audit.opening import OpeningPage
from app.ui.audit.paper_dialog import PaperDialog
from app.ui.navigation import Place
from app.ui.widgets import file_dialog
from tests.ui.crowd import crowd
from tests.ui.pages import shown
from tests.ui.stage import put_away, wait_until

PASSWORD = "a long password for tests"


def test_a_meeting_that_was_not_held_offers_to_start(stage):
    with shown(stage, OpeningPage(stage.ctx, stage.audit_id)) as page:
        wanted: list[Place] = []
        stage.ctx.navigator.wanted.connect(wanted.append)
        page._empty.started.emit()
        assert [one.key for one in wanted] == ["wizard-opening"]


def test_a_running_meeting_offers_to_go_on(stage):
    services = stage.world.services
    services.meetings.begin(services.meetings.prepare(stage.audit_id, MeetingKind.OPENING).id)
    with shown(stage, OpeningPage(stage.ctx, stage.audit_id)) as page:
        assert page.go_on.isVisible()
        assert "Running" in page._state.accessibleName()


def test_a_finished_meeting_shows_points_people_and_actions(stage):
    crowd(stage.world, stage.audit_id, items=1)
    with shown(stage, OpeningPage(stage.ctx, stage.audit_id)) as page:
        assert not page.go_on.isVisible()
        assert page._points.rows.rowCount() == 23
        assert (page._people.rows.rowCount(), page._agreed.rows.rowCount()) == (5, 1)


def test_the_record_is_written_where_the_user_says(stage, tmp_path, monkeypatch):
    crowd(stage.world, stage.audit_id, items=1)
    target = tmp_path / "record.pdf"
    monkeypatch.setattr(file_dialog, "choose_target", lambda *a, **k: a[3](str(target)))
    with shown(stage, OpeningPage(stage.ctx, stage.audit_id)) as page:
        page.paper.save.click()
        stage.settle()
        stage.settle()
    assert Path(target).read_bytes().startswith(b"%PDF")


def test_the_closing_page_says_what_is_missing_before(stage):
    with shown(stage, ClosingPage(stage.ctx, stage.audit_id)) as page:
        assert page._before.isVisible()


def test_the_record_of_a_finished_meeting_is_signed_on_its_page(stage):
    crowd(stage.world, stage.audit_id, items=1)
    services = stage.world.services
    services.body.ensure()
    services.fields.set("body", services.body.get().id, "name", "Vettravik")
    identity = services.identities.make("Anna Berg", "Vettravik", PASSWORD)
    with shown(stage, OpeningPage(stage.ctx, stage.audit_id)) as page:
        stage.settle()
        page.paper.identity.show_value(identity.id)
        page.paper.password.setText(PASSWORD)
        page.paper.sign.click()
        wait_until(lambda: any(one.signatures for one in services.reports.list(stage.audit_id)))
        stage.settle()
        stage.settle()
        assert page.paper.verdict.isVisible()
        assert page.paper.field.value == "Client"
    paper = next(one for one in services.reports.list(stage.audit_id) if one.signatures)
    assert (paper.kind, paper.subject_id) == (
        PaperKind.OPENING_RECORD,
        services.meetings.find(stage.audit_id, MeetingKind.OPENING).id,
    )


def test_the_pages_of_a_record_can_be_looked_at_before_signing(stage):
    crowd(stage.world, stage.audit_id, items=1)
    with shown(stage, OpeningPage(stage.ctx, stage.audit_id)) as page:
        page.paper.look.click()
        wait_until(lambda: bool(page.findChildren(PaperDialog)))
        dialog = page.findChildren(PaperDialog)[0]
        assert dialog.pages.isVisible()
        put_away(dialog)
