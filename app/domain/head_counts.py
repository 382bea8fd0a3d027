"""Heads at a site by activity and shift: sums, and the share of a full day as an exact fraction."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from app.domain.client_file import HeadCount
from app.domain.errors import UserMistake

_SHARE: Final = re.compile(r"(?P<number>\d{1,4}(?:[.,]\d{1,4})?)(?:/(?P<below>\d{1,4}))?\s*(?P<percent>%?)", re.ASCII)
_HUNDRED: Final = 100


@dataclass(frozen=True, slots=True)
class HeadTotals:
    """What a list of head counts adds up to; `full_time` counts part-time people by their share, exactly."""

    persons: int = 0
    full_time: Fraction = Fraction(0)
    identical: int = 0

    @property
    def part_time(self) -> bool:
        """Tell whether anybody works less than a full day."""
        return self.full_time != self.persons


def share_of(text: str) -> Fraction:
    """Return the share of a full day that `text` says: `1`, `1/2`, `0.75`, `0,5`, `50 %`; more than 0, at most 1.

    Raises:
        UserMistake: `share_unreadable` for anything else.
    """
    found = _SHARE.fullmatch(text.strip())
    if found is None:
        raise UserMistake("share_unreadable", field="part_time", text=text)
    below = int(found["below"] or 1) * (_HUNDRED if found["percent"] else 1)
    share = Fraction(found["number"].replace(",", ".")) / below if below else Fraction(0)
    if not 0 < share <= 1:
        raise UserMistake("share_unreadable", field="part_time", text=text)
    return share


def totals(counts: Iterable[HeadCount]) -> HeadTotals:
    """Return the sums of head counts; a share that cannot be read counts as a full day, which is the careful side."""
    persons, identical, full_time = 0, 0, Fraction(0)
    for one in counts:
        persons += one.heads
        identical += one.heads if one.identical else 0
        full_time += one.heads * _share(one)
    return HeadTotals(persons, full_time, identical)


def _share(count: HeadCount) -> Fraction:
    try:
        return share_of(count.part_time)
    except UserMistake:
        return Fraction(1)
