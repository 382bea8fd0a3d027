"""Meetings, sessions, notes, evidence, judgements, verdicts and findings."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import (
    Acknowledgement,
    Confirmation,
    EvidenceKind,
    EvidenceState,
    FindingState,
    Grade,
    MeetingKind,
    MeetingState,
    Mode,
    PointState,
    Presence,
    Side,
    SortedAs,
    TeamRole,
)
from app.domain.kinds import (
    Judgement as JudgementKind,
)
from app.domain.kinds import (
    Verdict as VerdictKind,
)
from app.models.base import Base, Row, enum_column, ref


class Meeting(Row, Base):
    """A meeting with its record; any number per audit."""

    __tablename__ = "meeting"

    audit_id: Mapped[str] = ref("audit.id")
    kind: Mapped[MeetingKind] = enum_column(MeetingKind)
    site_id: Mapped[str | None] = ref("audit_site.id")
    state: Mapped[MeetingState] = enum_column(MeetingState, default=MeetingState.PREPARED)
    planned_start: Mapped[datetime | None]
    planned_end: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    zone: Mapped[str] = mapped_column(default="UTC")
    place: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    chair: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    tools: Mapped[str] = mapped_column(default="")
    consent: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    step: Mapped[int] = mapped_column(default=0)


class MeetingPoint(Row, Base):
    """One agenda point of a meeting (`code` = OM-01 .. CM-20), ticked with time and remark."""

    __tablename__ = "meeting_point"
    __table_args__ = (UniqueConstraint("meeting_id", "code"),)

    meeting_id: Mapped[str] = ref("meeting.id")
    code: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    mandatory: Mapped[bool] = mapped_column(default=False)
    state: Mapped[PointState] = enum_column(PointState, default=PointState.OPEN)
    treated_at: Mapped[datetime | None]
    remark: Mapped[str] = mapped_column(default="")
    said: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")


class Attendee(Row, Base):
    """A person in one meeting; `until`/`since` only for latecomers and early leavers."""

    __tablename__ = "attendee"

    meeting_id: Mapped[str] = ref("meeting.id")
    name: Mapped[str]
    latin_name: Mapped[str] = mapped_column(default="")
    function: Mapped[str] = mapped_column(default="")
    role: Mapped[TeamRole | None] = enum_column(TeamRole)
    side: Mapped[Side] = enum_column(Side, default=Side.CLIENT)
    presence: Mapped[Presence] = enum_column(Presence, default=Presence.IN_ROOM)
    place: Mapped[str] = mapped_column(default="")
    since: Mapped[datetime | None]
    until: Mapped[datetime | None]
    confirmation: Mapped[Confirmation] = enum_column(Confirmation, default=Confirmation.RECORDED_BY_LEAD)
    remark: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class Action(Row, Base):
    """Something to be done that arose in a meeting (A-1)."""

    __tablename__ = "action"

    meeting_id: Mapped[str] = ref("meeting.id")
    label: Mapped[str] = mapped_column(default="")
    what: Mapped[str]
    who: Mapped[str] = mapped_column(default="")
    due: Mapped[str] = mapped_column(default="")
    done: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class Session(Row, Base):
    """A part of the fieldwork: a timetable row as it was held, people and place entered once."""

    __tablename__ = "session"

    audit_id: Mapped[str] = ref("audit.id")
    timetable_row_id: Mapped[str | None] = ref("timetable_row.id")
    site_id: Mapped[str | None] = ref("audit_site.id")
    topic: Mapped[str]
    mode: Mapped[Mode] = enum_column(Mode, default=Mode.ON_SITE)
    place: Mapped[str] = mapped_column(default="")
    remote_tool: Mapped[str] = mapped_column(default="")
    guide: Mapped[str] = mapped_column(default="")
    interpreter: Mapped[str] = mapped_column(default="")
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    zone: Mapped[str] = mapped_column(default="UTC")


class SessionPerson(Row, Base):
    """A person met in a session."""

    __tablename__ = "session_person"

    session_id: Mapped[str] = ref("session.id")
    name: Mapped[str]
    function: Mapped[str] = mapped_column(default="")
    side: Mapped[Side] = enum_column(Side, default=Side.CLIENT)
    arrived_at: Mapped[datetime | None]
    position: Mapped[int] = mapped_column(default=0)


class Note(Row, Base):
    """A plain running note with its own time."""

    __tablename__ = "note"
    __table_args__ = (UniqueConstraint("audit_id", "author", "number"),)

    audit_id: Mapped[str] = ref("audit.id")
    session_id: Mapped[str | None] = ref("session.id")
    author: Mapped[str] = mapped_column(default="")
    number: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(default="")
    said_by: Mapped[str] = mapped_column(default="")
    operated_by: Mapped[str] = mapped_column(default="")
    sorted_as: Mapped[SortedAs] = enum_column(SortedAs, default=SortedAs.OPEN)
    sorted_id: Mapped[str] = mapped_column(default="")
    happened_at: Mapped[datetime | None]
    happened_zone: Mapped[str] = mapped_column(default="UTC")


class Evidence(Row, Base):
    """One evidence item. `happened_at` is when it was seen, `created_at` when it was typed."""

    __tablename__ = "evidence"
    __table_args__ = (UniqueConstraint("audit_id", "author", "number"),)

    audit_id: Mapped[str] = ref("audit.id")
    author: Mapped[str] = mapped_column(default="")
    number: Mapped[int] = mapped_column(default=0)
    session_id: Mapped[str | None] = ref("session.id")
    site_id: Mapped[str | None] = ref("audit_site.id")
    kind: Mapped[EvidenceKind] = enum_column(EvidenceKind, default=EvidenceKind.NOTE)
    state: Mapped[EvidenceState] = enum_column(EvidenceState, default=EvidenceState.INBOX)
    title: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    happened_at: Mapped[datetime | None]
    happened_zone: Mapped[str] = mapped_column(default="UTC")
    observed_by_id: Mapped[str | None] = ref("team_member.id")
    judgement: Mapped[JudgementKind] = enum_column(JudgementKind, default=JudgementKind.NOT_JUDGED)
    confidential: Mapped[bool] = mapped_column(default=False)
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    document_reference: Mapped[str] = mapped_column(default="")
    document_edition: Mapped[str] = mapped_column(default="")
    document_date: Mapped[str] = mapped_column(default="")
    document_owner: Mapped[str] = mapped_column(default="")
    classification: Mapped[str] = mapped_column(default="")
    pages: Mapped[str] = mapped_column(default="")
    seen_where: Mapped[str] = mapped_column(default="")
    copy_kept: Mapped[bool] = mapped_column(default=False)
    consent: Mapped[str] = mapped_column(default="")
    sample_what: Mapped[str] = mapped_column(default="")
    sample_period: Mapped[str] = mapped_column(default="")
    population: Mapped[int | None]
    sample_size: Mapped[int | None]
    selection: Mapped[str] = mapped_column(default="")
    sample_ids: Mapped[str] = mapped_column(default="")
    expected: Mapped[str] = mapped_column(default="")
    deviating: Mapped[int | None]
    role: Mapped[str] = mapped_column(default="")
    name_in_report: Mapped[bool] = mapped_column(default=False)
    unit: Mapped[str] = mapped_column(default="")
    topics: Mapped[str] = mapped_column(default="")
    guide_present: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    photo_allowed: Mapped[str] = mapped_column(default="")
    system: Mapped[str] = mapped_column(default="")
    setting: Mapped[str] = mapped_column(default="")
    operated_by: Mapped[str] = mapped_column(default="")


class EvidenceLink(Row, Base):
    """Link of an evidence item to a requirement or a part of it."""

    __tablename__ = "evidence_link"

    evidence_id: Mapped[str] = ref("evidence.id")
    item_id: Mapped[str | None] = ref("criteria_row.id")
    part: Mapped[str] = mapped_column(default="")
    other: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class EvidenceAttachment(Row, Base):
    """Link of evidence and attachment."""

    __tablename__ = "evidence_attachment"
    __table_args__ = (UniqueConstraint("evidence_id", "attachment_id"),)

    evidence_id: Mapped[str] = ref("evidence.id")
    attachment_id: Mapped[str] = ref("attachment.id")
    caption: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class Judgement(Row, Base):
    """What one auditor judged of one requirement, at one site or in one session."""

    __tablename__ = "judgement"

    audit_id: Mapped[str] = ref("audit.id")
    item_id: Mapped[str] = ref("criteria_row.id")
    auditor_id: Mapped[str | None] = ref("team_member.id")
    site_id: Mapped[str | None] = ref("audit_site.id")
    session_id: Mapped[str | None] = ref("session.id")
    verdict: Mapped[VerdictKind] = enum_column(VerdictKind, default=VerdictKind.OPEN)
    note: Mapped[str] = mapped_column(default="")


class Verdict(Row, Base):
    """The lead's consolidated verdict on one requirement; `reason` is needed for `not_audited`."""

    __tablename__ = "verdict"
    __table_args__ = (UniqueConstraint("audit_id", "item_id"),)

    audit_id: Mapped[str] = ref("audit.id")
    item_id: Mapped[str] = ref("criteria_row.id")
    verdict: Mapped[VerdictKind] = enum_column(VerdictKind, default=VerdictKind.OPEN)
    note: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str] = mapped_column(default="")


