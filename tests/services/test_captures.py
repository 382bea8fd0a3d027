"""One line as evidence with a finding, and files that arrive by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.capture_facts import draft_of, grade_of
from app.domain.drafts import IncomingFile
from app.domain.errors import EnvironmentProblem, UserMistake
from app.domain.kinds import EvidenceState, FindingState, Grade
from tests.support import World


def take(world: World, audit_id: str, line: str) -> str:
    facts = world.services.captures.facts(audit_id)
    typed = facts.read(line)
    return world.services.captures.take(audit_id, draft_of(typed, facts), (), grade_of(typed)).id


def test_a_line_with_a_grade_is_evidence_and_a_draft_finding_in_one_step(world: World, audit_id: str) -> None:
    item_id = take(world, audit_id, "A.5.18 A.8.13 TR-4471 enabled !minor")
    whole = world.services.audits.record(audit_id)
    (finding,) = whole.findings
    assert (finding.grade, finding.title, finding.evidence_ids) == (Grade.MINOR, "TR-4471 enabled", (item_id,))
    assert [(link.ref, link.leading) for link in finding.links] == [("A.5.18", True), ("A.8.13", False)]
    world.services.fields.undo()
    whole = world.services.audits.record(audit_id)
    assert (whole.evidence[0].state, whole.findings[0].state) == (EvidenceState.WITHDRAWN, FindingState.WITHDRAWN)
    world.services.fields.redo()
    whole = world.services.audits.record(audit_id)
    assert (whole.evidence[0].state, whole.findings[0].state) == (EvidenceState.SORTED, FindingState.DRAFT)


def test_a_finding_that_was_issued_is_not_undone(world: World, audit_id: str) -> None:
    take(world, audit_id, "TR-4471 enabled !minor")
    world.services.findings.issue(audit_id)
    with pytest.raises(UserMistake) as caught:
        world.services.fields.undo()
    assert caught.value.code == "finding_issued"
    assert world.services.evidence.list(audit_id)[0].state is not EvidenceState.WITHDRAWN


def test_a_line_without_a_grade_drafts_nothing(world: World, audit_id: str) -> None:
    take(world, audit_id, "A.5.18 seen !obs")
    assert world.services.findings.list(audit_id) == ()


def test_a_file_arrives_once_whatever_it_is_called(world: World, audit_id: str, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"door")
    (tmp_path / "b.jpg").write_bytes(b"door")
    (tmp_path / "c.jpg").write_bytes(b"window")
    files = [IncomingFile(name=name, path=tmp_path / name, made_how="phone") for name in ("a.jpg", "b.jpg", "c.jpg")]
    arrived = world.services.captures.arrive(audit_id, files)
    assert (arrived.kept, arrived.known) == (("a.jpg", "c.jpg"), ("b.jpg",))
    assert world.services.captures.arrive(audit_id, files).kept == ()
    items = world.services.evidence.list(audit_id)
    assert [(one.title, one.state) for one in items] == [
        ("a.jpg", EvidenceState.INBOX),
        ("c.jpg", EvidenceState.INBOX),
    ]
    assert world.services.evidence.file(items[0].attachments[0].id) == b"door"


def test_a_file_of_a_withdrawn_item_does_not_come_back(world: World, audit_id: str) -> None:
    file = IncomingFile(name="a.jpg", data=b"door")
    world.services.captures.arrive(audit_id, [file])
    world.services.evidence.withdraw(world.services.evidence.list(audit_id)[0].id, "private")
    assert world.services.captures.arrive(audit_id, [file]).known == ("a.jpg",)


def test_what_cannot_be_read_is_told_and_what_came_before_stays(world: World, audit_id: str, tmp_path: Path) -> None:
    files = [IncomingFile(name="a", data=b"a"), IncomingFile(name="gone", path=tmp_path / "gone")]
    with pytest.raises(EnvironmentProblem) as caught:
        world.services.captures.arrive(audit_id, files)
    assert caught.value.code == "file_unreadable"
    assert [one.title for one in world.services.evidence.list(audit_id)] == ["a"]
