"""Steps of the meeting wizards: what is missing, what comes next, where an interrupted one goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.domain.fieldwork import Action, Attendee, Meeting, MeetingPoint
from app.domain.kinds import (
    Acknowledgement,
    AuditType,
    Confirmation,
    FindingState,
    Grade,
    MeetingKind,
    PointState,
    Presence,
    Recommendation,
    Side,
)
from app.domain.meetings import (
    MeetingView,
    Step,
    may_leave,
    next_step,
    open_duties,
    problems,
    resume_step,
    status,
    steps,
)
from app.domain.recommendation import Facts
from tests.audits import NOON, finding, meeting

FACTS = Facts(audit_type=AuditType.STAGE2, open_minors=1, internal_audit=True, management_review=True)


def opening(**more: Any) -> MeetingView:
    return MeetingView(meeting=meeting(MeetingKind.OPENING, **more))


def closing(**more: Any) -> MeetingView:
    values: dict[str, Any] = {
        "findings": (finding(),),
        "conclusion": "Conforms but for NC-01.",
        "recommendation": Recommendation.RECOMMEND_AFTER_PLAN_ACCEPTED,
        "facts": FACTS,
    }
    return MeetingView(meeting=meeting(MeetingKind.CLOSING), **{**values, **more})


def codes(view: MeetingView, step: Step) -> list[tuple[str, bool]]:
    return [(problem.code, problem.blocking) for problem in problems(view, step)]


def with_point(state: PointState, *, mandatory: bool, reason: str = "") -> MeetingView:
    point = MeetingPoint(code="OM-05", mandatory=mandatory, state=state, reason=reason)
    return opening(points=(point,))


@pytest.mark.parametrize("kind", MeetingKind)
def test_a_complete_meeting_has_no_problem_in_any_step(kind: MeetingKind) -> None:
    view = closing() if kind is MeetingKind.CLOSING else MeetingView(meeting=meeting(kind))
    assert {step: codes(view, step) for step in steps(kind)} == {step: [] for step in steps(kind)}
    assert resume_step(view) is Step.FINISH


def test_the_steps_follow_each_other_to_the_end() -> None:
    view, step, walked = closing(), Step.PLACE, [Step.PLACE]
    while (following := next_step(view, step)) is not None:
        walked.append(following)
        step = following
    assert tuple(walked) == steps(MeetingKind.CLOSING)
    assert Step.FINDINGS not in steps(MeetingKind.OPENING)


@pytest.mark.parametrize(
    ("changed", "code", "holds"),
    [
        ({"place": "", "link": " "}, "meeting_place_missing", True),
        ({"chair": ""}, "chair_missing", True),
        ({"language": ""}, "meeting_language_missing", False),
        ({"ended_at": NOON - timedelta(minutes=1)}, "end_before_start", True),
    ],
)
def test_the_first_page_asks_for_place_chair_and_times(changed: dict[str, Any], code: str, holds: bool) -> None:
    assert codes(opening(**changed), Step.PLACE) == [(code, holds)]


def test_a_meeting_of_no_length_is_in_order() -> None:
    assert codes(opening(ended_at=NOON), Step.PLACE) == []


def test_a_link_is_a_place() -> None:
    assert codes(opening(place="", link="https://meet.example"), Step.PLACE) == []


def people(*changed: Attendee) -> list[tuple[str, bool]]:
    return codes(opening(attendees=(*meeting().attendees, *changed)), Step.PEOPLE)


def test_both_sides_must_be_there() -> None:
    assert codes(opening(attendees=()), Step.PEOPLE) == [("client_absent", True), ("lead_absent", True)]
    lead, client = meeting().attendees
    assert codes(opening(attendees=(lead,)), Step.PEOPLE) == [("client_absent", True)]
    assert codes(opening(attendees=(client,)), Step.PEOPLE) == [("lead_absent", True)]
    absent = tuple(replace(one, presence=Presence.ABSENT) for one in meeting().attendees)
    assert codes(opening(attendees=absent), Step.PEOPLE) == [("client_absent", True), ("lead_absent", True)]


@pytest.mark.parametrize(
    ("person", "code", "holds"),
    [
        (Attendee(name=" "), "name_missing", True),
        (Attendee(name="Kağan", since=NOON, until=NOON - timedelta(minutes=5)), "left_before_coming", True),
        (Attendee(name="Kağan", confirmation=Confirmation.REFUSED), "refusal_without_remark", True),
        (Attendee(name="bożydar "), "attendee_twice", False),
    ],
)
def test_each_person_is_looked_at(person: Attendee, code: str, holds: bool) -> None:
    assert (code, holds) in people(person)


def test_a_refusal_with_a_remark_and_a_latecomer_are_in_order() -> None:
    refusing = Attendee(name="A", confirmation=Confirmation.REFUSED, remark="does not sign anything")
    late = Attendee(name="B", side=Side.CLIENT, since=NOON, until=NOON + timedelta(minutes=5))
    passing = Attendee(name="C", side=Side.CLIENT, since=NOON, until=NOON)
    assert people(refusing, late, passing) == []


@pytest.mark.parametrize(
    ("state", "mandatory", "reason", "wanted"),
    [
        (PointState.OPEN, True, "", [("point_open", True)]),
        (PointState.OPEN, False, "", [("point_open", False)]),
        (PointState.NOT_USED, True, "", [("point_reason_missing", True)]),
        (PointState.NOT_USED, True, "no guide needed", []),
        (PointState.NOT_USED, False, "", []),
        (PointState.DONE, True, "", []),
    ],
)
def test_a_duty_is_done_or_has_a_reason(
    state: PointState, mandatory: bool, reason: str, wanted: list[tuple[str, bool]]
) -> None:
    view = with_point(state, mandatory=mandatory, reason=reason)
    assert codes(view, Step.POINTS) == wanted
    assert bool(open_duties(view.meeting)) == any(holds for _code, holds in wanted)


def test_the_client_says_something_to_each_nonconformity() -> None:
    silent = finding(acknowledgement=Acknowledgement.OPEN)
    assert codes(closing(findings=(silent,)), Step.FINDINGS) == [("acknowledgement_open", True)]
    others = (
        finding("f2", grade=Grade.OBSERVATION, acknowledgement=Acknowledgement.OPEN),
        finding("f3", state=FindingState.WITHDRAWN, acknowledgement=Acknowledgement.OPEN),
    )
    assert codes(closing(findings=others), Step.FINDINGS) == []


def test_a_dispute_needs_both_views() -> None:
    disputed = finding(acknowledgement=Acknowledgement.DISPUTED, client_view="no real data")
    assert codes(closing(findings=(disputed,)), Step.FINDINGS) == [("views_missing", True)]
    both = replace(disputed, team_view="copied records are not synthetic")
    assert codes(closing(findings=(both,)), Step.FINDINGS) == []


def test_conclusion_and_recommendation_are_needed_and_guarded() -> None:
    assert codes(closing(conclusion=" "), Step.RESULT) == [("conclusion_missing", True)]
    assert codes(closing(recommendation=Recommendation.RECOMMEND), Step.RESULT) == [("nonconformity_open", True)]
    assert codes(closing(recommendation=None, facts=None), Step.RESULT) == [("recommendation_missing", True)]
    assert codes(closing(facts=None), Step.RESULT) == []


def test_an_action_without_owner_or_date_is_pointed_out() -> None:
    actions = (
        Action(label="A-1", what="network", who="Dionizy"),
        Action(label="A-2", what="lists", who="K", due="now"),
    )
    (found,) = problems(opening(actions=actions), Step.ACTIONS)
    assert (found.code, found.value("label"), found.blocking) == ("action_without_owner", "A-1", False)


def test_the_last_page_gathers_what_is_left_and_stops_nobody() -> None:
    view = opening(chair="", attendees=())
    assert codes(view, Step.FINISH) == [("chair_missing", False), ("client_absent", False), ("lead_absent", False)]
    assert may_leave(view, Step.FINISH)
    assert not may_leave(view, Step.PEOPLE)


def test_an_interrupted_wizard_goes_on_at_the_first_page_that_lacks_something() -> None:
    assert resume_step(opening(attendees=())) is Step.PEOPLE
    assert resume_step(with_point(PointState.OPEN, mandatory=True)) is Step.POINTS


def test_the_status_counts_points_and_people() -> None:
    view = Meeting(
        kind=MeetingKind.OPENING,
        points=(
            MeetingPoint(code="OM-01", mandatory=True, state=PointState.DONE),
            MeetingPoint(code="OM-02", mandatory=True),
            MeetingPoint(code="OM-04", state=PointState.NOT_USED),
        ),
        attendees=(
            Attendee(name="A"),
            Attendee(name="B", presence=Presence.REMOTE),
            Attendee(name="C", presence=Presence.ABSENT),
        ),
    )
    found = status(view)
    assert (found.points, found.done, found.not_used, found.open_duties) == (3, 1, 1, ("OM-02",))
    assert (found.in_room, found.remote, found.absent) == (1, 1, 1)
