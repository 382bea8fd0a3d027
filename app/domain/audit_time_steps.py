"""A calculation of audit time as lines: codes with values, from which a paper or a window prints it step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.domain.audit_time_result import Division, HeadsStep, TimeResult
from app.domain.audit_time_values import Purpose, TimeInputs
from app.domain.numbers import number_text
from app.domain.sentences_time import STEPS
from app.domain.words import word

Value = Fraction | int | str | StrEnum


@dataclass(frozen=True, slots=True)
class Step:
    """One line; `code` names its text in `sentences_time.STEPS` and `values` fill it."""

    code: str
    values: tuple[tuple[str, Value], ...] = ()

    def value(self, name: str) -> Value:
        """Return the value called `name`; KeyError if there is none."""
        return dict(self.values)[name]


def steps(inputs: TimeInputs, result: TimeResult) -> tuple[Step, ...]:
    """Return every step of a calculation with its reasons, in order; nothing is calculated here."""
    return (
        *head_steps(inputs, result.heads),
        *_factors(inputs, result),
        *_percent(inputs, result),
        *_days(inputs, result),
        *_standards(inputs, result),
        *_division(inputs, result.calculated, result),
        *_decided(inputs, result),
        _step(
            "chart",
            key=result.chart_key,
            version=result.chart_version,
            sha256=result.chart_sha256,
            rounding=result.rules.rounding,
            cap=result.rules.cap_percent,
            hours=result.rules.hours_per_day,
        ),
    )


def line(step: Step, t: Callable[[str], str]) -> str:
    """Return a step as one line of text in the language of `t`, the gettext function."""
    return t(STEPS[step.code]).format(**{name: _shown(value, t) for name, value in step.values})


def _shown(value: Value, t: Callable[[str], str]) -> str:
    if isinstance(value, StrEnum):
        return t(word(value))
    return number_text(value) if isinstance(value, Fraction) else str(value)


def _step(code: str, **values: Value) -> Step:
    return Step(code, tuple(values.items()))


def head_steps(inputs: TimeInputs, heads: HeadsStep) -> Iterator[Step]:
    """Return the first steps alone, which are known before the ratings are."""
    for entered, group in zip(inputs.groups, heads.groups, strict=True):
        values: dict[str, Value] = {"group": group.name, "count": group.count, "counted": group.counted}
        if group.identical:
            yield _step("group_identical", **values, size=group.size, reason=entered.justification)
        elif group.share != 1:
            yield _step("group_part_time", **values, share=group.share * 100)
        else:
            yield _step("group" if group.name.strip() else "heads", **values)
    yield _step("persons", exact=heads.exact, persons=heads.persons)
    if heads.band_from is None or heads.band_to is None:
        yield _step("base_manual", base=heads.base, reason=inputs.base_reason)
    else:
        yield _step("base", base=heads.base, first=heads.band_from, last=heads.band_to)


def _factors(inputs: TimeInputs, result: TimeResult) -> Iterator[Step]:
    factors, percent = inputs.factors, result.percent
    yield _step(
        "factors_business",
        kind=factors.business_kind,
        processes=factors.processes,
        maturity=factors.maturity,
        sum=percent.business_sum,
        level=percent.business_level,
    )
    yield _step(
        "factors_it",
        variety=factors.it_variety,
        outsourcing=factors.outsourcing,
        development=factors.development,
        sum=percent.it_sum,
        level=percent.it_level,
    )
    yield _step("cell", low=percent.cell_low, high=percent.cell_high)


def _percent(inputs: TimeInputs, result: TimeResult) -> Iterator[Step]:
    found = result.percent
    if not found.cell_low <= found.chosen <= found.cell_high:
        yield _step("percent_outside", percent=found.chosen, reason=inputs.outside_reason)
    elif inputs.percent_reason:
        yield _step("percent_reason", percent=found.chosen, reason=inputs.percent_reason)
    else:
        yield _step("percent", percent=found.chosen)
    for one in inputs.adjustments:
        yield _step("adjustment", name=one.name, percent=one.percent, reason=one.reason)
    yield _step("total", total=found.total)
    if found.capped:
        yield _step("capped", total=found.total, cap=result.rules.cap_percent)


def _days(inputs: TimeInputs, result: TimeResult) -> Iterator[Step]:
    days = result.days
    yield _step("raw", base=result.heads.base, percent=result.percent.applied, raw=days.raw)
    yield _step("initial", raw=days.raw, days=days.initial, limit=days.limit)
    yield _step("surveillance", raw=days.surveillance_raw, days=days.surveillance)
    yield _step("recertification", raw=days.recertification_raw, days=days.recertification)
    if result.purpose is Purpose.SPECIAL:
        yield _step("special", days=result.single, reason=inputs.special_reason)
    else:
        yield _step("single", purpose=result.purpose, days=result.single)


def _standards(inputs: TimeInputs, result: TimeResult) -> Iterator[Step]:
    together = result.together
    if together is None:
        return
    for one in inputs.standards:
        yield _step("standard", name=one.name, days=one.days)
    code = "together_reason" if together.percent else "together"
    reason: dict[str, Value] = {"reason": inputs.integration_reason} if together.percent else {}
    yield _step(code, sum=together.sum, percent=together.percent, raw=together.raw, days=together.days, **reason)


def _division(inputs: TimeInputs, division: Division, result: TimeResult) -> Iterator[Step]:
    if division.stage1 is not None and division.stage2 is not None:
        yield _step("stages", stage1=division.stage1, stage2=division.stage2)
        if inputs.split:
            yield _step("split_reason", percent=inputs.split.stage1_percent, reason=inputs.split.reason)
    yield _step("places", on_site=division.on_site, remote=division.remote, office=division.office)
    yield _step("with_client", percent=result.client_percent, remote=result.remote_percent)


def _decided(inputs: TimeInputs, result: TimeResult) -> Iterator[Step]:
    if inputs.override is None or result.decided is None:
        return
    yield _step(
        "decided",
        days=result.decided.days,
        calculated=result.calculated.days,
        approver=inputs.override.approver,
        reason=inputs.override.reason,
    )
    yield from _division(inputs, result.decided, result)
