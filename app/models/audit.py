"""The cycle, the audit, its pinned criteria, team, sites, timetable and deviations."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import (
    Assignment,
    AuditState,
    AuditType,
    CycleState,
    ItemKind,
    Mode,
    ProgrammeStep,
    Reached,
    Recommendation,
    RowKind,
    Side,
    SiteKind,
    TeamRole,
)
from app.models.base import Base, Row, enum_column, ref


class Cycle(Row, Base):
    """A certification cycle of one client and one standard."""

    __tablename__ = "cycle"

    client_id: Mapped[str] = ref("client.id")
    standard: Mapped[str] = mapped_column(default="iso27001")
    number: Mapped[int] = mapped_column(default=1)
    file_number: Mapped[str] = mapped_column(default="")
    state: Mapped[CycleState] = enum_column(CycleState, default=CycleState.PROGRAMME_SET)
    decided_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    old_expires_on: Mapped[date | None]
    suspended_on: Mapped[date | None]
    certificate: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")


class Audit(Row, Base):
    """The head of one audit."""

    __tablename__ = "audit"

    client_id: Mapped[str] = ref("client.id")
    soa_id: Mapped[str | None] = ref("soa.id")
    reference: Mapped[str]
    type: Mapped[AuditType] = enum_column(AuditType, default=AuditType.STAGE2)
    state: Mapped[AuditState] = enum_column(AuditState, default=AuditState.PREPARED)
    scope: Mapped[str] = mapped_column(default="")
    scope_confirmed: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(default="en")
    report_language: Mapped[str] = mapped_column(default="en")
    planned_start: Mapped[date | None]
    planned_end: Mapped[date | None]
    closed_on: Mapped[date | None]
    file_number: Mapped[str] = mapped_column(default="")
    criteria_note: Mapped[str] = mapped_column(default="")
    remote_note: Mapped[str] = mapped_column(default="")
    conclusion: Mapped[str] = mapped_column(default="")
    recommendation: Mapped[Recommendation | None] = enum_column(Recommendation)
    recommendation_reason: Mapped[str] = mapped_column(default="")
    internal_audit_done: Mapped[bool | None]
    management_review_done: Mapped[bool | None]
    aborted_reason: Mapped[str] = mapped_column(default="")
    aborted_on: Mapped[date | None]
    aborted_told: Mapped[str] = mapped_column(default="")
    scope_final: Mapped[str] = mapped_column(default="")
    distribution: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="UTC")
    previous_id: Mapped[str | None] = ref("audit.id")
    step: Mapped[ProgrammeStep | None] = enum_column(ProgrammeStep)
    plan_sent_on: Mapped[date | None]
    plan_note: Mapped[str] = mapped_column(default="")
    stage2_focus: Mapped[str] = mapped_column(default="")
    integration_note: Mapped[str] = mapped_column(default="")


class Criteria(Row, Base):
    """A criteria set pinned in the audit with version and hash, joined to the cycle it serves."""

    __tablename__ = "criteria"

    audit_id: Mapped[str] = ref("audit.id")
    cycle_id: Mapped[str | None] = ref("cycle.id")
    key: Mapped[str]
    edition: Mapped[str] = mapped_column(default="")
    catalogue_version: Mapped[int] = mapped_column(default=1)
    sha256: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class CriteriaRow(Row, Base):
    """One requirement of the pinned copy of a criteria set."""

    __tablename__ = "criteria_row"
    __table_args__ = (UniqueConstraint("criteria_id", "ref"),)

    criteria_id: Mapped[str] = ref("criteria.id")
    ref: Mapped[str]
    parent: Mapped[str] = mapped_column(default="")
    kind: Mapped[ItemKind] = enum_column(ItemKind, default=ItemKind.CLAUSE)
    title: Mapped[str] = mapped_column(default="")
    theme: Mapped[str] = mapped_column(default="")
    auditable: Mapped[bool] = mapped_column(default=True)
    mandatory_document: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class Objective(Row, Base):
    """One objective of the audit and whether it was reached."""

    __tablename__ = "objective"

    audit_id: Mapped[str] = ref("audit.id")
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str]
    reached: Mapped[Reached] = enum_column(Reached, default=Reached.OPEN)
    remark: Mapped[str] = mapped_column(default="")


class TeamMember(Row, Base):
    """A person in or beside the audit team with role, competence and declaration."""

    __tablename__ = "team_member"

    audit_id: Mapped[str] = ref("audit.id")
    person_id: Mapped[str | None] = ref("person.id")
    name: Mapped[str]
    latin_name: Mapped[str] = mapped_column(default="")
    initials: Mapped[str] = mapped_column(default="")
    role: Mapped[TeamRole] = enum_column(TeamRole, default=TeamRole.AUDITOR)
    side: Mapped[Side] = enum_column(Side, default=Side.BODY)
    days: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    competence: Mapped[str] = mapped_column(default="")
    accompanies: Mapped[str] = mapped_column(default="")
    declared_on: Mapped[date | None]
    declaration: Mapped[str] = mapped_column(default="")
    assignment: Mapped[Assignment] = enum_column(Assignment, default=Assignment.OPEN)
    assignment_reason: Mapped[str] = mapped_column(default="")
    assigned_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)


class AuditSite(Row, Base):
    """A site in this audit, copied from the client so that later changes do not move the record."""

    __tablename__ = "audit_site"

    audit_id: Mapped[str] = ref("audit.id")
    client_site_id: Mapped[str | None] = ref("site.id")
    label: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    activities: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="UTC")
    heads: Mapped[int | None]
    mode: Mapped[Mode] = enum_column(Mode, default=Mode.ON_SITE)
    kind: Mapped[SiteKind] = enum_column(SiteKind, default=SiteKind.PERMANENT)
    central: Mapped[bool] = mapped_column(default=False)
    conditions: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class TimetableRow(Row, Base):
    """A row of the audit plan; `auditors` are initials or names, times are local (`HH:MM`)."""

    __tablename__ = "timetable_row"

    audit_id: Mapped[str] = ref("audit.id")
    label: Mapped[str] = mapped_column(default="")
    kind: Mapped[RowKind] = enum_column(RowKind, default=RowKind.AUDIT)
    process_id: Mapped[str | None] = ref("process.id")
    day: Mapped[date | None]
    starts: Mapped[str] = mapped_column(default="")
    ends: Mapped[str] = mapped_column(default="")
    site_id: Mapped[str | None] = ref("audit_site.id")
    mode: Mapped[Mode] = enum_column(Mode, default=Mode.ON_SITE)
    topic: Mapped[str] = mapped_column(default="")
    auditors: Mapped[str] = mapped_column(default="")
    people: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class TimetableRef(Row, Base):
    """Link of row and item."""

    __tablename__ = "timetable_ref"
    __table_args__ = (UniqueConstraint("row_id", "item_id"),)

    row_id: Mapped[str] = ref("timetable_row.id")
    item_id: Mapped[str] = ref("criteria_row.id")
    position: Mapped[int] = mapped_column(default=0)


class Deviation(Row, Base):
    """A departure from the plan with its reason (17021-1, 9.4.8)."""

    __tablename__ = "deviation"

    audit_id: Mapped[str] = ref("audit.id")
    label: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    planned: Mapped[str] = mapped_column(default="")
    done: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
