"""Findings: written down, linked, regraded, withdrawn, acknowledged."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.domain.changes import Changes
from app.domain.drafts import FindingDraft, LinkDraft
from app.domain.errors import UserMistake
from app.domain.fieldwork import Finding
from app.domain.kinds import Acknowledgement, FindingState, Grade
from app.models import fieldwork as tables
from app.services.base import Core, Made, Service, get_row, item_of, next_number, open_audit, required
from app.services.finding_parts import State, put_back, state_of
from app.services.issuing import issue_findings
from app.services.undo import Step
from app.storage.records import from_value, load_findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from app.models.base import Base
    from app.storage.unit_of_work import UnitOfWork


class FindingService(Service):
    """Findings of an audit; numbered per author while drafts, by the lead when issued."""

    def list(self, audit_id: str) -> tuple[Finding, ...]:
        """Return all findings of the audit, withdrawn ones too."""
        with self._workspace.read() as session:
            return load_findings(session, audit_id)

    def draft(self, audit_id: str, draft: FindingDraft) -> Made:
        """Write a finding down as a draft; it may be incomplete.

        Raises:
            UserMistake: `requirement_unknown`, `row_unknown`, `audit_frozen`.
        """
        with self._workspace.write() as uow:
            row = add_finding(uow, self._core, audit_id, draft)
            made = Made(row.id, uow.commit("finding"))
        back, again = partial(self.withdraw, made.id, "undo"), partial(self.take_up_again, made.id)
        self._core.undo.add(Step("undo_finding", draft.title or draft.statement[:60], back, again))
        return made

    def link(self, finding_id: str, draft: LinkDraft) -> Made:
        """Add a requirement; the first one leads. Raises `UserMistake("requirement_unknown")`."""
        with self._workspace.write() as uow:
            row = self._for_writing(uow, finding_id)
            before = state_of(uow.session, finding_id, "link")
            (link,) = _links(uow.session, row, (draft,))
            uow.session.add(link)
            uow.record("finding.linked", link, audit=row.audit_id)
            return Made(link.id, self._commit(uow, row, "link", before))

    def lead_with(self, link_id: str) -> Changes:
        """Make this requirement the leading one."""
        with self._workspace.write() as uow:
            chosen = get_row(uow.session, tables.FindingLink, link_id)
            row = self._for_writing(uow, chosen.finding_id)
            before = state_of(uow.session, row.id, "link")
            links = uow.session.scalars(select(tables.FindingLink).filter_by(finding_id=row.id)).all()
            for one in links:
                one.leading = one.id == link_id
            uow.record("finding.leading_set", *links, audit=row.audit_id)
            return self._commit(uow, row, "link", before)

    def unlink(self, link_id: str) -> Changes:
        """Take a requirement away; the next one leads if it was the leading one."""
        with self._workspace.write() as uow:
            link = get_row(uow.session, tables.FindingLink, link_id)
            row = self._for_writing(uow, link.finding_id)
            before = state_of(uow.session, row.id, "link")
            query = select(tables.FindingLink).filter_by(finding_id=row.id).order_by(tables.FindingLink.position)
            rest = [one for one in uow.session.scalars(query) if one.id != link_id]
            uow.session.delete(link)
            if link.leading and rest:
                rest[0].leading = True
            uow.record("finding.unlinked", link, *rest[:1], audit=row.audit_id)
            return self._commit(uow, row, "link", before)

    def use_evidence(self, finding_id: str, evidence_id: str) -> Made:
        """Rest the finding on an evidence item; using it twice changes nothing."""
        return self._tie(finding_id, tables.FindingEvidence, "evidence_id", evidence_id)

    def at_site(self, finding_id: str, site_id: str) -> Made:
        """Say that the finding was made at this site of the audit."""
        return self._tie(finding_id, tables.FindingSite, "site_id", site_id)

    def _tie(self, finding_id: str, table: Any, column: str, target_id: str) -> Made:  # noqa: ANN401 - a link table
        with self._workspace.write() as uow:
            row = self._for_writing(uow, finding_id)
            tied = uow.session.scalars(select(table).filter_by(finding_id=finding_id)).all()
            for one in tied:
                if getattr(one, column) == target_id:
                    return Made(one.id, uow.commit())
            part = column.removesuffix("_id")
            before = state_of(uow.session, finding_id, part)
            tie = table(finding_id=finding_id, position=len(tied), **{column: target_id})
            uow.session.add(tie)
            uow.record(f"finding.{part}_tied", tie, audit=row.audit_id)
            return Made(tie.id, self._commit(uow, row, part, before))

    def untie(self, finding_id: str, *, evidence_id: str | None = None, site_id: str | None = None) -> Changes:
        """Take an evidence item or a site off the finding."""
        table: Any = tables.FindingEvidence if evidence_id else tables.FindingSite
        where = {"evidence_id": evidence_id} if evidence_id else {"site_id": site_id}
        with self._workspace.write() as uow:
            row = self._for_writing(uow, finding_id)
            tie = uow.session.scalars(select(table).filter_by(finding_id=finding_id, **where)).first()
            if tie is None:
                return uow.commit()
            part = "evidence" if evidence_id else "site"
            before = state_of(uow.session, finding_id, part)
            uow.session.delete(tie)
            uow.record("finding.untied", tie, audit=row.audit_id)
            return self._commit(uow, row, part, before)

    def _commit(self, uow: UnitOfWork, row: tables.Finding, part: str, before: State) -> Changes:
        """Commit a change of the links of a finding, which can be undone and redone."""
        finding_id, after = row.id, state_of(uow.session, row.id, part)
        changes = uow.commit("finding")
        back, again = partial(self._put, finding_id, part, before), partial(self._put, finding_id, part, after)
        self._core.undo.add(Step("undo_finding_link", label_of(row), back, again))
        return changes

    def _put(self, finding_id: str, part: str, state: State) -> Changes:
        with self._workspace.write() as uow:
            row = self._for_writing(uow, finding_id)
            uow.record("finding.links_put_back", *put_back(uow.session, finding_id, part, state), audit=row.audit_id)
            return uow.commit("finding")

    def regrade(self, finding_id: str, grade: Grade, reason: str) -> Changes:
        """Change the grade; the old one stays in the history with who, when and why (`reason_missing`)."""
        clean = required(reason, "reason_missing", "reason")
        with self._workspace.write() as uow:
            row = self._for_writing(uow, finding_id)
            count = len(uow.session.scalars(select(tables.GradeChange.id).filter_by(finding_id=finding_id)).all())
            step = tables.GradeChange(
                finding_id=finding_id, old=row.grade, new=grade, reason=clean, decided_at=uow.now, position=count,
                decided_by=self._workspace.me.name,
            )  # fmt: skip
            old, row.grade = row.grade, grade
            uow.session.add(step)
            uow.record("finding.regraded", row, step, audit=row.audit_id, reason=clean)
            changes = uow.commit("finding")
        back = partial(self.regrade, finding_id, old, f"undo: {clean}")
        self._core.undo.add(
            Step(
                "undo_regrade",
                label_of(row),
                back,
                partial(self.regrade, finding_id, grade, clean),
            )
        )
        return changes

    def withdraw(self, finding_id: str, reason: str) -> Changes:
        """Withdraw a finding with a reason; number, text and history stay."""
        clean = required(reason, "reason_missing", "reason")
        with self._workspace.write() as uow:
            row = self._for_writing(uow, finding_id)
            row.state, row.withdrawn_reason = FindingState.WITHDRAWN, clean
            uow.record("finding.withdrawn", row, audit=row.audit_id, reason=clean)
            changes = uow.commit("finding")
        back, again = partial(self.take_up_again, finding_id), partial(self.withdraw, finding_id, clean)
        self._core.undo.add(Step("undo_withdrawal", label_of(row), back, again))
        return changes

    def take_up_again(self, finding_id: str) -> Changes:
        """Make a withdrawn finding a draft again (or issued, if it already had its final number)."""
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.Finding, finding_id)
            open_audit(uow.session, row.audit_id)
            if row.state is not FindingState.WITHDRAWN:
                return uow.commit()
            reason = row.withdrawn_reason
            row.state = FindingState.ISSUED if row.final_number else FindingState.DRAFT
            row.withdrawn_reason = ""
            uow.record("finding.taken_up_again", row, audit=row.audit_id)
            changes = uow.commit("finding")
        back, again = partial(self.withdraw, finding_id, reason), partial(self.take_up_again, finding_id)
        self._core.undo.add(Step("undo_taking_up", label_of(row), back, again))
        return changes

    def issue(self, audit_id: str) -> Changes:
        """Give every draft its final number and time limits (the closing meeting does this when it ends)."""
        with self._workspace.write() as uow:
            audit = open_audit(uow.session, audit_id)
            issue_findings(uow, audit)
            return uow.commit("finding")

    def acknowledge(self, finding_id: str, how: Acknowledgement, by: str, words: str = "") -> Changes:
        """Record what the client said to a finding, with the SHA-256 of the text that was shown.

        Raises:
            UserMistake: `name_missing` unless it is reset, `words_missing` for a dispute without words.
        """
        if how != Acknowledgement.OPEN:
            required(by, "name_missing", "acknowledged_by")
        if how == Acknowledgement.DISPUTED:
            required(words, "words_missing", "client_view")
        with self._workspace.write() as uow:
            row = self._for_writing(uow, finding_id)
            row.acknowledgement, row.acknowledged_by = how, by
            row.acknowledged_at = None if how == Acknowledgement.OPEN else uow.now
            row.acknowledged_sha256 = shown_hash(row.grade, row.statement, row.objective_evidence)
            row.client_view = words or row.client_view
            uow.record("finding.acknowledged", row, audit=row.audit_id)
            return uow.commit("finding")

    def _for_writing(self, uow: UnitOfWork, finding_id: str) -> tables.Finding:
        row = get_row(uow.session, tables.Finding, finding_id)
        open_audit(uow.session, row.audit_id)
        if row.state == FindingState.WITHDRAWN:
            raise UserMistake("finding_withdrawn")
        return row


def label_of(row: tables.Finding) -> str:
    """Return the number people say: the final one, or that of the draft."""
    return row.final_number or f"{row.author}-F{row.number}"


def shown_hash(grade: Grade, statement: str, objective_evidence: str) -> str:
    """Return the SHA-256 (hex) of the finding's text as it is shown to the client."""
    return hashlib.sha256(f"{grade.value}\n{statement}\n{objective_evidence}".encode()).hexdigest()


