"""Empty sheets to print before the audit: what stands on them already."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.kinds import AuditType, Side
from app.domain.report import PaperStamp
from app.domain.report_parts import ReportBody, ReportClient


class Sheet(StrEnum):
    """The sheets there are."""

    ATTENDANCE = "attendance"
    FINDING = "finding"
    SCOPE = "scope"


@dataclass(frozen=True, slots=True)
class BlankSheetData:
    """Head of a sheet; `people` (name, function, side) are printed into the attendance, lines for others below them."""

    stamp: PaperStamp
    body: ReportBody
    client: ReportClient
    reference: str
    file_number: str
    audit_kind: AuditType
    scope: str
    sheet: Sheet
    people: tuple[tuple[str, str, Side], ...] = ()
