"""The lines and parts a report is made of: frozen plain values with codes, no words; see `report.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from app.domain.kinds import (
    Acknowledgement,
    AuditType,
    Confirmation,
    EvidenceKind,
    FindingState,
    Grade,
    ItemKind,
    ItemResult,
    Judgement,
    MeetingKind,
    Mode,
    PointState,
    Presence,
    Reached,
    Selection,
    Side,
    TakenOver,
    TeamRole,
    TextState,
    Verdict,
)
from app.domain.plain import later


class DeadlineKind(StrEnum):
    """Dates that page 1 names (certification-audit facts, section 2, table of deadlines)."""

    REPORT = "report"
    PLANS = "plans"
    MAJORS = "majors"
    MAJORS_LIMIT = "majors_limit"
    SURVEILLANCE = "surveillance"


class TimePart(StrEnum):
    """Parts of the audit time (RPT-06, RPT-24)."""

    PLANNING = "planning"
    ON_SITE = "on_site"
    REMOTE = "remote"
    REPORTING = "reporting"


class SignerRole(StrEnum):
    """As what somebody signs a paper. `archive` is the time stamp the office adds years later."""

    LEAD_AUDITOR = "lead_auditor"
    CO_AUDITOR = "co_auditor"
    CLIENT = "client"
    REVIEWER = "reviewer"
    ARCHIVE = "archive"


class GradeEvent(StrEnum):
    """A step in the history of a finding."""

    DRAFTED = "drafted"
    WARNED = "warned"
    REGRADED = "regraded"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Form:
    """Number, revision and issue date of the body's form for this kind of paper."""

    number: str
    revision: str
    issued: date | None


@dataclass(frozen=True, slots=True)
class ReportBody:
    """The certification body as its papers show it (RPT-01, RPT-14).

    `logo_sha256` names the picture among the photos given to the builder, or is empty.
    Colours are `#rrggbb`; `colour` carries headings, `accent` thin rules and marks.
    """

    name: str
    address: str
    accreditation: str
    logo_sha256: str
    colour: str
    accent: str
    sampling_statement: str
    complaints: str
    form: Form


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named with a function."""

    name: str
    function: str


@dataclass(frozen=True, slots=True)
class ReportClient:
    """The audited organisation (RPT-02)."""

    name: str
    address: str
    representatives: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Criteria:
    """One criteria set as pinned in the audit (RPT-04); `sha256` is that of the pinned catalogue, or empty."""

    title: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A site of the audit (RPT-06, RPT-10); `zone` is its IANA time zone."""

    code: str
    name: str
    address: str
    activity: str
    mode: Mode
    zone: str


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective of the audit and whether it was reached (RPT-05)."""

    number: int
    text: str
    reached: Reached
    remark: str


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A control left out of the Statement of Applicability, with the team's judgement (RPT-23)."""

    ref: str
    title: str
    reason: str
    judgement: str


