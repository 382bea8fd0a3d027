"""Blocks made of blocks: kept together, side by side, label and value, boxed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.reporting.blocks import Block, Heading, Text, draw_stack, split_stack, stack_height
from app.reporting.style import GUTTER, HAIRLINE, LABEL, Colour, columns

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from app.reporting.tagging import TagCanvas


class Together(Block):
    """Blocks that stay on one page as long as one page is enough."""

    def __init__(self, *blocks: Block, before: float = 0, after: float = 0) -> None:
        self.blocks = blocks
        self.whole = True
        self.before = max(before, blocks[0].before)
        self.after = max(after, blocks[-1].after)

    def height(self, width: float) -> float:
        """Return the height of the stack."""
        return stack_height(self.blocks, width)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Cut only what a fresh page could not hold (`document` asks again there)."""
        done, rest = split_stack(self.blocks, width, room)
        return (Together(*done), Together(*rest)) if done and rest else None

    def headings(self) -> Iterator[Heading]:
        """Give those of the stack."""
        for block in self.blocks:
            yield from block.headings()

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw the stack."""
        draw_stack(self.blocks, canvas, x, top, width)


class Side(Block):
    """Stacks side by side, read one after the other; never cut. `widths` may leave room at the right."""

    def __init__(self, *parts: Sequence[Block], widths: Sequence[float], gap: float = GUTTER, after: float = 0) -> None:
        self.parts = parts
        self.widths = widths
        self.gap = gap
        self.after = after

    def height(self, width: float) -> float:
        """Return the height of the tallest stack."""
        del width
        return max(stack_height(part, size) for part, size in zip(self.parts, self.widths, strict=True))

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw the stacks from left to right."""
        del width
        for part, size in zip(self.parts, self.widths, strict=True):
            draw_stack(part, canvas, x, top, size)
            x += size + self.gap


class Indent(Block):
    """A stack moved to the right by `left`; it may be cut."""

    def __init__(self, *blocks: Block, left: float, width: float | None = None) -> None:
        self.blocks = blocks
        self.left = left
        self._width = width
        self.before, self.after = blocks[0].before, blocks[-1].after

    def _inner(self, width: float) -> float:
        return min(width - self.left, self._width or width)

    def height(self, width: float) -> float:
        """Return the height of the stack in what is left of the width."""
        return stack_height(self.blocks, self._inner(width))

    def minimum(self, width: float) -> float:
        """Return that of the first block."""
        return self.blocks[0].minimum(self._inner(width))

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Cut the stack."""
        done, rest = split_stack(self.blocks, self._inner(width), room)
        if not done or not rest:
            return None
        return (Indent(*done, left=self.left, width=self._width), Indent(*rest, left=self.left, width=self._width))

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw the stack."""
        draw_stack(self.blocks, canvas, x + self.left, top, self._inner(width))


LABEL_WIDTH = columns(3)


class Field(Block):
    """A label in the first three columns and its value beside it; a long value runs over pages.

    Fields of one `group` are one list to a screen reader: item, label, body.
    """

    def __init__(
        self, label: str, value: Sequence[Block], group: Hashable, *, label_width: float = LABEL_WIDTH, after: float = 4
    ) -> None:
        self.label = Text(label, LABEL, tag="Lbl") if label else None
        self.value = value
        self.group = group
        self.label_width = label_width
        self.after = after
        self.key: Hashable = object()

    def _inner(self, width: float) -> float:
        return width - self.label_width - GUTTER

    def height(self, width: float) -> float:
        """Return the larger of label and value."""
        label = self.label.height(self.label_width) if self.label else 0
        return max(label, stack_height(self.value, self._inner(width)))

    def minimum(self, width: float) -> float:
        """Return what label and the first part of the value need."""
        label = self.label.height(self.label_width) if self.label else 0
        return max(label, self.value[0].minimum(self._inner(width)))

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Cut the value; the label stays with its first part."""
        if self.label and self.label.height(self.label_width) > room:
            return None
        done, rest = split_stack(self.value, self._inner(width), room)
        if not done or not rest:
            return None
        first = Field("", done, self.group, label_width=self.label_width)
        second = Field("", rest, self.group, label_width=self.label_width, after=self.after)
        first.label, first.key, second.key = self.label, self.key, self.key
        return first, second

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw label and value as one item of the list."""
        item = canvas.element(self.key, "LI", canvas.element(("fields", self.group), "L"))
        with canvas.inside(item):
            if self.label:
                self.label.draw(canvas, x, top, self.label_width)
            with canvas.inside(canvas.element((self.key, "body"), "LBody")):
                draw_stack(self.value, canvas, x + self.label_width + GUTTER, top, self._inner(width))


class Panel(Block):
    """A stack on a pale ground with a strip of colour at its left edge."""

    def __init__(
        self, *blocks: Block, ground: Colour, strip: Colour, padding: float = 10, before: float = 0, after: float = 0
    ) -> None:
        self.blocks = blocks
        self.ground = ground
        self.strip = strip
        self.padding = padding
        self.before, self.after = before, after

    def _inner(self, width: float) -> float:
        return width - 2 * self.padding - 3

    def height(self, width: float) -> float:
        """Return the height of the stack and the padding."""
        return stack_height(self.blocks, self._inner(width)) + 2 * self.padding

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Cut the stack."""
        done, rest = split_stack(self.blocks, self._inner(width), room - 2 * self.padding)
        if not done or not rest:
            return None
        return (
            Panel(*done, ground=self.ground, strip=self.strip, padding=self.padding),
            Panel(*rest, ground=self.ground, strip=self.strip, padding=self.padding, after=self.after),
        )

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw ground, strip and stack."""
        bottom = top - self.height(width)
        canvas.ground((x, bottom, x + width, top), self.ground)
        canvas.ground((x, bottom, x + 3, top), self.strip)
        draw_stack(self.blocks, canvas, x + 3 + self.padding, top - self.padding, self._inner(width))


class Rule(Block):
    """A horizontal line over the whole width."""

    def __init__(self, colour: Colour = HAIRLINE, weight: float = 0.5, *, before: float = 0, after: float = 0) -> None:
        self.colour, self.weight = colour, weight
        self.before, self.after = before, after

    def height(self, width: float) -> float:
        """Return the weight of the line."""
        del width
        return self.weight

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw the line."""
        canvas.rule(x, top - self.weight / 2, width, self.colour, self.weight)
