"""Audit trails: what stands on them, in which order, and that every step comes back."""

from __future__ import annotations

import pytest

from app.domain.audit_trails import StopKind, trails
from app.domain.drafts import EvidenceDraft, FindingDraft
from app.domain.errors import UserMistake
from app.domain.kinds import Grade
from app.services.threads import Target


def _trail(world, audit_id):
    return trails(world.services.audits.record(audit_id))


def _labels(world, audit_id):
    return [stop.label for row in _trail(world, audit_id) for stop in row.stops]


@pytest.fixture
def thread_id(world, audit_id):
    return world.services.threads.begin(audit_id, "Joiner, mover, leaver", Target(ref="A.5.16"), Target(ref="A.6.1")).id


def test_a_trail_leads_through_requirements_evidence_and_findings(world, audit_id, thread_id):
    services = world.services
    evidence = services.evidence.capture(audit_id, EvidenceDraft(title="list")).id
    finding = services.findings.draft(audit_id, FindingDraft(grade=Grade.MINOR, title="late")).id
    services.threads.add(thread_id, Target(evidence_id=evidence), Target(finding_id=finding))
    (row,) = _trail(world, audit_id)
    assert [(one.kind, one.label) for one in row.stops] == [
        (StopKind.REQUIREMENT, "A.5.16"),
        (StopKind.REQUIREMENT, "A.6.1"),
        (StopKind.EVIDENCE, "AB-1"),
        (StopKind.FINDING, "AB-F1"),
    ]


def test_what_is_on_it_already_is_not_put_on_twice(world, audit_id, thread_id):
    changes = world.services.threads.add(thread_id, Target(ref="A.6.1"))
    assert not changes.kinds
    assert _labels(world, audit_id) == ["A.5.16", "A.6.1"]


def test_the_order_is_changed_and_ends_at_the_ends(world, audit_id, thread_id):
    link = _trail(world, audit_id)[0].stops[1].id
    world.services.threads.move(thread_id, link, -1)
    assert _labels(world, audit_id) == ["A.6.1", "A.5.16"]
    world.services.threads.move(thread_id, link, -1)
    assert _labels(world, audit_id) == ["A.6.1", "A.5.16"]


STEPS = (
    ("begin", lambda s, a, t, x: s.begin(a, "Backup", Target(ref="A.8.13"))),
    ("add", lambda s, a, t, x: s.add(t, Target(ref="A.8.2"))),
    ("off", lambda s, a, t, x: s.take_off(t, x)),
    ("move", lambda s, a, t, x: s.move(t, x, 1)),
    ("remove", lambda s, a, t, x: s.remove(t)),
)


@pytest.mark.parametrize("step", [one for _, one in STEPS], ids=[name for name, _ in STEPS])
def test_every_step_is_undone_and_redone(world, audit_id, thread_id, step):
    before = _labels(world, audit_id)
    step(world.services.threads, audit_id, thread_id, _trail(world, audit_id)[0].stops[0].id)
    after = _labels(world, audit_id)
    world.services.fields.undo()
    undone = _labels(world, audit_id)
    world.services.fields.redo()
    assert (undone, _labels(world, audit_id)) == (before, after)
    assert before != after


def test_name_purpose_and_result_come_back_with_a_removed_trail(world, audit_id, thread_id):
    services = world.services
    services.fields.set("thread", thread_id, "result", "Two of five were late.")
    services.threads.remove(thread_id)
    services.fields.undo()
    assert _trail(world, audit_id)[0].thread.result == "Two of five were late."


@pytest.mark.parametrize(("name", "said"), [(" ", "thread_name_missing"), ("joiner, Mover, leaver", "thread_there")])
def test_a_trail_needs_a_name_of_its_own(world, audit_id, thread_id, name, said):
    with pytest.raises(UserMistake, match=said):
        world.services.threads.begin(audit_id, name)


def test_an_emptied_name_is_refused(world, thread_id):
    with pytest.raises(UserMistake, match="thread_name_missing"):
        world.services.fields.set("thread", thread_id, "name", "")
