"""Audit trails, decisions against rules and repeated findings on their way into the report."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from app.domain.composing import Outside, compose
from app.domain.report import from_json, report_json
from app.domain.report_parts import RuleLine
from app.domain.samples import RuleDecision, Thread, ThreadLink
from tests.unit.sample_record import CANARY, HEAD, NOON, record


def _links(*targets):
    names = {"e": "evidence_id", "f": "finding_id"}
    return tuple(ThreadLink(id=f"l{place}", **{names.get(one[0], "item_id"): one}) for place, one in enumerate(targets))


def _composed(outside=Outside(), **more):  # noqa: B008 - frozen
    whole = replace(record(), **more)
    return compose(whole, head=HEAD, revision=1, composed_at=NOON, tools=(), outside=outside)


@pytest.fixture
def item():
    start = record()
    return next(item.id for item in start.criteria[0].items if item.ref == "A.5.18")


def test_a_trail_tells_requirements_evidence_and_findings(item):
    start = record()
    issued = next(one for one in start.findings if one.final_number == "NC-01")
    shown = next(one for one in start.evidence if one.label == "KZ-1")
    links = (*_links(item), ThreadLink(id="a", evidence_id=shown.id), ThreadLink(id="b", finding_id=issued.id))
    (line,) = _composed(threads=(Thread(id="t", name="Leavers", result="held", links=links),)).trails
    assert (line.name, line.result, line.requirements, line.evidence, line.findings) == (
        "Leavers", "held", ("A.5.18",), ("KZ-1",), ("NC-01",),
    )  # fmt: skip


def test_what_the_paper_does_not_tell_is_not_told_by_a_trail_either(item):
    start = record()
    everything = (
        *(ThreadLink(id=one.id, evidence_id=one.id) for one in start.evidence),
        *(ThreadLink(id=one.id, finding_id=one.id) for one in start.findings),
    )
    data = _composed(threads=(Thread(id="t", name="All", result="held", links=everything),))
    assert CANARY.encode() not in report_json(data)
    confidential = {one.label for one in start.evidence if one.confidential}
    assert confidential
    assert not confidential & set(data.trails[0].evidence)


def test_a_trail_with_nothing_on_it_and_no_result_is_not_told():
    assert _composed(threads=(Thread(id="t", name="Not begun"),)).trails == ()


def test_decision_and_repetition_stand_with_the_finding():
    start = record()
    first = next(one for one in start.findings if one.final_number == "NC-01")
    made = RuleDecision(finding_id=first.id, code="control_excluded", reason="so", decided_by="Kat")
    decided = replace(first, decisions=(made,))
    others = tuple(one for one in start.findings if one.id != first.id)
    line = _composed(Outside(repeats={first.id: ("NC-02 (A-1)",)}), findings=(decided, *others)).findings[0]
    assert (line.decisions, line.repeats) == ((RuleLine("control_excluded", "so", "Kat"),), ("NC-02 (A-1)",))


def test_a_report_without_them_has_the_very_json_it_had_before():
    data = _composed()
    assert "trails" not in json.loads(report_json(data))["report"]
    assert from_json(report_json(data)) == data


def test_a_report_with_trails_comes_back_from_its_json(item):
    data = _composed(threads=(Thread(id="t", name="Leavers", links=_links(item)),))
    assert from_json(report_json(data)) == data
