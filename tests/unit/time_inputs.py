"""Inputs for the tests of audit time: the classes of the matrix by two words, heads by one number."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from app.domain.audit_time import calculate
from app.domain.audit_time_result import TimeResult
from app.domain.audit_time_values import Factors, HeadGroup, Level, TimeInputs, TimeRules
from app.services.catalogues import time_chart

RATING = {Level.LOW: 1, Level.MEDIUM: 2, Level.HIGH: 3}


def factors(business: Level, it: Level) -> Factors:
    one, two = RATING[business], RATING[it]
    return Factors(business_kind=one, processes=one, maturity=one, it_variety=two, outsourcing=two, development=two)


def heads(count: int) -> tuple[HeadGroup, ...]:
    return (HeadGroup(name="all", count=count),)


def chosen(count: int, business: Level, it: Level, percent: int | Fraction, **more: Any) -> TimeInputs:
    """Return inputs with a percent and its reason; `more` are further fields of `TimeInputs`."""
    return TimeInputs(
        groups=heads(count),
        factors=factors(business, it),
        percent=Fraction(percent),
        percent_reason="typical for the branch",
        **more,
    )


def plain(count: int, **more: Any) -> TimeInputs:
    """Return inputs of a medium client: 0 %."""
    return TimeInputs(groups=heads(count), **more)


def result(inputs: TimeInputs, rules: TimeRules | None = None) -> TimeResult:
    return calculate(inputs, time_chart(), rules)
