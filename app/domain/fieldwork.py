"""Frozen values of what happens at the client: meetings, sessions, evidence, verdicts, findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.confirming import Amendment, AttendanceSpan, MeetingAnswer, PointRepeat
from app.domain.kinds import (
    Acknowledgement,
    Confirmation,
    EvidenceKind,
    EvidenceState,
    FindingState,
    Grade,
    Judgement,
    MeetingKind,
    MeetingState,
    Mode,
    PointState,
    Presence,
    Side,
    SortedAs,
    TeamRole,
    Verdict,
)
from app.domain.recorded import Recorded
from app.domain.samples import RuleDecision, SampleRound


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPoint(Recorded):
    """One agenda point of a meeting (`code` = OM-01 .. CM-20), ticked with time and remark."""

    meeting_id: str = ""
    code: str
    position: int = 0
    mandatory: bool = False
    state: PointState = PointState.OPEN
    treated_at: datetime | None = None
    remark: str = ""
    said: str = ""
    reason: str = ""
    repeats: tuple[PointRepeat, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee(Recorded):
    """A person in one meeting; `since`/`until` only for latecomers and early leavers; `role` for people of the team."""

    meeting_id: str = ""
    name: str
    latin_name: str = ""
    function: str = ""
    role: TeamRole | None = None
    side: Side = Side.CLIENT
    presence: Presence = Presence.IN_ROOM
    place: str = ""
    since: datetime | None = None
    until: datetime | None = None
    confirmation: Confirmation = Confirmation.RECORDED_BY_LEAD
    remark: str = ""
    position: int = 0
    spans: tuple[AttendanceSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Recorded):
    """Something to be done that arose in a meeting (A-1)."""

    meeting_id: str = ""
    label: str = ""
    what: str
    who: str = ""
    due: str = ""
    done: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Recorded):
    """A meeting with its record; any number per audit."""

    audit_id: str = ""
    kind: MeetingKind
    site_id: str | None = None
    state: MeetingState = MeetingState.PREPARED
    planned_start: datetime | None = None
    planned_end: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    zone: str = "UTC"
    place: str = ""
    link: str = ""
    chair: str = ""
    language: str = ""
    tools: str = ""
    consent: str = ""
    summary: str = ""
    step: int = 0
    points: tuple[MeetingPoint, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    actions: tuple[Action, ...] = ()
    answers: tuple[MeetingAnswer, ...] = ()
    amendments: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPerson(Recorded):
    """A person met in a session."""

    session_id: str = ""
    name: str
    function: str = ""
    side: Side = Side.CLIENT
    arrived_at: datetime | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Recorded):
    """A part of the fieldwork: a timetable row as it was held, people and place entered once."""

    audit_id: str = ""
    timetable_row_id: str | None = None
    site_id: str | None = None
    topic: str
    mode: Mode = Mode.ON_SITE
    place: str = ""
    remote_tool: str = ""
    guide: str = ""
    interpreter: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    zone: str = "UTC"
    people: tuple[SessionPerson, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementLink(Recorded):
    """A link to a requirement (`item_id`, shown as `ref`) with an optional part, `c) 1)`; `leading` only in findings.

    `other` stands instead of `ref` where a section of the client's document or a legal duty is the requirement.
    """

    item_id: str | None = None
    ref: str = ""
    part: str = ""
    other: str = ""
    leading: bool = False
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(Recorded):
    """A file kept with an evidence item: bytes untouched, addressed by SHA-256 (hex)."""

    audit_id: str | None = None
    blob_id: str = ""
    name: str
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    parent_id: str | None = None
    made_how: str | None = None
    taken_at: datetime | None = None
    destroyed_at: datetime | None = None
    destroyed_reason: str | None = None
    caption: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Recorded):
    """One evidence item. `happened_at` is when it was seen, `created_at` when it was typed.

    The number is per author: `author` initials and `number`; `label` joins them.
    """

    audit_id: str = ""
    author: str = ""
    number: int = 0
    session_id: str | None = None
    site_id: str | None = None
    kind: EvidenceKind = EvidenceKind.NOTE
    state: EvidenceState = EvidenceState.INBOX
    title: str = ""
    text: str = ""
    happened_at: datetime | None = None
    happened_zone: str = "UTC"
    observed_by_id: str | None = None
    judgement: Judgement = Judgement.NOT_JUDGED
    confidential: bool = False
    withdrawn_reason: str = ""
    # document
    document_reference: str = ""
    document_edition: str = ""
    document_date: str = ""
    document_owner: str = ""
    classification: str = ""
    pages: str = ""
    seen_where: str = ""
    copy_kept: bool = False
    consent: str = ""
    # record sample
    sample_what: str = ""
    sample_period: str = ""
    population: int | None = None
    sample_size: int | None = None
    selection: str = ""
    sample_ids: str = ""
    expected: str = ""
    deviating: int | None = None
    # interview
    role: str = ""
    name_in_report: bool = False
    unit: str = ""
    topics: str = ""
    guide_present: str = ""
    # observation, test
    place: str = ""
    photo_allowed: str = ""
    system: str = ""
    setting: str = ""
    operated_by: str = ""
    links: tuple[RequirementLink, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    rounds: tuple[SampleRound, ...] = ()

    @property
    def label(self) -> str:
        """Return the number people say, for example `KZ-12`."""
        return f"{self.author}-{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementRow(Recorded):
    """What one auditor judged of one requirement, at one site or in one session."""

    audit_id: str = ""
    item_id: str = ""
    ref: str = ""
    auditor_id: str | None = None
    site_id: str | None = None
    session_id: str | None = None
    verdict: Verdict = Verdict.OPEN
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRow(Recorded):
    """The lead's consolidated verdict on one requirement; `reason` is needed for `not_audited`."""

    audit_id: str = ""
    item_id: str = ""
    ref: str = ""
    verdict: Verdict = Verdict.OPEN
    note: str = ""
    reason: str = ""
    decided_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeChange(Recorded):
    """A step in the life of a finding's grade, with its reason."""

    finding_id: str = ""
    old: Grade | None = None
    new: Grade | None = None
    reason: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Recorded):
    """A finding: requirement, statement and objective evidence; never a cause or a solution.

    `author` + `number` is the draft number; `final_number` (NC-01) is given when it is issued.
    """

    audit_id: str = ""
    author: str = ""
    number: int = 0
    final_number: str = ""
    grade: Grade = Grade.MINOR
    state: FindingState = FindingState.DRAFT
    title: str = ""
    statement: str = ""
    objective_evidence: str = ""
    grade_reason: str = ""
    process: str = ""
    found_by: str = ""
    happened_at: datetime | None = None
    happened_zone: str = "UTC"
    issued_at: datetime | None = None
    withdrawn_reason: str = ""
    acknowledgement: Acknowledgement = Acknowledgement.OPEN
    acknowledged_by: str = ""
    acknowledged_at: datetime | None = None
    acknowledged_sha256: str = ""
    client_view: str = ""
    team_view: str = ""
    due_plan: date | None = None
    due_verified: date | None = None
    repeats_id: str | None = None
    could_become: Grade | None = None
    concern_rating: int | None = None
    links: tuple[RequirementLink, ...] = ()
    evidence_ids: tuple[str, ...] = ()
    site_ids: tuple[str, ...] = ()
    history: tuple[GradeChange, ...] = ()
    decisions: tuple[RuleDecision, ...] = ()

    @property
    def label(self) -> str:
        """Return the final number, or the draft number while it is a draft (`KZ-F3`)."""
        return self.final_number or f"{self.author}-F{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Recorded):
    """A plain running note with its own time."""

    audit_id: str = ""
    session_id: str | None = None
    author: str = ""
    number: int = 0
    text: str = ""
    said_by: str = ""
    operated_by: str = ""
    sorted_as: SortedAs = SortedAs.OPEN
    sorted_id: str = ""
    happened_at: datetime | None = None
    happened_zone: str = "UTC"
