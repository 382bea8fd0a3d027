"""Samples of records in rounds, questions, audit trails through requirements, destroyed copies, own guidance."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import GuidanceKind, ItemResult, QuestionState, Selection
from app.models.base import Base, Row, enum_column, ref


class SampleRound(Row, Base):
    """One round of a sample of records; `listed` is the order of the draw, from which a later round goes on."""

    __tablename__ = "sample_round"
    __table_args__ = (UniqueConstraint("evidence_id", "number"),)

    evidence_id: Mapped[str] = ref("evidence.id")
    number: Mapped[int] = mapped_column(default=1)
    happened_at: Mapped[datetime | None]
    happened_zone: Mapped[str] = mapped_column(default="UTC")
    site_id: Mapped[str | None] = ref("audit_site.id")
    population: Mapped[int | None]
    size: Mapped[int | None]
    selection: Mapped[Selection] = enum_column(Selection, default=Selection.RANDOM)
    how: Mapped[str] = mapped_column(default="")
    widened_reason: Mapped[str] = mapped_column(default="")
    seed: Mapped[str] = mapped_column(default="")
    method: Mapped[str] = mapped_column(default="")
    listed: Mapped[list[str]]
    position: Mapped[int] = mapped_column(default=0)


class SampleItem(Row, Base):
    """One item that was looked at; `label` is how the client can find it."""

    __tablename__ = "sample_item"

    round_id: Mapped[str] = ref("sample_round.id")
    label: Mapped[str]
    result: Mapped[ItemResult] = enum_column(ItemResult, default=ItemResult.OPEN)
    remark: Mapped[str] = mapped_column(default="")
    site_id: Mapped[str | None] = ref("audit_site.id")
    position: Mapped[int] = mapped_column(default=0)


class Question(Row, Base):
    """Something still to be asked or shown."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("audit_id", "author", "number"),)

    audit_id: Mapped[str] = ref("audit.id")
    session_id: Mapped[str | None] = ref("session.id")
    item_id: Mapped[str | None] = ref("criteria_row.id")
    author: Mapped[str] = mapped_column(default="")
    number: Mapped[int] = mapped_column(default=0)
    text: Mapped[str]
    to_whom: Mapped[str] = mapped_column(default="")
    state: Mapped[QuestionState] = enum_column(QuestionState, default=QuestionState.OPEN)
    answer: Mapped[str] = mapped_column(default="")
    happened_at: Mapped[datetime | None]
    happened_zone: Mapped[str] = mapped_column(default="UTC")


class Thread(Row, Base):
    """An audit trail: a named thread through several requirements and evidence items (RPT-25)."""

    __tablename__ = "thread"

    audit_id: Mapped[str] = ref("audit.id")
    name: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class ThreadLink(Row, Base):
    """A requirement, an evidence item or a finding on an audit trail."""

    __tablename__ = "thread_link"

    thread_id: Mapped[str] = ref("thread.id")
    item_id: Mapped[str | None] = ref("criteria_row.id")
    evidence_id: Mapped[str | None] = ref("evidence.id")
    finding_id: Mapped[str | None] = ref("finding.id")
    position: Mapped[int] = mapped_column(default=0)


class RuleDecision(Row, Base):
    """What the lead auditor decided when a rule of findings spoke against it; both are kept."""

    __tablename__ = "rule_decision"
    __table_args__ = (UniqueConstraint("finding_id", "code"),)

    finding_id: Mapped[str] = ref("finding.id")
    code: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str] = mapped_column(default="")


class Destruction(Row, Base):
    """The tombstone of a destroyed copy or text; never changed."""

    __tablename__ = "destruction"

    audit_id: Mapped[str | None] = ref("audit.id")
    table_name: Mapped[str]
    row_id: Mapped[str]
    field: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str]
    asked_by: Mapped[str]
    agreed_by: Mapped[str]
    asked_on: Mapped[date | None]


class OwnGuidance(Row, Base):
    """A line of guidance that the body added below ours."""

    __tablename__ = "own_guidance"

    catalogue: Mapped[str] = mapped_column(default="iso27001")
    ref: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    kind: Mapped[GuidanceKind] = enum_column(GuidanceKind, default=GuidanceKind.QUESTION)
    text: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
