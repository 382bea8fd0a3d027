"""A QR code as a drawing: dark modules of a row are one rectangle."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import segno

from app.reporting.blocks import Figure
from app.reporting.style import INK

if TYPE_CHECKING:
    from app.reporting.tagging import TagCanvas


def qr_code(text: str, alt: str, size: float) -> Figure:
    """Return a square figure of `size` points with `text` in it (error correction M, quiet zone left to the page)."""
    rows = [[bool(module) for module in row] for row in segno.make(text, error="m", micro=False).matrix]
    module = size / len(rows)

    def paint(canvas: TagCanvas, x: float, y: float) -> None:
        canvas.fill(INK)
        for index, row in enumerate(rows):
            bottom = y + (len(rows) - 1 - index) * module
            position = 0
            for dark, run in groupby(row):
                length = len(list(run))
                if dark:
                    canvas.rect(x + position * module, bottom, length * module, module, stroke=0, fill=1)
                position += length

    return Figure((size, size), alt, paint)
