"""The sample audit as the services kept it: played once, then read."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from app.demo.case import load
from app.demo.play import DemoResult, play
from app.domain.cycle_kinds import Event
from app.domain.kinds import (
    Acknowledgement,
    AuditState,
    CycleState,
    EvidenceState,
    FindingState,
    Grade,
    MeetingKind,
    MeetingState,
    Mode,
    Presence,
    Recommendation,
    Verdict,
)
from app.domain.readiness import before_signing
from app.domain.verdicts import total, views
from tests.support import World, fresh_folder, open_world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.fieldwork import Finding
    from app.domain.record import AuditRecord

pytestmark = pytest.mark.slow

Played = tuple[World, DemoResult, "AuditRecord"]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """Yield the world after the sample audit; tests only read it, because playing takes seconds."""
    folder = tmp_path_factory.mktemp("sample")
    fresh_folder(folder / "workspace")
    (folder / "files").mkdir()
    world = open_world(folder / "workspace")
    result = play(world.services, world.clock, folder / "files")
    try:
        yield world, result, world.services.audits.record(result.audit_id)
    finally:
        world.workspace.close()


def finding(record: AuditRecord, number: str) -> Finding:
    return next(one for one in record.findings if one.final_number == number)


def test_the_report_is_signed_by_both_auditors_and_vouched_for(played: Played) -> None:
    world, result, record = played
    found = world.services.reports.verify(world.services.reports.file(result.report_paper_id))
    auditors = [one["name"] for one in load().rows("people")[:2]]
    assert (found.verdict, [one.name for one in found.signers]) == ("valid", auditors)
    assert record.audit.state is AuditState.REPORTED


def test_nothing_stood_in_the_way_of_the_signature(played: Played) -> None:
    assert [one.problem.code for one in before_signing(played[2]) if one.blocking] == []


def test_every_number_that_a_text_names_is_the_number_the_item_got(played: Played) -> None:
    wanted = {row["title"]: load().labels[row["key"]] for row in load().rows("evidence")}
    assert {one.title: one.label for one in played[2].evidence} == wanted


def test_evidence_is_sorted_and_entered_after_it_happened(played: Played) -> None:
    evidence = played[2].evidence
    assert len(evidence) == 46
    assert {one.state for one in evidence} == {EvidenceState.SORTED}
    for one in evidence:
        assert one.happened_at is not None
        assert one.created_at is not None
        assert timedelta(0) < one.created_at - one.happened_at < timedelta(minutes=30)


def test_each_item_keeps_the_zone_of_its_place(played: Played) -> None:
    zones = {one.site_id: one.happened_zone for one in played[2].evidence}
    names = {site.id: site.zone for site in played[2].sites}
    assert zones == names


def test_the_files_are_kept_with_their_names_and_hashes(played: Played) -> None:
    names = [file.name for one in played[2].evidence for file in one.attachments]
    assert len(names) == 23  # the list of leavers is used twice
    assert "F-22_HD-07 Hướng dẫn nhãn phân loại v1.2.docx" in names
    assert all(len(file.sha256) == 64 for one in played[2].evidence for file in one.attachments)


def test_the_verdicts_have_the_totals_of_the_case(played: Played) -> None:
    assert total(views(played[2])) == {
        Verdict.OPEN: 0,
        Verdict.CONFORM: 103,
        Verdict.NONCONFORM: 6,
        Verdict.OBSERVATION: 5,
        Verdict.NOT_APPLICABLE: 6,
        Verdict.NOT_AUDITED: 3,
    }


def test_findings_carry_the_numbers_of_the_case(played: Played) -> None:
    by_key = {row["title"]: row["key"] for row in load().rows("findings")}
    issued = {one.title: one.final_number for one in played[2].findings if one.state is FindingState.ISSUED}
    assert issued == {title: key for title, key in by_key.items() if key != "NC-06"}
    grades = Counter(one.grade for one in played[2].findings if one.state is FindingState.ISSUED)
    assert grades == {
        Grade.MAJOR: 1, Grade.MINOR: 4, Grade.OBSERVATION: 4, Grade.OPPORTUNITY: 1, Grade.STRENGTH: 3,
    }  # fmt: skip


def test_the_major_has_its_whole_history_and_its_dates(played: Played) -> None:
    major = finding(played[2], "NC-01")
    assert [(step.old, step.new) for step in major.history] == [
        (None, Grade.MINOR),
        (Grade.MINOR, Grade.MINOR),  # the early warning
        (Grade.MINOR, Grade.MAJOR),
    ]
    assert (major.due_plan, major.due_verified) == (date(2026, 4, 30), date(2026, 6, 29))
    assert len(major.evidence_ids) == 4


def test_the_withdrawn_draft_stays_with_its_reason_and_without_a_number(played: Played) -> None:
    (one,) = (one for one in played[2].findings if one.state is FindingState.WITHDRAWN)
    assert one.final_number == ""
    assert "UTC" in one.withdrawn_reason


def test_the_disputed_finding_keeps_both_views(played: Played) -> None:
    one = finding(played[2], "NC-04")
    assert one.acknowledgement is Acknowledgement.DISPUTED
    assert one.client_view
    assert one.team_view


def test_the_meetings_are_held_with_their_people(played: Played) -> None:
    kinds = Counter(one.kind for one in played[2].meetings)
    assert kinds == {MeetingKind.OPENING: 1, MeetingKind.WRAP_UP: 2, MeetingKind.CLOSING: 1}
    assert {one.state for one in played[2].meetings} == {MeetingState.FINISHED}
    for meeting in played[2].meetings:
        if meeting.kind in {MeetingKind.OPENING, MeetingKind.CLOSING}:
            assert sum(one.presence is not Presence.ABSENT for one in meeting.attendees) == 14


def test_sessions_know_place_people_and_remote_tool(played: Played) -> None:
    remote = [one for one in played[2].sessions if one.mode is Mode.REMOTE]
    assert len(remote) == 4
    assert all(one.remote_tool and one.ended_at for one in remote)
    assert all(one.people for one in played[2].sessions)


def test_the_result_is_the_one_of_the_case(played: Played) -> None:
    audit = played[2].audit
    assert audit.recommendation is Recommendation.RECOMMEND_AFTER_MAJORS_VERIFIED
    assert (audit.closed_on, audit.scope_confirmed, audit.internal_audit_done) == (date(2026, 3, 31), True, True)
    assert len(played[2].deviations) == 7


def test_the_workspace_checks_out(played: Played) -> None:
    report = played[0].services.workspace.check()
    assert report.ok


def test_the_cycle_was_told_up_to_the_go_and_moved_by_the_signed_report(played: Played) -> None:
    world, result, record = played
    sheet = world.services.cycles.sheet(record.cycles[0].id)
    assert (sheet.cycle.state, sheet.source.events[-1].audit_id) == (CycleState.STAGE2_DONE, result.audit_id)
    assert [bool(one.actor) for one in sheet.source.events] == [False] * 8 + [True]
    first = sheet.offers[0]
    assert (first.event, first.ready, first.day) == (Event.ISSUE_NONCONFORMITIES, True, date(2026, 3, 31))


def test_the_team_has_declared_and_the_audit_time_is_that_of_the_calculation(played: Played) -> None:
    world, _result, record = played
    facts = world.services.cycles.facts(record.cycles[0].id)
    assert facts.main.declarations_clean
    assert facts.main.plan_accepted
    assert record.time is not None
    assert record.time.days == "15/2"


def test_what_is_due_after_the_sample_audit_are_plans_and_majors(played: Played) -> None:
    world, _result, record = played
    due = [(one.item.code, one.due) for one in world.services.cycles.due(date(2026, 4, 1))]
    assert due == [
        ("D-04", date(2026, 4, 30)), ("D-05", date(2026, 6, 29)), ("D-05-limit", date(2026, 9, 30)),
    ]  # fmt: skip
    assert record.audit.closed_on == date(2026, 3, 31)
