"""What the paper of a calculation of audit time shows, as frozen plain values; see `report.py` for their rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.domain.audit_time_result import TimeResult
from app.domain.audit_time_values import TimeInputs
from app.domain.kinds import AuditType
from app.domain.report import PaperStamp
from app.domain.report_parts import ReportBody, ReportClient, SignatureWanted


@dataclass(frozen=True, slots=True)
class TimeData:
    """One calculation with everything that was entered for it, and the days the audit takes from it.

    `standard` is the criteria set with its version, `calculated_by` whoever kept the calculation, `remark` theirs;
    `used_reason` says why the audit takes other days than a part of the calculation.
    """

    stamp: PaperStamp
    body: ReportBody
    client: ReportClient
    reference: str
    kind: AuditType
    standard: str
    calculated_on: date | None
    calculated_by: str
    approved_by: str
    remark: str
    inputs: TimeInputs
    result: TimeResult
    used_days: Fraction
    used_reason: str
    signatures: tuple[SignatureWanted, ...]
