"""The guard before an audit begins: what stands against it is solved, or left with a reason that stays on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.errors import UserMistake
from app.domain.kinds import AuditState, MeetingKind, RowKind
from app.domain.plan_start import holding
from app.models.audit import Audit, Deviation
from app.storage.records import load_audit

if TYPE_CHECKING:
    from app.domain.record import AuditRecord
    from app.models.fieldwork import Meeting
    from app.storage.unit_of_work import UnitOfWork


def check_start(uow: UnitOfWork, meeting: Meeting, reason: str) -> None:
    """Refuse to begin an opening that something stands against; with a reason it begins, and a deviation says so.

    Raises:
        UserMistake: `start_held` with the codes of `plan_start`, for the field `reason`.
    """
    if meeting.kind != MeetingKind.OPENING:
        return
    audit = uow.session.get_one(Audit, meeting.audit_id)
    if audit.state != AuditState.PREPARED:
        return
    record = load_audit(uow.session, audit.id)
    found = holding(record)
    if not found:
        return
    if not reason.strip():
        raise UserMistake("start_held", field="reason", codes=", ".join(dict.fromkeys(one.code for one in found)))
    taken = uow.session.scalars(select(Deviation.position).filter_by(audit_id=audit.id))
    place = max(taken, default=-1) + 1
    row = Deviation(
        audit_id=audit.id, position=place, label=f"DV-{place + 1}", subject=_subject(record), reason=reason.strip()
    )
    uow.session.add(row)
    uow.record("deviation.recorded", row, audit=audit.id)


def _subject(record: AuditRecord) -> str:
    """Return the label of the opening meeting in the plan, else the reference of the audit."""
    labels = [row.label for row in record.timetable if row.kind is RowKind.OPENING and row.label]
    return (*labels, record.audit.reference)[0]
