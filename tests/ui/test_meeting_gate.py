"""The gate with reasons, corrections, the early end and the short meetings, in the window."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from app.domain.gate import holding
from app.domain.kinds import AuditState, MeetingKind, MeetingState
from app.ui.audit.amend_dialog import AmendDialog
from app.ui.audit.closing import ClosingPage
from app.ui.audit.end_early_dialog import EndEarlyDialog
from app.ui.audit.opening import OpeningPage
from app.ui.audit.report import ReportPage
from app.ui.widgets.buttons import Button
from app.ui.widgets.dialog import Confirm
from app.ui.wizards.meeting import MeetingWizard
from tests.ui.pages import shown
from tests.ui.stage import Stage, pause, show


def closed(stage: Stage) -> None:
    meetings = stage.world.services.meetings
    meetings.finish(meetings.prepare(stage.audit_id, MeetingKind.OPENING).id)
    meetings.finish(meetings.prepare(stage.audit_id, MeetingKind.CLOSING).id)


def dialog(kind: type) -> object:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def test_an_entry_is_left_open_with_a_reason_and_the_report_no_longer_asks_for_it(stage: Stage) -> None:
    closed(stage)
    services = stage.world.services
    before = len(holding(services.gate.entries(stage.audit_id)))
    with shown(stage, ClosingPage(stage.ctx, stage.audit_id)) as page:
        leave = next(one for one in page.gate.findChildren(Button) if "reason" in one.text())
        leave.click()
        pause()
        asked = dialog(Confirm)
        assert isinstance(asked, Confirm)
        assert asked._reason is not None
        asked._reason.setPlainText("agreed by telephone")
        asked._verb.click()
        stage.settle()
        assert len(holding(services.gate.entries(stage.audit_id))) == before - 1
    with shown(stage, ReportPage(stage.ctx, stage.audit_id)) as report:
        assert sum(one.blocking for one in report.digested[1]) == before - 1


def test_a_finished_opening_is_corrected_with_a_reason(stage: Stage) -> None:
    meetings = stage.world.services.meetings
    meeting_id = meetings.prepare(stage.audit_id, MeetingKind.OPENING).id
    meetings.finish(meeting_id)
    with shown(stage, OpeningPage(stage.ctx, stage.audit_id)) as page:
        page.amend.click()
        pause()
        asked = dialog(AmendDialog)
        assert isinstance(asked, AmendDialog)
        asked._new.setPlainText("Room Kotwica")
        asked._on_amend()
        stage.settle()
        assert meetings.get(meeting_id).amendments == ()
        asked._why.setPlainText("forgotten")
        asked._on_amend()
        stage.settle()
        held = meetings.get(meeting_id)
        assert (held.place, held.amendments[0].reason) == ("Room Kotwica", "forgotten")


def test_an_audit_is_ended_early_only_with_a_reason(stage: Stage) -> None:
    asked = EndEarlyDialog(None, stage.ctx, stage.audit_id)
    show(asked)
    asked._on_end()
    stage.settle()
    assert stage.world.services.audits.record(stage.audit_id).audit.state is not AuditState.ABORTED
    asked._reason.setPlainText("access refused")
    asked._told.setText("chief executive")
    asked._on_end()
    stage.settle()
    held = stage.world.services.audits.record(stage.audit_id).audit
    assert (held.state, held.aborted_told) == (AuditState.ABORTED, "chief executive")


def test_wrap_ups_are_held_one_after_the_other_in_the_short_form(stage: Stage) -> None:
    with shown(stage, MeetingWizard(stage.ctx, stage.audit_id, MeetingKind.WRAP_UP)) as wizard:
        for _ in range(2):
            wizard.load()
            stage.settle()
            wizard.frame.go(1)
            stage.settle()
            wizard._on_finish()
            stage.settle()
        held = stage.world.services.audits.record(stage.audit_id).meetings
        assert [(one.kind, one.state, len(one.points)) for one in held] == [
            (MeetingKind.WRAP_UP, MeetingState.FINISHED, 5)
        ] * 2
    with shown(stage, ClosingPage(stage.ctx, stage.audit_id)) as page:
        assert page.short._lines.count() == 2
