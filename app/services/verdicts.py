"""Judgements of auditors and the lead's verdict per requirement."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.errors import UserMistake
from app.domain.kinds import Verdict
from app.models import fieldwork as tables
from app.models.audit import TeamMember
from app.services.base import Made, Service, item_of, open_audit
from app.services.undo import Step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.changes import Changes

NEEDS_REASON = frozenset({Verdict.NOT_AUDITED, Verdict.NOT_APPLICABLE})
Before = tuple[Verdict, str, str]


class VerdictService(Service):
    """What was judged, by whom and where, and what the lead made of it."""

    def judge(
        self, audit_id: str, ref: str, verdict: Verdict, *,
        note: str = "", site_id: str | None = None, session_id: str | None = None, auditor_id: str | None = None,
    ) -> Made:  # fmt: skip
        """Record what one auditor judged of a requirement at a site or in a session; a second one there replaces it."""
        with self._workspace.write() as uow:
            open_audit(uow.session, audit_id)
            item = item_of(uow.session, audit_id, ref)
            who = (
                auditor_id
                or uow.session.scalars(
                    select(TeamMember.id).filter_by(audit_id=audit_id, person_id=self._workspace.me.person_id)
                ).first()
            )
            where = {"audit_id": audit_id, "item_id": item.id, "auditor_id": who, "site_id": site_id}
            row = uow.session.scalars(select(tables.Judgement).filter_by(session_id=session_id, **where)).first()
            if row is None:
                row = tables.Judgement(session_id=session_id, **where)
                uow.session.add(row)
            row.verdict, row.note = verdict, note
            uow.record("requirement.judged", row, audit=audit_id)
            return Made(row.id, uow.commit("judgement"))

    def decide(
        self, audit_id: str, refs: Sequence[str], verdict: Verdict, *, reason: str = "", note: str | None = None
    ) -> Changes:
        """Set the lead's verdict on one or many requirements in one step.

        Raises:
            UserMistake: `reason_missing` for "not audited" and "not applicable" without a reason,
                `requirement_unknown`, `audit_frozen`.
        """
        if verdict in NEEDS_REASON and not reason.strip():
            raise UserMistake("reason_missing", field="reason", verdict=verdict.value)
        wanted = {ref: (verdict, reason.strip(), note) for ref in refs}
        before, changes = self._set(audit_id, wanted)
        after = {ref: (verdict, reason.strip(), before[ref][2] if note is None else note) for ref in refs}
        subject = refs[0] if len(refs) == 1 else f"{len(refs)}"
        back, again = partial(self._restore, audit_id, before), partial(self._restore, audit_id, after)
        self._core.undo.add(Step("undo_verdict", subject, back, again))
        return changes

    def _restore(self, audit_id: str, values: Mapping[str, Before]) -> Changes:
        return self._set(audit_id, values)[1]

    def _set(
        self, audit_id: str, values: Mapping[str, tuple[Verdict, str, str | None]]
    ) -> tuple[dict[str, Before], Changes]:
        """Set verdicts and return what they were, with what changed; a note of None stays as it is."""
        before: dict[str, Before] = {}
        with self._workspace.write() as uow:
            open_audit(uow.session, audit_id)
            rows = []
            for ref, (verdict, reason, note) in values.items():
                item = item_of(uow.session, audit_id, ref)
                row = uow.session.scalars(select(tables.Verdict).filter_by(audit_id=audit_id, item_id=item.id)).one()
                before[ref] = (row.verdict, row.reason, row.note)
                row.verdict, row.reason = verdict, reason
                row.note = row.note if note is None else note
                row.decided_by = self._workspace.me.person_id
                rows.append(row)
            uow.record("verdicts.decided", *rows, audit=audit_id)
            return before, uow.commit("verdict")
