"""What is audited, open and not applicable: by clause and theme, site, day or auditor; and the time it took.

A requirement counts for a site, day or auditor where the plan says so, or where something was seen there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from app.domain import timetable
from app.domain.fieldwork import Evidence, Session
from app.domain.kinds import Side, Verdict
from app.domain.plan_people import Roll, called
from app.domain.plan_time import is_office, is_work
from app.domain.record import AuditRecord, TimetableRow
from app.domain.verdicts import RequirementView
from app.domain.work_sheet import Grouping, Surroundings, group_name, groups

MINUTE: Final = 60
ACROSS: Final = (Grouping.SITE, Grouping.DAY, Grouping.AUDITOR)
"""What can stand across the matrix."""


class Mark(StrEnum):
    """State of a requirement in one column of the matrix."""

    NONE = ""
    PLANNED = "planned"
    SEEN = "seen"
    UNPLANNED = "unplanned"


@dataclass(frozen=True, slots=True)
class Cell:
    """A requirement at one site, on one day or with one auditor: the items seen there, and whether it was planned."""

    items: int = 0
    planned: bool = False

    @property
    def mark(self) -> Mark:
        """Return the state: planned and not seen yet, seen as planned, seen beside the plan."""
        if self.items:
            return Mark.SEEN if self.planned else Mark.UNPLANNED
        return Mark.PLANNED if self.planned else Mark.NONE


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One requirement with its verdict, and its cells in the order of the columns."""

    id: str
    title: str
    verdict: Verdict
    cells: tuple[Cell, ...]
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix: columns (key, title) and lines."""

    columns: tuple[tuple[str, str], ...] = ()
    lines: tuple[MatrixLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """How far one clause, theme, site, day or auditor is: verdicts counted, all of them in `total`."""

    id: str
    title: str
    counts: tuple[tuple[Verdict, int], ...]

    @property
    def total(self) -> int:
        """Return the number of requirements."""
        return sum(count for _, count in self.counts)

    @property
    def answered(self) -> int:
        """Return the number of requirements with a verdict."""
        return self.total - dict(self.counts).get(Verdict.OPEN, 0)


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Planned and held minutes of one day or auditor, and what was planned and not held."""

    key: str
    title: str
    planned: int = 0
    held: int = 0
    rows: int = 0
    rows_held: int = 0


def matrix(grouping: Grouping, around: Surroundings) -> Coverage:
    """Return requirements against sites, days or auditors (`ACROSS`)."""
    record = around.record
    columns = _columns(grouping, record)
    seen = _seen(grouping, record)
    lines = []
    for view in around.views:
        planned = set(_planned(grouping, around.contexts[view.ref].rows, record))
        here = _counted(view, seen)
        cells = tuple(Cell(here[key], key in planned) for key, _ in columns)
        lines.append(MatrixLine(view.ref, view.item.title, view.row.verdict, cells, bool(view.excluded)))
    return Coverage(columns, tuple(lines))


def parts(grouping: Grouping, around: Surroundings) -> tuple[Part, ...]:
    """Return how far each group is; a requirement may count in several (not for clauses and themes)."""
    by_ref = {view.ref: view.row.verdict for view in around.views}
    found = []
    for group in groups(grouping, around):
        counted = Counter(by_ref[ref] for ref in group.refs)
        found.append(Part(group.key, group.title, tuple((one, counted[one]) for one in Verdict)))
    return tuple(found)


def time_by_day(record: AuditRecord) -> tuple[TimeLine, ...]:
    """Return planned and held minutes with the client per day, in auditor minutes; breaks and office work left out."""
    rows = _work(record)
    held = {one.timetable_row_id for one in record.sessions if one.started_at}
    roll = Roll(record.team)
    found: dict[date, TimeLine] = {}
    for row in rows:
        if row.day is None:
            continue
        line = found.get(row.day, TimeLine(row.day.isoformat(), row.day.isoformat()))
        minutes = timetable.length(row) * max(1, len(roll.of(row).auditors))
        found[row.day] = TimeLine(
            line.key, line.title, line.planned + minutes, line.held, line.rows + 1, line.rows_held + (row.id in held)
        )
    by_id = {row.id: row for row in record.timetable}
    for session in record.sessions:
        day = _day(session)
        if day is None:
            continue
        line = found.get(day, TimeLine(day.isoformat(), day.isoformat()))
        minutes = held_minutes(session) * _auditors(session, by_id, roll)
        found[day] = TimeLine(line.key, line.title, line.planned, line.held + minutes, line.rows, line.rows_held)
    return tuple(found[day] for day in sorted(found))


