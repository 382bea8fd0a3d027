"""The frame of a proposed plan: which days, what all do together, and the stretches that are left for auditing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from app.domain.audit_time_values import DAY_HOURS
from app.domain.kinds import RowKind
from app.domain.plan_rows import clock
from app.domain.record import AuditRecord, TimetableRow
from app.domain.sentence import N_
from app.domain.timetable import MINUTES, span

SHORTEST: Final = 30
"""Minutes below which a stretch is not worth a row."""
_FRIDAY: Final = 4
_WORK: Final = DAY_HOURS * MINUTES


def _same(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySettings:
    """The frame of an audit day in local time (`HH:MM`) and the minutes of its fixed parts.

    `say` turns the message ids of topics into the language of the audit.
    """

    starts: str = "09:00"
    ends: str = "17:00"
    lunch_starts: str = "12:30"
    lunch_ends: str = "13:15"
    opening: int = 45
    wrap_up: int = 30
    team_meeting: int = 30
    last_team_meeting: int = 60
    closing: int = 60
    say: Callable[[str], str] = _same


@dataclass(frozen=True, slots=True)
class Joint:
    """A part of a day that all auditors share."""

    day: date
    start: int
    end: int
    kind: RowKind
    topic: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time for auditing between two joint parts: a morning or an afternoon."""

    day: date
    start: int
    end: int

    @property
    def length(self) -> int:
        """Return its minutes."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Frame:
    """All joint parts and all stretches of the days, in their order."""

    joint: tuple[Joint, ...]
    stretches: tuple[Stretch, ...]


def frame(days: tuple[date, ...], settings: DaySettings, *, team: bool) -> Frame:
    """Return the frame of these days; `team` adds the meetings of several auditors.

    No auditor works more than eight hours a day: a longer day ends earlier.
    """
    joint: list[Joint] = []
    stretches: list[Stretch] = []
    for day in days:
        parts = tuple(_joint(day, settings, first=day == days[0], last=day == days[-1], team=team))
        joint += parts
        stretches += _between(day, parts, _bounds(settings))
    return Frame(tuple(joint), tuple(stretches))


def audit_days(record: AuditRecord) -> tuple[date, ...]:
    """Return the days of the audit without weekends and the body's holidays between its first and its last day."""
    first = record.audit.planned_start
    if first is None:
        return ()
    last = max(record.audit.planned_end or first, first)
    free = {one.day for one in record.body.holidays}
    whole = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    return tuple(day for day in whole if day in (first, last) or (day.weekday() <= _FRIDAY and day not in free))


def row_of(one: Joint, settings: DaySettings) -> TimetableRow:
    """Return the joint part as a row without people and place."""
    return TimetableRow(
        day=one.day, starts=clock(one.start), ends=clock(one.end), kind=one.kind, topic=settings.say(one.topic)
    )


def _bounds(settings: DaySettings) -> tuple[int, int, int, int]:
    """Return start, lunch from, lunch to, end; a lunch outside of the day, or a day that is none, gives no time."""
    day = span(TimetableRow(starts=settings.starts, ends=settings.ends)) or (0, 0)
    lunch = span(TimetableRow(starts=settings.lunch_starts, ends=settings.lunch_ends)) or (day[1], day[1])
    start, end = day[0], max(day)
    lunch_from, lunch_to = (min(max(one, start), end) for one in (lunch[0], max(lunch)))
    return start, lunch_from, lunch_to, min(end, start + _WORK + lunch_to - lunch_from)


def _joint(day: date, settings: DaySettings, *, first: bool, last: bool, team: bool) -> Iterator[Joint]:
    start, lunch_from, lunch_to, end = _bounds(settings)
    if first:
        yield Joint(day, start, min(start + settings.opening, lunch_from), RowKind.OPENING, N_("Opening meeting"))
    if lunch_to > lunch_from:
        yield Joint(day, lunch_from, lunch_to, RowKind.LUNCH, N_("Lunch"))
    length, kind, topic = settings.wrap_up, RowKind.WRAP_UP, N_("Daily wrap-up with the client")
    meeting = settings.team_meeting if team else 0
    meeting_topic = N_("Team meeting")
    if last:
        length, kind, topic = settings.closing, RowKind.CLOSING, N_("Closing meeting")
        meeting = settings.last_team_meeting if team else settings.team_meeting
        meeting_topic = N_("Findings, conclusion and recommendation; preparation of the closing meeting")
    last_from = max(end - length, lunch_to)
    meeting_from = max(last_from - meeting, lunch_to)
    if meeting and last_from > meeting_from:
        yield Joint(day, meeting_from, last_from, RowKind.TEAM_MEETING, meeting_topic)
    if end > last_from:
        yield Joint(day, last_from, end, kind, topic)


def _between(day: date, parts: tuple[Joint, ...], bounds: tuple[int, int, int, int]) -> Iterator[Stretch]:
    """Yield the gaps between the joint parts that are long enough."""
    at = bounds[0]
    for part in (*parts, Joint(day, bounds[3], bounds[3], RowKind.BREAK, "")):
        if part.start - at >= SHORTEST:
            yield Stretch(day, at, part.start)
        at = max(at, part.end)
