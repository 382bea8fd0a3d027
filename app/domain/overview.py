"""The one next thing to do in an audit, and how far each page is; pure functions of the record."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from app.domain import gate
from app.domain import verdicts as verdict_rules
from app.domain.body_deadlines import rules_of
from app.domain.deadlines import deadlines
from app.domain.errors import Value
from app.domain.findings import is_nonconformity
from app.domain.kinds import AuditState, EvidenceState, FindingState, MeetingKind, MeetingState, PaperKind, PaperState
from app.domain.kinds import Verdict as VerdictValue
from app.domain.readiness import Blocker, Page, Place, before_closing, before_signing, holding, meeting_of
from app.domain.record import AuditRecord

SOON: Final = timedelta(days=7)
_UNFINISHED: Final = (
    (Page.FINDINGS, "complete_finding"),
    (Page.COVERAGE, "decide_verdicts"),
    (Page.STAGE1, "complete_stage1"),
)


class Progress(StrEnum):
    """How far a page is."""

    TO_DO = "to_do"
    UNDER_WAY = "under_way"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class NextThing:
    """What to do now: `code` names the sentence, `values` fill it, `place` is where the button leads."""

    code: str
    place: Place
    values: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class PageState:
    """How far a page is: `done` of `whole` things, and how many problems it holds."""

    page: Page
    progress: Progress
    done: int = 0
    whole: int = 0
    blocking: int = 0


@dataclass(frozen=True, slots=True)
class DueDate:
    """A date of the follow-up: `D-04` or `D-05` of one finding."""

    code: str
    finding: str
    due: date
    overdue: bool
    soon: bool


def next_thing(record: AuditRecord) -> NextThing:
    """Return the next thing to do, by the state of the audit."""
    return _BY_STATE[record.audit.state](record)


def pages(record: AuditRecord) -> tuple[PageState, ...]:
    """Return the state of each page, in the order of the auditor's day."""
    held = Counter(one.place.page for one in holding(before_signing(record)))
    return (
        _plan(record, held[Page.PLAN]),
        _meeting(record, MeetingKind.OPENING, Page.OPENING, held[Page.OPENING]),
        _fieldwork(record, held[Page.FIELDWORK]),
        _findings(record, held[Page.FINDINGS]),
        _coverage(record, held[Page.COVERAGE]),
        _meeting(record, MeetingKind.CLOSING, Page.CLOSING, held[Page.CLOSING]),
        _report(record, held[Page.REPORT]),
    )


def due_dates(record: AuditRecord, today: date) -> tuple[DueDate, ...]:
    """Return the dates that issued nonconformities carry, the earliest first."""
    found = []
    for one in record.findings:
        if one.state is not FindingState.ISSUED or not is_nonconformity(one.grade):
            continue
        for code, day in (("D-04", one.due_plan), ("D-05", one.due_verified)):
            if day is not None:
                found.append(DueDate(code, one.label, day, overdue=day < today, soon=today <= day <= today + SOON))
    return tuple(sorted(found, key=lambda one: (one.due, one.finding, one.code)))


def _prepared(record: AuditRecord) -> NextThing:
    missing = [one for one in holding(before_closing(record)) if one.place.page is Page.PLAN]
    if missing:
        return _solve("complete_plan", missing)
    meeting = meeting_of(record, MeetingKind.OPENING)
    running = meeting is not None and meeting.state is MeetingState.RUNNING
    return NextThing("finish_opening" if running else "hold_opening", Place(Page.OPENING))


def _opened(record: AuditRecord) -> NextThing:
    closing = meeting_of(record, MeetingKind.CLOSING)
    if closing is not None and closing.state is MeetingState.RUNNING:
        return NextThing("finish_closing", Place(Page.CLOSING, closing.id))
    if not record.evidence:
        return NextThing("capture_first_evidence", Place(Page.FIELDWORK))
    found = before_closing(record)
    unsorted = [one for one in found if one.problem.code == "evidence_unsorted"]
    if unsorted:
        return _solve("sort_evidence", unsorted, count=unsorted[0].problem.value("count"))
    for page, code in (
        (Page.FINDINGS, "complete_finding"),
        (Page.COVERAGE, "decide_verdicts"),
        (Page.STAGE1, "complete_stage1"),
    ):
        here = [one for one in holding(found) if one.place.page is page]
        if here:
            return _solve(code, here, count=_count(here))
    return NextThing("hold_closing", Place(Page.CLOSING))


