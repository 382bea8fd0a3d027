"""Time of an audit plan: sums by auditor, day, site and mode, against the calculated audit time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, TypeVar

from app.domain import counted_time, timetable
from app.domain.audit_time_values import DAY_HOURS
from app.domain.counted_time import is_work
from app.domain.kinds import Mode, RowKind
from app.domain.plan_people import Roll
from app.domain.record import AuditRecord, TimetableRow

PERCENT: Final = 100

__all__ = ["PlanTime", "is_office", "is_work", "plan_time"]

K = TypeVar("K", bound=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTime:
    """Counted minutes of a plan (rules of `counted_time`), and what they are measured by, in auditor days.

    `by_site` and `by_mode` are auditor minutes of rows as they stand there, before anything is cut off. `calculated`
    are the days this audit has by its calculation, `least` the part of them that must be spent with the client; both
    are None while no calculation is chosen.
    """

    with_client: int = 0
    office: int = 0
    cut: int = 0
    by_auditor: tuple[tuple[str, int], ...] = ()
    by_day: tuple[tuple[date, int], ...] = ()
    by_auditor_day: tuple[counted_time.AuditorDay, ...] = ()
    by_site: tuple[tuple[str, int], ...] = ()
    by_mode: tuple[tuple[Mode, int], ...] = ()
    calculated: Fraction | None = None
    least: Fraction | None = None

    @property
    def days(self) -> Fraction:
        """Return the time with the client in auditor days of eight hours."""
        return Fraction(self.with_client, DAY_HOURS * timetable.MINUTES)

    @property
    def missing(self) -> Fraction:
        """Return the days that lack with the client; 0 if nothing lacks or nothing is known."""
        return Fraction(0) if self.least is None else max(self.least - self.days, Fraction(0))

    @property
    def remote_percent(self) -> int:
        """Return the remote share of the time with the client, rounded."""
        total = sum(minutes for mode, minutes in self.by_mode if mode is not Mode.OFFICE)
        return round(PERCENT * dict(self.by_mode).get(Mode.REMOTE, 0) / total) if total else 0


def is_office(row: TimetableRow) -> bool:
    """Tell whether a row is work without the client."""
    return row.kind is RowKind.OFFICE or row.mode is Mode.OFFICE


def plan_time(record: AuditRecord) -> PlanTime:
    """Return the sums of the plan of `record`."""
    client = [row for row in record.timetable if is_work(row) and not is_office(row)]
    office = [row for row in record.timetable if is_work(row) and is_office(row)]
    roll = Roll(record.team)
    counted = counted_time.count(client, record.team)
    everything = counted_time.count([*client, *office], record.team) if office else counted
    by_day: dict[date, int] = {}
    for one in counted.days:
        by_day[one.day] = by_day.get(one.day, 0) + one.counted
    days = None if record.time is None else Fraction(record.time.days)
    return PlanTime(
        with_client=counted.minutes,
        office=everything.minutes - counted.minutes,
        cut=counted.cut,
        by_auditor=tuple(counted.per_auditor().items()),
        by_day=tuple(sorted(by_day.items())),
        by_auditor_day=counted.days,
        by_site=_summed(client, roll, lambda row: row.site_id or ""),
        by_mode=_summed([*client, *office], roll, lambda row: Mode.OFFICE if is_office(row) else row.mode),
        calculated=days,
        least=None if days is None else days * record.body.client_share / PERCENT,
    )


def _summed(rows: Iterable[TimetableRow], roll: Roll, key: Callable[[TimetableRow], K]) -> tuple[tuple[K, int], ...]:
    """Return auditor minutes by `key`, in the order in which the keys come first."""
    found: dict[K, int] = {}
    for row in rows:
        found[key(row)] = found.get(key(row), 0) + timetable.length(row) * len(roll.of(row).auditors)
    return tuple(found.items())
