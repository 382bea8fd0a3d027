"""Audit time: refusals, rounding and cap, stages and places, decisions, the JSON form, and what holds for any input."""

from __future__ import annotations

import json
import string
from collections.abc import Callable
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.audit_time import (
    calculate,
    inputs_from_json,
    inputs_to_json,
    result_from_json,
    result_to_json,
)
from app.domain.audit_time_chart import content_hash
from app.domain.audit_time_factors import rounded
from app.domain.audit_time_result import TimeResult, WarningCode
from app.domain.audit_time_rules import problems
from app.domain.audit_time_values import (
    Adjustment,
    Factors,
    HeadGroup,
    Level,
    OtherStandard,
    Override,
    Purpose,
    Rounding,
    Shares,
    StageSplit,
    TimeInputs,
    TimeRules,
    body_rules,
)
from app.domain.errors import ForeignFileProblem, UserMistake
from app.services.catalogues import time_chart
from tests.unit.time_inputs import chosen, heads, plain, result

HALF = Fraction(1, 2)
LOW, MEDIUM, HIGH = Level.LOW, Level.MEDIUM, Level.HIGH
QUALITY = (OtherStandard(name="ISO 9001", days=Fraction(5)),)
OVERRIDE = Override(days=Fraction(8), reason="quiet client", approver="B. Planner")
SPLIT = StageSplit(stage1_percent=Fraction(25), reason="second cycle")
SPECIAL = {"purpose": Purpose.SPECIAL, "special_days": Fraction(1), "special_reason": "complaint"}

# ------------------------------------------------------------------------------------------------------- refusals


def group(**values: Any) -> TimeInputs:
    return TimeInputs(groups=(replace(HeadGroup(name="office", count=9), **values),))


REFUSALS: list[tuple[TimeInputs, str, str]] = [
    (TimeInputs(), "time_groups_missing", "groups"),
    (group(count=True), "time_count_wrong", "groups[0].count"),
    (group(count=10**9), "time_count_wrong", "groups[0].count"),
    (group(share=Fraction(0)), "time_share_wrong", "groups[0].share"),
    (group(share=Fraction(9, 8)), "time_share_wrong", "groups[0].share"),
    (group(identical=True, justification=" "), "time_identical_reason_missing", "groups[0].justification"),
    (group(name="", share=HALF), "time_group_name_missing", "groups[0].name"),
    (TimeInputs(groups=(*heads(5), HeadGroup(count=4))), "time_group_name_missing", "groups[1].name"),
    (plain(9, factors=Factors(maturity=0)), "time_factor_wrong", "factors.maturity"),
    (plain(9, factors=Factors(development=4)), "time_factor_wrong", "factors.development"),
    (replace(chosen(9, LOW, LOW, -20), percent=None), "time_percent_missing", "percent"),
    (replace(chosen(9, LOW, LOW, -20), percent_reason=""), "time_percent_reason_missing", "percent_reason"),
    (plain(9, percent=Fraction(1)), "time_percent_outside", "percent"),
    (
        plain(9, adjustments=(Adjustment(name="interpreter", percent=Fraction(5), reason=""),)),
        "time_adjustment_reason_missing",
        "adjustments[0].reason",
    ),
    (
        plain(9, adjustments=(Adjustment(name="", percent=Fraction(5), reason="two languages"),)),
        "time_adjustment_name_missing",
        "adjustments[0].name",
    ),
    (plain(9, special_days=Fraction(1)), "time_special_not_needed", "special_days"),
    (plain(9, purpose=Purpose.SPECIAL, special_reason="complaint"), "time_special_days_missing", "special_days"),
    (plain(9, **SPECIAL | {"special_days": Fraction(1, 4)}), "time_special_days_missing", "special_days"),
    (plain(9, **SPECIAL | {"special_reason": ""}), "time_special_reason_missing", "special_reason"),
    (
        plain(9, standards=QUALITY, integration_percent=Fraction(41, 2), integration_reason="one manual"),
        "time_integration_wrong",
        "integration_percent",
    ),
    (plain(9, standards=QUALITY, integration_percent=Fraction(-1)), "time_integration_wrong", "integration_percent"),
    (
        plain(9, standards=QUALITY, integration_percent=Fraction(20)),
        "time_integration_reason_missing",
        "integration_reason",
    ),
    (
        plain(9, integration_percent=Fraction(10), integration_reason="one manual"),
        "time_integration_alone",
        "integration_percent",
    ),
    (plain(9, standards=(replace(QUALITY[0], name=""),)), "time_standard_name_missing", "standards[0].name"),
    (plain(9, standards=(replace(QUALITY[0], days=Fraction(0)),)), "time_standard_days_wrong", "standards[0].days"),
    (plain(9, split=replace(SPLIT, stage1_percent=Fraction(100))), "time_split_wrong", "split.stage1_percent"),
    (plain(9, split=replace(SPLIT, stage1_percent=Fraction(0))), "time_split_wrong", "split.stage1_percent"),
    (plain(9, split=replace(SPLIT, reason="")), "time_split_reason_missing", "split.reason"),
    (plain(9, purpose=Purpose.SURVEILLANCE, split=SPLIT), "time_split_not_here", "split"),
    (plain(9, shares=Shares(on_site=Fraction(99))), "time_shares_wrong", "shares"),
    (plain(9, shares=Shares(on_site=Fraction(110), office=Fraction(-10))), "time_shares_negative", "shares.office"),
    (plain(9, override=replace(OVERRIDE, reason="")), "time_override_reason_missing", "override.reason"),
    (plain(9, override=replace(OVERRIDE, approver="")), "time_override_approver_missing", "override.approver"),
    (plain(9, override=replace(OVERRIDE, days=HALF)), "time_override_too_short", "override.days"),
]


