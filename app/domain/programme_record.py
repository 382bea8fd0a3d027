"""Frozen values of the cycle in time (what tables of `models.programme` hold)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.kinds import CycleState, FormKind, FormResult, ProgrammeLine, ProgrammeStep
from app.domain.recorded import Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleEvent(Recorded):
    """One step of a cycle with who took it, when, and the record it leaves; `event` is a value of `cycle.Event`."""

    cycle_id: str = ""
    audit_id: str | None = None
    event: str
    old: CycleState | None = None
    new: CycleState
    actor: str = ""
    by_name: str = ""
    happened_on: date
    record: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeCell(Recorded):
    """A cell of the programme: is this requirement, site or process planned for this audit of the cycle."""

    cycle_id: str = ""
    line: ProgrammeLine
    key: str
    step: ProgrammeStep
    planned: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeCalculation(Recorded):
    """One calculation of audit time; never changed. `inputs` and `result` are those of `domain/audit_time.py`."""

    client_id: str = ""
    cycle_id: str | None = None
    audit_id: str | None = None
    purpose: str
    inputs: Mapping[str, Any]
    result: Mapping[str, Any]
    chart_version: int = 1
    chart_sha256: str = ""
    approved_by: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditTime(Recorded):
    """Which calculation an audit rests on and the days it gives to this audit (a fraction as text, `13/2`)."""

    audit_id: str = ""
    calculation_id: str = ""
    days: str
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDraw(Recorded):
    """One draw of the sites to visit; never changed. `listed` and `chosen` hold keys of sites in their order."""

    client_id: str = ""
    cycle_id: str | None = None
    audit_id: str | None = None
    step: ProgrammeStep
    seed: str
    method: str
    listed: Sequence[str]
    chosen: Sequence[str]
    by_risk: Sequence[str]
    minimum: int = 0
    size: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewForm(Recorded):
    """A filled form of the body; `answers` are {key, answer, remark} in the order of the form."""

    cycle_id: str = ""
    audit_id: str | None = None
    kind: FormKind
    answers: Sequence[Mapping[str, Any]]
    result: FormResult = FormResult.OPEN
    reason: str = ""
    by_name: str = ""
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineSetting(Recorded):
    """One number of the body's deadlines that differs from its preset; `unit` is a value of `deadlines.Unit`."""

    body_id: str = ""
    code: str
    amount: int
    unit: str = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday(Recorded):
    """A day on which the body does not work."""

    body_id: str = ""
    day: date
    name: str = ""
