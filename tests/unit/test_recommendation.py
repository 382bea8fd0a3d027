"""What may be recommended, and the guards that forbid a value."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kinds import AuditType, FindingState, Grade, Recommendation
from app.domain.recommendation import (
    AFTER_MAJORS,
    NEEDS_ISMS_FACTS,
    POSITIVE,
    UNCONDITIONAL,
    Facts,
    allowed,
    facts_of,
    possible,
    problems,
    proposed,
)
from tests.audits import finding, record

R = Recommendation
answers = st.sampled_from([True, False, None])
any_facts = st.builds(
    Facts,
    audit_type=st.sampled_from(AuditType),
    open_majors=st.integers(0, 3),
    open_minors=st.integers(0, 3),
    concerns=st.integers(0, 2),
    internal_audit=answers,
    management_review=answers,
    reason=st.sampled_from(["", "because"]),
)


def blocked(value: Recommendation | None, facts: Facts) -> list[str]:
    return [problem.code for problem in problems(value, facts) if problem.blocking]


def good(audit_type: AuditType = AuditType.STAGE2, **more: Any) -> Facts:
    return Facts(audit_type=audit_type, internal_audit=True, management_review=True, **more)


def test_the_values_of_each_type_are_those_of_the_list() -> None:
    assert set(allowed(AuditType.STAGE1)) == {R.PROCEED, R.PROCEED_AFTER_CONCERNS, R.NOT_READY, R.REPEAT_STAGE1}
    assert allowed(AuditType.STAGE2) == allowed(AuditType.RECERTIFICATION)
    assert set(allowed(AuditType.SURVEILLANCE)) == {
        R.CONTINUE, R.CONTINUE_AFTER_PLAN, R.CONTINUE_AFTER_MAJORS_VERIFIED, R.SUSPEND, R.WITHDRAW,
    }  # fmt: skip
    assert {R.EXTEND, R.REDUCE, R.LIFT_SUSPENSION} <= set(allowed(AuditType.SPECIAL))
    assert set().union(*(allowed(kind) for kind in AuditType)) == set(Recommendation)


@pytest.mark.parametrize(
    ("facts", "value"),
    [
        (good(), R.RECOMMEND),
        (good(open_minors=4), R.RECOMMEND_AFTER_PLAN_ACCEPTED),
        (good(open_majors=1, open_minors=4), R.RECOMMEND_AFTER_MAJORS_VERIFIED),
        (Facts(audit_type=AuditType.STAGE2, internal_audit=False, management_review=True), R.DO_NOT_RECOMMEND),
        (good(AuditType.SURVEILLANCE), R.CONTINUE),
        (good(AuditType.SURVEILLANCE, open_majors=1), R.CONTINUE_AFTER_MAJORS_VERIFIED),
        (good(AuditType.STAGE1), R.PROCEED),
        (good(AuditType.STAGE1, concerns=4), R.PROCEED_AFTER_CONCERNS),
        (Facts(audit_type=AuditType.STAGE2), R.RECOMMEND),
    ],
)
def test_the_most_favourable_value_that_is_allowed_is_proposed(facts: Facts, value: Recommendation) -> None:
    assert proposed(facts) is value


@given(any_facts, st.sampled_from(Recommendation))
def test_a_value_of_another_type_of_audit_is_always_refused(facts: Facts, value: Recommendation) -> None:
    refused = "recommendation_of_other_audit" in blocked(value, facts)
    assert refused == (value not in allowed(facts.audit_type))


@given(any_facts)
def test_no_positive_value_with_a_major_that_is_not_verified(facts: Facts) -> None:
    assert not facts.open_majors or not POSITIVE.intersection(possible(facts))


@given(any_facts)
def test_no_unconditional_value_with_an_open_nonconformity(facts: Facts) -> None:
    assert not facts.open_majors + facts.open_minors or not UNCONDITIONAL.intersection(possible(facts))


@given(any_facts)
def test_recommending_needs_internal_audit_and_management_review(facts: Facts) -> None:
    for value in NEEDS_ISMS_FACTS.intersection(allowed(facts.audit_type)):
        both = facts.internal_audit is True and facts.management_review is True
        assert both or blocked(value, facts)


@given(any_facts)
def test_something_can_always_be_recommended(facts: Facts) -> None:
    assert proposed(facts) in possible(facts)


@given(any_facts)
def test_majors_are_not_waited_for_when_there_are_none(facts: Facts) -> None:
    assert facts.open_majors or proposed(facts) not in AFTER_MAJORS


def test_each_unanswered_or_negative_fact_has_its_own_words() -> None:
    facts = Facts(audit_type=AuditType.STAGE2, internal_audit=None, management_review=False)
    assert blocked(R.RECOMMEND, facts) == ["internal_audit_unanswered", "management_review_not_effective"]


def test_for_keeping_a_certificate_the_two_facts_are_pointed_out_only() -> None:
    facts = Facts(audit_type=AuditType.SURVEILLANCE, internal_audit=False)
    found = problems(R.CONTINUE, facts)
    assert [(p.code, p.blocking) for p in found] == [
        ("internal_audit_not_effective", False),
        ("management_review_unanswered", False),
    ]
    assert problems(R.SUSPEND, Facts(audit_type=AuditType.SURVEILLANCE, reason="no access")) == ()


def test_a_hard_value_needs_a_reason() -> None:
    assert blocked(R.DO_NOT_RECOMMEND, good()) == ["recommendation_reason_missing"]
    assert blocked(R.DO_NOT_RECOMMEND, Facts(audit_type=AuditType.STAGE2, reason="no audit was held")) == []


def test_conditions_without_anything_to_wait_for_are_pointed_out() -> None:
    found = [(p.code, p.blocking) for value in allowed(AuditType.STAGE2)[1:3] for p in problems(value, good())]
    assert found == [("no_plan_to_accept", False), ("no_major_to_verify", False)]
    both = problems(R.RECOMMEND_AFTER_PLAN_ACCEPTED, good(open_majors=1, open_minors=1))
    assert [p.code for p in both] == ["major_not_verified"]


def test_no_value_is_a_problem_of_its_own() -> None:
    assert blocked(None, good()) == ["recommendation_missing"]


def test_the_facts_of_an_audit_leave_withdrawn_findings_out() -> None:
    whole = record(
        findings=(
            finding("f1", grade=Grade.MAJOR),
            finding("f2"),
            finding("f3", state=FindingState.WITHDRAWN),
            finding("f4", grade=Grade.CONCERN),
        )
    )
    found = facts_of(whole)
    assert (found.open_majors, found.open_minors, found.concerns, found.internal_audit) == (1, 1, 1, True)
