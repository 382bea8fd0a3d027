"""`AuditRecord`: one whole audit as frozen plain values.

Composing the report, exporting, merging and comparing are functions of it; `storage.records` is the only mapper
between it and the tables (design, section 10, point 5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.client import Body, Client, Person, Soa
from app.domain.client_file import FurtherData
from app.domain.confirming import Attestation, GateReason
from app.domain.fieldwork import Evidence, Finding, JudgementRow, Meeting, Note, Session, VerdictRow
from app.domain.kinds import (
    Assignment,
    Audience,
    AuditState,
    AuditType,
    CycleState,
    IdentityKind,
    ItemKind,
    Mode,
    PaperKind,
    PaperState,
    ProgrammeStep,
    Reached,
    Recommendation,
    RowKind,
    Side,
    SiteKind,
    TeamRole,
    TextState,
)
from app.domain.preparing import (
    Bar,
    CarriedItem,
    ClientStatement,
    Competence,
    Declaration,
    DocumentReview,
    NextPoint,
    Readiness,
    WithheldRecord,
)
from app.domain.programme_record import AuditTime, SiteDraw, TimeCalculation
from app.domain.recorded import Recorded
from app.domain.samples import Destruction, Question, Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle(Recorded):
    """A certification cycle of one client and one standard."""

    client_id: str = ""
    standard: str = "iso27001"
    number: int = 1
    file_number: str = ""
    state: CycleState = CycleState.PROGRAMME_SET
    decided_on: date | None = None
    expires_on: date | None = None
    old_expires_on: date | None = None
    suspended_on: date | None = None
    certificate: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaRow(Recorded):
    """One requirement of the pinned copy of a criteria set."""

    criteria_id: str = ""
    ref: str
    parent: str = ""
    kind: ItemKind = ItemKind.CLAUSE
    title: str = ""
    theme: str = ""
    auditable: bool = True
    mandatory_document: str = ""
    note: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria(Recorded):
    """A criteria set pinned in the audit with version and hash, joined to the cycle it serves."""

    audit_id: str = ""
    cycle_id: str | None = None
    key: str
    edition: str = ""
    catalogue_version: int = 1
    sha256: str = ""
    position: int = 0
    items: tuple[CriteriaRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Recorded):
    """One objective of the audit and whether it was reached."""

    audit_id: str = ""
    position: int = 0
    text: str
    reached: Reached = Reached.OPEN
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember(Recorded):
    """A person in or beside the audit team with role, competence and declaration."""

    audit_id: str = ""
    person_id: str | None = None
    name: str
    latin_name: str = ""
    initials: str = ""
    role: TeamRole = TeamRole.AUDITOR
    side: Side = Side.BODY
    days: str = ""
    area: str = ""
    competence: str = ""
    accompanies: str = ""
    declared_on: date | None = None
    declaration: str = ""
    assignment: Assignment = Assignment.OPEN
    assignment_reason: str = ""
    assigned_on: date | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSite(Recorded):
    """A site in this audit, copied from the client so that later changes do not move the record."""

    audit_id: str = ""
    client_site_id: str | None = None
    label: str = ""
    name: str
    address: str = ""
    activities: str = ""
    zone: str = "UTC"
    heads: int | None = None
    mode: Mode = Mode.ON_SITE
    kind: SiteKind = SiteKind.PERMANENT
    central: bool = False
    conditions: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableRow(Recorded):
    """A row of the audit plan; `auditors` are initials or names, times are local (`HH:MM`)."""

    audit_id: str = ""
    label: str = ""
    kind: RowKind = RowKind.AUDIT
    process_id: str | None = None
    day: date | None = None
    starts: str = ""
    ends: str = ""
    site_id: str | None = None
    mode: Mode = Mode.ON_SITE
    topic: str = ""
    auditors: str = ""
    people: str = ""
    language: str = ""
    position: int = 0
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation(Recorded):
    """A departure from the plan with its reason (17021-1, 9.4.8)."""

    audit_id: str = ""
    label: str = ""
    subject: str = ""
    planned: str = ""
    done: str = ""
    reason: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportText(Recorded):
    """A narrative text of the report; `key` is a row id (`RPT-18`)."""

    audit_id: str = ""
    key: str
    text: str = ""
    state: TextState = TextState.EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSignature(Recorded):
    """A signature in a paper: who, in which field, with which key, when by the device clock, and the file it made."""

    paper_id: str = ""
    identity_id: str | None = None
    field: str = ""
    name: str = ""
    role: str = ""
    fingerprint: str = ""
    signed_at: datetime | None = None
    file_blob_id: str | None = None
    file_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Recorded):
    """A revision of a paper: frozen data, unsigned bytes (hash) and, once signed, the file."""

    audit_id: str = ""
    kind: PaperKind = PaperKind.REPORT
    subject_id: str = ""
    audience: Audience = Audience.CLIENT
    revision: int = 0
    state: PaperState = PaperState.FROZEN
    trail_head: str = ""
    data_blob_id: str | None = None
    unsigned_blob_id: str | None = None
    file_blob_id: str | None = None
    unsigned_sha256: str = ""
    file_sha256: str = ""
    composed_at: datetime | None = None
    signatures: tuple[PaperSignature, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningIdentity(Recorded):
    """A signing identity known to the workspace; the key itself stays in the encrypted PKCS#12 bytes.

    A pinned certificate of somebody else has no key here; `role` limits the pin to one role of a paper.
    """

    person_id: str | None = None
    name: str
    organisation: str = ""
    kind: IdentityKind = IdentityKind.SELF_MADE
    fingerprint: str = ""
    has_key: bool = True
    trusted: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit(Recorded):
    """The head of one audit."""

    client_id: str = ""
    soa_id: str | None = None
    reference: str
    type: AuditType = AuditType.STAGE2
    state: AuditState = AuditState.PREPARED
    scope: str = ""
    scope_confirmed: bool = False
    language: str = "en"
    report_language: str = "en"
    planned_start: date | None = None
    planned_end: date | None = None
    closed_on: date | None = None
    file_number: str = ""
    criteria_note: str = ""
    remote_note: str = ""
    conclusion: str = ""
    recommendation: Recommendation | None = None
    recommendation_reason: str = ""
    internal_audit_done: bool | None = None
    management_review_done: bool | None = None
    aborted_reason: str = ""
    aborted_on: date | None = None
    aborted_told: str = ""
    scope_final: str = ""
    distribution: str = ""
    zone: str = "UTC"
    previous_id: str | None = None
    step: ProgrammeStep | None = None
    plan_sent_on: date | None = None
    plan_note: str = ""
    stage2_focus: str = ""
    integration_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One line of the list of audits on Home."""

    id: str
    reference: str
    client: str
    type: AuditType
    state: AuditState
    planned_start: date | None
    planned_end: date | None
    closed_on: date | None
    evidence: int
    findings: int
    client_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord:
    """One whole audit. Tuples are sorted by position, number or time; nothing in it is a query."""

    audit: Audit
    body: Body
    client: Client
    soa: Soa | None = None
    cycles: tuple[Cycle, ...] = ()
    criteria: tuple[Criteria, ...] = ()
    objectives: tuple[Objective, ...] = ()
    team: tuple[TeamMember, ...] = ()
    sites: tuple[AuditSite, ...] = ()
    timetable: tuple[TimetableRow, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    sessions: tuple[Session, ...] = ()
    notes: tuple[Note, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    judgements: tuple[JudgementRow, ...] = ()
    verdicts: tuple[VerdictRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    texts: tuple[ReportText, ...] = ()
    papers: tuple[Paper, ...] = ()
    people: tuple[Person, ...] = ()
    competences: tuple[Competence, ...] = ()
    bars: tuple[Bar, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    statements: tuple[ClientStatement, ...] = ()
    withheld: tuple[WithheldRecord, ...] = ()
    reviews: tuple[DocumentReview, ...] = ()
    readiness: tuple[Readiness, ...] = ()
    carried: tuple[CarriedItem, ...] = ()
    next_points: tuple[NextPoint, ...] = ()
    further: tuple[FurtherData, ...] = ()
    time: AuditTime | None = None
    calculation: TimeCalculation | None = None
    draws: tuple[SiteDraw, ...] = ()
    questions: tuple[Question, ...] = ()
    threads: tuple[Thread, ...] = ()
    destructions: tuple[Destruction, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    gate_reasons: tuple[GateReason, ...] = ()
