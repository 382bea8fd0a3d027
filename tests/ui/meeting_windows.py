"""Windows of the two meetings with a crowded room, for the walks and for pictures."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from app.domain.kinds import MeetingKind, PointState, Presence
from app.domain.meetings import Step
from app.ui.audit.amend_dialog import AmendDialog
from app.ui.audit.closing import ClosingPage
from app.ui.audit.end_early_dialog import EndEarlyDialog
from app.ui.wizards.meeting import MeetingWizard
from app.ui.wizards.meeting_points import LIST, MeetingPoints
from app.ui.wizards.presenter import Presenter
from tests.support import START
from tests.ui.stage import Stage

PEOPLE = """Łucja Gęsicka, ISMS manager
Przemysław Ćwikła-Źrebiec, chief technology officer
ليلى منصور الحدّاد; legal counsel, data protection officer
Gülşah Öztürkmen, head of service centre, remote
Trịnh Quốc Khuê, site manager, remote
中村 遥, observer, accreditation"""
LATE = "Kinga Żmijewska-Dąb, head of HR"
ANSWER = "51"
REMARK = "list passed round; those on video confirmed by name"
MEETING_DATA = frozenset({
    *(part.strip() for line in (*PEOPLE.splitlines(), LATE) for part in line.replace(";", ",").split(",")),
    "legal counsel, data protection officer", "Eva Example", "Ivo Isms", "ISMS manager", "Anna Berg", "Carl Co",
    "“Operation of the platform”", "Storage of containers",
    REMARK, ANSWER, "OM-01", "OM-02", "OM-17", "CM-17", "F5", "F6", "en",
    "Esc", "Room Kotwica", "chief executive",
})  # fmt: skip


def fill_meeting(stage: Stage, kind: MeetingKind = MeetingKind.OPENING) -> str:
    """Hold half a meeting: people of all sides, three points treated, somebody late, an answer; return its id."""
    services, clock = stage.world.services, stage.world.clock
    clock.set(START)
    meeting_id = services.meetings.prepare(stage.audit_id, kind).id
    services.attendance.add_text(meeting_id, PEOPLE)
    services.fields.set("meeting", meeting_id, "place", "Room Kotwica")
    services.meetings.begin(meeting_id, "shown to the client")
    points = services.meetings.get(meeting_id).points
    for number, point in enumerate(points[:3]):
        clock.set(START + timedelta(minutes=4 * number))
        services.meetings.tick(point.id, PointState.DONE)
    services.fields.set("meeting_point", points[0].id, "remark", REMARK)
    clock.set(START + timedelta(minutes=11))
    services.attendance.add_text(meeting_id, LATE)
    services.fields.set("attendee", services.meetings.get(meeting_id).attendees[1].id, "presence", Presence.ABSENT)
    if kind is MeetingKind.OPENING:
        site = services.audits.record(stage.audit_id).sites[0]
        services.answers.give(meeting_id, "OM-17", f"heads:{site.id}", ANSWER)
    return meeting_id


def wizard_window(
    stage: Stage, *, step: Step = Step.POINTS, strip: bool = False, slim: bool = False, code: str = ""
) -> MeetingWizard:
    """Return the opening wizard at a step, with the strip of attendance or as a list."""
    fill_meeting(stage)
    wizard = MeetingWizard(stage.ctx, stage.audit_id, MeetingKind.OPENING)
    wizard.load()
    stage.settle()
    wizard.frame.go(wizard._order.index(step))
    points = wizard.pages[Step.POINTS]
    assert isinstance(points, MeetingPoints)
    if code and wizard._meeting is not None:
        points.show_id(next(one.id for one in wizard._meeting.points if one.code == code))
    if slim:
        points._mode.show_value(LIST)
        points._on_mode(LIST)
    if strip:
        wizard.strip.setVisible(True)
        wizard.strip.people.setCurrentRow(wizard.strip.people.count() - 1)
    return wizard


def presenter_window(stage: Stage, *, code: str = "OM-02", strip: bool = False) -> QWidget:
    """Return the presenter view at a point."""
    meeting_id = fill_meeting(stage)
    view = Presenter(stage.ctx)
    meeting = stage.world.services.meetings.get(meeting_id)
    view.show_meeting(stage.world.services.audits.record(stage.audit_id), meeting)
    view._row = next(row for row, one in enumerate(meeting.points) if one.code == code)
    view._show_point()
    if strip:
        view.strip.setVisible(True)
    return view


def amend_window(stage: Stage) -> QWidget:
    """Return the correction of a meeting that is over."""
    meeting_id = fill_meeting(stage)
    meetings = stage.world.services.meetings
    meetings.finish(meeting_id)
    return AmendDialog(None, stage.ctx, meetings.get(meeting_id))


def end_early_window(stage: Stage) -> QWidget:
    """Return the question why an audit ends early."""
    return EndEarlyDialog(None, stage.ctx, stage.audit_id)


def closing_window(stage: Stage) -> QWidget:
    """Return the closing page after the meeting, with what holds the signature and one reason."""
    services = stage.world.services
    services.meetings.finish(fill_meeting(stage, MeetingKind.WRAP_UP))
    services.meetings.finish(fill_meeting(stage, MeetingKind.CLOSING))
    entry = next(one for one in services.gate.entries(stage.audit_id) if one.holds and one.may_be_left)
    services.gate.give_reason(stage.audit_id, entry.code, entry.row, REMARK)
    page = ClosingPage(stage.ctx, stage.audit_id)
    page.load()
    return page


def short_window(stage: Stage) -> QWidget:
    """Return the wizard of a daily wrap-up."""
    fill_meeting(stage, MeetingKind.WRAP_UP)
    wizard = MeetingWizard(stage.ctx, stage.audit_id, MeetingKind.WRAP_UP)
    wizard.load()
    return wizard
