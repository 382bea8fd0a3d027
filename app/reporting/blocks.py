"""The building blocks of a page: each knows its height, where it may be cut, and draws itself tagged.

Own blocks instead of ReportLab's flowables: those cannot tag, and a paper made of blocks cannot hold an untagged
thing by mistake (`document.paginate` refuses whatever is not a `Block`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from itertools import pairwise
from typing import TYPE_CHECKING

from app.reporting.fonts import STRONG
from app.reporting.glyphs import draw_line
from app.reporting.shaping import Line, Span, set_lines
from app.reporting.style import BODY, Align, TextStyle

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from app.reporting.tagging import Tag, TagCanvas

_FEWEST = 2
"""Lines of a paragraph that stand together at least, on either side of a page break."""
_WHOLE = 3
"""Paragraphs of so many lines are not cut."""

Rich = str | tuple[Span, ...]
"""A text, or one with parts in another weight or colour."""


class Block(ABC):
    """Something that stands in a column of a page.

    `before` and `after` are the least distances to the neighbours (the larger of two counts); `keep_next` forbids a
    page break behind it; a `whole` one is cut only when no page can hold it.
    """

    before: float = 0
    after: float = 0
    keep_next: bool = False
    whole: bool = False

    @abstractmethod
    def height(self, width: float) -> float:
        """Return the height at `width`."""

    def minimum(self, width: float) -> float:
        """Return the least height of a first part; the whole height when the block cannot be cut."""
        return self.height(width)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 - for those who can
        """Return two parts, the first at most `room` high, or None when it cannot be cut there."""
        return None

    @abstractmethod
    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""

    def headings(self) -> Iterator[Heading]:
        """Give the headings in it, in reading order."""
        yield from ()


class Space(Block):
    """Nothing, `size` high."""

    def __init__(self, size: float) -> None:
        self._size = size

    def height(self, width: float) -> float:
        """Return the size."""
        del width
        return self._size

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw nothing."""


class PageBreak(Space):
    """What follows starts on a new page."""

    def __init__(self) -> None:
        super().__init__(0)