@pytest.mark.parametrize(("inputs", "code", "field"), REFUSALS, ids=[f"{one[1]}-{one[2]}" for one in REFUSALS])
def test_it_is_refused_with_its_code_and_field(inputs: TimeInputs, code: str, field: str) -> None:
    with pytest.raises(UserMistake) as caught:
        result(inputs)
    assert (caught.value.code, caught.value.field) == (code, field)


@pytest.mark.parametrize(("inputs", "code", "field"), REFUSALS, ids=[f"{one[1]}-{one[2]}" for one in REFUSALS])
def test_nothing_else_is_wrong_with_that_input(inputs: TimeInputs, code: str, field: str) -> None:
    assert [(one.code, one.field) for one in problems(inputs, time_chart(), TimeRules())] == [(code, field)]


def test_all_problems_of_a_form_are_named_at_once() -> None:
    inputs = replace(chosen(0, LOW, LOW, 5), shares=Shares(on_site=Fraction(1)))
    found = [one.code for one in problems(inputs, time_chart(), TimeRules())]
    assert found == ["time_count_wrong", "time_percent_outside", "time_shares_wrong"]


RULES: list[tuple[str, Any]] = [
    ("stage1_percent", Fraction(0)),
    ("stage1_percent", Fraction(100)),
    ("stage1_minimum", Fraction(1, 4)),
    ("min_client_percent", Fraction(101)),
    ("remote_warning_percent", Fraction(-1)),
    ("hours_per_day", 0),
    ("cap_percent", Fraction(31)),
]


@pytest.mark.parametrize(("field", "value"), RULES)
def test_a_setting_that_nobody_can_mean_is_refused(field: str, value: Any) -> None:
    with pytest.raises(UserMistake) as caught:
        replace(TimeRules(), **{field: value})
    assert (caught.value.code, caught.value.field) == ("time_rule_wrong", field)


def test_the_settings_of_the_body_make_rules() -> None:
    assert body_rules("nearest_half", 30, 70, 30) == TimeRules()
    with pytest.raises(UserMistake, match="time_rule_wrong"):
        body_rules("down", 30, 70, 30)


# ------------------------------------------------------------------------------------------------ rounding and cap

