"""The look in force: palette, zoom and the fonts made from them."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QFont, QFontMetricsF

from app.ui.theme.metrics import BASE_PIXELS, TYPE_SCALE
from app.ui.theme.palette import LIGHT, Palette


class Look(NamedTuple):
    """Palette, zoom (percent), dots per inch of the screen and font families, first one preferred."""

    palette: Palette = LIGHT
    zoom: int = 100
    dots_per_inch: float = 96.0
    families: tuple[str, ...] = ()

    def px(self, pixels: float) -> int:
        """Return a length of the design, scaled by the zoom."""
        return max(1, round(pixels * self.zoom / 100))

    def points(self, role: str = "body") -> float:
        """Return the font size of a type role in points."""
        pixels = BASE_PIXELS * TYPE_SCALE[role].scale * self.zoom / 100
        return round(pixels * 72 / self.dots_per_inch, 2)

    def font(self, role: str = "body") -> QFont:
        """Return the font of a type role, for example `title1`."""
        font = QFont()
        if self.families:
            font.setFamilies(list(self.families))
        font.setPointSizeF(self.points(role))
        weight = TYPE_SCALE[role].weight
        # The packaged fonts are variable: Qt reaches the weights between regular and bold by the axis only.
        font.setVariableAxis(QFont.Tag("wght"), weight)
        font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
        if not self.families:
            font.setWeight(QFont.Weight(weight))
        return font

    def line_height(self, role: str = "body") -> int:
        """Return the height of one line of a type role in pixels."""
        return round(QFontMetricsF(self.font(role)).height())


class _Active:
    look = Look()


def active() -> Look:
    """Return the look in force; painted widgets ask at each paint."""
    return _Active.look


def put_in_force(look: Look) -> None:
    """Make `look` the one in force; called by `Theme` only."""
    _Active.look = look
