"""Starting an audit and reading it whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.drafts import FindingDraft, SiteDraft
from app.domain.errors import UserMistake
from app.domain.kinds import AuditState, AuditType, MeetingKind, Mode, TeamRole, Verdict
from app.domain.record import Deviation, TeamMember, TimetableRow
from tests.support import World, add_client, audit_draft, name_me, start_audit


def test_a_new_audit_has_an_open_verdict_for_each_of_the_123_requirements(world: World, audit_id: str) -> None:
    record = world.services.audits.record(audit_id)
    assert len(record.verdicts) == 123
    assert {row.verdict for row in record.verdicts} == {Verdict.OPEN}


def test_the_criteria_are_pinned_as_a_copy_with_version_and_hash(world: World, audit_id: str) -> None:
    (pinned,) = world.services.audits.record(audit_id).criteria
    assert (pinned.key, pinned.catalogue_version) == ("iso27001", 1)
    assert len(pinned.sha256) == 64
    assert pinned.cycle_id is not None


def test_two_audits_of_one_client_share_the_running_cycle(world: World) -> None:
    services = world.services
    client = add_client(services)
    first = services.audits.create(audit_draft(client, reference="R-1")).id
    second = services.audits.create(audit_draft(client, reference="R-2", type=AuditType.SURVEILLANCE)).id
    assert services.audits.record(first).cycles == services.audits.record(second).cycles


def test_a_reference_is_used_once(world: World, audit_id: str) -> None:
    client = world.services.clients.list()[0]
    draft = audit_draft(world.services.clients.get(client.id))
    with pytest.raises(UserMistake) as caught:
        world.services.audits.create(draft)
    assert (caught.value.code, caught.value.field) == ("reference_taken", "reference")


def test_an_audit_that_ends_before_it_starts_is_refused(world: World) -> None:
    draft = audit_draft(add_client(world.services), planned_end=date(2026, 3, 1))
    with pytest.raises(UserMistake, match="dates_reversed"):
        world.services.audits.create(draft)


def test_a_refused_audit_leaves_nothing_behind(world: World) -> None:
    draft = audit_draft(add_client(world.services), criteria=("iso27001", "unknown"))
    before = world.workspace.head().count
    with pytest.raises(UserMistake, match="catalogue_unknown"):
        world.services.audits.create(draft)
    assert world.services.audits.list() == ()
    assert world.workspace.head().count == before


def test_timetable_rows_know_site_and_requirements(world: World) -> None:
    row = TimetableRow(
        label="P-02", topic="Context", starts="09:15", ends="10:45", site_id="S-1", refs=("4.1", "A.5.1")
    )
    audit_id = start_audit(world.services, timetable=(row,))
    record = world.services.audits.record(audit_id)
    (planned,) = record.timetable
    assert planned.refs == ("4.1", "A.5.1")
    assert planned.site_id == record.sites[0].id


def test_a_site_in_the_audit_does_not_move_with_the_client(world: World, audit_id: str) -> None:
    services = world.services
    site = services.audits.record(audit_id).client.sites[0]
    services.fields.set("site", site.id, "name", "New office")
    assert services.audits.record(audit_id).sites[0].name == "Head office"


def test_a_deviation_needs_its_reason_and_gets_the_next_label(world: World, audit_id: str) -> None:
    audits = world.services.audits
    with pytest.raises(UserMistake, match="reason_missing"):
        audits.add_deviation(audit_id, Deviation(subject="P-22"))
    audits.add_deviation(audit_id, Deviation(subject="P-22", reason="store locked"))
    assert [one.label for one in audits.record(audit_id).deviations] == ["DV-1"]


def test_a_site_with_a_finding_stays_and_says_why(world: World, audit_id: str) -> None:
    site = world.services.audits.record(audit_id).sites[0]
    finding = world.services.findings.draft(audit_id, FindingDraft(title="Doors", site_ids=(site.id,)))
    with pytest.raises(UserMistake, match="audit_part_used"):
        world.services.audits.remove("audit_site", site.id)
    world.services.findings.untie(finding.id, site_id=site.id)
    world.services.audits.remove("audit_site", site.id)
    assert site.id not in {one.id for one in world.services.audits.record(audit_id).sites}


def test_an_audit_ended_early_keeps_what_was_found_and_takes_no_more(world: World, audit_id: str) -> None:
    services = world.services
    services.audits.end_early(audit_id, "client stopped")
    assert services.audits.record(audit_id).audit.state == AuditState.ABORTED
    with pytest.raises(UserMistake, match="audit_frozen"):
        services.meetings.prepare(audit_id, MeetingKind.OPENING)


def test_the_list_counts_evidence_and_findings(world: World, audit_id: str) -> None:
    (row,) = world.services.audits.list()
    assert (row.client, row.evidence, row.findings) == ("Muster AG", 0, 0)


def test_a_remote_site_is_marked_so(world: World) -> None:
    client = add_client(world.services)
    sites = (SiteDraft(client_site_id=client.sites[1].id, mode=Mode.REMOTE),)
    made = world.services.audits.create(audit_draft(client, sites=sites))
    assert [site.mode for site in world.services.audits.record(made.id).sites] == [Mode.REMOTE]


def test_a_member_without_a_name_is_refused(world: World, audit_id: str) -> None:
    with pytest.raises(UserMistake) as caught:
        world.services.audits.add_member(audit_id, TeamMember(name="  ", role=TeamRole.OBSERVER))
    assert caught.value.field == "name"


def test_what_is_entered_carries_who_when_and_the_zone(world: World) -> None:
    person_id = name_me(world.services)
    client = add_client(world.services)
    assert (client.created_by, client.created_zone) == (person_id, "Europe/Warsaw")
    assert client.created_at == world.clock.now()


def test_the_record_is_the_same_read_twice(world: World, audit_id: str) -> None:
    first, second = (world.services.audits.record(audit_id) for _ in range(2))
    assert first == second
    assert replace(first, texts=()) == second
