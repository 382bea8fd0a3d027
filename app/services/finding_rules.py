"""What the lead auditor decides about a finding against a rule, and what a finding of an earlier audit it repeats."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from app.domain import finding_rules as rules
from app.domain.earlier import Earlier, EarlierAudit, issued
from app.domain.errors import UserMistake
from app.domain.kinds import FindingState, TeamRole, Verdict
from app.models import fieldwork as tables
from app.models.audit import Audit, TeamMember
from app.models.samples import RuleDecision
from app.services.base import Service, get_row, open_audit, required
from app.services.findings import label_of
from app.services.undo import Step
from app.storage.records import load_criteria, load_findings, shown_refs

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.domain.changes import Changes
    from app.domain.record import AuditRecord
    from app.storage.unit_of_work import UnitOfWork

FAR: Final = 8
"""Audits that are looked back at; a cycle has four."""


class FindingRuleService(Service):
    """Rule and decision are both kept; the paper tells both."""

    def earlier(self, audit_id: str) -> Earlier:
        """Return the audits before this one, the last one first: their verdicts and the findings they issued."""
        found: list[EarlierAudit] = []
        with self._workspace.read() as session:
            row = get_row(session, Audit, audit_id)
            seen = {audit_id}
            while row.previous_id and row.previous_id not in seen and len(found) < FAR:
                seen.add(row.previous_id)
                row = get_row(session, Audit, row.previous_id)
                found.append(_earlier(session, row))
        return Earlier(tuple(found))

    def repeat(self, finding_id: str, earlier_id: str | None) -> Changes:
        """Say which finding of an earlier audit is found again, none if `earlier_id` is None.

        Raises:
            UserMistake: `repeat_unknown`, `finding_withdrawn`, `audit_frozen`.
        """
        with self._workspace.write() as uow:
            row = _for_writing(uow, finding_id)
            if earlier_id is not None and self.earlier(row.audit_id).finding(earlier_id) is None:
                raise UserMistake("repeat_unknown", field="repeats_id")
            before = row.repeats_id
            if before == earlier_id:
                return uow.commit()
            row.repeats_id = earlier_id
            uow.record("finding.repeat_set", row, audit=row.audit_id)
            changes, label = uow.commit("finding"), label_of(row)
        back, again = partial(self.repeat, finding_id, before), partial(self.repeat, finding_id, earlier_id)
        self._core.undo.add(Step("undo_repeat", label, back, again))
        return changes

    def decide(self, finding_id: str, code: str, reason: str) -> Changes:
        """Decide against a rule of findings, as the lead auditor; a second decision takes the place of the first.

        Raises:
            UserMistake: `reason_missing`, `rule_unknown`, `not_lead_auditor` for another member of the team,
                `finding_withdrawn`, `audit_frozen`.
        """
        return self._decide(finding_id, code, required(reason, "reason_missing", "reason"))

    def undecide(self, finding_id: str, code: str) -> Changes:
        """Follow the rule after all; raises as `decide`."""
        return self._decide(finding_id, code, "")

    def _decide(self, finding_id: str, code: str, reason: str) -> Changes:
        if code not in rules.NAMES:
            raise UserMistake("rule_unknown", field="reason")
        with self._workspace.write() as uow:
            finding = _for_writing(uow, finding_id)
            self._check_lead(uow.session, finding.audit_id)
            row = uow.session.scalars(select(RuleDecision).filter_by(finding_id=finding_id, code=code)).first()
            before = "" if row is None else row.reason
            if before == reason:
                return uow.commit()
            if row is None:
                row = RuleDecision(finding_id=finding_id, code=code)
                uow.session.add(row)
            if reason:
                row.reason, row.decided_by = reason, self._workspace.me.name
            else:
                uow.session.delete(row)
            uow.record("finding.rule_decided", row, audit=finding.audit_id, reason=reason)
            changes, label = uow.commit("rule_decision", "finding"), label_of(finding)
        back, again = partial(self._decide, finding_id, code, before), partial(self._decide, finding_id, code, reason)
        self._core.undo.add(Step("undo_rule", label, back, again))
        return changes

    def _check_lead(self, session: Session, audit_id: str) -> None:
        """Refuse another member of the team; who is not named in it at all enters for the lead auditor."""
        mine = {"audit_id": audit_id, "person_id": self._workspace.me.person_id}
        roles = set(session.scalars(select(TeamMember.role).filter_by(**mine))) if mine["person_id"] else set()
        if roles and TeamRole.LEAD_AUDITOR not in roles:
            raise UserMistake("not_lead_auditor")


def told_repeats(session: Session, record: AuditRecord) -> dict[str, tuple[str, ...]]:
    """Return for each finding of an audit what it repeats, as a paper tells it: `NC-02 (CB-2025-007)`, then further."""
    found: dict[str, tuple[str, ...]] = {}
    for one in record.findings:
        wanted, chain = one.repeats_id, dict[str, str]()
        while wanted is not None and wanted not in chain and len(chain) < FAR:
            row = session.get(tables.Finding, wanted)
            audit = session.get(Audit, row.audit_id) if row else None
            if row is None or audit is None:
                break
            chain[wanted] = f"{label_of(row)} ({audit.reference})"
            wanted = row.repeats_id
        if chain:
            found[one.id] = tuple(chain.values())
    return found


def _for_writing(uow: UnitOfWork, finding_id: str) -> tables.Finding:
    row = get_row(uow.session, tables.Finding, finding_id)
    open_audit(uow.session, row.audit_id)
    if row.state is FindingState.WITHDRAWN:
        raise UserMistake("finding_withdrawn")
    return row


def _earlier(session: Session, row: Audit) -> EarlierAudit:
    refs = shown_refs(load_criteria(session, row.id))
    told = (issued(one, row.reference) for one in load_findings(session, row.id, refs))
    verdicts = session.scalars(select(tables.Verdict).filter_by(audit_id=row.id))
    return EarlierAudit(
        id=row.id, reference=row.reference, type=row.type, closed_on=row.closed_on,
        verdicts=tuple(
            (refs[one.item_id], one.verdict) for one in verdicts if one.verdict is not Verdict.OPEN
        ),
        findings=tuple(one for one in told if one is not None),
    )  # fmt: skip
