"""Design tokens of the papers: page grid, type scale (two weights), colours. All lengths in points, y upwards.

The grid: A4, 12 columns of 11.5 mm with gutters of 3 mm between margins of 20 mm, hung on the top margin.
Text of running length keeps to nine columns so that a line stays readable; tables use all twelve.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from app.reporting.fonts import REGULAR, STRONG

MM: Final = 72 / 25.4

PAGE_WIDTH: Final = 210 * MM
PAGE_HEIGHT: Final = 297 * MM
MARGIN: Final = 20 * MM
BODY_WIDTH: Final = PAGE_WIDTH - 2 * MARGIN
TOP: Final = PAGE_HEIGHT - 27 * MM
FIRST_TOP: Final = PAGE_HEIGHT - 18 * MM
BOTTOM: Final = 22 * MM
GUTTER: Final = 3 * MM


def columns(count: int) -> float:
    """Return the width of `count` columns of the grid with the gutters between them."""
    single = (BODY_WIDTH - 11 * GUTTER) / 12
    return count * single + (count - 1) * GUTTER


MEASURE: Final = columns(9)
"""Width of running text."""


_LINEAR: Final = 0.04045
READABLE: Final = 4.5
"""Least contrast of text (WCAG 2.2, 1.4.3)."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour in sRGB, parts from 0 to 255."""

    red: int
    green: int
    blue: int

    def parts(self) -> tuple[float, float, float]:
        """Return the parts from 0 to 1, as PDF wants them."""
        return self.red / 255, self.green / 255, self.blue / 255

    def luminance(self) -> float:
        """Return the relative luminance (WCAG 2.2)."""
        red, green, blue = (
            part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in self.parts()
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def contrast(self, other: Colour) -> float:
        """Return the contrast ratio (WCAG 2.2) to another colour, 1 to 21."""
        high, low = sorted((self.luminance(), other.luminance()), reverse=True)
        return (high + 0.05) / (low + 0.05)

    def mixed(self, other: Colour, share: float) -> Colour:
        """Return this colour with `share` (0 to 1) of `other` in it."""
        pairs = zip((self.red, self.green, self.blue), (other.red, other.green, other.blue), strict=True)
        return Colour(*(round(mine * (1 - share) + theirs * share) for mine, theirs in pairs))


WHITE: Final = Colour(255, 255, 255)
INK: Final = Colour(24, 28, 34)
MUTED: Final = Colour(88, 97, 108)
HAIRLINE: Final = Colour(208, 213, 219)
ALERT: Final = Colour(166, 27, 41)
CAUTION: Final = Colour(146, 92, 0)
GOOD: Final = Colour(24, 102, 74)


def colour_from(text: str, fallback: Colour) -> Colour:
    """Read `#rrggbb`; return `fallback` when the text is not one or would be too pale to read on white (4.5 : 1)."""
    digits = text.removeprefix("#")
    try:
        red, green, blue = bytes.fromhex(digits)
    except ValueError:
        return fallback
    found = Colour(red, green, blue)
    return found if found.contrast(WHITE) >= READABLE else fallback


class Align(Enum):
    """Where a line stands in its width."""

    START = "start"
    END = "end"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set. `after` and `before` are the least distances to its neighbours."""

    size: float
    leading: float
    weight: int = REGULAR
    colour: Colour = INK
    before: float = 0
    after: float = 0
    align: Align = Align.START

    def strong(self) -> TextStyle:
        """Return this style in the heavier weight."""
        return replace(self, weight=STRONG)

    def muted(self) -> TextStyle:
        """Return this style in the quiet colour."""
        return replace(self, colour=MUTED)


@dataclass(frozen=True, slots=True)
class Theme:
    """The type scale in the colours of one certification body."""

    primary: Colour
    accent: Colour

    @property
    def tint(self) -> Colour:
        """A very pale ground of the body's colour; text on it keeps its contrast."""
        return self.primary.mixed(WHITE, 0.94)

    @property
    def title(self) -> TextStyle:
        """The title of a paper."""
        return TextStyle(25, 30, STRONG, self.primary, after=4)

    @property
    def chapter(self) -> TextStyle:
        """A chapter (H2)."""
        return TextStyle(16, 20, STRONG, self.primary, before=26, after=9)

    @property
    def section(self) -> TextStyle:
        """A section (H3)."""
        return TextStyle(11.5, 15, STRONG, INK, before=17, after=5)

    @property
    def subsection(self) -> TextStyle:
        """A part of a section (H4)."""
        return TextStyle(9.5, 13, STRONG, self.primary, before=12, after=4)


DEFAULT_PRIMARY: Final = Colour(18, 60, 92)
DEFAULT_ACCENT: Final = Colour(0, 112, 122)

LEAD: Final = TextStyle(11, 16, after=6)
BODY: Final = TextStyle(9.5, 14, after=5)
CELL: Final = TextStyle(8.5, 11.5)
CELL_HEAD: Final = TextStyle(7.5, 10, STRONG, MUTED)
LABEL: Final = TextStyle(8, 14, STRONG, MUTED)
SMALL: Final = TextStyle(7.5, 10.5, colour=MUTED)
MONO: Final = TextStyle(6.6, 9.5, colour=MUTED)
FIGURE: Final = TextStyle(26, 30, STRONG)
