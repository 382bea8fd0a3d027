"""Completeness of findings, words that smell, grades and numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fieldwork import Finding, RequirementLink
from app.domain.findings import (
    FindingFacts,
    complete,
    final_numbers,
    is_nonconformity,
    problems,
    proposed_grade,
    upgrade_proposals,
)
from app.domain.kinds import AuditType, EvidenceState, FindingState, Grade, ItemKind, Judgement
from app.domain.smells import Smell, whiffs
from tests.audits import ITEMS, NOON, evidence, finding

KINDS = {item.ref: item.kind for item in ITEMS}


def facts(**more: Any) -> FindingFacts:
    values: dict[str, Any] = {
        "kinds": KINDS,
        "excluded": frozenset({"A.8.33"}),
        "evidence": {"e2": evidence("e2", judgement=Judgement.NONCONFORMITY)},
    }
    return FindingFacts(**{**values, **more})


def codes(one: Finding, **more: Any) -> list[str]:
    """Return the codes of the problems; those that only point something out carry a question mark."""
    return [problem.code if problem.blocking else f"{problem.code}?" for problem in problems(one, facts(**more))]


def test_a_complete_nonconformity_has_no_problem() -> None:
    assert codes(finding()) == []
    assert complete(finding(), facts())


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"links": ()}, "requirement_missing"),
        ({"links": (RequirementLink(other=" "),)}, "requirement_missing"),
        ({"links": (RequirementLink(ref="A.9.9", leading=True),)}, "requirement_unknown"),
        ({"statement": "  "}, "statement_missing"),
        ({"objective_evidence": ""}, "objective_evidence_missing"),
        ({"grade_reason": ""}, "grade_reason_missing"),
        ({"evidence_ids": ()}, "evidence_missing"),
        ({"evidence_ids": ("gone",)}, "evidence_missing"),
        ({"grade": Grade.CONCERN}, "concern_only_in_stage1"),
    ],
)
def test_each_missing_part_is_named_and_holds_the_finding(changed: dict[str, Any], code: str) -> None:
    one = replace(finding(), **changed)
    assert codes(one) == [code]
    assert not complete(one, facts())


def test_several_requirements_need_exactly_one_leading() -> None:
    two = (RequirementLink(ref="4.1"), RequirementLink(ref="6.1.3"))
    assert codes(finding(links=two)) == ["leading_requirement_missing"]
    assert codes(finding(links=(replace(two[0], leading=True), two[1]))) == []
    assert codes(finding(links=tuple(replace(link, leading=True) for link in two))) == ["leading_requirement_missing"]


@pytest.mark.parametrize(
    "binding",
    [
        RequirementLink(ref="6.1.3"),
        RequirementLink(other="SoA 2.1"),
        RequirementLink(other="Statement of Applicability 2.1"),
        RequirementLink(other="Erklärung zur Anwendbarkeit 2.1"),
    ],
)
def test_a_control_needs_what_makes_it_binding(binding: RequirementLink) -> None:
    control = RequirementLink(ref="A.5.18", leading=True)
    assert codes(finding(links=(control,))) == ["binding_clause_missing"]
    assert codes(finding(links=(control, RequirementLink(other="BZD-PR-07, 5.4")))) == ["binding_clause_missing"]
    assert codes(finding(links=(control, binding))) == []


def test_an_excluded_control_carries_no_nonconformity_but_its_exclusion_may() -> None:
    excluded = (RequirementLink(ref="A.8.33", leading=True), RequirementLink(ref="6.1.3"))
    assert codes(finding(links=excluded)) == ["control_excluded"]
    assert codes(finding(links=(RequirementLink(ref="6.1.3"),))) == []
    assert codes(finding(links=excluded, grade=Grade.OBSERVATION)) == ["nonconformity_written_as_less?"]


def test_evidence_without_any_item_is_pointed_out_only() -> None:
    vague = finding(objective_evidence="Some accounts were enabled.")
    assert codes(vague) == ["objective_evidence_without_items?"]
    assert complete(vague, facts())


def test_withdrawn_evidence_does_not_carry_a_finding() -> None:
    gone = {"e2": evidence("e2", state=EvidenceState.WITHDRAWN)}
    assert codes(finding(), evidence=gone) == ["evidence_withdrawn_linked", "evidence_missing"]


def test_an_observation_lives_on_a_statement_and_one_item_of_evidence() -> None:
    weak = finding(grade=Grade.OBSERVATION, grade_reason="", objective_evidence="", links=(RequirementLink(ref="4.1"),))
    assert codes(weak, evidence={"e2": evidence("e2")}) == []
    assert codes(replace(weak, evidence_ids=())) == ["evidence_missing"]
    assert codes(replace(weak, evidence_ids=(), objective_evidence="Seen in row 7.")) == []


def test_a_nonconformity_may_not_be_written_down_as_an_opportunity() -> None:
    soft = finding(grade=Grade.OPPORTUNITY, links=(RequirementLink(ref="4.1"),))
    assert codes(soft) == ["nonconformity_written_as_less?"]


def test_stage_1_raises_concerns_and_a_nonconformity_there_is_pointed_out() -> None:
    stage1 = facts(audit_type=AuditType.STAGE1)
    assert [(p.code, p.blocking) for p in problems(finding(), stage1)] == [("stage1_raises_concerns", True)]
    assert problems(finding(grade=Grade.CONCERN, could_become=Grade.MINOR, concern_rating=2), stage1) == ()


def test_a_withdrawn_finding_lacks_nothing() -> None:
    assert codes(Finding(state=FindingState.WITHDRAWN)) == []


def test_words_that_smell_are_pointed_out_with_their_place() -> None:
    text = "Tests were missed because the post was vacant; the plan should be checked."
    found = [p for p in problems(finding(statement=text), facts()) if p.code.startswith("sounds")]
    assert [(p.code, p.field, p.blocking) for p in found] == [
        ("sounds_like_cause", "statement", False),
        ("sounds_like_advice", "statement", False),
    ]
    start, end = found[0].value("start"), found[0].value("end")
    assert isinstance(start, int)
    assert isinstance(end, int)
    assert text[start:end] == found[0].value("word") == "because"


def test_a_strength_may_praise_in_any_words() -> None:
    praise = finding(grade=Grade.STRENGTH, statement="Others should follow this best practice.")
    assert codes(praise) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Der Test fehlt, weil die Stelle leer war.", ["weil"]),
        ("Es wird empfohlen, das künftig zu prüfen.", ["empfohlen", "künftig"]),
        ("Die Ursache lag woanders.", ["Ursache"]),
        ("The reason\n is known, due  to time.", ["The reason\n is", "due  to"]),
        ("Nobody forgot anything shouldered.", ["forgot"]),
        ("The rule says “it should be tested because it matters”.", []),
        ("Die Regel sagt „weil es sollte“ und »wegen« nichts.", []),
        ('SoA: "Tests should use synthetic data only".', []),
        ('"Sic"weil', ["weil"]),
        ("Five of ten deviate.", []),
    ],
)
def test_smells_are_whole_words_outside_of_quotes(text: str, words: list[str]) -> None:
    assert [whiff.word for whiff in whiffs(text)] == words


def test_a_language_without_a_list_smells_of_nothing() -> None:
    assert whiffs("weil because", ("pl",)) == ()
    assert [whiff.smell for whiff in whiffs("weil because", ("de", "pl"))] == [Smell.CAUSE]


def draft(key: str, grade: Grade, minute: int, **more: Any) -> Finding:
    values: dict[str, Any] = {"state": FindingState.DRAFT, "final_number": "", **more}
    return finding(key, grade=grade, **{"created_at": NOON + timedelta(minutes=minute), **values})


def test_the_sample_audit_is_numbered_as_it_was() -> None:
    found = [
        draft("f1", Grade.MINOR, 1),
        draft("f2", Grade.OBSERVATION, 2),
        draft("f3", Grade.OBSERVATION, 3),
        draft("f4", Grade.MAJOR, 4),
        draft("f5", Grade.STRENGTH, 5),
        draft("f6", Grade.OPPORTUNITY, 6),
        draft("f7", Grade.MINOR, 7),
        draft("f8", Grade.OBSERVATION, 8),
        draft("f9", Grade.MINOR, 9, state=FindingState.WITHDRAWN),
    ]
    numbers = final_numbers(found)
    assert [numbers.get(one.id) for one in found] == [
        "NC-02", "OB-01", "OB-02", "NC-01", "ST-01", "OFI-03", "NC-03", "OB-04", None,
    ]  # fmt: skip


def test_a_draft_without_a_time_is_numbered_last() -> None:
    timeless = draft("f1", Grade.MINOR, 0, created_at=None)
    assert final_numbers([timeless, draft("f2", Grade.MINOR, 5)]) == {"f2": "NC-01", "f1": "NC-02"}


def test_numbers_already_given_stay_and_the_series_goes_on_behind_them() -> None:
    given_before = finding("f1", final_number="NC-07", state=FindingState.WITHDRAWN)
    assert final_numbers([given_before, draft("f2", Grade.MINOR, 1)]) == {"f2": "NC-08"}


grades = st.lists(st.tuples(st.sampled_from(Grade), st.booleans()), max_size=30)


@given(grades)
def test_numbers_are_never_given_twice_and_leave_no_gap(drafts: list[tuple[Grade, bool]]) -> None:
    found = [
        draft(f"f{place}", grade, place, state=FindingState.WITHDRAWN if gone else FindingState.DRAFT)
        for place, (grade, gone) in enumerate(drafts, start=1)
    ]
    numbers = final_numbers(found)
    series: dict[str, list[int]] = {}
    for number in numbers.values():
        prefix, running = number.split("-")
        series.setdefault("OB" if prefix == "OFI" else prefix, []).append(int(running))
    assert set(numbers) == {one.id for one in found if one.state is FindingState.DRAFT}
    assert all(sorted(given_) == list(range(1, len(given_) + 1)) for given_ in series.values())


@given(grades)
def test_numbering_in_two_rounds_never_changes_the_first(drafts: list[tuple[Grade, bool]]) -> None:
    found = [draft(f"f{place}", grade, place) for place, (grade, _late) in enumerate(drafts, start=1)]
    early = [one for one, (_grade, late) in zip(found, drafts, strict=True) if not late]
    first = final_numbers(early)
    issued = [
        replace(one, final_number=first[one.id], state=FindingState.ISSUED) if one.id in first else one for one in found
    ]
    second = final_numbers(issued)
    assert not set(first) & set(second)
    assert len({*first.values(), *second.values()}) == len(found)


def test_several_minors_on_one_requirement_are_proposed_as_a_major() -> None:
    assert upgrade_proposals([finding("f1")]) == ()
    twice = [
        finding("f1"),
        finding("f2"),
        finding("f3", grade=Grade.MAJOR),
        finding("f4", state=FindingState.WITHDRAWN),
    ]
    (found,) = upgrade_proposals(twice)
    assert (found.value("ref"), found.value("numbers"), found.blocking) == ("A.5.18", "NC-01, NC-02", False)


@pytest.mark.parametrize(
    ("judged", "grade"),
    [
        ([], Grade.MINOR),
        ([Judgement.CONFORM], Grade.MINOR),
        ([Judgement.STRENGTH, Judgement.CONFORM], Grade.STRENGTH),
        ([Judgement.OBSERVATION, Judgement.STRENGTH], Grade.OBSERVATION),
        ([Judgement.OBSERVATION, Judgement.NONCONFORMITY], Grade.MINOR),
    ],
)
def test_a_new_finding_starts_with_the_grade_its_evidence_suggests(judged: list[Judgement], grade: Grade) -> None:
    assert proposed_grade([evidence(judgement=one) for one in judged]) is grade


def test_only_major_and_minor_are_nonconformities() -> None:
    assert [grade for grade in Grade if is_nonconformity(grade)] == [Grade.MAJOR, Grade.MINOR]


def test_criteria_that_are_not_known_make_no_requirement_unknown() -> None:
    assert codes(finding(), kinds={}) == []
    assert ItemKind.CONTROL is KINDS["A.5.18"]
