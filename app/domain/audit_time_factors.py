"""Heads to effective persons, factors to classes, classes to the percent that may be chosen; rounding of days.

Steps 1, 3, 4 and 7 of the calculation (audit-time facts, section 2; ISO/IEC 27006-1, Annex C).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import Final, NamedTuple

from app.domain.audit_time_values import HALF, Factors, HeadGroup, Level, Rounding

LOWEST: Final = 1
HIGHEST: Final = 3
_LOW_UP_TO: Final = 4
_MEDIUM_UP_TO: Final = 6


class Cell(NamedTuple):
    """A range of percent; both ends belong to it."""

    low: Fraction
    high: Fraction

    def holds(self, percent: Fraction) -> bool:
        """Tell whether `percent` lies inside."""
        return self.low <= percent <= self.high

    @property
    def single(self) -> bool:
        """Tell whether there is only one value, so that nothing is left to choose."""
        return self.low == self.high


def _cell(low: int, high: int) -> Cell:
    return Cell(Fraction(low), Fraction(high))


MATRIX: Final = {  # class of the business, class of the IT
    (Level.HIGH, Level.LOW): _cell(5, 20),
    (Level.HIGH, Level.MEDIUM): _cell(10, 50),
    (Level.HIGH, Level.HIGH): _cell(20, 100),
    (Level.MEDIUM, Level.LOW): _cell(-10, -5),
    (Level.MEDIUM, Level.MEDIUM): _cell(0, 0),
    (Level.MEDIUM, Level.HIGH): _cell(10, 50),
    (Level.LOW, Level.LOW): _cell(-30, -10),
    (Level.LOW, Level.MEDIUM): _cell(-10, -5),
    (Level.LOW, Level.HIGH): _cell(5, 20),
}


def business_sum(factors: Factors) -> int:
    """Return the sum of the three factors of the business, 3 to 9."""
    return factors.business_kind + factors.processes + factors.maturity


def it_sum(factors: Factors) -> int:
    """Return the sum of the three factors of the IT, 3 to 9."""
    return factors.it_variety + factors.outsourcing + factors.development


def level(total: int) -> Level:
    """Return the class of a sum: 3-4 low, 5-6 medium, 7-9 high."""
    if total <= _LOW_UP_TO:
        return Level.LOW
    return Level.MEDIUM if total <= _MEDIUM_UP_TO else Level.HIGH


def cell_for(factors: Factors) -> Cell:
    """Return the range of percent that the six factors allow."""
    return MATRIX[level(business_sum(factors)), level(it_sum(factors))]


def counted(group: HeadGroup) -> Fraction:
    """Return the persons a group counts as: heads by their share, or the square root of that, rounded up.

    The root is taken group by group and is the largest reduction allowed, never over the whole company at once (EA
    FAQ 48.6 on 27006-1, C.3.4).
    """
    size = group.count * group.share
    return Fraction(ceil_root(size)) if group.identical else size


def persons(groups: Iterable[HeadGroup]) -> tuple[Fraction, int]:
    """Return the exact sum of all groups and the whole number the chart is asked for (up: nobody is left out)."""
    exact = sum((counted(group) for group in groups), Fraction(0))
    return exact, math.ceil(exact)


def ceil_root(size: Fraction) -> int:
    """Return the smallest whole number whose square is not below `size`."""
    whole = math.ceil(size)
    root = math.isqrt(whole)
    return root if root * root == whole else root + 1


def rounded(days: Fraction, rounding: Rounding, floor: Fraction = Fraction(0)) -> Fraction:
    """Return `days` rounded; where the nearest half lies below `floor`, the next half above `floor`.

    `floor` is what a limit leaves at least: rounding must not break it. Nothing is rounded down to no time at all.
    """
    if rounding is Rounding.CEIL_DAY:
        return Fraction(math.ceil(max(days, floor)))
    if rounding is Rounding.CEIL_HALF:
        return ceil_half(max(days, floor))
    nearest = Fraction(math.floor(2 * days + HALF), 2)
    return nearest if nearest >= max(floor, HALF) else ceil_half(max(floor, HALF))


def ceil_half(days: Fraction) -> Fraction:
    """Return the smallest number of half days that is not below `days`."""
    return Fraction(math.ceil(2 * days), 2)
