"""Finds things on a picture of the screen by their colour: buttons, chosen rows, the ring round a field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PIL import Image

RUN = 40
"""A row of so many pixels of one colour belongs to something; words and icons are not that wide."""
THICK = 5
"""A filled area has so many such rows at once; the lines of a ring are thinner."""
GAP, CORNER = 34, 10
"""Words in a button (the inside of a ring) interrupt it for so many rows; round corners make it shorter by so much."""


class Box(NamedTuple):
    """An area on the screen."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def middle(self) -> tuple[int, int]:
        """Return where to point."""
        return (self.left + self.right) // 2, (self.top + self.bottom) // 2

    @property
    def width(self) -> int:
        """Return the width."""
        return self.right - self.left + 1

    @property
    def height(self) -> int:
        """Return the height."""
        return self.bottom - self.top + 1

    def holds(self, other: Box) -> bool:
        """Tell whether another box lies in this one."""
        across = self.left <= other.left and other.right <= self.right
        return self != other and across and self.top <= other.top and other.bottom <= self.bottom


def areas(picture: Image.Image, colour: str, *, thin: bool = False) -> list[Box]:
    """Return the filled areas of exactly this colour from top to bottom, or its rings; nothing within another."""
    pieces = _joined(_runs(picture, colour), gap=1)
    boxes = _joined((one for one in pieces if (one.height < THICK) is thin), gap=GAP)
    if thin:
        boxes = [one for one in boxes if one.height > THICK]  # one line alone is no ring
    return sorted((one for one in boxes if not any(other.holds(one) for other in boxes)), key=_top)


def _top(box: Box) -> int:
    return box.top


def _runs(picture: Image.Image, colour: str) -> Iterator[Box]:
    """Yield the long rows of one colour, from top to bottom."""
    pixel = bytes.fromhex(colour[1:])
    for row in range(picture.height):
        line = picture.crop((0, row, picture.width, row + 1)).convert("RGB").tobytes()
        at = 0
        while (at := line.find(pixel * RUN, at)) >= 0:
            if at % 3:  # between two pixels
                at += 1
                continue
            end = at
            while line[end : end + 3] == pixel:
                end += 3
            yield Box(at // 3, row, end // 3 - 1, row)
            at = end


def _joined(pieces: Iterable[Box], gap: int) -> list[Box]:
    """Put together what lies below each other, begins and ends alike and is no further apart than `gap` rows."""
    found: list[Box] = []
    for piece in pieces:
        for place, box in enumerate(found):
            same = abs(piece.left - box.left) < CORNER and abs(piece.right - box.right) < CORNER
            if same and piece.top - box.bottom <= gap:
                edges = min(box.left, piece.left), box.top, max(box.right, piece.right), piece.bottom
                found[place] = Box(*edges)
                break
        else:
            found.append(piece)
    return found
