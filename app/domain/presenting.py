"""What is shown to the client under a point of a meeting: facts of the record, never a remark or a note.

Shown on the projector, so nothing internal may be put here: no remark, no running note, no confidential item.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from app.domain.findings import is_nonconformity
from app.domain.kinds import FindingState, Grade, MeetingKind, Presence, RowKind, Side, TeamRole
from app.domain.words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.domain.fieldwork import Attendee, Finding, Meeting
    from app.domain.record import AuditRecord

    Make = Callable[[AuditRecord, Meeting, Callable[[str], str]], Iterable[str]]

MOST: Final = 14
"""More lines than that nobody reads from a wall; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Lines under a point; `quote` tells that they are read out word by word."""

    lines: tuple[str, ...]
    quote: bool = False
    more: int = 0


def shown(record: AuditRecord, meeting: Meeting, code: str, t: Callable[[str], str]) -> Shown:
    """Return what the record has to show under a point; `t` gives the words for enums."""
    make = _POINTS.get(code)
    lines = tuple(line for line in make(record, meeting, t) if line.strip()) if make else ()
    return Shown(lines[:MOST], code in QUOTED, max(0, len(lines) - MOST))


def copies_kept(record: AuditRecord) -> tuple[str, ...]:
    """Return every item of evidence of which the team keeps a copy, by number and title (CM-17)."""
    return tuple(
        f"{one.label}  {'' if one.confidential else one.title}".strip() for one in record.evidence if one.copy_kept
    )


def _people(record: AuditRecord, meeting: Meeting, t: Callable[[str], str]) -> Iterable[str]:
    del record
    for side in Side:
        there = [one for one in meeting.attendees if one.side is side and one.presence is not Presence.ABSENT]
        if there:
            yield f"{t(word(side))}: {'; '.join(_person(one, t) for one in there)}"


def _person(one: Attendee, t: Callable[[str], str]) -> str:
    what = one.function or (t(word(one.role)) if one.role else "")
    return f"{one.name}, {what}" if what else one.name


def _scope(record: AuditRecord, meeting: Meeting, t: Callable[[str], str]) -> Iterable[str]:
    del t
    final = record.audit.scope_final if meeting.kind is MeetingKind.CLOSING else ""
    return (final or record.audit.scope,)


def _plan(record: AuditRecord, meeting: Meeting, t: Callable[[str], str]) -> Iterable[str]:
    del meeting
    yield t(word(record.audit.type))
    yield from (one.text for one in record.objectives)
    yield "; ".join(f"{one.key} {one.edition}".strip() for one in record.criteria)
    dated = [row for row in record.timetable if row.day is not None]
    for day, rows in groupby(sorted(dated, key=lambda row: (str(row.day), row.starts)), key=lambda row: row.day):
        held = list(rows)
        yield f"{day:%Y-%m-%d}  {held[0].starts}\u2013{max(row.ends for row in held)}"
    yield from _closing_time(record)


def _closing_time(record: AuditRecord) -> Iterable[str]:
    for row in record.timetable:
        if row.kind is RowKind.CLOSING and row.day is not None:
            yield f"{row.topic}: {row.day:%Y-%m-%d} {row.starts}\u2013{row.ends}"


def _closing(record: AuditRecord, meeting: Meeting, t: Callable[[str], str]) -> Iterable[str]:
    del meeting, t
    return _closing_time(record)


def _contact(record: AuditRecord, meeting: Meeting, t: Callable[[str], str]) -> Iterable[str]:
    del meeting, t
    return (
        ", ".join(part for part in (one.name, one.function, one.phone, one.email) if part)
        for one in record.client.contacts
        if one.representative
    )


def _team(record: AuditRecord, meeting: Meeting, t: Callable[[str], str]) -> Iterable[str]:
    del meeting
    return (f"{one.name}, {t(word(one.role))}" for one in record.team)


def _beside(record: AuditRecord, meeting: Meeting, t: Callable[[str], str]) -> Iterable[str]:
    del meeting
    inside = (TeamRole.LEAD_AUDITOR, TeamRole.AUDITOR)
    return (f"{one.name}, {t(word(one.role))}" for one in record.team if one.role not in inside)


def _earlier(record: AuditRecord, meeting: Meeting, t: Callable[[str], str]) -> Iterable[str]:
    del meeting
    return (f"{one.label}  {one.text} ({t(word(one.state))})" for one in record.carried)


def _languages(record: AuditRecord, meeting: Meeting, t: Callable[[str], str]) -> Iterable[str]:
    del meeting
    audit = record.audit
    yield t("Language of the audit") + f": {audit.language}"
    yield t("Language of the report") + f": {audit.report_language}"


def _heads(record: AuditRecord, meeting: Meeting, t: Callable[[str], str]) -> Iterable[str]:
    del meeting, t
    return (f"{one.label}  {one.name}: {one.heads if one.heads is not None else '-'}".strip() for one in record.sites)


def _soa(record: AuditRecord, meeting: Meeting, t: Callable[[str], str]) -> Iterable[str]:
    del meeting, t
    return () if record.soa is None else (f"{record.soa.reference} {record.soa.edition}".strip(),)


def _withheld(record: AuditRecord, meeting: Meeting, t: Callable[[str], str]) -> Iterable[str]:
    del meeting
    return (f"{one.what}: {t(word(one.judgement))}" for one in record.withheld)


def _tools(record: AuditRecord, meeting: Meeting, t: Callable[[str], str]) -> Iterable[str]:
    del record, t
    return (meeting.tools, meeting.consent)


def _standing(record: AuditRecord) -> list[Finding]:
    return [one for one in record.findings if one.state is not FindingState.WITHDRAWN]


def _nonconformities(record: AuditRecord, meeting: Meeting, t: Callable[[str], str]) -> Iterable[str]:
    del meeting
    wanted = [one for one in _standing(record) if is_nonconformity(one.grade)]
    return (f"{one.label}  {t(word(one.grade))}: {one.statement}" for one in wanted)


def _graded(*grades: Grade) -> Make:
    def make(record: AuditRecord, meeting: Meeting, t: Callable[[str], str]) -> Iterable[str]:
        del meeting, t
        return (f"{one.label}  {one.statement}" for one in _standing(record) if one.grade in grades)

    return make


def _conclusion(record: AuditRecord, meeting: Meeting, t: Callable[[str], str]) -> Iterable[str]:
    del meeting, t
    return (record.audit.conclusion,)


def _recommendation(record: AuditRecord, meeting: Meeting, t: Callable[[str], str]) -> Iterable[str]:
    del meeting
    found = record.audit.recommendation
    return () if found is None else (t(word(found)), record.audit.recommendation_reason)


def _dates(record: AuditRecord, meeting: Meeting, t: Callable[[str], str]) -> Iterable[str]:
    del meeting, t
    return (
        f"{one.label}: " + ", ".join(f"{day:%Y-%m-%d}" for day in (one.due_plan, one.due_verified) if day)
        for one in _standing(record)
        if one.due_plan
    )


def _copies(record: AuditRecord, meeting: Meeting, t: Callable[[str], str]) -> Iterable[str]:
    del meeting, t
    return copies_kept(record)


QUOTED: Final = frozenset({"OM-02", "CM-02", "CM-08", "CM-09"})
_POINTS: Final[dict[str, Make]] = {
    "OM-01": _people, "OM-02": _scope, "OM-03": _plan, "OM-04": _contact, "OM-08": _beside, "OM-10": _team,
    "OM-11": _earlier, "OM-14": _languages, "OM-17": _heads, "OM-18": _soa, "OM-19": _withheld, "OM-21": _tools,
    "OM-22": _closing, "OM-23": _team, "CM-01": _people, "CM-02": _scope, "CM-04": _graded(Grade.STRENGTH),
    "CM-05": _nonconformities, "CM-06": _graded(Grade.CONCERN),
    "CM-07": _graded(Grade.OBSERVATION, Grade.OPPORTUNITY), "CM-08": _conclusion, "CM-09": _recommendation,
    "CM-12": _dates, "CM-17": _copies,
}  # fmt: skip