ROUNDINGS = [
    ("5.2", "5", "5.5", "6"),
    ("5.25", "5.5", "5.5", "6"),
    ("5.3", "5.5", "5.5", "6"),
    ("5.5", "5.5", "5.5", "6"),
    ("5.75", "6", "6", "6"),
    ("6", "6", "6", "6"),
    ("0.1", "0.5", "0.5", "1"),
]


@pytest.mark.parametrize("row", ROUNDINGS, ids=lambda row: row[0])
def test_days_are_rounded_in_three_ways(row: tuple[str, ...]) -> None:
    found = [rounded(Fraction(row[0]), one) for one in Rounding]
    assert found == [Fraction(text) for text in row[1:]]


@pytest.mark.parametrize("rounding", Rounding)
def test_no_way_of_rounding_goes_below_the_floor(rounding: Rounding) -> None:
    assert rounded(Fraction(5), rounding, Fraction("5.1")) >= Fraction("5.1")


def test_a_body_that_rounds_up_to_days_does_so_everywhere() -> None:
    days = result(chosen(40, HIGH, LOW, 20), TimeRules(rounding=Rounding.CEIL_DAY)).days
    assert (days.initial, days.surveillance, days.recertification) == (Fraction(11), Fraction(4), Fraction(8))


def test_a_stricter_cap_of_the_body_holds() -> None:
    assert result(chosen(30, LOW, LOW, -30), TimeRules(cap_percent=Fraction(20))).days.initial == 7


def test_part_time_that_leaves_a_fraction_of_a_person_counts_as_a_whole_one() -> None:
    groups = (HeadGroup(name="full", count=10), HeadGroup(name="half", count=1, share=HALF))
    found = result(TimeInputs(groups=groups)).heads
    assert (found.exact, found.persons, found.base) == (Fraction(21, 2), 11, Fraction(6))


def test_the_root_of_a_part_time_group_is_taken_from_its_size() -> None:
    one = HeadGroup(name="packing", count=98, share=HALF, identical=True, justification="under direction")
    found = result(TimeInputs(groups=(one,))).heads.groups[0]
    assert (found.size, found.counted) == (Fraction(49), Fraction(7))


# ----------------------------------------------------------------------------------------------- stages and places


def stages(inputs: TimeInputs, **rules: Any) -> tuple[Fraction | None, Fraction | None]:
    found = result(inputs, TimeRules(**rules)).calculated
    return found.stage1, found.stage2


def test_stages_are_split_by_the_setting_of_the_body() -> None:
    assert stages(plain(60)) == (Fraction(3), Fraction(7))
    assert stages(plain(60), stage1_percent=Fraction(100, 3)) == (Fraction(7, 2), Fraction(13, 2))


def test_a_split_with_a_reason_goes_before_the_setting() -> None:
    assert stages(plain(60, split=SPLIT)) == (Fraction(5, 2), Fraction(15, 2))


def test_stage_1_takes_its_minimum_at_least() -> None:
    assert stages(plain(9), stage1_percent=Fraction(1), stage1_minimum=Fraction(1)) == (Fraction(1), Fraction(4))


def test_stage_2_keeps_half_a_day() -> None:
    assert stages(plain(9), stage1_percent=Fraction(99)) == (Fraction(9, 2), HALF)


@pytest.mark.parametrize("purpose", [Purpose.SURVEILLANCE, Purpose.RECERTIFICATION])
def test_later_audits_have_no_stages(purpose: Purpose) -> None:
    assert stages(plain(60, purpose=purpose)) == (None, None)


def test_a_recertification_may_have_a_stage_1() -> None:
    assert stages(plain(60, purpose=Purpose.RECERTIFICATION, split=SPLIT)) == (Fraction(3, 2), Fraction(5))


DAYS = {Purpose.INITIAL: 10, Purpose.SURVEILLANCE: Fraction(7, 2), Purpose.RECERTIFICATION: Fraction(13, 2)}


