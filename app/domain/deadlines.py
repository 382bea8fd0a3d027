"""The numbers of the deadlines, how days are counted, and what the closing meeting sets: D-03, D-04, D-05.

The closing meeting is held on the last day of the audit, and that day is day 0. Days are calendar days unless the
span says working days; months keep the day number or take the last day of the month (certification-audit facts,
section 2, "Deadlines"). Every number is a setting of the certification body. What counts from other events is in
`deadlines_cycle.py`, the settings by their codes are in `deadline_settings.py`.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from app.domain.errors import UserMistake
from app.domain.kinds import AuditType

MONDAY_TO_FRIDAY: Final = frozenset({0, 1, 2, 3, 4})
MOST: Final = 3660
MONTHS: Final = 12


class Unit(StrEnum):
    """What a span counts."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time, for example ten working days.

    Raises:
        UserMistake: `span_out_of_range` for a negative length or one of more than ten years of days.
    """

    amount: int
    unit: Unit = Unit.DAYS

    def __post_init__(self) -> None:
        """Refuse lengths that nobody means."""
        if not 0 <= self.amount <= MOST:
            raise UserMistake("span_out_of_range", field="amount", amount=self.amount)


class EndDay(StrEnum):
    """The last day of a certificate: the day number of the decision, or the day before it."""

    SAME_DAY = "same_day"
    DAY_BEFORE = "day_before"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRules:
    """The numbers of one certification body, D-01 to D-13; `major_limit` is the six months of 17021-1, 9.5.3.2.

    `recertification` counts back from the expiry. `renewal_from_old_end`: a certificate renewed in time goes on from
    its old end, which 17021-1, 9.6.3.2.4 allows; otherwise its three years begin with the decision.
    """

    objection: Span = Span(2, Unit.WORKING_DAYS)
    stage1: Span = Span(6, Unit.MONTHS)
    report: Span = Span(10, Unit.WORKING_DAYS)
    plan: Span = Span(30)
    major: Span = Span(90)
    major_limit: Span = Span(6, Unit.MONTHS)
    first_surveillance: Span = Span(12, Unit.MONTHS)
    certificate: Span = Span(36, Unit.MONTHS)
    recertification: Span = Span(3, Unit.MONTHS)
    restore: Span = Span(6, Unit.MONTHS)
    suspension: Span = Span(6, Unit.MONTHS)
    consultancy: Span = Span(24, Unit.MONTHS)
    records: Span = Span(36, Unit.MONTHS)
    ends: EndDay = EndDay.SAME_DAY
    renewal_from_old_end: bool = True
    working_days: frozenset[int] = MONDAY_TO_FRIDAY
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a week without a working day: counting would never end."""
        if not self.working_days or not self.working_days <= frozenset(range(7)):
            raise UserMistake("working_days_wrong", field="working_days")


@dataclass(frozen=True, slots=True)
class Deadline:
    """One date: `code` is the id of the rule (`D-05-limit` is the hard limit)."""

    code: str
    due: date
    counts_from: date


# [choice] Sets a body can start from; 7 working days and 7 to 90 days are numbers seen in practice.
PRESETS: Final = {
    "usual": DeadlineRules(),
    "short": DeadlineRules(report=Span(7, Unit.WORKING_DAYS), plan=Span(14), major=Span(60)),
    "on_the_spot": DeadlineRules(report=Span(0, Unit.WORKING_DAYS)),
    "long": DeadlineRules(objection=Span(5, Unit.WORKING_DAYS), plan=Span(60), recertification=Span(4, Unit.MONTHS)),
}


def rules(report_days: int, plan_days: int, major_days: int, major_months: int) -> DeadlineRules:
    """Return the rules for the four numbers kept in the settings of the body (report in working days)."""
    return DeadlineRules(
        report=Span(report_days, Unit.WORKING_DAYS),
        plan=Span(plan_days),
        major=Span(major_days),
        major_limit=Span(major_months, Unit.MONTHS),
    )


def due(start: date, span: Span, settings: DeadlineRules | None = None) -> date:
    """Return the day that lies `span` after `start` (day 0)."""
    if span.unit is Unit.MONTHS:
        return add_months(start, span.amount)
    if span.unit is Unit.DAYS:
        return start + timedelta(days=span.amount)
    return _after_working_days(start, span.amount, settings or DeadlineRules())


def due_before(end: date, span: Span, settings: DeadlineRules | None = None) -> date:
    """Return the day that lies `span` before `end` (day 0)."""
    if span.unit is Unit.MONTHS:
        return add_months(end, -span.amount)
    if span.unit is Unit.DAYS:
        return end - timedelta(days=span.amount)
    return _after_working_days(end, span.amount, settings or DeadlineRules(), -1)


def add_months(start: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month: 31 March + 6 months = 30 September."""
    year, month = divmod(start.year * MONTHS + start.month - 1 + months, MONTHS)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def deadlines(
    closed_on: date,
    audit_type: AuditType,
    settings: DeadlineRules | None = None,
    not_after: date | None = None,
) -> tuple[Deadline, ...]:
    """Return the deadlines that the closing day sets, in the order of their ids.

    In stage 2 no major may stay open longer than the hard limit, and `D-05` never lies behind it; otherwise stage 2 is
    done again (17021-1, 9.5.3.2). `not_after` is the day before which majors must be verified for another reason, in a
    recertification the end of the certificate. Stage 1 has a report, but no nonconformities and so no plans.
    """
    used = settings or DeadlineRules()
    found = [Deadline("D-03", due(closed_on, used.report, used), closed_on)]
    if audit_type is AuditType.STAGE1:
        return tuple(found)
    found.append(Deadline("D-04", due(closed_on, used.plan, used), closed_on))
    limit = due(closed_on, used.major_limit, used) if audit_type is AuditType.STAGE2 else None
    latest = [day for day in (limit, not_after) if day is not None]
    found.append(Deadline("D-05", min([due(closed_on, used.major, used), *latest]), closed_on))
    if limit is not None:
        found.append(Deadline("D-05-limit", limit, closed_on))
    return tuple(found)


def _after_working_days(start: date, amount: int, settings: DeadlineRules, direction: int = 1) -> date:
    """Return the working day number `amount` after `start`, or before it (`direction` -1); zero is the day itself."""
    working = _working(settings)
    one = timedelta(days=direction)
    day = start
    for _step in range(amount):
        day += one
        while not working(day):
            day += one
    return day


def _working(settings: DeadlineRules) -> Callable[[date], bool]:
    return lambda day: day.weekday() in settings.working_days and day not in settings.holidays
