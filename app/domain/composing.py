"""From the record to the paper: pure functions that decide what leaves the body and what does not.

What is not put into `ReportData` can neither be printed nor be read in the copy inside the PDF. Left out: running
notes, evidence in the inbox, withdrawn evidence and drafts, everything of confidential evidence but number, kind and
result, the name of a person met where the record does not allow it (design, section 10, point 5; issue 3, point 6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.composing_audit import (
    audit_part,
    body_part,
    body_text,
    client_part,
    deadline_part,
    remote_part,
    signature_fields,
    signature_part,
    team_part,
)
from app.domain.composing_fieldwork import evidence_part, photo_part, sample_part, theme_part, verdict_part
from app.domain.composing_findings import count_part, finding_part
from app.domain.composing_meetings import attendance, held_meetings, meeting_part
from app.domain.composing_shared import Index, Outside, listed, local
from app.domain.composing_signed import Spoken, scope_sheet, signed_list
from app.domain.composing_trails import trail_part
from app.domain.errors import UserMistake
from app.domain.kinds import Audience, MeetingKind, PaperKind, TextState
from app.domain.report import MeetingRecordData, PaperStamp, ReportData
from app.domain.report_parts import DeviationLine, ReportText, Tool

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.record import AuditRecord

__all__ = ["Outside", "compose", "compose_meeting"]

NOTHING_ELSE = Outside()
IN_ENGLISH: Spoken = (str, str)
PAPERS = {MeetingKind.OPENING: PaperKind.OPENING_RECORD, MeetingKind.CLOSING: PaperKind.CLOSING_RECORD}


def compose(
    record: AuditRecord,
    *,
    head: str,
    revision: int,
    composed_at: datetime,
    tools: tuple[Tool, ...],
    outside: Outside = NOTHING_ELSE,
) -> ReportData:
    """Return what the report of this audit shows, for the client.

    Args:
        record: the whole audit.
        head: trail head of this moment, 64 hex digits.
        revision: number of this report.
        composed_at: the moment (aware); it prints in the zone of the audit.
        tools: libraries that shape the bytes.
        outside: pictures that can be printed and words in the language of the paper.
    """
    index = Index(record)
    language = record.audit.report_language
    verdicts = verdict_part(record, index)
    meetings = held_meetings(record)
    return ReportData(
        stamp=stamp_part(record, head, revision, composed_at, tools),
        body=body_part(record.body, language, PaperKind.REPORT, outside),
        client=client_part(record),
        audit=audit_part(record, outside),
        conclusion=record.audit.conclusion,
        recommendation=record.audit.recommendation,
        recommendation_facts=record.audit.recommendation_reason,
        counts=count_part(record, outside),
        deadlines=deadline_part(record),
        team=team_part(record),
        meetings=tuple(meeting_part(one, record) for one in meetings),
        attendees=attendance(meetings, outside),
        findings=finding_part(record, index, outside),
        verdicts=verdicts,
        theme_counts=theme_part(verdicts),
        evidence=evidence_part(record, index),
        photos=photo_part(record, outside),
        samples=sample_part(record),
        deviations=tuple(
            DeviationLine(one.label, one.subject, one.planned, one.done, one.reason) for one in record.deviations
        ),
        texts=text_part(record),
        remote=remote_part(record),
        confidentiality=body_text(record.body, "confidentiality", language),
        distribution=listed(record.audit.distribution),
        signatures=signature_part(record),
        trails=trail_part(record, outside),
    )


def compose_meeting(
    record: AuditRecord,
    meeting_id: str,
    *,
    head: str,
    composed_at: datetime,
    tools: tuple[Tool, ...],
    outside: Outside = NOTHING_ELSE,
    words: Spoken = IN_ENGLISH,
) -> MeetingRecordData:
    """Return what the record of one meeting shows; raises `UserMistake("meeting_unknown")`.

    `words` give the texts that were signed, in the language of the paper.
    """
    meeting = next((one for one in record.meetings if one.id == meeting_id), None)
    if meeting is None:
        raise UserMistake("meeting_unknown")
    paper = PAPERS.get(meeting.kind, PaperKind.OPENING_RECORD)
    return MeetingRecordData(
        stamp=stamp_part(record, head, 1, composed_at, tools),
        body=body_part(record.body, record.audit.report_language, paper, outside),
        client=client_part(record),
        reference=record.audit.reference,
        file_number=record.audit.file_number,
        audit_kind=record.audit.type,
        scope=record.audit.scope,
        meeting=meeting_part(meeting, record),
        attendees=attendance((meeting,), outside),
        signatures=signature_fields(record, paper),
        signed=signed_list(record, meeting, *words),
        scope_sheet=scope_sheet(record, meeting, *words),
    )


def stamp_part(
    record: AuditRecord, head: str, revision: int, composed_at: datetime, tools: tuple[Tool, ...]
) -> PaperStamp:
    """Return what every paper of this audit carries."""
    moment = local(composed_at, record.audit.zone)
    if moment is None:
        raise ValueError("a paper without time")
    return PaperStamp(record.audit.report_language, Audience.CLIENT, revision, head, moment, tools)


def text_part(record: AuditRecord) -> tuple[ReportText, ...]:
    """Return the narrative texts by their row; an empty one is not told, an explicit "none" is."""
    filled = [one for one in record.texts if one.state is not TextState.EMPTY]
    filled.sort(key=lambda one: one.key)
    return tuple(ReportText(one.key, one.state, "" if one.state is TextState.NONE else one.text) for one in filled)