class Finding(Row, Base):
    """A finding: requirement, statement and objective evidence; never a cause or a solution."""

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("audit_id", "author", "number"),)

    audit_id: Mapped[str] = ref("audit.id")
    author: Mapped[str] = mapped_column(default="")
    number: Mapped[int] = mapped_column(default=0)
    final_number: Mapped[str] = mapped_column(default="")
    grade: Mapped[Grade] = enum_column(Grade, default=Grade.MINOR)
    state: Mapped[FindingState] = enum_column(FindingState, default=FindingState.DRAFT)
    title: Mapped[str] = mapped_column(default="")
    statement: Mapped[str] = mapped_column(default="")
    objective_evidence: Mapped[str] = mapped_column(default="")
    grade_reason: Mapped[str] = mapped_column(default="")
    process: Mapped[str] = mapped_column(default="")
    found_by: Mapped[str] = mapped_column(default="")
    happened_at: Mapped[datetime | None]
    happened_zone: Mapped[str] = mapped_column(default="UTC")
    issued_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    acknowledgement: Mapped[Acknowledgement] = enum_column(Acknowledgement, default=Acknowledgement.OPEN)
    acknowledged_by: Mapped[str] = mapped_column(default="")
    acknowledged_at: Mapped[datetime | None]
    acknowledged_sha256: Mapped[str] = mapped_column(default="")
    client_view: Mapped[str] = mapped_column(default="")
    team_view: Mapped[str] = mapped_column(default="")
    due_plan: Mapped[date | None]
    due_verified: Mapped[date | None]
    repeats_id: Mapped[str | None] = ref("finding.id")
    could_become: Mapped[Grade | None] = enum_column(Grade)
    concern_rating: Mapped[int | None]