def _closed(record: AuditRecord) -> NextThing:
    missing = [one.blocker for one in gate.holding(gate.entries(record))]
    due = _report_due(record)
    if missing:
        return _solve("complete_report", missing, count=len(missing), due=due)
    frozen = any(one.kind is PaperKind.REPORT and one.state is PaperState.FROZEN for one in record.papers)
    return NextThing("sign_report" if frozen else "compose_report", Place(Page.REPORT), (("due", due),))


def _report_due(record: AuditRecord) -> str:
    """Return the day by which the report must reach the client (D-03), empty before the closing meeting."""
    if record.audit.closed_on is None:
        return ""
    found = deadlines(record.audit.closed_on, record.audit.type, rules_of(record.body))
    return next((one.due.isoformat() for one in found if one.code == "D-03"), "")


def _reported(record: AuditRecord) -> NextThing:
    waiting = [one for one in record.findings if one.state is FindingState.ISSUED and is_nonconformity(one.grade)]
    if not waiting:
        return NextThing("nothing_left", Place(Page.REPORT))
    days = [one.due_plan for one in waiting if one.due_plan is not None]
    values: tuple[tuple[str, Value], ...] = (("count", len(waiting)),)
    if days:
        values = (*values, ("due", min(days).isoformat()))
    return NextThing("wait_for_plans", Place(Page.FOLLOW_UP), values)


def _aborted(record: AuditRecord) -> NextThing:
    return NextThing("audit_ended_early", Place(Page.REPORT), (("reason", record.audit.aborted_reason),))


_BY_STATE: Final = {
    AuditState.PREPARED: _prepared,
    AuditState.OPENED: _opened,
    AuditState.CLOSED: _closed,
    AuditState.REPORTED: _reported,
    AuditState.ABORTED: _aborted,
}


def _solve(code: str, found: list[Blocker] | tuple[Blocker, ...], **values: Value) -> NextThing:
    """Return a next thing that leads to the first of `found`."""
    first = found[0]
    return NextThing(code, first.place, (*values.items(), ("problem", first.problem.code)))


def _count(found: list[Blocker]) -> Value:
    """Return how many things are meant: the open verdicts count one by one."""
    return sum(int(one.problem.value("count") or 1) for one in found)


def _plan(record: AuditRecord, held: int) -> PageState:
    done = sum((bool(record.team), bool(record.sites), bool(record.timetable)))
    return PageState(Page.PLAN, _progress(done, 3, held), done, 3, held)


def _meeting(record: AuditRecord, kind: MeetingKind, page: Page, held: int) -> PageState:
    meeting = meeting_of(record, kind)
    if meeting is None:
        return PageState(page, Progress.TO_DO, blocking=held)
    answered = sum(point.state != "open" for point in meeting.points)
    if meeting.state is MeetingState.FINISHED:
        progress = Progress.UNDER_WAY if held else Progress.DONE
    else:
        progress = Progress.UNDER_WAY if meeting.state is MeetingState.RUNNING or answered else Progress.TO_DO
    return PageState(page, progress, answered, len(meeting.points), held)


def _fieldwork(record: AuditRecord, held: int) -> PageState:
    used = [item for item in record.evidence if item.state is not EvidenceState.WITHDRAWN]
    done = sum(item.state is EvidenceState.SORTED for item in used)
    return PageState(Page.FIELDWORK, _progress(done, len(used), held), done, len(used), held)


def _findings(record: AuditRecord, held: int) -> PageState:
    used = [one for one in record.findings if one.state is not FindingState.WITHDRAWN]
    done = sum(one.state is FindingState.ISSUED for one in used)
    return PageState(Page.FINDINGS, _progress(done, len(used), held), done, len(used), held)


def _coverage(record: AuditRecord, held: int) -> PageState:
    rows = verdict_rules.views(record)
    done = sum(view.row.verdict is not VerdictValue.OPEN for view in rows)
    return PageState(Page.COVERAGE, _progress(done, len(rows), held), done, len(rows), held)


def _report(record: AuditRecord, held: int) -> PageState:
    signed = any(one.kind is PaperKind.REPORT and one.state is PaperState.SIGNED for one in record.papers)
    if signed:
        return PageState(Page.REPORT, Progress.DONE, 1, 1, held)
    begun = bool(record.texts) or any(one.kind is PaperKind.REPORT for one in record.papers)
    return PageState(Page.REPORT, Progress.UNDER_WAY if begun else Progress.TO_DO, 0, 1, held)


def _progress(done: int, whole: int, held: int) -> Progress:
    if not done:
        return Progress.TO_DO if not whole else Progress.UNDER_WAY
    return Progress.DONE if done == whole and not held else Progress.UNDER_WAY
