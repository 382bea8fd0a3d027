"""Checks of what a plan covers: requirements, sites of the sample, processes, time, remote share."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain

from app.domain.kinds import Mode, ProgrammeLine
from app.domain.plan_cover import WHOLE, excluded_controls, planned_keys, shortened, step_of, wanted_refs
from app.domain.plan_problem import PlanProblem, blocking, hint, warning
from app.domain.plan_time import PlanTime, is_work
from app.domain.programme import Matrix
from app.domain.record import AuditRecord


def cover_problems(record: AuditRecord, time: PlanTime, programme: Matrix | None) -> Iterator[PlanProblem]:
    """Yield what the plan should cover and does not, and where its time is short."""
    return chain(
        _requirements(record, programme), _sites(record, programme), _processes(record, programme), _time(record, time)
    )


def _requirements(record: AuditRecord, programme: Matrix | None) -> Iterator[PlanProblem]:
    covered = {ref for row in record.timetable for ref in row.refs}
    open_ = tuple(ref for ref in wanted_refs(record, programme) if ref not in covered)
    if open_:
        make = blocking if step_of(record, programme) in WHOLE else warning
        yield make("plan_uncovered", count=len(open_), refs=shortened(open_))
    excluded = excluded_controls(record)
    for row in record.timetable:
        needless = tuple(ref for ref in row.refs if ref in excluded)
        if needless:
            yield hint("plan_excluded_control", row.id, label=row.label, refs=shortened(needless))


def _sites(record: AuditRecord, programme: Matrix | None) -> Iterator[PlanProblem]:
    modes: dict[str, set[Mode]] = {}
    for row in record.timetable:
        if is_work(row) and row.site_id:
            modes.setdefault(row.site_id, set()).add(row.mode)
    for site in record.sites:
        name = f"{site.label} {site.name}".strip()
        if site.id not in modes:
            yield blocking("plan_site_not_visited", site=name)
        elif site.mode is Mode.ON_SITE and modes[site.id] <= {Mode.REMOTE, Mode.OFFICE}:
            yield warning("plan_site_only_remote", site=name)
    there = {site.client_site_id for site in record.sites}
    names = {site.id: f"{site.label} {site.name}".strip() for site in record.client.sites}
    sample = record.draws[-1].chosen if record.draws else ()
    for key in sample:
        if key not in there:
            yield blocking("plan_site_of_sample", site=names.get(key, key))
    for key in planned_keys(record, programme, ProgrammeLine.SITE):
        if key not in there and key not in sample:
            yield warning("plan_site_of_programme", site=names.get(key, key))


def _processes(record: AuditRecord, programme: Matrix | None) -> Iterator[PlanProblem]:
    names = {one.id: one.name for one in record.client.processes}
    covered = {row.process_id for row in record.timetable}
    for key in planned_keys(record, programme, ProgrammeLine.PROCESS):
        if key not in covered:
            yield warning("plan_process_uncovered", process=names.get(key, key))


def _time(record: AuditRecord, time: PlanTime) -> Iterator[PlanProblem]:
    if time.least is not None and time.calculated is not None:
        if time.missing:
            yield warning("plan_time_short", days=number(time.days), least=number(time.least))
        elif time.days > time.calculated:
            yield hint("plan_time_over", days=number(time.days), calculated=number(time.calculated))
    if time.remote_percent > record.body.remote_warning:
        yield warning("plan_remote_share", percent=time.remote_percent, most=record.body.remote_warning)


def number(days: Fraction) -> float | int:
    """Return days for a sentence: whole ones as whole, others with two decimals at most."""
    return int(days) if days.denominator == 1 else round(float(days), 2)
