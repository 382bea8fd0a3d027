"""Rules of findings and the lead auditor's decision against them; findings that are found again; undo of links."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.drafts import EvidenceDraft, FindingDraft, LinkDraft
from app.domain.earlier import found_again, history, last_results, repeat_offers
from app.domain.errors import UserMistake
from app.domain.finding_rules import rules_of, surroundings
from app.domain.findings import problems
from app.domain.kinds import AuditType, FindingState, Grade, Verdict
from app.domain.readiness import before_closing, finding_facts
from app.models.audit import Audit, TeamMember
from tests.support import audit_draft


def _minor(world, audit_id, *refs, **more):
    links = tuple(LinkDraft(ref=ref) for ref in refs or ("A.5.18",))
    draft = FindingDraft(grade=Grade.MINOR, statement="Access stays", links=links, **more)
    return world.services.findings.draft(audit_id, draft).id


def _finding(world, audit_id, finding_id):
    return next(one for one in world.services.findings.list(audit_id) if one.id == finding_id)


def _rules(world, audit_id, finding_id):
    record = world.services.audits.record(audit_id)
    around = surroundings(record.findings, world.services.finding_rules.earlier(audit_id), record.carried)
    finding = next(one for one in record.findings if one.id == finding_id)
    return {one.problem.code: one for one in rules_of(finding, finding_facts(record), around)}


@pytest.fixture
def second(world, audit_id):
    """Return a second audit after the first one, which issued a minor on A.5.18 and called 9.2.2 an observation."""
    services = world.services
    _minor(world, audit_id)
    services.verdicts.decide(audit_id, ["9.2.2"], Verdict.OBSERVATION)
    services.findings.issue(audit_id)
    client = services.clients.list()[0]
    made = start_again(services, client.id)
    with world.workspace.write() as uow:
        row = uow.session.get(Audit, made)
        row.previous_id = audit_id
        uow.record("audit.changed", row, audit=made)
        uow.commit()
    return made


def start_again(services, client_id):
    client = services.clients.get(client_id)
    me = services.body.me()
    draft = audit_draft(
        client, me.id, reference="CB-2027-001", type=AuditType.SURVEILLANCE,
        planned_start=date(2027, 3, 1), planned_end=date(2027, 3, 2),
    )  # fmt: skip
    return services.audits.create(draft).id


def test_a_rule_that_is_decided_against_no_longer_holds_the_finding(world, audit_id):
    finding_id = _minor(world, audit_id)
    assert "binding_clause_missing" in _rules(world, audit_id, finding_id)
    world.services.finding_rules.decide(finding_id, "binding_clause_missing", "named in the opinion of the body")
    facts = finding_facts(world.services.audits.record(audit_id))
    assert "binding_clause_missing" not in {one.code for one in problems(_finding(world, audit_id, finding_id), facts)}


def test_rule_and_decision_are_both_kept(world, audit_id):
    finding_id = _minor(world, audit_id)
    world.services.finding_rules.decide(finding_id, "binding_clause_missing", "because so")
    rule = _rules(world, audit_id, finding_id)["binding_clause_missing"]
    assert (rule.decision.reason, rule.decision.decided_by) == ("because so", "Anna Berg")


def test_a_decision_is_undone_and_redone(world, audit_id):
    finding_id = _minor(world, audit_id)
    world.services.finding_rules.decide(finding_id, "binding_clause_missing", "because so")
    world.services.fields.undo()
    assert _finding(world, audit_id, finding_id).decisions == ()
    world.services.fields.redo()
    assert [one.reason for one in _finding(world, audit_id, finding_id).decisions] == ["because so"]


@pytest.mark.parametrize(
    ("code", "reason", "said"), [("title_missing", "x", "rule_unknown"), ("control_excluded", " ", "reason_missing")]
)
def test_what_a_standard_wants_is_not_decided_away(world, audit_id, code, reason, said):
    finding_id = _minor(world, audit_id)
    with pytest.raises(UserMistake, match=said):
        world.services.finding_rules.decide(finding_id, code, reason)


def test_another_auditor_of_the_team_does_not_decide(world, audit_id):
    finding_id = _minor(world, audit_id)
    member = world.services.audits.record(audit_id).team[0]
    with world.workspace.write() as uow:
        row = uow.session.get(TeamMember, member.id)
        row.role = "auditor"
        uow.record("team.changed", row, audit=audit_id)
        uow.commit()
    with pytest.raises(UserMistake, match="not_lead_auditor"):
        world.services.finding_rules.decide(finding_id, "binding_clause_missing", "x")


def test_minors_on_one_requirement_are_a_rule_of_each(world, audit_id):
    first, other = _minor(world, audit_id), _minor(world, audit_id)
    assert "minors_on_one_requirement" in _rules(world, audit_id, first)
    world.services.finding_rules.decide(other, "minors_on_one_requirement", "two shifts, two lapses")
    codes = {one.problem.code for one in before_closing(world.services.audits.record(audit_id))}
    assert "minors_on_one_requirement" not in codes


def test_the_last_result_and_its_findings_are_told(world, audit_id, second):
    last = last_results(world.services.finding_rules.earlier(second))
    assert (last["9.2.2"].verdict, last["9.2.2"].audit) == (Verdict.OBSERVATION, "CB-2026-001")
    assert "A.5.15" not in last


def test_an_earlier_finding_on_the_same_requirement_is_offered_and_taken(world, audit_id, second):
    finding_id = _minor(world, second)
    earlier = world.services.finding_rules.earlier(second)
    (offer,) = repeat_offers(_finding(world, second, finding_id), earlier)
    world.services.finding_rules.repeat(finding_id, offer.id)
    finding = _finding(world, second, finding_id)
    assert [one.number for one in history(finding, earlier)] == ["NC-01"]
    assert found_again(finding, earlier) == offer
    assert repeat_offers(finding, earlier) == ()


def test_a_minor_that_is_found_again_may_be_a_major(world, audit_id, second):
    finding_id = _minor(world, second)
    earlier = world.services.finding_rules.earlier(second)
    world.services.finding_rules.repeat(finding_id, earlier.audits[0].findings[0].id)
    assert "minor_found_again" in _rules(world, second, finding_id)
    world.services.findings.regrade(finding_id, Grade.MAJOR, "found again")
    assert "minor_found_again" not in _rules(world, second, finding_id)


def test_what_nobody_found_before_is_not_repeated(world, audit_id):
    finding_id = _minor(world, audit_id)
    with pytest.raises(UserMistake, match="repeat_unknown"):
        world.services.finding_rules.repeat(finding_id, finding_id)


LINKS = (
    ("link", lambda s, f, e, x: s.findings.link(f, LinkDraft(ref="8.1"))),
    ("lead", lambda s, f, e, x: s.findings.lead_with(x[1])),
    ("unlink", lambda s, f, e, x: s.findings.unlink(x[0])),
    ("evidence", lambda s, f, e, x: s.findings.use_evidence(f, e)),
    ("site", lambda s, f, e, x: s.findings.at_site(f, x[2])),
    ("withdraw", lambda s, f, e, x: s.findings.withdraw(f, "not so")),
)


def _shape(finding):
    links = tuple((one.ref, one.part, one.leading) for one in finding.links)
    return links, finding.evidence_ids, finding.site_ids, finding.state, finding.withdrawn_reason


@pytest.mark.parametrize("step", [one for _, one in LINKS], ids=[name for name, _ in LINKS])
def test_every_change_of_a_finding_is_undone_and_redone(world, audit_id, step):
    services = world.services
    evidence_id = services.evidence.capture(audit_id, EvidenceDraft(title="list")).id
    finding_id = _minor(world, audit_id, "A.5.18", "6.1.3")
    links = [one.id for one in _finding(world, audit_id, finding_id).links]
    site = services.audits.record(audit_id).sites[0].id
    before = _shape(_finding(world, audit_id, finding_id))
    step(services, finding_id, evidence_id, (*links, site))
    after = _shape(_finding(world, audit_id, finding_id))
    services.fields.undo()
    undone = _shape(_finding(world, audit_id, finding_id))
    services.fields.redo()
    assert (undone, _shape(_finding(world, audit_id, finding_id))) == (before, after)
    assert before != after


def test_taking_up_again_is_undone_to_the_same_reason(world, audit_id):
    finding_id = _minor(world, audit_id)
    world.services.findings.withdraw(finding_id, "not so")
    world.services.findings.take_up_again(finding_id)
    world.services.fields.undo()
    finding = _finding(world, audit_id, finding_id)
    assert (finding.state, finding.withdrawn_reason) == (FindingState.WITHDRAWN, "not so")
