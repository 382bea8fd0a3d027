"""How long at each site: the total spread in half days by risk and size, so that no site gets nothing.

[choice] Each site first gets half a day; every further half goes to the site with the largest weight per odd number
of halves (the method of Sainte-Lague, ties to the earlier site). The weight is the risk (1 to 3) times the square root
of the heads, rounded up, because audit time itself grows more slowly than the heads. With a larger total no site gets
less than before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from app.domain.audit_time_factors import ceil_half, ceil_root
from app.domain.audit_time_values import HALF
from app.domain.errors import UserMistake

RISKS: Final = (1, 2, 3)
MOST_DAYS: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteWeight:
    """A site of the audit, the central function included: its heads and its risk, 1 (low) to 3 (high)."""

    site_id: str
    heads: int = 0
    risk: int = 2

    @property
    def weight(self) -> int:
        """Return what its share is measured by; at least the risk."""
        return self.risk * max(ceil_root(Fraction(self.heads)), 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The days of each site in the order given; `total` is their exact sum and never below `floor`."""

    floor: Fraction
    total: Fraction
    days: tuple[tuple[str, Fraction], ...]

    @property
    def raised(self) -> bool:
        """Tell whether the sites need more than the floor."""
        return self.total > self.floor


def spread(floor: Fraction, sites: Sequence[SiteWeight]) -> Spread:
    """Return the days per site; the total is `floor` rounded up to halves, or half a day per site if that is more.

    Raises:
        UserMistake: `spread_sites_missing`, `draw_site_twice`, `spread_site_wrong` (heads, risk), `spread_days_wrong`.
    """
    if not sites:
        raise UserMistake("spread_sites_missing", field="sites")
    if len({one.site_id for one in sites}) != len(sites):
        raise UserMistake("draw_site_twice", field="sites")
    if not 0 < floor <= MOST_DAYS:
        raise UserMistake("spread_days_wrong", field="floor", most=MOST_DAYS)
    for index, one in enumerate(sites):
        if one.heads < 0 or one.risk not in RISKS:
            raise UserMistake("spread_site_wrong", field=f"sites[{index}]")
    halves = [1] * len(sites)
    weights = [one.weight for one in sites]
    for _half in range(int(2 * ceil_half(floor)) - len(sites)):
        halves[_next(weights, halves)] += 1
    days = tuple((one.site_id, count * HALF) for one, count in zip(sites, halves, strict=True))
    return Spread(floor=floor, total=sum(halves) * HALF, days=days)


def _next(weights: list[int], halves: list[int]) -> int:
    """Return the place of the site that gets the next half: the largest weight / (2 halves + 1), the first on a tie."""
    return max(range(len(weights)), key=lambda place: (Fraction(weights[place], 2 * halves[place] + 1), -place))
