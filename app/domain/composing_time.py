"""From the record to the paper of the audit time: the calculation this audit rests on (27006-1, Annex C)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from app.domain.audit_time import inputs_from_json, result_from_json
from app.domain.composing import NOTHING_ELSE, stamp_part
from app.domain.composing_audit import audit_part, body_part, client_part
from app.domain.composing_shared import Index, Outside, local
from app.domain.errors import UserMistake
from app.domain.kinds import Audience, PaperKind
from app.domain.problems import Problem, blocking
from app.domain.report_parts import SignatureWanted, SignerRole
from app.domain.time_data import TimeData

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.record import AuditRecord
    from app.domain.report_parts import Tool

NOT_USED: Final = "time_not_used"


def missing_time(record: AuditRecord) -> tuple[Problem, ...]:
    """Return what stops the paper: no calculation is used for this audit."""
    return () if record.time and record.calculation else (blocking(NOT_USED),)


def compose_time(
    record: AuditRecord,
    *,
    head: str,
    revision: int,
    composed_at: datetime,
    tools: tuple[Tool, ...],
    outside: Outside = NOTHING_ELSE,
) -> TimeData:
    """Return what the paper shows, for the body only; the arguments are those of `composing.compose`.

    Raises:
        UserMistake: `time_not_used` while the audit rests on no calculation.
    """
    time, kept = record.time, record.calculation
    if time is None or kept is None:
        raise UserMistake(NOT_USED)
    standard = next(iter(audit_part(record, outside).criteria), None)
    stamp = stamp_part(record, head, revision, composed_at, tools)
    made = local(kept.created_at, record.audit.zone)
    return TimeData(
        stamp=replace(stamp, audience=Audience.BODY_ONLY),
        body=body_part(record.body, record.audit.report_language, PaperKind.AUDIT_TIME, outside),
        client=client_part(record),
        reference=record.audit.reference,
        kind=record.audit.type,
        standard=f"{standard.title}:{standard.version}".rstrip(":") if standard else "",
        calculated_on=made.date() if made else None,
        calculated_by=next((one.name for one in record.people if one.id == kept.created_by), ""),
        approved_by=kept.approved_by,
        remark=kept.remark,
        inputs=inputs_from_json(kept.inputs),
        result=result_from_json(kept.result),
        used_days=Fraction(time.days),
        used_reason=time.remark,
        signatures=(SignatureWanted("LeadAuditor", SignerRole.LEAD_AUDITOR, Index(record).lead, required=True),),
    )
