"""A signature drawn by hand: strokes with times, checked, thinned out for paper, hashed whole.

A stroke is stored as `{"x": [...], "y": [...], "t": [...]}`: thousandths of the box from its upper left corner, and
milliseconds since the first touch. The box is `RATIO` times as wide as high, on screen and on paper, so that nothing is
distorted. The record keeps every point; only papers show thinned out strokes.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from app.domain.problems import Problem, blocking

SIZE: Final = 1000
"""Units over the width and over the height of the box."""
RATIO: Final = 3
MOST_POINTS: Final = 20_000
LEAST_LENGTH: Final = 40
"""A drawing shorter than this (thousandths of the width) is a slip of the hand, no signature."""
TOLERANCE: Final = 1.2
"""How far a thinned out line may leave the drawn one, in thousandths of the width: 0.05 mm on paper."""

Stored = Mapping[str, Any]
Point = tuple[int, int]


def stroke_problems(strokes: Sequence[Stored]) -> tuple[Problem, ...]:
    """Return the first thing that is wrong with a drawing.

    Codes: `strokes_missing`, `strokes_damaged`, `strokes_too_many` (most), `strokes_times`, `strokes_too_short`.
    """
    if not strokes:
        return (blocking("strokes_missing", "strokes"),)
    if not all(_whole(one) for one in strokes):
        return (blocking("strokes_damaged", "strokes"),)
    if sum(len(one["x"]) for one in strokes) > MOST_POINTS:
        return (blocking("strokes_too_many", "strokes", most=str(MOST_POINTS)),)
    times = [moment for one in strokes for moment in one["t"]]
    if any(later < earlier for earlier, later in pairwise(times)):
        return (blocking("strokes_times", "strokes"),)
    if _length(strokes) < LEAST_LENGTH:
        return (blocking("strokes_too_short", "strokes"),)
    return ()


def _whole(stroke: Stored) -> bool:
    """Tell whether a stroke has three lists of whole numbers, equally long, inside the box."""
    if set(stroke) != {"x", "y", "t"} or not all(isinstance(stroke[key], list) for key in "xyt"):
        return False
    if not stroke["x"] or len({len(stroke[key]) for key in "xyt"}) != 1:
        return False
    numbers = all(type(value) is int and value >= 0 for key in "xyt" for value in stroke[key])
    return numbers and max(*stroke["x"], *stroke["y"]) <= SIZE


def _length(strokes: Iterable[Stored]) -> float:
    return sum(math.dist(_even(a), _even(b)) for one in strokes for a, b in pairwise(points(one)))


def points(stroke: Stored) -> list[Point]:
    """Return the points of a stored stroke."""
    return list(zip(stroke["x"], stroke["y"], strict=True))


def simplified(strokes: Sequence[Stored], tolerance: float = TOLERANCE) -> tuple[tuple[int, ...], ...]:
    """Return strokes thinned out (Ramer, Douglas and Peucker) as flat lists x, y, x, y; ends and dots stay."""
    return tuple(tuple(value for point in _thin(points(one), tolerance) for value in point) for one in strokes)


def _thin(line: list[Point], tolerance: float) -> list[Point]:
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:  # no recursion: a stroke may have thousands of points
        first, last = spans.pop()
        if last - first <= 1:
            continue
        far, place = max((_off(line[at], line[first], line[last]), at) for at in range(first + 1, last))
        if far > tolerance:
            keep.add(place)
            spans += [(first, place), (place, last)]
    return [line[place] for place in sorted(keep)]


def _even(point: Point) -> tuple[float, float]:
    """Return the point in a measure that is the same across and down."""
    return (float(point[0]), point[1] / RATIO)


def _off(point: Point, start: Point, end: Point) -> float:
    """Return the distance of a point from the line between two others."""
    (x, y), (ax, ay), (bx, by) = _even(point), _even(start), _even(end)
    length = math.hypot(bx - ax, by - ay)
    if not length:
        return math.hypot(x - ax, y - ay)
    along = max(0.0, min(1.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length**2))
    return math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))


def drawing_hash(strokes: Sequence[Stored]) -> str:
    """Return the SHA-256 (hex) over all points and times, as papers print it."""
    plain = [{key: list(one[key]) for key in "txy"} for one in strokes]
    return hashlib.sha256(json.dumps(plain, separators=(",", ":"), sort_keys=True).encode()).hexdigest()
