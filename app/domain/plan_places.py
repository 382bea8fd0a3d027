"""Who audits where in a proposed plan: sites are visited in whole half days that follow each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.domain.kinds import Mode
from app.domain.plan_slots import SHORTEST, Stretch
from app.domain.record import AuditSite, TeamMember
from app.domain.requirement_groups import fits

SHORT_VISIT: Final = 60
"""Minutes of a visit for which no half day is left."""


@dataclass(slots=True)
class Run:
    """What one auditor does at one site: his stretches there, in their order."""

    auditor: TeamMember
    site: AuditSite
    stretches: list[Stretch] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        """Return the time of the run."""
        return sum(one.length for one in self.stretches)


def central_site(sites: Sequence[AuditSite]) -> AuditSite:
    """Return the site with the central function: the marked one, else the first that is visited in person."""
    marked = [one for one in sites if one.central]
    near = [one for one in sites if one.mode is not Mode.REMOTE]
    return (marked or near or list(sites))[0]


def runs(auditors: Sequence[TeamMember], sites: Sequence[AuditSite], stretches: Sequence[Stretch]) -> tuple[Run, ...]:
    """Return the runs: the lead stays at the central site, others take the further sites their area names.

    Remote sites get one half day, sites in person a share by heads, and every site at least a short visit.
    """
    if not auditors or not sites or not stretches:
        return ()
    main = central_site(sites)
    others = _shared_out(auditors, [one for one in sites if one.id != main.id])
    found: list[Run] = []
    for auditor in auditors:
        there = others[auditor.id]
        away = auditor.id != auditors[0].id and any(one.mode is not Mode.REMOTE for one in there)
        here = [*([] if away else [main]), *there]
        found += _runs_of(auditor, here, main, list(stretches))
    return tuple(found)


def _shared_out(auditors: Sequence[TeamMember], sites: Sequence[AuditSite]) -> dict[str, list[AuditSite]]:
    """Return who takes which further site: whose area names it; else the lead remote ones, others those in person."""
    found: dict[str, list[AuditSite]] = {one.id: [] for one in auditors}
    for site in sites:
        named = [one for one in auditors if fits((site.label.casefold(), site.name.casefold()), one.area)]
        free = [*auditors[:1]] if site.mode is Mode.REMOTE else [*(auditors[1:] or auditors)]
        taken = min(named or free, key=lambda one: len(found[one.id]))
        found[taken.id].append(site)
    return found


def _runs_of(auditor: TeamMember, sites: Sequence[AuditSite], main: AuditSite, stretches: list[Stretch]) -> list[Run]:
    """Share the stretches of one auditor out to his sites; those for which none is left get a short visit."""
    counts = _counts(sites, main, len(stretches))
    order = [site for site in sites if counts[site.id] for _ in range(counts[site.id])]
    if order and order[0].id == main.id and counts[main.id] > 2:  # noqa: PLR2004 - back at the centre for the end
        order = [*order[1:], order[0]]
    by_site = {site.id: Run(auditor, site) for site in sites}
    for site, stretch in zip(order, stretches, strict=True):
        by_site[site.id].stretches.append(stretch)
    for site in sites:
        if not counts[site.id]:
            _short_visit(by_site, site)
    return [run for run in by_site.values() if run.stretches]


def _counts(sites: Sequence[AuditSite], main: AuditSite, whole: int) -> dict[str, int]:
    """Return the half days of each site: one for a remote one, the rest by heads, at least one each while they last.

    The central function weighs twice: the system is led from there.
    """
    found = {site.id: 0 for site in sites}
    for site in sites[:whole]:
        found[site.id] = 1
    near = [site for site in sites[:whole] if site.mode is not Mode.REMOTE] or list(sites[:1])
    weight = {site.id: max(site.heads or 0, 1) * (2 if site.id == main.id else 1) for site in near}
    for _ in range(whole - sum(found.values())):
        lacking = max(near, key=lambda site: weight[site.id] / found[site.id])
        found[lacking.id] += 1
    return found


def _short_visit(by_site: dict[str, Run], site: AuditSite) -> None:
    """Cut a short visit of the end of the longest stretch."""
    place = [(one.length, -index, run) for run in by_site.values() for index, one in enumerate(run.stretches)]
    if not place:
        return
    length, index, run = max(place, key=lambda one: one[:2])
    cut = min(SHORT_VISIT, length // 2)
    if cut < SHORTEST:
        return
    one = run.stretches[-index]
    run.stretches[-index] = Stretch(one.day, one.start, one.end - cut)
    by_site[site.id].stretches.append(Stretch(one.day, one.end - cut, one.end))


def away(found: Iterable[Run], main: AuditSite) -> bool:
    """Tell whether anybody is somewhere else than at the central site."""
    return any(run.site.id != main.id for run in found)
