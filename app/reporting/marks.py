"""Small shapes beside words, so that no colour stands without a shape and no shape without a word."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from app.domain.kinds import Adequacy, Grade, Judgement, PointState, Presence, Reached, Ready, Verdict
from app.reporting.blocks import Block, Rich, Text
from app.reporting.style import ALERT, CAUTION, CELL, GOOD, INK, MUTED, Colour, TextStyle

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from app.reporting.tagging import TagCanvas


class Shape(Enum):
    """Outlines that stay apart in black and white and for eyes that do not tell red from green."""

    DISC = "disc"
    RING = "ring"
    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"
    DASH = "dash"
    STAR = "star"
    NONE = "none"


Mark = tuple[Shape, Colour]

_PALE: Final = Colour(120, 130, 142)

MARKS: Final[Mapping[StrEnum, Mark]] = {
    Grade.MAJOR: (Shape.SQUARE, ALERT),
    Grade.MINOR: (Shape.DIAMOND, ALERT),
    Grade.OBSERVATION: (Shape.TRIANGLE, CAUTION),
    Grade.OPPORTUNITY: (Shape.RING, INK),
    Grade.STRENGTH: (Shape.STAR, GOOD),
    Grade.CONCERN: (Shape.TRIANGLE, ALERT),
    Verdict.CONFORM: (Shape.DISC, GOOD),
    Verdict.NONCONFORM: (Shape.SQUARE, ALERT),
    Verdict.OBSERVATION: (Shape.TRIANGLE, CAUTION),
    Verdict.NOT_APPLICABLE: (Shape.DASH, _PALE),
    Verdict.NOT_AUDITED: (Shape.RING, INK),
    Verdict.OPEN: (Shape.RING, _PALE),
    Judgement.CONFORM: (Shape.DISC, GOOD),
    Judgement.NONCONFORMITY: (Shape.SQUARE, ALERT),
    Judgement.OBSERVATION: (Shape.TRIANGLE, CAUTION),
    Judgement.STRENGTH: (Shape.STAR, GOOD),
    Judgement.NOT_JUDGED: (Shape.DASH, _PALE),
    Reached.REACHED: (Shape.DISC, GOOD),
    Reached.PARTLY: (Shape.TRIANGLE, CAUTION),
    Reached.NOT_REACHED: (Shape.SQUARE, ALERT),
    Reached.OPEN: (Shape.RING, _PALE),
    Adequacy.ADEQUATE: (Shape.DISC, GOOD),
    Adequacy.PARTLY: (Shape.TRIANGLE, CAUTION),
    Adequacy.NOT_ADEQUATE: (Shape.SQUARE, ALERT),
    Adequacy.NOT_REVIEWED: (Shape.RING, _PALE),
    Ready.READY: (Shape.DISC, GOOD),
    Ready.PARTLY: (Shape.TRIANGLE, CAUTION),
    Ready.NOT_READY: (Shape.SQUARE, ALERT),
    Ready.OPEN: (Shape.RING, _PALE),
    Presence.IN_ROOM: (Shape.DISC, MUTED),
    Presence.REMOTE: (Shape.RING, MUTED),
    Presence.ABSENT: (Shape.DASH, MUTED),
    PointState.DONE: (Shape.DISC, MUTED),
    PointState.NOT_USED: (Shape.DASH, MUTED),
    PointState.OPEN: (Shape.RING, MUTED),
}


def paint(canvas: TagCanvas, mark: Mark, x: float, y: float, size: float) -> None:
    """Draw a mark into the square of `size` with the lower left corner at (x, y)."""
    shape, colour = mark
    canvas.fill(colour)
    canvas.stroke(colour, size * 0.17)
    middle, radius = (x + size / 2, y + size / 2), size / 2
    if shape is Shape.DISC:
        canvas.circle(*middle, radius * 0.9, stroke=0, fill=1)
    elif shape is Shape.RING:
        canvas.circle(*middle, radius * 0.78, stroke=1, fill=0)
    elif shape is Shape.DASH:
        canvas.rect(x, y + size * 0.4, size, size * 0.2, stroke=0, fill=1)
    elif shape is Shape.SQUARE:
        canvas.rect(x + size * 0.06, y + size * 0.06, size * 0.88, size * 0.88, stroke=0, fill=1)
    else:
        _polygon(canvas, [(x + size * a, y + size * b) for a, b in _CORNERS.get(shape, ())])


_CORNERS: Final[dict[Shape, tuple[tuple[float, float], ...]]] = {
    Shape.DIAMOND: ((0.5, -0.06), (1.06, 0.5), (0.5, 1.06), (-0.06, 0.5)),
    Shape.TRIANGLE: ((0, 0.05), (1, 0.05), (0.5, 0.98)),
    Shape.STAR: (
        *((0.5, 1.06), (0.63, 0.65), (1.06, 0.65), (0.71, 0.4), (0.84, -0.02)),
        *((0.5, 0.24), (0.16, -0.02), (0.29, 0.4), (-0.06, 0.65), (0.37, 0.65)),
    ),
}


def _polygon(canvas: TagCanvas, corners: list[tuple[float, float]]) -> None:
    if not corners:
        return
    path = canvas.beginPath()
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


class Marked(Block):
    """A text with a mark before its first line; the mark is an artifact, the word says the same."""

    def __init__(self, mark: Mark, text: Rich, style: TextStyle = CELL) -> None:
        self.mark = mark
        self.size = style.size * 0.66
        self.text = Text(text, style, indent=self.size + style.size * 0.55)
        self.before, self.after = style.before, style.after

    def height(self, width: float) -> float:
        """Return that of the text."""
        return self.text.height(width)

    def minimum(self, width: float) -> float:
        """Return that of the text."""
        return self.text.minimum(width)

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw mark and text."""
        style = self.text.style
        with canvas.artifact():
            baseline = top - style.leading / 2 - 0.357 * style.size
            paint(canvas, self.mark, x, baseline + (0.714 * style.size - self.size) / 2, self.size)
        self.text.draw(canvas, x, top, width)


def marked(value: StrEnum, text: Rich, style: TextStyle = CELL) -> Marked:
    """Return `text` with the mark that belongs to `value`."""
    return Marked(MARKS[value], text, style)
