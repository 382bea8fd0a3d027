"""The form of a calculation of audit time as it is typed, and what can be made of it at any moment.

    checked = check(form, chart, rules)

Everything is text, as it stands in the fields, so that half a calculation can be kept while it is typed. Empty lines of
the lists count as not typed; problems name the field by the line as it stands in the form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any, Final, TypeVar

from app.domain import numbers
from app.domain.audit_time import calculate, heads_step
from app.domain.audit_time_chart import Chart
from app.domain.audit_time_factors import Cell, cell_for
from app.domain.audit_time_result import HeadsStep, TimeResult
from app.domain.audit_time_rules import problems as problems_of
from app.domain.audit_time_values import (
    Adjustment,
    Factors,
    HeadGroup,
    OtherStandard,
    Override,
    Purpose,
    Shares,
    StageSplit,
    TimeInputs,
    TimeRules,
)
from app.domain.errors import UserMistake
from app.domain.head_counts import share_of
from app.domain.problems import Problem, blocking

FACTORS: Final = tuple(one.name for one in fields(Factors))
_LINE: Final = re.compile(r"(?P<list>groups|adjustments|standards)\[(?P<place>\d+)\]")
_ORDER: Final = (
    "groups", "base_", "factors.", "percent", "outside", "adjustments", "special_", "standards", "integration_",
    "split", "shares", "override",
)  # fmt: skip
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A group of persons; an empty `share` is full time."""

    name: str = ""
    count: str = ""
    share: str = ""
    identical: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentLine:
    """A further adjustment in percent."""

    name: str = ""
    percent: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardLine:
    """Another standard with the days it would need alone."""

    name: str = ""
    days: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeForm:
    """All fields; the six factors are `1`, `2`, `3` or not rated yet."""

    purpose: Purpose = Purpose.INITIAL
    groups: tuple[GroupLine, ...] = ()
    base_days: str = ""
    base_reason: str = ""
    business_kind: str = ""
    processes: str = ""
    maturity: str = ""
    it_variety: str = ""
    outsourcing: str = ""
    development: str = ""
    percent: str = ""
    percent_reason: str = ""
    outside_reason: str = ""
    adjustments: tuple[AdjustmentLine, ...] = ()
    special_days: str = ""
    special_reason: str = ""
    standards: tuple[StandardLine, ...] = ()
    integration_percent: str = ""
    integration_reason: str = ""
    stage1_percent: str = ""
    stage1_reason: str = ""
    on_site: str = ""
    remote: str = ""
    office: str = ""
    override_days: str = ""
    override_reason: str = ""
    override_approver: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a form gives: `heads` and `cell` as soon as they can be known, `result` once nothing stands against it.

    `inputs` are what could be read; only with a result are they fit to be kept.
    """

    inputs: TimeInputs
    heads: HeadsStep | None = None
    cell: Cell | None = None
    result: TimeResult | None = None
    problems: tuple[Problem, ...] = ()


def check(form: TimeForm, chart: Chart, rules: TimeRules) -> Checked:
    """Return the calculation, or all that is missing and what is known so far."""
    reader = _Reader()
    inputs = reader.inputs(form)
    unread = {one.field for one in reader.problems}
    found = [one for one in problems_of(inputs, chart, rules) if one.field not in unread]
    rated = not any(name.startswith("factors.") for name in unread)
    if not rated:
        found = [one for one in found if not one.field.startswith("percent")]  # without ratings there is no range
    problems = (*reader.problems, *(_as_typed(one, form) for one in found))
    heads_wrong = any(one.field.startswith(("groups", "base_")) for one in (*reader.problems, *found))
    return Checked(
        inputs=inputs,
        heads=None if heads_wrong else heads_step(inputs, chart),
        cell=cell_for(inputs.factors) if rated else None,
        result=None if problems else calculate(inputs, chart, rules),
        problems=_in_order(problems),
    )


def form_of(inputs: TimeInputs) -> TimeForm:
    """Return the form filled with the inputs of an earlier calculation."""
    split, shares, override, factors = inputs.split, inputs.shares, inputs.override, inputs.factors
    return TimeForm(
        purpose=inputs.purpose,
        groups=tuple(group_line(one) for one in inputs.groups),
        base_days=_text(inputs.base_days),
        base_reason=inputs.base_reason,
        **{name: str(getattr(factors, name)) for name in FACTORS},
        percent=_text(inputs.percent),
        percent_reason=inputs.percent_reason,
        outside_reason=inputs.outside_reason,
        adjustments=tuple(
            AdjustmentLine(name=one.name, percent=_text(one.percent), reason=one.reason) for one in inputs.adjustments
        ),
        special_days=_text(inputs.special_days),
        special_reason=inputs.special_reason,
        standards=tuple(StandardLine(name=one.name, days=_text(one.days)) for one in inputs.standards),
        integration_percent=_text(inputs.integration_percent or None),
        integration_reason=inputs.integration_reason,
        stage1_percent=_text(split.stage1_percent) if split else "",
        stage1_reason=split.reason if split else "",
        on_site=_text(shares.on_site) if shares else "",
        remote=_text(shares.remote) if shares else "",
        office=_text(shares.office) if shares else "",
        override_days=_text(override.days) if override else "",
        override_reason=override.reason if override else "",
        override_approver=override.approver if override else "",
    )


def group_line(group: HeadGroup) -> GroupLine:
    """Return a group of persons as a line of the form."""
    share = "" if group.share == 1 else str(group.share)
    return GroupLine(
        name=group.name, count=str(group.count), share=share, identical=group.identical, reason=group.justification
    )


def _text(number: Fraction | None) -> str:
    if number is None:
        return ""
    return numbers.number_text(number) if numbers.ends(number) else str(number)


def _filled(lines: Sequence[T]) -> list[tuple[int, T]]:
    return [(place, one) for place, one in enumerate(lines) if one != type(one)()]


class _Reader:
    """Reads numbers out of a form and keeps what cannot be read; the inputs then hold a harmless number there."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def inputs(self, form: TimeForm) -> TimeInputs:
        return TimeInputs(
            purpose=form.purpose,
            groups=tuple(self._group(one, f"groups[{place}]") for place, one in _filled(form.groups)),
            base_days=self._maybe(form.base_days, "base_days"),
            base_reason=form.base_reason,
            factors=Factors(**{name: self._factor(getattr(form, name), f"factors.{name}") for name in FACTORS}),
            percent=self._maybe(form.percent, "percent"),
            percent_reason=form.percent_reason,
            outside_reason=form.outside_reason,
            adjustments=tuple(
                Adjustment(
                    name=one.name, percent=self._number(one.percent, f"adjustments[{place}].percent"), reason=one.reason
                )
                for place, one in _filled(form.adjustments)
            ),
            special_days=self._maybe(form.special_days, "special_days"),
            special_reason=form.special_reason,
            standards=tuple(
                OtherStandard(name=one.name, days=self._number(one.days, f"standards[{place}].days"))
                for place, one in _filled(form.standards)
            ),
            integration_percent=self._maybe(form.integration_percent, "integration_percent") or Fraction(0),
            integration_reason=form.integration_reason,
            **self._parts(form),
        )

    def _parts(self, form: TimeForm) -> dict[str, Any]:
        """Return the parts that are there only when something was typed into them."""
        split = override = shares = None
        if form.stage1_percent.strip() or form.stage1_reason.strip():
            split = StageSplit(
                stage1_percent=self._number(form.stage1_percent, "split.stage1_percent"), reason=form.stage1_reason
            )
        places = (form.on_site, form.remote, form.office)
        if any(one.strip() for one in places):
            on_site, remote, office = (
                self._maybe(one, f"shares.{name}") or Fraction(0)
                for name, one in zip(("on_site", "remote", "office"), places, strict=True)
            )
            shares = Shares(on_site=on_site, remote=remote, office=office)
        if any(one.strip() for one in (form.override_days, form.override_reason, form.override_approver)):
            override = Override(
                days=self._maybe(form.override_days, "override.days") or Fraction(0),
                reason=form.override_reason,
                approver=form.override_approver,
            )
        return {"split": split, "shares": shares, "override": override}

    def _group(self, line: GroupLine, where: str) -> HeadGroup:
        count = self._read(lambda: numbers.whole(line.count or "0"), f"{where}.count", 1)
        share = self._read(lambda: share_of(line.share or "1"), f"{where}.share", Fraction(1))
        return HeadGroup(name=line.name, count=count, share=share, identical=line.identical, justification=line.reason)

    def _factor(self, text: str, field: str) -> int:
        if not text.strip():
            self.problems.append(blocking("time_factor_missing", field))
            return 2
        return self._read(lambda: numbers.whole(text), field, 2)

    def _maybe(self, text: str, field: str) -> Fraction | None:
        return self._number(text, field) if text.strip() else None

    def _number(self, text: str, field: str) -> Fraction:
        return self._read(lambda: numbers.exact(text), field, Fraction(0))

    def _read(self, read: Callable[[], T], field: str, instead: T) -> T:
        try:
            return read()
        except UserMistake as mistake:
            self.problems.append(blocking(mistake.code, field, **mistake.values))
            return instead


def _as_typed(one: Problem, form: TimeForm) -> Problem:
    """Return a problem of a line with the number the line has in the form, where empty lines stand between."""
    found = _LINE.match(one.field)
    if found is None:
        return one
    places = [place for place, _line in _filled(getattr(form, found["list"]))]
    field = f"{found['list']}[{places[int(found['place'])]}]{one.field[found.end() :]}"
    return Problem(one.code, field, blocking=one.blocking, values=one.values)


def _in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems in the order of the form, whether a number could not be read or a rule says no."""
    return tuple(sorted(problems, key=_place))


def _place(one: Problem) -> int:
    return next((place for place, part in enumerate(_ORDER) if one.field.startswith(part)), len(_ORDER))
