"""What is due, from the list of audits: beginnings soon, reports after the closing meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from app.domain.deadlines import DeadlineRules, due
from app.domain.kinds import AuditState
from app.domain.record import AuditRow

AHEAD: Final = timedelta(days=30)


class DueKind(StrEnum):
    """What has to happen by the day."""

    BEGINS = "begins"
    UNDER_WAY = "under_way"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done in an audit by a day."""

    kind: DueKind
    audit: AuditRow
    day: date
    overdue: bool


def due_list(rows: Sequence[AuditRow], rules: DeadlineRules, today: date) -> tuple[Due, ...]:
    """Return what is due in the next thirty days or overdue, the earliest first."""
    found = [_due(row, rules, today) for row in rows]
    return tuple(sorted((one for one in found if one), key=lambda one: (one.day, one.audit.reference)))


def _due(row: AuditRow, rules: DeadlineRules, today: date) -> Due | None:
    if row.state is AuditState.CLOSED and row.closed_on is not None:
        day = due(row.closed_on, rules.report, rules)
        return Due(DueKind.REPORT, row, day, overdue=day < today)
    if row.state is AuditState.OPENED:
        day = row.planned_end or today
        return Due(DueKind.UNDER_WAY, row, day, overdue=day < today)
    if row.state is AuditState.PREPARED and row.planned_start is not None and row.planned_start <= today + AHEAD:
        return Due(DueKind.BEGINS, row, row.planned_start, overdue=row.planned_start < today)
    return None
