"""The deadlines as settings by their codes: a preset of the body with single numbers changed.

A changed setting changes what is proposed from then on. Dates that were written into a record stay as they are, since
nothing here reads or writes a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from app.domain.deadlines import PRESETS, DeadlineRules, Span, Unit, due
from app.domain.errors import UserMistake
from app.domain.problems import Problem, hint

FIELDS: Final = {
    "D-01": "objection",
    "D-02": "stage1",
    "D-03": "report",
    "D-04": "plan",
    "D-05": "major",
    "D-05-limit": "major_limit",
    "D-06": "first_surveillance",
    "D-08": "certificate",
    "D-09": "recertification",
    "D-10": "restore",
    "D-11": "suspension",
    "D-12": "consultancy",
    "D-13": "records",
}
"""Which number of the rules a code is; D-05b and D-07 have no number: "next audit", "each calendar year"."""

# The longest that 17021-1 allows (9.5.3.2, 9.1.3.3, 8.2.2, 9.6.3.2.5); the other numbers belong to the body alone.
_LONGEST: Final = {
    "D-05-limit": Span(6, Unit.MONTHS),
    "D-06": Span(12, Unit.MONTHS),
    "D-08": Span(36, Unit.MONTHS),
    "D-10": Span(6, Unit.MONTHS),
}
_ANY_DAYS: Final = (date(2023, 1, 31), date(2023, 2, 28), date(2024, 7, 1))


def span_of(rules: DeadlineRules, code: str) -> Span:
    """Return the number of `code`, for example ten working days for `D-03`.

    Raises:
        UserMistake: `deadline_code_unknown`.
    """
    return _spans(rules)[_known(code)]


def with_spans(base: DeadlineRules, spans: Mapping[str, Span], holidays: Iterable[date] = ()) -> DeadlineRules:
    """Return `base` with the numbers of `spans` (by code) in place of its own, and with more holidays.

    Raises:
        UserMistake: `deadline_code_unknown`.
    """
    changed = {FIELDS[_known(code)]: span for code, span in spans.items()}
    return replace(base, holidays=base.holidays | frozenset(holidays), **changed)  # type: ignore[arg-type]


def of_preset(name: str, spans: Mapping[str, Span], holidays: Iterable[date] = ()) -> DeadlineRules:
    """Return the preset called `name` (the usual one if there is none of that name) with its changed numbers."""
    return with_spans(PRESETS.get(name, PRESETS["usual"]), spans, holidays)


def setting_problems(rules: DeadlineRules) -> tuple[Problem, ...]:
    """Return what is odd in the settings: numbers longer than the standard allows. Pointed out, never forbidden."""
    return tuple(
        hint("deadline_beyond_standard", code, rule=code, amount=longest.amount, unit=longest.unit.value)
        for code, longest in _LONGEST.items()
        if any(due(day, span_of(rules, code), rules) > due(day, longest, rules) for day in _ANY_DAYS)
    )


def _known(code: str) -> str:
    if code not in FIELDS:
        raise UserMistake("deadline_code_unknown", field="code", rule=code)
    return code


def _spans(rules: DeadlineRules) -> dict[str, Span]:
    return {code: getattr(rules, name) for code, name in FIELDS.items()}
