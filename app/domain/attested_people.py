"""Whose confirmation belongs to which paper, how far each is, and who is next; the wording each of them is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.attestations import (
    ATTENDANCE,
    SCOPE,
    SIGNED,
    WITHOUT,
    Duty,
    Matter,
    Reading,
    S,
    folded,
    latest_of,
    reads,
    standing,
)
from app.domain.composing_shared import Index, auditors, local
from app.domain.errors import UserMistake
from app.domain.kinds import AttestationState, MeetingKind, PaperKind, Presence, Side, TeamRole
from app.domain.sentence import N_
from app.domain.words import word

if TYPE_CHECKING:
    from app.domain.confirming import Attestation
    from app.domain.fieldwork import Finding, Meeting
    from app.domain.record import AuditRecord

Translate = Callable[[str], str]
Day = Callable[..., str]

_TOOK_PART: Final = N_("{meeting} of the audit {reference} of {client}: I took part.")
_TOOK_PART_ON: Final = N_("{meeting} of the audit {reference} of {client} on {day}: I took part.")
_SCOPE: Final = N_("Scope of certification as agreed in the closing meeting of the audit {reference} of {client}:")
_SCOPE_END: Final = N_("The certification body decides on the scope; this sentence is the recommendation to it.")
_NOTE: Final = N_("Finding of the audit {reference} of {client}, grade: {grade}.")
_NOTE_END: Final = N_(
    "I have received this finding and understood it. Understood is not accepted: "
    "what I think of it is recorded beside it."
)
_PAPER: Final = N_("I have received the paper “{paper}” of the audit {reference} of {client} and understood it.")


@dataclass(frozen=True, slots=True)
class SignLine:
    """One person and one matter: what is waited for, what stands, and whether it stands for the wording of now."""

    name: str
    function: str
    side: Side
    attendee_id: str | None
    duty: Duty
    latest: Attestation | None
    reading: Reading
    role: TeamRole | None = None

    @property
    def state(self) -> AttestationState:
        """Return what is recorded; an absent person is not present without anybody writing it down."""
        if self.latest is not None:
            return self.latest.state
        return S.NOT_PRESENT if self.duty is Duty.NOT_PRESENT else S.OPEN

    def told(self, t: Translate) -> str:
        """Return the function, or for people of the team their role."""
        return self.function or (t(word(self.role)) if self.role else "")

    @property
    def waits(self) -> bool:
        """Tell whether a confirmation is missing, or was given to an earlier wording."""
        if self.state in SIGNED:
            return not self.reading.current
        return self.duty is Duty.EXPECTED and self.state is S.OPEN

    @property
    def done(self) -> bool:
        """Tell whether nothing more is to be asked of this person."""
        return self.state in SIGNED | WITHOUT | {S.REFUSED} and not self.waits


def attendance_matter(meeting: Meeting) -> Matter:
    """Return the matter of taking part in a meeting; interim meetings are kept like the opening."""
    return Matter(ATTENDANCE.get(meeting.kind, PaperKind.OPENING_RECORD), meeting.id, meeting.kind.value)


def scope_matter(audit_id: str) -> Matter:
    """Return the matter of the final scope sentence, which both sides sign with the closing record."""
    return Matter(PaperKind.CLOSING_RECORD, audit_id, SCOPE)


def note_matter(finding_id: str) -> Matter:
    """Return the matter of one finding."""
    return Matter(PaperKind.NC_NOTE, finding_id)


def final_scope(record: AuditRecord) -> str:
    """Return the scope sentence both sides sign: the final one, or that of the audit while nobody changed it."""
    return record.audit.scope_final.strip() or record.audit.scope


def sign_lines(record: AuditRecord, matter: Matter, text: str) -> tuple[SignLine, ...]:
    """Return everybody whose confirmation belongs to a matter, with how far each is.

    Attendance: who was there, by the setting of the body (default: recorded by the lead). Everything else: the client's
    signatory and the lead auditor, and whoever else has confirmed it.
    """
    meeting = meeting_of_matter(record, matter)
    people = _attendees(record, meeting) if meeting else _both_sides(record, matter)
    lines = []
    roles = {(folded(one.name), one.side): one.role for one in record.team}
    for name, function, side, attendee_id, duty in people:
        latest = latest_of(record.attestations, matter, name, side, attendee_id)
        role = roles.get((folded(name), side))
        lines.append(SignLine(name, function, side, attendee_id, duty, latest, _reading(latest, text), role))
    return tuple(lines)


def _reading(latest: Attestation | None, text: str) -> Reading:
    return Reading(current=True) if latest is None else reads(latest, text)


_Row = tuple[str, str, Side, str | None, Duty]


def _attendees(record: AuditRecord, meeting: Meeting) -> list[_Row]:
    present = Duty.EXPECTED if record.body.attendance_signed else Duty.RECORDED
    return [
        (one.name, one.function, one.side, one.id, Duty.NOT_PRESENT if one.presence is Presence.ABSENT else present)
        for one in meeting.attendees
    ]


def _both_sides(record: AuditRecord, matter: Matter) -> list[_Row]:
    members = [one for one in record.team if one.id == matter.subject_id]
    if matter.paper is PaperKind.DECLARATION and members:
        return [(one.name, "", one.side, None, Duty.EXPECTED) for one in members]
    rows: list[_Row] = []
    contacts = sorted(record.client.contacts, key=lambda one: (not one.top_management, not one.representative))
    rows += [(one.name, one.function, Side.CLIENT, None, Duty.EXPECTED) for one in contacts[:1]]
    lead = next((one for one in auditors(record) if one.role is TeamRole.LEAD_AUDITOR), None)
    if lead is not None:
        rows.append((lead.name, "", Side.BODY, None, Duty.EXPECTED))
    return rows + _others(record, matter, rows)


def _others(record: AuditRecord, matter: Matter, known: list[_Row]) -> list[_Row]:
    names = {(folded(name), side) for name, _function, side, _id, _duty in known}
    return [
        (one.name, one.function, one.side, one.attendee_id, Duty.RECORDED)
        for one in standing(record.attestations, matter)
        if (folded(one.name), one.side) not in names and one.state is not S.OPEN
    ]


def meeting_of_matter(record: AuditRecord, matter: Matter) -> Meeting | None:
    """Return the meeting whose attendance is confirmed, `None` for other matters."""
    return next((one for one in record.meetings if one.id == matter.subject_id), None)


def text_now(record: AuditRecord, matter: Matter, t: Translate, day: Day) -> str:
    """Return what the person is shown and confirms, in the language of `t`, as the record has it now.

    The number of a finding is not part of it: it becomes final when the closing meeting ends, after it was signed.
    Raises UserMistake: `row_unknown` when the matter names nothing of this audit.
    """
    meeting = meeting_of_matter(record, matter)
    if meeting is not None:
        return _attendance_text(record, meeting, t, day)
    if matter.moment == SCOPE:
        return "\n".join((_filled(record, t(_SCOPE)), f"“{final_scope(record)}”", t(_SCOPE_END)))
    finding = next((one for one in record.findings if one.id == matter.subject_id), None)
    if matter.paper is PaperKind.NC_NOTE:
        if finding is None:
            raise UserMistake("row_unknown", table="finding")
        return note_text(record, finding, t)
    return _filled(record, t(_PAPER), paper=t(word(matter.paper)))


def _filled(record: AuditRecord, text: str, **more: str) -> str:
    return text.format(reference=record.audit.reference, client=record.client.name, **more)


def _attendance_text(record: AuditRecord, meeting: Meeting, t: Translate, day: Day) -> str:
    at = local(meeting.started_at or meeting.planned_start, meeting.zone)
    name = t(word(meeting.kind))
    if at is None:
        return _filled(record, t(_TOOK_PART), meeting=name)
    return _filled(record, t(_TOOK_PART_ON), meeting=name, day=day(at.date()))


def note_text(record: AuditRecord, finding: Finding, t: Translate) -> str:
    """Return a finding as it is shown to the client: requirement, statement, evidence, grade and why."""
    titles = Index(record).titles
    needs = [
        " ".join(part for part in (link.ref or link.other, link.part, titles.get(link.ref, "")) if part)
        for link in sorted(finding.links, key=lambda link: not link.leading)
    ]
    facts = (
        (t("Requirement"), "; ".join(needs)),
        (t("Statement"), finding.statement),
        (t("Objective evidence"), finding.objective_evidence),
        (t("Why this grade"), finding.grade_reason),
    )
    lines = [_filled(record, t(_NOTE), grade=t(word(finding.grade)))]
    lines += [f"{label}: {value.strip()}" for label, value in facts if value.strip()]
    return "\n".join([*lines, t(_NOTE_END)])


def meetings_signed(record: AuditRecord, meeting: Meeting) -> tuple[Meeting, ...]:
    """Return the meetings whose signatures a record shows: a closing shows the opening beside it."""
    if meeting.kind is not MeetingKind.CLOSING:
        return (meeting,)
    opening = next((one for one in record.meetings if one.kind is MeetingKind.OPENING), None)
    return (opening, meeting) if opening is not None else (meeting,)
