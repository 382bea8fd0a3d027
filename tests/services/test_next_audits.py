"""The next audit takes over what was handed on, asks for what changed, and never drags an old result along."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.client import Site, Soa
from app.domain.cycle_kinds import Event
from app.domain.errors import UserMistake
from app.domain.kinds import (
    Assignment,
    AuditState,
    AuditType,
    CarriedKind,
    CarriedState,
    CycleState,
    Grade,
    ProgrammeLine,
    ProgrammeStep,
    TeamRole,
    Verdict,
)
from app.domain.next_audit import SpecialKind
from app.domain.record import TeamMember
from tests import cycle_world as way
from tests.cycle_world import Walker, begin
from tests.support import World


@pytest.fixture
def walker(world: World) -> Walker:
    """Return a client whose stage 2 was held with a major, a minor and an observation."""
    made = begin(world)
    stage2 = way.to_stage2(made, Grade.MAJOR, Grade.MINOR, Grade.OBSERVATION)
    with world.workspace.write() as uow:  # points are left before the report is signed
        row = uow.session.get_one(way.audit_tables.Audit, stage2)
        row.state = AuditState.CLOSED
        uow.record("audit.changed", row, audit=stage2)
        uow.commit()
    world.services.next_audits.add_point(stage2, "Store room of S-2", "A.7.2")
    world.services.verdicts.decide(stage2, ["A.5.18"], Verdict.CONFORM)
    return made


def test_open_nonconformities_and_points_are_handed_on_and_nothing_else(world: World, walker: Walker) -> None:
    draft = world.services.next_audits.propose(walker.audits[-1], AuditType.SURVEILLANCE)
    assert [(one.kind, one.label, one.grade) for one in draft.carried] == [
        (CarriedKind.NONCONFORMITY, "NC-01", Grade.MAJOR),
        (CarriedKind.NONCONFORMITY, "NC-02", Grade.MINOR),
        (CarriedKind.POINT, "P1", None),
    ]
    assert (draft.step, draft.previous_reference) == (ProgrammeStep.SURVEILLANCE1, "A-2")


def test_the_next_audit_begins_with_nothing_that_was_judged_before(world: World, walker: Walker) -> None:
    services = world.services
    before = services.audits.record(walker.audits[-1])
    draft = services.next_audits.propose(walker.audits[-1], AuditType.SURVEILLANCE)
    record = services.audits.record(services.next_audits.start(draft).id)
    assert {one.verdict for one in record.verdicts} == {Verdict.OPEN}
    assert (record.evidence, record.judgements, record.findings, record.meetings, record.texts, record.papers) == (
        (), (), (), (), (), (),
    )  # fmt: skip
    assert (record.declarations, record.statements, record.withheld) == ((), (), ())
    assert [(one.assignment, one.declared_on, one.days) for one in record.team] == [(Assignment.OPEN, None, "")]
    assert (record.audit.previous_id, record.audit.state) == (before.audit.id, AuditState.PREPARED)
    assert (record.audit.recommendation, record.audit.conclusion, record.audit.scope_confirmed) == (None, "", False)
    assert [one.cycle_id for one in record.criteria] == [walker.cycle_id]
    assert services.audits.record(before.audit.id) == before


def test_carried_items_keep_where_they_come_from_and_wait_for_a_result(world: World, walker: Walker) -> None:
    services = world.services
    draft = services.next_audits.propose(walker.audits[-1], AuditType.SURVEILLANCE)
    record = services.audits.record(services.next_audits.start(draft).id)
    source = services.audits.record(walker.audits[-1])
    assert [(one.source_finding_id, one.state) for one in record.carried[:2]] == [
        (one.id, CarriedState.OPEN) for one in source.findings[:2]
    ]
    major, _minor, point = record.carried
    with pytest.raises(UserMistake, match="carried_remark_missing"):
        services.next_audits.judge(major.id, CarriedState.NOT_EFFECTIVE)
    with pytest.raises(UserMistake, match="carried_state_wrong"):
        services.next_audits.judge(point.id, CarriedState.VERIFIED)
    services.next_audits.judge(major.id, CarriedState.NOT_EFFECTIVE, "two leavers again")
    services.next_audits.judge(point.id, CarriedState.NOTED)
    services.fields.undo()
    found = services.audits.record(record.audit.id).carried
    assert [one.state for one in found] == [CarriedState.NOT_EFFECTIVE, CarriedState.OPEN, CarriedState.OPEN]


def test_a_nonconformity_verified_at_the_next_audit_counts_as_verified_from_its_closing_day(
    world: World, walker: Walker
) -> None:
    services = world.services
    walker.take(Event.ISSUE_NONCONFORMITIES)
    draft = services.next_audits.propose(walker.audits[-1], AuditType.SPECIAL, SpecialKind.FOLLOW_UP)
    visit = services.next_audits.start(replace(draft, planned_start=date(2026, 6, 4))).id
    for one in services.audits.record(visit).carried[:2]:
        services.next_audits.judge(one.id, CarriedState.VERIFIED)
    assert services.cycles.facts(walker.cycle_id).main.open_majors == ("NC-01",)  # the visit is not over
    walker.on(date(2026, 6, 5))
    way.hold(walker, visit)
    facts = services.cycles.facts(walker.cycle_id)
    assert (facts.main.open_majors, facts.main.nonconformities[0].verified_on) == ((), date(2026, 6, 5))
    again = services.next_audits.propose(walker.audits[-1], AuditType.SURVEILLANCE)
    assert [one.kind for one in again.carried] == [CarriedKind.POINT]


def test_what_changed_is_asked_with_old_and_new_and_the_rest_is_not(world: World, walker: Walker) -> None:
    services = world.services
    site = services.clients.get(walker.client_id).sites[0]
    services.fields.set("site", site.id, "heads", 45)
    services.clients.add_site(walker.client_id, Site(label="S-3", name="Harbour two", heads=5))
    services.clients.add_soa(walker.client_id, Soa(edition="2.2", reference="SOA", dated=date(2026, 5, 1)))
    draft = services.next_audits.propose(walker.audits[-1], AuditType.SURVEILLANCE)
    told = {one.kind.value: (one.then, one.now, one.differs) for one in draft.changes}
    assert told == {
        "heads": ("52", "62", True),
        "sites": ("S-1 Head office, S-2 Quay", "S-1 Head office, S-2 Quay, S-3 Harbour two", True),
        "soa": ("", "SOA 2.2", True),
        "scope": ("Operation of the harbour", "Operation of the harbour", False),
    }
    assert [(one.label, one.heads_then, one.heads_now, one.new) for one in draft.sites] == [
        ("S-1", 40, 45, False), ("S-2", 12, 12, False), ("S-3", None, 5, True),
    ]  # fmt: skip


def test_heads_corrected_in_the_form_are_those_of_the_client_and_of_the_audit(world: World, walker: Walker) -> None:
    services = world.services
    draft = services.next_audits.propose(walker.audits[-1], AuditType.SURVEILLANCE)
    first = replace(draft.sites[0], heads_now=47)
    made = services.next_audits.start(replace(draft, sites=(first, *draft.sites[1:])))
    assert services.clients.get(walker.client_id).sites[0].heads == 47
    assert services.audits.record(made.id).sites[0].heads == 47
    assert services.audits.record(walker.audits[-1]).sites[0].heads == 40


def test_sites_are_those_of_the_programme_and_the_central_function(world: World, walker: Walker) -> None:
    services = world.services
    services.clients.add_site(walker.client_id, Site(label="S-3", name="Harbour two", heads=5))
    third = services.clients.get(walker.client_id).sites[2]
    cells = [(ProgrammeLine.SITE, third.id, ProgrammeStep.SURVEILLANCE1, True)]
    services.programmes.set_cells(walker.cycle_id, cells)
    draft = services.next_audits.propose(walker.audits[-1], AuditType.SURVEILLANCE)
    assert [(one.label, one.taken, one.why) for one in draft.sites] == [
        ("S-1", True, "central"), ("S-2", False, ""), ("S-3", True, "planned"),
    ]  # fmt: skip
    record = services.audits.record(services.next_audits.start(draft).id)
    assert [one.label for one in record.sites] == ["S-1", "S-3"]


def test_the_second_surveillance_follows_the_first_and_takes_over_what_it_left_open(
    world: World, walker: Walker
) -> None:
    services = world.services
    first = services.next_audits.start(services.next_audits.propose(walker.audits[-1], AuditType.SURVEILLANCE)).id
    major = services.audits.record(first).carried[0]
    services.next_audits.judge(major.id, CarriedState.NOT_EFFECTIVE, "again")
    with pytest.raises(UserMistake, match="audit_not_closed"):
        services.next_audits.start(services.next_audits.propose(first, AuditType.SURVEILLANCE))
    walker.on(date(2027, 5, 11))
    way.hold(walker, first)
    draft = services.next_audits.propose(first, AuditType.SURVEILLANCE)
    assert (draft.step, [one.label for one in draft.carried]) == (
        ProgrammeStep.SURVEILLANCE2, ["NC-01", "NC-02", "P1"],
    )  # fmt: skip
    assert services.next_audits.latest(walker.client_id) == first


def test_concerns_of_stage_1_go_to_stage_2(world: World) -> None:
    walker = begin(world)
    way.to_programme(walker)
    walker.on(date(2026, 1, 19))
    stage1 = way.plan_audit(walker, AuditType.STAGE1)
    walker.take(Event.PLAN_STAGE1)
    way.hold(walker, stage1, Grade.CONCERN)
    walker.take(Event.HOLD_STAGE1)
    draft = world.services.next_audits.propose(stage1, AuditType.STAGE2)
    made = world.services.next_audits.start(draft).id
    (item,) = world.services.audits.record(made).carried
    assert (item.kind, item.label, draft.until) == (CarriedKind.CONCERN, "AC-01", date(2026, 7, 19))
    assert world.services.cycles.facts(walker.cycle_id).stage1_review.concerns_open == 0  # stage 2 was told


def test_who_took_no_part_and_guides_are_not_proposed_again(world: World, walker: Walker) -> None:
    services = world.services
    audit = services.next_audits.start(services.next_audits.propose(walker.audits[-1], AuditType.SURVEILLANCE)).id
    for name, role in (("Carl Co", TeamRole.AUDITOR), ("Gus Guide", TeamRole.GUIDE)):
        services.audits.add_member(audit, TeamMember(name=name, role=role, days="2"))
    services.teams.decline(services.audits.record(audit).team[1].id, "ill")
    walker.later()
    way.hold(walker, audit)
    draft = services.next_audits.propose(audit, AuditType.SURVEILLANCE)
    assert [one.name for one in draft.team] == [way.LEAD]


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({"type": AuditType.RECERTIFICATION}, "audit_type_does_not_follow"),
        ({"type": AuditType.SPECIAL}, "special_kind_missing"),
        ({"reference": "A-2"}, "reference_taken"),
        ({"planned_start": date(2027, 5, 12), "planned_end": date(2027, 5, 11)}, "dates_reversed"),
    ],
)
def test_what_does_not_fit_starts_nothing(
    world: World, walker: Walker, changed: dict[str, object], wanted: str
) -> None:
    draft = world.services.next_audits.propose(walker.audits[-1], AuditType.SURVEILLANCE)
    with pytest.raises(UserMistake, match=wanted):
        world.services.next_audits.start(replace(draft, **changed))  # type: ignore[arg-type]
    assert len(world.services.audits.list()) == 2


def test_points_are_entered_changed_and_taken_out_until_the_report_is_signed(world: World, walker: Walker) -> None:
    services, audit = world.services, walker.audits[-1]
    services.next_audits.add_point(audit, "Second supplier")
    first, second = services.audits.record(audit).next_points
    services.fields.set("next_point", second.id, "text", "Second supplier of messages")
    services.next_audits.remove_point(first.id)
    assert [one.text for one in services.audits.record(audit).next_points] == ["Second supplier of messages"]
    services.fields.undo()
    assert len(services.audits.record(audit).next_points) == 2
    with pytest.raises(UserMistake, match="text_missing"):
        services.next_audits.add_point(audit, "  ")


def test_a_recertification_stays_in_the_cycle_and_a_new_client_begins_anew(world: World) -> None:
    walker = begin(world)
    way.to_certificate(walker)
    walker.on(date(2027, 5, 11))
    first = world.services.next_audits.start(
        world.services.next_audits.propose(walker.audits[-1], AuditType.SURVEILLANCE)
    ).id
    way.hold(walker, first)
    draft = world.services.next_audits.propose(first, AuditType.RECERTIFICATION)
    record = world.services.audits.record(world.services.next_audits.start(draft).id)
    assert ([one.cycle_id for one in record.criteria], draft.until) == ([walker.cycle_id], date(2029, 3, 18))
    assert walker.state is CycleState.CERTIFIED  # the cycle moves by its own steps
