"""Reads dates and times as people type them; no Qt."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Final

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS: Final = re.compile(r"(\d{1,2})[./ ](\d{1,2})(?:[./ ](\d{2}|\d{4}))?\.?")
_NAMED: Final = re.compile(r"(\d{1,2})\.?\s*([a-z]{3})[a-z]*\.?(?:\s+(\d{2}|\d{4}))?")
_SHIFT: Final = re.compile(r"([+-])(\d{1,4})")
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?")
_CENTURY: Final = 100


def read_date(text: str, today: date) -> date | None:
    """Return the date meant by `24.11.2026`, `24 Nov`, `2026-11-24`, `+7` or `0` (today).

    A missing year is that of `today`. `None` for anything else; raises nothing.
    """
    typed = text.strip().casefold()
    shift = _SHIFT.fullmatch(typed)
    if shift or typed == "0":
        days = int(typed)
        return today + timedelta(days=days)
    iso = _ISO.fullmatch(typed)
    if iso:
        return _date(*(int(part) for part in iso.groups()))
    numbers = _NUMBERS.fullmatch(typed)
    if numbers:
        return _date(_year(numbers[3], today), int(numbers[2]), int(numbers[1]))
    named = _NAMED.fullmatch(typed)
    if named and named[2] in _MONTHS:
        return _date(_year(named[3], today), _MONTHS.index(named[2]) + 1, int(named[1]))
    return None


def read_time(text: str) -> time | None:
    """Return the time meant by `9`, `930`, `9:30` or `09.30`; `None` for anything else."""
    found = _TIME.fullmatch(text.strip().casefold())
    if not found:
        return None
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        return None


def _year(text: str | None, today: date) -> int:
    if text is None:
        return today.year
    year = int(text)
    return year + today.year // _CENTURY * _CENTURY if year < _CENTURY else year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
