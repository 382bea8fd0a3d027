"""The table of contents: filled after the pages are made, tagged as TOC with links (ISO 32000-1, 14.8.4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.reporting.blocks import CHAPTER, Block, Heading, Text
from app.reporting.style import BODY, CELL, HAIRLINE, MM, TextStyle

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from app.reporting.tagging import TagCanvas

_PAGE_WIDTH = 10 * MM
_INDENT = 9 * MM


class Contents(Block):
    """Lists the headings of levels 2 and 3 with their pages.

    `document` sets `entries` before the pages are made (so the length is right at once) and `pages` before drawing.
    """

    def __init__(self, page_words: str) -> None:
        """`page_words` is the spoken text of an entry with `{title}` and `{page}`."""
        self.entries: Sequence[Heading] = ()
        self.pages: dict[int, int] = {}
        self._page_words = page_words
        self._start = 0
        self.key: Hashable = object()

    def _style(self, entry: Heading) -> TextStyle:
        return BODY.strong() if entry.level == CHAPTER else CELL

    def _text(self, entry: Heading) -> Text:
        title = Text(entry.title, self._style(entry))
        title.before = 7 if entry.level == CHAPTER else 1.5
        return title

    def _room(self, width: float) -> float:
        return width - _INDENT - _PAGE_WIDTH

    def _entry_height(self, entry: Heading, width: float) -> float:
        text = self._text(entry)
        return text.before + text.height(self._room(width))

    def height(self, width: float) -> float:
        """Return the height of all entries."""
        return sum(self._entry_height(entry, width) for entry in self.entries)

    def minimum(self, width: float) -> float:
        """Return the height of the first entry."""
        return self._entry_height(self.entries[0], width) if self.entries else 0

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Cut between entries."""
        used, count = 0.0, 0
        for entry in self.entries:
            used += self._entry_height(entry, width)
            if used > room:
                break
            count += 1
        if not 0 < count < len(self.entries):
            return None
        return self._part(0, count), self._part(count, len(self.entries))

    def _part(self, start: int, stop: int) -> Contents:
        part = Contents(self._page_words)
        part.entries, part.pages, part.key = self.entries[start:stop], self.pages, self.key
        part._start = self._start + start
        return part

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw entry by entry, each a link to its heading."""
        whole = canvas.element(self.key, "TOC")
        for index, entry in enumerate(self.entries, self._start):
            item = canvas.element((self.key, index), "TOCI", whole)
            reference = canvas.element((self.key, index, "reference"), "Reference", item)
            link = canvas.element((self.key, index, "link"), "Link", reference)
            text = self._text(entry)
            top -= text.before
            height = text.height(self._room(width))
            page = self.pages.get(id(entry), 0)
            with canvas.tagged(link):
                self._draw_entry(canvas, entry, page, (x, top, width))
            spoken = self._page_words.format(title=entry.title, page=page)
            canvas.link(link, (x, top - height, x + width, top), entry.destination, spoken)
            self._draw_leader(canvas, text, page, (x, top, width))
            top -= height

    def _draw_entry(self, canvas: TagCanvas, entry: Heading, page: int, place: tuple[float, float, float]) -> None:
        x, top, width = place
        style = self._style(entry)
        if entry.number:
            Text(entry.number, style.muted()).draw_lines(canvas, x, top, _INDENT)
        text = self._text(entry)
        text.draw_lines(canvas, x + _INDENT, top, self._room(width))
        number = Text(str(page), style)
        bottom = top - text.height(self._room(width)) + style.leading
        number.draw_lines(canvas, x + width - number.natural_width(), bottom, _PAGE_WIDTH)

    def _draw_leader(self, canvas: TagCanvas, text: Text, page: int, place: tuple[float, float, float]) -> None:
        """Draw the thin line that leads the eye from a title to its page."""
        x, top, width = place
        lines = text.lines(self._room(width))
        end = x + _INDENT + lines[-1].width * text.style.size / 1000 + 6
        stop = x + width - Text(str(page), text.style).natural_width() - 6
        y = top - text.height(self._room(width)) + text.style.leading / 2 - 2
        if stop > end:
            canvas.rule(end, y, stop - end, HAIRLINE, 0.4)
