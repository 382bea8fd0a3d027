"""What goes into a calculation of audit time: heads, factors, percent, adjustments, and the rules of the body.

Percent are plain numbers (`Fraction(-17)` is -17 %), days are auditor days; both are exact. Whether the values may be
used is said by `audit_time_rules.problems`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from app.domain.errors import UserMistake

HALF: Final = Fraction(1, 2)
WHOLE: Final = Fraction(100)
MOST_REDUCTION: Final = Fraction(30)
MOST_INTEGRATION: Final = Fraction(20)
MOST_STAGE1: Final = Fraction(2)
DAY_HOURS: Final = 8
CLOCK_HOURS: Final = 24


class Purpose(StrEnum):
    """For which audit the time is calculated."""

    INITIAL = "initial"
    SURVEILLANCE = "surveillance"
    RECERTIFICATION = "recertification"
    SPECIAL = "special"


class Rounding(StrEnum):
    """How days are rounded; a tie of the first goes up."""

    NEAREST_HALF = "nearest_half"
    CEIL_HALF = "ceil_half"
    CEIL_DAY = "ceil_day"


class Level(StrEnum):
    """The class of one group of factors."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRules:
    """The settings of one certification body; kept with every result.

    Raises:
        UserMistake: `time_rule_wrong` with the field that nobody can mean, for example a cap above 30 %.
    """

    rounding: Rounding = Rounding.NEAREST_HALF
    stage1_percent: Fraction = Fraction(30)
    stage1_minimum: Fraction = HALF
    min_client_percent: Fraction = Fraction(70)
    remote_warning_percent: Fraction = Fraction(30)
    hours_per_day: int = DAY_HOURS
    cap_percent: Fraction = MOST_REDUCTION

    def __post_init__(self) -> None:
        """Refuse settings outside their range: a body may be stricter than the cap, never laxer."""
        allowed = {
            "stage1_percent": 0 < self.stage1_percent < WHOLE,
            "stage1_minimum": HALF <= self.stage1_minimum <= MOST_STAGE1,
            "min_client_percent": 0 <= self.min_client_percent <= WHOLE,
            "remote_warning_percent": 0 <= self.remote_warning_percent <= WHOLE,
            "hours_per_day": 1 <= self.hours_per_day <= CLOCK_HOURS,
            "cap_percent": 0 <= self.cap_percent <= MOST_REDUCTION,
        }
        for field, fits in allowed.items():
            if not fits:
                raise UserMistake("time_rule_wrong", field=field, rule=field)


def body_rules(time_rounding: str, stage1_share: int, client_share: int, remote_warning: int) -> TimeRules:
    """Return the rules for the four settings of the body (shares in whole percent).

    Raises:
        UserMistake: `time_rule_wrong` for a rounding that does not exist or a percent out of range.
    """
    if time_rounding not in set(Rounding):
        raise UserMistake("time_rule_wrong", field="rounding", rule="rounding")
    return TimeRules(
        rounding=Rounding(time_rounding),
        stage1_percent=Fraction(stage1_share),
        min_client_percent=Fraction(client_share),
        remote_warning_percent=Fraction(remote_warning),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadGroup:
    """Persons of one kind of work; `share` is the part of full time each of them works.

    `identical`: all do the same simple activity of low risk, so that the group may count as the square root of its
    size; `justification` says why (27006-1, C.3.4).
    """

    name: str = ""
    count: int
    share: Fraction = Fraction(1)
    identical: bool = False
    justification: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factors:
    """The six factors, each 1 (low), 2 or 3 (high): three of the business, three of the IT."""

    business_kind: int = 2
    processes: int = 2
    maturity: int = 2
    it_variety: int = 2
    outsourcing: int = 2
    development: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """A further adjustment in percent of the base, for example for an interpreter, with its reason."""

    name: str
    percent: Fraction
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSplit:
    """A stage 1 share that differs from the body's setting, with its reason."""

    stage1_percent: Fraction
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How the days are spent, in percent; together 100. `office` is planning and reporting."""

    on_site: Fraction
    remote: Fraction = Fraction(0)
    office: Fraction = Fraction(0)

    @property
    def with_client(self) -> Fraction:
        """Return the percent spent with the client, on site or remote."""
        return self.on_site + self.remote

    @property
    def remote_percent(self) -> Fraction:
        """Return the remote part of the time with the client in percent; 0 where there is none."""
        return self.remote * WHOLE / self.with_client if self.with_client else Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherStandard:
    """Another standard audited together with this one, and the days it would need alone in this audit."""

    name: str
    days: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Days that a person decided on instead of the calculated ones; stored beside them, never in their place."""

    days: Fraction
    reason: str
    approver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeInputs:
    """Everything a person enters for one calculation.

    `percent` is the value chosen inside the cell of the matrix and `percent_reason` says why that one; without a value
    only a cell that holds a single one can be used. `outside_reason` lets a percent outside the cell pass; the cap
    holds all the same. `base_days` replaces the chart only above its last row. `special_days` are the days of a
    special audit, which no formula gives.
    """

    purpose: Purpose = Purpose.INITIAL
    groups: tuple[HeadGroup, ...] = ()
    base_days: Fraction | None = None
    base_reason: str = ""
    factors: Factors = Factors()
    percent: Fraction | None = None
    percent_reason: str = ""
    outside_reason: str = ""
    adjustments: tuple[Adjustment, ...] = ()
    special_days: Fraction | None = None
    special_reason: str = ""
    standards: tuple[OtherStandard, ...] = ()
    integration_percent: Fraction = Fraction(0)
    integration_reason: str = ""
    split: StageSplit | None = None
    shares: Shares | None = None
    override: Override | None = None
