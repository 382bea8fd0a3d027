"""Type scale and spacing grid, as data."""

from __future__ import annotations

from typing import Final, NamedTuple

BASE_PIXELS: Final = 13.5
"""Height of body text at 100 % on a 96 dpi screen; everything else is a share of it."""

REGULAR: Final = 400
MEDIUM: Final = 500
SEMIBOLD: Final = 600


class TypeRole(NamedTuple):
    """Size as a share of body text, and weight (100 to 900)."""

    scale: float
    weight: int = REGULAR


TYPE_SCALE: Final = {
    "body": TypeRole(1.0),
    "small": TypeRole(0.9),
    "label": TypeRole(0.94, MEDIUM),
    "caps": TypeRole(0.84, SEMIBOLD),
    "strong": TypeRole(1.0, SEMIBOLD),
    "title3": TypeRole(1.12, SEMIBOLD),
    "title2": TypeRole(1.32, SEMIBOLD),
    "title1": TypeRole(1.72, SEMIBOLD),
    "figure": TypeRole(2.1, SEMIBOLD),
}


class Space:
    """The 4/8 grid, in pixels."""

    XXS: Final = 2
    XS: Final = 4
    S: Final = 8
    M: Final = 12
    L: Final = 16
    XL: Final = 24
    XXL: Final = 32


TARGET: Final = 24
"""Smallest side of anything that can be pressed (WCAG 2.2, 2.5.8)."""

ICON: Final = 16
ICON_LARGE: Final = 20