class Text(Block):
    """A paragraph, heading, label or cell text, tagged `tag`.

    Parts made by a page break share `key` and so stay one structure element. At least two lines stand on each side.
    """

    def __init__(
        self, text: Rich, style: TextStyle = BODY, *, tag: Tag = "P", language: str = "", indent: float = 0
    ) -> None:
        self.spans = (Span(text),) if isinstance(text, str) else text
        self.style = style
        self.tag: Tag = tag
        self.language = language
        self.indent = indent
        self.key: Hashable = object()
        self.before, self.after = style.before, style.after
        self._lines: list[Line] | None = None
        self._width = -1.0

    @property
    def plain(self) -> str:
        """The text without weights and colours."""
        return "".join(span.text for span in self.spans)

    def lines(self, width: float) -> list[Line]:
        """Return the lines at `width`."""
        if self._lines is None or width != self._width:
            room = (width - self.indent) * 1000 / self.style.size
            strong = self.style.weight == STRONG
            self._lines = set_lines(self.spans, room, strong=strong, language=self.language)
            self._width = width
        return self._lines

    def natural_width(self) -> float:
        """Return the width of the text on one line."""
        lines = set_lines(self.spans, 1e9, strong=self.style.weight == STRONG, language=self.language)
        return self.indent + max(line.width for line in lines) * self.style.size / 1000

    def height(self, width: float) -> float:
        """Return the height of all lines."""
        return len(self.lines(width)) * self.style.leading

    def minimum(self, width: float) -> float:
        """Return the height of the first two lines, of all when there are three or fewer."""
        count = len(self.lines(width))
        return (count if count <= _WHOLE else _FEWEST) * self.style.leading

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Cut between lines, two at least on each side."""
        lines = self.lines(width)
        fitting = min(int(room / self.style.leading + 1e-6), len(lines) - _FEWEST)
        if fitting < _FEWEST or len(lines) <= _WHOLE:
            return None
        return self._part(lines[:fitting], width), self._part(lines[fitting:], width)

    def _part(self, lines: list[Line], width: float) -> Text:
        part = Text(self.spans, self.style, tag=self.tag, language=self.language, indent=self.indent)
        part.key, part._lines, part._width = self.key, lines, width
        return part

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw the lines as content of one structure element."""
        element = canvas.element(self.key, self.tag)
        if self.language and self.language != canvas.language:
            element.language = self.language
        with canvas.tagged(element):
            self.draw_lines(canvas, x, top, width)

    def draw_lines(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw the lines without tagging them (within content or an artifact that is already open)."""
        style = self.style
        lines = self.lines(width)
        # capitals (0.714 em) stand in the middle of the leading
        baseline = top - style.leading / 2 - 0.357 * style.size
        for line in lines:
            slack = width - self.indent - line.width * style.size / 1000
            shift = {Align.START: 0.0, Align.END: slack, Align.CENTRE: slack / 2}[style.align]
            if line.rtl and style.align is Align.START and len(lines) > 1:
                shift = (
                    slack  # a paragraph from right to left hangs on its right edge; a single name stays in its column
                )
            draw_line(canvas, line, (x + self.indent + shift, baseline), style.size, style.colour)
            baseline -= style.leading


CHAPTER = 2
"""Level of the chapters: level 1 is the title of the paper."""


class Heading(Text):
    """A heading H1 to H4 that feeds contents and bookmarks and never stands last on a page."""

    keep_next = True

    def __init__(self, text: str, style: TextStyle, level: int, *, number: str = "", listed: bool = True) -> None:
        tags: dict[int, Tag] = {1: "H1", 2: "H2", 3: "H3", 4: "H4"}
        super().__init__(f"{number}\u2002{text}" if number else text, style, tag=tags[level])
        self.level = level
        self.number = number
        self.title = text
        self.listed = listed
        self.destination = ""
        """Set by `document` before drawing; unique in the paper."""

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Never cut."""
        del width, room
        return None

    def minimum(self, width: float) -> float:
        """Return the whole height."""
        return self.height(width)

    def headings(self) -> Iterator[Heading]:
        """Give itself."""
        yield self

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw, and set the bookmark."""
        if self.destination:
            canvas.bookmarkPage(self.destination, fit="XYZ", left=0, top=top + 8, zoom=0)
            if self.listed:
                title = self.plain.replace("\u2002", "  ")
                canvas.addOutlineEntry(
                    title, self.destination, max(self.level - CHAPTER, 0), closed=self.level > CHAPTER
                )
        super().draw(canvas, x, top, width)


class Figure(Block):
    """A drawing with a text for those who cannot see it; both are required."""

    def __init__(self, size: tuple[float, float], alt: str, paint: Callable[[TagCanvas, float, float], None]) -> None:
        """`paint(canvas, x, y)` draws with the lower left corner at (x, y)."""
        if not alt.strip():
            raise ValueError("a figure without alternative text")
        self.size = size
        self.alt = alt
        self._paint = paint
        self.key: Hashable = object()

    def height(self, width: float) -> float:
        """Return the height given."""
        del width
        return self.size[1]

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw as one figure with its alternative text and bounding box."""
        del width
        element = canvas.element(self.key, "Figure")
        element.alt = self.alt
        element.box = (x, top - self.size[1], x + self.size[0], top)
        with canvas.tagged(element):
            canvas.saveState()
            self._paint(canvas, x, top - self.size[1])
            canvas.restoreState()


def stack_gap(above: Block, below: Block) -> float:
    """Return the distance between two neighbours."""
    return max(above.after, below.before)


def stack_height(blocks: Sequence[Block], width: float) -> float:
    """Return the height of blocks standing on each other, without the distances at both ends."""
    total = sum(block.height(width) for block in blocks)
    return total + sum(stack_gap(above, below) for above, below in pairwise(blocks))


def draw_stack(blocks: Sequence[Block], canvas: TagCanvas, x: float, top: float, width: float) -> None:
    """Draw blocks on each other from (x, top) downwards."""
    last: Block | None = None
    for block in blocks:
        if last is not None:
            top -= stack_gap(last, block)
        block.draw(canvas, x, top, width)
        top -= block.height(width)
        last = block


def split_stack(blocks: Sequence[Block], width: float, room: float) -> tuple[list[Block], list[Block]]:
    """Divide a stack: as much as fits into `room`, and the rest; either may be empty."""
    done: list[Block] = []
    used = 0.0
    for index, block in enumerate(blocks):
        gap = stack_gap(done[-1], block) if done else 0.0
        height = block.height(width)
        if used + gap + height <= room + 1e-6:
            done.append(block)
            used += gap + height
            continue
        parts = block.split(width, room - used - gap)
        if parts is not None:
            return [*done, parts[0]], [parts[1], *blocks[index + 1 :]]
        while done and done[-1].keep_next:
            index -= 1  # noqa: PLW2901 - a heading goes with what follows it
            done.pop()
        return done, list(blocks[index:])
    return done, []
