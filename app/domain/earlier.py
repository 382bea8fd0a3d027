"""What earlier audits of the same line found: last verdicts, findings on a requirement, and what was found again.

A minor nonconformity that is found again, or was not acted on in time, may be a major one now (certification-audit
facts, section 6). The program proposes the link; the auditor says whether it is the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain.fieldwork import Finding
from app.domain.findings import is_nonconformity
from app.domain.kinds import AuditType, FindingState, Grade, Verdict
from app.domain.record import AuditRecord
from app.domain.verdicts import carried_refs

_JUDGED: Final = frozenset({Verdict.CONFORM, Verdict.NONCONFORM, Verdict.OBSERVATION})
_TOLD: Final = frozenset({Grade.MAJOR, Grade.MINOR, Grade.CONCERN, Grade.OBSERVATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierFinding:
    """A finding that an earlier audit issued; `refs` are the requirements it is about."""

    id: str
    audit: str
    number: str
    grade: Grade
    title: str = ""
    statement: str = ""
    refs: tuple[str, ...] = ()
    repeats_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAudit:
    """One earlier audit: its verdicts by requirement (open ones left out) and the findings it issued."""

    id: str
    reference: str
    type: AuditType = AuditType.STAGE2
    closed_on: date | None = None
    verdicts: tuple[tuple[str, Verdict], ...] = ()
    findings: tuple[EarlierFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """The audits before this one, the last one first."""

    audits: tuple[EarlierAudit, ...] = ()

    def finding(self, finding_id: str | None) -> EarlierFinding | None:
        """Return the finding with this id, `None` if no earlier audit issued it."""
        return next((one for audit in self.audits for one in audit.findings if one.id == finding_id), None)


@dataclass(frozen=True, slots=True)
class LastResult:
    """What the last audit that looked at a requirement found."""

    audit: str
    verdict: Verdict
    findings: tuple[EarlierFinding, ...] = ()


def last_results(earlier: Earlier) -> dict[str, LastResult]:
    """Return for each requirement the result of the last audit that judged it."""
    found: dict[str, LastResult] = {}
    for audit in earlier.audits:
        here: dict[str, list[EarlierFinding]] = {}
        for one in audit.findings:
            for ref in one.refs:
                here.setdefault(ref, []).append(one)
        for ref, verdict in audit.verdicts:
            if verdict in _JUDGED and ref not in found:
                found[ref] = LastResult(audit.reference, verdict, tuple(here.get(ref, ())))
    return found


def issued(finding: Finding, reference: str) -> EarlierFinding | None:
    """Return a finding of an earlier audit as it is told later; drafts and withdrawn ones are not told."""
    if finding.state is not FindingState.ISSUED:
        return None
    return EarlierFinding(
        id=finding.id, audit=reference, number=finding.label, grade=finding.grade, title=finding.title,
        statement=finding.statement, refs=carried_refs(finding), repeats_id=finding.repeats_id,
    )  # fmt: skip


def repeat_offers(finding: Finding, earlier: Earlier) -> tuple[EarlierFinding, ...]:
    """Return earlier findings on the same requirements that this one may repeat, the last audit and the gravest first.

    Nothing is offered for a strength or an opportunity, or once it is said what is repeated.
    """
    if finding.repeats_id or finding.state is FindingState.WITHDRAWN or finding.grade not in _TOLD:
        return ()
    refs = set(carried_refs(finding))
    order = list(Grade)
    return tuple(
        one
        for audit in earlier.audits
        for one in sorted(audit.findings, key=lambda found: order.index(found.grade))
        if one.grade in _TOLD and refs.intersection(one.refs)
    )


def history(finding: Finding, earlier: Earlier) -> tuple[EarlierFinding, ...]:
    """Return what the finding repeats, and what that repeats in turn, back to the first."""
    found: list[EarlierFinding] = []
    wanted = finding.repeats_id
    while wanted is not None:
        one = earlier.finding(wanted)
        if one is None or one in found:
            break
        found.append(one)
        wanted = one.repeats_id
    return tuple(found)


def found_again(finding: Finding, earlier: Earlier) -> EarlierFinding | None:
    """Return the earlier nonconformity that a minor repeats: then it may be a major one."""
    if finding.grade is not Grade.MINOR:
        return None
    return next((one for one in history(finding, earlier) if is_nonconformity(one.grade)), None)


def carried_on(record: AuditRecord) -> dict[str, tuple[str, ...]]:
    """Return for each requirement the ids of the items that an earlier audit handed on."""
    found: dict[str, tuple[str, ...]] = {}
    for item in record.carried:
        for ref in (one.strip() for one in item.refs.replace(";", ",").split(",")):
            if ref:
                found[ref] = (*found.get(ref, ()), item.id)
    return found