@pytest.mark.parametrize("purpose", DAYS)
def test_the_days_are_those_of_the_purpose(purpose: Purpose) -> None:
    assert result(plain(60, purpose=purpose)).calculated.days == DAYS[purpose]


def test_the_days_of_a_special_audit_are_typed() -> None:
    assert result(plain(60, **SPECIAL)).calculated.days == 1


def test_without_shares_the_client_gets_what_the_body_wants_at_least() -> None:
    found = result(plain(60)).calculated
    assert (found.on_site, found.remote, found.office) == (Fraction(7), Fraction(0), Fraction(3))


def test_shares_part_the_days_exactly() -> None:
    shares = Shares(on_site=Fraction(60), remote=Fraction(25), office=Fraction(15))
    found = result(plain(14, shares=shares)).calculated
    assert (found.on_site, found.remote, found.office) == (Fraction("3.6"), Fraction("1.5"), Fraction("0.9"))


def warned(inputs: TimeInputs) -> list[WarningCode]:
    return [one.code for one in result(inputs).warnings]


def test_too_little_time_with_the_client_is_pointed_out() -> None:
    just = Shares(on_site=Fraction(70), office=Fraction(30))
    less = Shares(on_site=Fraction(69), office=Fraction(31))
    assert (warned(plain(9, shares=just)), warned(plain(9, shares=less))) == ([], [WarningCode.CLIENT_SHARE_LOW])


def test_much_remote_time_is_pointed_out_as_a_share_of_the_time_with_the_client() -> None:
    just = Shares(on_site=Fraction(56), remote=Fraction(24), office=Fraction(20))
    more = Shares(on_site=Fraction(55), remote=Fraction(25), office=Fraction(20))
    assert (warned(plain(9, shares=just)), warned(plain(9, shares=more))) == ([], [WarningCode.REMOTE_HIGH])
    assert result(plain(9, shares=more)).remote_percent == Fraction(125, 4)


def test_no_time_with_the_client_has_no_remote_share() -> None:
    assert result(plain(9, shares=Shares(on_site=Fraction(0), office=Fraction(100)))).remote_percent == 0


def test_a_value_of_one_source_and_a_typed_base_are_pointed_out() -> None:
    manual = plain(12_000, base_days=Fraction(29), base_reason="table continued")
    assert (warned(plain(175)), warned(plain(176)), warned(manual)) == (
        [],
        [WarningCode.ONE_SOURCE],
        [WarningCode.MANUAL_BASE],
    )


# ------------------------------------------------------------------------------------ several standards, decisions


def test_rounding_takes_no_more_than_the_allowed_integration() -> None:
    quality = (OtherStandard(name="ISO 9001", days=Fraction(3)),)
    found = result(plain(14, standards=quality, integration_percent=Fraction(20), integration_reason="one manual"))
    assert found.together is not None
    assert (found.together.raw, found.together.days) == (Fraction("7.2"), Fraction("7.5"))
    assert [one.code for one in found.warnings] == [WarningCode.INTEGRATION_RAISED]


def test_standards_without_integration_are_added_up() -> None:
    found = result(plain(60, purpose=Purpose.SURVEILLANCE, standards=QUALITY))
    assert found.calculated.days == Fraction("8.5")


def test_decided_days_stand_beside_the_calculated_ones() -> None:
    alone, decided = result(plain(60)), result(plain(60, override=OVERRIDE))
    assert (decided.calculated, decided.days) == (alone.calculated, alone.days)
    assert decided.decided is not None
    assert (decided.decided.days, decided.decided.stage1, decided.decided.stage2) == (
        Fraction(8),
        Fraction(5, 2),
        Fraction(11, 2),
    )


def test_the_plan_is_measured_by_the_decided_days() -> None:
    assert (result(plain(60)).valid.days, result(plain(60, override=OVERRIDE)).valid.days) == (
        Fraction(10),
        Fraction(8),
    )


def test_decided_days_below_the_limit_are_pointed_out() -> None:
    limit, below = replace(OVERRIDE, days=Fraction(7)), replace(OVERRIDE, days=Fraction(13, 2))
    assert warned(plain(60, override=limit)) == []
    assert warned(plain(60, override=below)) == [WarningCode.OVERRIDE_BELOW_LIMIT]


