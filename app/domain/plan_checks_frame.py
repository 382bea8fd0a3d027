"""Checks of the frame of a plan: opening first, closing last, lunch, daily wrap-up, meetings of the team."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Final

from app.domain.kinds import AuditType, RowKind
from app.domain.plan_people import Roll, called
from app.domain.plan_problem import PlanProblem, Severity, blocking, warning
from app.domain.plan_time import is_office, is_work
from app.domain.record import AuditRecord, TimetableRow
from app.domain.timetable import MINUTES, span

NOON: Final = 12 * MINUTES
AFTERNOON: Final = 13 * MINUTES + 30
_Moment = tuple[date, int]


def frame_problems(record: AuditRecord, roll: Roll) -> Iterator[PlanProblem]:
    """Yield what lacks in the frame of the plan, and what stands outside of it."""
    rows = [row for row in record.timetable if row.day is not None and span(row) and not is_office(row)]
    return chain(_opening(record, rows), _closing(record, rows), _days(rows, roll))


def _opening(record: AuditRecord, rows: list[TimetableRow]) -> Iterator[PlanProblem]:
    opening = [row for row in rows if row.kind is RowKind.OPENING]
    if not opening:
        yield _missing(record, "plan_opening_missing")
        return
    first = min(_start(row) for row in opening)
    early = [row.id for row in rows if row.kind not in (RowKind.OPENING, RowKind.TRAVEL) and _start(row) < first]
    if early:
        yield blocking("plan_before_opening", *early, count=len(early))


def _closing(record: AuditRecord, rows: list[TimetableRow]) -> Iterator[PlanProblem]:
    closing = [row for row in rows if row.kind is RowKind.CLOSING]
    if not closing:
        yield _missing(record, "plan_closing_missing")
        return
    last = max(_start(row) for row in closing)
    late = [row.id for row in rows if row.kind not in (RowKind.CLOSING, RowKind.TRAVEL) and _end(row) > last]
    if late:
        yield blocking("plan_after_closing", *late, count=len(late))


def _missing(record: AuditRecord, code: str) -> PlanProblem:
    """Return the problem; stage 1 may be held without formal meetings, so it is pointed out there."""
    severity = Severity.WARNING if record.audit.type is AuditType.STAGE1 else Severity.BLOCKING
    return PlanProblem(code=code, severity=severity)


def _days(rows: list[TimetableRow], roll: Roll) -> Iterator[PlanProblem]:
    by_day: dict[date, list[TimetableRow]] = {}
    for row in rows:
        if row.day is not None:
            by_day.setdefault(row.day, []).append(row)
    for day, here in sorted(by_day.items()):
        yield from _lunch(day, here, roll)
        kinds = {row.kind for row in here}
        if RowKind.AUDIT in kinds and not kinds & {RowKind.WRAP_UP, RowKind.CLOSING}:
            yield warning("plan_wrap_up_missing", day=day.isoformat())
    yield from _team(by_day, roll)


def _lunch(day: date, rows: list[TimetableRow], roll: Roll) -> Iterator[PlanProblem]:
    """Yield who works in the morning and in the afternoon without a lunch; a lunch without names is everybody's."""
    before, after, eating = set(), set(), set()
    for row in rows:
        names = {called(one) for one in roll.of(row).auditors}
        if row.kind is RowKind.LUNCH:
            eating |= names or {called(one) for one in roll.team}
        elif is_work(row):
            before |= names if _start(row)[1] < NOON else set()
            after |= names if _end(row)[1] > AFTERNOON else set()
    hungry = sorted((before & after) - eating)
    if hungry:
        yield warning("plan_lunch_missing", day=day.isoformat(), names=", ".join(hungry))


def _team(by_day: dict[date, list[TimetableRow]], roll: Roll) -> Iterator[PlanProblem]:
    """Yield that a team of several auditors never meets, or not between the last part and the closing meeting."""
    rows = [row for here in by_day.values() for row in here]
    if len({called(one) for row in rows for one in roll.of(row).auditors}) < 2:  # noqa: PLR2004 - one alone is no team
        return
    meetings = [_end(row) for row in rows if row.kind is RowKind.TEAM_MEETING]
    closing = [_start(row) for row in rows if row.kind is RowKind.CLOSING]
    if not meetings:
        yield warning("plan_team_meeting_missing")
    elif closing and not any(one[0] == max(closing)[0] and one <= max(closing) for one in meetings):
        yield warning("plan_team_meeting_before_closing")


def _start(row: TimetableRow) -> _Moment:
    return (row.day or date.max, (span(row) or (0, 0))[0])


def _end(row: TimetableRow) -> _Moment:
    return (row.day or date.max, (span(row) or (0, 0))[1])
