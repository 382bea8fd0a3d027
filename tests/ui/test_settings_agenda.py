"""The agenda in the body's own words and order, in the settings."""

from __future__ import annotations

from app.domain.agenda_wording import order, own_title
from app.domain.kinds import MeetingKind
from app.ui.settings import SettingsPage
from tests.ui.pages import shown
from tests.ui.stage import Stage


def test_a_point_is_moved_and_worded_and_the_next_meeting_follows(stage: Stage) -> None:
    services = stage.world.services
    with shown(stage, SettingsPage(stage.ctx)) as page:
        card = page._agenda
        card.points.setCurrentRow(1)
        card.move_point(-1)
        stage.settle()
        card.title.setText("What we certify")
        card.title.finish()
        stage.settle()
    own = services.body.get().agenda
    assert order(MeetingKind.OPENING, own)[:2] == ("OM-02", "OM-01")
    assert own_title(own, MeetingKind.OPENING, "OM-02", "en") == "What we certify"
    meeting = services.meetings.get(services.meetings.prepare(stage.audit_id, MeetingKind.OPENING).id)
    assert meeting.points[0].code == "OM-02"


def test_words_typed_for_one_point_do_not_land_on_the_next(stage: Stage) -> None:
    with shown(stage, SettingsPage(stage.ctx)) as page:
        card = page._agenda
        card.points.setCurrentRow(0)
        card.words.setPlainText("Good morning.")
        card.points.setCurrentRow(3)
        stage.settle()
        assert card.words.text() == ""
    rows = {one.code: one.words for one in stage.world.services.body.get().agenda}
    assert rows == {"OM-01": "Good morning."}
