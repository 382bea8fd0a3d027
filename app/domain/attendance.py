"""Who was there from when until when, what each person missed, and how a person is typed in one line.

Attendance at both meetings is recorded (certification-audit facts, section 4); somebody may go out and come back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.drafts import AttendeeDraft
from app.domain.errors import UserMistake
from app.domain.kinds import PointState, Presence, Side

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.domain.fieldwork import Attendee, Meeting, MeetingPoint

Meaning = Side | Presence
MEANINGS: Final[Mapping[str, Meaning]] = {
    "client": Side.CLIENT,
    "body": Side.BODY,
    "certification body": Side.BODY,
    "accreditation": Side.ACCREDITATION,
    "accreditation body": Side.ACCREDITATION,
    "other": Side.OTHER,
    "remote": Presence.REMOTE,
    "video": Presence.REMOTE,
    "absent": Presence.ABSENT,
    "room": Presence.IN_ROOM,
}
"""Words that may stand behind the function; the window adds those of its own language."""
_CLOCK: Final = re.compile(r"^\s*(\d{1,2}[:.h]?\d{2})?\s*(?:[-\u2013\u2014]\s*(\d{1,2}[:.h]?\d{2})?)?\s*$")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time; an open end is the beginning or the end of the meeting."""

    since: datetime | None = None
    until: datetime | None = None


def person_of(line: str, meanings: Mapping[str, Meaning] = MEANINGS) -> AttendeeDraft:
    """Read `name, function, side`; commas, semicolons or tabs part them, side and presence may be left out.

    Raises:
        UserMistake: `name_missing` when nothing is in front.
    """
    sign = next((one for one in ("\t", ";") if one in line), ",")
    name, *rest = [piece.strip() for piece in line.split(sign)]
    if not name:
        raise UserMistake("name_missing", field="name")
    side, presence, functions = Side.CLIENT, Presence.IN_ROOM, []
    for piece in rest:
        found = meanings.get(piece.casefold())
        if isinstance(found, Side):
            side = found
        elif isinstance(found, Presence):
            presence = found
        elif piece:
            functions.append(piece)
    return AttendeeDraft(name=name, function=", ".join(functions), side=side, presence=presence)


def people_of(text: str, meanings: Mapping[str, Meaning] = MEANINGS) -> tuple[AttendeeDraft, ...]:
    """Read a pasted list, one person in a line; empty lines are passed over."""
    return tuple(person_of(line, meanings) for line in text.splitlines() if line.strip(" \t,;"))


def spans_of(attendee: Attendee) -> tuple[Span, ...]:
    """Return when somebody was there; nothing recorded means from the beginning to the end, absent means never."""
    if attendee.presence is Presence.ABSENT:
        return ()
    if attendee.spans:
        return tuple(Span(one.since, one.until) for one in attendee.spans)
    return (Span(attendee.since, attendee.until),)


def is_there(attendee: Attendee) -> bool:
    """Tell whether somebody is there now: not absent, and not gone."""
    spans = spans_of(attendee)
    return bool(spans) and spans[-1].until is None


def was_there(attendee: Attendee, at: datetime) -> bool:
    """Tell whether somebody was there at a moment; who comes in that very minute is there."""
    return any(
        (one.since is None or one.since <= at) and (one.until is None or at < one.until) for one in spans_of(attendee)
    )


def missed(meeting: Meeting, attendee: Attendee) -> tuple[MeetingPoint, ...]:
    """Return the treated points that somebody who took part did not hear and that were not said again for them."""
    if attendee.presence is Presence.ABSENT:
        return ()
    return tuple(
        point
        for point in meeting.points
        if point.state is PointState.DONE
        and point.treated_at is not None
        and not was_there(attendee, point.treated_at)
        and not any(one.attendee_id == attendee.id for one in point.repeats)
    )


def repeated(meeting: Meeting, attendee: Attendee) -> tuple[MeetingPoint, ...]:
    """Return the points that were said again for somebody."""
    return tuple(one for one in meeting.points if any(again.attendee_id == attendee.id for again in one.repeats))


def check_spans(spans: tuple[Span, ...]) -> None:
    """Refuse stretches that end before they begin or overlap; raises `UserMistake("times_wrong")`."""
    last: datetime | None = None
    for place, one in enumerate(spans):
        backwards = one.since is not None and one.until is not None and one.until < one.since
        gap = place > 0 and (one.since is None or last is None or one.since < last)
        if backwards or gap:
            raise UserMistake("times_wrong", field="times")
        last = one.until


def times_text(attendee: Attendee) -> str:
    """Return the stretches as `08:34–08:50, 09:00–`, in the zone their moments carry; empty for the whole meeting."""
    spans = spans_of(attendee)
    if spans in ((), (Span(),)):
        return ""
    return ", ".join(
        "\u2013".join(f"{moment:%H:%M}" if moment else "" for moment in (one.since, one.until)) for one in spans
    )


def read_times(text: str, day: datetime) -> tuple[Span, ...]:
    """Read what `times_text` writes; `day` gives date and zone. Nothing typed means the whole meeting.

    Raises:
        UserMistake: `times_unreadable`, `times_wrong`.
    """
    found = []
    for piece in text.replace(";", ",").split(","):
        if not piece.strip():
            continue
        match = _CLOCK.match(piece)
        if match is None or not any(match.groups()):
            raise UserMistake("times_unreadable", field="times", text=piece.strip())
        since, until = (None if one is None else _moment(one, day) for one in match.groups())
        found.append(Span(since, until))
    check_spans(tuple(found))
    return tuple(found)


def _moment(text: str, day: datetime) -> datetime:
    digits = re.sub(r"\D", "", text).zfill(4)
    hour, minute = int(digits[:2]), int(digits[2:])
    if hour > 23 or minute > 59:  # noqa: PLR2004 - a clock
        raise UserMistake("times_unreadable", field="times", text=text)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)
