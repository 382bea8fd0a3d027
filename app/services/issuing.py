"""Issuing findings: final numbers and time limits, when the closing meeting ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.body_deadlines import rules_of
from app.domain.deadlines import deadlines
from app.domain.findings import final_numbers
from app.domain.kinds import FindingState, Grade
from app.models import fieldwork as tables
from app.storage.records import load_body, load_findings

if TYPE_CHECKING:
    from datetime import date

    from app.models.audit import Audit
    from app.storage.unit_of_work import UnitOfWork


def issue_findings(uow: UnitOfWork, audit: Audit) -> None:
    """Give each draft of the audit its final number, time limits and the state `issued`, in one entry.

    Numbers that were given stay, also those of withdrawn findings.
    """
    numbers = final_numbers(load_findings(uow.session, audit.id))
    limits = _limits(uow, audit)
    rows = [uow.session.get_one(tables.Finding, finding_id) for finding_id in numbers]
    for row in rows:
        row.final_number = numbers[row.id]
        row.state, row.issued_at = FindingState.ISSUED, uow.now
        row.due_plan = limits.get("D-04") if row.grade in (Grade.MAJOR, Grade.MINOR) else None
        row.due_verified = limits.get("D-05") if row.grade == Grade.MAJOR else None
    if rows:
        uow.record("findings.issued", *rows, audit=audit.id)


def _limits(uow: UnitOfWork, audit: Audit) -> dict[str, date]:
    """Return the deadlines of this audit by id; none while there is no closing day."""
    if audit.closed_on is None:
        return {}
    body = load_body(uow.session)
    numbers = rules_of(body)
    return {one.code: one.due for one in deadlines(audit.closed_on, audit.type, numbers)}
