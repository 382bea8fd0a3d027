"""Which row of the plan is now and which comes next, by the clock on site; which session is running."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from app.domain.kinds import RowKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.fieldwork import Session
    from app.domain.record import AuditRecord, TeamMember, TimetableRow

EARLY: Final = timedelta(minutes=10)
"""So long before its time a row counts as now: people arrive early."""
HELD: Final = frozenset({RowKind.AUDIT, RowKind.OFFICE})
_WORD: Final = re.compile(r"[^\s,;/+&]+")


def row_now(record: AuditRecord, at: datetime, initials: str = "") -> TimetableRow | None:
    """Return the row of the auditor with `initials` that is now and was not opened yet."""
    return next((row for row in _waiting(record, initials) if _runs(record, row, at)), None)


def row_next(record: AuditRecord, at: datetime, initials: str = "") -> TimetableRow | None:
    """Return the first row of the auditor that begins later today and was not opened yet."""
    later = [row for row in _waiting(record, initials) if _begins(record, row, at)]
    return min(later, key=lambda row: row.starts, default=None)


def running(sessions: Sequence[Session]) -> Session | None:
    """Return the session that began last and has not ended."""
    open_ones = [one for one in sessions if one.started_at is not None and one.ended_at is None]
    return open_ones[-1] if open_ones else None


def is_for(row: TimetableRow, initials: str) -> bool:
    """Tell whether a row names this auditor; a row without names is for everybody."""
    named = _WORD.findall(row.auditors)
    return not named or initials in named


def team_of(row: TimetableRow, team: Sequence[TeamMember]) -> tuple[TeamMember, ...]:
    """Return the members of the team that a row names, by initials or name; nobody where it names nobody."""
    named = set(_WORD.findall(row.auditors))
    return tuple(one for one in team if (one.initials and one.initials in named) or one.name in row.auditors)


def planned_people(row: TimetableRow) -> tuple[str, ...]:
    """Return the people of the client that a row names."""
    return tuple(piece.strip() for piece in re.split(r"[;,\n]", row.people) if piece.strip())


def _waiting(record: AuditRecord, initials: str) -> list[TimetableRow]:
    """Return the rows that were not opened, those of the auditor only if the plan names the auditor anywhere."""
    opened = {one.timetable_row_id for one in record.sessions}
    named = any(initials in _WORD.findall(row.auditors) for row in record.timetable)
    return [
        row
        for row in record.timetable
        if row.kind in HELD and row.id not in opened and (not named or is_for(row, initials))
    ]


def _local(record: AuditRecord, row: TimetableRow, at: datetime) -> datetime:
    site = next((one for one in record.sites if one.id == row.site_id), None)
    return at.astimezone(ZoneInfo((site.zone if site else "") or record.audit.zone or "UTC"))


def _runs(record: AuditRecord, row: TimetableRow, at: datetime) -> bool:
    here = _local(record, row, at)
    early = here + EARLY
    return row.day == here.date() and bool(row.starts) and row.starts <= f"{early:%H:%M}" and f"{here:%H:%M}" < row.ends


def _begins(record: AuditRecord, row: TimetableRow, at: datetime) -> bool:
    here = _local(record, row, at)
    return row.day == here.date() and row.starts > f"{here:%H:%M}"
