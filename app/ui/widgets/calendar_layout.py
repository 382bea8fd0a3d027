"""Where the blocks of a day calendar stand: columns are day x lane, rows are minutes of the day. No Qt.

A block that takes part in neighbouring lanes is one box over all of them; in lanes apart it has several boxes. Boxes
that overlap in time and lane stand beside each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

STEP: Final = 15
"""Minutes of one step of the grid."""
DAY: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Lane:
    """One column of each day: an auditor or a site."""

    key: str
    title: str
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One thing in the calendar; `starts` and `ends` are minutes of the day.

    Attributes:
        lanes: keys of the lanes it takes part in.
        word: what it is, in words; `icon` and `tone` say the same by shape and colour.
        badge: a second icon, for what differs from the usual (remote).
        warning: what is wrong with it, empty when nothing is.
        spoken: the whole of it in one sentence, for screen readers and the tooltip.
    """

    id: str
    day: date
    starts: int
    ends: int
    lanes: tuple[str, ...]
    title: str
    detail: str = ""
    word: str = ""
    icon: str = "open"
    tone: str = "neutral"
    badge: str = ""
    warning: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a block over neighbouring lanes: `slot` of `slots` when boxes overlap."""

    place: int
    day: int
    first: int
    last: int
    starts: int
    ends: int
    slot: int = 0
    slots: int = 1


@dataclass(frozen=True, slots=True)
class Move:
    """What a block is to become; `left_lane` is replaced by `lane` when both are given and differ."""

    id: str
    day: date
    starts: int
    ends: int
    left_lane: str = ""
    lane: str = ""


@dataclass(slots=True)
class _Open:
    """A box whose slot is being sought."""

    place: int
    first: int
    last: int
    starts: int
    ends: int
    slot: int = 0
    group: list[_Open] = field(default_factory=list)


def arrange(blocks: Sequence[Block], days: Sequence[date], lanes: Sequence[Lane]) -> tuple[Box, ...]:
    """Return the boxes of all blocks whose day and lanes are shown, sorted by day and time."""
    columns = {lane.key: place for place, lane in enumerate(lanes)}
    found: list[Box] = []
    for number, day in enumerate(days):
        wanted = [
            _Open(place, first, last, block.starts, max(block.ends, block.starts + STEP))
            for place, block in enumerate(blocks)
            if block.day == day
            for first, last in runs(columns[key] for key in block.lanes if key in columns)
        ]
        wanted.sort(key=lambda box: (box.starts, -box.ends, box.first))
        _give_slots(wanted)
        found.extend(
            Box(one.place, number, one.first, one.last, one.starts, one.ends, one.slot, _slots(one)) for one in wanted
        )
    return tuple(found)


def runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """Return first and last of each run of neighbouring numbers: 0, 1, 3 gives (0, 1) and (3, 3)."""
    made: list[tuple[int, int]] = []
    for place in sorted(set(places)):
        if made and made[-1][1] == place - 1:
            made[-1] = (made[-1][0], place)
        else:
            made.append((place, place))
    return made


def snapped(minute: float) -> int:
    """Return the nearest step of the grid within the day."""
    return min(max(round(minute / STEP) * STEP, 0), DAY)


def shifted(block: Block, minutes: int, day: date) -> Move:
    """Return the block moved by `minutes` to `day`, kept whole within the day."""
    length = block.ends - block.starts
    starts = min(max(block.starts + minutes, 0), DAY - length)
    return Move(block.id, day, starts, starts + length)


def resized(block: Block, starts: int, ends: int) -> Move:
    """Return the block with other ends, never shorter than one step."""
    if ends != block.ends:
        ends = min(max(ends, block.starts + STEP), DAY)
        return Move(block.id, block.day, block.starts, ends)
    return Move(block.id, block.day, max(min(starts, block.ends - STEP), 0), ends)


def hours(blocks: Iterable[Block], usual: tuple[int, int] = (8, 18)) -> tuple[int, int]:
    """Return first and last hour to show: the usual ones, widened so that every block has an hour of air."""
    known = tuple(blocks)
    first = min((block.starts // 60 - 1 for block in known), default=usual[0])
    last = max((-(-block.ends // 60) + 1 for block in known), default=usual[1])
    return max(0, min(first, usual[0])), min(24, max(last, usual[1]))


def clock(minute: int) -> str:
    """Return `HH:MM`."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _give_slots(boxes: Sequence[_Open]) -> None:
    """Give each box the first slot that no earlier overlapping box has, and its group of overlapping boxes."""
    running: list[_Open] = []
    for box in boxes:
        running = [one for one in running if one.ends > box.starts]
        touching = [one for one in running if one.first <= box.last and box.first <= one.last]
        taken = {one.slot for one in touching}
        box.slot = next(slot for slot in range(len(taken) + 1) if slot not in taken)
        box.group = [box]
        for one in touching:
            _join(one, box)
        running.append(box)


def _join(one: _Open, other: _Open) -> None:
    if one.group is other.group:
        return
    one.group.extend(other.group)
    for member in one.group:
        member.group = one.group


def _slots(box: _Open) -> int:
    return max(member.slot for member in box.group) + 1
