"""Frozen values of what happens before the audit (what tables of `models.preparing` hold)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

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
from app.domain.recorded import Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence(Recorded):
    """An area in which a person of the body may work."""

    person_id: str = ""
    standard: str = "iso27001"
    area: str = ""
    code: str = ""
    since: date | None = None
    proof: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar(Recorded):
    """Whom or what a person may not audit, and until when (D-12)."""

    person_id: str = ""
    client_id: str | None = None
    subject: str = ""
    reason: str = ""
    until: date | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(Recorded):
    """What a member of the team declared for this audit; `answers` are {key, answer, remark}."""

    audit_id: str = ""
    member_id: str = ""
    kind: DeclarationKind
    answers: Sequence[Mapping[str, Any]]
    text: str = ""
    text_sha256: str = ""
    signed_on: date | None = None
    signed_name: str = ""
    how: Confirmation = Confirmation.TYPED


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientStatement(Recorded):
    """What the client said to team, plan or records that may not be shown, and what the body answered."""

    audit_id: str = ""
    kind: StatementKind
    outcome: StatementOutcome = StatementOutcome.ASKED
    member_id: str | None = None
    paper_id: str | None = None
    by_name: str = ""
    said_on: date | None = None
    text: str = ""
    answer: str = ""
    answered_by: str = ""
    answered_on: date | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldRecord(Recorded):
    """A record that the client may not show, and whether the audit can be done without it (27006-1, 8.4.2)."""

    audit_id: str = ""
    what: str
    reason: str = ""
    judgement: WithheldJudgement = WithheldJudgement.OPEN
    judgement_reason: str = ""
    judged_by: str = ""
    judged_on: date | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReview(Recorded):
    """The review of one document in stage 1; a copy of its data, so that the register can move on."""

    audit_id: str = ""
    document_id: str | None = None
    title: str
    reference: str = ""
    edition: str = ""
    dated: date | None = None
    requirements: str = ""
    adequacy: Adequacy = Adequacy.NOT_REVIEWED
    remark: str = ""
    reviewed_by: str = ""
    reviewed_on: date | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness(Recorded):
    """Readiness for stage 2 of one clause (`4` to `10`) or theme (`A.5`)."""

    audit_id: str = ""
    ref: str
    state: Ready = Ready.OPEN
    remark: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedItem(Recorded):
    """Something an earlier audit handed on: an open nonconformity, a concern, a point for the next team."""

    audit_id: str = ""
    source_audit_id: str | None = None
    source_finding_id: str | None = None
    kind: CarriedKind
    label: str = ""
    grade: Grade | None = None
    refs: str = ""
    text: str = ""
    state: CarriedState = CarriedState.OPEN
    remark: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPoint(Recorded):
    """A point that this team leaves to the next one."""

    audit_id: str = ""
    text: str
    refs: str = ""
    position: int = 0
