"""Checks of the rows of a plan and of the people in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from typing import Final

from app.domain.audit_time_values import DAY_HOURS
from app.domain.kinds import RowKind, TeamRole
from app.domain.plan_languages import spoken
from app.domain.plan_people import Roll, called
from app.domain.plan_problem import PlanProblem, blocking, hint, warning
from app.domain.plan_time import is_office, is_work
from app.domain.record import AuditRecord, TeamMember, TimetableRow
from app.domain.timetable import MINUTES, span

Forbids = Callable[[TeamMember, TimetableRow], str]
"""Says why a member may not audit what a row is about, as a code of this plan; empty if he may."""

_Busy = dict[tuple[str, date], list[tuple[int, int, str]]]
EARLIEST: Final = 6 * MINUTES
LATEST: Final = 20 * MINUTES


def row_problems(record: AuditRecord, roll: Roll, forbids: Forbids) -> Iterator[PlanProblem]:
    """Yield what is wrong with single rows and with people who stand in several of them."""
    rows = record.timetable
    return chain(
        chain.from_iterable(_times(row) for row in rows),
        chain.from_iterable(_people(row, roll) for row in rows),
        _busy(rows, roll),
        _dates(record),
        _languages(record, roll),
        _forbidden(rows, roll, forbids),
    )


def _times(row: TimetableRow) -> Iterator[PlanProblem]:
    if is_office(row) and not (row.starts or row.ends):
        return  # planning and reporting have no clock
    if row.day is None:
        yield blocking("plan_day_missing", row.id, label=row.label)
    found = span(row)
    if found is None:
        yield blocking("plan_time_missing", row.id, label=row.label)
    elif found[1] <= found[0]:
        yield blocking("plan_time_reversed", row.id, label=row.label, starts=row.starts, ends=row.ends)
    elif found[0] < EARLIEST or found[1] > LATEST:
        yield hint("plan_outside_hours", row.id, label=row.label, starts=row.starts, ends=row.ends)


def _people(row: TimetableRow, roll: Roll) -> Iterator[PlanProblem]:
    there = roll.of(row)
    if there.unknown:
        yield blocking("plan_unknown_person", row.id, label=row.label, names=", ".join(there.unknown))
    if row.kind is not RowKind.AUDIT or not is_work(row):
        return
    if not there.members and not there.unknown:
        yield blocking("plan_nobody", row.id, label=row.label)
    elif there.members and not there.auditors and not there.unknown:
        names = ", ".join(one.name for one in there.members)
        yield blocking("plan_alone", row.id, label=row.label, names=names)


def _busy(rows: tuple[TimetableRow, ...], roll: Roll) -> Iterator[PlanProblem]:
    """Yield who is in two rows at once (travel counts, too), and who works longer than counts."""
    busy: _Busy = {}
    worked: dict[tuple[str, date], int] = {}
    for row in rows:
        found = span(row)
        if row.day is None or found is None or found[1] <= found[0]:
            continue
        for one in roll.of(row).members:
            busy.setdefault((called(one), row.day), []).append((*found, row.id))
            if is_work(row) and one in roll.of(row).auditors:
                key = (called(one), row.day)
                worked[key] = worked.get(key, 0) + found[1] - found[0]
    for (who, day), spans in busy.items():
        yield from _twice(who, day, sorted(spans))
    for (who, day), minutes in worked.items():
        if minutes > DAY_HOURS * MINUTES:
            ids = [row_id for _, _, row_id in busy[who, day]]
            hours = round(minutes / MINUTES, 2)
            yield warning("plan_over_hours", *ids, who=who, day=day.isoformat(), hours=hours, most=DAY_HOURS)


def _twice(who: str, day: date, spans: list[tuple[int, int, str]]) -> Iterator[PlanProblem]:
    last = spans[0]
    for one in spans[1:]:
        if one[0] < last[1]:
            yield blocking("plan_double_booked", last[2], one[2], who=who, day=day.isoformat())
        last = max(last, one, key=lambda span: span[1])


def _dates(record: AuditRecord) -> Iterator[PlanProblem]:
    first, last = record.audit.planned_start, record.audit.planned_end or record.audit.planned_start
    outside: dict[date, list[str]] = {}
    for row in record.timetable:
        if row.day and ((first and row.day < first) or (last and row.day > last)) and not is_office(row):
            outside.setdefault(row.day, []).append(row.id)
    for day, ids in outside.items():
        yield warning("plan_outside_dates", *ids, day=day.isoformat())


def _languages(record: AuditRecord, roll: Roll) -> Iterator[PlanProblem]:
    """Yield rows in a language that is none of the audit's and for which nobody of the team is noted."""
    own = {record.audit.language, record.audit.report_language}
    by_language: dict[str, list[str]] = {}
    for row in record.timetable:
        for language in spoken(row.language, own):
            if not any(_speaks(one, language) for one in roll.team):
                by_language.setdefault(language, []).append(row.id)
    for language, ids in by_language.items():
        make = hint if roll.has(TeamRole.INTERPRETER) else warning
        yield make("plan_language_nobody", *ids, language=language)


def _speaks(member: TeamMember, language: str) -> bool:
    return language.casefold() in f"{member.competence} {member.area}".casefold()


def _forbidden(rows: tuple[TimetableRow, ...], roll: Roll, forbids: Forbids) -> Iterator[PlanProblem]:
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row.kind is RowKind.AUDIT and is_work(row):
            for one in roll.of(row).auditors:
                code = forbids(one, row)
                if code:
                    found.setdefault((code, one.name), []).append(row.id)
    for (code, name), ids in found.items():
        yield blocking(code, *ids, name=name)