class GradeChange(Row, Base):
    """A step in the life of a finding's grade, with its reason."""

    __tablename__ = "grade_change"

    finding_id: Mapped[str] = ref("finding.id")
    old: Mapped[Grade | None] = enum_column(Grade)
    new: Mapped[Grade | None] = enum_column(Grade)
    reason: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    position: Mapped[int] = mapped_column(default=0)


class FindingLink(Row, Base):
    """Link of a finding to a requirement, a part of it, or another duty (`other`)."""

    __tablename__ = "finding_link"

    finding_id: Mapped[str] = ref("finding.id")
    item_id: Mapped[str | None] = ref("criteria_row.id")
    part: Mapped[str] = mapped_column(default="")
    other: Mapped[str] = mapped_column(default="")
    leading: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class FindingEvidence(Row, Base):
    """Link of finding and evidence."""

    __tablename__ = "finding_evidence"
    __table_args__ = (UniqueConstraint("finding_id", "evidence_id"),)

    finding_id: Mapped[str] = ref("finding.id")
    evidence_id: Mapped[str] = ref("evidence.id")
    position: Mapped[int] = mapped_column(default=0)


class FindingSite(Row, Base):
    """Link of finding and site."""

    __tablename__ = "finding_site"
    __table_args__ = (UniqueConstraint("finding_id", "site_id"),)

    finding_id: Mapped[str] = ref("finding.id")
    site_id: Mapped[str] = ref("audit_site.id")
    position: Mapped[int] = mapped_column(default=0)
