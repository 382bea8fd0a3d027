"""What still stands between an audit and its closing meeting, and between it and the signature of its report.

Every problem comes with the place to jump to. The gate is the one of certification-audit facts, section 9: every
mandatory row of the report filled, or a reason. Blocking problems hold the signature; the others are pointed out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from app.domain import findings as finding_rules
from app.domain import meetings as meeting_rules
from app.domain import recommendation as advice
from app.domain import report_texts as texts
from app.domain import stage1
from app.domain import verdicts as verdict_rules
from app.domain.fieldwork import Finding, Meeting
from app.domain.kinds import (
    Acknowledgement,
    AuditType,
    EvidenceKind,
    EvidenceState,
    FindingState,
    MeetingKind,
    MeetingState,
    Mode,
    QuestionState,
    Reached,
    SortedAs,
    TeamRole,
)
from app.domain.problems import Problem, blocking, hint
from app.domain.record import AuditRecord
from app.domain.team_facts import active
from app.domain.timetable import remote_share

CONCLUSION = "RPT-18"


class Page(StrEnum):
    """The pages of an audit, in the order of the auditor's day."""

    OVERVIEW = "overview"
    TEAM = "team"
    PLAN = "plan"
    STAGE1 = "stage1"
    OPENING = "opening"
    FIELDWORK = "fieldwork"
    FINDINGS = "findings"
    COVERAGE = "coverage"
    CLOSING = "closing"
    REPORT = "report"
    FOLLOW_UP = "follow_up"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Place:
    """Where to jump to: a page, the row on it (id, reference or key; may be empty) and the field."""

    page: Page
    row: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Blocker:
    """A problem and where it can be solved."""

    problem: Problem
    place: Place

    @property
    def blocking(self) -> bool:
        """Tell whether it holds the step."""
        return self.problem.blocking


def before_closing(record: AuditRecord) -> tuple[Blocker, ...]:
    """Return what should be done before the closing meeting is held."""
    return tuple(
        chain(
            _plan(record),
            _meeting(record, MeetingKind.OPENING, Page.OPENING),
            _evidence(record),
            _findings(record),
            _verdicts(record),
        )
    )


def before_signing(record: AuditRecord) -> tuple[Blocker, ...]:
    """Return what still holds the signature of the report, in the order of the pages."""
    return tuple(
        chain(
            before_closing(record),
            _meeting(record, MeetingKind.CLOSING, Page.CLOSING),
            _acknowledgements(record),
            _result(record),
            _objectives(record),
            _texts(record),
            of_body(record),
        )
    )


def holding(found: tuple[Blocker, ...]) -> tuple[Blocker, ...]:
    """Return the blocking ones of `found`."""
    return tuple(one for one in found if one.blocking)


def is_remote(record: AuditRecord) -> bool:
    """Tell whether any part of the audit is done remotely: a site, a row of the plan or a session."""
    modes = [*(site.mode for site in record.sites), *(session.mode for session in record.sessions)]
    return any(mode in (Mode.REMOTE, Mode.HYBRID) for mode in modes) or remote_share(record.timetable)[0] > 0


def finding_facts(record: AuditRecord) -> finding_rules.FindingFacts:
    """Return what the rules of findings must know about this audit."""
    excluded = () if record.soa is None else (one.ref for one in record.soa.controls if not one.applicable)
    return finding_rules.FindingFacts(
        audit_type=record.audit.type,
        kinds={ref: item.kind for ref, item in verdict_rules.requirements(record)},
        excluded=frozenset(excluded),
        evidence={item.id: item for item in record.evidence},
        languages=tuple(dict.fromkeys((record.audit.report_language, record.audit.language))),
        stage1_grades=record.body.stage1_findings,
    )


def meeting_of(record: AuditRecord, kind: MeetingKind) -> Meeting | None:
    """Return the meeting of this kind: a finished one first, else the latest; `None` if there is none."""
    found = [one for one in record.meetings if one.kind is kind]
    finished = [one for one in found if one.state is MeetingState.FINISHED]
    return next(iter(finished or found[-1:]), None)


def _plan(record: AuditRecord) -> list[Blocker]:
    found = []
    if not any(member.role is TeamRole.LEAD_AUDITOR for member in active(record)):
        found.append(Blocker(blocking("lead_auditor_missing", "team"), Place(Page.PLAN, field="team")))
    if not record.sites:
        found.append(Blocker(blocking("sites_missing", "sites"), Place(Page.PLAN, field="sites")))
    if not record.audit.scope.strip():
        found.append(Blocker(blocking("scope_missing", "scope"), Place(Page.PLAN, field="scope")))
    return found


def _meeting(record: AuditRecord, kind: MeetingKind, page: Page) -> list[Blocker]:
    """Return what a meeting lacks: held at all, its mandatory points, its people."""
    meeting = meeting_of(record, kind)
    if meeting is None or meeting.state is not MeetingState.FINISHED:
        return [Blocker(blocking(f"{kind}_meeting_not_held"), Place(page, meeting.id if meeting else ""))]
    view = meeting_rules.MeetingView(meeting=meeting)
    steps = (meeting_rules.Step.PLACE, meeting_rules.Step.PEOPLE, meeting_rules.Step.POINTS)
    return [
        Blocker(problem, Place(page, meeting.id, problem.field))
        for step in steps
        for problem in meeting_rules.problems(view, step)
        if problem.blocking
    ]


