"""Shares the topics of a proposed plan out to auditors and sites: who fits, and everybody's hours filled evenly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.domain.kinds import AuditType, ProgrammeLine, ProgrammeStep, SiteKind
from app.domain.plan_cover import step_of
from app.domain.plan_places import Run
from app.domain.programme import Matrix
from app.domain.record import AuditRecord
from app.domain.requirement_groups import GROUPS, TOUR, TOUR_EVERYWHERE, Group, Who, fits, grouped
from app.domain.sentence import N_

BASE: Final = 25
PER_REF: Final = 9
"""Minutes of a topic and of each requirement in it, before they are scaled to the time there is [choice]."""
_WELL: Final = 0.3
"""How much of a run's fill a fitting word is worth when the topics are shared out."""
_WELL_LATER: Final = 0.012
"""The same against the squared differences of fill, when topics are moved for evenness."""
_ROUNDS: Final = 40
_RANK: Final = {group.key: place for place, group in enumerate(GROUPS)}
_SURVEILLANCES: Final = frozenset({ProgrammeStep.SURVEILLANCE1, ProgrammeStep.SURVEILLANCE2})


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What one row of the plan will be about."""

    group: Group
    refs: tuple[str, ...] = ()
    title: str = ""
    process_id: str | None = None
    site_id: str | None = None
    rank: float = 0.0

    @property
    def weight(self) -> int:
        """Return the minutes it wants."""
        return BASE + PER_REF * len(self.refs)


@dataclass(slots=True)
class Share:
    """A run with its topics."""

    run: Run
    topics: list[Topic] = field(default_factory=list)

    @property
    def fill(self) -> float:
        """Return how full it is; 1 is just right."""
        return sum(one.weight for one in self.topics) / max(self.run.minutes, 1)


def topics_of(record: AuditRecord, refs: Sequence[str], programme: Matrix | None) -> tuple[Topic, ...]:
    """Return the topics of the audit: what comes first by its type, the groups of requirements, planned processes."""
    found = list(_first(record))
    found += [Topic(group=group, refs=of, title=group.title, rank=_rank(group)) for group, of in grouped(refs)]
    found += _processes(record, programme)
    return tuple(found)


def share_out(
    topics: Iterable[Topic], runs: Sequence[Run], lead_id: str, main_id: str, *, tours: bool = True
) -> tuple[Share, ...]:
    """Give every topic to one run, and a tour to every site that is a place; the topics of a run are in their order."""
    shares = [Share(run) for run in runs]
    wanted = list(topics)
    tour = next((one for one in wanted if one.group.key == TOUR), None)
    if tour is not None or tours:
        wanted = [one for one in wanted if one is not tour]
        left = _give_tours(shares, tour, main_id)
        wanted += left
    first = [one for one in wanted if one.group.who is Who.LEAD or one.site_id]
    for topic in sorted(first, key=lambda one: one.rank):
        _best(shares, topic, lead_id, main_id).topics.append(topic)
    rest = [one for one in wanted if one not in first]
    scale = _scale(shares, rest)
    for topic in sorted(rest, key=lambda one: (-one.weight, one.rank)):
        _best(shares, topic, lead_id, main_id, scale).topics.append(topic)
    _even_out(shares, rest, main_id, scale)
    for share in shares:
        share.topics.sort(key=lambda one: -1 if one.group.key == TOUR and share.run.site.id != main_id else one.rank)
    return tuple(shares)


def _first(record: AuditRecord) -> Iterable[Topic]:
    """Yield what an audit of this type begins with and has no requirement."""
    step = step_of(record)
    if step in _SURVEILLANCES or record.audit.type is AuditType.RECERTIFICATION:
        title = N_("Changes since the last audit, complaints, use of certificate and marks")
        yield Topic(group=_group("since", Who.LEAD), title=title, rank=-2)
    if record.carried:
        title = N_("Open points of earlier audits: nonconformities, areas of concern")
        yield Topic(group=_group("earlier", Who.LEAD), title=title, rank=-1)


def _group(key: str, who: Who = Who.ANYBODY) -> Group:
    return Group(key=key, title="", who=who, words=("isms", "information security"))


def _processes(record: AuditRecord, programme: Matrix | None) -> list[Topic]:
    """Return one topic for each process that the programme plans for this audit."""
    planned = () if programme is None else programme.planned(step_of(record, programme), ProgrammeLine.PROCESS)
    sites = {one.client_site_id: one.id for one in record.sites if one.client_site_id}
    return [
        Topic(
            group=_group(f"process {one.id}"), title=one.name, process_id=one.id,
            site_id=sites.get(one.site_id or ""), rank=len(GROUPS) + 1.0,
        )
        for one in record.client.processes
        if one.id in planned
    ]  # fmt: skip


def _rank(group: Group) -> float:
    return float(_RANK.get(group.key, len(GROUPS)))


def _give_tours(shares: Sequence[Share], tour: Topic | None, main_id: str) -> list[Topic]:
    """Put a tour into the first run of each site; return the tour that found no place at all."""
    group = next(one for one in GROUPS if one.key == TOUR)
    refs = tour.refs if tour else ()
    places = [share for share in shares if share.run.site.kind is not SiteKind.VIRTUAL]
    first: dict[str, Share] = {}
    for share in places:
        first.setdefault(share.run.site.id, share)
    if not first:
        return [tour] if tour else []
    whole = main_id if main_id in first else next(iter(first))
    for site_id, share in first.items():
        here = refs if site_id == whole else tuple(one for one in refs if one in TOUR_EVERYWHERE)
        share.topics.append(Topic(group=group, refs=here, title=group.title, rank=_rank(group)))
    return []


def _scale(shares: Sequence[Share], rest: Sequence[Topic]) -> float:
    """Return how many minutes one wanted minute gets, so that fullness can be compared before all is shared out."""
    wanted = sum(one.weight for share in shares for one in share.topics) + sum(one.weight for one in rest)
    return sum(share.run.minutes for share in shares) / max(wanted, 1)


def _best(shares: Sequence[Share], topic: Topic, lead_id: str, main_id: str, scale: float = 1.0) -> Share:
    """Return the run for a topic: where it can be audited, by whom it fits, and where there is most room."""

    def cost(share: Share) -> tuple[bool, bool, float]:
        wrong = topic.group.who is Who.LEAD and share.run.auditor.id != lead_id
        full = (sum(one.weight for one in share.topics) + topic.weight) * scale / max(share.run.minutes, 1)
        return (not _allowed(share, topic, main_id), wrong, full - _WELL * _well(share, topic))

    return min(shares, key=cost)


def _allowed(share: Share, topic: Topic, main_id: str) -> bool:
    """Tell whether a topic can be audited at the site of a run."""
    site = share.run.site
    if topic.site_id:
        return site.id == topic.site_id
    return site.id == main_id or topic.group.anywhere or fits(topic.group.words, site.activities) > 0


def _well(share: Share, topic: Topic) -> int:
    """Return how well a topic fits the auditor's area and what is done at the site."""
    run, words = share.run, topic.group.words
    auditor = fits(words, f"{run.auditor.area}, {run.auditor.competence}")
    return min(auditor, 2) + min(fits(words, run.site.activities), 1)


def _even_out(shares: Sequence[Share], movable: Sequence[Topic], main_id: str, scale: float) -> None:
    """Move topics between runs as long as that makes everybody's hours more even, the best move first."""
    whole = max(sum(share.run.minutes for share in shares), 1)

    def uneven(share: Share, more: int = 0) -> float:
        full = (sum(one.weight for one in share.topics) + more) * scale / max(share.run.minutes, 1)
        return float((full - 1) ** 2 * share.run.minutes / whole)

    for _ in range(_ROUNDS):
        gains = [
            (
                uneven(old) + uneven(new) - uneven(old, -topic.weight) - uneven(new, topic.weight)
                + _WELL_LATER * (_well(new, topic) - _well(old, topic)),
                -place, old, new, topic,
            )
            for place, (old, new, topic) in enumerate(
                (old, new, topic)
                for old in shares for topic in old.topics if topic in movable
                for new in shares if new is not old and _allowed(new, topic, main_id)
            )
        ]  # fmt: skip
        best = max(gains, key=lambda one: one[:2], default=None)
        if best is None or best[0] <= 1e-9:  # noqa: PLR2004 - nothing but rounding
            return
        best[2].topics.remove(best[4])
        best[3].topics.append(best[4])
