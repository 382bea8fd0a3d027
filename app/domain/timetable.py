"""Length of timetable rows and the sums of an audit plan; counted in minutes per auditor."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from app.domain.kinds import Mode
from app.domain.record import TimetableRow

_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_SEPARATOR: Final = re.compile(r"[,;+/]| and ")
MINUTES: Final = 60


def minutes(row: TimetableRow) -> int:
    """Return the auditor minutes of a row: its length times its auditors; 0 where a time is missing or reversed."""
    return length(row) * max(len(named(row.auditors)), 1)


def named(auditors: str) -> tuple[str, ...]:
    """Return the people of a list of initials or names, as they were typed."""
    return tuple(one.strip() for one in _SEPARATOR.split(auditors) if one.strip())


def length(row: TimetableRow) -> int:
    """Return the minutes from start to end; 0 where one is missing or the end lies before the start."""
    found = span(row)
    return 0 if found is None else max(found[1] - found[0], 0)


def span(row: TimetableRow) -> tuple[int, int] | None:
    """Return start and end in minutes since midnight; None where one is missing."""
    start, end = _since_midnight(row.starts), _since_midnight(row.ends)
    return None if start is None or end is None else (start, end)


def remote_share(rows: tuple[TimetableRow, ...]) -> tuple[int, int]:
    """Return (remote minutes, all minutes with the client); office rows and breaks (no place) do not count."""
    with_client = [row for row in rows if row.mode is not Mode.OFFICE and row.site_id]
    remote = sum(minutes(row) for row in with_client if row.mode is Mode.REMOTE)
    return remote, sum(minutes(row) for row in with_client)


@lru_cache(maxsize=2048)  # a plan is checked at every edit, and its few clock times repeat
def _since_midnight(clock: str) -> int | None:
    found = _CLOCK.fullmatch(clock.strip())
    return None if found is None else int(found.group(1)) * MINUTES + int(found.group(2))