def test_the_shortest_decided_days_leave_room_for_both_stages() -> None:
    found = result(plain(60, override=replace(OVERRIDE, days=Fraction(1)))).decided
    assert found is not None
    assert (found.stage1, found.stage2) == (HALF, HALF)


def test_the_result_names_chart_and_method() -> None:
    found = result(plain(60))
    assert (found.chart_sha256, found.method) == (content_hash(time_chart()), "audit-time/1")


# --------------------------------------------------------------------------------------------- what always holds

percents = st.fractions(-200, 300, max_denominator=20)
rules = st.builds(
    TimeRules,
    rounding=st.sampled_from(Rounding),
    stage1_percent=st.fractions(1, 99, max_denominator=4),
    cap_percent=st.fractions(0, 30, max_denominator=4),
)
texts = st.text(string.ascii_letters + "äß中 \n", min_size=1, max_size=12).map(lambda text: f"a{text}")
groups = st.builds(
    HeadGroup,
    name=texts,
    count=st.integers(1, 1500),
    share=st.fractions(Fraction(1, 20), 1, max_denominator=20),
    identical=st.booleans(),
    justification=texts,
)
shares = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(
    lambda cut: Shares(
        on_site=Fraction(min(cut)),
        remote=Fraction(max(cut) - min(cut)),
        office=Fraction(100 - max(cut)),
    )
)
inputs_of_a_body = st.builds(
    TimeInputs,
    purpose=st.sampled_from([Purpose.INITIAL, Purpose.SURVEILLANCE, Purpose.RECERTIFICATION]),
    groups=st.lists(groups, min_size=1, max_size=4).map(tuple),
    factors=st.builds(Factors, **dict.fromkeys([one.name for one in fields(Factors)], st.integers(1, 3))),
    percent=percents,
    percent_reason=texts,
    outside_reason=texts,
    adjustments=st.lists(st.builds(Adjustment, name=texts, percent=percents, reason=texts), max_size=2).map(tuple),
    standards=st.lists(
        st.builds(OtherStandard, name=texts, days=st.integers(1, 60).map(lambda halves: Fraction(halves, 2))),
        max_size=2,
    ).map(tuple),
    shares=st.none() | shares,
    override=st.none()
    | st.builds(
        Override, days=st.integers(2, 80).map(lambda halves: Fraction(halves, 2)), reason=texts, approver=texts
    ),
)
free = {"outside_reason": "any"}


def at(persons: int, percent: Fraction, settings: TimeRules) -> TimeResult:
    return calculate(plain(persons, percent=percent, **free), time_chart(), settings)


@given(st.integers(1, 10_700), st.integers(1, 10_700), percents, rules)
def test_more_persons_never_need_less_time(one: int, two: int, percent: Fraction, settings: TimeRules) -> None:
    fewer, more = at(min(one, two), percent, settings).days, at(max(one, two), percent, settings).days
    assert fewer.initial <= more.initial
    assert (fewer.surveillance, fewer.recertification) <= (more.surveillance, more.recertification)


@given(st.integers(1, 10_700), percents, percents, rules)
def test_a_higher_percent_never_gives_less_time(
    persons: int, one: Fraction, two: Fraction, settings: TimeRules
) -> None:
    lower, higher = at(persons, min(one, two), settings).days, at(persons, max(one, two), settings).days
    assert lower.initial <= higher.initial


@given(inputs_of_a_body, rules)
def test_the_cap_is_never_broken(inputs: TimeInputs, settings: TimeRules) -> None:
    found = calculate(inputs, time_chart(), settings)
    least = found.heads.base * (100 - settings.cap_percent) / 100
    assert found.days.raw >= least
    assert found.days.initial >= least


