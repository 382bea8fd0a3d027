"""Order, reading and completion of references to requirements."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.criteria import parse
from app.domain.errors import UserMistake
from app.domain.refs import Link, compact, complete, parse_link, sort_key

ITEMS = parse((Path(__file__).parents[2] / "resources" / "criteria" / "iso27001_2022.json").read_bytes()).auditable()
refs = st.sampled_from([item.ref for item in ITEMS])


def found(typed: str, limit: int = 12) -> list[str]:
    return [item.ref for item in complete(typed, ITEMS, limit)]


def test_references_sort_as_numbers_and_clauses_stand_before_annex_a() -> None:
    mixed = ["A.5.10", "10.1", "A.5.9", "9.10", "9.2", "4.1", "A.8.1"]
    assert sorted(mixed, key=sort_key) == ["4.1", "9.2", "9.10", "10.1", "A.5.9", "A.5.10", "A.8.1"]


@given(st.permutations([item.ref for item in ITEMS]))
def test_any_order_sorts_back_to_the_catalogue(shuffled: list[str]) -> None:
    assert sorted(shuffled, key=sort_key) == [item.ref for item in ITEMS]


@pytest.mark.parametrize(
    "typed", ["6.1.2 c) 1)", "6.1.2 c1", "6.1.2c)1)", " 6.1.2 C) 1) ", "6.1.2 (c)(1)", "\uff16.1.2 c 1"]
)
def test_every_spelling_of_a_part_gives_the_same_link(typed: str) -> None:
    assert parse_link(typed) == Link("6.1.2", "c) 1)")


@pytest.mark.parametrize(
    ("typed", "link"),
    [("a.5.18", "A.5.18"), ("A5.18", "A.5.18"), ("A.5.18", "A.5.18"), ("6.1.3 d", "6.1.3 d)"), ("10.2", "10.2")],
)
def test_a_reference_is_written_in_one_way(typed: str, link: str) -> None:
    assert str(parse_link(typed)) == link


@pytest.mark.parametrize("typed", ["", "access", "6.1.2 because", "A", "6.1.2 c) ??"])
def test_what_is_no_reference_is_said_beside_the_field(typed: str) -> None:
    with pytest.raises(UserMistake) as caught:
        parse_link(typed)
    assert (caught.value.code, caught.value.field) == ("requirement_unreadable", "requirement")


@given(refs, st.sampled_from(["", "a)", "c) 1)", "g)"]))
def test_a_link_written_out_reads_back_as_itself(ref: str, part: str) -> None:
    assert parse_link(str(Link(ref, part))) == Link(ref, part)


@given(refs)
def test_each_requirement_is_first_when_its_reference_is_typed_in_any_form(ref: str) -> None:
    assert found(ref)[0] == ref
    assert found(ref.lower())[0] == ref
    assert found(compact(ref))[0] == ref


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("a518", ["A.5.18"]),
        ("5.18", ["A.5.18"]),
        ("922", ["9.2.2"]),
        ("6.1.3 d", ["6.1.3"]),
        ("6.1.3d", ["6.1.3"]),
        ("51", ["5.1", "A.5.1", "A.5.10"]),
        ("a", ["A.5.1", "A.5.2", "A.5.3"]),
        ("5.", ["5.1", "5.2", "5.3"]),
        ("logging", ["A.8.15"]),
        ("access", ["A.5.15", "A.5.18", "A.8.4"]),
        ("rights access", ["A.5.18", "A.8.2"]),
        ("", ["4.1", "4.2", "4.3"]),
        ("zzz", []),
        ("9.9.9", []),
    ],
)
def test_completion_offers_the_nearest_first(typed: str, first: list[str]) -> None:
    assert found(typed)[: len(first) or 12] == first


def test_completion_offers_no_more_than_asked_for() -> None:
    assert len(found("a", limit=5)) == 5
