"""The meetings of a report: points with times, actions, and one attendance list over all of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from app.domain import gate, meeting_answers
from app.domain import report_parts as parts
from app.domain.agenda_wording import own_title
from app.domain.attendance import spans_of
from app.domain.composing_shared import Outside, clock, joined, local
from app.domain.kinds import Confirmation, MeetingKind, MeetingState, Presence

if TYPE_CHECKING:
    from app.domain.attendance import Span
    from app.domain.fieldwork import Attendee, Meeting, MeetingPoint
    from app.domain.record import AuditRecord

ORDER: Final = (MeetingKind.OPENING, MeetingKind.WRAP_UP, MeetingKind.INTERIM, MeetingKind.CLOSING)
EN_DASH: Final = "\u2013"
_AWAY: Final = parts.PresenceAt(Presence.ABSENT, Confirmation.NOT_REQUIRED, "")


def held_meetings(record: AuditRecord) -> tuple[Meeting, ...]:
    """Return the meetings that were begun, by time; one that was only prepared is no fact yet."""
    begun = [one for one in record.meetings if one.state is not MeetingState.PREPARED]
    return tuple(sorted(begun, key=lambda one: (_start(one), ORDER.index(one.kind), one.id)))


def _start(meeting: Meeting) -> datetime:
    return meeting.started_at or meeting.planned_start or meeting.created_at or datetime.max.replace(tzinfo=UTC)


def meeting_part(meeting: Meeting, record: AuditRecord) -> parts.MeetingPart:
    """Return one meeting with its points, actions, answers and corrections; times as the clock there showed them.

    The closing meeting also names what was missing before the signature and why it stayed so (`domain.gate`).
    """
    own, language = record.body.agenda, record.audit.report_language
    zone = meeting.zone
    return parts.MeetingPart(
        kind=meeting.kind,
        place=joined(meeting.place, meeting.link),
        chair=meeting.chair,
        planned_start=local(meeting.planned_start, zone),
        planned_end=local(meeting.planned_end, zone),
        held_start=local(meeting.started_at, zone),
        held_end=local(meeting.ended_at, zone),
        points=tuple(
            parts.PointLine(
                one.code,
                own_title(own, meeting.kind, one.code, language),
                clock(one.treated_at, zone),
                one.state,
                joined(one.remark, one.reason, _again(one, meeting), by="; "),
            )
            for one in meeting.points
        ),
        actions=tuple(parts.ActionLine(one.label, one.what, one.who, one.due, one.done) for one in meeting.actions),
        answers=_answers(meeting, record),
        amendments=tuple(
            parts.AmendmentLine(
                one.number, one.subject, one.old, one.new, one.reason, one.by_name, local(one.created_at, zone)
            )
            for one in meeting.amendments
        ),
        left_open=_left_open(record) if meeting.kind is MeetingKind.CLOSING else (),
    )


def _again(point: MeetingPoint, meeting: Meeting) -> str:
    """Return for whom a point was said again: `(2 x: name, name)` without a word, so that it needs no language."""
    names = {one.id: one.name for one in meeting.attendees}
    people = [names[one.attendee_id] for one in point.repeats if one.attendee_id in names]
    return f"\u21bb {', '.join(people)}" if people else ""


def _answers(meeting: Meeting, record: AuditRecord) -> tuple[parts.AnswerLine, ...]:
    labels = {(one.code, one.subject): (one.label, one.name) for one in meeting_answers.asked(record, meeting)}
    return tuple(
        parts.AnswerLine(one.code, *labels.get((one.code, one.subject), (one.subject, "")), one.old, one.new, one.taken)
        for one in meeting.answers
    )


def _left_open(record: AuditRecord) -> tuple[parts.LeftOpenLine, ...]:
    return tuple(
        parts.LeftOpenLine(
            entry.code,
            tuple(f"{name}={value}" for name, value in entry.blocker.problem.values),
            entry.reason.reason,
            entry.reason.by_name,
        )
        for entry in gate.left(record)
        if entry.reason is not None
    )


def attendance(meetings: tuple[Meeting, ...], outside: Outside) -> tuple[parts.Attendee, ...]:
    """Return everybody once, in the order of first mention, with how they took part in each of `meetings`."""
    known: dict[tuple[str, str], list[Attendee | None]] = {}
    for place, meeting in enumerate(meetings):
        for one in meeting.attendees:
            known.setdefault((one.name, one.side.value), [None] * len(meetings))[place] = one
    return tuple(_person(found, meetings, outside) for found in known.values())


def _person(found: list[Attendee | None], meetings: tuple[Meeting, ...], outside: Outside) -> parts.Attendee:
    there = [one for one in found if one is not None]
    first = there[0]
    role = "" if first.role is None else outside.roles.get(first.role, first.role.value)
    return parts.Attendee(
        name=_both_names(first),
        function=first.function or role,
        side=first.side,
        place=next((one.place for one in there if one.place), ""),
        at=tuple(
            _AWAY if one is None else _presence(one, meeting) for one, meeting in zip(found, meetings, strict=True)
        ),
    )


def _both_names(one: Attendee) -> str:
    return f"{one.name} ({one.latin_name})" if one.latin_name and one.latin_name != one.name else one.name


def _presence(one: Attendee, meeting: Meeting) -> parts.PresenceAt:
    """Return how somebody took part; coming late and leaving early stand as times before the remark."""
    spans = [_span(span, meeting.zone) for span in spans_of(one)]
    return parts.PresenceAt(one.presence, one.confirmation, joined(", ".join(filter(None, spans)), one.remark, by=" "))


def _span(span: Span, zone: str) -> str:
    times = [f"{at:%H:%M}" if at else "" for at in (clock(span.since, zone), clock(span.until, zone))]
    return EN_DASH.join(times) if any(times) else ""
