"""The readiness gate: what is missing, why it may stay missing, and whether the files are still what was captured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain import gate
from app.domain.errors import UserMistake
from app.models import confirming
from app.services.base import Made, Service, get_row, open_audit, required
from app.services.papers import typing_of
from app.storage.records import load_audit

if TYPE_CHECKING:
    from app.domain.changes import Changes
    from app.domain.gate import Entry
    from app.services.base import Progress


class GateService(Service):
    """It holds the signature of the report, never a meeting."""

    def entries(self, audit_id: str) -> tuple[Entry, ...]:
        """Return what is missing before the report is signed, with the reasons given so far."""
        with self._workspace.read() as session:
            record = load_audit(session, audit_id)
            return gate.entries(record, typing_of(session, audit_id))

    def give_reason(self, audit_id: str, code: str, row: str, reason: str) -> Made:
        """Say why an entry stays open; it then no longer holds the signature, and stands in record and report.

        Raises:
            UserMistake: `reason_missing`, `audit_frozen`, `gate_not_left` for what no reason can excuse.
        """
        why = required(reason, "reason_missing", "reason")
        if code in gate.NEVER_LEFT:
            raise UserMistake("gate_not_left", field="reason")
        with self._workspace.write() as uow:
            open_audit(uow.session, audit_id)
            query = select(confirming.GateReason).filter_by(audit_id=audit_id, code=code, row=row)
            found = uow.session.scalars(query).first()
            if found is None:
                found = confirming.GateReason(audit_id=audit_id, code=code, row=row, reason=why)
                uow.session.add(found)
            found.reason, found.by_name = why, self._workspace.me.name
            uow.record("gate.reason_given", found, audit=audit_id, reason=why)
            return Made(found.id, uow.commit("gate_reason"))

    def take_back(self, reason_id: str) -> Changes:
        """Take a reason back: the entry holds the signature again."""
        with self._workspace.write() as uow:
            row = get_row(uow.session, confirming.GateReason, reason_id)
            open_audit(uow.session, row.audit_id)
            uow.session.delete(row)
            uow.record("gate.reason_taken_back", row, audit=row.audit_id)
            return uow.commit("gate_reason")

    def damaged_files(self, audit_id: str, progress: Progress) -> tuple[str, ...]:
        """Read every attached file and compare it with its SHA-256; return the labels of the items that differ.

        A copy that was destroyed on purpose is no damage. Told percent and the label; may raise `Cancelled`.
        """
        with self._workspace.read() as session:
            record = load_audit(session, audit_id)
        gone = {one.sha256 for one in record.destructions}
        wanted = [
            (item.label, file.blob_id) for item in record.evidence for file in item.attachments
            if file.blob_id and file.sha256 not in gone
        ]  # fmt: skip
        found = []
        for number, (label, blob_id) in enumerate(wanted):
            progress(number * 100 // len(wanted), label)
            if not self._workspace.blobs.verify(blob_id):
                found.append(label)
        return tuple(dict.fromkeys(found))
