"""What the audit team may recommend, per type of audit, and what forbids a value.

Values and guards: certification-audit facts, section 8 (17021-1, 9.4.8 and 9.5.2; 27006-1, 9.5). It is never the
decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.domain.kinds import AuditType, FindingState, Grade
from app.domain.kinds import Recommendation as Value
from app.domain.problems import Problem, blocking, hint
from app.domain.record import AuditRecord
from app.domain.stage1_ratings import IMPROVEMENT, NOT_READY

_INITIAL: Final = (
    Value.RECOMMEND,
    Value.RECOMMEND_AFTER_PLAN_ACCEPTED,
    Value.RECOMMEND_AFTER_MAJORS_VERIFIED,
    Value.DO_NOT_RECOMMEND,
)
_KEEP: Final = (Value.CONTINUE, Value.CONTINUE_AFTER_PLAN, Value.CONTINUE_AFTER_MAJORS_VERIFIED)
ALLOWED: Final = {
    AuditType.STAGE1: (Value.PROCEED, Value.PROCEED_AFTER_CONCERNS, Value.NOT_READY, Value.REPEAT_STAGE1),
    AuditType.STAGE2: _INITIAL,
    AuditType.RECERTIFICATION: _INITIAL,
    AuditType.SURVEILLANCE: (*_KEEP, Value.SUSPEND, Value.WITHDRAW),
    AuditType.SPECIAL: (
        *_KEEP,
        Value.EXTEND,
        Value.REDUCE,
        Value.LIFT_SUSPENSION,
        Value.SUSPEND,
        Value.WITHDRAW,
    ),
    # [choice] A transferred certificate joins the running cycle or is treated as a new client (IAF MD 2).
    AuditType.TRANSFER: (*_KEEP, Value.DO_NOT_RECOMMEND),
}
# Positive without a condition about majors: none of them with a major that is not verified.
POSITIVE: Final = frozenset(
    {
        Value.RECOMMEND,
        Value.RECOMMEND_AFTER_PLAN_ACCEPTED,
        Value.CONTINUE,
        Value.CONTINUE_AFTER_PLAN,
        Value.EXTEND,
        Value.LIFT_SUSPENSION,
    }
)
UNCONDITIONAL: Final = frozenset({Value.RECOMMEND, Value.CONTINUE})
AFTER_PLAN: Final = frozenset({Value.RECOMMEND_AFTER_PLAN_ACCEPTED, Value.CONTINUE_AFTER_PLAN})
AFTER_MAJORS: Final = frozenset({Value.RECOMMEND_AFTER_MAJORS_VERIFIED, Value.CONTINUE_AFTER_MAJORS_VERIFIED})
NEEDS_ISMS_FACTS: Final = frozenset(_INITIAL) - {Value.DO_NOT_RECOMMEND}
GO_ON: Final = frozenset({Value.PROCEED, Value.PROCEED_AFTER_CONCERNS})
NEEDS_REASON: Final = frozenset(
    {Value.NOT_READY, Value.REPEAT_STAGE1, Value.DO_NOT_RECOMMEND, Value.SUSPEND, Value.WITHDRAW, Value.REDUCE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the recommendation rests on. Open = issued or still a draft, and neither withdrawn nor closed.

    `internal_audit` and `management_review`: really done and effective (27006-1, 9.5), in stage 1 planned and under way
    (17021-1, 9.3.1.2.2 g); `None` = not answered yet. Of the `concerns`, `improvements` need nothing before stage 2
    and `not_ready` are those that keep the client from it.
    """

    audit_type: AuditType
    open_majors: int = 0
    open_minors: int = 0
    concerns: int = 0
    improvements: int = 0
    not_ready: int = 0
    internal_audit: bool | None = None
    management_review: bool | None = None
    reason: str = ""


