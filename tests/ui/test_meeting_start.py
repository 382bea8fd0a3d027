"""The opening wizard where something stands against the start of the audit."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from app.domain.kinds import MeetingKind, MeetingState
from app.domain.preparing import WithheldRecord
from app.ui.wizards.meeting import MeetingWizard
from app.ui.wizards.meeting_place import MeetingPlace
from tests.ui.pages import shown
from tests.ui.stage import Stage


def place(wizard: MeetingWizard) -> MeetingPlace:
    found = wizard.pages[wizard._order[0]]
    assert isinstance(found, MeetingPlace)
    return found


def state(stage: Stage) -> MeetingState:
    found = stage.world.services.meetings.find(stage.audit_id, MeetingKind.OPENING)
    assert found is not None
    return found.state


def opened(stage: Stage) -> MeetingWizard:
    stage.world.services.plans.add_withheld(stage.audit_id, WithheldRecord(what="Risk register"))
    return MeetingWizard(stage.ctx, stage.audit_id, MeetingKind.OPENING)


def test_what_holds_the_start_is_named_and_leads_back_to_the_reason(stage) -> None:
    with shown(stage, opened(stage)) as wizard:
        assert place(wizard)._start.isVisible()
        wizard.frame.go(1)
        stage.settle()
        assert (state(stage), wizard.frame.current) == (MeetingState.PREPARED, 0)


def test_with_a_reason_it_begins_and_the_card_goes_away(stage) -> None:
    with shown(stage, opened(stage)) as wizard:
        field = place(wizard).field("reason")
        assert isinstance(field, QLineEdit)
        field.setText("shown in the afternoon")
        wizard.frame.go(1)
        stage.settle()
        assert (state(stage), wizard.frame.current) == (MeetingState.RUNNING, 1)
        assert not place(wizard)._start.isVisibleTo(place(wizard))


def test_where_nothing_holds_it_no_reason_is_asked_for(stage) -> None:
    with shown(stage, MeetingWizard(stage.ctx, stage.audit_id, MeetingKind.OPENING)) as wizard:
        assert not place(wizard)._start.reason.isVisibleTo(place(wizard))
