"""Confirmations on a real workspace: every way is kept with its text, replaced and never changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.domain.attestations import AttestationDraft, Matter, text_hash
from app.domain.attested_people import attendance_matter, note_matter, scope_matter
from app.domain.blank_sheet import Sheet
from app.domain.drafts import FindingDraft, IncomingFile, LinkDraft
from app.domain.errors import UserMistake
from app.domain.kinds import Acknowledgement, AttestationState, Grade, MeetingKind, PaperKind, Presence, Side
from app.domain.paper_data import paper_from_json
from app.models.record import Trail
from tests.services.papers import CLIENT, LEAD, PASSWORD, key, sign
from tests.support import World, new_world

S = AttestationState
LINE = {"x": [100, 500, 900], "y": [500, 100, 900], "t": [0, 10, 20]}


@pytest.fixture
def world(tmp_path: Path):
    yield from new_world(tmp_path / "w", with_audit=True)


@pytest.fixture
def audit_id(world: World) -> str:
    return world.services.audits.list()[0].id


@pytest.fixture
def opening(world: World, audit_id: str) -> Matter:
    meeting_id = world.services.meetings.prepare(audit_id, MeetingKind.OPENING).id
    world.services.meetings.begin(meeting_id)
    return attendance_matter(world.services.meetings.get(meeting_id))


@pytest.fixture
def note(world: World, audit_id: str) -> Matter:
    draft = FindingDraft(
        grade=Grade.MINOR, statement="Access stays", objective_evidence="TR-4471", links=(LinkDraft(ref="A.5.18"),)
    )
    return note_matter(world.services.findings.draft(audit_id, draft).id)


def draft_for(world: World, audit_id: str, matter: Matter, state: AttestationState, place: int = 0, **facts):
    sheet = world.services.attesting.sheet(audit_id, matter)
    line = sheet.lines[place]
    made = AttestationDraft(
        name=line.name, function=line.function, side=line.side, attendee_id=line.attendee_id, state=state,
        shown_sha256=sheet.shown_sha256,
    )  # fmt: skip
    return replace(made, **facts)


def confirm(world: World, audit_id: str, matter: Matter, state: AttestationState, place: int = 0, **facts):
    made = world.services.attesting.confirm(
        audit_id, matter, draft_for(world, audit_id, matter, state, place, **facts)
    )  # fmt: skip
    return next(one for one in world.services.audits.record(audit_id).attestations if one.id == made.id)


def line(world: World, audit_id: str, matter: Matter, place: int = 0):
    return world.services.attesting.sheet(audit_id, matter).lines[place]


def test_everybody_of_the_meeting_stands_in_the_list_and_nothing_is_waited_for_by_default(world, audit_id, opening):
    sheet = world.services.attesting.sheet(audit_id, opening)
    assert [one.name for one in sheet.lines] == ["Eva Example", "Ivo Isms", "Anna Berg", "Carl Co"]
    assert not any(one.waits for one in sheet.lines)
    assert "CB-2026-001" in sheet.text


def test_the_setting_of_the_body_asks_everybody_who_was_there(world, audit_id, opening):
    body = world.services.body.ensure()
    world.services.fields.set("body", body.id, "attendance_signed", True)
    absent = world.services.meetings.get(opening.subject_id).attendees[1]
    world.services.fields.set("attendee", absent.id, "presence", Presence.ABSENT)
    found = world.services.attesting.sheet(audit_id, opening).lines
    assert [one.waits for one in found] == [True, False, True, True]
    assert found[1].state is S.NOT_PRESENT


def test_a_drawing_is_kept_with_its_points_times_and_text(world, audit_id, opening):
    row = confirm(world, audit_id, opening, S.DRAWN, strokes=[LINE])
    assert row.strokes == [LINE]
    assert (row.state, row.name, row.moment) == (S.DRAWN, "Eva Example", "opening")
    assert row.text_sha256 == text_hash(row.text)
    assert row.text == world.services.attesting.sheet(audit_id, opening).text
    assert row.confirmed_at == world.clock.now()


def test_a_remote_person_confirms_by_the_code_on_the_sheet(world, audit_id, opening):
    code = world.services.attesting.sheet(audit_id, opening).code("Eva Example")
    assert confirm(world, audit_id, opening, S.REMOTE, code=code.lower()).code == code


def test_a_scan_is_kept_as_an_attachment(world, audit_id, opening):
    scan = IncomingFile(name="sheet.pdf", data=b"%PDF-1.7 scan")
    row = confirm(world, audit_id, opening, S.ON_PAPER, scan=scan)
    assert row.scan_id is not None
    assert world.services.workspace.check().ok


def test_a_later_one_replaces_and_the_earlier_stays(world, audit_id, opening):
    first = confirm(world, audit_id, opening, S.TYPED, typed_name="eva example")
    second = confirm(world, audit_id, opening, S.DRAWN, strokes=[LINE])
    rows = world.services.audits.record(audit_id).attestations
    assert second.replaces_id == first.id
    assert {one.id for one in rows} == {first.id, second.id}
    assert line(world, audit_id, opening).state is S.DRAWN


def test_a_line_is_opened_again_with_a_reason(world, audit_id, opening):
    confirm(world, audit_id, opening, S.TYPED, typed_name="Eva Example")
    with pytest.raises(UserMistake, match="attestation_reason_missing"):
        world.services.attesting.open_again(audit_id, opening, line(world, audit_id, opening), " ")
    world.services.attesting.open_again(audit_id, opening, line(world, audit_id, opening), "wrong line")
    assert line(world, audit_id, opening).state is S.OPEN


def test_a_text_that_moved_on_is_refused_and_nothing_is_kept(world, audit_id, note):
    stale = draft_for(world, audit_id, note, S.TYPED, typed_name="Eva Example")
    world.services.fields.set("finding", note.subject_id, "statement", "Access stays open")
    with pytest.raises(UserMistake, match="shown_text_changed"):
        world.services.attesting.confirm(audit_id, note, stale)
    assert world.services.audits.record(audit_id).attestations == ()


def test_a_note_keeps_signature_and_answer_together(world, audit_id, note):
    facts: dict[str, Any] = {"acknowledgement": Acknowledgement.DISPUTED, "client_view": "it was closed in May"}
    confirm(world, audit_id, note, S.TYPED, typed_name="Eva Example", **facts)
    (finding,) = world.services.audits.record(audit_id).findings
    assert (finding.acknowledgement, finding.acknowledged_by) == (Acknowledgement.DISPUTED, "Eva Example")
    assert finding.client_view == "it was closed in May"


def test_a_changed_finding_was_acknowledged_in_an_earlier_wording(world, audit_id, note):
    confirm(world, audit_id, note, S.TYPED, typed_name="Eva Example")
    world.services.fields.set("finding", note.subject_id, "statement", "Access stays open")
    found = line(world, audit_id, note)
    assert found.waits
    assert [(one.then, one.now) for one in found.reading.difference] == [("", "open")]


def test_the_final_number_is_no_other_wording(world, audit_id, note):
    confirm(world, audit_id, note, S.TYPED, typed_name="Eva Example")
    world.services.findings.issue(audit_id)
    assert line(world, audit_id, note).done


def test_both_sides_sign_the_scope(world, audit_id):
    found = world.services.attesting.sheet(audit_id, scope_matter(audit_id))
    assert [(one.name, one.side) for one in found.lines] == [("Eva Example", Side.CLIENT), ("Anna Berg", Side.BODY)]
    assert "Operation of the platform" in found.text


def test_a_guest_needs_no_place_in_the_list(world, audit_id, note):
    row = confirm(world, audit_id, note, S.TYPED, name="Gus Guest", typed_name="gus guest")
    assert row.name == "Gus Guest"
    assert world.services.attesting.sheet(audit_id, note).lines[-1].name == "Gus Guest"


def test_electronic_stands_only_where_a_key_signed(world, audit_id, opening):
    with pytest.raises(UserMistake, match="electronic_signature_missing"):
        confirm(world, audit_id, opening, S.ELECTRONIC, 2)
    reports = world.services.reports
    paper = reports.freeze(
        audit_id, {"body_name_missing": "in a test"}, kind=PaperKind.OPENING_RECORD, subject_id=opening.subject_id
    )
    reports.sign(paper.id, key(world).id, PASSWORD, LEAD)
    assert confirm(world, audit_id, opening, S.ELECTRONIC, 2).name == "Anna Berg"


def test_after_the_meeting_it_is_still_possible_after_the_report_no_more(world, audit_id, opening):
    world.services.meetings.finish(opening.subject_id)
    confirm(world, audit_id, opening, S.TYPED, typed_name="Eva Example")
    sign(world, audit_id)
    with pytest.raises(UserMistake, match="audit_frozen"):
        confirm(world, audit_id, opening, S.DRAWN, strokes=[LINE])


def test_a_withdrawn_finding_is_not_confirmed(world, audit_id, note):
    world.services.findings.withdraw(note.subject_id, "a mistake of ours")
    with pytest.raises(UserMistake, match="finding_withdrawn"):
        confirm(world, audit_id, note, S.TYPED, typed_name="Eva Example")


def test_each_confirmation_is_an_entry_of_the_trail(world, audit_id, opening):
    confirm(world, audit_id, opening, S.REFUSED, words="not without our lawyer")
    with world.workspace.read() as session:
        last = session.scalars(select(Trail.entry).where(Trail.audit_id == audit_id)).all()[-1]
    assert "attestation.refused" in last
    assert world.services.workspace.check().ok


@pytest.mark.parametrize("sheet", Sheet)
def test_an_empty_sheet_is_printed_before_anything_is_prepared(world, audit_id, sheet):
    pdf = world.services.attesting.blank(audit_id, sheet)
    assert pdf.startswith(b"%PDF-1.7")
    assert world.services.audits.record(audit_id).meetings == ()


def test_the_closing_record_shows_both_signatures_and_the_scope_with_its_difference(world, audit_id, opening):
    confirm(world, audit_id, opening, S.DRAWN, strokes=[LINE])
    world.services.meetings.finish(opening.subject_id)
    meeting_id = world.services.meetings.prepare(audit_id, MeetingKind.CLOSING).id
    closing = attendance_matter(world.services.meetings.get(meeting_id))
    confirm(world, audit_id, closing, S.TYPED, typed_name="Eva Example")
    world.services.fields.set("audit", audit_id, "scope_final", "Operation of the platform and its backup")
    paper = freeze_paper(world, audit_id, PaperKind.CLOSING_RECORD, meeting_id)
    (signed,), (sheet,) = paper.signed, paper.scope_sheet
    eva = next(one for one in signed.people if one.name == "Eva Example")
    assert [one.state for one in eva.by] == [S.DRAWN, S.TYPED]
    assert eva.by[0].strokes == ((100, 500, 500, 100, 900, 900),)
    assert [(one.then, one.now) for one in sheet.changes] == [("", "and its backup")]


def test_the_paper_of_a_finding_is_frozen_and_signed_with_a_key_of_each_side(world, audit_id, note):
    confirm(world, audit_id, note, S.TYPED, typed_name="Eva Example", acknowledgement=Acknowledgement.UNDERSTOOD)
    paper = freeze_paper(world, audit_id, PaperKind.NC_NOTE, note.subject_id)
    assert paper.draft
    assert [(one.name, one.by[0].state) for one in paper.people] == [("Eva Example", S.TYPED), ("Anna Berg", S.OPEN)]
    reports, kept = world.services.reports, world.services.audits.record(audit_id).papers[-1]
    reports.sign(kept.id, key(world).id, PASSWORD, LEAD)
    signed = reports.sign(kept.id, key(world, "Eva Example").id, PASSWORD, CLIENT)
    assert reports.verify(reports.file(signed.id)).verdict == "untrusted"
    assert len(signed.signatures) == 2


def test_the_paper_of_a_withdrawn_finding_is_refused(world, audit_id, note):
    world.services.findings.withdraw(note.subject_id, "a mistake of ours")
    with pytest.raises(UserMistake, match="finding_withdrawn"):
        world.services.reports.plain(audit_id, PaperKind.NC_NOTE, note.subject_id)


def freeze_paper(world: World, audit_id: str, kind: PaperKind, subject_id: str):
    paper = world.services.reports.freeze(
        audit_id, {"body_name_missing": "in a test"}, kind=kind, subject_id=subject_id
    )  # fmt: skip
    return paper_from_json(kind, world.workspace.blobs.open(paper.data_blob_id or "").read())
