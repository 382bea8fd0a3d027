"""What stands against a calculation of audit time: everything that is missing, out of range or without its reason.

The program proposes and a person decides, so nearly every departure is possible, but none without its reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from app.domain import audit_time_factors as factors_
from app.domain.audit_time_chart import Chart
from app.domain.audit_time_values import (
    HALF,
    MOST_INTEGRATION,
    WHOLE,
    HeadGroup,
    Override,
    Purpose,
    Shares,
    StageSplit,
    TimeInputs,
    TimeRules,
)
from app.domain.numbers import number_text
from app.domain.problems import Problem, blocking

MOST_PERSONS: Final = 10_000_000
MAY_SPLIT: Final = (Purpose.INITIAL, Purpose.RECERTIFICATION)


def problems(inputs: TimeInputs, chart: Chart, rules: TimeRules) -> tuple[Problem, ...]:
    """Return everything that stops the calculation, in the order of its steps; empty if it can be done."""
    return tuple(
        found
        for part in (
            _of_heads(inputs, chart),
            _of_factors(inputs),
            _of_percent(inputs),
            _of_adjustments(inputs),
            _of_special(inputs),
            _of_standards(inputs),
            _of_split(inputs.split, inputs.purpose),
            _of_shares(inputs.shares),
            _of_override(inputs, rules),
        )
        for found in part
    )


def _empty(text: str) -> bool:
    return not text.strip()


def _of_heads(inputs: TimeInputs, chart: Chart) -> Iterator[Problem]:
    if not inputs.groups:
        yield blocking("time_groups_missing", "groups")
    yield from _of_names(inputs.groups)
    wrong = [problem for index, group in enumerate(inputs.groups) for problem in _of_group(group, f"groups[{index}]")]
    yield from wrong
    if inputs.groups and not wrong:
        yield from _of_base(inputs, chart)


def _of_names(groups: tuple[HeadGroup, ...]) -> Iterator[Problem]:
    """Only one group that counts as it is needs no name: otherwise nobody could read the calculation later."""
    for index, group in enumerate(groups):
        if _empty(group.name) and (len(groups) > 1 or group.identical or group.share != 1):
            yield blocking("time_group_name_missing", f"groups[{index}].name")


def _of_group(group: HeadGroup, where: str) -> Iterator[Problem]:
    if type(group.count) is not int or not 1 <= group.count <= MOST_PERSONS:  # True is an int for isinstance
        yield blocking("time_count_wrong", f"{where}.count", count=str(group.count))
    if not 0 < group.share <= 1:
        yield blocking("time_share_wrong", f"{where}.share", share=number_text(group.share))
    if group.identical and _empty(group.justification):
        yield blocking("time_identical_reason_missing", f"{where}.justification", group=group.name)


def _of_base(inputs: TimeInputs, chart: Chart) -> Iterator[Problem]:
    """Refuse to guess above the chart, and a value typed over the chart where the chart has one."""
    last = chart.last
    _exact, persons = factors_.persons(inputs.groups)
    if persons <= last.max_persons:
        if inputs.base_days is not None:
            yield blocking("time_base_not_needed", "base_days", persons=persons, last=last.max_persons)
        return
    if inputs.base_days is None:
        yield blocking("time_above_chart", "base_days", persons=persons, last=last.max_persons)
        return
    if inputs.base_days < last.days:
        yield blocking("time_base_below_chart", "base_days", days=number_text(last.days))
    if _empty(inputs.base_reason):
        yield blocking("time_base_reason_missing", "base_reason", last=last.max_persons)


def _of_factors(inputs: TimeInputs) -> Iterator[Problem]:
    for name in ("business_kind", "processes", "maturity", "it_variety", "outsourcing", "development"):
        value = getattr(inputs.factors, name)
        if type(value) is not int or not factors_.LOWEST <= value <= factors_.HIGHEST:
            yield blocking("time_factor_wrong", f"factors.{name}", value=str(value))


def _of_percent(inputs: TimeInputs) -> Iterator[Problem]:
    if next(_of_factors(inputs), None) is not None:
        return  # without classes there is no cell
    cell = factors_.cell_for(inputs.factors)
    low, high = number_text(cell.low), number_text(cell.high)
    if inputs.percent is None:
        if not cell.single:
            yield blocking("time_percent_missing", "percent", low=low, high=high)
        return
    if not cell.holds(inputs.percent):
        if _empty(inputs.outside_reason):
            yield blocking("time_percent_outside", "percent", percent=number_text(inputs.percent), low=low, high=high)
    elif not cell.single and _empty(inputs.percent_reason):
        yield blocking("time_percent_reason_missing", "percent_reason", low=low, high=high)


def _of_adjustments(inputs: TimeInputs) -> Iterator[Problem]:
    for index, one in enumerate(inputs.adjustments):
        if _empty(one.name):
            yield blocking("time_adjustment_name_missing", f"adjustments[{index}].name")
        if _empty(one.reason):
            yield blocking("time_adjustment_reason_missing", f"adjustments[{index}].reason", name=one.name)


def _of_special(inputs: TimeInputs) -> Iterator[Problem]:
    """A special audit has no formula: its days are entered; every other audit takes them from the chart."""
    if inputs.purpose is not Purpose.SPECIAL:
        if inputs.special_days is not None:
            yield blocking("time_special_not_needed", "special_days")
        return
    if inputs.special_days is None or inputs.special_days < HALF:
        yield blocking("time_special_days_missing", "special_days")
    if _empty(inputs.special_reason):
        yield blocking("time_special_reason_missing", "special_reason")


def _of_standards(inputs: TimeInputs) -> Iterator[Problem]:
    for index, one in enumerate(inputs.standards):
        if _empty(one.name):
            yield blocking("time_standard_name_missing", f"standards[{index}].name")
        if one.days <= 0:
            yield blocking("time_standard_days_wrong", f"standards[{index}].days", name=one.name)
    percent = inputs.integration_percent
    if not 0 <= percent <= MOST_INTEGRATION:
        yield blocking(
            "time_integration_wrong",
            "integration_percent",
            percent=number_text(percent),
            most=number_text(MOST_INTEGRATION),
        )
    elif percent and not inputs.standards:
        yield blocking("time_integration_alone", "integration_percent")
    elif percent and _empty(inputs.integration_reason):
        yield blocking("time_integration_reason_missing", "integration_reason")


def _of_split(split: StageSplit | None, purpose: Purpose) -> Iterator[Problem]:
    if split is None:
        return
    if purpose not in MAY_SPLIT:
        yield blocking("time_split_not_here", "split")
    if not 0 < split.stage1_percent < WHOLE:
        yield blocking("time_split_wrong", "split.stage1_percent", percent=number_text(split.stage1_percent))
    if _empty(split.reason):
        yield blocking("time_split_reason_missing", "split.reason")


def _of_shares(shares: Shares | None) -> Iterator[Problem]:
    if shares is None:
        return
    for name in ("on_site", "remote", "office"):
        if getattr(shares, name) < 0:
            yield blocking("time_shares_negative", f"shares.{name}")
    total = shares.on_site + shares.remote + shares.office
    if total != WHOLE:
        yield blocking("time_shares_wrong", "shares", total=number_text(total))


def _of_override(inputs: TimeInputs, rules: TimeRules) -> Iterator[Problem]:
    override = inputs.override
    if override is None:
        return
    least = rules.stage1_minimum + HALF if splits(inputs) else HALF
    if override.days < least:
        yield blocking("time_override_too_short", "override.days", least=number_text(least))
    yield from _signed_off(override)


def _signed_off(override: Override) -> Iterator[Problem]:
    if _empty(override.reason):
        yield blocking("time_override_reason_missing", "override.reason")
    if _empty(override.approver):
        yield blocking("time_override_approver_missing", "override.approver")


def splits(inputs: TimeInputs) -> bool:
    """Tell whether the days are parted into stage 1 and 2: always at first, later only where a split was entered."""
    return inputs.purpose is Purpose.INITIAL or inputs.split is not None


def percent_used(inputs: TimeInputs) -> Fraction:
    """Return the percent of the matrix: the chosen one, or the only one the cell holds."""
    return factors_.cell_for(inputs.factors).low if inputs.percent is None else inputs.percent
