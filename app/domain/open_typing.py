"""Typing that was not finished: what of it holds the signature, where it stands, and how that is said.

A draft of a field of the record holds the signature: nobody knows yet which of the two texts is meant. A line that was
typed but never added is no part of the record; it is pointed out and holds nothing. What belongs to a row that is gone
is nobody's any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain import report_texts
from app.domain.errors import UserMistake
from app.domain.kinds import MeetingKind
from app.domain.problems import blocking, hint
from app.domain.readiness import Blocker, Page, Place
from app.domain.sentences import N_, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.domain.errors import Value
    from app.domain.record import AuditRecord

LOOSE: Final = "new"
PLACES: Final = "places"  # the values that `said` puts into words
HELD_BY: Final = "held_by"
_PART, _ONE = "\x1f", "\x1e"
_DEVIATIONS: Final = "deviations"
_MEETING_PAGES: Final = {MeetingKind.OPENING: Page.OPENING, MeetingKind.CLOSING: Page.CLOSING}
_LOOSE_PAGES: Final = {"quick": Page.FIELDWORK, "evidence": Page.FIELDWORK}

_PAGES: Final[dict[str, str]] = {
    Page.OVERVIEW: N_("Overview"),
    Page.PLAN: N_("Overview"),
    Page.STAGE1: N_("Stage 1"),
    Page.OPENING: N_("Opening meeting"),
    Page.FIELDWORK: N_("Fieldwork"),
    Page.FINDINGS: N_("Findings"),
    Page.COVERAGE: N_("Requirement"),
    Page.CLOSING: N_("Closing meeting"),
    Page.REPORT: N_("Report"),
    Page.SETTINGS: N_("Settings"),
}
_NEVER_ADDED: Final = N_("a line that was not added")
# The name of a field as the window shows it; `page.field` goes before `field`.
_FIELDS: Final[dict[str, str]] = {
    "new.quick": N_("the line for capturing"),
    "new.evidence": N_("evidence that was not kept"),
    "fieldwork.title": N_("In one line"),
    "fieldwork.text": N_("What was seen or said"),
    "report.text": N_("Text"),
    "title": N_("Title"),
    "text": N_("Text"),
    "name": N_("Name"),
    "function": N_("Function"),
    "address": N_("Address"),
    "place": N_("Place"),
    "link": N_("Video link"),
    "chair": N_("Chair"),
    "language": N_("Language"),
    "remark": N_("Remark"),
    "reason": N_("Reason"),
    "note": N_("Note"),
    "guide": N_("Guide"),
    "interpreter": N_("Interpreter"),
    "topic": N_("Topic"),
    "topics": N_("Topics"),
    "what": N_("What"),
    "who": N_("Who"),
    "due": N_("Until when"),
    "subject": N_("Subject"),
    "planned": N_("Planned"),
    "done": N_("Done"),
    "scope": N_("Scope"),
    "reference": N_("Reference"),
    "file_number": N_("File number"),
    "criteria_note": N_("Further criteria"),
    "remote_note": N_("Remote parts"),
    "distribution": N_("Distribution of the report"),
    "conclusion": N_("Conclusion"),
    "recommendation_reason": N_("Reason of the recommendation"),
    "statement": N_("Statement of nonconformity"),
    "objective_evidence": N_("Objective evidence"),
    "grade_reason": N_("Why this grade"),
    "process": N_("Process"),
    "client_view": N_("View of the client"),
    "team_view": N_("View of the team"),
    "acknowledged_by": N_("Acknowledged by"),
    "document_reference": N_("Reference"),
    "document_edition": N_("Version"),
    "document_date": N_("Date of the document"),
    "document_owner": N_("Owner"),
    "classification": N_("Classification"),
    "pages": N_("Pages or section"),
    "seen_where": N_("Seen where"),
    "consent": N_("Consent to the copy"),
    "sample_what": N_("Records of"),
    "sample_period": N_("Period"),
    "population": N_("Population"),
    "sample_size": N_("Sample size"),
    "selection": N_("How chosen"),
    "deviating": N_("Deviating"),
    "sample_ids": N_("Items looked at"),
    "expected": N_("Expected"),
    "role": N_("Role of the person"),
    "unit": N_("Unit"),
    "guide_present": N_("Guide present"),
    "photo_allowed": N_("Photo allowed by"),
    "system": N_("System"),
    "operated_by": N_("Operated by"),
    "setting": N_("Screen, command or setting seen"),
    "requirements": N_("Requirements"),
    "edition": N_("Version"),
    "conditions": N_("Conditions"),
    "stage2_focus": N_("Focus of stage 2"),
}


@dataclass(frozen=True, slots=True)
class Typing:
    """One draft: of a field of a row, or of nothing recorded yet (`kind` is then `LOOSE`, `row_id` its key)."""

    kind: str
    row_id: str
    field: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that can be typed into: where it is shown, and what it is called there."""

    kind: str
    id: str
    place: Place
    label: str = ""


