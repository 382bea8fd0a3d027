"""Narrative texts of the report, one per row id (RPT-18)."""

from __future__ import annotations

from functools import partial

from sqlalchemy import select

from app.domain.changes import Changes
from app.domain.kinds import TextState
from app.models.papers import ReportText
from app.services.base import Service, open_audit
from app.services.fields import drop_draft_row
from app.services.undo import Step


class ReportTextService(Service):
    """What the lead auditor writes beside what the record says by itself."""

    def write(self, audit_id: str, key: str, text: str, state: TextState | None = None) -> Changes:
        """Set a text; a text that was typed counts as confirmed, an emptied one as empty unless `none` is said."""
        chosen = state or (TextState.CONFIRMED if text.strip() else TextState.EMPTY)
        with self._workspace.write() as uow:
            open_audit(uow.session, audit_id)
            row = uow.session.scalars(select(ReportText).filter_by(audit_id=audit_id, key=key)).first()
            before = ("", TextState.EMPTY) if row is None else (row.text, row.state)
            if row is None:
                row = ReportText(audit_id=audit_id, key=key)
                uow.session.add(row)
            else:
                drop_draft_row(uow.session, self._workspace.me.person_id, "report_text", row.id, "text")
                if before == (text, chosen):
                    return uow.commit()
            row.text, row.state = text, chosen
            uow.record("report_text.written", row, audit=audit_id)
            changes = uow.commit("report_text")
        back = partial(self.write, audit_id, key, before[0], before[1])
        self._core.undo.add(Step("undo_text", key, back, partial(self.write, audit_id, key, text, chosen)))
        return changes

    def ensure(self, audit_id: str, key: str) -> str:
        """Return the id of the text's row, made if needed, so that typing can be kept as a draft."""
        with self._workspace.read() as session:
            found = session.scalars(select(ReportText.id).filter_by(audit_id=audit_id, key=key)).first()
        if found is not None:
            return found
        with self._workspace.write() as uow:
            open_audit(uow.session, audit_id)
            row = ReportText(audit_id=audit_id, key=key)
            uow.session.add(row)
            uow.record("report_text.opened", row, audit=audit_id)
            uow.commit("report_text")
            return row.id
