"""Frozen values of samples, questions, audit trails, destroyed copies and own guidance (tables of `models.samples`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.kinds import GuidanceKind, ItemResult, QuestionState, Selection
from app.domain.recorded import Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRound(Recorded):
    """One round of a sample of records; `listed` is the order of the draw, from which a later round goes on."""

    evidence_id: str = ""
    number: int = 1
    happened_at: datetime | None = None
    happened_zone: str = "UTC"
    site_id: str | None = None
    population: int | None = None
    size: int | None = None
    selection: Selection = Selection.RANDOM
    how: str = ""
    widened_reason: str = ""
    seed: str = ""
    method: str = ""
    listed: Sequence[str]
    position: int = 0
    items: tuple[SampleItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleItem(Recorded):
    """One item that was looked at; `label` is how the client can find it."""

    round_id: str = ""
    label: str
    result: ItemResult = ItemResult.OPEN
    remark: str = ""
    site_id: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Recorded):
    """Something still to be asked or shown."""

    audit_id: str = ""
    session_id: str | None = None
    item_id: str | None = None
    author: str = ""
    number: int = 0
    text: str
    to_whom: str = ""
    state: QuestionState = QuestionState.OPEN
    answer: str = ""
    happened_at: datetime | None = None
    happened_zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread(Recorded):
    """An audit trail: a named thread through several requirements and evidence items (RPT-25)."""

    audit_id: str = ""
    name: str
    purpose: str = ""
    result: str = ""
    position: int = 0
    links: tuple[ThreadLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadLink(Recorded):
    """A requirement, an evidence item or a finding on an audit trail."""

    thread_id: str = ""
    item_id: str | None = None
    evidence_id: str | None = None
    finding_id: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDecision(Recorded):
    """What the lead auditor decided when a rule of findings spoke against it; both are kept."""

    finding_id: str = ""
    code: str
    reason: str = ""
    decided_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destruction(Recorded):
    """The tombstone of a destroyed copy or text; never changed."""

    audit_id: str | None = None
    table_name: str
    row_id: str = ""
    field: str = ""
    name: str = ""
    sha256: str = ""
    size: int = 0
    reason: str
    asked_by: str
    agreed_by: str
    asked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGuidance(Recorded):
    """A line of guidance that the body added below ours."""

    catalogue: str = "iso27001"
    ref: str
    language: str = "en"
    kind: GuidanceKind = GuidanceKind.QUESTION
    text: str
    source: str = ""
    position: int = 0
