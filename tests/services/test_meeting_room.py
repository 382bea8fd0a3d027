"""Attendance, answers, amendments, the gate, own agendas and the early end, over a real workspace."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from app.domain.agenda_wording import own_title
from app.domain.attendance import missed
from app.domain.errors import UserMistake
from app.domain.fieldwork import Meeting
from app.domain.gate import holding
from app.domain.kinds import (
    AuditState,
    MeetingKind,
    MeetingState,
    Mode,
    PaperKind,
    PointState,
    Presence,
    Recommendation,
    TakenOver,
)
from app.domain.record import AuditRecord
from app.services import papers
from tests.support import World


def opened(world: World, audit_id: str) -> Meeting:
    """Return an opening meeting that runs, with its first point ticked five minutes ago."""
    meetings = world.services.meetings
    meeting_id = meetings.prepare(audit_id, MeetingKind.OPENING).id
    meetings.begin(meeting_id)
    meetings.tick(meetings.get(meeting_id).points[0].id, PointState.DONE)
    world.clock.set(world.clock.now() + timedelta(minutes=5))
    return meetings.get(meeting_id)


def record_of(world: World, audit_id: str) -> AuditRecord:
    return world.services.audits.record(audit_id)


def test_a_latecomer_is_added_in_one_line_and_missed_the_first_point(world: World, audit_id: str) -> None:
    meeting = opened(world, audit_id)
    world.services.attendance.add_text(meeting.id, "Late Comer, head of HR")
    held = world.services.meetings.get(meeting.id)
    late = held.attendees[-1]
    assert (late.name, late.function, late.spans[0].since) == ("Late Comer", "head of HR", world.clock.now())
    assert [one.code for one in missed(held, late)] == ["OM-01"]


def test_a_pasted_list_is_one_step(world: World, audit_id: str) -> None:
    meeting_id = world.services.meetings.prepare(audit_id, MeetingKind.OPENING).id
    world.services.attendance.add_text(meeting_id, "A One, x\nB Two; y; remote")
    people = world.services.meetings.get(meeting_id).attendees[-2:]
    assert [(one.name, one.presence, one.spans) for one in people] == [
        ("A One", Presence.IN_ROOM, ()),
        ("B Two", Presence.REMOTE, ()),
    ]


def test_somebody_absent_who_is_typed_again_comes_instead_of_standing_there_twice(world: World, audit_id: str) -> None:
    meeting = opened(world, audit_id)
    eva = meeting.attendees[0]
    world.services.fields.set("attendee", eva.id, "presence", Presence.ABSENT)
    world.services.attendance.add_text(meeting.id, "eva example")
    held = world.services.meetings.get(meeting.id)
    assert [one.name for one in held.attendees].count("Eva Example") == 1
    assert (held.attendees[0].presence, held.attendees[0].spans[0].since) == (Presence.IN_ROOM, world.clock.now())


def test_going_out_and_coming_back_makes_two_stretches(world: World, audit_id: str) -> None:
    meeting, attendance = opened(world, audit_id), world.services.attendance
    eva, left = meeting.attendees[0], world.clock.now()
    attendance.leave(eva.id)
    world.clock.set(left + timedelta(minutes=3))
    attendance.arrive(eva.id)
    spans = world.services.meetings.get(meeting.id).attendees[0].spans
    assert [(one.since, one.until) for one in spans] == [(None, left), (left + timedelta(minutes=3), None)]


def test_a_point_said_again_is_noted_once_and_can_be_taken_back(world: World, audit_id: str) -> None:
    meeting, attendance = opened(world, audit_id), world.services.attendance
    attendance.add_text(meeting.id, "Late Comer")
    held = world.services.meetings.get(meeting.id)
    point, late = held.points[0], held.attendees[-1]
    for _ in range(2):
        attendance.repeat_all(late.id, [point.id])
    assert len(world.services.meetings.get(meeting.id).points[0].repeats) == 1
    attendance.take_back_repeat(point.id, late.id)
    assert world.services.meetings.get(meeting.id).points[0].repeats == ()


def test_attendance_of_a_finished_meeting_stays(world: World, audit_id: str) -> None:
    meeting = opened(world, audit_id)
    world.services.meetings.finish(meeting.id)
    with pytest.raises(UserMistake, match="meeting_finished"):
        world.services.attendance.add_text(meeting.id, "Late Comer")


# ------------------------------------------------------------------------------------------------------------- answers


def test_a_new_head_count_goes_into_the_audit(world: World, audit_id: str) -> None:
    meeting = opened(world, audit_id)
    site = record_of(world, audit_id).sites[0]
    world.services.answers.give(meeting.id, "OM-17", f"heads:{site.id}", "51")
    held = record_of(world, audit_id)
    answer = held.meetings[0].answers[0]
    assert held.sites[0].heads == 51
    assert (answer.old, answer.new, answer.taken) == (str(site.heads or ""), "51", TakenOver.CHANGED)


def test_a_change_of_the_plan_becomes_a_deviation(world: World, audit_id: str) -> None:
    meeting = opened(world, audit_id)
    world.services.answers.give(meeting.id, "OM-03", "plan", "P-27 before P-29", reason="wish of the client")
    held = record_of(world, audit_id).deviations[-1]
    assert (held.subject, held.done, held.reason) == ("OM-03", "P-27 before P-29", "wish of the client")


def test_a_new_scope_becomes_a_version_of_the_client_and_the_scope_of_the_audit(world: World, audit_id: str) -> None:
    meeting = opened(world, audit_id)
    world.services.answers.give(meeting.id, "OM-02", "scope", "Storage only")
    held = record_of(world, audit_id)
    assert (held.audit.scope, held.client.scopes[-1].text) == ("Storage only", "Storage only")


def test_a_closed_record_goes_on_the_list_of_those_not_shown(world: World, audit_id: str) -> None:
    meeting = opened(world, audit_id)
    world.services.answers.give(meeting.id, "OM-19", "withheld", "annex 3; hosting contract")
    held = record_of(world, audit_id).withheld[-1]
    assert (held.what, held.reason) == ("annex 3", "hosting contract")


def test_a_version_of_the_soa_that_nobody_imported_is_refused_and_nothing_is_kept(world: World, audit_id: str) -> None:
    meeting = opened(world, audit_id)
    with pytest.raises(UserMistake, match="soa_unknown"):
        world.services.answers.give(meeting.id, "OM-18", "soa", "9.9")
    assert record_of(world, audit_id).meetings[0].answers == ()


@pytest.mark.parametrize(("subject", "field"), [("tools", "tools"), ("consent", "consent")])
def test_remote_tools_and_consent_are_kept_with_the_meeting(
    world: World, audit_id: str, subject: str, field: str
) -> None:
    meeting = opened(world, audit_id)
    world.services.answers.give(meeting.id, "OM-21", subject, "no recording")
    assert getattr(world.services.meetings.get(meeting.id), field) == "no recording"


# ---------------------------------------------------------------------------------------------------------- amendments


def test_an_amendment_keeps_old_new_reason_and_author(world: World, audit_id: str) -> None:
    meeting = opened(world, audit_id)
    world.services.meetings.finish(meeting.id)
    world.services.amendments.amend("meeting_point", meeting.points[0].id, "remark", "list signed", "forgotten")
    held = world.services.meetings.get(meeting.id)
    one = held.amendments[0]
    assert held.points[0].remark == "list signed"
    assert (one.number, one.subject, one.old, one.new, one.reason) == (
        1, "OM-01.remark", "", "list signed", "forgotten",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (("remark", "x", " "), "reason_missing"),
        (("state", "done", "why"), "field_not_editable"),
        (("remark", "", "why"), "nothing_changed"),
    ],
)
def test_an_amendment_that_says_nothing_is_refused(
    world: World, audit_id: str, said: tuple[str, str, str], code: str
) -> None:
    meeting = opened(world, audit_id)
    world.services.meetings.finish(meeting.id)
    with pytest.raises(UserMistake, match=code):
        world.services.amendments.amend("meeting_point", meeting.points[0].id, *said)


def test_a_running_meeting_is_changed_and_not_amended(world: World, audit_id: str) -> None:
    meeting = opened(world, audit_id)
    with pytest.raises(UserMistake, match="meeting_not_finished"):
        world.services.amendments.amend("meeting", meeting.id, "place", "Room 2", "why")


def test_the_record_of_the_meeting_prints_its_amendments_and_answers(world: World, audit_id: str) -> None:
    meeting, services = opened(world, audit_id), world.services
    services.answers.give(meeting.id, "OM-21", "tools", "tool of the client")
    services.meetings.finish(meeting.id)
    services.amendments.amend("meeting", meeting.id, "place", "Room 2", "wrong room")
    found = papers.gather(services.meetings._core, audit_id, PaperKind.OPENING_RECORD, meeting.id)
    data: Any = papers.paper_data(services.meetings._core, found)
    assert [one.new for one in data.meeting.answers] == ["tool of the client"]
    assert [(one.old, one.new, one.reason) for one in data.meeting.amendments] == [("", "Room 2", "wrong room")]
    assert services.reports.meeting_record(meeting.id).startswith(b"%PDF")


# ---------------------------------------------------------------------------------------------------------------- gate


def test_the_closing_begins_and_ends_with_everything_missing(world: World, audit_id: str) -> None:
    meetings = world.services.meetings
    meeting_id = meetings.prepare(audit_id, MeetingKind.CLOSING).id
    meetings.begin(meeting_id)
    meetings.finish(meeting_id)
    assert meetings.get(meeting_id).state == MeetingState.FINISHED
    assert holding(world.services.gate.entries(audit_id))


def test_a_reason_lets_an_entry_go_and_stands_in_the_record_of_the_closing(world: World, audit_id: str) -> None:
    services = world.services
    meeting_id = services.meetings.prepare(audit_id, MeetingKind.CLOSING).id
    services.meetings.finish(meeting_id)
    entry = next(one for one in services.gate.entries(audit_id) if one.holds and one.may_be_left)
    services.gate.give_reason(audit_id, entry.code, entry.row, "said by telephone")
    again = next(one for one in services.gate.entries(audit_id) if (one.code, one.row) == (entry.code, entry.row))
    assert not again.holds
    core = services.meetings._core
    data: Any = papers.paper_data(core, papers.gather(core, audit_id, PaperKind.CLOSING_RECORD, meeting_id))
    assert [(one.code, one.reason) for one in data.meeting.left_open] == [(entry.code, "said by telephone")]


def test_a_reason_taken_back_holds_again(world: World, audit_id: str) -> None:
    gate = world.services.gate
    entry = next(one for one in gate.entries(audit_id) if one.holds and one.may_be_left)
    made = gate.give_reason(audit_id, entry.code, entry.row, "why")
    gate.take_back(made.id)
    assert entry in gate.entries(audit_id)


def test_with_a_reason_for_every_entry_the_report_is_frozen(world: World, audit_id: str) -> None:
    services = world.services
    with pytest.raises(UserMistake, match="report_not_ready"):
        services.reports.freeze(audit_id)
    services.fields.set("audit", audit_id, "recommendation", Recommendation.DO_NOT_RECOMMEND)
    for entry in holding(services.gate.entries(audit_id)):
        services.gate.give_reason(audit_id, entry.code, entry.row, "why")
    assert services.reports.freeze(audit_id).revision == 1


def test_the_guards_of_the_recommendation_cannot_be_left_with_a_reason(world: World, audit_id: str) -> None:
    with pytest.raises(UserMistake, match="gate_not_left"):
        world.services.gate.give_reason(audit_id, "major_not_verified", "", "we trust them")


# ------------------------------------------------------------------------------------------------- agenda and early end


def test_the_body_orders_and_words_its_agenda(world: World, audit_id: str) -> None:
    services = world.services
    services.agendas.move(MeetingKind.OPENING, "OM-02", -1)
    services.agendas.set_words(MeetingKind.OPENING, "OM-02", "en", title="What we certify")
    meeting = services.meetings.get(services.meetings.prepare(audit_id, MeetingKind.OPENING).id)
    assert [one.code for one in meeting.points[:3]] == ["OM-02", "OM-01", "OM-03"]
    own = record_of(world, audit_id).body.agenda
    assert own_title(own, MeetingKind.OPENING, "OM-02", "en-GB") == "What we certify"


def test_a_site_that_became_remote_renews_the_duty_of_a_prepared_meeting(world: World, audit_id: str) -> None:
    services = world.services
    services.meetings.prepare(audit_id, MeetingKind.OPENING)
    services.fields.set("audit_site", record_of(world, audit_id).sites[0].id, "mode", Mode.REMOTE)
    meeting = services.meetings.get(services.meetings.prepare(audit_id, MeetingKind.OPENING).id)
    assert next(one for one in meeting.points if one.code == "OM-21").mandatory


def test_an_audit_ended_early_says_when_why_and_who_was_told_and_keeps_what_was_found(
    world: World, audit_id: str
) -> None:
    opened(world, audit_id)
    world.services.audits.end_early(audit_id, "access refused", on=date(2026, 3, 28), told="chief executive, by phone")
    held = record_of(world, audit_id)
    assert (held.audit.state, held.audit.aborted_on, held.audit.aborted_told) == (
        AuditState.ABORTED, date(2026, 3, 28), "chief executive, by phone",
    )  # fmt: skip
    assert held.meetings
