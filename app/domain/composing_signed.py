"""Confirmations as papers show them, and the paper of one finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain import attestations as rules
from app.domain.attested_people import (
    Day,
    SignLine,
    Translate,
    attendance_matter,
    final_scope,
    meetings_signed,
    note_matter,
    scope_matter,
    sign_lines,
    text_now,
)
from app.domain.blank_sheet import BlankSheetData, Sheet
from app.domain.composing_audit import body_part, client_part, signature_fields
from app.domain.composing_findings import finding_line
from app.domain.composing_shared import Index, Outside, local
from app.domain.errors import UserMistake
from app.domain.kinds import AttestationState, FindingState, MeetingKind, PaperKind, Side
from app.domain.note_data import NoteData
from app.domain.signed_lines import ChangedWords, ScopeSheet, SignedBy, SignedList, SignedPerson
from app.domain.strokes import drawing_hash, simplified
from app.domain.team_facts import active

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.attestations import Matter, WordChange
    from app.domain.fieldwork import Meeting
    from app.domain.record import AuditRecord
    from app.domain.report import PaperStamp

Spoken = tuple[Translate, Day]
"""The words of a language and how it writes a day, to say again what was signed."""
FORMS: Final = {
    Sheet.ATTENDANCE: PaperKind.OPENING_RECORD,
    Sheet.FINDING: PaperKind.NC_NOTE,
    Sheet.SCOPE: PaperKind.CLOSING_RECORD,
}
"""Under which form number of the body an empty sheet is printed."""
NOBODY: Final = SignedBy(AttestationState.OPEN, None, "", "", (), "", "")
NOT_THERE: Final = SignedBy(AttestationState.NOT_PRESENT, None, "", "", (), "", "")


def signed_list(record: AuditRecord, meeting: Meeting, t: Translate, day: Day) -> tuple[SignedList, ...]:
    """Return who signed for having taken part; nothing where attendance is recorded by the lead and nobody signed."""
    meetings = meetings_signed(record, meeting)
    found = [_lines(record, attendance_matter(one), t, day) for one in meetings]
    if not record.body.attendance_signed and not any(line.latest for lines in found for line in lines):
        return ()
    people: dict[tuple[str, str], list[SignLine | None]] = {}
    for place, lines in enumerate(found):
        for line in lines:
            key = (rules.folded(line.name), line.side.value)
            people.setdefault(key, [None] * len(found))[place] = line
    kinds = tuple(one.kind for one in meetings)
    rows = tuple(_person(one, t) for one in people.values())
    return (SignedList(kinds, rows, expected=record.body.attendance_signed),)


def scope_sheet(record: AuditRecord, meeting: Meeting, t: Translate, day: Day) -> tuple[ScopeSheet, ...]:
    """Return the scope sentence both sides sign; only in the record of a closing, and only once there is one."""
    matter = scope_matter(record.audit.id)
    wanted = bool(record.audit.scope_final.strip()) or bool(rules.standing(record.attestations, matter))
    if meeting.kind is not MeetingKind.CLOSING or not wanted:
        return ()
    applied, final = record.audit.scope.strip(), final_scope(record).strip()
    changes = _changes(rules.word_changes(applied, final))
    return (ScopeSheet(applied, final, changes, signed_people(record, matter, t, day)),)


def signed_people(record: AuditRecord, matter: Matter, t: Translate, day: Day) -> tuple[SignedPerson, ...]:
    """Return everybody a matter concerns, with one confirmation each."""
    return tuple(_person([one], t) for one in _lines(record, matter, t, day))


def _lines(record: AuditRecord, matter: Matter, t: Translate, day: Day) -> tuple[SignLine, ...]:
    return sign_lines(record, matter, text_now(record, matter, t, day))


def _person(lines: list[SignLine | None], t: Translate) -> SignedPerson:
    first = next(one for one in lines if one is not None)
    return SignedPerson(first.name, first.told(t), first.side, tuple(_by(one) for one in lines))


def _by(line: SignLine | None) -> SignedBy:
    if line is None:
        return NOT_THERE
    one = line.latest
    if one is None or one.state is AttestationState.OPEN:
        return NOT_THERE if line.state is AttestationState.NOT_PRESENT else NOBODY
    return SignedBy(
        state=one.state,
        when=local(one.confirmed_at, one.confirmed_zone),
        words=one.words,
        code=one.code,
        strokes=simplified(one.strokes),
        drawing_sha256=drawing_hash(one.strokes) if one.strokes else "",
        text_sha256=one.text_sha256,
        changes=_changes(line.reading.difference),
    )


def _changes(found: Iterable[WordChange]) -> tuple[ChangedWords, ...]:
    return tuple(ChangedWords(one.then, one.now) for one in found)


def compose_note(record: AuditRecord, finding_id: str, stamp: PaperStamp, outside: Outside, words: Spoken) -> NoteData:
    """Return what the paper of one finding shows.

    Raises UserMistake: `row_unknown`; `finding_withdrawn`, because of a withdrawn one nothing but its number is told.
    """
    finding = next((one for one in record.findings if one.id == finding_id), None)
    if finding is None:
        raise UserMistake("row_unknown", table="finding")
    if finding.state is FindingState.WITHDRAWN:
        raise UserMistake("finding_withdrawn")
    return NoteData(
        stamp=stamp,
        body=body_part(record.body, record.audit.report_language, PaperKind.NC_NOTE, outside),
        client=client_part(record),
        reference=record.audit.reference,
        file_number=record.audit.file_number,
        audit_kind=record.audit.type,
        finding=finding_line(finding, record, Index(record)),
        draft=finding.state is FindingState.DRAFT,
        people=signed_people(record, note_matter(finding_id), *words),
        signatures=signature_fields(record, PaperKind.NC_NOTE),
    )


def blank_data(record: AuditRecord, sheet: Sheet, stamp: PaperStamp, outside: Outside) -> BlankSheetData:
    """Return what stands on an empty sheet: the head, and on the attendance sheet the people known so far."""
    team = [(one.name, outside.roles.get(one.role, ""), one.side) for one in active(record)]
    people = [(one.name, one.function, Side.CLIENT) for one in record.client.contacts] + team
    return BlankSheetData(
        stamp=stamp,
        body=body_part(record.body, record.audit.report_language, FORMS[sheet], outside),
        client=client_part(record),
        reference=record.audit.reference,
        file_number=record.audit.file_number,
        audit_kind=record.audit.type,
        scope=record.audit.scope,
        sheet=sheet,
        people=tuple(people) if sheet is Sheet.ATTENDANCE else (),
    )
