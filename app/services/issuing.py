"""Issuing findings: final numbers and time limits, when the closing meeting ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.deadlines import deadlines, rules
from app.domain.findings import next_final_number
from app.domain.kinds import FindingState, Grade
from app.models import fieldwork as tables
from app.models.client import Body

if TYPE_CHECKING:
    from datetime import date

    from app.models.audit import Audit
    from app.storage.unit_of_work import UnitOfWork

ORDER = (Grade.MAJOR, Grade.MINOR, Grade.CONCERN, Grade.OBSERVATION, Grade.OPPORTUNITY, Grade.STRENGTH)


def issue_findings(uow: UnitOfWork, audit: Audit) -> None:
    """Give each draft of the audit its final number, time limits and the state `issued`, in one entry.

    Numbers that were given stay, also those of withdrawn findings; majors come first, then by time of drafting.
    """
    rows = uow.session.scalars(select(tables.Finding).filter_by(audit_id=audit.id)).all()
    taken = [row.final_number for row in rows if row.final_number]
    drafts = [row for row in rows if row.state == FindingState.DRAFT]
    drafts.sort(key=lambda row: (ORDER.index(row.grade), row.happened_at or row.created_at, row.author, row.number))
    limits = _limits(uow, audit)
    for row in drafts:
        row.final_number = next_final_number(row.grade, taken)
        taken.append(row.final_number)
        row.state, row.issued_at = FindingState.ISSUED, uow.now
        row.due_plan = limits.get("D-04") if row.grade in (Grade.MAJOR, Grade.MINOR) else None
        row.due_verified = limits.get("D-05") if row.grade == Grade.MAJOR else None
    if drafts:
        uow.record("findings.issued", *drafts, audit=audit.id)


def _limits(uow: UnitOfWork, audit: Audit) -> dict[str, date]:
    """Return the deadlines of this audit by id; none while there is no closing day."""
    if audit.closed_on is None:
        return {}
    body = uow.session.scalars(select(Body)).first() or Body(report_days=10, plan_days=30, major_days=90, major_months=6)
    numbers = rules(body.report_days, body.plan_days, body.major_days, body.major_months)
    return {one.code: one.due for one in deadlines(audit.closed_on, audit.type, numbers)}