def not_held(record: AuditRecord, now: datetime | None = None) -> tuple[TimetableRow, ...]:
    """Return the rows of work with the client that have no session; with `now`, only those that are over by then."""
    held = {one.timetable_row_id for one in record.sessions}
    waiting = [row for row in _work(record) if row.id not in held and row.refs]
    if now is None:
        return tuple(waiting)
    here = now.astimezone(ZoneInfo(record.audit.zone or "UTC"))
    return tuple(row for row in waiting if row.day and (row.day, row.ends) < (here.date(), f"{here:%H:%M}"))


def held_minutes(session: Session) -> int:
    """Return the length of a session; 0 while it is running or was never begun."""
    if session.started_at is None or session.ended_at is None:
        return 0
    return max(0, int((session.ended_at - session.started_at).total_seconds()) // MINUTE)


def _work(record: AuditRecord) -> list[TimetableRow]:
    return [row for row in record.timetable if is_work(row) and not is_office(row)]


def _auditors(session: Session, rows: Mapping[str, TimetableRow], roll: Roll) -> int:
    """Return how many auditors a session took: as planned, else those of the body that were present, at least one."""
    row = rows.get(session.timetable_row_id or "")
    planned = len(roll.of(row).auditors) if row is not None else 0
    return planned or max(1, sum(one.side is Side.BODY for one in session.people))


def _day(session: Session) -> date | None:
    at = session.started_at
    return None if at is None else at.astimezone(ZoneInfo(session.zone or "UTC")).date()


def _columns(grouping: Grouping, record: AuditRecord) -> tuple[tuple[str, str], ...]:
    match grouping:
        case Grouping.SITE:
            return tuple((one.id, one.label or one.name) for one in record.sites)
        case Grouping.AUDITOR:
            return tuple((one.id, called(one)) for one in record.team)
        case _:
            days = {row.day for row in record.timetable if row.day}
            days |= {day for one in record.evidence if (day := _evidence_day(one)) is not None}
            return tuple((day.isoformat(), day.isoformat()) for day in sorted(days))


def _planned(grouping: Grouping, rows: Iterable[TimetableRow], record: AuditRecord) -> list[str]:
    match grouping:
        case Grouping.SITE:
            return [row.site_id for row in rows if row.site_id]
        case Grouping.AUDITOR:
            roll = Roll(record.team)
            return [member.id for row in rows for member in roll.of(row).auditors]
        case _:
            return [row.day.isoformat() for row in rows if row.day]


def _seen(grouping: Grouping, record: AuditRecord) -> dict[str, str]:
    """Return evidence id -> column it was seen in."""
    initials = {one.initials: one.id for one in record.team if one.initials}
    found = {}
    for one in record.evidence:
        match grouping:
            case Grouping.SITE:
                key = one.site_id or ""
            case Grouping.AUDITOR:
                key = one.observed_by_id or initials.get(one.author, "")
            case _:
                day = _evidence_day(one)
                key = day.isoformat() if day else ""
        found[one.id] = key
    return found


def _evidence_day(one: Evidence) -> date | None:
    at = one.happened_at or one.created_at
    return None if at is None else at.astimezone(ZoneInfo(one.happened_zone or "UTC")).date()


def _counted(view: RequirementView, seen: Mapping[str, str]) -> Counter[str]:
    return Counter(seen[one.id] for one in view.evidence)


__all__ = [
    "ACROSS", "Cell", "Coverage", "Mark", "MatrixLine", "Part", "TimeLine", "group_name", "held_minutes", "matrix",
    "not_held", "parts", "time_by_day",
]  # fmt: skip
