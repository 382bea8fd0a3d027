"""Comparing a frozen paper with itself, rebuilt, and with what the record says now."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from app.domain.plain import to_plain
from app.services.papers import tools

if TYPE_CHECKING:
    from app.domain.paper_data import PaperData
    from app.domain.plain import Plain

MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Comparison:
    """What rebuilding a paper showed.

    `same`: the rebuilt bytes have the hash that the trail holds. `other_tools`: libraries whose version differs from
    the one the paper was made with, as `(name, then, now)`; they explain a difference. `first_difference`: place of
    the first byte that differs, None when all are the same. `record_changes`: what the record says differently now,
    as places in the report (`findings[2].statement`), at most 200.
    """

    same: bool
    kept_sha256: str
    rebuilt_sha256: str
    first_difference: int | None
    other_tools: tuple[tuple[str, str, str], ...]
    record_changes: tuple[str, ...]


def compare(kept: bytes, kept_sha256: str, rebuilt: bytes, frozen: PaperData, live: PaperData) -> Comparison:
    """Return the comparison of the kept unsigned bytes with the rebuilt ones, and of frozen with live data."""
    rebuilt_sha256 = hashlib.sha256(rebuilt).hexdigest()
    intact = hashlib.sha256(kept).hexdigest() == kept_sha256
    return Comparison(
        same=intact and rebuilt_sha256 == kept_sha256,
        kept_sha256=kept_sha256,
        rebuilt_sha256=rebuilt_sha256,
        first_difference=_first_difference(kept, rebuilt),
        other_tools=_other_tools(frozen),
        record_changes=changes(frozen, live),
    )


def _first_difference(one: bytes, other: bytes) -> int | None:
    if one == other:
        return None
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return place
    return min(len(one), len(other))


def _other_tools(frozen: PaperData) -> tuple[tuple[str, str, str], ...]:
    now = {one.name: one.version for one in tools()}
    then = {one.name: one.version for one in frozen.stamp.tools}
    names = sorted(now.keys() | then.keys())
    return tuple((name, then.get(name, ""), now.get(name, "")) for name in names if then.get(name) != now.get(name))


def changes(frozen: PaperData, live: PaperData) -> tuple[str, ...]:
    """Return the places where the two differ; head, time and tools of the stamp differ always and are left out."""
    found: list[str] = []
    now: Any = live
    _walk(to_plain(frozen), to_plain(replace(now, stamp=frozen.stamp)), "", found)
    return tuple(found[:MOST])


def _walk(one: Plain, other: Plain, place: str, found: list[str]) -> None:
    if one == other:
        return
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one:
            _walk(one[key], other.get(key), f"{place}.{key}" if place else key, found)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (left, right) in enumerate(zip(one, other, strict=True)):
            _walk(left, right, f"{place}[{number}]", found)
    else:
        found.append(place)