def add_finding(uow: UnitOfWork, core: Core, audit_id: str, draft: FindingDraft) -> tables.Finding:
    """Write a finding down inside a unit of work; raises as `FindingService.draft`."""
    author = core.workspace.me.initials
    open_audit(uow.session, audit_id)
    row: tables.Finding = from_value(
        draft, tables.Finding, audit_id=audit_id, author=author, found_by=draft.found_by or author,
        number=next_number(uow.session, tables.Finding, audit_id, author),
        happened_at=draft.happened_at or uow.now, happened_zone=draft.happened_zone or core.zone(),
    )  # fmt: skip
    uow.session.add(row)
    uow.session.flush()  # links and history need the key
    parts = _parts(uow, row, draft)
    uow.session.add_all(parts)
    uow.record("finding.drafted", row, *parts, audit=audit_id, happened=row.happened_at)
    return row


def _parts(uow: UnitOfWork, row: tables.Finding, draft: FindingDraft) -> list[Base]:
    parts: list[Base] = [
        tables.GradeChange(
            finding_id=row.id, new=draft.grade, reason="", decided_by=row.found_by, decided_at=row.happened_at
        )
    ]
    parts += _links(uow.session, row, draft.links)
    parts += [
        tables.FindingEvidence(finding_id=row.id, evidence_id=one, position=place)
        for place, one in enumerate(draft.evidence_ids)
    ]
    parts += [
        tables.FindingSite(finding_id=row.id, site_id=one, position=place) for place, one in enumerate(draft.site_ids)
    ]
    return parts


def _links(session: Session, row: tables.Finding, drafts: Sequence[LinkDraft]) -> list[tables.FindingLink]:
    """Return new links; the first requirement of a finding leads unless a draft says otherwise."""
    count = len(session.scalars(select(tables.FindingLink.id).filter_by(finding_id=row.id)).all())
    named = any(one.leading for one in drafts)
    return [
        tables.FindingLink(
            finding_id=row.id,
            item_id=item_of(session, row.audit_id, one.ref).id if one.ref else None,
            part=one.part,
            other=one.other,
            leading=one.leading or (not named and count + place == 0),
            position=count + place,
        )
        for place, one in enumerate(drafts)
    ]
