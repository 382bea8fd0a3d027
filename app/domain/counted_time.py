"""Time of the timetable that counts as audit time: whose, and at most eight hours per auditor and day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from app.domain import timetable
from app.domain.audit_time_values import DAY_HOURS
from app.domain.kinds import Mode, RowKind, TeamRole
from app.domain.record import TeamMember, TimetableRow

COUNTING: Final = frozenset({TeamRole.LEAD_AUDITOR, TeamRole.AUDITOR})
NO_WORK: Final = frozenset({RowKind.LUNCH, RowKind.BREAK, RowKind.TRAVEL})
_REMARK: Final = re.compile(r"\([^()]*\)")

Span = tuple[int, int]


class Skipped(StrEnum):
    """Why a row of the timetable gives no audit time."""

    BREAK = "break"
    NO_DAY = "no_day"
    NO_TIME = "no_time"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditorDay:
    """One auditor on one day in minutes.

    `booked` is the sum of all rows, `twice` what overlaps another row of the same person, `over` what lies above the
    most that counts, and `counted` the rest.
    """

    auditor: str
    day: date
    booked: int
    twice: int
    over: int

    @property
    def counted(self) -> int:
        """Return the minutes that count as audit time."""
        return self.booked - self.twice - self.over


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedTime:
    """The audit time of a timetable; `skipped` rows (by key) give none, `unknown` names are not in the team."""

    days: tuple[AuditorDay, ...]
    skipped: tuple[tuple[str, Skipped], ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """Return all minutes that count."""
        return sum(one.counted for one in self.days)

    @property
    def cut(self) -> int:
        """Return the minutes that were booked and do not count."""
        return sum(one.twice + one.over for one in self.days)

    def per_auditor(self) -> dict[str, int]:
        """Return the counted minutes of each auditor."""
        found: dict[str, int] = {}
        for one in self.days:
            found[one.auditor] = found.get(one.auditor, 0) + one.counted
        return found

    def auditor_days(self, hours_per_day: int = DAY_HOURS) -> Fraction:
        """Return the counted time in auditor days of `hours_per_day`."""
        return Fraction(self.minutes, hours_per_day * timetable.MINUTES)


def counts_as_audit_time(role: TeamRole) -> bool:
    """Tell whether the time of this role is audit time: never that of experts, trainees, observers, interpreters."""
    return role in COUNTING


def is_work(row: TimetableRow) -> bool:
    """Tell whether a row is work: no lunch, break or travel; older plans mark a break only by naming no place."""
    if row.kind in NO_WORK:
        return False
    return row.kind is not RowKind.AUDIT or row.mode is Mode.OFFICE or bool(row.site_id)


def count(
    rows: Iterable[TimetableRow],
    team: Iterable[TeamMember],
    *,
    most_hours: int = DAY_HOURS,
    works: Callable[[TimetableRow], bool] = is_work,
) -> CountedTime:
    """Return the audit time of a timetable per auditor and day, and what was cut off.

    People are found by initials or name; a row without a day or a time, and one where nobody counts, is named.
    """
    names = _names(team)
    booked: dict[tuple[str, date], list[Span]] = {}
    skipped: list[tuple[str, Skipped]] = []
    unknown: dict[str, None] = {}
    for row in rows:
        mentioned = people(row.auditors)
        unknown.update(dict.fromkeys(one for one in mentioned if one.casefold() not in names))
        auditors = _auditors(mentioned, names)
        why = _why_not(row, auditors, works)
        if why is not None or row.day is None:
            skipped.append((row.id, why or Skipped.NO_DAY))
            continue
        span = timetable.span(row)
        for one in auditors:
            booked.setdefault((one, row.day), []).append(span or (0, 0))
    most = most_hours * timetable.MINUTES
    days = tuple(_auditor_day(*key, booked[key], most) for key in sorted(booked, key=lambda key: (key[1], key[0])))
    return CountedTime(days=days, skipped=tuple(skipped), unknown=tuple(unknown))


def people(text: str) -> tuple[str, ...]:
    """Return the people named in the column of auditors, without remarks in brackets."""
    return timetable.named(_REMARK.sub(" ", text))


def _names(team: Iterable[TeamMember]) -> dict[str, TeamMember]:
    found: dict[str, TeamMember] = {}
    for one in team:
        for name in (one.initials, one.name, one.latin_name):
            if name.strip():
                found.setdefault(name.strip().casefold(), one)
    return found


def _auditors(mentioned: Iterable[str], names: dict[str, TeamMember]) -> tuple[str, ...]:
    """Return the people whose time counts, each once, by initials (or name where there are none)."""
    members = [names[one.casefold()] for one in mentioned if one.casefold() in names]
    return tuple(dict.fromkeys(one.initials or one.name for one in members if counts_as_audit_time(one.role)))


def _why_not(row: TimetableRow, auditors: tuple[str, ...], works: Callable[[TimetableRow], bool]) -> Skipped | None:
    if not works(row):
        return Skipped.BREAK
    if row.day is None:
        return Skipped.NO_DAY
    if not timetable.length(row):
        return Skipped.NO_TIME
    return None if auditors else Skipped.NOBODY


def _auditor_day(auditor: str, day: date, spans: list[Span], most: int) -> AuditorDay:
    """Count overlapping rows once: nobody is at two places at the same time."""
    booked = sum(end - start for start, end in spans)
    worked, until = 0, 0
    for start, end in sorted(spans):
        worked += max(end - max(start, until), 0)
        until = max(until, end)
    return AuditorDay(auditor=auditor, day=day, booked=booked, twice=booked - worked, over=max(worked - most, 0))
