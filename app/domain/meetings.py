"""How far a meeting is, what each step of its wizard still lacks, and which step comes next.

Duties: 17021-1, 9.4.2 and 9.4.7 (own words: certification-audit facts, sections 4 and 7). A missing duty never stops
the end of a meeting, because people stand up and leave; it holds the signature of the report.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain import recommendation as advice
from app.domain.fieldwork import Attendee, Finding, Meeting, MeetingPoint
from app.domain.findings import is_nonconformity
from app.domain.kinds import (
    Acknowledgement,
    Confirmation,
    FindingState,
    MeetingKind,
    PointState,
    Presence,
    Recommendation,
    Side,
    TeamRole,
)
from app.domain.problems import Problem, blocking, hint


class Step(StrEnum):
    """A page of the wizard."""

    PLACE = "place"
    PEOPLE = "people"
    FINDINGS = "findings"
    RESULT = "result"
    POINTS = "points"
    ACTIONS = "actions"
    FINISH = "finish"


STEPS: Final = {
    MeetingKind.OPENING: (Step.PLACE, Step.PEOPLE, Step.POINTS, Step.ACTIONS, Step.FINISH),
    MeetingKind.CLOSING: tuple(Step),
    MeetingKind.WRAP_UP: (Step.PLACE, Step.POINTS, Step.ACTIONS, Step.FINISH),
    MeetingKind.INTERIM: (Step.PLACE, Step.POINTS, Step.ACTIONS, Step.FINISH),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """A meeting with what its closing needs: the findings that are read out, and the recommendation with its facts."""

    meeting: Meeting
    findings: tuple[Finding, ...] = ()
    conclusion: str = ""
    recommendation: Recommendation | None = None
    facts: advice.Facts | None = None


@dataclass(frozen=True, slots=True)
class MeetingStatus:
    """How far the points are and who is there."""

    points: int
    done: int
    not_used: int
    open_duties: tuple[str, ...]
    in_room: int
    remote: int
    absent: int


def status(meeting: Meeting) -> MeetingStatus:
    """Count points and people of a meeting."""
    states = [point.state for point in meeting.points]
    there = [person.presence for person in meeting.attendees]
    return MeetingStatus(
        points=len(states),
        done=states.count(PointState.DONE),
        not_used=states.count(PointState.NOT_USED),
        open_duties=tuple(point.code for point in open_duties(meeting)),
        in_room=there.count(Presence.IN_ROOM),
        remote=there.count(Presence.REMOTE),
        absent=there.count(Presence.ABSENT),
    )


def open_duties(meeting: Meeting) -> tuple[MeetingPoint, ...]:
    """Return the mandatory points that are neither treated nor left out with a reason."""
    return tuple(point for point in meeting.points if point.mandatory and not _answered(point))


def steps(kind: MeetingKind) -> tuple[Step, ...]:
    """Return the pages of the wizard for this kind of meeting, in their order."""
    return STEPS[kind]


def problems(view: MeetingView, step: Step) -> tuple[Problem, ...]:
    """Return what `step` still lacks; the last step gathers the blocking ones of all steps as hints."""
    if step is Step.FINISH:
        earlier = [one for one in steps(view.meeting.kind) if one is not Step.FINISH]
        found = [problem for one in earlier for problem in problems(view, one) if problem.blocking]
        return tuple(Problem(one.code, one.field, blocking=False, values=one.values) for one in found)
    return tuple(_RULES[step](view))


def next_step(view: MeetingView, step: Step) -> Step | None:
    """Return the page behind `step`, `None` behind the last one."""
    order = steps(view.meeting.kind)
    place = order.index(step) + 1
    return order[place] if place < len(order) else None


def resume_step(view: MeetingView) -> Step:
    """Return the first page that lacks something, else the last one: where an interrupted wizard goes on."""
    order = steps(view.meeting.kind)
    return next((one for one in order if any(p.blocking for p in problems(view, one))), Step.FINISH)


def may_leave(view: MeetingView, step: Step) -> bool:
    """Tell whether nothing blocking is left on the page."""
    return not any(problem.blocking for problem in problems(view, step))


def _answered(point: MeetingPoint) -> bool:
    if point.state is PointState.NOT_USED:
        return bool(point.reason.strip())
    return point.state is PointState.DONE


def _place(view: MeetingView) -> list[Problem]:
    meeting = view.meeting
    found = []
    if not meeting.place.strip() and not meeting.link.strip():
        found.append(blocking("meeting_place_missing", "place"))
    if not meeting.chair.strip():
        found.append(blocking("chair_missing", "chair"))
    if not meeting.language.strip():
        found.append(hint("meeting_language_missing", "language"))
    if meeting.started_at and meeting.ended_at and meeting.ended_at < meeting.started_at:
        found.append(blocking("end_before_start", "ended_at"))
    return found


def _people(view: MeetingView) -> list[Problem]:
    people = view.meeting.attendees
    there = [one for one in people if one.presence is not Presence.ABSENT]
    found = []
    if not any(one.side is Side.CLIENT for one in there):
        found.append(blocking("client_absent", "attendees"))
    if not any(one.role is TeamRole.LEAD_AUDITOR for one in there):
        found.append(blocking("lead_absent", "attendees"))
    for one in people:
        found += _person(one)
    names = [one.name.strip().casefold() for one in people]
    doubled = sorted({one.name for one in people if names.count(one.name.strip().casefold()) > 1})
    return [*found, *(hint("attendee_twice", "attendees", name=name) for name in doubled)]


def _person(one: Attendee) -> list[Problem]:
    found = []
    if not one.name.strip():
        found.append(blocking("name_missing", "attendees"))
    if one.since and one.until and one.until < one.since:
        found.append(blocking("left_before_coming", "attendees", name=one.name))
    if one.confirmation is Confirmation.REFUSED and not one.remark.strip():
        found.append(blocking("refusal_without_remark", "attendees", name=one.name))
    return found


def _points(view: MeetingView) -> list[Problem]:
    found = []
    for point in view.meeting.points:
        if point.mandatory and point.state is PointState.NOT_USED and not point.reason.strip():
            found.append(blocking("point_reason_missing", "points", code=point.code))
        elif point.state is PointState.OPEN:
            make = blocking if point.mandatory else hint
            found.append(make("point_open", "points", code=point.code))
    return found


def _findings(view: MeetingView) -> list[Problem]:
    """Return what the findings still need from the client: understood or accepted; both views where they differ."""
    found = []
    for one in view.findings:
        if not is_nonconformity(one.grade) or one.state is FindingState.WITHDRAWN:
            continue
        if one.acknowledgement is Acknowledgement.OPEN:
            found.append(blocking("acknowledgement_open", "findings", number=one.label))
        if one.acknowledgement is Acknowledgement.DISPUTED and not (one.client_view.strip() and one.team_view.strip()):
            found.append(blocking("views_missing", "findings", number=one.label))
    return found


def _result(view: MeetingView) -> list[Problem]:
    found = [] if view.conclusion.strip() else [blocking("conclusion_missing", "conclusion")]
    if view.facts is not None:
        found += advice.problems(view.recommendation, view.facts)
    elif view.recommendation is None:
        found.append(blocking("recommendation_missing", "recommendation"))
    return found


def _actions(view: MeetingView) -> list[Problem]:
    return [
        hint("action_without_owner", "actions", label=action.label, what=action.what)
        for action in view.meeting.actions
        if not action.who.strip() or not action.due.strip()
    ]


_RULES: Final = {
    Step.PLACE: _place,
    Step.PEOPLE: _people,
    Step.FINDINGS: _findings,
    Step.RESULT: _result,
    Step.POINTS: _points,
    Step.ACTIONS: _actions,
}