def facts_of(record: AuditRecord) -> Facts:
    """Return the facts of a whole audit. Findings of this audit count as open: their follow-up comes after it."""
    standing = [one for one in record.findings if one.state is not FindingState.WITHDRAWN]
    grades = [one.grade for one in standing]
    ratings = [one.concern_rating for one in standing if one.grade is Grade.CONCERN]
    return Facts(
        audit_type=record.audit.type,
        open_majors=grades.count(Grade.MAJOR),
        open_minors=grades.count(Grade.MINOR),
        concerns=grades.count(Grade.CONCERN),
        improvements=ratings.count(IMPROVEMENT),
        not_ready=ratings.count(NOT_READY),
        internal_audit=record.audit.internal_audit_done,
        management_review=record.audit.management_review_done,
        reason=record.audit.recommendation_reason,
    )


def allowed(audit_type: AuditType) -> tuple[Value, ...]:
    """Return the values of this type of audit, the most favourable first."""
    return ALLOWED[audit_type]


def problems(value: Value | None, facts: Facts) -> tuple[Problem, ...]:
    """Return what speaks against `value`; blocking ones forbid it."""
    if value is None:
        return (blocking("recommendation_missing", "recommendation"),)
    if value not in allowed(facts.audit_type):
        return (blocking("recommendation_of_other_audit", "recommendation", value=value.value),)
    return (
        *_nonconformities(value, facts),
        *_concerns(value, facts),
        *_isms(value, facts),
        *_rest(value, facts),
    )


def possible(facts: Facts) -> tuple[Value, ...]:
    """Return the values that no guard forbids; a missing reason or answer does not count here."""
    answered = {"recommendation_reason_missing", "internal_audit_unanswered", "management_review_unanswered"}
    return tuple(
        value
        for value in allowed(facts.audit_type)
        if not any(problem.blocking and problem.code not in answered for problem in problems(value, facts))
    )


def proposed(facts: Facts) -> Value:
    """Return the most favourable value that the findings and the ISMS facts allow; the lead auditor decides."""
    return possible(facts)[0]


def _nonconformities(value: Value, facts: Facts) -> list[Problem]:
    found = []
    if value in POSITIVE and facts.open_majors:
        found.append(blocking("major_not_verified", "recommendation", count=facts.open_majors))
    elif value in UNCONDITIONAL and facts.open_minors:
        found.append(blocking("nonconformity_open", "recommendation", count=facts.open_minors))
    if value in AFTER_MAJORS and not facts.open_majors:
        found.append(hint("no_major_to_verify", "recommendation"))
    if value in AFTER_PLAN and not facts.open_majors + facts.open_minors:
        found.append(hint("no_plan_to_accept", "recommendation"))
    return found


def _concerns(value: Value, facts: Facts) -> list[Problem]:
    """Return what the areas of concern say to going on with stage 2; improvements alone do not hold it."""
    if value not in GO_ON:
        return []
    if facts.not_ready:
        return [blocking("concern_not_ready", "recommendation", count=facts.not_ready)]
    waiting = facts.concerns - facts.improvements + facts.open_majors + facts.open_minors
    if value is Value.PROCEED and waiting > 0:
        return [blocking("concern_open", "recommendation", count=waiting)]
    if value is Value.PROCEED_AFTER_CONCERNS and waiting <= 0:
        return [blocking("no_concern_to_solve", "recommendation")]
    return []


def _isms(value: Value, facts: Facts) -> list[Problem]:
    """Return what is missing of the two facts: blocking for `recommend*`, pointed out for the values that keep.

    In stage 1 they must be answered before anything goes on; a "no" is a concern and forbids going on without one.
    """
    if value not in NEEDS_ISMS_FACTS and value not in _KEEP and value not in GO_ON:
        return []
    make = hint if value in _KEEP else blocking
    negative = "not_planned" if value in GO_ON else "not_effective"
    found = []
    for name in ("internal_audit", "management_review"):
        answer = getattr(facts, name)
        if answer is None:
            found.append(make(f"{name}_unanswered", f"{name}_done"))
        elif not answer:
            hold = hint if value is Value.PROCEED_AFTER_CONCERNS else make
            found.append(hold(f"{name}_{negative}", f"{name}_done"))
    return found


def _rest(value: Value, facts: Facts) -> list[Problem]:
    if value in NEEDS_REASON and not facts.reason.strip():
        return [blocking("recommendation_reason_missing", "recommendation_reason")]
    return []
