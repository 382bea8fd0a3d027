"""Which days of a calculation one audit takes, and what changed from one calculation to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from app.domain.audit_time_result import TimeResult
from app.domain.audit_time_values import HALF, Purpose
from app.domain.errors import UserMistake
from app.domain.kinds import AuditType
from app.domain.sentence import N_


class UsedPart(StrEnum):
    """A part of a calculation; `typed`: days that a person decided on for this audit."""

    STAGE1 = "stage1"
    STAGE2 = "stage2"
    INITIAL = "initial"
    SURVEILLANCE = "surveillance"
    RECERTIFICATION = "recertification"
    TYPED = "typed"


PURPOSE_OF: Final = {
    AuditType.STAGE1: Purpose.INITIAL,
    AuditType.STAGE2: Purpose.INITIAL,
    AuditType.SURVEILLANCE: Purpose.SURVEILLANCE,
    AuditType.RECERTIFICATION: Purpose.RECERTIFICATION,
    AuditType.SPECIAL: Purpose.SPECIAL,
}
_USUAL: Final = {
    AuditType.STAGE1: UsedPart.STAGE1,
    AuditType.STAGE2: UsedPart.STAGE2,
    AuditType.SURVEILLANCE: UsedPart.SURVEILLANCE,
    AuditType.RECERTIFICATION: UsedPart.RECERTIFICATION,
}
Number = Callable[[TimeResult], Fraction]


def parts(result: TimeResult) -> tuple[tuple[UsedPart, Fraction], ...]:
    """Return the parts that a calculation gives days for, in their order.

    What was decided or audited together with other standards counts for the purpose of the calculation; the days of
    the other audits of the cycle are those that follow from the initial time.
    """
    valid, days, purpose = result.valid, result.days, result.purpose
    found: list[tuple[UsedPart, Fraction]] = []
    if valid.stage1 is not None and valid.stage2 is not None:
        found += [(UsedPart.STAGE1, valid.stage1), (UsedPart.STAGE2, valid.stage2)]
    if purpose is Purpose.INITIAL:
        found.append((UsedPart.INITIAL, valid.days))
    if purpose is not Purpose.SPECIAL:
        surveillance = valid.days if purpose is Purpose.SURVEILLANCE else days.surveillance
        again = valid.days if purpose is Purpose.RECERTIFICATION else days.recertification
        found += [(UsedPart.SURVEILLANCE, surveillance), (UsedPart.RECERTIFICATION, again)]
    return tuple(found)


def usual_part(kind: AuditType, result: TimeResult) -> UsedPart:
    """Return the part that an audit of this kind takes, `TYPED` where the calculation gives it none."""
    wanted = _USUAL.get(kind, UsedPart.TYPED)
    return wanted if wanted in dict(parts(result)) else UsedPart.TYPED


def days_of(result: TimeResult, part: UsedPart, typed: Fraction | None = None, reason: str = "") -> Fraction:
    """Return the days an audit takes from a calculation.

    A special audit takes the days of its calculation when nothing else is typed.

    Raises:
        UserMistake: `time_part_missing`; for typed days `time_used_days_wrong`, `time_used_reason_missing`.
    """
    if part is not UsedPart.TYPED:
        found = dict(parts(result)).get(part)
        if found is None:
            raise UserMistake("time_part_missing", field="part")
        return found
    if typed is None or typed < HALF:
        raise UserMistake("time_used_days_wrong", field="days")
    if not reason.strip() and not (result.purpose is Purpose.SPECIAL and typed == result.valid.days):
        raise UserMistake("time_used_reason_missing", field="reason")
    return typed


@dataclass(frozen=True, slots=True)
class Changed:
    """A number that differs between two calculations; `name` is its message id, `unit` `%` or empty."""

    name: str
    before: Fraction
    after: Fraction
    unit: str = ""


_COMPARED: Final[tuple[tuple[str, str, Number], ...]] = (
    (N_("Effective persons"), "", lambda one: one.heads.exact),
    (N_("Base from the chart"), "", lambda one: one.heads.base),
    (N_("Percent"), "%", lambda one: one.percent.applied),
    (N_("Days for this purpose"), "", lambda one: one.valid.days),
    (N_("With the client"), "%", lambda one: one.client_percent),
)


def differences(before: TimeResult, after: TimeResult) -> tuple[Changed, ...]:
    """Return the numbers that changed from one calculation to the next, in the order of the steps."""
    return tuple(
        Changed(name, number(before), number(after), unit)
        for name, unit, number in _COMPARED
        if number(before) != number(after)
    )
