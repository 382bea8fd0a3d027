"""Times of a plan as they are typed: `930`, `9-1030`, `+45`, `1h30`; no Qt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from app.domain.timetable import MINUTES, span
from app.ui.widgets.calendar_layout import DAY, clock
from app.ui.widgets.date_parsing import read_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.record import TimetableRow

USUAL: Final = 60
"""Minutes a new row takes until something else is typed."""
_DASH: Final = re.compile(r"\s*[-–—]\s*")
_LENGTH: Final = re.compile(r"\+?\s*(?:(\d{1,2})\s*h)?\s*(?:(\d{1,3})\s*(?:m|min|')?)?")


def read_start(text: str) -> tuple[str, str] | None:
    """Return start and, if a range was typed, end as `HH:MM`; `None` if nothing can be read; empty for nothing."""
    if not text:
        return "", ""
    parts = _DASH.split(text)
    if len(parts) > 2:  # noqa: PLR2004 - from and to
        return None
    read = [_one(part) for part in parts]
    if None in read:
        return None
    return str(read[0]), str(read[1]) if len(read) > 1 else ""


def read_end(text: str, starts: str) -> str | None:
    """Return the end as `HH:MM`: a time, or a length after `starts` (`+45`, `45m`, `1h30`)."""
    if not text:
        return ""
    found = _LENGTH.fullmatch(text.casefold())
    is_length = found is not None and (text.startswith("+") or any(mark in text.casefold() for mark in "hm'"))
    if found is not None and is_length:
        begin = minute_of(starts)
        length = int(found[1] or 0) * MINUTES + int(found[2] or 0)
        return clock(begin + length) if begin is not None and length and begin + length < DAY else None
    return _one(text)


def moved_end(row: TimetableRow, starts: str) -> str:
    """Return the end of a row that begins at another time: its length stays."""
    begin = minute_of(starts)
    if begin is None:
        return row.ends
    found = span(row)
    length = found[1] - found[0] if found and found[1] > found[0] else USUAL
    return clock(min(begin + length, DAY - 1))


def minute_of(text: str) -> int | None:
    """Return the minute of the day of `HH:MM`, `None` for none."""
    read = read_time(text) if text else None
    return None if read is None else read.hour * MINUTES + read.minute


def _one(text: str) -> str | None:
    read = read_time(text)
    return None if read is None else f"{read:%H:%M}"


def swapped(rows: Sequence[TimetableRow], row_id: str, step: int) -> tuple[tuple[str, str, str], ...]:
    """Return (id, start, end) of the two rows that change places in time when `row_id` goes up (-1) or down (1).

    The other one is the nearest of the same day that begins at another time and has an auditor in common, or none.
    """
    here = next((row for row in rows if row.id == row_id), None)
    own = span(here) if here else None
    if here is None or own is None:
        return ()
    found = [(row, times) for row in rows if row.day == here.day and row.id != row_id and (times := span(row))]
    meant = [one for one in found if _shares(here, one[0]) and (one[1][0] - own[0]) * step > 0]
    if not meant:
        return ()
    other, times = min(meant, key=lambda one: abs(one[1][0] - own[0]))
    (first, one), (second, two) = sorted(((here, own), (other, times)), key=lambda pair: pair[1][0])
    start, end = one[0], max(one[1], two[1])
    return (
        (second.id, clock(start), clock(start + two[1] - two[0])),
        (first.id, clock(end - (one[1] - one[0])), clock(end)),
    )


def _shares(one: TimetableRow, other: TimetableRow) -> bool:
    mine, theirs = ({part.strip() for part in row.auditors.split(",")} for row in (one, other))
    return bool(mine & theirs) or not one.auditors or not other.auditors
