"""The meetings of a report: points with times, actions, and one attendance list over all of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from app.domain import report_parts as parts
from app.domain.composing_shared import Outside, clock, joined, local
from app.domain.kinds import Confirmation, MeetingKind, MeetingState, Presence

if TYPE_CHECKING:
    from app.domain.fieldwork import Attendee, Meeting
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


def meeting_part(meeting: Meeting) -> parts.MeetingPart:
    """Return one meeting with its points and actions; times as the clock at the place showed them."""
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
                one.code, "", clock(one.treated_at, zone), one.state, joined(one.remark, one.reason, by="; ")
            )
            for one in meeting.points
        ),
        actions=tuple(parts.ActionLine(one.label, one.what, one.who, one.due, one.done) for one in meeting.actions),
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
    since, until = clock(one.since, meeting.zone), clock(one.until, meeting.zone)
    times = [f"{at:%H:%M}" if at else "" for at in (since, until)]
    span = EN_DASH.join(times) if any(times) else ""
    return parts.PresenceAt(one.presence, one.confirmation, joined(span, one.remark, by=" "))
