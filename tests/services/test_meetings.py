"""Meetings from being prepared to being finished."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.drafts import AttendeeDraft, FindingDraft, LinkDraft, SiteDraft
from app.domain.errors import UserMistake
from app.domain.fieldwork import Action
from app.domain.kinds import AuditState, FindingState, Grade, MeetingKind, MeetingState, Mode, PointState, TeamRole
from tests.support import World, add_client, audit_draft


def _opening(world: World, audit_id: str) -> str:
    return world.services.meetings.prepare(audit_id, MeetingKind.OPENING).id


def test_the_opening_of_a_stage_2_has_its_23_points_and_the_people_known(world: World, audit_id: str) -> None:
    meeting = world.services.meetings.get(_opening(world, audit_id))
    assert [point.code for point in meeting.points] == [f"OM-{n:02}" for n in range(1, 24)]
    assert [(one.name, one.role) for one in meeting.attendees] == [
        ("Eva Example", None),
        ("Ivo Isms", None),
        ("Anna Berg", TeamRole.LEAD_AUDITOR),
        ("Carl Co", TeamRole.AUDITOR),
    ]


def test_preparing_twice_continues_the_same_meeting(world: World, audit_id: str) -> None:
    assert _opening(world, audit_id) == _opening(world, audit_id)


def test_a_remote_site_makes_the_point_on_remote_tools_mandatory(world: World) -> None:
    client = add_client(world.services)
    sites = (SiteDraft(client_site_id=client.sites[1].id, mode=Mode.REMOTE),)
    audit_id = world.services.audits.create(audit_draft(client, sites=sites)).id
    meeting = world.services.meetings.get(_opening(world, audit_id))
    assert next(point for point in meeting.points if point.code == "OM-21").mandatory


def test_start_and_end_come_by_themselves_and_the_audit_is_opened(world: World, audit_id: str) -> None:
    meeting_id = _opening(world, audit_id)
    begun = world.clock.now()
    world.services.meetings.begin(meeting_id)
    world.clock.set(begun + timedelta(minutes=39))
    world.services.meetings.finish(meeting_id)
    meeting = world.services.meetings.get(meeting_id)
    assert (meeting.started_at, meeting.ended_at) == (begun, begun + timedelta(minutes=39))
    assert world.services.audits.record(audit_id).audit.state == AuditState.OPENED


def test_a_ticked_point_has_its_time(world: World, audit_id: str) -> None:
    services, meeting_id = world.services, _opening(world, audit_id)
    point = services.meetings.get(meeting_id).points[0]
    services.meetings.tick(point.id, PointState.DONE)
    ticked = services.meetings.get(meeting_id).points[0]
    assert (ticked.state, ticked.treated_at) == (PointState.DONE, world.clock.now())


def test_a_latecomer_gets_the_time_of_coming(world: World, audit_id: str) -> None:
    services, meeting_id = world.services, _opening(world, audit_id)
    services.meetings.begin(meeting_id)
    services.meetings.add_attendee(meeting_id, AttendeeDraft(name="Late Comer"))
    assert services.meetings.get(meeting_id).attendees[-1].since == world.clock.now()


def test_the_closing_begins_with_those_of_the_opening(world: World, audit_id: str) -> None:
    services, meeting_id = world.services, _opening(world, audit_id)
    services.meetings.add_attendee(meeting_id, AttendeeDraft(name="Guest"))
    services.meetings.finish(meeting_id)
    closing = services.meetings.prepare(audit_id, MeetingKind.CLOSING).id
    assert services.meetings.get(closing).attendees[-1].name == "Guest"


def test_actions_are_counted_over_the_audit(world: World, audit_id: str) -> None:
    services, meeting_id = world.services, _opening(world, audit_id)
    services.meetings.add_action(meeting_id, Action(what="network"))
    services.meetings.finish(meeting_id)
    closing = services.meetings.prepare(audit_id, MeetingKind.CLOSING).id
    services.meetings.add_action(closing, Action(what="list"))
    assert [one.label for one in services.meetings.get(closing).actions] == ["A-2"]


def test_a_finished_meeting_changes_only_by_an_amendment(world: World, audit_id: str) -> None:
    services, meeting_id = world.services, _opening(world, audit_id)
    services.meetings.finish(meeting_id)
    with pytest.raises(UserMistake, match="meeting_finished"):
        services.fields.set("meeting", meeting_id, "place", "Room 2")
    with pytest.raises(UserMistake, match="meeting_finished"):
        services.fields.set("meeting", meeting_id, "place", "Room 2", reason="wrong room noted")
    services.amendments.amend("meeting", meeting_id, "place", "Room 2", "wrong room noted")
    assert services.meetings.get(meeting_id).place == "Room 2"


def test_points_of_a_finished_meeting_cannot_be_ticked(world: World, audit_id: str) -> None:
    services, meeting_id = world.services, _opening(world, audit_id)
    services.meetings.finish(meeting_id)
    with pytest.raises(UserMistake, match="meeting_finished"):
        services.meetings.tick(services.meetings.get(meeting_id).points[0].id, PointState.DONE)


def test_the_end_of_the_closing_numbers_the_findings_and_sets_the_time_limits(world: World, audit_id: str) -> None:
    services = world.services
    for grade in (Grade.MINOR, Grade.MAJOR, Grade.OBSERVATION):
        services.findings.draft(audit_id, FindingDraft(grade=grade, statement="s", links=(LinkDraft(ref="A.5.18"),)))
    meeting_id = services.meetings.prepare(audit_id, MeetingKind.CLOSING).id
    world.clock.set(datetime(2026, 3, 31, 14, 58, tzinfo=UTC))
    services.meetings.finish(meeting_id)
    issued = {one.final_number: one for one in services.findings.list(audit_id)}
    assert set(issued) == {"NC-01", "NC-02", "OB-01"}
    assert (issued["NC-01"].grade, issued["NC-01"].due_verified) == (Grade.MAJOR, date(2026, 6, 29))
    assert issued["NC-02"].due_plan == date(2026, 4, 30)


def test_the_closing_day_is_the_local_date_of_the_end(world: World, audit_id: str) -> None:
    services = world.services
    meeting_id = services.meetings.prepare(audit_id, MeetingKind.CLOSING).id
    world.clock.set(datetime(2026, 3, 31, 22, 30, tzinfo=UTC))  # half past midnight in Warsaw
    services.meetings.begin(meeting_id)
    services.meetings.finish(meeting_id)
    record = world.services.audits.record(audit_id)
    assert (record.audit.closed_on, record.audit.state) == (date(2026, 4, 1), AuditState.CLOSED)


def test_a_closing_with_open_duties_can_be_finished(world: World, audit_id: str) -> None:
    services = world.services
    meeting_id = services.meetings.prepare(audit_id, MeetingKind.CLOSING).id
    services.meetings.finish(meeting_id)
    meeting = services.meetings.get(meeting_id)
    assert meeting.state == MeetingState.FINISHED
    assert any(point.mandatory and point.state == PointState.OPEN for point in meeting.points)


def test_a_withdrawn_draft_gets_no_number(world: World, audit_id: str) -> None:
    services = world.services
    made = services.findings.draft(audit_id, FindingDraft(statement="clock"))
    services.findings.withdraw(made.id, "two zones on one screen")
    services.meetings.finish(services.meetings.prepare(audit_id, MeetingKind.CLOSING).id)
    (finding,) = services.findings.list(audit_id)
    assert (finding.state, finding.final_number) == (FindingState.WITHDRAWN, "")
