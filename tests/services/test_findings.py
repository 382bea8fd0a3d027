"""Findings and verdicts: history is kept, reasons are asked, undo is recorded."""

from __future__ import annotations

import hashlib

import pytest

from app.domain.drafts import EvidenceDraft, FindingDraft, LinkDraft
from app.domain.errors import UserMistake
from app.domain.kinds import Acknowledgement, FindingState, Grade, MeetingKind, Verdict
from tests.support import World


def _draft(world: World, audit_id: str, **values: object) -> str:
    draft = FindingDraft(**({"statement": "Access stays", "links": (LinkDraft(ref="A.5.18"),)} | values))  # type: ignore[arg-type]
    return world.services.findings.draft(audit_id, draft).id


def test_drafts_are_numbered_per_author(world: World, audit_id: str) -> None:
    for _ in range(2):
        _draft(world, audit_id)
    assert [one.label for one in world.services.findings.list(audit_id)] == ["AB-F1", "AB-F2"]


def test_the_first_requirement_leads_until_another_is_chosen(world: World, audit_id: str) -> None:
    services, finding_id = world.services, _draft(world, audit_id)
    second = services.findings.link(finding_id, LinkDraft(ref="A.6.5"))
    services.findings.lead_with(second.id)
    links = services.findings.list(audit_id)[0].links
    assert [(one.ref, one.leading) for one in links] == [("A.5.18", False), ("A.6.5", True)]


def test_another_requirement_leads_when_the_leading_one_goes(world: World, audit_id: str) -> None:
    services, finding_id = world.services, _draft(world, audit_id)
    services.findings.link(finding_id, LinkDraft(ref="A.6.5"))
    services.findings.unlink(services.findings.list(audit_id)[0].links[0].id)
    assert [(one.ref, one.leading) for one in services.findings.list(audit_id)[0].links] == [("A.6.5", True)]


def test_a_regrade_keeps_the_old_grade_with_who_and_why(world: World, audit_id: str) -> None:
    services, finding_id = world.services, _draft(world, audit_id)
    services.findings.regrade(finding_id, Grade.MAJOR, "found again at S-1")
    (finding,) = services.findings.list(audit_id)
    assert finding.grade == Grade.MAJOR
    assert [(one.old, one.new, one.reason) for one in finding.history] == [
        (None, Grade.MINOR, ""),
        (Grade.MINOR, Grade.MAJOR, "found again at S-1"),
    ]


def test_a_regrade_without_a_reason_is_refused(world: World, audit_id: str) -> None:
    finding_id = _draft(world, audit_id)
    with pytest.raises(UserMistake, match="reason_missing"):
        world.services.findings.regrade(finding_id, Grade.MAJOR, " ")


def test_an_undone_regrade_is_a_step_of_its_own_in_the_history(world: World, audit_id: str) -> None:
    services, finding_id = world.services, _draft(world, audit_id)
    services.findings.regrade(finding_id, Grade.MAJOR, "again")
    services.fields.undo()
    (finding,) = services.findings.list(audit_id)
    assert (finding.grade, len(finding.history)) == (Grade.MINOR, 3)


def test_evidence_and_sites_are_tied_once(world: World, audit_id: str) -> None:
    services, finding_id = world.services, _draft(world, audit_id)
    evidence = services.evidence.capture(audit_id, EvidenceDraft(title="e"))
    site = services.audits.record(audit_id).sites[0]
    for _ in range(2):
        services.findings.use_evidence(finding_id, evidence.id)
        services.findings.at_site(finding_id, site.id)
    (finding,) = services.findings.list(audit_id)
    assert (finding.evidence_ids, finding.site_ids) == ((evidence.id,), (site.id,))
    services.findings.untie(finding_id, evidence_id=evidence.id)
    assert services.findings.list(audit_id)[0].evidence_ids == ()


