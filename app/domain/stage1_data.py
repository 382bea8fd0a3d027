"""What the report of stage 1 shows, as frozen plain values (17021-1, 9.3.1.2.3; 27006-1, 9.3.1); see `report.py`.

Rows of the S1 column (certification-audit facts, section 9): the head, the meetings and the findings have the parts of
the audit report; documents, readiness, sites, focus and ratings of concerns are its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.kinds import Adequacy, Grade, Mode, Ready, Recommendation
from app.domain.report import PaperStamp
from app.domain.report_parts import (
    Attendee,
    Deadline,
    DeviationLine,
    EvidenceLine,
    FindingLine,
    GradeCount,
    MeetingPart,
    RemotePart,
    ReportAudit,
    ReportBody,
    ReportClient,
    ReportText,
    SignatureWanted,
    TeamLine,
)


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A document as it was reviewed (RPT-21); `known` tells that the client's register holds it."""

    title: str
    reference: str
    edition: str
    dated: date | None
    requirements: tuple[str, ...]
    adequacy: Adequacy
    remark: str
    reviewed_by: str
    reviewed_on: date | None
    known: bool


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """Readiness of one clause or theme for stage 2 (RPT-39)."""

    ref: str
    title: str
    state: Ready
    remark: str


@dataclass(frozen=True, slots=True)
class SiteConditions:
    """What was found at a site (17021-1, 9.3.1.2.2 b)."""

    code: str
    name: str
    mode: Mode
    heads: int | None
    conditions: str


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """How a concern is rated: number of the finding, what it could become, 1 improvement to 3 not ready."""

    number: str
    could_become: Grade | None
    rating: int | None


@dataclass(frozen=True, slots=True)
class Stage1Data:
    """One revision of the report of stage 1: all that its pages show."""

    stamp: PaperStamp
    body: ReportBody
    client: ReportClient
    audit: ReportAudit
    conclusion: str
    recommendation: Recommendation | None
    recommendation_facts: str
    internal_audit: bool | None
    management_review: bool | None
    counts: tuple[GradeCount, ...]
    deadlines: tuple[Deadline, ...]
    team: tuple[TeamLine, ...]
    meetings: tuple[MeetingPart, ...]
    attendees: tuple[Attendee, ...]
    documents: tuple[ReviewLine, ...]
    readiness: tuple[ReadyLine, ...]
    sites: tuple[SiteConditions, ...]
    focus: str
    findings: tuple[FindingLine, ...]
    concerns: tuple[ConcernLine, ...]
    evidence: tuple[EvidenceLine, ...]
    deviations: tuple[DeviationLine, ...]
    texts: tuple[ReportText, ...]
    remote: RemotePart | None
    confidentiality: str
    distribution: tuple[str, ...]
    signatures: tuple[SignatureWanted, ...]
