"""Rules of findings: completeness, final numbers, proposals of grades.

Source: 17021-1, 9.4.5 (own words), certification-audit facts, section 6. [choice] marks rules of our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from app.domain.fieldwork import Evidence, Finding
from app.domain.kinds import AuditType, EvidenceState, FindingState, Grade, ItemKind, Judgement
from app.domain.problems import Problem, blocking, hint
from app.domain.smells import whiffs
from app.domain.stage1_ratings import concern_problems

NONCONFORMITIES: Final = frozenset({Grade.MAJOR, Grade.MINOR})
# Series of final numbers: observations and opportunities share one, so that OFI-03 may follow OB-02.
SERIES: Final = {
    Grade.MAJOR: ("NC", "NC"),
    Grade.MINOR: ("NC", "NC"),
    Grade.OBSERVATION: ("OB", "OB"),
    Grade.OPPORTUNITY: ("OB", "OFI"),
    Grade.STRENGTH: ("ST", "ST"),
    Grade.CONCERN: ("AC", "AC"),
}
# [choice] What makes a control binding: the clauses on risk treatment, or the client's own SoA.
BINDING_CLAUSES: Final = frozenset({"6.1.3", "8.3"})
_SOA: Final = re.compile(r"(?<!\w)SoA(?!\w)|applicability|anwendbarkeit", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"(\d+)$")
_ITEM: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFacts:
    """What the rules must know about the audit around a finding.

    `stage1_grades`: the body lets nonconformities be raised in stage 1; most raise areas of concern only.
    `kinds` are the rows of the pinned criteria by reference, `excluded` the controls the SoA leaves out, `evidence` the
    items of the audit by id, `languages` the languages its texts are written in.
    """

    audit_type: AuditType = AuditType.STAGE2
    kinds: Mapping[str, ItemKind] = field(default_factory=dict)
    excluded: frozenset[str] = frozenset()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    languages: tuple[str, ...] = ("en", "de")
    stage1_grades: bool = False


def is_nonconformity(grade: Grade) -> bool:
    """Tell whether a finding of this grade is a nonconformity."""
    return grade in NONCONFORMITIES


def problems(finding: Finding, facts: FindingFacts) -> tuple[Problem, ...]:
    """Return what a finding lacks or what reads oddly in it, in the order of the form; nothing if withdrawn.

    A rule that the lead auditor decided against (`finding_rules`) is not said again.
    """
    decided = {one.code for one in finding.decisions}
    return tuple(one for one in every_problem(finding, facts) if one.code not in decided)


def every_problem(finding: Finding, facts: FindingFacts) -> tuple[Problem, ...]:
    """Return as `problems`, with the rules that were decided against."""
    if finding.state is FindingState.WITHDRAWN:
        return ()
    found = [*_requirement(finding, facts), *_texts(finding), *_evidence(finding, facts), *_grade(finding, facts)]
    return (*found, *smell_problems(finding, facts.languages))


def complete(finding: Finding, facts: FindingFacts) -> bool:
    """Tell whether the finding may be issued."""
    return not any(problem.blocking for problem in problems(finding, facts))


def smell_problems(finding: Finding, languages: tuple[str, ...]) -> tuple[Problem, ...]:
    """Return hints for words that smell of a cause or of advice, each with its place in the text.

    A strength may praise in any words.
    """
    if finding.grade is Grade.STRENGTH:
        return ()
    return tuple(
        hint(f"sounds_like_{whiff.smell}", name, word=whiff.word, start=whiff.start, end=whiff.end)
        for name in ("title", "statement", "objective_evidence")
        for whiff in whiffs(getattr(finding, name), languages)
    )


def final_numbers(findings: Iterable[Finding]) -> dict[str, str]:
    """Return id -> final number for all drafts, going on after the numbers already given.

    Nonconformities have a series of their own, majors first; observations and opportunities share one; strengths and
    areas of concern have their own. Inside a series the order is the time of drafting. Withdrawn drafts get no number.
    """
    known = tuple(findings)
    last: dict[str, int] = {}
    for finding in known:
        series = SERIES[finding.grade][0]
        last[series] = max(last.get(series, 0), _running(finding.final_number))
    waiting = [one for one in known if one.state is FindingState.DRAFT and not one.final_number]
    numbers: dict[str, str] = {}
    for finding in sorted(waiting, key=_order):
        series, prefix = SERIES[finding.grade]
        last[series] += 1
        numbers[finding.id] = f"{prefix}-{last[series]:02}"
    return numbers


def upgrade_proposals(findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """Return hints where minors may together be a major: several about one requirement (facts, section 6).

    `field` is the requirement. The program proposes, the lead auditor decides.
    """
    by_ref: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.grade is Grade.MINOR and finding.state is not FindingState.WITHDRAWN:
            for ref in sorted({link.ref for link in finding.links if link.ref}):
                by_ref.setdefault(ref, []).append(finding)
    return tuple(
        hint("minors_on_one_requirement", ref, ref=ref, numbers=", ".join(one.label for one in group))
        for ref, group in by_ref.items()
        if len(group) > 1
    )


def proposed_grade(evidence: Iterable[Evidence]) -> Grade:
    """Return the grade a new finding starts with, from the judgement of its evidence; the auditor decides."""
    judged = {item.judgement for item in evidence}
    if Judgement.NONCONFORMITY in judged or not judged:
        return Grade.MINOR
    if Judgement.OBSERVATION in judged:
        return Grade.OBSERVATION
    return Grade.STRENGTH if Judgement.STRENGTH in judged else Grade.MINOR


def _requirement(finding: Finding, facts: FindingFacts) -> list[Problem]:
    links = finding.links
    if not any(link.ref or link.other.strip() for link in links):
        return [blocking("requirement_missing", "links")]
    found = [blocking("requirement_unknown", "links", ref=ref) for ref in _unknown(finding, facts)]
    if len(links) > 1 and sum(link.leading for link in links) != 1:
        found.append(blocking("leading_requirement_missing", "links"))
    if is_nonconformity(finding.grade):
        found += _control(finding, facts)
    return found


def _unknown(finding: Finding, facts: FindingFacts) -> list[str]:
    return [link.ref for link in finding.links if link.ref and facts.kinds and link.ref not in facts.kinds]


def _control(finding: Finding, facts: FindingFacts) -> list[Problem]:
    """Return what a nonconformity against a control lacks: the binding clause, and the control must be in the SoA."""
    refs = [link.ref for link in finding.links if link.ref]
    excluded = [ref for ref in refs if ref in facts.excluded]
    found = [blocking("control_excluded", "links", ref=ref) for ref in excluded]
    controls = [ref for ref in refs if facts.kinds.get(ref) is ItemKind.CONTROL]
    bound = BINDING_CLAUSES.intersection(refs) or any(_SOA.search(link.other) for link in finding.links)
    if controls and not bound:
        found.append(blocking("binding_clause_missing", "links", ref=controls[0]))
    return found


def _texts(finding: Finding) -> list[Problem]:
    found = []
    if not finding.statement.strip():
        found.append(blocking("statement_missing", "statement"))
    if not is_nonconformity(finding.grade):
        return found
    if not finding.objective_evidence.strip():
        found.append(blocking("objective_evidence_missing", "objective_evidence"))
    elif not _ITEM.search(finding.objective_evidence):
        found.append(hint("objective_evidence_without_items", "objective_evidence"))
    return found


def _evidence(finding: Finding, facts: FindingFacts) -> list[Problem]:
    usable = [
        facts.evidence[key]
        for key in finding.evidence_ids
        if key in facts.evidence and facts.evidence[key].state is not EvidenceState.WITHDRAWN
    ]
    found = [
        blocking("evidence_withdrawn_linked", "evidence_ids", number=facts.evidence[key].label)
        for key in finding.evidence_ids
        if key in facts.evidence and facts.evidence[key].state is EvidenceState.WITHDRAWN
    ]
    if not usable and (is_nonconformity(finding.grade) or not finding.objective_evidence.strip()):
        found.append(blocking("evidence_missing", "evidence_ids"))
    weak = finding.grade in (Grade.OPPORTUNITY, Grade.OBSERVATION)
    if weak and any(item.judgement is Judgement.NONCONFORMITY for item in usable):
        found.append(hint("nonconformity_written_as_less", "grade"))
    return found


def _grade(finding: Finding, facts: FindingFacts) -> list[Problem]:
    found = []
    stage1 = facts.audit_type is AuditType.STAGE1
    if finding.grade is Grade.CONCERN and not stage1:
        found.append(blocking("concern_only_in_stage1", "grade"))
    elif finding.grade is Grade.CONCERN:
        found += concern_problems(finding.could_become, finding.concern_rating)
    if stage1 and is_nonconformity(finding.grade) and not facts.stage1_grades:
        found.append(blocking("stage1_raises_concerns", "grade"))
    if is_nonconformity(finding.grade) and not finding.grade_reason.strip():
        found.append(blocking("grade_reason_missing", "grade_reason"))
    return found


def _order(finding: Finding) -> tuple[bool, datetime, str, int]:
    never = datetime.max.replace(tzinfo=UTC)
    return (finding.grade is not Grade.MAJOR, finding.created_at or never, finding.author, finding.number)


def _running(number: str) -> int:
    found = _NUMBERED.search(number)
    return int(found.group(1)) if found else 0