@dataclass(frozen=True, slots=True)
class SoaPart:
    """The Statement of Applicability the audit used (RPT-23)."""

    reference: str
    version: str
    dated: date | None
    controls: int
    applicable: int
    exclusions: tuple[Exclusion, ...]


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Time planned and used for one part, in minutes of working time (RPT-24)."""

    part: TimePart
    planned_minutes: int
    used_minutes: int


@dataclass(frozen=True, slots=True)
class ReportAudit:
    """The audit itself (RPT-03 to RPT-06, RPT-10). `languages` are names in the language of the paper."""

    reference: str
    file_number: str
    kind: AuditType
    criteria: tuple[Criteria, ...]
    days: tuple[date, ...]
    scope: str
    not_in_scope: str
    sites: tuple[SiteLine, ...]
    objectives: tuple[Objective, ...]
    languages: tuple[str, ...]
    soa: SoaPart | None
    hours_per_day: int
    time: tuple[TimeLine, ...]


@dataclass(frozen=True, slots=True)
class GradeCount:
    """How many issued findings of one grade."""

    grade: Grade
    count: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date page 1 names."""

    kind: DeadlineKind
    day: date


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A member of the team or somebody beside it (RPT-09)."""

    name: str
    role: TeamRole
    side: Side
    area: str
    competence: str


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point of a meeting's agenda. `at` is local time at the place; an empty `title` is named by its code."""

    code: str
    title: str
    at: time | None
    state: PointState
    remark: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """Something a meeting asked somebody to do."""

    number: str
    text: str
    who: str
    until: str
    state: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer that changed data: `subject` is a msgid, filled with `name`."""

    code: str
    subject: str
    name: str
    old: str
    new: str
    taken: TakenOver


@dataclass(frozen=True, slots=True)
class AmendmentLine:
    """A correction made after the meeting was over."""

    number: int
    subject: str
    old: str
    new: str
    reason: str
    by: str
    on: datetime | None


@dataclass(frozen=True, slots=True)
class LeftOpenLine:
    """Something that was missing before the report was signed: its code and values, and the reason it stayed so."""

    code: str
    values: tuple[str, ...]
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class MeetingPart:
    """A meeting (RPT-37). Times are aware and carry the offset of the place, so that they print as they were."""

    kind: MeetingKind
    place: str
    chair: str
    planned_start: datetime | None
    planned_end: datetime | None
    held_start: datetime | None
    held_end: datetime | None
    points: tuple[PointLine, ...]
    actions: tuple[ActionLine, ...]
    answers: tuple[AnswerLine, ...] = later()
    amendments: tuple[AmendmentLine, ...] = later()
    left_open: tuple[LeftOpenLine, ...] = later()


@dataclass(frozen=True, slots=True)
class PresenceAt:
    """How somebody took part in one meeting and how that was confirmed."""

    presence: Presence
    confirmation: Confirmation
    remark: str


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person of the attendance list; `at[i]` belongs to `meetings[i]` of the same paper."""

    name: str
    function: str
    side: Side
    place: str
    at: tuple[PresenceAt, ...]


@dataclass(frozen=True, slots=True)
class RequirementRef:
    """A requirement of a finding; `part` is a piece of it such as `c) 1)`, or empty.

    Where a section of the client's document or a legal duty is the requirement, `ref` holds its words.
    """

    ref: str
    part: str
    title: str
    leading: bool


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one side says where opinions differ (RPT-13)."""

    side: Side
    person: str
    text: str


@dataclass(frozen=True, slots=True)
class GradeStep:
    """One step in the history of a finding; `when` carries the offset of the place."""

    when: datetime
    who: str
    event: GradeEvent
    grade: Grade
    reason: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule of findings (`finding_rules.NAMES`) that the lead auditor decided against, with the reason."""

    code: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding as the register shows it (RPT-11).

    Of a withdrawn one only number, state and `withdrawn_reason` may be filled.
    """

    number: str
    grade: Grade
    state: FindingState
    withdrawn_reason: str
    requirements: tuple[RequirementRef, ...]
    client_rule: str
    statement: str
    objective_evidence: str
    grade_reason: str
    sites: tuple[str, ...]
    process: str
    auditors: tuple[str, ...]
    raised: date | None
    plan_due: date | None
    action_due: date | None
    acknowledgement: Acknowledgement
    acknowledged_by: str
    acknowledged_on: date | None
    opinions: tuple[Opinion, ...]
    opinions_outcome: str
    history: tuple[GradeStep, ...]
    evidence: tuple[str, ...]
    decisions: tuple[RuleLine, ...] = later()
    repeats: tuple[str, ...] = later()
    """Findings of earlier audits that this one repeats, the last one first: `NC-02 (CB-2025-007)`."""

    def __post_init__(self) -> None:
        """Refuse content of a withdrawn finding: only its number and the reason may be told."""
        if self.state is FindingState.WITHDRAWN and (
            self.statement
            or self.objective_evidence
            or self.grade_reason
            or self.requirements
            or self.history
            or self.decisions
            or self.repeats
        ):
            raise ValueError("a withdrawn finding carries content")


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """The verdict on one requirement (RPT-27, RPT-28). `theme` groups the rows; `by` are initials."""

    ref: str
    title: str
    theme: str
    kind: ItemKind
    verdict: Verdict
    by: str
    note: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """How many requirements of one theme have one verdict."""

    theme: str
    verdict: Verdict
    count: int


@dataclass(frozen=True, slots=True)
class FileLine:
    """An attachment that the body keeps: name, size in bytes, SHA-256 in hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """An item of the evidence list. A confidential one names its label, kind and result, nothing else."""

    label: str
    kind: EvidenceKind
    result: Judgement
    confidential: bool
    title: str
    reference: str
    happened: datetime | None
    site: str
    by: str
    requirements: tuple[str, ...]
    files: tuple[FileLine, ...]

    def __post_init__(self) -> None:
        """Refuse content on a confidential item, so that no later step can print it."""
        if self.confidential and (
            self.title or self.reference or self.happened or self.site or self.by or self.requirements or self.files
        ):
            raise ValueError("a confidential evidence item carries content")


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """A photograph to be printed: `sha256` of the original is its key among the renditions given to the builder.

    `caption` says what is seen; it is the alternative text too, so it must not be empty.
    """

    evidence: str
    sha256: str
    caption: str

    def __post_init__(self) -> None:
        """Refuse a picture that a blind reader could not read."""
        if not self.caption.strip():
            raise ValueError("a photograph without caption")