def blockers(record: AuditRecord, drafts: Iterable[Typing]) -> tuple[Blocker, ...]:
    """Return a blocking problem for each field with unfinished typing, and a hint for each line never added."""
    rows = {(row.kind, row.id): row for row in _rows(record)}
    found = []
    for one in drafts:
        row = rows.get((one.kind, one.row_id))
        if one.kind == LOOSE:
            found.append(_never_added(one.row_id))
        elif row is not None:
            page = row.place.page
            where = _PART.join((page, row.label, one.field))
            place = Place(page, row.place.row, row.place.field or one.field)
            found.append(Blocker(blocking("drafts_open", one.field, count=1, places=where), place))
    return tuple(found)


def _never_added(key: str) -> Blocker:
    prefix = key.partition(":")[0]
    page = _LOOSE_PAGES.get(prefix, Page.OVERVIEW)
    where = _PART.join((page if prefix in _LOOSE_PAGES else "", "", f"{LOOSE}.{prefix}"))
    return Blocker(hint("line_not_added", places=where), Place(page))


def together(found: Iterable[Blocker]) -> UserMistake | None:
    """Return one error for all that is blocking in `found`, `None` if nothing is."""
    places = [str(one.problem.value(PLACES)) for one in found if one.blocking]
    return UserMistake("drafts_open", count=len(places), places=_ONE.join(places)) if places else None


def said(values: Mapping[str, Value], t: Callable[[str], str]) -> dict[str, Value]:
    """Return `values` with the places in the words of the window, and what holds a paper as its sentence.

    A place is said like `Findings NC-01, Objective evidence; …`.
    """
    found = dict(values)
    if PLACES in values:
        found[PLACES] = "; ".join(_said(one, t) for one in str(values[PLACES]).split(_ONE))
    if HELD_BY in values:
        found[HELD_BY] = t(sentence(str(values[HELD_BY])).what).format_map(defaultdict(str, values))
    return found


def _said(one: str, t: Callable[[str], str]) -> str:
    page, label, field = [*one.split(_PART), "", ""][:3]
    if page == Page.REPORT and label:
        label = t(label)  # the title of a text
    name = _FIELDS.get(f"{page}.{field}") or _FIELDS.get(field) or ""
    if not name:
        name = _NEVER_ADDED if field.startswith(f"{LOOSE}.") else field.replace("_", " ")
    head = " ".join(part for part in (t(_PAGES[page]) if page in _PAGES else "", label) if part)
    return ", ".join(part for part in (head, t(name) if name else "") if part)


def _rows(record: AuditRecord) -> Iterator[_Row]:
    """Yield everything that is typed into, in the order of the pages."""
    yield _Row("audit", record.audit.id, Place(Page.PLAN))
    yield _Row("client", record.client.id, Place(Page.PLAN), record.client.name)
    plan = [("team_member", one.id, one.name) for one in record.team]
    plan += [("audit_site", one.id, one.name) for one in record.sites]
    plan += [("timetable_row", one.id, one.label or one.topic) for one in record.timetable]
    yield from (_Row(kind, key, Place(Page.PLAN), label) for kind, key, label in plan)
    yield from _meetings(record)
    yield from _stage1(record)
    yield from _fieldwork(record)
    yield from (_Row("finding", one.id, Place(Page.FINDINGS, one.id), one.label) for one in record.findings)
    yield from (_Row("verdict", one.id, Place(Page.COVERAGE, one.ref, "verdict"), one.ref) for one in record.verdicts)
    yield from _report(record)


def _meetings(record: AuditRecord) -> Iterator[_Row]:
    for meeting in record.meetings:
        place = Place(_MEETING_PAGES.get(meeting.kind, Page.OVERVIEW), meeting.id)
        yield _Row("meeting", meeting.id, place)
        yield from (_Row("meeting_point", one.id, place, one.code) for one in meeting.points)
        yield from (_Row("attendee", one.id, place, one.name) for one in meeting.attendees)
        yield from (_Row("action", one.id, place, one.label) for one in meeting.actions)


def _stage1(record: AuditRecord) -> Iterator[_Row]:
    for review in record.reviews:
        yield _Row("document_review", review.id, Place(Page.STAGE1, f"documents:{review.id}"), review.title)
    for one in record.readiness:
        yield _Row("readiness", one.id, Place(Page.STAGE1, f"readiness:{one.ref}"), one.ref)


def _fieldwork(record: AuditRecord) -> Iterator[_Row]:
    for session in record.sessions:
        yield _Row("session", session.id, Place(Page.FIELDWORK), session.topic)
        yield from (_Row("session_person", one.id, Place(Page.FIELDWORK), one.name) for one in session.people)
    yield from (_Row("note", one.id, Place(Page.FIELDWORK)) for one in record.notes)
    for item in record.evidence:
        place = Place(Page.FIELDWORK, item.id)
        yield _Row("evidence", item.id, place, item.label)
        yield from (_Row("evidence_link", one.id, place, item.label) for one in item.links)


def _report(record: AuditRecord) -> Iterator[_Row]:
    titles = {row.key: row.title for row in report_texts.narrative(record.audit.type)}
    for one in record.texts:
        yield _Row("report_text", one.id, Place(Page.REPORT, one.key), titles.get(one.key, one.key))
    for objective in record.objectives:
        yield _Row("objective", objective.id, Place(Page.REPORT, objective.id, "reached"))
    for deviation in record.deviations:
        yield _Row("deviation", deviation.id, Place(Page.REPORT, _DEVIATIONS), deviation.label)