def _evidence(record: AuditRecord) -> list[Blocker]:
    """Return hints for items that are not sorted and samples that nobody could find again."""
    waiting = [item for item in record.evidence if item.state is EvidenceState.INBOX]
    found = []
    if waiting:
        found.append(
            Blocker(hint("evidence_unsorted", count=len(waiting)), Place(Page.FIELDWORK, waiting[0].id, "state"))
        )
    found += _notes(record)
    found += [
        Blocker(
            hint("sample_incomplete", "population", number=item.label), Place(Page.FIELDWORK, item.id, "population")
        )
        for item in record.evidence
        if item.kind is EvidenceKind.RECORD_SAMPLE
        and item.state is not EvidenceState.WITHDRAWN
        and (item.population is None or item.sample_size is None or not item.sample_ids.strip())
    ]
    return found


def _notes(record: AuditRecord) -> list[Blocker]:
    """Return hints for lines of notes that wait and questions that are open; neither ever holds anything up."""
    lines = sum(one.sorted_as is SortedAs.OPEN for one in record.notes)
    asked = sum(one.state is QuestionState.OPEN for one in record.questions)
    places = (("notes_unsorted", lines, "notes:"), ("questions_open", asked, "questions:"))
    return [Blocker(hint(code, count=count), Place(Page.FIELDWORK, row)) for code, count, row in places if count]


def _findings(record: AuditRecord) -> list[Blocker]:
    facts = finding_facts(record)
    found = [
        Blocker(_numbered(problem, one), Place(Page.FINDINGS, one.id, problem.field))
        for one in record.findings
        for problem in finding_rules.problems(one, facts)
    ]
    together = [one for one in finding_rules.upgrade_proposals(record.findings) if not _decided(one, record)]
    return found + [Blocker(problem, Place(Page.FINDINGS, field="grade")) for problem in together]


def _decided(problem: Problem, record: AuditRecord) -> bool:
    """Tell whether the lead auditor decided otherwise on one of the findings that a rule is about."""
    ref = problem.value("ref")
    about = [one for one in record.findings if any(link.ref == ref for link in one.links)]
    return any(decision.code == problem.code for one in about for decision in one.decisions)


def _numbered(problem: Problem, finding: Finding) -> Problem:
    return Problem(problem.code, problem.field, problem.blocking, (*problem.values, ("finding", finding.label)))


def _stage1(record: AuditRecord) -> list[Blocker]:
    return [
        Blocker(one.problem, Place(Page.STAGE1, f"{one.part}:{one.row}", one.problem.field))
        for one in stage1.problems(record)
    ]


def _verdicts(record: AuditRecord) -> list[Blocker]:
    """Return one problem for all open verdicts together, and each other gap or contradiction by itself.

    Stage 1 gives no verdicts; it judges documents and readiness instead (17021-1, 9.3.1.2).
    """
    if record.audit.type is AuditType.STAGE1:
        return _stage1(record)
    found, still_open = [], []
    for view in verdict_rules.views(record):
        for problem in verdict_rules.problems(view):
            if problem.code == "verdict_open":
                still_open.append(view.ref)
            else:
                found.append(Blocker(problem, Place(Page.COVERAGE, view.ref, "verdict")))
    if still_open:
        problem = blocking("verdicts_open", "verdict", count=len(still_open), first=still_open[0])
        found.insert(0, Blocker(problem, Place(Page.COVERAGE, still_open[0], "verdict")))
    return found


def _acknowledgements(record: AuditRecord) -> list[Blocker]:
    found = []
    for one in record.findings:
        if not finding_rules.is_nonconformity(one.grade) or one.state is FindingState.WITHDRAWN:
            continue
        if one.state is FindingState.DRAFT:
            problem = blocking("finding_not_issued", "state", number=one.label)
            found.append(Blocker(problem, Place(Page.FINDINGS, one.id, "state")))
        if one.acknowledgement is Acknowledgement.OPEN:
            problem = hint("acknowledgement_open", "acknowledgement", number=one.label)
            found.append(Blocker(problem, Place(Page.CLOSING, one.id, "acknowledgement")))
        if one.acknowledgement is Acknowledgement.DISPUTED and not (one.client_view.strip() and one.team_view.strip()):
            problem = blocking("views_missing", "team_view", number=one.label)
            found.append(Blocker(problem, Place(Page.CLOSING, one.id, "team_view")))
    return found


def _result(record: AuditRecord) -> list[Blocker]:
    found = [
        Blocker(problem, Place(Page.CLOSING, field=problem.field))
        for problem in advice.problems(record.audit.recommendation, advice.facts_of(record))
    ]
    if not record.audit.scope_confirmed:
        found.append(Blocker(hint("scope_not_confirmed", "scope_confirmed"), Place(Page.OPENING, field="scope")))
    return found


def _objectives(record: AuditRecord) -> list[Blocker]:
    return [
        Blocker(blocking("objective_open", "reached", text=one.text), Place(Page.REPORT, one.id, "reached"))
        for one in record.objectives
        if one.reached is Reached.OPEN
    ]


def _texts(record: AuditRecord) -> list[Blocker]:
    written = {one.key: one for one in record.texts}
    found = []
    for row in texts.required(record.audit.type, remote=is_remote(record)):
        text = written.get(row.key)
        if text is not None and texts.answered(text.text, text.state):
            continue
        if row.key == CONCLUSION and record.audit.conclusion.strip():
            continue  # the conclusion of the closing meeting is this text
        found.append(Blocker(blocking("report_text_missing", row.key, key=row.key), Place(Page.REPORT, row.key)))
    return found


def of_body(record: AuditRecord) -> list[Blocker]:
    """Return what the settings of the body lack for any paper."""
    if record.body.name.strip():
        return []
    return [Blocker(blocking("body_name_missing", "name"), Place(Page.SETTINGS, field="name"))]
