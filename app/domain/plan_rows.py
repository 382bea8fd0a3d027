"""Rows of a plan as values: their order, their labels, and what a change of one says as a deviation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from app.domain.kinds import AuditState, StatementKind, StatementOutcome
from app.domain.record import AuditRecord, Deviation, TimetableRow
from app.domain.timetable import MINUTES

NOTHING: Final = "–"
_LABEL: Final = re.compile(r"P-(\d+)")
_DAY: Final = 24 * MINUTES
_LATER: Final = date.max


def in_order(rows: Iterable[TimetableRow]) -> tuple[TimetableRow, ...]:
    """Return rows by day and time; rows without a day or a time stand behind those that have one."""
    return tuple(sorted(rows, key=lambda row: (row.day or _LATER, row.starts or "~", row.ends or "~", row.position)))


def next_label(rows: Iterable[TimetableRow]) -> str:
    """Return the label after the highest one that is used: `P-07`."""
    numbers = [int(found.group(1)) for row in rows if (found := _LABEL.fullmatch(row.label))]
    return label(max(numbers, default=0) + 1)


def label(number: int) -> str:
    """Return the label of the row with this number."""
    return f"P-{number:02}"


def clock(minutes: int) -> str:
    """Return minutes since midnight as `HH:MM`; ValueError outside of the day."""
    if not 0 <= minutes < _DAY:
        raise ValueError(minutes)
    return f"{minutes // MINUTES:02}:{minutes % MINUTES:02}"


def accepted(record: AuditRecord) -> bool:
    """Tell whether the client has accepted the plan as it stands.

    Before the audit the latest answer counts; once it has begun, a plan that was ever accepted stays accepted.
    """
    said = [one.outcome for one in record.statements if one.kind is StatementKind.PLAN]
    return plan_accepted(said, record.audit.state)


def plan_accepted(outcomes: Iterable[StatementOutcome], state: AuditState) -> bool:
    """Tell the same of the client's answers to the plan, the latest last."""
    said = list(outcomes)
    if state is not AuditState.PREPARED:
        return StatementOutcome.ACCEPTED in said
    return bool(said) and said[-1] is StatementOutcome.ACCEPTED


def deviation(
    before: TimetableRow | None, after: TimetableRow | None, reason: str, places: Mapping[str, str]
) -> Deviation:
    """Return the deviation that a change of one row is: only what differs is named; `places` are names of sites."""
    row = before or after
    old, new = _said(before, places), _said(after, places)
    if before is None or after is None:
        planned, done = (_all(one) if one else NOTHING for one in (old, new))
    else:
        different = [name for name in old if old[name] != new[name]]
        planned = ", ".join(old[name] or NOTHING for name in different)
        done = ", ".join(new[name] or NOTHING for name in different)
    return Deviation(subject="" if row is None else row.label, planned=planned, done=done, reason=reason)


def _said(row: TimetableRow | None, places: Mapping[str, str]) -> dict[str, str]:
    if row is None:
        return {}
    return {
        "day": row.day.isoformat() if row.day else "",
        "time": f"{row.starts}–{row.ends}".strip("–"),
        "topic": row.topic,
        "auditors": row.auditors,
        "people": row.people,
        "site": places.get(row.site_id or "", ""),
        "refs": ", ".join(row.refs),
        "language": row.language,
        "mode": row.mode.value.replace("_", " "),
        "kind": row.kind.value.replace("_", " "),
    }


def _all(said: Mapping[str, str]) -> str:
    wanted = ("day", "time", "topic", "auditors", "site", "refs")
    return ", ".join(said[name] for name in wanted if said[name]) or NOTHING
