"""From the record to the report of stage 1; what leaves the body is decided by the same parts as in `composing.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.composing import NOTHING_ELSE, stamp_part, text_part
from app.domain.composing_audit import (
    audit_part,
    body_part,
    body_text,
    client_part,
    deadline_part,
    remote_part,
    signature_fields,
    team_part,
)
from app.domain.composing_fieldwork import evidence_part
from app.domain.composing_findings import count_part, finding_part, told
from app.domain.composing_meetings import attendance, held_meetings, meeting_part
from app.domain.composing_shared import Index, Outside, listed
from app.domain.kinds import FindingState, Grade, PaperKind
from app.domain.report_parts import DeviationLine
from app.domain.stage1 import readiness_lines
from app.domain.stage1_data import ConcernLine, ReadyLine, ReviewLine, SiteConditions, Stage1Data
from app.domain.stage1_documents import refs_of

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.record import AuditRecord
    from app.domain.report_parts import Tool


def compose_stage1(
    record: AuditRecord,
    *,
    head: str,
    revision: int,
    composed_at: datetime,
    tools: tuple[Tool, ...],
    outside: Outside = NOTHING_ELSE,
) -> Stage1Data:
    """Return what the report of stage 1 shows, for the client; the arguments are those of `composing.compose`."""
    index, language = Index(record), record.audit.report_language
    meetings = held_meetings(record)
    return Stage1Data(
        stamp=stamp_part(record, head, revision, composed_at, tools),
        body=body_part(record.body, language, PaperKind.STAGE1_REPORT, outside),
        client=client_part(record),
        audit=audit_part(record, outside),
        conclusion=record.audit.conclusion,
        recommendation=record.audit.recommendation,
        recommendation_facts=record.audit.recommendation_reason,
        internal_audit=record.audit.internal_audit_done,
        management_review=record.audit.management_review_done,
        counts=count_part(record, outside),
        deadlines=deadline_part(record),
        team=team_part(record),
        meetings=tuple(meeting_part(one, record) for one in meetings),
        attendees=attendance(meetings, outside),
        documents=_documents(record),
        readiness=tuple(ReadyLine(one.ref, one.title, one.state, one.remark) for one in readiness_lines(record)),
        sites=tuple(SiteConditions(one.label, one.name, one.mode, one.heads, one.conditions) for one in record.sites),
        focus=record.audit.stage2_focus,
        findings=finding_part(record, index, outside),
        concerns=_concerns(record, outside),
        evidence=evidence_part(record, index),
        deviations=tuple(
            DeviationLine(one.label, one.subject, one.planned, one.done, one.reason) for one in record.deviations
        ),
        texts=text_part(record),
        remote=remote_part(record),
        confidentiality=body_text(record.body, "confidentiality", language),
        distribution=listed(record.audit.distribution),
        signatures=signature_fields(record, PaperKind.STAGE1_REPORT),
    )


def _documents(record: AuditRecord) -> tuple[ReviewLine, ...]:
    return tuple(
        ReviewLine(
            title=one.title, reference=one.reference, edition=one.edition, dated=one.dated,
            requirements=refs_of(one.requirements), adequacy=one.adequacy, remark=one.remark,
            reviewed_by=one.reviewed_by, reviewed_on=one.reviewed_on, known=one.document_id is not None,
        )
        for one in record.reviews
    )  # fmt: skip


def _concerns(record: AuditRecord, outside: Outside) -> tuple[ConcernLine, ...]:
    """Return the ratings of the concerns that the findings tell, the gravest first."""
    standing = [one for one in told(record, outside) if one.state is not FindingState.WITHDRAWN]
    found = [
        ConcernLine(one.label, one.could_become, one.concern_rating) for one in standing if one.grade is Grade.CONCERN
    ]
    return tuple(sorted(found, key=_gravest))


def _gravest(one: ConcernLine) -> tuple[int, str]:
    return -(one.rating or 0), one.number
