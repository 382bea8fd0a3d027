"""What all papers share: the words of their language, the theme of the body, headings with numbers, usual blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.words import word
from app.reporting.blocks import Block, Heading, Rich, Text
from app.reporting.layout import Field
from app.reporting.marks import MARKS, Marked
from app.reporting.shaping import Span
from app.reporting.style import (
    BODY,
    CELL,
    DEFAULT_ACCENT,
    DEFAULT_PRIMARY,
    MEASURE,
    MUTED,
    SMALL,
    TextStyle,
    Theme,
    colour_from,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from datetime import date, datetime
    from enum import StrEnum

    from app.domain.report_parts import ReportBody
    from app.translation import Words

DASH: Final = "\u2013"
NOTHING: Final = "\u2013"
DOT: Final = " \u00b7 "


class Kit:
    """One paper in the making: hands out headings in order and words in its language."""

    def __init__(self, words: Words, body: ReportBody) -> None:
        self.words = words
        self.t = words.gettext
        self.tn = words.ngettext
        self.theme = Theme(colour_from(body.colour, DEFAULT_PRIMARY), colour_from(body.accent, DEFAULT_ACCENT))
        self._chapter = 0
        self._section = 0

    def name(self, value: StrEnum) -> str:
        """Return the word for a value of a closed list."""
        return self.t(word(value))

    def chapter(self, title: str) -> Heading:
        """Return the next numbered chapter heading."""
        self._chapter += 1
        self._section = 0
        return Heading(title, self.theme.chapter, 2, number=str(self._chapter))

    def section(self, title: str, *, listed: bool = False) -> Heading:
        """Return the next numbered section heading; a `listed` one stands in the contents too."""
        self._section += 1
        return Heading(title, self.theme.section, 3, number=f"{self._chapter}.{self._section}", listed=listed)

    def subsection(self, title: str) -> Heading:
        """Return a small heading without number, one level below the last numbered one (no level is skipped)."""
        return Heading(title, self.theme.subsection, 4 if self._section else 3, listed=False)

    def day(self, day: date | None) -> str:
        """Return a date, or a dash."""
        return self.words.day(day) if day else NOTHING

    def moment(self, moment: datetime | None) -> str:
        """Return date and time with the offset of their place, `27 Mar 2026, 09:20 UTC+1`."""
        if moment is None:
            return NOTHING
        return f"{self.words.day(moment.date())}, {self.words.clock(moment)} {utc_offset(moment)}"

    def span(self, start: datetime | None, end: datetime | None) -> str:
        """Return a time span of one day with its offset, or of two days."""
        if start is None:
            return NOTHING
        if end is None:
            return self.moment(start)
        if start.date() != end.date():
            return f"{self.moment(start)} {DASH} {self.moment(end)}"
        hours = f"{self.words.clock(start)}{DASH}{self.words.clock(end)}"
        return f"{self.words.day(start.date())}, {hours} {utc_offset(start)}"

    def days(self, days: Sequence[date]) -> str:
        """Return the days of an audit: one, or all of them."""
        return DOT.join(self.words.day(day) for day in days) or NOTHING

    def part_of_day(self, minutes: int, hours_per_day: int) -> str:
        """Return working minutes as days, `7.75`, without floating point."""
        day = hours_per_day * 60
        hundredths = (minutes * 100 + day // 2) // day
        whole, rest = divmod(hundredths, 100)
        return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)

    def text(self, text: str, style: TextStyle = BODY) -> tuple[Block, ...]:
        """Return the paragraphs of a running text (separated by empty lines); a dash when it is empty."""
        paragraphs = [part.strip("\n") for part in text.replace("\r\n", "\n").split("\n\n")]
        return tuple(Text(part, style) for part in paragraphs if part.strip()) or (Text(NOTHING, style),)

    def field(self, label: str, value: str | Rich | Sequence[Block], group: Hashable) -> Field:
        """Return a label with its value, one of the list `group`."""
        if isinstance(value, str):
            return Field(label, self.text(value), group)
        if value and isinstance(value[0], Span):
            return Field(label, [Text(tuple(part for part in value if isinstance(part, Span)))], group)
        return Field(label, [part for part in value if isinstance(part, Block)], group)

    def marked(self, value: StrEnum, style: TextStyle = CELL, text: str = "") -> Marked:
        """Return the word for `value` (or `text`) with its mark."""
        return Marked(MARKS[value], text or self.name(value), style)

    def note(self, text: str) -> Text:
        """Return a quiet remark."""
        return Text(text, SMALL)

    def with_note(self, text: str, note: str) -> Block | tuple[Block, ...]:
        """Return a cell with a text and, where there is one, a quiet line below it."""
        return (Text(text, CELL), Text(note, SMALL)) if note else Text(text, CELL)


def muted(text: str) -> Span:
    """Return a quiet part of a text."""
    return Span(text, colour=MUTED)


def utc_offset(moment: datetime) -> str:
    """Return the offset of an aware time, `UTC+1` or `UTC+5:30`."""
    offset = moment.utcoffset()
    minutes = round(offset.total_seconds() / 60) if offset else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")


__all__ = ["DASH", "DOT", "MEASURE", "NOTHING", "Kit", "muted", "utc_offset"]
