"""The work sheet: where each requirement is planned, who takes it, what came before; groups and filters over it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from app.domain import verdicts
from app.domain.earlier import Earlier, LastResult, carried_on, last_results
from app.domain.kinds import CarriedState, Verdict
from app.domain.plan_people import Roll, called
from app.domain.preparing import CarriedItem
from app.domain.record import AuditRecord, AuditSite, TeamMember, TimetableRow
from app.domain.verdicts import RequirementView


class Grouping(StrEnum):
    """By what the requirements of the sheet are put together."""

    NONE = "none"
    PLAN = "plan"
    AUDITOR = "auditor"
    SITE = "site"
    DAY = "day"
    THEME = "theme"


NOWHERE = "-"
"""Key of the group of requirements that stand in no other: not planned, nobody's, at no site."""


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds one requirement: rows of the plan, auditors, sites, the last result, what was handed on."""

    rows: tuple[TimetableRow, ...] = ()
    auditors: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    last: LastResult | None = None
    carried: tuple[CarriedItem, ...] = ()

    @property
    def still_open(self) -> bool:
        """Tell whether something that was handed on has no result yet."""
        return any(one.state is CarriedState.OPEN for one in self.carried)

    @property
    def from_last_time(self) -> bool:
        """Tell whether an earlier audit left something to look at here."""
        weak = self.last is not None and self.last.verdict in (Verdict.NONCONFORM, Verdict.OBSERVATION)
        return weak or bool(self.carried)


@dataclass(frozen=True, slots=True)
class Group:
    """One group with its requirements and how many of them have a verdict."""

    key: str
    title: str
    refs: frozenset[str]
    done: int = 0


@dataclass(frozen=True)
class Surroundings:
    """The contexts of all requirements of an audit, found in one pass."""

    record: AuditRecord
    earlier: Earlier = field(default_factory=Earlier)

    @cached_property
    def views(self) -> tuple[RequirementView, ...]:
        """Return everything about each requirement."""
        return verdicts.views(self.record)

    @cached_property
    def contexts(self) -> dict[str, Context]:
        """Return the context of each requirement by its reference."""
        rows = self._rows()
        last, carried = last_results(self.earlier), carried_on(self.record)
        items = {one.id: one for one in self.record.carried}
        roll, found = Roll(self.record.team), {}
        for view in self.views:
            ref, here = view.ref, rows.get(view.ref, ())
            found[ref] = Context(
                rows=tuple(here),
                auditors=_unique([*self._planned(here, roll), *(one.auditor_id for one in view.judgements)]),
                sites=_unique([*(row.site_id for row in here), *_seen_at(view)]),
                days=tuple(dict.fromkeys(row.day for row in here if row.day)),
                last=last.get(ref),
                carried=tuple(items[key] for key in carried.get(ref, ())),
            )
        return found

    def _rows(self) -> dict[str, list[TimetableRow]]:
        found: dict[str, list[TimetableRow]] = {}
        for row in self.record.timetable:
            for ref in row.refs:
                found.setdefault(ref, []).append(row)
        return found

    @staticmethod
    def _planned(rows: Iterable[TimetableRow], roll: Roll) -> list[str]:
        return [member.id for row in rows for member in roll.of(row).auditors]


def groups(grouping: Grouping, around: Surroundings) -> tuple[Group, ...]:
    """Return the groups in their order (plan, team, sites, days, catalogue); those that stand in none come last.

    The title of that last group is empty. Without a grouping there is none.
    """
    if grouping is Grouping.NONE:
        return ()
    views = around.views
    done = {view.ref for view in views if view.row.verdict is not Verdict.OPEN}
    titles = _titles(grouping, around.record)
    members: dict[str, set[str]] = {key: set() for key in titles}
    for view in views:
        for key in _keys(grouping, view, around.contexts[view.ref]) or (NOWHERE,):
            members.setdefault(key, set()).add(view.ref)
    order = [*titles, *(key for key in members if key not in titles)]
    return tuple(
        Group(key, titles.get(key, key if key != NOWHERE else ""), frozenset(members[key]), len(members[key] & done))
        for key in sorted(order, key=lambda key: key == NOWHERE)
        if members[key]
    )


def is_mine(context: Context, team: Iterable[TeamMember], person_id: str) -> bool:
    """Tell whether a person of the body is planned for the requirement or judged it."""
    return any(one.id in context.auditors for one in team if person_id and one.person_id == person_id)


def group_name(ref: str) -> str:
    """Return clause or theme of a requirement: `6` for 6.1.2, `A.5` for A.5.18."""
    parts = ref.split(".")
    return ".".join(parts[:2]) if parts[0].isalpha() else parts[0]


def _keys(grouping: Grouping, view: RequirementView, context: Context) -> tuple[str, ...]:
    match grouping:
        case Grouping.PLAN:
            return tuple(row.id for row in context.rows)
        case Grouping.AUDITOR:
            return context.auditors
        case Grouping.SITE:
            return context.sites
        case Grouping.DAY:
            return tuple(day.isoformat() for day in context.days)
        case _:
            return (group_name(view.ref),)


def _titles(grouping: Grouping, record: AuditRecord) -> dict[str, str]:
    """Return key -> title of the groups in their order."""
    match grouping:
        case Grouping.PLAN:
            return {row.id: _joined(row.label, row.topic) for row in record.timetable}
        case Grouping.AUDITOR:
            return {one.id: f"{called(one)}  {one.name}" if one.initials else one.name for one in record.team}
        case Grouping.SITE:
            return {one.id: site_name(one) for one in record.sites}
        case Grouping.DAY:
            return {
                day.isoformat(): day.isoformat() for day in sorted({row.day for row in record.timetable if row.day})
            }
        case _:
            items = [item for criteria in record.criteria for item in criteria.items]
            return {item.ref: _joined(item.ref, item.title) for item in items if group_name(item.ref) == item.ref}


def site_name(site: AuditSite) -> str:
    """Return label and name of a site."""
    return _joined(site.label, site.name)


def _seen_at(view: RequirementView) -> list[str | None]:
    seen = [one.site_id for one in view.evidence]
    judged = [one.site_id for one in view.judgements]
    return [*seen, *judged, *(key for one in view.findings for key in one.site_ids)]


def _unique(keys: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in keys if key))


def _joined(*parts: str) -> str:
    return "  ".join(part for part in parts if part)
