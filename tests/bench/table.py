"""Medians, ratios, and the table they are printed in."""

from __future__ import annotations

import statistics
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: `ours` and `floor` in milliseconds (medians), and the budget for their ratio."""

    what: str
    ours: float
    floor: float
    budget: float | None

    @property
    def ratio(self) -> float:
        """Return ours divided by the floor."""
        return self.ours / self.floor


def row(what: str, ours: list[float], floor: list[float], budget: float | None) -> Row:
    """Return the row of two series of seconds taken in the same interleaved rounds."""
    return Row(what, statistics.median(ours) * 1000, statistics.median(floor) * 1000, budget)


def show(rows: list[Row]) -> None:
    """Print the table."""
    width = max(len(one.what) for one in rows)
    sys.stdout.write(f"{'':{width}}  {'ours ms':>9}  {'floor ms':>9}  {'ratio':>6}  {'budget':>6}\n")
    for one in rows:
        budget = f"{one.budget:.1f}" if one.budget else "-"
        sys.stdout.write(f"{one.what:{width}}  {one.ours:9.1f}  {one.floor:9.1f}  {one.ratio:6.2f}  {budget:>6}\n")
