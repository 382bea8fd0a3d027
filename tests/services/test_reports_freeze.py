"""Freezing: what it refuses, what it keeps, and that it can be made again byte for byte."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import timedelta

import pikepdf
import pytest

from app.domain.drafts import EvidenceDraft
from app.domain.errors import Cancelled, UserMistake
from app.domain.kinds import MeetingKind, PaperKind, PaperState
from app.domain.paper_data import PaperData
from app.services import paper_types, papers, reports, signatures
from tests.services.papers import freeze, reasons
from tests.support import World


def test_a_preview_is_marked_and_cannot_be_signed(world: World, audit_id: str) -> None:
    pdf = world.services.reports.preview(audit_id)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert all("/OnsitePreview" in page.resources.Font for page in opened.pages)
        assert "/AcroForm" not in opened.Root or len(opened.Root.AcroForm.Fields) == 0
    assert world.services.reports.list(audit_id) == ()


def test_what_is_missing_is_told(world: World, audit_id: str) -> None:
    codes = {one.code for one in world.services.reports.missing(audit_id) if one.blocking}
    assert {"opening_meeting_not_held", "verdicts_open", "recommendation_missing"} <= codes


def test_a_report_with_gaps_is_not_frozen(world: World, audit_id: str) -> None:
    with pytest.raises(UserMistake, match="report_not_ready"):
        world.services.reports.freeze(audit_id)
    assert world.services.reports.list(audit_id) == ()


def test_one_reason_left_out_is_enough_to_refuse(world: World, audit_id: str) -> None:
    given = reasons(world, audit_id)
    given["verdicts_open"] = "  "
    with pytest.raises(UserMistake) as caught:
        world.services.reports.freeze(audit_id, given)
    values = caught.value.values
    assert (values["held"], values["held_by"], values["first"]) == (1, "verdicts_open", "4.1")


def test_unfinished_typing_is_waited_for(world: World, audit_id: str) -> None:
    world.services.fields.keep_draft("audit", audit_id, "scope", "half a sen", audit_id=audit_id)
    with pytest.raises(UserMistake, match="drafts_open"):
        freeze(world, audit_id)
    assert "drafts_open" in [one.code for one in world.services.reports.missing(audit_id)]


def test_freezing_keeps_data_bytes_hash_and_head(world: World, audit_id: str) -> None:
    head = world.services.workspace.head(audit_id).value
    paper = freeze(world, audit_id)
    assert (paper.state, paper.revision, paper.trail_head) == (PaperState.FROZEN, 1, head)
    assert hashlib.sha256(world.services.reports.unsigned(paper.id)).hexdigest() == paper.unsigned_sha256
    assert world.services.reports.file(paper.id) == world.services.reports.unsigned(paper.id)


def test_freezing_writes_one_entry_with_the_reasons(world: World, audit_id: str) -> None:
    given = reasons(world, audit_id)
    before = world.services.workspace.head(audit_id).count
    world.services.reports.freeze(audit_id, given)
    assert world.services.workspace.head(audit_id).count == before + 1
    assert world.services.workspace.check().ok


def test_a_second_freezing_is_the_next_revision(world: World, audit_id: str) -> None:
    first = freeze(world, audit_id)
    second = freeze(world, audit_id)
    assert [one.revision for one in world.services.reports.list(audit_id)] == [first.revision, second.revision]
    assert (first.revision, second.revision) == (1, 2)


def test_a_change_while_the_paper_is_made_refuses_it(
    world: World, audit_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = paper_types.build

    def slow(kind: PaperKind, data: PaperData, pictures: papers.Pictures) -> bytes:
        world.services.evidence.capture(audit_id, EvidenceDraft(title="captured meanwhile"))
        return build(kind, data, pictures)

    given = reasons(world, audit_id)
    monkeypatch.setattr(reports, "build", slow)
    with pytest.raises(UserMistake, match="changed_meanwhile"):
        world.services.reports.freeze(audit_id, given)
    assert world.services.reports.list(audit_id) == ()


def test_cancelling_leaves_nothing(world: World, audit_id: str) -> None:
    def stop(percent: int, text: str) -> None:
        if text == "keeping":
            raise Cancelled

    with pytest.raises(Cancelled):
        world.services.reports.freeze(audit_id, reasons(world, audit_id), stop)
    assert world.services.reports.list(audit_id) == ()


def test_the_paper_can_be_made_again_byte_for_byte(world: World, audit_id: str) -> None:
    paper = freeze(world, audit_id)
    world.clock.set(world.clock.now() + timedelta(days=400))
    found = world.services.reports.rebuild_and_compare(paper.id)
    assert found.same
    assert (found.first_difference, found.other_tools, found.record_changes) == (None, (), ())


def test_the_comparison_names_what_the_record_says_differently_now(world: World, audit_id: str) -> None:
    paper = freeze(world, audit_id)
    world.services.fields.set("audit", audit_id, "scope", "Another scope")
    found = world.services.reports.rebuild_and_compare(paper.id)
    assert found.same
    assert found.record_changes == ("audit.scope",)


def test_a_paper_made_with_other_data_is_seen(world: World, audit_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = freeze(world, audit_id)
    read = signatures.data_of
    there, other = b"Operation of the platform", b"Something else"
    monkeypatch.setattr(signatures, "data_of", lambda kind, text: read(kind, text.replace(there, other)))
    found = world.services.reports.rebuild_and_compare(paper.id)
    assert not found.same
    assert found.first_difference is not None


def test_the_frozen_data_are_those_inside_the_paper(world: World, audit_id: str) -> None:
    paper = freeze(world, audit_id)
    kept = world.workspace.blobs.open(paper.data_blob_id or "").read()
    assert json.loads(kept)["report"]["stamp"]["trail_head"] == paper.trail_head
    assert json.loads(kept)["format"] == "onsite.report/1"


def test_a_meeting_record_is_written_unsigned(world: World, audit_id: str) -> None:
    meeting = world.services.meetings.prepare(audit_id, MeetingKind.OPENING)
    pdf = world.services.reports.meeting_record(meeting.id)
    assert pdf.startswith(b"%PDF-")
    assert b"/Type /Sig\n" not in pdf
