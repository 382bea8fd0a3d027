"""Evidence: captured, linked, completed, withdrawn; bytes untouched."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.drafts import EvidenceDraft, IncomingFile, LinkDraft, SessionDraft
from app.domain.errors import EnvironmentProblem, UserMistake
from app.domain.kinds import EvidenceKind, EvidenceState, Judgement
from tests.support import World


def test_one_line_is_enough_and_waits_in_the_inbox(world: World, audit_id: str) -> None:
    world.services.evidence.capture(audit_id, EvidenceDraft(text="Door open\nsecond line"))
    (item,) = world.services.evidence.list(audit_id)
    assert (item.title, item.state, item.label) == ("Door open", EvidenceState.INBOX, "AB-1")


def test_a_file_alone_is_enough(world: World, audit_id: str) -> None:
    world.services.evidence.capture(
        audit_id, EvidenceDraft(), [IncomingFile(name="door.jpg", data=b"\xff\xd8\xff\xe0")]
    )
    (item,) = world.services.evidence.list(audit_id)
    assert (item.title, item.attachments[0].media_type) == ("door.jpg", "image/jpeg")


def test_nothing_is_not_evidence(world: World, audit_id: str) -> None:
    with pytest.raises(UserMistake, match="evidence_empty"):
        world.services.evidence.capture(audit_id, EvidenceDraft(title="  "))


def test_two_dates_are_kept(world: World, audit_id: str) -> None:
    happened = world.clock.now() - timedelta(minutes=12)
    world.services.evidence.capture(audit_id, EvidenceDraft(title="seen", happened_at=happened))
    (item,) = world.services.evidence.list(audit_id)
    assert (item.happened_at, item.created_at) == (happened, world.clock.now())


def test_a_link_sorts_the_item_and_keeps_the_part(world: World, audit_id: str) -> None:
    links = (LinkDraft(ref="6.1.2", part="c) 1)"), LinkDraft(other="Contract, annex 3"))
    world.services.evidence.capture(audit_id, EvidenceDraft(title="method", links=links))
    (item,) = world.services.evidence.list(audit_id)
    assert item.state == EvidenceState.SORTED
    assert [(one.ref, one.part, one.other) for one in item.links] == [
        ("6.1.2", "c) 1)", ""),
        ("", "", "Contract, annex 3"),
    ]


def test_an_unknown_requirement_is_refused_and_nothing_is_kept(world: World, audit_id: str) -> None:
    with pytest.raises(UserMistake, match="requirement_unknown"):
        world.services.evidence.capture(audit_id, EvidenceDraft(title="x", links=(LinkDraft(ref="A.9.99"),)))
    assert world.services.evidence.list(audit_id) == ()


def test_a_heading_is_not_a_requirement(world: World, audit_id: str) -> None:
    with pytest.raises(UserMistake, match="requirement_unknown"):
        world.services.evidence.capture(audit_id, EvidenceDraft(title="x", links=(LinkDraft(ref="6.1"),)))


def test_the_fields_of_a_kind_are_kept(world: World, audit_id: str) -> None:
    details: dict[str, str | int | bool | None] = {
        "sample_what": "leavers",
        "population": 21,
        "sample_size": 10,
        "deviating": 5,
    }
    draft = EvidenceDraft(title="sample", kind=EvidenceKind.RECORD_SAMPLE, details=details)
    world.services.evidence.capture(audit_id, draft)
    (item,) = world.services.evidence.list(audit_id)
    assert (item.population, item.sample_size, item.deviating, item.sample_what) == (21, 10, 5, "leavers")


def test_an_unknown_field_is_refused(world: World, audit_id: str) -> None:
    with pytest.raises(UserMistake, match="field_unknown"):
        world.services.evidence.capture(audit_id, EvidenceDraft(title="x", details={"cause": "why"}))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=3000))
def test_bytes_come_back_untouched_with_their_hash(world: World, audit_id: str, data: bytes) -> None:
    made = world.services.evidence.capture(audit_id, EvidenceDraft(title="f"), [IncomingFile(name="f.bin", data=data)])
    item = next(one for one in world.services.evidence.list(audit_id) if one.id == made.id)
    (attachment,) = item.attachments
    assert attachment.sha256 == hashlib.sha256(data).hexdigest()
    assert world.services.evidence.file(attachment.id) == data


def test_the_same_bytes_are_stored_once_and_shown_twice(world: World, audit_id: str) -> None:
    for name in ("a.txt", "b.txt"):
        world.services.evidence.capture(audit_id, EvidenceDraft(title=name), [IncomingFile(name=name, data=b"same")])
    files = [one.attachments[0] for one in world.services.evidence.list(audit_id)]
    assert len({one.blob_id for one in files}) == 1
    assert {one.name for one in files} == {"a.txt", "b.txt"}


def test_a_file_that_cannot_be_read_is_named_and_nothing_is_kept(world: World, audit_id: str, tmp_path: Path) -> None:
    gone = IncomingFile(name="gone.pdf", path=tmp_path / "gone.pdf")
    with pytest.raises(EnvironmentProblem) as caught:
        world.services.evidence.capture(audit_id, EvidenceDraft(title="x"), [gone])
    assert (caught.value.code, caught.value.values["name"]) == ("file_unreadable", "gone.pdf")
    assert world.services.evidence.list(audit_id) == ()


def test_a_copy_is_written_and_never_over_another_file(world: World, audit_id: str, tmp_path: Path) -> None:
    world.services.evidence.capture(audit_id, EvidenceDraft(title="f"), [IncomingFile(name="f", data=b"bytes")])
    attachment = world.services.evidence.list(audit_id)[0].attachments[0]
    world.services.evidence.save_file(attachment.id, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == b"bytes"
    with pytest.raises(FileExistsError):
        world.services.evidence.save_file(attachment.id, tmp_path / "out")


def test_withdrawn_evidence_keeps_its_number_and_takes_no_more(world: World, audit_id: str) -> None:
    services = world.services
    made = services.evidence.capture(audit_id, EvidenceDraft(title="wrong"))
    services.evidence.withdraw(made.id, "wrong audit")
    services.evidence.capture(audit_id, EvidenceDraft(title="right"))
    assert [one.label for one in services.evidence.list(audit_id)] == ["AB-1", "AB-2"]
    with pytest.raises(UserMistake, match="evidence_withdrawn"):
        services.evidence.link(made.id, LinkDraft(ref="5.2"))


def test_capture_can_be_undone_and_done_again(world: World, audit_id: str) -> None:
    services = world.services
    made = services.evidence.capture(audit_id, EvidenceDraft(title="seen", judgement=Judgement.CONFORM))
    services.fields.undo()
    assert services.evidence.list(audit_id)[0].state == EvidenceState.WITHDRAWN
    services.fields.redo()
    assert services.evidence.list(audit_id)[0].id == made.id
    assert services.evidence.list(audit_id)[0].state != EvidenceState.WITHDRAWN


def test_evidence_inherits_the_site_of_its_session(world: World, audit_id: str) -> None:
    services = world.services
    site = services.audits.record(audit_id).sites[1]
    session = services.sessions.open(audit_id, SessionDraft(topic="Tour", site_id=site.id, people=(("Kim", "guide"),)))
    services.evidence.capture(audit_id, EvidenceDraft(title="door", session_id=session.id))
    assert services.evidence.list(audit_id)[0].site_id == site.id
    assert services.sessions.list(audit_id)[0].people[0].name == "Kim"


def test_the_auditor_who_captures_is_the_observer_unless_another_is_named(world: World, audit_id: str) -> None:
    services = world.services
    team = services.audits.record(audit_id).team
    services.evidence.capture(audit_id, EvidenceDraft(title="mine"))
    services.evidence.capture(audit_id, EvidenceDraft(title="his", observed_by_id=team[1].id))
    assert [one.observed_by_id for one in services.evidence.list(audit_id)] == [team[0].id, team[1].id]


def test_notes_are_numbered_per_author_with_their_own_time(world: World, audit_id: str) -> None:
    services = world.services
    for text in ("first", "second"):
        services.sessions.note(audit_id, text)
    notes = services.audits.record(audit_id).notes
    assert [(one.author, one.number, one.text) for one in notes] == [("AB", 1, "first"), ("AB", 2, "second")]


def test_the_same_bytes_are_attached_to_an_item_once_and_it_is_told(world: World, audit_id: str) -> None:
    evidence = world.services.evidence
    first, other = (evidence.capture(audit_id, EvidenceDraft(title=title)) for title in ("first", "other"))
    photo, copy = IncomingFile(name="door.jpg", data=b"door"), IncomingFile(name="copy.jpg", data=b"door")
    assert evidence.attach(first.id, [photo, copy]).already == ("copy.jpg",)
    again = evidence.attach(first.id, [photo])
    assert (again.already, again.changes.kinds) == (("door.jpg",), frozenset())
    assert evidence.attach(other.id, [photo]).already == ()
    names = {one.title: [file.name for file in one.attachments] for one in evidence.list(audit_id)}
    assert names == {"first": ["door.jpg"], "other": ["door.jpg"]}


def test_a_line_that_is_too_long_goes_on_in_the_description(world: World, audit_id: str) -> None:
    line = "word " * 150
    world.services.evidence.capture(audit_id, EvidenceDraft(title=line, text="Seen at the gate"))
    (item,) = world.services.evidence.list(audit_id)
    rest, _, text = item.text.partition("\n\n")
    assert len(item.title) <= 500
    assert (f"{item.title} {rest}", text) == (line.strip(), "Seen at the gate")
    world.services.evidence.capture(audit_id, EvidenceDraft(title="x" * 700))
    assert "x" * 700 in [one.title + one.text for one in world.services.evidence.list(audit_id)]
