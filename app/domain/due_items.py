"""What is due in a cycle: every deadline D-01 to D-13 that is not settled, with its day and the reason.

Nothing becomes overdue silently: an item stays until the thing itself is done, however long ago its day was, and a
running cycle whose dates were never typed shows that, too. A day that is written in the record (an agreed date of a
nonconformity) goes before the one counted from the settings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Final

from app.domain import deadlines_cycle as count
from app.domain.cycle_kinds import DueState
from app.domain.deadlines import DeadlineRules, due
from app.domain.due_facts import ENDED, AuditDates, CycleDates, NonconformityDates, PersonDates, SubjectKind
from app.domain.errors import Value
from app.domain.kinds import AuditType, CycleState
from app.domain.problems import Problem, hint

AHEAD: Final = timedelta(days=30)
_WAITING_FOR_STAGE2: Final = frozenset({CycleState.STAGE1_DONE, CycleState.STAGE2_READY})


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """One thing with its day. `said` is the reason as a sentence code with values, for whoever shows it."""

    code: str
    due: date
    counts_from: date
    state: DueState
    kind: SubjectKind
    subject_id: str
    said: Problem

    @property
    def reason(self) -> str:
        """Return the code of the sentence."""
        return self.said.code


@dataclass(frozen=True, slots=True)
class _Found:
    code: str
    due: date
    counts_from: date
    kind: SubjectKind
    subject_id: str
    label: str
    reason: str = ""
    values: tuple[tuple[str, Value], ...] = ()


def due_items(
    cycle: CycleDates,
    audits: Iterable[AuditDates],
    today: date,
    rules: DeadlineRules | None = None,
    people: Iterable[PersonDates] = (),
) -> tuple[DueItem, ...]:
    """Return what is due in `cycle`, the earliest first; several cycles are put together with `in_order`."""
    used = rules or DeadlineRules()
    known = tuple(audits)
    found = [*_of_cycle(cycle, known, today, used), *_of_people(people, today, used)]
    found += [one for audit in known for one in _of_audit(audit, cycle, used)]
    return in_order(_item(one, today) for one in found)


def in_order(items: Iterable[DueItem]) -> tuple[DueItem, ...]:
    """Return `items` by day, then code, then what they are about."""
    return tuple(sorted(items, key=lambda one: (one.due, one.code, str(one.said.value("label")))))


def state_of(day: date, today: date) -> DueState:
    """Return how near `day` is; soon = within thirty days."""
    if day < today:
        return DueState.OVERDUE
    if day == today:
        return DueState.TODAY
    return DueState.SOON if day <= today + AHEAD else DueState.LATER


# ---------------------------------------------------------------------------------------------------------- the audits


def _of_audit(audit: AuditDates, cycle: CycleDates, rules: DeadlineRules) -> Iterator[_Found]:
    closed = audit.closed_on
    if closed is None:
        if audit.plan_sent_on is not None and not audit.plan_answered:
            yield _about(audit, "D-01", count.objection_until(audit.plan_sent_on, rules), audit.plan_sent_on)
        return
    if not audit.report_sent:
        yield _about(audit, "D-03", due(closed, rules.report, rules), closed)
    if cycle.state in ENDED:
        return  # no certificate is left to lose
    yield from _grouped(audit, "D-04", _plans(audit, closed, rules))
    yield from _grouped(audit, "D-05", _majors(audit, closed, cycle, rules))
    if audit.type is AuditType.STAGE2:
        limit = count.major_limit(closed, rules)
        waiting = [(limit, closed, one.number) for one in audit.nonconformities if one.major and not one.verified]
        yield from _grouped(audit, "D-05-limit", waiting)
    next_visit = _next_visit(closed, cycle, rules)
    if next_visit is not None:
        minors = [one for one in audit.nonconformities if not one.major and not one.verified]
        yield from _grouped(audit, "D-05b", [(one.verify_due or next_visit, closed, one.number) for one in minors])


_Row = tuple[date, date, str]
_Count = Callable[[date], date]


def _plans(audit: AuditDates, closed: date, rules: DeadlineRules) -> list[_Row]:
    return [
        (one.plan_due or count.plan_due(closed, one.told_on, rules), _start(closed, one), one.number)
        for one in audit.nonconformities
        if not one.plan_in and not one.verified
    ]


def _majors(audit: AuditDates, closed: date, cycle: CycleDates, rules: DeadlineRules) -> list[_Row]:
    """Return the majors to verify. A recertification's are due before the certificate ends."""
    latest = {
        AuditType.STAGE2: count.major_limit(closed, rules),
        AuditType.RECERTIFICATION: cycle.expires_on if cycle.running else None,
    }.get(audit.type)
    return [
        (
            one.verify_due or count.major_due(closed, one.told_on, rules, not_after=[latest]),
            _start(closed, one),
            one.number,
        )
        for one in audit.nonconformities
        if one.major and not one.verified
    ]


def _start(closed: date, one: NonconformityDates) -> date:
    return closed if one.told_on is None else max(closed, one.told_on)


def _grouped(audit: AuditDates, code: str, rows: Sequence[_Row]) -> Iterator[_Found]:
    """Yield one item for all nonconformities of an audit that are due on the same day."""
    for day, start in sorted({(day, start) for day, start, _ in rows}):
        numbers = ", ".join(number for other, begun, number in rows if (other, begun) == (day, start))
        yield _about(audit, code, day, start, numbers=numbers)