@given(inputs_of_a_body, rules)
def test_rounding_moves_days_by_less_than_its_step(inputs: TimeInputs, settings: TimeRules) -> None:
    days = calculate(inputs, time_chart(), settings).days
    moved = days.initial - days.raw
    step = Fraction(1) if settings.rounding is Rounding.CEIL_DAY else HALF
    down = Fraction(1, 4) if settings.rounding is Rounding.NEAREST_HALF else 0
    assert -down <= moved < step
    assert (2 * days.initial).denominator == 1


@given(inputs_of_a_body, rules)
def test_stages_and_places_add_up_to_the_days(inputs: TimeInputs, settings: TimeRules) -> None:
    found = calculate(inputs, time_chart(), settings)
    for one in filter(None, (found.calculated, found.decided)):
        assert one.on_site + one.remote + one.office == one.days
        assert one.stage1 is None or (one.stage2 or 0) + one.stage1 == one.days
        assert one.stage1 is None or min(one.stage1, one.stage2 or 0) >= HALF


@given(st.lists(groups, min_size=1, max_size=5))
def test_counting_by_the_root_never_adds_persons(found: list[HeadGroup]) -> None:
    reduced = result(TimeInputs(groups=tuple(found))).heads
    assert all(one.counted < one.size + 1 for one in reduced.groups)


# ------------------------------------------------------------------------------------------------------- JSON form


def through_text(value: object) -> Any:
    return json.loads(json.dumps(value, allow_nan=False))


@given(inputs_of_a_body)
def test_inputs_come_back_from_json_as_they_were(inputs: TimeInputs) -> None:
    assert inputs_from_json(through_text(inputs_to_json(inputs))) == inputs


@given(inputs_of_a_body, rules)
def test_a_result_comes_back_from_json_as_it_was(inputs: TimeInputs, settings: TimeRules) -> None:
    found = calculate(inputs, time_chart(), settings)
    assert result_from_json(through_text(result_to_json(found))) == found


def test_fractions_are_text_and_there_is_no_float() -> None:
    plain_result = result_to_json(result(chosen(300, HIGH, HIGH, 35)))
    assert plain_result["days"]["raw"] == "81/4"
    assert "." not in json.dumps({**plain_result, "rules": None})


Change = Callable[[dict[str, Any]], object]
SPOILT: list[tuple[str, Change, str]] = [
    ("unknown key", lambda d: d.update(colour="red"), "TimeInputs"),
    ("missing key", lambda d: d.pop("groups"), "TimeInputs"),
    ("float", lambda d: d.update(percent=-17.5), "TimeInputs.percent"),
    ("number for a fraction", lambda d: d.update(percent=-17), "TimeInputs.percent"),
    ("not in lowest terms", lambda d: d.update(percent="-34/2"), "TimeInputs.percent"),
    ("blank before", lambda d: d.update(percent=" -17"), "TimeInputs.percent"),
    ("other digits", lambda d: d.update(percent="\N{ARABIC-INDIC DIGIT ONE}"), "TimeInputs.percent"),
    ("by zero", lambda d: d.update(percent="1/0"), "TimeInputs.percent"),
    ("count as text", lambda d: d["groups"][0].update(count="14"), "TimeInputs.groups[0].count"),
    ("unknown purpose", lambda d: d.update(purpose="party"), "TimeInputs.purpose"),
]


@pytest.mark.parametrize(("name", "change", "path"), SPOILT, ids=[one[0] for one in SPOILT])
def test_a_spoilt_record_is_refused_with_the_place(name: str, change: Change, path: str) -> None:
    document = through_text(inputs_to_json(chosen(14, LOW, LOW, -17)))
    change(document)
    with pytest.raises(ForeignFileProblem) as caught:
        inputs_from_json(document)
    assert (caught.value.code, caught.value.values["path"]) == ("time_record_refused", path), name


def test_a_record_with_rules_nobody_can_mean_is_refused() -> None:
    document = through_text(result_to_json(result(plain(14))))
    document["rules"]["cap_percent"] = "50"
    with pytest.raises(ForeignFileProblem) as caught:
        result_from_json(document)
    assert caught.value.values["path"] == "cap_percent"
