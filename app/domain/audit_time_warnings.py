"""What is pointed out beside a calculation of audit time; it never stops it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from app.domain.audit_time_chart import ChartRow
from app.domain.audit_time_factors import rounded
from app.domain.audit_time_result import DaysStep, Named, PercentStep, TimeWarning, TogetherStep, WarningCode
from app.domain.audit_time_values import Purpose, Shares, TimeInputs, TimeRules


def warnings(
    inputs: TimeInputs,
    row: ChartRow | None,
    percent: PercentStep,
    days: DaysStep,
    together: TogetherStep | None,
    *,
    shares: Shares,
    rules: TimeRules,
) -> tuple[TimeWarning, ...]:
    """Return what to look at twice, in the order of the steps; `row` is None where the base was entered by hand."""
    return (
        *_of_base(inputs, row),
        *_of_percent(percent, rules),
        *_of_rounding(days, together, rules),
        *_of_shares(shares, rules),
        *_of_override(inputs, days),
    )


def _warning(code: WarningCode, **values: Fraction | int) -> TimeWarning:
    return TimeWarning(code=code, values=tuple(Named(name, Fraction(value)) for name, value in values.items()))


def _of_base(inputs: TimeInputs, row: ChartRow | None) -> Iterator[TimeWarning]:
    if row is None:
        yield _warning(WarningCode.MANUAL_BASE, days=inputs.base_days or 0)
    elif not row.confirmed:
        yield _warning(WarningCode.ONE_SOURCE, days=row.days, first=row.min_persons, last=row.max_persons)


def _of_percent(percent: PercentStep, rules: TimeRules) -> Iterator[TimeWarning]:
    if not percent.cell_low <= percent.chosen <= percent.cell_high:
        yield _warning(
            WarningCode.PERCENT_OUTSIDE, percent=percent.chosen, low=percent.cell_low, high=percent.cell_high
        )
    if percent.capped:
        yield _warning(WarningCode.CAPPED, total=percent.total, cap=rules.cap_percent)


def _of_rounding(days: DaysStep, together: TogetherStep | None, rules: TimeRules) -> Iterator[TimeWarning]:
    """Name a rounding that the limit held up: without the limit it would have gone lower."""
    if days.initial != rounded(days.raw, rules.rounding):
        yield _warning(WarningCode.ROUNDING_RAISED, raw=days.raw, days=days.initial)
    if together and together.days != rounded(together.raw, rules.rounding):
        yield _warning(WarningCode.INTEGRATION_RAISED, raw=together.raw, days=together.days)


def _of_shares(shares: Shares, rules: TimeRules) -> Iterator[TimeWarning]:
    if shares.with_client < rules.min_client_percent:
        yield _warning(WarningCode.CLIENT_SHARE_LOW, percent=shares.with_client, least=rules.min_client_percent)
    if shares.remote_percent > rules.remote_warning_percent:
        yield _warning(WarningCode.REMOTE_HIGH, percent=shares.remote_percent, most=rules.remote_warning_percent)


def _of_override(inputs: TimeInputs, days: DaysStep) -> Iterator[TimeWarning]:
    """The cap is a rule for the initial time; a person may decide on less, but not unnoticed."""
    if inputs.override and inputs.purpose is Purpose.INITIAL and inputs.override.days < days.limit:
        yield _warning(WarningCode.OVERRIDE_BELOW_LIMIT, days=inputs.override.days, limit=days.limit)