def _about(audit: AuditDates, code: str, day: date, start: date, **values: Value) -> _Found:
    return _Found(code, day, start, SubjectKind.AUDIT, audit.id, audit.label, values=tuple(values.items()))


# ----------------------------------------------------------------------------------------------------------- the cycle


def _of_cycle(cycle: CycleDates, audits: Sequence[AuditDates], today: date, rules: DeadlineRules) -> Iterator[_Found]:
    if cycle.state in _WAITING_FOR_STAGE2:
        days = [one.closed_on for one in audits if one.type is AuditType.STAGE1 and one.closed_on is not None]
        yield _counted(cycle, "D-02", max(days, default=None), partial(count.stage1_good_until, rules=rules), today)
    if cycle.running:
        yield from _certificate(cycle, today, rules)
    if cycle.state is CycleState.SUSPENDED:
        yield _counted(cycle, "D-11", cycle.suspended_on, partial(count.suspension_until, rules=rules), today)
    if cycle.state is CycleState.EXPIRED:
        yield _counted(cycle, "D-10", cycle.expires_on, partial(count.restore_until, rules=rules), today)
    yield from _records(cycle, rules)


def _certificate(cycle: CycleDates, today: date, rules: DeadlineRules) -> Iterator[_Found]:
    """Yield what a running certificate demands; unknown dates are said, not passed over."""
    decided, end = cycle.decided_on, cycle.expires_on
    if decided is None or end is None:
        yield _missing(cycle, "D-08", today)
        return
    yield from _surveillances(cycle, decided, end, rules)
    yield _of(cycle, "D-08", end, decided)
    if cycle.recertified_on is None:
        yield _of(cycle, "D-09", count.recertification_due(end, rules), end)


def _surveillances(cycle: CycleDates, decided: date, end: date, rules: DeadlineRules) -> Iterator[_Found]:
    """Yield D-06 and the years of D-07 without an audit; a year in which D-06 falls is not named twice."""
    held = {day.year for day in cycle.surveillances}
    first = count.first_surveillance(decided, rules)
    waits = cycle.first and not any(day >= decided for day in cycle.surveillances)
    if waits:
        yield _of(cycle, "D-06", first, decided)
    recertified = cycle.recertified_on or cycle.recertification_planned_on
    years = count.surveillance_years(decided, end, audited_on=cycle.audited_on, recertified_on=recertified)
    for year in years:
        if year not in held and not (waits and first.year == year):
            yield _of(cycle, "D-07", date(year, 12, 31), max(decided, date(year, 1, 1)), year=year)


def _next_visit(closed: date, cycle: CycleDates, rules: DeadlineRules) -> date | None:
    """Return the day of the first audit after `closed`, held or due; `None` while there is no certificate (D-05b)."""
    if not cycle.running or cycle.decided_on is None or cycle.expires_on is None:
        return None
    later = [day for day in (*cycle.surveillances, cycle.recertified_on) if day is not None and day > closed]
    if later:
        return min(later)
    coming = [one.due for one in _surveillances(cycle, cycle.decided_on, cycle.expires_on, rules)]
    coming.append(count.recertification_due(cycle.expires_on, rules))
    return min(day for day in (*coming, cycle.expires_on) if day > closed or day == cycle.expires_on)


def _records(cycle: CycleDates, rules: DeadlineRules) -> Iterator[_Found]:
    """Yield D-13: for the cycle before while this one runs, for this one when it has ended."""
    over = cycle.state in ENDED or cycle.state is CycleState.EXPIRED
    end = (cycle.expires_on or cycle.ended_on) if over else cycle.old_expires_on
    if end is not None and not cycle.records_settled:
        yield _of(cycle, "D-13", count.keep_records_until(end, rules), end)


def _counted(cycle: CycleDates, code: str, start: date | None, until: _Count, today: date) -> _Found:
    return _missing(cycle, code, today) if start is None else _of(cycle, code, until(start), start)


def _of(cycle: CycleDates, code: str, day: date, start: date, **values: Value) -> _Found:
    return _Found(code, day, start, SubjectKind.CYCLE, cycle.id, cycle.label, values=tuple(values.items()))


def _missing(cycle: CycleDates, code: str, today: date) -> _Found:
    return _Found(code, today, today, SubjectKind.CYCLE, cycle.id, cycle.label, reason="due_date_missing")


# ---------------------------------------------------------------------------------------------------- people and all


def _of_people(people: Iterable[PersonDates], today: date, rules: DeadlineRules) -> Iterator[_Found]:
    """Yield D-12 as long as somebody may not audit; afterwards there is nothing to do."""
    for person in people:
        day = person.until or count.free_from(person.worked_until, rules)
        if day >= today:
            yield _Found("D-12", day, person.worked_until, SubjectKind.PERSON, person.id, person.label)


def _item(one: _Found, today: date) -> DueItem:
    reason = one.reason or f"due_{one.code.lower().replace('-', '_')}"
    return DueItem(
        code=one.code,
        due=one.due,
        counts_from=one.counts_from,
        state=state_of(one.due, today),
        kind=one.kind,
        subject_id=one.subject_id,
        said=hint(reason, one.code, **{"label": one.label, **dict(one.values)}),
    )