@dataclass(frozen=True, slots=True)
class SampleLine:
    """A record sample that may be shown (RPT-31): how many of how many, how chosen, which, how many deviate."""

    evidence: str
    what: str
    period: str
    population: int | None
    size: int | None
    selection: str
    items: str
    expected: str
    deviating: int | None
    rounds: tuple[SampleRoundLine, ...] = later()
    sites: tuple[SampleSumLine, ...] = later()
    remarks: tuple[SampleRemark, ...] = later()


@dataclass(frozen=True, slots=True)
class SampleSumLine:
    """Sums of one site of a sample: looked at, deviating, not found, not looked at yet."""

    name: str
    population: int | None
    looked_at: int
    deviating: int
    not_found: int
    open: int


@dataclass(frozen=True, slots=True)
class SampleRoundLine:
    """One round: when, how chosen, why it was widened; the seed repeats the draw (`method`)."""

    number: int
    at: datetime | None
    site: str
    selection: Selection
    how: str
    reason: str
    seed: str
    method: str
    sums: SampleSumLine


@dataclass(frozen=True, slots=True)
class SampleRemark:
    """An item that deviates, was not found, or has a remark."""

    label: str
    result: ItemResult
    remark: str


@dataclass(frozen=True, slots=True)
class TrailLine:
    """An audit trail (RPT-25): what was followed, through which requirements and items, and what came of it."""

    name: str
    purpose: str
    result: str
    requirements: tuple[str, ...]
    evidence: tuple[str, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeviationLine:
    """A deviation from the plan with its reason (RPT-07)."""

    number: str
    row: str
    planned: str
    done: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReportText:
    """A narrative text under its row of the list (`RPT-22`). State `none` prints an explicit "none"."""

    key: str
    state: TextState
    text: str


@dataclass(frozen=True, slots=True)
class RemotePart:
    """What was done remotely and whether it worked (RPT-30; IAF MD 4)."""

    parts: str
    minutes: int
    of_minutes: int
    assessed: str
    tools: str
    effectiveness: str


@dataclass(frozen=True, slots=True)
class SignatureWanted:
    """A signature field to be made: `field` is its name in the PDF, `person` the expected signer or empty."""

    field: str
    role: SignerRole
    person: str
    required: bool


@dataclass(frozen=True, slots=True)
class Tool:
    """A library that shaped the bytes of the paper, with its version."""

    name: str
    version: str
