"""How many sites are visited: sizes of multi-site samples by whole numbers (IAF MD 1; audit-time facts, section 5).

Only for sites that do substantially the same within one management system. The central function is audited every
time, in addition. All sizes are minima. Which sites: `site_draw`; how long at each: `site_spread`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.errors import UserMistake

TENTHS: Final = 10
EFFECTIVE_TENTHS: Final = 8
RANDOM_QUARTER: Final = 4
UNSUITABLE_TENTHS: Final = 3


class SampleKind(StrEnum):
    """For which audit the sites are chosen."""

    INITIAL = "initial"
    SURVEILLANCE = "surveillance"
    RECERTIFICATION = "recertification"


TENTHS_OF_ROOT: Final = {SampleKind.INITIAL: 10, SampleKind.SURVEILLANCE: 6, SampleKind.RECERTIFICATION: 10}


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleInputs:
    """What decides the size; `sites` are the sites beside the central function.

    `effective_reason` says why the system proved effective over the cycle: only with it a recertification takes 0.8 of
    the root. `unsuitable_reason` says why sampling is not suitable here. `raised_to` is a larger sample, with
    `raise_reason`.
    """

    kind: SampleKind
    sites: int
    effective_reason: str = ""
    unsuitable_reason: str = ""
    raised_to: int | None = None
    raise_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSize:
    """The size of a sample: `random` sites are drawn, `by_risk` chosen, the central function comes in addition.

    `tenths` is the factor of the root in tenths, None where sampling is not suitable.
    """

    inputs: SampleInputs
    tenths: int | None
    minimum: int
    size: int
    random: int

    @property
    def by_risk(self) -> int:
        """Return the sites that are chosen by risk."""
        return self.size - self.random

    @property
    def visits(self) -> int:
        """Return all places of the audit: the sample and the central function."""
        return self.size + 1


def sample_size(inputs: SampleInputs) -> SampleSize:
    """Return how many sites are visited at least, and of them how many drawn at random.

    Raises:
        UserMistake: `sample_sites_wrong` for a negative number, `sample_effective_not_here` for the 0.8 outside a
            recertification, `sample_below_minimum`, `sample_above_sites`, `sample_raise_reason_missing`.
    """
    if type(inputs.sites) is not int or inputs.sites < 0:
        raise UserMistake("sample_sites_wrong", field="sites", count=str(inputs.sites))
    if inputs.effective_reason.strip() and inputs.kind is not SampleKind.RECERTIFICATION:
        raise UserMistake("sample_effective_not_here", field="effective_reason")
    tenths = None if inputs.unsuitable_reason.strip() else _tenths(inputs)
    minimum = _without_sampling(inputs) if tenths is None else root_share(inputs.sites, tenths)
    size = _raised(inputs, minimum)
    everywhere = tenths is None and size == inputs.sites
    return SampleSize(
        inputs=inputs,
        tenths=tenths,
        minimum=minimum,
        size=size,
        random=0 if everywhere else -(-size // RANDOM_QUARTER),
    )


def root_share(sites: int, tenths: int) -> int:
    """Return the smallest k with (10 k)^2 >= tenths^2 x sites: the share of the square root, rounded up."""
    square = tenths * tenths * sites
    root = math.isqrt(square)
    if root * root < square:
        root += 1
    return -(-root // TENTHS)


def _tenths(inputs: SampleInputs) -> int:
    return EFFECTIVE_TENTHS if inputs.effective_reason.strip() else TENTHS_OF_ROOT[inputs.kind]


def _without_sampling(inputs: SampleInputs) -> int:
    """Return all sites, in a surveillance three tenths of them, rounded up."""
    if inputs.kind is SampleKind.SURVEILLANCE:
        return -(-UNSUITABLE_TENTHS * inputs.sites // TENTHS)
    return inputs.sites


def _raised(inputs: SampleInputs, minimum: int) -> int:
    wanted = inputs.raised_to
    if wanted is None or wanted == minimum:
        return minimum
    if wanted < minimum:
        raise UserMistake("sample_below_minimum", field="raised_to", wanted=wanted, minimum=minimum)
    if wanted > inputs.sites:
        raise UserMistake("sample_above_sites", field="raised_to", wanted=wanted, sites=inputs.sites)
    if not inputs.raise_reason.strip():
        raise UserMistake("sample_raise_reason_missing", field="raise_reason", minimum=minimum)
    return wanted
