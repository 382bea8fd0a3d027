"""Steps carried out on a picture, in the helper: turned, cut, made unreadable, pointed at."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from app.domain.looks import WHOLE, Step, Tool, read_steps

if TYPE_CHECKING:
    from PIL.Image import Image

BLOCKS: Final = 8
"""Pixels along the longer side of an area that is made unreadable: nothing can be read out of eight colours."""
RED: Final = (214, 40, 40)


def edited(picture: Image, text: str) -> Image:
    """Return the picture after the steps in `text`; raises `UserMistake("steps_wrong")`."""
    for step in read_steps(text):
        picture = _done(picture, step)
    return picture


def _done(picture: Image, step: Step) -> Image:
    from PIL import Image as Library  # noqa: PLC0415 - only in the helper

    if step.tool is Tool.ROTATE:
        turns = {90: Library.Transpose.ROTATE_270, 180: Library.Transpose.ROTATE_180, 270: Library.Transpose.ROTATE_90}
        return picture.transpose(turns[step.numbers[0]])
    left, top, right, bottom = _pixels(picture, step)
    if step.tool is Tool.ARROW:
        return _arrow(picture, (left, top), (right, bottom))
    box = (left, top, max(left + 1, right), max(top + 1, bottom))
    if step.tool is Tool.CROP:
        return picture.crop(box)
    area = picture.crop(box)
    scale = BLOCKS / max(area.size)
    few = area.resize((max(1, round(area.width * scale)), max(1, round(area.height * scale))), Library.Resampling.BOX)
    smooth = Library.Resampling.BICUBIC if step.tool is Tool.BLUR else Library.Resampling.NEAREST
    # Both lose the same: a blur alone could be calculated back.
    picture.paste(few.resize(area.size, smooth), box)
    return picture


def _pixels(picture: Image, step: Step) -> tuple[int, int, int, int]:
    wide, high = picture.size
    a, b, c, d = step.numbers
    return a * wide // WHOLE, b * high // WHOLE, math.ceil(c * wide / WHOLE), math.ceil(d * high / WHOLE)


def _arrow(picture: Image, tail: tuple[int, int], head: tuple[int, int]) -> Image:
    from PIL import ImageDraw  # noqa: PLC0415 - only in the helper

    draw = ImageDraw.Draw(picture)
    line = max(3, max(picture.size) // 150)
    angle = math.atan2(head[1] - tail[1], head[0] - tail[0])
    reach = line * 5
    neck = (head[0] - reach * 0.7 * math.cos(angle), head[1] - reach * 0.7 * math.sin(angle))
    wings = [
        (head[0] - reach * math.cos(angle + turn), head[1] - reach * math.sin(angle + turn)) for turn in (0.45, -0.45)
    ]
    for colour, extra in (("white", max(2, line // 2)), (RED, 0)):
        draw.line([tail, neck], fill=colour, width=line + extra)
        draw.polygon([head, *wings], fill=colour, outline=colour, width=1 + extra)
    return picture
