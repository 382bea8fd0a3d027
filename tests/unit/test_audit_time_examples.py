"""The worked examples AT-01 to AT-18 of the facts on audit time; their numbers are the oracle."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import pytest

from app.domain.audit_time_result import WarningCode
from app.domain.audit_time_values import (
    Adjustment,
    Factors,
    HeadGroup,
    Level,
    OtherStandard,
    TimeInputs,
)
from app.domain.errors import UserMistake
from app.domain.numbers import exact, whole
from tests.unit.time_inputs import chosen, heads, plain, result

LOW, MEDIUM, HIGH = Level.LOW, Level.MEDIUM, Level.HIGH


class Example(NamedTuple):
    """Inputs with the days the facts give: exact before rounding, then the three rounded ones."""

    id: str
    inputs: TimeInputs
    raw: str
    initial: str
    surveillance: str
    recertification: str


def same(*sizes: int) -> tuple[HeadGroup, ...]:
    return tuple(
        HeadGroup(name=f"line {number}", count=size, identical=True, justification="packing under direction")
        for number, size in enumerate(sizes, 1)
    )


def at02(percent: int, outside_reason: str = "") -> TimeInputs:
    """Business 1+1+1 = 3 (low), IT 2+1+1 = 4 (low)."""
    ratings = Factors(business_kind=1, processes=1, maturity=1, it_variety=2, outsourcing=1, development=1)
    return TimeInputs(
        groups=heads(14),
        factors=ratings,
        percent=Fraction(percent),
        percent_reason="small and settled",
        outside_reason=outside_reason,
    )


AT03 = TimeInputs(  # business 5, IT 6
    groups=heads(60),
    factors=Factors(business_kind=1, processes=2, maturity=2, it_variety=2, outsourcing=2, development=2),
)
AT04 = TimeInputs(  # business 8, IT 9
    groups=heads(300),
    factors=Factors(business_kind=2, processes=3, maturity=3, it_variety=3, outsourcing=3, development=3),
    percent=Fraction(35),
    percent_reason="supplier of hospitals",
)
AT07 = TimeInputs(groups=(HeadGroup(name="office", count=100), *same(100)))
AT18 = TimeInputs(
    groups=(HeadGroup(name="full time", count=10), HeadGroup(name="half time", count=8, share=Fraction(1, 2)))
)
CAPPED_BY_OTHERS = chosen(
    30, LOW, LOW, -30, adjustments=(Adjustment(name="other audits", percent=Fraction(-10), reason="9001 with us"),)
)

EXAMPLES = [
    Example("AT-01", plain(14), "6", "6", "2", "4"),
    Example("AT-02", at02(-17), "4.98", "5", "1.5", "3.5"),
    Example("AT-03", AT03, "10", "10", "3.5", "6.5"),
    Example("AT-04", AT04, "20.25", "20.5", "7", "13.5"),
    Example("AT-05", TimeInputs(groups=same(49, 49, 49)), "7", "7", "2.5", "4.5"),
    Example("AT-06", plain(12), "6", "6", "2", "4"),
    Example("AT-07", AT07, "12", "12", "4", "8"),
    Example("AT-07 without the reduction", plain(200), "14", "14", "4.5", "9.5"),
    Example("AT-08 by an override", chosen(30, LOW, LOW, -40, outside_reason="wish"), "5.95", "6", "2", "4"),
    Example("AT-08 by adjustments", CAPPED_BY_OTHERS, "5.95", "6", "2", "4"),
    Example("AT-09", chosen(150, LOW, LOW, -30), "9.1", "9.5", "3", "6.5"),
    Example("AT-10", chosen(40, HIGH, LOW, 20), "10.2", "10", "3.5", "6.5"),
    Example("AT-11", chosen(8, HIGH, HIGH, 100), "10", "10", "3.5", "6.5"),
    Example("AT-12", chosen(700, MEDIUM, LOW, -10), "15.75", "16", "5.5", "10.5"),
    Example("AT-13", plain(10_700), "28", "28", "9.5", "18.5"),
    Example("AT-18", AT18, "6", "6", "2", "4"),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_the_example_gives_its_days(example: Example) -> None:
    days = result(example.inputs).days
    found = (days.raw, days.initial, days.surveillance, days.recertification)
    assert found == tuple(Fraction(text) for text in example[2:])


def test_at_03_and_at_04_have_the_classes_of_the_facts() -> None:
    both = [result(inputs).percent for inputs in (AT03, AT04)]
    assert [(one.business_sum, one.it_sum) for one in both] == [(5, 6), (8, 9)]
    assert [(one.business_level, one.it_level) for one in both] == [(MEDIUM, MEDIUM), (HIGH, HIGH)]


def test_the_sums_before_rounding_are_exact_in_at_03_and_at_09() -> None:
    assert result(AT03).days.surveillance_raw == Fraction(10, 3)
    assert result(AT03).days.recertification_raw == Fraction(20, 3)
    assert result(chosen(150, LOW, LOW, -30)).days.surveillance_raw == Fraction(19, 6)


def test_at_05_counts_each_group_by_its_own_root() -> None:
    found = result(TimeInputs(groups=same(49, 49, 49))).heads
    assert [one.counted for one in found.groups] == [7, 7, 7]
    assert found.persons == 21


def test_at_07_reduces_only_the_identical_group() -> None:
    assert result(AT07).heads.persons == 110


def test_at_08_says_that_the_cap_cut_the_wish() -> None:
    found = result(CAPPED_BY_OTHERS)
    assert (found.percent.capped, found.percent.total, found.percent.applied) == (True, Fraction(-40), Fraction(-30))
    assert WarningCode.CAPPED in [one.code for one in found.warnings]


def test_at_09_says_that_the_limit_held_the_rounding() -> None:
    warnings = result(chosen(150, LOW, LOW, -30)).warnings
    (raised,) = [one for one in warnings if one.code is WarningCode.ROUNDING_RAISED]
    assert (raised.value("raw"), raised.value("days")) == (Fraction("9.1"), Fraction("9.5"))


def test_at_13_asks_for_days_and_a_reason_above_the_chart() -> None:
    for inputs, code in (
        (plain(10_701), "time_above_chart"),
        (plain(10_701, base_days=Fraction(29)), "time_base_reason_missing"),
        (plain(10_701, base_days=Fraction(27), base_reason="table"), "time_base_below_chart"),
        (plain(10_700, base_days=Fraction(29), base_reason="table"), "time_base_not_needed"),
    ):
        with pytest.raises(UserMistake, match=code):
            result(inputs)


def test_at_13_goes_on_with_days_and_a_reason() -> None:
    found = result(plain(10_701, base_days=Fraction(29), base_reason="two steps of the table"))
    assert (found.heads.band_from, found.heads.base, found.days.initial) == (None, Fraction(29), Fraction(29))


@pytest.mark.parametrize(
    ("persons", "days"),
    [(10, "5"), (11, "6"), (15, "6"), (16, "7"), (25, "7"), (26, "8.5"), (45, "8.5"), (46, "10")],
)
def test_at_14_band_edges(persons: int, days: str) -> None:
    assert result(plain(persons)).heads.base == Fraction(days)


def test_at_15_several_standards() -> None:
    quality = OtherStandard(name="ISO 9001", days=Fraction(5))
    found = result(
        plain(60, standards=(quality,), integration_percent=Fraction(15), integration_reason="one manual, one review")
    )
    assert found.together is not None
    assert (found.together.sum, found.together.raw, found.together.days) == (
        Fraction(15),
        Fraction("12.75"),
        Fraction(13),
    )
    assert found.calculated.days == 13


@pytest.mark.parametrize("count", [0, -3])
def test_at_16_no_persons_are_refused(count: int) -> None:
    with pytest.raises(UserMistake) as caught:
        result(plain(count))
    assert (caught.value.code, caught.value.field) == ("time_count_wrong", "groups[0].count")


@pytest.mark.parametrize("text", ["", "x", "-3", "3.5", "1,000", "1 000", "NaN", "1e3", "٣", "²", "9999999999"])
def test_at_16_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(UserMistake) as caught:
        whole(text, "groups[0].count")
    assert (caught.value.code, caught.value.field) == ("time_not_whole", "groups[0].count")


@pytest.mark.parametrize("text", ["", "x", "1,000", "1e3", "nan", "inf", "1/0", "--3", "٣", "3 %%", "0x1"])
def test_at_16_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UserMistake, match="time_not_a_number"):
        exact(text)


@pytest.mark.parametrize("percent", [-31, 1])
def test_at_17_a_percent_outside_the_cell_is_refused(percent: int) -> None:
    with pytest.raises(UserMistake) as caught:
        result(at02(percent))
    assert (caught.value.code, caught.value.field) == ("time_percent_outside", "percent")
    assert (caught.value.values["low"], caught.value.values["high"]) == ("-30", "-10")


@pytest.mark.parametrize(("percent", "initial"), [(-31, "4.5"), (1, "6")])
def test_at_17_with_a_reason_it_passes_and_the_cap_holds(percent: int, initial: str) -> None:
    found = result(at02(percent, outside_reason="agreed with the accreditation body"))
    assert found.days.initial == Fraction(initial)
    assert found.days.initial >= Fraction("4.2")
    assert WarningCode.PERCENT_OUTSIDE in [one.code for one in found.warnings]


@pytest.mark.parametrize("percent", [-30, -10])
def test_the_ends_of_a_cell_belong_to_it(percent: int) -> None:
    assert result(at02(percent)).percent.chosen == percent


MATRIX = {
    (HIGH, LOW): (5, 20),
    (HIGH, MEDIUM): (10, 50),
    (HIGH, HIGH): (20, 100),
    (MEDIUM, LOW): (-10, -5),
    (MEDIUM, MEDIUM): (0, 0),
    (MEDIUM, HIGH): (10, 50),
    (LOW, LOW): (-30, -10),
    (LOW, MEDIUM): (-10, -5),
    (LOW, HIGH): (5, 20),
}


@pytest.mark.parametrize(("business", "it"), MATRIX)
def test_the_cell_of_the_matrix(business: Level, it: Level) -> None:
    low, high = MATRIX[business, it]
    found = result(chosen(14, business, it, low)).percent
    assert (found.cell_low, found.cell_high) == (Fraction(low), Fraction(high))


CLASSES = {3: LOW, 4: LOW, 5: MEDIUM, 6: MEDIUM, 7: HIGH, 8: HIGH, 9: HIGH}


@pytest.mark.parametrize("total", CLASSES)
def test_the_class_of_a_sum(total: int) -> None:
    split = [1 + (total - 3 + two) // 3 for two in (0, 1, 2)]
    ratings = Factors(business_kind=split[0], processes=split[1], maturity=split[2])
    found = result(TimeInputs(groups=heads(14), factors=ratings, percent=Fraction(0), outside_reason="only the class"))
    assert (found.percent.business_sum, found.percent.business_level) == (total, CLASSES[total])
