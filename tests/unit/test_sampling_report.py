"""Rounds of a sample in the report and in the objective evidence of a finding; old papers stay readable."""

from __future__ import annotations

import pytest

from app.domain.composing_samples import sample_remarks, sample_rounds, sample_sentence, sample_sites
from app.domain.fieldwork import Evidence
from app.domain.kinds import EvidenceKind, ItemResult
from app.domain.plain import canonical_bytes, from_plain, to_plain
from app.domain.report_parts import SampleLine
from app.domain.samples import SampleItem, SampleRound
from app.translation import load

OLD = {
    "evidence": "AB-1", "what": "Changes", "period": "", "population": 140, "size": 12, "selection": "random",
    "items": "CHG-1", "expected": "", "deviating": 1,
}  # fmt: skip


def sample(*results: ItemResult, site_id: str | None = None) -> Evidence:
    """Return a record sample with one round."""
    items = tuple(
        SampleItem(id=str(n), label=f"CHG-{n}", result=one, remark="no approval" if one is ItemResult.DEVIATES else "")
        for n, one in enumerate(results, start=1)
    )
    one = SampleRound(id="r", listed=(), population=140, items=items, site_id=site_id, widened_reason="why")
    return Evidence(kind=EvidenceKind.RECORD_SAMPLE, sample_what="Changes", rounds=(one,))


def test_a_paper_from_before_the_rounds_is_read_and_gives_the_same_bytes() -> None:
    assert canonical_bytes(to_plain(from_plain(SampleLine, OLD))) == canonical_bytes(OLD)  # type: ignore[arg-type]


def test_an_empty_list_is_not_a_second_way_to_write_the_same() -> None:
    with pytest.raises(ValueError, match="keys differ"):
        from_plain(SampleLine, {**OLD, "rounds": []})


def test_a_paper_with_rounds_is_read_again() -> None:
    one = sample(ItemResult.OK, ItemResult.DEVIATES)
    line = SampleLine(**OLD, rounds=sample_rounds(one, {}), remarks=sample_remarks(one))  # type: ignore[arg-type]
    assert from_plain(SampleLine, to_plain(line)) == line
    assert (line.rounds[0].sums.looked_at, line.rounds[0].reason, line.remarks[0].label) == (2, "why", "CHG-2")


def test_a_sample_without_sites_has_no_sums_by_site() -> None:
    assert sample_sites(sample(ItemResult.OK), {}) == ()
    assert sample_sites(sample(ItemResult.OK, site_id="x"), {"x": "S-1"})[0].name == "S-1"


def test_the_sums_are_proposed_as_objective_evidence() -> None:
    text = sample_sentence(sample(ItemResult.OK, ItemResult.DEVIATES, ItemResult.NOT_FOUND), load("en"))
    assert text.splitlines() == [
        "Changes: 3 of 140 looked at, deviating: 1, not found: 1.",
        "Deviating: CHG-2 (no approval)",
        "Not found: CHG-3",
    ]


def test_nothing_is_proposed_before_anybody_looked() -> None:
    assert sample_sentence(sample(ItemResult.OPEN), load("en")) == ""
