"""Lays the topics of one auditor at one site into his stretches: whole topics, filled to the minute, no empty row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from app.domain.plan_sharing import Topic
from app.domain.plan_slots import SHORTEST, Stretch

UNIT: Final = 15
LONGEST: Final = 150
"""Minutes after which people need another topic."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a stretch with its topics; none are left for open trails and the samples that follow from them."""

    stretch: Stretch
    start: int
    end: int
    topics: tuple[Topic, ...]


def lay_out(topics: Sequence[Topic], stretches: Sequence[Stretch]) -> tuple[Piece, ...]:
    """Return the pieces of a run in time order; every topic stands in exactly one of them."""
    if not stretches:
        return ()
    pieces: list[Piece] = []
    for stretch, part in zip(stretches, _parts(topics, [one.length for one in stretches]), strict=True):
        pieces += _fill(stretch, part)
    return tuple(pieces)


def _parts(topics: Sequence[Topic], lengths: Sequence[int]) -> list[list[Topic]]:
    """Cut the topics, in their order, into one part per stretch so that all are equally full.

    The smallest sum of squared differences from the mean fullness, by trying all cuts (dynamic programming).
    """
    weights = [0]
    for one in topics:
        weights.append(weights[-1] + one.weight)
    mean = weights[-1] / max(sum(lengths), 1)
    count = len(topics)
    best: list[tuple[float, tuple[int, ...]]] = [(0.0 if end == 0 else float("inf"), ()) for end in range(count + 1)]
    for length in lengths:
        best = [
            min(
                (best[start][0] + ((weights[end] - weights[start]) / length - mean) ** 2, (*best[start][1], end))
                for start in range(end + 1)
            )
            for end in range(count + 1)
        ]
    cuts = (0, *best[count][1])
    return [list(topics[start:end]) for start, end in pairwise(cuts)]


def _fill(stretch: Stretch, topics: Sequence[Topic]) -> list[Piece]:
    """Fill a stretch with its topics in quarters of an hour; what is too long for them is left for open trails."""
    rows = _merged(topics, max(stretch.length // SHORTEST, 1))
    if not rows:
        return [Piece(stretch, stretch.start, stretch.end, ())]
    wants = [min(sum(one.weight for one in row) * 3 / 2, LONGEST) for row in rows]
    left = stretch.length - sum(wants)
    if left >= 2 * SHORTEST:
        rows, wants = [*rows, []], [*wants, left]
    pieces, at = [], stretch.start
    for row, minutes in zip(rows, _minutes(wants, stretch.length), strict=True):
        pieces.append(Piece(stretch, at, at + minutes, tuple(row)))
        at += minutes
    return pieces


def _merged(topics: Sequence[Topic], most: int) -> list[list[Topic]]:
    """Return the topics as rows, neighbours in one row where there are more than can have half an hour each."""
    rows = [[one] for one in topics]
    while len(rows) > most:
        sums = [sum(one.weight for one in (*row, *after)) for row, after in pairwise(rows)]
        place = sums.index(min(sums))
        rows[place : place + 2] = [[*rows[place], *rows[place + 1]]]
    return rows


def _minutes(wants: Sequence[float], length: int) -> list[int]:
    """Share `length` out as the rows want it, in quarters of an hour, at least two each; the last takes the rest."""
    units = length // UNIT
    least = min(SHORTEST // UNIT, units // len(wants))
    spare = units - least * len(wants)
    total = sum(wants)
    exact = [max(want / total * units - least, 0.0) for want in wants]
    scaled = [one * spare / max(sum(exact), 1e-9) for one in exact]
    whole = [int(one) for one in scaled]
    by_rest = sorted(range(len(wants)), key=lambda place: (whole[place] - scaled[place], place))
    for place in by_rest[: spare - sum(whole)]:
        whole[place] += 1
    minutes = [(least + one) * UNIT for one in whole]
    minutes[-1] += length - sum(minutes)
    return minutes
