"""Audit time of an ISO/IEC 27001 audit, step by step and exactly (audit-time facts, section 2; 27006-1, Annex C).

    result = calculate(inputs, chart, rules)

The program proposes, a person decides: `result.calculated` and `result.decided` stand beside each other. Inputs and
result turn into plain JSON values and back without loss, so that each calculation is kept as a row that never changes.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final, TypeVar, cast

from app.domain import audit_time_factors as factors_
from app.domain.audit_time_chart import Chart, ChartRow, content_hash, row_for
from app.domain.audit_time_result import (
    DaysStep,
    Division,
    GroupResult,
    HeadsStep,
    PercentStep,
    TimeResult,
    TogetherStep,
)
from app.domain.audit_time_rules import percent_used, problems, splits
from app.domain.audit_time_values import (
    HALF,
    MOST_INTEGRATION,
    WHOLE,
    HeadGroup,
    Purpose,
    Shares,
    TimeInputs,
    TimeRules,
)
from app.domain.audit_time_warnings import warnings
from app.domain.errors import AuditError, ForeignFileProblem, UserMistake
from app.domain.plain import from_plain, to_plain

METHOD: Final = "audit-time/1"
"""Names the way of calculating in stored rows; another way gets another number."""

SURVEILLANCE_PART: Final = Fraction(1, 3)
RECERTIFICATION_PART: Final = Fraction(2, 3)

Plain = dict[str, Any]
T = TypeVar("T")


def calculate(inputs: TimeInputs, chart: Chart, rules: TimeRules | None = None) -> TimeResult:
    """Return the whole calculation for `inputs`.

    Raises:
        UserMistake: the first of `audit_time_rules.problems`, with its field.
    """
    used = rules or TimeRules()
    for problem in problems(inputs, chart, used):
        raise UserMistake(problem.code, field=problem.field, **dict(problem.values))
    heads = heads_step(inputs, chart)
    percent = _percent(inputs, used)
    days = _days(heads.base, percent.applied, used)
    single = _single(inputs, days)
    together = _together(inputs, single, used)
    shares = inputs.shares or Shares(on_site=used.min_client_percent, office=WHOLE - used.min_client_percent)
    calculated = _division(together.days if together else single, inputs, shares, used)
    decided = _division(inputs.override.days, inputs, shares, used) if inputs.override else None
    return TimeResult(
        method=METHOD,
        chart_key=chart.key,
        chart_version=chart.version,
        chart_sha256=content_hash(chart),
        rules=used,
        purpose=inputs.purpose,
        heads=heads,
        percent=percent,
        days=days,
        single=single,
        together=together,
        client_percent=shares.with_client,
        remote_percent=shares.remote_percent,
        calculated=calculated,
        decided=decided,
        warnings=warnings(inputs, _row(inputs, chart), percent, days, together, shares=shares, rules=used),
    )


def inputs_to_json(inputs: TimeInputs) -> Plain:
    """Return the inputs as a plain JSON object; fractions are text ("41/8")."""
    return _object(inputs)


def inputs_from_json(value: object) -> TimeInputs:
    """Return the inputs out of a plain JSON object; strict.

    Raises:
        ForeignFileProblem: `time_record_refused` with `path` and `reason`.
    """
    return _strict(TimeInputs, value)


def result_to_json(result: TimeResult) -> Plain:
    """Return the result as a plain JSON object; fractions are text ("41/8")."""
    return _object(result)


def result_from_json(value: object) -> TimeResult:
    """Return the result out of a plain JSON object; strict; nothing is calculated anew.

    Raises:
        ForeignFileProblem: `time_record_refused` with `path` and `reason`.
    """
    return _strict(TimeResult, value)


def _object(value: TimeInputs | TimeResult) -> Plain:
    return cast("Plain", to_plain(value))  # a dataclass turns into an object


def _strict(kind: type[T], value: object) -> T:
    try:
        return from_plain(kind, value)
    except ValueError as error:
        path, _colon, reason = str(error).partition(": ")
        raise ForeignFileProblem("time_record_refused", path=path, reason=reason) from None
    except AuditError as error:  # rules that nobody can mean
        path = str(error.values.get("rule", ""))
        raise ForeignFileProblem("time_record_refused", path=path, reason="out of range") from None


def heads_step(inputs: TimeInputs, chart: Chart) -> HeadsStep:
    """Return the first step alone: persons and base; raises as `audit_time_chart.row_for`."""
    exact, persons = factors_.persons(inputs.groups)
    row = _row(inputs, chart)
    base = row.days if row else inputs.base_days
    return HeadsStep(
        groups=tuple(_group(one) for one in inputs.groups),
        exact=exact,
        persons=persons,
        band_from=row.min_persons if row else None,
        band_to=row.max_persons if row else None,
        base=Fraction(base or 0),
    )


def _row(inputs: TimeInputs, chart: Chart) -> ChartRow | None:
    """Return the band of the chart; None where the base was typed."""
    return row_for(chart, factors_.persons(inputs.groups)[1]) if inputs.base_days is None else None


def _group(group: HeadGroup) -> GroupResult:
    return GroupResult(
        name=group.name,
        count=group.count,
        share=group.share,
        identical=group.identical,
        size=group.count * group.share,
        counted=factors_.counted(group),
    )


def _percent(inputs: TimeInputs, rules: TimeRules) -> PercentStep:
    """Add up all percent and hold the cap: no override of a percent gets below it."""
    business, it = factors_.business_sum(inputs.factors), factors_.it_sum(inputs.factors)
    cell = factors_.cell_for(inputs.factors)
    chosen = percent_used(inputs)
    others = sum((one.percent for one in inputs.adjustments), Fraction(0))
    total = chosen + others
    applied = max(total, -rules.cap_percent)
    return PercentStep(
        business_sum=business,
        it_sum=it,
        business_level=factors_.level(business),
        it_level=factors_.level(it),
        cell_low=cell.low,
        cell_high=cell.high,
        chosen=chosen,
        others=others,
        total=total,
        capped=applied != total,
        applied=applied,
    )


def _days(base: Fraction, percent: Fraction, rules: TimeRules) -> DaysStep:
    """Round the initial time inside the cap; surveillance and recertification come from the rounded initial time."""
    limit = base * (WHOLE - rules.cap_percent) / WHOLE
    raw = base * (WHOLE + percent) / WHOLE
    initial = factors_.rounded(raw, rules.rounding, limit)
    surveillance, recertification = initial * SURVEILLANCE_PART, initial * RECERTIFICATION_PART
    return DaysStep(
        limit=limit,
        raw=raw,
        initial=initial,
        surveillance_raw=surveillance,
        surveillance=factors_.rounded(surveillance, rules.rounding),
        recertification_raw=recertification,
        recertification=factors_.rounded(recertification, rules.rounding),
    )


def _single(inputs: TimeInputs, days: DaysStep) -> Fraction:
    found = {
        Purpose.INITIAL: days.initial,
        Purpose.SURVEILLANCE: days.surveillance,
        Purpose.RECERTIFICATION: days.recertification,
        Purpose.SPECIAL: inputs.special_days,
    }[inputs.purpose]
    return Fraction(found or 0)


def _together(inputs: TimeInputs, single: Fraction, rules: TimeRules) -> TogetherStep | None:
    """Reduce the sum of the single times by integration, rounding included by no more than is allowed (IAF MD 11)."""
    if not inputs.standards:
        return None
    total = single + sum((one.days for one in inputs.standards), Fraction(0))
    limit = total * (WHOLE - MOST_INTEGRATION) / WHOLE
    raw = total * (WHOLE - inputs.integration_percent) / WHOLE
    return TogetherStep(
        sum=total,
        percent=inputs.integration_percent,
        limit=limit,
        raw=raw,
        days=factors_.rounded(raw, rules.rounding, limit),
    )


def _division(days: Fraction, inputs: TimeInputs, shares: Shares, rules: TimeRules) -> Division:
    """Part days into stages and places; stage 2 and the share on site take what the others leave."""
    stage1 = _stage1(days, inputs, rules) if splits(inputs) else None
    remote, office = days * shares.remote / WHOLE, days * shares.office / WHOLE
    return Division(
        days=days,
        stage1=stage1,
        stage2=None if stage1 is None else days - stage1,
        on_site=days - remote - office,
        remote=remote,
        office=office,
    )


def _stage1(days: Fraction, inputs: TimeInputs, rules: TimeRules) -> Fraction:
    """Return the days of stage 1: its share rounded, at least the body's minimum, and half a day left for stage 2."""
    percent = inputs.split.stage1_percent if inputs.split else rules.stage1_percent
    share = factors_.rounded(days * percent / WHOLE, rules.rounding)
    return min(max(share, rules.stage1_minimum), days - HALF)