def test_the_text_of_an_issued_finding_changes_only_with_a_reason(world: World, audit_id: str) -> None:
    services, finding_id = world.services, _draft(world, audit_id)
    services.findings.issue(audit_id)
    with pytest.raises(UserMistake, match="finding_issued"):
        services.fields.set("finding", finding_id, "statement", "other")
    services.fields.set("finding", finding_id, "statement", "other", reason="wrong number")
    assert services.findings.list(audit_id)[0].statement == "other"


def test_an_acknowledgement_holds_the_hash_of_what_was_shown(world: World, audit_id: str) -> None:
    services, finding_id = world.services, _draft(world, audit_id, objective_evidence="TR-4471")
    services.findings.acknowledge(finding_id, Acknowledgement.UNDERSTOOD, "Eva Example")
    (finding,) = services.findings.list(audit_id)
    assert finding.acknowledged_sha256 == hashlib.sha256(b"minor\nAccess stays\nTR-4471").hexdigest()
    assert (finding.acknowledged_by, finding.acknowledged_at) == ("Eva Example", world.clock.now())


def test_a_dispute_needs_words(world: World, audit_id: str) -> None:
    finding_id = _draft(world, audit_id)
    with pytest.raises(UserMistake) as caught:
        world.services.findings.acknowledge(finding_id, Acknowledgement.DISPUTED, "Eva Example")
    assert (caught.value.code, caught.value.field) == ("words_missing", "client_view")


def test_a_withdrawn_finding_is_closed_to_changes_and_can_be_taken_up_again(world: World, audit_id: str) -> None:
    services, finding_id = world.services, _draft(world, audit_id)
    services.findings.withdraw(finding_id, "two zones")
    with pytest.raises(UserMistake, match="finding_withdrawn"):
        services.fields.set("finding", finding_id, "title", "x")
    services.findings.take_up_again(finding_id)
    assert services.findings.list(audit_id)[0].state == FindingState.DRAFT


def test_not_audited_needs_a_reason(world: World, audit_id: str) -> None:
    with pytest.raises(UserMistake) as caught:
        world.services.verdicts.decide(audit_id, ["A.5.6"], Verdict.NOT_AUDITED)
    assert caught.value.field == "reason"


def test_many_verdicts_are_one_step_and_one_undo(world: World, audit_id: str) -> None:
    services = world.services
    services.verdicts.decide(audit_id, ["4.1"], Verdict.OBSERVATION, note="flood maps")
    services.verdicts.decide(audit_id, ["4.1", "4.2", "4.3"], Verdict.CONFORM)
    services.fields.undo()
    found = {row.ref: (row.verdict, row.note) for row in services.audits.record(audit_id).verdicts[:3]}
    assert found == {"4.1": (Verdict.OBSERVATION, "flood maps"), "4.2": (Verdict.OPEN, ""), "4.3": (Verdict.OPEN, "")}


def test_judgements_of_two_auditors_stand_side_by_side(world: World, audit_id: str) -> None:
    services = world.services
    team = services.audits.record(audit_id).team
    services.verdicts.judge(audit_id, "A.5.18", Verdict.CONFORM, auditor_id=team[0].id)
    services.verdicts.judge(audit_id, "A.5.18", Verdict.NONCONFORM, auditor_id=team[1].id)
    services.verdicts.judge(audit_id, "A.5.18", Verdict.OBSERVATION, auditor_id=team[0].id)
    rows = services.audits.record(audit_id).judgements
    assert sorted(row.verdict for row in rows) == [Verdict.NONCONFORM, Verdict.OBSERVATION]


def test_the_meeting_end_does_not_renumber_issued_findings(world: World, audit_id: str) -> None:
    services = world.services
    _draft(world, audit_id)
    services.findings.issue(audit_id)
    _draft(world, audit_id, grade=Grade.MAJOR)
    services.meetings.finish(services.meetings.prepare(audit_id, MeetingKind.CLOSING).id)
    assert {one.grade: one.final_number for one in services.findings.list(audit_id)} == {
        Grade.MINOR: "NC-01",
        Grade.MAJOR: "NC-02",
    }
