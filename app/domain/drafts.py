"""What a window or a script fills in before a service makes it a record; Qt-free, plain and frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from app.domain.client import Client, Contact, Site, Soa
from app.domain.kinds import (
    AuditType,
    Confirmation,
    EvidenceKind,
    Grade,
    Judgement,
    Mode,
    Presence,
    ProgrammeStep,
    Reached,
    Side,
    TeamRole,
)
from app.domain.record import TeamMember, TimetableRow


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingFile:
    """A file on its way in: a path (dropped, chosen) or bytes (pasted); never both."""

    name: str
    path: Path | None = None
    data: bytes | None = None
    made_how: str = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkDraft:
    """A wanted link to a requirement: `ref` as typed (`6.1.2`), part (`c) 1)`), or another duty in words."""

    ref: str = ""
    part: str = ""
    other: str = ""
    leading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientDraft:
    """A new client with the people and places that the first audit needs."""

    client: Client
    contacts: tuple[Contact, ...] = ()
    sites: tuple[Site, ...] = ()
    soa: Soa | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveDraft:
    """One objective of the audit."""

    text: str
    reached: Reached = Reached.OPEN
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDraft:
    """A site of the client taken into the audit."""

    client_site_id: str
    mode: Mode = Mode.ON_SITE


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditDraft:
    """A new audit. `soa_id` may name a version of the client's SoA; `criteria` names catalogue keys.

    `previous_id` is the audit it goes on from, `step` its column in the programme.
    """

    client_id: str
    reference: str
    type: AuditType = AuditType.STAGE2
    scope: str = ""
    language: str = "en"
    report_language: str = "en"
    planned_start: date | None = None
    planned_end: date | None = None
    file_number: str = ""
    criteria: tuple[str, ...] = ("iso27001",)
    criteria_note: str = ""
    soa_id: str | None = None
    zone: str = ""
    objectives: tuple[ObjectiveDraft, ...] = ()
    team: tuple[TeamMember, ...] = ()
    sites: tuple[SiteDraft, ...] = ()
    timetable: tuple[TimetableRow, ...] = ()
    previous_id: str | None = None
    step: ProgrammeStep | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeDraft:
    """A person to add to a meeting."""

    name: str
    latin_name: str = ""
    function: str = ""
    role: TeamRole | None = None
    side: Side = Side.CLIENT
    presence: Presence = Presence.IN_ROOM
    place: str = ""
    confirmation: Confirmation = Confirmation.RECORDED_BY_LEAD


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDraft:
    """A session to open; from a timetable row or free."""

    topic: str
    timetable_row_id: str | None = None
    site_id: str | None = None
    mode: Mode = Mode.ON_SITE
    place: str = ""
    people: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDraft:
    """Evidence as captured: one line (`title` or `text`) is enough; `details` are the fields of its kind by name."""

    title: str = ""
    text: str = ""
    kind: EvidenceKind = EvidenceKind.NOTE
    happened_at: datetime | None = None
    happened_zone: str = ""
    session_id: str | None = None
    site_id: str | None = None
    observed_by_id: str | None = None
    judgement: Judgement = Judgement.NOT_JUDGED
    confidential: bool = False
    links: tuple[LinkDraft, ...] = ()
    details: dict[str, str | int | bool | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDraft:
    """A finding to be written down; completeness is checked by `domain.findings`, not here."""

    grade: Grade = Grade.MINOR
    could_become: Grade | None = None
    concern_rating: int | None = None
    title: str = ""
    statement: str = ""
    objective_evidence: str = ""
    grade_reason: str = ""
    process: str = ""
    found_by: str = ""
    happened_at: datetime | None = None
    happened_zone: str = ""
    links: tuple[LinkDraft, ...] = ()
    evidence_ids: tuple[str, ...] = ()
    site_ids: tuple[str, ...] = ()
