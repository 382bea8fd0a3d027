"""What the helper says about the look of a file, and the steps by which a derived picture is made: plain values.

A step is one JSON list; places are in ten-thousandths of the picture as it is before the step, so that the same steps
give the same picture from a small copy (while editing) and from the original (when it is kept).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.errors import UserMistake

WHOLE: Final = 10_000
MADE: Final = "derived "
MOST_STEPS: Final = 200
PICTURES: Final = frozenset({"image/jpeg", "image/png", "image/webp", "image/tiff", "image/heic", "image/gif"})
PDF: Final = "application/pdf"
LONGEST: Final = 256 * 1024 * 1024
"""Largest file that is given to the helper, in bytes."""


class LookState(StrEnum):
    """Whether the helper could show a file; all but `done` leave the original as it is."""

    DONE = "done"
    NONE = "none"
    """Nothing to be seen in a file of this kind: text, audio, video, archive."""
    ENCRYPTED = "encrypted"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    SLOW = "slow"


class Tool(StrEnum):
    """What can be done to a copy of a picture."""

    ROTATE = "rotate"
    CROP = "crop"
    BLUR = "blur"
    PIXELATE = "pixelate"
    ARROW = "arrow"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `rotate` by 90, 180 or 270 degrees clockwise; else two corners, of an arrow its tail and its head."""

    tool: Tool
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is known about the look of a file; `taken` and `place` stand inside a photograph and may be wrong.

    `place` is latitude and longitude in millionths of a degree.
    """

    state: LookState
    width: int = 0
    height: int = 0
    pages: int = 0
    taken: str = ""
    place: tuple[int, int] | None = None
    camera: str = ""
    thumbnail: bytes = b""


def can_be_seen(media: str) -> bool:
    """Tell whether the helper can show files of this kind at all."""
    return media in PICTURES or media == PDF


def place_text(place: tuple[int, int]) -> str:
    """Return a place as people write it: `52.22970 N, 21.01220 E`."""
    north, east = place
    return f"{abs(north) / 1e6:.5f} {'N' if north >= 0 else 'S'}, {abs(east) / 1e6:.5f} {'E' if east >= 0 else 'W'}"


def steps_text(steps: Iterable[Step]) -> str:
    """Return what `Attachment.made_how` says of a derived picture."""
    return MADE + json.dumps([[one.tool.value, *one.numbers] for one in steps], separators=(",", ":"))


def read_steps(text: str) -> tuple[Step, ...]:
    """Return the steps of `steps_text`; raises `UserMistake("steps_wrong")` for anything else."""
    try:
        told = json.loads(text.removeprefix(MADE))
        steps = tuple(Step(Tool(one[0]), tuple(one[1:])) for one in told)
    except (ValueError, TypeError, LookupError) as error:
        raise UserMistake("steps_wrong") from error
    check_steps(steps)
    return steps


def check_steps(steps: Iterable[Step]) -> None:
    """Refuse steps that are none, too many, or not within the picture; raises `UserMistake("steps_wrong")`."""
    count = 0
    for one in steps:
        count += 1
        turned = one.tool is Tool.ROTATE and one.numbers in {(90,), (180,), (270,)}
        right = turned or (one.tool is not Tool.ROTATE and _is_area(one))
        if not right:
            raise UserMistake("steps_wrong")
    if not 1 <= count <= MOST_STEPS:
        raise UserMistake("steps_wrong")


def _is_area(one: Step) -> bool:
    if len(one.numbers) != 4 or not all(type(number) is int and 0 <= number <= WHOLE for number in one.numbers):  # noqa: PLR2004 - two corners
        return False
    left, top, right, bottom = one.numbers
    if one.tool is Tool.ARROW:
        return (left, top) != (right, bottom)
    return left < right and top < bottom
