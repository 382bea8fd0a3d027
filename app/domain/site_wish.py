"""What a person wishes for a sample of sites, and the sample that the draw makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.audit_time_values import Purpose
from app.domain.client import Site
from app.domain.errors import UserMistake
from app.domain.kinds import ProgrammeStep
from app.domain.site_draw import Draw, SiteFacts, check_sample, draw, proposed_by_risk
from app.domain.site_sampling import SampleInputs, SampleKind, SampleSize, sample_size

USUAL_RISK: Final = 2
KIND_OF: Final = {
    ProgrammeStep.STAGE1: SampleKind.INITIAL,
    ProgrammeStep.STAGE2: SampleKind.INITIAL,
    ProgrammeStep.SURVEILLANCE1: SampleKind.SURVEILLANCE,
    ProgrammeStep.SURVEILLANCE2: SampleKind.SURVEILLANCE,
    ProgrammeStep.RECERTIFICATION: SampleKind.RECERTIFICATION,
    ProgrammeStep.SPECIAL: SampleKind.SURVEILLANCE,
}
STEP_OF: Final = {
    Purpose.INITIAL: ProgrammeStep.STAGE2,
    Purpose.SURVEILLANCE: ProgrammeStep.SURVEILLANCE1,
    Purpose.RECERTIFICATION: ProgrammeStep.RECERTIFICATION,
    Purpose.SPECIAL: ProgrammeStep.SPECIAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleWish:
    """What is decided before the draw.

    `sites` are those in the list of the draw, in its order, with their risk; `chosen` are those among them that are
    visited for their risk whatever is drawn. Reasons and the raised size are those of `SampleInputs`.
    """

    step: ProgrammeStep
    sites: tuple[SiteFacts, ...]
    chosen: tuple[str, ...] = ()
    effective_reason: str = ""
    unsuitable_reason: str = ""
    raised_to: int | None = None
    raise_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sample: what was drawn at random, and by risk; the central function comes in addition."""

    size: SampleSize
    drawn: Draw
    by_risk: tuple[str, ...]

    @property
    def visited(self) -> tuple[str, ...]:
        """Return all sites of the sample, drawn ones first."""
        return (*self.drawn.drawn, *self.by_risk)


def size_of(wish: SampleWish) -> SampleSize:
    """Return the size of the sample; raises as `site_sampling.sample_size`, and `draw_sites_missing`."""
    if not wish.sites:
        raise UserMistake("draw_sites_missing", field="sites")
    return sample_size(
        SampleInputs(
            kind=KIND_OF[wish.step],
            sites=len(wish.sites),
            effective_reason=wish.effective_reason,
            unsuitable_reason=wish.unsuitable_reason,
            raised_to=wish.raised_to,
            raise_reason=wish.raise_reason,
        )
    )


def sample(wish: SampleWish, seed: str) -> Sample:
    """Draw the random part, then fill up by risk: first the chosen sites, then as `proposed_by_risk` ranks them.

    A chosen site that is drawn counts as drawn. More chosen sites than the size has room for are refused: the size has
    to be raised first, with its reason.

    Raises:
        UserMistake: as `size_of`, `site_draw.draw` and `site_draw.check_sample`; `sample_site_unknown`,
            `sample_chosen_too_many`.
    """
    size = size_of(wish)
    listed = tuple(one.site_id for one in wish.sites)
    if not set(wish.chosen) <= set(listed):
        raise UserMistake("sample_site_unknown", field="by_risk")
    if len(wish.chosen) > size.by_risk:
        raise UserMistake("sample_chosen_too_many", field="by_risk", chosen=len(wish.chosen), room=size.by_risk)
    drawn = draw(seed, listed, size.random)
    kept = tuple(one for one in wish.chosen if one not in drawn.drawn)
    more = proposed_by_risk(wish.sites, (*drawn.drawn, *kept), size.by_risk - len(kept))
    found = Sample(size=size, drawn=drawn, by_risk=(*kept, *more))
    check_sample(size, drawn, found.by_risk)
    return found


def facts_of(sites: Sequence[Site], risks: dict[str, int], visited: frozenset[str] = frozenset()) -> list[SiteFacts]:
    """Return what the choice by risk looks at for the sites of a client that are no central function."""
    return [
        SiteFacts(site_id=one.id, heads=heads_of(one), risk=risks.get(one.id, USUAL_RISK), visited=one.id in visited)
        for one in sites
        if not one.central
    ]


def heads_of(site: Site) -> int:
    """Return the persons at a site: the sum of its head counts, or the number typed for the whole site."""
    return sum(one.heads for one in site.head_counts) if site.head_counts else site.heads or 0
