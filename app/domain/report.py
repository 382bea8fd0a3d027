"""What the audit report and the meeting records show, as frozen plain values: this and nothing else.

`services.reports` composes these; `reporting` prints them; their canonical JSON (`report_json`) is kept with
the revision and attached inside the PDF. Because the attachment is these very values, a thing that must not
leave the body (confidential evidence, notes, withdrawn drafts) must not be put here at all.
Words for enums are made at the edge, so that one record prints in any language.
Content: certification-audit facts, section 9 (ISO/IEC 17021-1, 9.4.8; ISO/IEC 27006-1, 9.4.3).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime

from app.domain.kinds import Audience, AuditType, Recommendation
from app.domain.plain import canonical_bytes, from_plain, later, to_plain
from app.domain.report_parts import (
    Attendee,
    Deadline,
    DeviationLine,
    EvidenceLine,
    FindingLine,
    GradeCount,
    MeetingPart,
    PhotoLine,
    RemotePart,
    ReportAudit,
    ReportBody,
    ReportClient,
    ReportText,
    SampleLine,
    SignatureWanted,
    TeamLine,
    ThemeCount,
    Tool,
    TrailLine,
    VerdictLine,
)
from app.domain.signed_lines import ScopeSheet, SignedList

REPORT_FORMAT = "onsite.report/1"
MEETING_FORMAT = "onsite.meeting-record/1"


@dataclass(frozen=True, slots=True)
class PaperStamp:
    """What every paper carries: language, audience, revision, trail head (64 hex) and time of composing."""

    language: str
    audience: Audience
    revision: int
    trail_head: str
    composed_at: datetime
    tools: tuple[Tool, ...]

    def __post_init__(self) -> None:
        """Refuse a trail head that is not 64 lower-case hex digits and a time without zone."""
        if not re.fullmatch(r"[0-9a-f]{64}", self.trail_head):
            raise ValueError("trail head")
        if self.composed_at.tzinfo is None:
            raise ValueError("naive time")


@dataclass(frozen=True, slots=True)
class ReportData:
    """One revision of an audit report: all that its pages show."""

    stamp: PaperStamp
    body: ReportBody
    client: ReportClient
    audit: ReportAudit
    conclusion: str
    recommendation: Recommendation | None
    recommendation_facts: str
    counts: tuple[GradeCount, ...]
    deadlines: tuple[Deadline, ...]
    team: tuple[TeamLine, ...]
    meetings: tuple[MeetingPart, ...]
    attendees: tuple[Attendee, ...]
    findings: tuple[FindingLine, ...]
    verdicts: tuple[VerdictLine, ...]
    theme_counts: tuple[ThemeCount, ...]
    evidence: tuple[EvidenceLine, ...]
    photos: tuple[PhotoLine, ...]
    samples: tuple[SampleLine, ...]
    deviations: tuple[DeviationLine, ...]
    texts: tuple[ReportText, ...]
    remote: RemotePart | None
    confidentiality: str
    distribution: tuple[str, ...]
    signatures: tuple[SignatureWanted, ...]
    trails: tuple[TrailLine, ...] = later()


@dataclass(frozen=True, slots=True)
class MeetingRecordData:
    """The record of one meeting, a paper of its own. `attendees[i].at` has one entry."""

    stamp: PaperStamp
    body: ReportBody
    client: ReportClient
    reference: str
    file_number: str
    audit_kind: AuditType
    scope: str
    meeting: MeetingPart
    attendees: tuple[Attendee, ...]
    signatures: tuple[SignatureWanted, ...]
    signed: tuple[SignedList, ...] = later()
    scope_sheet: tuple[ScopeSheet, ...] = later()


def report_json(data: ReportData) -> bytes:
    """Return the canonical JSON of a report: the machine-readable copy inside the PDF, and what is frozen."""
    return canonical_bytes({"format": REPORT_FORMAT, "report": to_plain(data)})


def meeting_json(data: MeetingRecordData) -> bytes:
    """Return the canonical JSON of a meeting record."""
    return canonical_bytes({"format": MEETING_FORMAT, "record": to_plain(data)})


def from_json(text: bytes) -> ReportData:
    """Read what `report_json` wrote; raises ValueError for anything else."""
    return from_plain(ReportData, content_of(text, REPORT_FORMAT, "report"))


def meeting_from_json(text: bytes) -> MeetingRecordData:
    """Read what `meeting_json` wrote; raises ValueError for anything else."""
    return from_plain(MeetingRecordData, content_of(text, MEETING_FORMAT, "record"))


def content_of(text: bytes, expected: str, key: str) -> object:
    """Return what stands under `key` in a document of the format `expected`; raises ValueError for anything else."""
    document = json.loads(text)
    if not isinstance(document, dict) or set(document) != {"format", key} or document["format"] != expected:
        raise ValueError("not a paper of this kind")
    return document[key]
