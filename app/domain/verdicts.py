"""From judgements to the verdict on a requirement: proposals for the lead, gaps, contradictions, counts.

A judgement belongs to a requirement, an auditor and a site; the verdict is the lead's consolidation. The program
proposes and asks; it never decides. [choice] marks rules of our own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from app.domain.fieldwork import Evidence, Finding, JudgementRow, VerdictRow
from app.domain.findings import BINDING_CLAUSES, is_nonconformity
from app.domain.kinds import EvidenceState, FindingState, Grade, ItemKind, Judgement, Verdict
from app.domain.problems import Problem, blocking, hint
from app.domain.record import AuditRecord, CriteriaRow

# What an item of evidence says about the requirements it is linked to.
OF_EVIDENCE: Final = {
    Judgement.CONFORM: Verdict.CONFORM,
    Judgement.STRENGTH: Verdict.CONFORM,
    Judgement.OBSERVATION: Verdict.OBSERVATION,
    Judgement.NONCONFORMITY: Verdict.NONCONFORM,
}
# The worse wins a proposal.
WEIGHT: Final = {
    Verdict.NONCONFORM: 5,
    Verdict.OBSERVATION: 4,
    Verdict.CONFORM: 3,
    Verdict.NOT_AUDITED: 2,
    Verdict.NOT_APPLICABLE: 1,
    Verdict.OPEN: 0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementView:
    """Everything the audit holds about one requirement; `excluded` is `None` when no SoA is known."""

    item: CriteriaRow
    row: VerdictRow
    judgements: tuple[JudgementRow, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    findings: tuple[Finding, ...] = ()
    excluded: bool | None = None

    @property
    def ref(self) -> str:
        """Return the reference as the record shows it."""
        return self.row.ref


@dataclass(frozen=True, slots=True)
class Proposal:
    """A verdict to propose; `differing` holds the judgements that do not agree, as a question to the lead."""

    verdict: Verdict
    differing: tuple[Verdict, ...] = ()

    @property
    def question(self) -> bool:
        """Tell whether the lead has to decide between judgements."""
        return bool(self.differing)


@dataclass(frozen=True, slots=True)
class ThemeTotal:
    """How many requirements of one theme have one verdict; clauses have the empty theme."""

    theme: str
    verdict: Verdict
    count: int


@dataclass(slots=True)
class _Shelf:
    """What is gathered for one requirement on the way to its view."""

    judgements: list[JudgementRow] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def views(record: AuditRecord) -> tuple[RequirementView, ...]:
    """Return one view per auditable requirement of all criteria sets, in the order of the catalogue."""
    shelves = _gathered(record)
    rows = {row.ref: row for row in record.verdicts}
    excluded = None if record.soa is None else {one.ref for one in record.soa.controls if not one.applicable}
    found = []
    for ref, item in requirements(record):
        shelf = shelves.get(ref, _Shelf())
        found.append(
            RequirementView(
                item=item,
                row=rows.get(ref, VerdictRow(ref=ref)),
                judgements=tuple(shelf.judgements),
                evidence=tuple(shelf.evidence),
                findings=tuple(shelf.findings),
                excluded=None if excluded is None or item.kind is not ItemKind.CONTROL else ref in excluded,
            )
        )
    return tuple(found)


def requirements(record: AuditRecord) -> list[tuple[str, CriteriaRow]]:
    """Return the auditable requirements with the reference the record shows: those of a further set as `qm:9.2`."""
    return [
        (item.ref if place == 0 else f"{criteria.key}:{item.ref}", item)
        for place, criteria in enumerate(record.criteria)
        for item in criteria.items
        if item.auditable
    ]


def propose(view: RequirementView) -> Proposal:
    """Return the verdict that the record suggests.

    In this order: an excluded control is not applicable; a finding decides; then the judgements, of which differing
    ones are a question with the worst as its proposal; then the evidence; nothing at all stays open.
    """
    if view.excluded:
        return Proposal(Verdict.NOT_APPLICABLE)
    of_findings = {_of_finding(one) for one in view.findings} - {Verdict.OPEN}
    said = {one.verdict for one in view.judgements} - {Verdict.OPEN}
    seen = {OF_EVIDENCE[one.judgement] for one in view.evidence if one.judgement in OF_EVIDENCE}
    differing = _sorted(said) if len(said) > 1 else ()
    for source in (of_findings, said, seen):
        if source:
            return Proposal(_sorted(source)[0], differing)
    return Proposal(Verdict.OPEN)


def problems(view: RequirementView) -> tuple[Problem, ...]:
    """Return gaps and contradictions of one verdict; `field` is the reference of the requirement."""
    return (*_gaps(view), *_contradictions(view))


def counts(rows: Iterable[RequirementView]) -> tuple[ThemeTotal, ...]:
    """Return the totals per theme in the order of the catalogue, clauses first."""
    totals: Counter[tuple[str, Verdict]] = Counter((view.item.theme, view.row.verdict) for view in rows)
    return tuple(ThemeTotal(theme, verdict, count) for (theme, verdict), count in totals.items())


def total(rows: Iterable[RequirementView]) -> dict[Verdict, int]:
    """Return how many requirements have each verdict, zero included."""
    totals = Counter(view.row.verdict for view in rows)
    return {verdict: totals[verdict] for verdict in Verdict}


def carried_refs(finding: Finding) -> tuple[str, ...]:
    """Return the requirements that a finding is about: its links without a clause that only makes a control binding."""
    refs = [link.ref for link in finding.links if link.ref]
    if not any(ref.startswith("A.") for ref in refs):
        return tuple(refs)
    leading = {link.ref for link in finding.links if link.leading}
    return tuple(ref for ref in refs if ref not in BINDING_CLAUSES or ref in leading)


def _gathered(record: AuditRecord) -> dict[str, _Shelf]:
    shelves: dict[str, _Shelf] = {}
    for judgement in record.judgements:
        shelves.setdefault(judgement.ref, _Shelf()).judgements.append(judgement)
    for evidence in record.evidence:
        if evidence.state is not EvidenceState.WITHDRAWN:
            for ref in dict.fromkeys(link.ref for link in evidence.links if link.ref):
                shelves.setdefault(ref, _Shelf()).evidence.append(evidence)
    for finding in record.findings:
        if finding.state is not FindingState.WITHDRAWN:
            for ref in carried_refs(finding):
                shelves.setdefault(ref, _Shelf()).findings.append(finding)
    return shelves


def _of_finding(finding: Finding) -> Verdict:
    if is_nonconformity(finding.grade):
        return Verdict.NONCONFORM
    if finding.grade in (Grade.OBSERVATION, Grade.OPPORTUNITY, Grade.CONCERN):
        return Verdict.OBSERVATION
    return Verdict.OPEN  # a strength says nothing about the rest of the requirement


def _sorted(verdicts: set[Verdict]) -> tuple[Verdict, ...]:
    return tuple(sorted(verdicts, key=lambda verdict: -WEIGHT[verdict]))


def _gaps(view: RequirementView) -> list[Problem]:
    ref, verdict = view.ref, view.row.verdict
    if verdict is Verdict.OPEN:
        return [blocking("verdict_open", ref, ref=ref)]
    if verdict is Verdict.NOT_AUDITED and not (view.row.reason.strip() or view.row.note.strip()):
        return [blocking("not_audited_without_reason", ref, ref=ref)]
    if verdict is Verdict.CONFORM and not view.evidence:
        return [blocking("conform_without_evidence", ref, ref=ref)]
    return []


def _contradictions(view: RequirementView) -> list[Problem]:
    ref, verdict = view.ref, view.row.verdict
    found = []
    broken = [one for one in view.findings if is_nonconformity(one.grade)]
    if verdict is Verdict.NONCONFORM and not broken:
        found.append(blocking("nonconform_without_finding", ref, ref=ref))
    if broken and verdict not in (Verdict.NONCONFORM, Verdict.OPEN):
        found.append(blocking("verdict_against_finding", ref, ref=ref, number=broken[0].label))
    if verdict is Verdict.NOT_APPLICABLE:
        found += _not_applicable(view)
    elif view.excluded and verdict is not Verdict.OPEN:
        found.append(hint("excluded_control_judged", ref, ref=ref))
    if propose(view).question and verdict is Verdict.OPEN:
        found.append(hint("judgements_differ", ref, ref=ref))
    return found


def _not_applicable(view: RequirementView) -> list[Problem]:
    """Return why a requirement cannot be left out: clauses never (27001, clause 1), controls only by the SoA."""
    ref = view.ref
    if view.item.kind is ItemKind.CLAUSE:
        return [blocking("clause_not_applicable", ref, ref=ref)]
    if view.excluded is False:
        return [blocking("control_not_excluded", ref, ref=ref)]
    return []
