"""The findings of a report: the register with its history, counts and opinions.

A draft that was withdrawn before it was issued is not told; of one withdrawn after that, number and reason only
(certification-audit facts, section 6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain import report_parts as parts
from app.domain.composing_shared import Index, Outside, local, named
from app.domain.kinds import Acknowledgement, AuditType, FindingState, Grade, Side
from app.domain.refs import sort_key

if TYPE_CHECKING:
    from app.domain.fieldwork import Finding, GradeChange
    from app.domain.record import AuditRecord

GRADES: Final = (Grade.MAJOR, Grade.MINOR, Grade.CONCERN, Grade.OBSERVATION, Grade.OPPORTUNITY, Grade.STRENGTH)


def finding_part(record: AuditRecord, index: Index, outside: Outside) -> tuple[parts.FindingLine, ...]:
    """Return the register: by weight, then by number, withdrawn ones last."""
    lines = [
        _withdrawn(one) if one.state is FindingState.WITHDRAWN else finding_line(one, record, index, outside)
        for one in told(record, outside)
    ]
    return tuple(sorted(lines, key=_order))


def told(record: AuditRecord, outside: Outside) -> tuple[Finding, ...]:
    """Return the findings a paper may tell: issued ones, those withdrawn after that, and drafts in a preview."""
    return tuple(one for one in record.findings if _is_told(one, outside))


def _is_told(one: Finding, outside: Outside) -> bool:
    match one.state:
        case FindingState.ISSUED:
            return True
        case FindingState.WITHDRAWN:
            return bool(one.final_number) and one.issued_at is not None
        case _:
            return outside.drafts


def count_part(record: AuditRecord, outside: Outside) -> tuple[parts.GradeCount, ...]:
    """Return how many findings of each grade stand; grades this type of audit does not use are left out at zero."""
    standing = [one.grade for one in told(record, outside) if one.state is not FindingState.WITHDRAWN]
    stage1 = record.audit.type is AuditType.STAGE1
    unused = {Grade.MAJOR, Grade.MINOR} if stage1 else {Grade.CONCERN}
    return tuple(
        parts.GradeCount(grade, standing.count(grade)) for grade in GRADES if grade in standing or grade not in unused
    )


def _order(line: parts.FindingLine) -> tuple[bool, int, object]:
    return (line.state is FindingState.WITHDRAWN, GRADES.index(line.grade), sort_key(line.number))


def _withdrawn(one: Finding) -> parts.FindingLine:
    return parts.FindingLine(
        number=one.final_number, grade=one.grade, state=one.state, withdrawn_reason=one.withdrawn_reason,
        requirements=(), client_rule="", statement="", objective_evidence="", grade_reason="", sites=(), process="",
        auditors=(), raised=None, plan_due=None, action_due=None, acknowledgement=Acknowledgement.OPEN,
        acknowledged_by="", acknowledged_on=None, opinions=(), opinions_outcome="", history=(), evidence=(),
    )  # fmt: skip


def finding_line(one: Finding, record: AuditRecord, index: Index, outside: Outside | None = None) -> parts.FindingLine:
    """Return a finding as papers show it; only for one that was not withdrawn."""
    raised = local(one.happened_at or one.created_at, one.happened_zone)
    known = local(one.acknowledged_at, record.audit.zone)
    return parts.FindingLine(
        number=one.label,
        grade=one.grade,
        state=one.state,
        withdrawn_reason="",
        requirements=_requirements(one, index),
        client_rule="; ".join(link.other for link in one.links if link.other and not _is_requirement(link.ref, one)),
        statement=one.statement,
        objective_evidence=one.objective_evidence,
        grade_reason=one.grade_reason,
        sites=tuple(index.sites[key] for key in one.site_ids if key in index.sites),
        process=one.process,
        auditors=tuple(index.person(name) for name in named(one.found_by)),
        raised=None if raised is None else raised.date(),
        plan_due=one.due_plan,
        action_due=one.due_verified,
        acknowledgement=one.acknowledgement,
        acknowledged_by=one.acknowledged_by,
        acknowledged_on=None if known is None else known.date(),
        opinions=_opinions(one, index),
        opinions_outcome="",
        history=_history(one, record, index),
        evidence=_evidence(one, index),
        decisions=tuple(parts.RuleLine(made.code, made.reason, made.decided_by) for made in one.decisions),
        repeats=() if outside is None else outside.repeats.get(one.id, ()),
    )


def _is_requirement(ref: str, one: Finding) -> bool:
    """Tell whether the words of a link are the requirement: only where no row of the criteria is meant at all."""
    return not ref and not any(link.ref for link in one.links)


def _requirements(one: Finding, index: Index) -> tuple[parts.RequirementRef, ...]:
    """Return the requirements, the leading one first; words of a client's document only where no row is meant."""
    ordered = sorted(one.links, key=lambda link: not link.leading)
    single = len([link for link in ordered if link.ref or _is_requirement(link.ref, one)]) == 1
    return tuple(
        parts.RequirementRef(
            link.ref or link.other, link.part, index.titles.get(link.ref, ""), leading=link.leading or single
        )
        for link in ordered
        if link.ref or _is_requirement(link.ref, one)
    )


def _evidence(one: Finding, index: Index) -> tuple[str, ...]:
    """Return the numbers of the evidence; a confidential item may be named, the finding rests on it."""
    items = [index.evidence[key] for key in one.evidence_ids if key in index.evidence]
    return tuple(item.label for item in sorted(items, key=lambda item: (item.author, item.number)))


def _opinions(one: Finding, index: Index) -> tuple[parts.Opinion, ...]:
    sides = (
        (Side.CLIENT, one.acknowledged_by, one.client_view),
        (Side.BODY, index.lead or index.person(one.found_by), one.team_view),
    )
    return tuple(parts.Opinion(side, person, text) for side, person, text in sides if text.strip())


def _history(one: Finding, record: AuditRecord, index: Index) -> tuple[parts.GradeStep, ...]:
    steps = [_step(change, record, index) for change in one.history if change.decided_at and change.new]
    issued = local(one.issued_at, record.audit.zone)
    if issued is not None:
        steps.append(parts.GradeStep(issued, index.lead, parts.GradeEvent.ISSUED, one.grade, ""))
    return tuple(sorted(steps, key=lambda step: step.when))


def _step(change: GradeChange, record: AuditRecord, index: Index) -> parts.GradeStep:
    when = local(change.decided_at, record.audit.zone)
    if when is None or change.new is None:
        raise ValueError("a step without time or grade")
    if change.old is None:
        event = parts.GradeEvent.DRAFTED
    else:
        event = parts.GradeEvent.WARNED if change.old is change.new else parts.GradeEvent.REGRADED
    return parts.GradeStep(when, index.person(change.decided_by), event, change.new, change.reason)
