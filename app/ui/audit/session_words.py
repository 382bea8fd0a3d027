"""Sessions in words: the lines of the list, when they were held, and what fills itself in while one is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.domain.kinds import EvidenceState
from app.domain.session_now import HELD
from app.ui.widgets.labels import isolated

if TYPE_CHECKING:
    from app.domain.fieldwork import Session
    from app.domain.record import AuditRecord, TimetableRow

ALL = "all"


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session, a row of the plan that was not opened yet (`planned`), or everything (`id` = all)."""

    id: str
    text: str
    count: int
    planned: bool = False
    times: str = ""
    day: date | None = None
    running: bool = False


def session_lines(record: AuditRecord, everything: str) -> tuple[SessionLine, ...]:
    """Return one line for all evidence, then the rows of the plan in their order, then further sessions."""
    used = [one for one in record.evidence if one.state is not EvidenceState.WITHDRAWN]
    counts: dict[str | None, int] = {}
    for one in used:
        counts[one.session_id] = counts.get(one.session_id, 0) + 1
    by_row = {one.timetable_row_id: one for one in record.sessions if one.timetable_row_id}
    lines = [SessionLine(ALL, everything, len(used))]
    for row in record.timetable:
        held = by_row.get(row.id)
        if held is not None:
            lines.append(_held(held, counts))
        elif row.kind in HELD:
            lines.append(_planned(row))
    listed = {line.id for line in lines}
    free = [one for one in record.sessions if one.id not in listed]
    return (*lines, *(_held(one, counts) for one in free))


def days_of(lines: tuple[SessionLine, ...]) -> tuple[date, ...]:
    """Return the days on which something is planned or was held."""
    return tuple(sorted({line.day for line in lines if line.day is not None}))


def held_times(session: Session) -> str:
    """Return from when to when a session was held, in the zone of its place; open at the end while it runs."""
    if session.started_at is None:
        return ""
    zone = ZoneInfo(session.zone or "UTC")
    ended = f"{session.ended_at.astimezone(zone):%H:%M}" if session.ended_at else ""
    return isolated(f"{session.started_at.astimezone(zone):%H:%M}–{ended}")


def row_text(row: TimetableRow) -> str:
    """Return label and topic of a row of the plan."""
    return f"{row.label} {row.topic}".strip()


def row_times(row: TimetableRow) -> str:
    """Return the planned times of a row."""
    return isolated(f"{row.starts}–{row.ends}") if row.starts else ""


def where_text(record: AuditRecord, session: Session | None, initials: str) -> str:
    """Return what a capture takes over by itself: session, site and auditor."""
    site = next((one for one in record.sites if session is not None and one.id == session.site_id), None)
    place = f"{site.label} {site.name}".strip() if site else ""
    parts = (session.topic if session else "", place, session.place if session else "", isolated(initials))
    return "  ·  ".join(part for part in parts if part)


def _held(session: Session, counts: dict[str | None, int]) -> SessionLine:
    zone = ZoneInfo(session.zone or "UTC")
    day = session.started_at.astimezone(zone).date() if session.started_at else None
    running = session.started_at is not None and session.ended_at is None
    count = counts.get(session.id, 0)
    return SessionLine(session.id, session.topic, count, times=held_times(session), day=day, running=running)


def _planned(row: TimetableRow) -> SessionLine:
    return SessionLine(row.id, row_text(row), 0, planned=True, times=row_times(row), day=row.day)
