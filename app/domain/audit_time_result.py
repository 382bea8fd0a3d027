"""What comes out of a calculation of audit time: every step with its exact value, kept as an immutable row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.domain.audit_time_values import Level, Purpose, TimeRules


class WarningCode(StrEnum):
    """What is pointed out and stops nothing; the sentences are in `sentences_time.py`."""

    ONE_SOURCE = "time_one_source"
    MANUAL_BASE = "time_manual_base"
    PERCENT_OUTSIDE = "time_percent_outside_used"
    CAPPED = "time_capped"
    ROUNDING_RAISED = "time_rounding_raised"
    INTEGRATION_RAISED = "time_integration_raised"
    CLIENT_SHARE_LOW = "time_client_share_low"
    REMOTE_HIGH = "time_remote_high"
    OVERRIDE_BELOW_LIMIT = "time_override_below_limit"


@dataclass(frozen=True, slots=True)
class Named:
    """A number that fills a placeholder of a sentence."""

    name: str
    value: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWarning:
    """One thing to look at twice."""

    code: WarningCode
    values: tuple[Named, ...] = ()

    def value(self, name: str) -> Fraction:
        """Return the number called `name`; KeyError if there is none."""
        return {one.name: one.value for one in self.values}[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupResult:
    """A group of heads with its size (heads by share) and what it counts as."""

    name: str
    count: int
    share: Fraction
    identical: bool
    size: Fraction
    counted: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """Days parted twice: into stages (None where the audit has none) and into places. Both sums are `days`, exactly."""

    days: Fraction
    stage1: Fraction | None
    stage2: Fraction | None
    on_site: Fraction
    remote: Fraction
    office: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadsStep:
    """From heads to the base; `band_from` and `band_to` are None where the base was entered by hand."""

    groups: tuple[GroupResult, ...]
    exact: Fraction
    persons: int
    band_from: int | None
    band_to: int | None
    base: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class PercentStep:
    """From factors to the percent that is applied; `capped` tells that the wish went below the cap."""

    business_sum: int
    it_sum: int
    business_level: Level
    it_level: Level
    cell_low: Fraction
    cell_high: Fraction
    chosen: Fraction
    others: Fraction
    total: Fraction
    capped: bool
    applied: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysStep:
    """From the percent to days; `limit` is what the cap leaves of the base at least, the exact values are `*raw`."""

    limit: Fraction
    raw: Fraction
    initial: Fraction
    surveillance_raw: Fraction
    surveillance: Fraction
    recertification_raw: Fraction
    recertification: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherStep:
    """Several standards in one audit: the sum of the single times, reduced by integration, rounded."""

    sum: Fraction
    percent: Fraction
    limit: Fraction
    raw: Fraction
    days: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeResult:
    """The calculation step by step; the order of the fields is the order of the steps.

    `single` are the days of this standard for this purpose. `calculated` is what the formula gives and `decided` what
    a person decided instead, None if nobody did.
    """

    method: str
    chart_key: str
    chart_version: int
    chart_sha256: str
    rules: TimeRules
    purpose: Purpose
    heads: HeadsStep
    percent: PercentStep
    days: DaysStep
    single: Fraction
    together: TogetherStep | None
    client_percent: Fraction
    remote_percent: Fraction
    calculated: Division
    decided: Division | None
    warnings: tuple[TimeWarning, ...]

    @property
    def valid(self) -> Division:
        """Return what the plan is measured by: the decided days, or else the calculated ones."""
        return self.decided or self.calculated
