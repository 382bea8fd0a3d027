"""Large figures in a row, each with the word for what is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.reporting.blocks import Block, Text
from app.reporting.marks import Mark, paint
from app.reporting.style import FIGURE, GUTTER, HAIRLINE, INK, MUTED, TextStyle

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from app.reporting.tagging import TagCanvas

_LABEL = TextStyle(8, 10.5, colour=MUTED)


class Tile(NamedTuple):
    """A figure, its label in words and the mark of what is counted; a loud one takes the colour of its mark."""

    figure: str
    label: str
    mark: Mark
    loud: bool


class Tiles(Block):
    """Tiles of equal width over the whole column: a list to a screen reader, label first."""

    def __init__(self, tiles: Sequence[Tile]) -> None:
        self._tiles = tiles
        self.key: Hashable = object()

    def _each(self, width: float) -> float:
        return (width - GUTTER * (len(self._tiles) - 1)) / max(len(self._tiles), 1)

    def height(self, width: float) -> float:
        """Return figure and tallest label."""
        labels = [Text(tile.label, _LABEL).height(self._each(width) - 10) for tile in self._tiles]
        return 6 + FIGURE.leading + max(labels, default=0)

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw the tiles from left to right."""
        if not self._tiles:
            return
        each = self._each(width)
        whole = canvas.element(self.key, "L")
        for index, tile in enumerate(self._tiles):
            canvas.rule(x, top, each, HAIRLINE, 0.8)
            item = canvas.element((self.key, index), "LI", whole)
            with canvas.inside(item):
                style = TextStyle(FIGURE.size, FIGURE.leading, FIGURE.weight, tile.mark[1] if tile.loud else INK)
                figure = Text(tile.figure, style, tag="LBody")
                with canvas.artifact():
                    paint(canvas, tile.mark, x + figure.natural_width() + 7, top - 6 - style.leading / 2 - 3, 6.5)
                Text(tile.label, _LABEL, tag="Lbl").draw(canvas, x, top - 6 - FIGURE.leading, each - 10)
                figure.draw(canvas, x, top - 6, each)
            x += each + GUTTER
