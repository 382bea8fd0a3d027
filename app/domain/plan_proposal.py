"""A first draft of the audit plan from the programme, in the order an experienced lead auditor would choose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.programme import Matrix
from app.domain.record import AuditRecord, TimetableRow


def _same(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySettings:
    """The frame of an audit day in local time (`HH:MM`) and the minutes of its fixed parts.

    `say` turns the message ids of topics into the language of the audit.
    """

    starts: str = "09:00"
    ends: str = "17:00"
    lunch_starts: str = "12:30"
    lunch_ends: str = "13:15"
    opening: int = 45
    wrap_up: int = 30
    team_meeting: int = 30
    last_team_meeting: int = 60
    closing: int = 60
    say: Callable[[str], str] = _same


def propose(
    record: AuditRecord, matrix: Matrix | None = None, settings: DaySettings | None = None
) -> tuple[TimetableRow, ...]:
    """Return the rows of a first draft; nothing without dates or without an auditor."""
    del record, matrix, settings  # the proposal comes next
    return ()
