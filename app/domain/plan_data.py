"""What the audit plan shows, as frozen plain values (17021-1, 9.2.3); see `report.py` for the rules of such data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.domain.kinds import Mode, RowKind, Side, TeamRole, WithheldJudgement
from app.domain.report import PaperStamp
from app.domain.report_parts import ReportAudit, ReportBody, ReportClient, SignatureWanted


@dataclass(frozen=True, slots=True)
class PlanMember:
    """A person in or beside the team; `days` as agreed, `accompanies` says with whom."""

    name: str
    initials: str
    role: TeamRole
    side: Side
    days: str
    area: str
    accompanies: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A row of the timetable; times are local (`HH:MM`), `auditors` and `people` as they stand in the plan."""

    number: str
    kind: RowKind
    day: date | None
    starts: str
    ends: str
    topic: str
    process: str
    refs: tuple[str, ...]
    auditors: tuple[str, ...]
    people: str
    site: str
    mode: Mode
    language: str


@dataclass(frozen=True, slots=True)
class PlanSum:
    """Minutes of one auditor that count as audit time."""

    name: str
    minutes: int


@dataclass(frozen=True, slots=True)
class WithheldLine:
    """A record the client may not show, and what the body says to it."""

    what: str
    reason: str
    judgement: WithheldJudgement


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """What an earlier audit handed on."""

    label: str
    refs: str
    text: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line of the body's form: label and value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class PlanData:
    """One revision of an audit plan: all that its pages show.

    `calculated` are the days of this audit and `with_client` the part of them to be spent with the client;
    `calculation` is the calculation line by line in the language of the paper.
    """

    stamp: PaperStamp
    body: ReportBody
    client: ReportClient
    audit: ReportAudit
    contacts: tuple[Labelled, ...]
    team: tuple[PlanMember, ...]
    rows: tuple[PlanLine, ...]
    sums: tuple[PlanSum, ...]
    planned_minutes: int
    remote_minutes: int
    calculated: Fraction | None
    with_client: Fraction | None
    withheld: tuple[WithheldLine, ...]
    carried: tuple[CarriedLine, ...]
    calculation: tuple[str, ...]
    note: str
    confidentiality: str
    further: tuple[Labelled, ...]
    signatures: tuple[SignatureWanted, ...]
