"""From judgements to verdicts: proposals, questions, gaps, contradictions, totals."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.domain.fieldwork import JudgementRow, RequirementLink, VerdictRow
from app.domain.kinds import EvidenceState, FindingState, Grade, ItemKind, Judgement, Verdict
from app.domain.record import Criteria, CriteriaRow
from app.domain.verdicts import (
    Proposal,
    RequirementView,
    ThemeTotal,
    carried_refs,
    counts,
    problems,
    propose,
    total,
    views,
)
from tests.audits import evidence, finding, record

V = Verdict
CONTROL = CriteriaRow(ref="A.5.18", kind=ItemKind.CONTROL, title="Access rights", theme="Organizational")
CLAUSE = CriteriaRow(ref="4.1", kind=ItemKind.CLAUSE, title="Context")


def view(verdict: Verdict = V.OPEN, **more: Any) -> RequirementView:
    values: dict[str, Any] = {"item": CONTROL, "row": VerdictRow(ref="A.5.18", verdict=verdict), "excluded": False}
    return RequirementView(**{**values, **more})


def judged(*verdicts: Verdict) -> tuple[JudgementRow, ...]:
    return tuple(JudgementRow(ref="A.5.18", auditor_id=str(n), verdict=one) for n, one in enumerate(verdicts))


def codes(one: RequirementView) -> list[tuple[str, bool]]:
    return [(problem.code, problem.blocking) for problem in problems(one)]


@pytest.mark.parametrize(
    ("more", "proposal"),
    [
        ({}, Proposal(V.OPEN)),
        ({"evidence": (evidence(),)}, Proposal(V.CONFORM)),
        ({"evidence": (evidence(), evidence("e2", judgement=Judgement.OBSERVATION))}, Proposal(V.OBSERVATION)),
        ({"evidence": (evidence(judgement=Judgement.NOT_JUDGED),)}, Proposal(V.OPEN)),
        ({"judgements": judged(V.CONFORM, V.OPEN, V.CONFORM)}, Proposal(V.CONFORM)),
        ({"judgements": judged(V.CONFORM, V.NONCONFORM)}, Proposal(V.NONCONFORM, (V.NONCONFORM, V.CONFORM))),
        (
            {"judgements": judged(V.CONFORM), "evidence": (evidence(judgement=Judgement.OBSERVATION),)},
            Proposal(V.CONFORM),
        ),
        ({"findings": (finding(),), "judgements": judged(V.CONFORM)}, Proposal(V.NONCONFORM)),
        ({"findings": (finding(grade=Grade.OPPORTUNITY),)}, Proposal(V.OBSERVATION)),
        ({"findings": (finding(grade=Grade.STRENGTH),), "evidence": (evidence(),)}, Proposal(V.CONFORM)),
        ({"excluded": True, "judgements": judged(V.NONCONFORM)}, Proposal(V.NOT_APPLICABLE)),
    ],
)
def test_the_record_suggests_a_verdict(more: dict[str, Any], proposal: Proposal) -> None:
    assert propose(view(**more)) == proposal


def test_differing_judgements_are_a_question_until_the_lead_decides() -> None:
    split = view(judgements=judged(V.CONFORM, V.OBSERVATION), evidence=(evidence(),))
    assert propose(split).question
    assert ("judgements_differ", False) in codes(split)
    assert codes(replace(split, row=VerdictRow(ref="A.5.18", verdict=V.OBSERVATION))) == []


@pytest.mark.parametrize(
    ("one", "wanted"),
    [
        (view(), [("verdict_open", True)]),
        (view(V.CONFORM), [("conform_without_evidence", True)]),
        (view(V.CONFORM, evidence=(evidence(),)), []),
        (view(V.OBSERVATION), []),
        (view(V.NOT_AUDITED), [("not_audited_without_reason", True)]),
        (view(V.NOT_AUDITED, row=VerdictRow(ref="A.5.18", verdict=V.NOT_AUDITED, reason="ill")), []),
        (view(V.NONCONFORM), [("nonconform_without_finding", True)]),
        (view(V.NONCONFORM, findings=(finding(grade=Grade.OBSERVATION),)), [("nonconform_without_finding", True)]),
        (view(V.NONCONFORM, findings=(finding(),)), []),
        (view(V.CONFORM, findings=(finding(),), evidence=(evidence(),)), [("verdict_against_finding", True)]),
        (view(V.NOT_APPLICABLE), [("control_not_excluded", True)]),
        (view(V.NOT_APPLICABLE, excluded=True), []),
        (view(V.NOT_APPLICABLE, excluded=None), []),
        (view(V.NOT_APPLICABLE, item=CLAUSE, excluded=None), [("clause_not_applicable", True)]),
        (view(V.OBSERVATION, excluded=True), [("excluded_control_judged", False)]),
    ],
)
def test_gaps_and_contradictions_of_a_verdict_are_named(one: RequirementView, wanted: list[tuple[str, bool]]) -> None:
    assert codes(one) == wanted


def test_every_auditable_requirement_gets_a_view_with_what_belongs_to_it() -> None:
    whole = record(judgements=judged(V.NONCONFORM))
    by_ref = {one.item.ref: one for one in views(whole)}
    assert list(by_ref) == ["4.1", "6.1.3", "A.5.18", "A.8.33"]
    access = by_ref["A.5.18"]
    assert (len(access.judgements), len(access.evidence), len(access.findings), access.excluded) == (1, 1, 1, False)
    assert (by_ref["A.8.33"].excluded, by_ref["4.1"].excluded) == (True, None)


def test_what_was_withdrawn_says_nothing() -> None:
    whole = record(
        evidence=(evidence(state=EvidenceState.WITHDRAWN),),
        findings=(finding(state=FindingState.WITHDRAWN),),
        soa=None,
        verdicts=(),
    )
    assert all(not one.evidence and not one.findings and one.excluded is None for one in views(whole))
    assert {one.row.verdict for one in views(whole)} == {V.OPEN}


def test_a_binding_clause_does_not_carry_the_finding() -> None:
    control = RequirementLink(ref="A.5.18", leading=True)
    clause = RequirementLink(ref="6.1.3")
    assert carried_refs(finding(links=(control, clause, RequirementLink(other="SoA")))) == ("A.5.18",)
    assert carried_refs(finding(links=(replace(clause, leading=True), control))) == ("6.1.3", "A.5.18")
    assert carried_refs(finding(links=(clause,))) == ("6.1.3",)


def test_requirements_of_a_further_criteria_set_carry_its_key() -> None:
    second = Criteria(key="qm", items=(CriteriaRow(ref="4.1", kind=ItemKind.CLAUSE, title="Context"),))
    whole = record(criteria=(*record().criteria, second), verdicts=(VerdictRow(ref="qm:4.1", verdict=V.CONFORM),))
    last = views(whole)[-1]
    assert (last.ref, last.row.verdict, last.evidence) == ("qm:4.1", V.CONFORM, ())


def test_totals_are_counted_per_theme_and_over_all() -> None:
    rows = views(record())
    assert counts(rows) == (
        ThemeTotal("", V.CONFORM, 2),
        ThemeTotal("Organizational", V.NONCONFORM, 1),
        ThemeTotal("Technological", V.NOT_APPLICABLE, 1),
    )
    assert total(rows) == {
        V.OPEN: 0, V.CONFORM: 2, V.NONCONFORM: 1, V.OBSERVATION: 0, V.NOT_APPLICABLE: 1, V.NOT_AUDITED: 0,
    }  # fmt: skip
