"""The calculation as lines, its sentences, and numbers as people read and type them."""

from __future__ import annotations

import string
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.audit_time_result import WarningCode
from app.domain.audit_time_steps import line, steps
from app.domain.audit_time_values import (
    Adjustment,
    HeadGroup,
    Level,
    OtherStandard,
    Override,
    Purpose,
    Rounding,
    StageSplit,
    TimeInputs,
)
from app.domain.counted_time import Skipped
from app.domain.numbers import ends, exact, number_text
from app.domain.sentences import ERRORS
from app.domain.sentences_time import STEPS
from app.domain.site_sampling import SampleKind
from app.domain.words import NAMES
from tests.unit.time_inputs import chosen, plain, result

LOW = Level.LOW
FULL = replace(
    chosen(30, LOW, LOW, -30, purpose=Purpose.RECERTIFICATION),
    groups=(
        HeadGroup(name="Office", count=20),
        HeadGroup(name="Desk", count=4, share=Fraction(1, 2)),
        HeadGroup(name="Packing", count=49, identical=True, justification="one simple task"),
    ),
    adjustments=(Adjustment(name="Other audits", percent=Fraction(-5), reason="9001 with us"),),
    standards=(OtherStandard(name="ISO 9001", days=Fraction(5)),),
    integration_percent=Fraction(10),
    integration_reason="one manual",
    split=StageSplit(stage1_percent=Fraction(25), reason="new owner"),
    override=Override(days=Fraction(9), reason="flood last year", approver="B. Planner"),
)
LINES = """
Office: 20 persons
Desk: 4 persons at 50 % of full time count as 2
Packing: 49 persons with the same simple activity count as 7 (one simple task)
Effective persons: 29, in the chart 29
Base from the chart, 26 to 45 persons: 8.5 days
Business: kind and regulation 1, processes 1, maturity 1; sum 3, low
IT: variety 1, outsourcing 1, development 1; sum 3, low
Allowed by the ratings: -30 % to -10 %
Chosen: -30 % (typical for the branch)
Other audits: -5 % (9001 with us)
Together: -35 %
Limit: -35 % is cut to a reduction of 30 %
8.5 days with -30 %: 5.95 days
Initial audit: 5.95 days rounded to 6, at least 5.95
Each surveillance, one third: 2 days rounded to 2
Recertification, two thirds: 4 days rounded to 4
This calculation is for: Recertification audit, 4 days
ISO 9001 alone: 5 days
Several standards: 9 days less 10 % is 8.1, rounded to 8 (one manual)
Stage 1: 2 days, stage 2: 6 days
Stage 1 takes 25 % (new owner)
On site 5.6 days, remote 0 days, office 2.4 days
With the client 70 % of the time; of that remote 0 %
Decided: 9 days instead of 8, approved by B. Planner (flood last year)
Stage 1: 2.5 days, stage 2: 6.5 days
Stage 1 takes 25 % (new owner)
On site 6.3 days, remote 0 days, office 2.7 days
With the client 70 % of the time; of that remote 0 %
"""

OTHERS = [
    TimeInputs(groups=(HeadGroup(count=9),)),
    plain(12_000, base_days=Fraction(30), base_reason="table continued"),
    plain(9, percent=Fraction(5), outside_reason="wish of the client"),
    plain(9, purpose=Purpose.SPECIAL, special_days=Fraction(1), special_reason="complaint"),
    plain(9, standards=(OtherStandard(name="ISO 9001", days=Fraction(5)),)),
]


def english(inputs: TimeInputs) -> list[str]:
    return [line(one, lambda text: text) for one in steps(inputs, result(inputs))]


def test_a_whole_calculation_is_printed_line_by_line() -> None:
    assert english(FULL)[:-1] == LINES.strip().splitlines()


def test_the_last_line_names_the_chart_and_the_rules() -> None:
    found = result(FULL)
    last = english(FULL)[-1]
    assert f"SHA-256 {found.chart_sha256}" in last
    assert "to the nearest half day, a tie upwards; reduction at most 30 %" in last


def test_every_line_has_its_text_and_every_text_its_line() -> None:
    used = {one.code for inputs in (FULL, *OTHERS) for one in steps(inputs, result(inputs))}
    assert used == set(STEPS)


@pytest.mark.parametrize("inputs", [FULL, *OTHERS])
def test_every_value_of_a_line_is_said(inputs: TimeInputs) -> None:
    for one in steps(inputs, result(inputs)):
        placeholders = {name for _text, name, *_rest in string.Formatter().parse(STEPS[one.code]) if name}
        unsaid = {name for name, _value in one.values} - placeholders
        assert unsaid <= {"group", "counted", "count", "percent"}, one.code
        assert placeholders <= {name for name, _value in one.values}


def test_a_line_speaks_the_language_it_is_given() -> None:
    german = {STEPS["cell"]: "Erlaubt: {low} % bis {high} %"}
    cell = next(one for one in steps(FULL, result(FULL)) if one.code == "cell")
    assert line(cell, lambda text: german.get(text, text)) == "Erlaubt: -30 % bis -10 %"


@pytest.mark.parametrize("code", WarningCode)
def test_every_warning_has_a_sentence(code: WarningCode) -> None:
    assert code.value in ERRORS


WARNED = [*OTHERS, FULL, chosen(150, LOW, LOW, -30), plain(200)]


@pytest.mark.parametrize("inputs", WARNED)
def test_the_values_of_a_warning_fill_its_sentence(inputs: TimeInputs) -> None:
    for one in result(inputs).warnings:
        values = {named.name: number_text(named.value) for named in one.values}
        assert "{" not in ERRORS[one.code.value].what.format(**values)


@pytest.mark.parametrize("kind", [Purpose, Rounding, Level, SampleKind, Skipped], ids=lambda kind: kind.__name__)
def test_every_value_has_a_word(kind: type[Purpose | Rounding | Level | SampleKind | Skipped]) -> None:
    assert set(NAMES[kind]) == {one.value for one in kind}


# -------------------------------------------------------------------------------------------------------- numbers

TYPED = {
    "8.5": Fraction(17, 2),
    "8,5": Fraction(17, 2),
    "17/2": Fraction(17, 2),
    " -17 % ": Fraction(-17),
    "\N{MINUS SIGN}17": Fraction(-17),
    "+35": Fraction(35),
    "0.25": Fraction(1, 4),
}


@pytest.mark.parametrize("text", TYPED)
def test_a_number_is_read_exactly_as_it_is_typed(text: str) -> None:
    assert exact(text) == TYPED[text]


SHOWN = {
    Fraction(10): "10",
    Fraction(17, 2): "8.5",
    Fraction(10, 3): "3.33",
    Fraction(20, 3): "6.67",
    Fraction(-17): "-17",
    Fraction(-1, 4): "-0.25",
    Fraction(1, 200): "0.01",
    Fraction(-1, 1000): "0",
    Fraction(1999, 1000): "2",
    Fraction(1, 20): "0.05",
}


@pytest.mark.parametrize("number", SHOWN, ids=str)
def test_a_number_is_shown_with_two_places_at_most(number: Fraction) -> None:
    assert number_text(number) == SHOWN[number]


@given(st.fractions(-999, 999, max_denominator=100))
def test_what_ends_after_two_places_comes_back_from_its_text(number: Fraction) -> None:
    assert (exact(number_text(number)) == number) == ends(number)
