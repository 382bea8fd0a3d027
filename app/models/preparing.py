"""Before the audit: who may audit, declarations, the client's answers, stage 1, what earlier audits hand on."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import (
    Adequacy,
    CarriedKind,
    CarriedState,
    Confirmation,
    DeclarationKind,
    Grade,
    Ready,
    StatementKind,
    StatementOutcome,
    WithheldJudgement,
)
from app.models.base import Base, Row, enum_column, ref


class Competence(Row, Base):
    """An area in which a person of the body may work."""

    __tablename__ = "competence"

    person_id: Mapped[str] = ref("person.id")
    standard: Mapped[str] = mapped_column(default="iso27001")
    area: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(default="")
    since: Mapped[date | None]
    proof: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class Bar(Row, Base):
    """Whom or what a person may not audit, and until when (D-12)."""

    __tablename__ = "bar"

    person_id: Mapped[str] = ref("person.id")
    client_id: Mapped[str | None] = ref("client.id")
    subject: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    until: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)


class Declaration(Row, Base):
    """What a member of the team declared for this audit; `answers` are {key, answer, remark}."""

    __tablename__ = "declaration"
    __table_args__ = (UniqueConstraint("member_id", "kind"),)

    audit_id: Mapped[str] = ref("audit.id")
    member_id: Mapped[str] = ref("team_member.id")
    kind: Mapped[DeclarationKind] = enum_column(DeclarationKind)
    answers: Mapped[list[dict[str, Any]]]
    text: Mapped[str] = mapped_column(default="")
    text_sha256: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]
    signed_name: Mapped[str] = mapped_column(default="")
    how: Mapped[Confirmation] = enum_column(Confirmation, default=Confirmation.TYPED)


class ClientStatement(Row, Base):
    """What the client said to team, plan or records that may not be shown, and what the body answered."""

    __tablename__ = "client_statement"

    audit_id: Mapped[str] = ref("audit.id")
    kind: Mapped[StatementKind] = enum_column(StatementKind)
    outcome: Mapped[StatementOutcome] = enum_column(StatementOutcome, default=StatementOutcome.ASKED)
    member_id: Mapped[str | None] = ref("team_member.id")
    paper_id: Mapped[str | None] = ref("paper.id")
    by_name: Mapped[str] = mapped_column(default="")
    said_on: Mapped[date | None]
    text: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)


class WithheldRecord(Row, Base):
    """A record that the client may not show, and whether the audit can be done without it (27006-1, 8.4.2)."""

    __tablename__ = "withheld_record"

    audit_id: Mapped[str] = ref("audit.id")
    what: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    judgement: Mapped[WithheldJudgement] = enum_column(WithheldJudgement, default=WithheldJudgement.OPEN)
    judgement_reason: Mapped[str] = mapped_column(default="")
    judged_by: Mapped[str] = mapped_column(default="")
    judged_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)


class DocumentReview(Row, Base):
    """The review of one document in stage 1; a copy of its data, so that the register can move on."""

    __tablename__ = "document_review"

    audit_id: Mapped[str] = ref("audit.id")
    document_id: Mapped[str | None] = ref("client_document.id")
    title: Mapped[str]
    reference: Mapped[str] = mapped_column(default="")
    edition: Mapped[str] = mapped_column(default="")
    dated: Mapped[date | None]
    requirements: Mapped[str] = mapped_column(default="")
    adequacy: Mapped[Adequacy] = enum_column(Adequacy, default=Adequacy.NOT_REVIEWED)
    remark: Mapped[str] = mapped_column(default="")
    reviewed_by: Mapped[str] = mapped_column(default="")
    reviewed_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)


class Readiness(Row, Base):
    """Readiness for stage 2 of one clause (`4` to `10`) or theme (`A.5`)."""

    __tablename__ = "readiness"
    __table_args__ = (UniqueConstraint("audit_id", "ref"),)

    audit_id: Mapped[str] = ref("audit.id")
    ref: Mapped[str]
    state: Mapped[Ready] = enum_column(Ready, default=Ready.OPEN)
    remark: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class CarriedItem(Row, Base):
    """Something an earlier audit handed on: an open nonconformity, a concern, a point for the next team."""

    __tablename__ = "carried_item"

    audit_id: Mapped[str] = ref("audit.id")
    source_audit_id: Mapped[str | None] = ref("audit.id")
    source_finding_id: Mapped[str | None] = ref("finding.id")
    kind: Mapped[CarriedKind] = enum_column(CarriedKind)
    label: Mapped[str] = mapped_column(default="")
    grade: Mapped[Grade | None] = enum_column(Grade)
    refs: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    state: Mapped[CarriedState] = enum_column(CarriedState, default=CarriedState.OPEN)
    remark: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class NextPoint(Row, Base):
    """A point that this team leaves to the next one."""

    __tablename__ = "next_point"

    audit_id: Mapped[str] = ref("audit.id")
    text: Mapped[str]
    refs: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
