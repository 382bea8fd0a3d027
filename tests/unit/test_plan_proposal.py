"""The first draft of a plan: what holds for any team, any sites and any dates, and how the harbour case comes out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.client_file import Process
from app.domain.kinds import AuditType, Mode, ProgrammeLine, ProgrammeStep, RowKind, SiteKind, TeamRole
from app.domain.plan_checks import Severity, plan_problems
from app.domain.plan_cover import wanted_refs
from app.domain.plan_proposal import DaySettings, propose
from app.domain.plan_time import plan_time
from app.domain.programme import Cell, Line, Matrix
from app.domain.record import AuditRecord, AuditSite, TeamMember, TimetableRow
from app.domain.requirement_groups import GROUPS, TOUR, TOUR_EVERYWHERE, grouped
from app.domain.timetable import length, named
from tests.unit.harbour_plan import REFS, harbour

MONDAY = date(2026, 3, 30)
AREAS = ("", "S-2", "suppliers")
TYPES = (AuditType.STAGE1, AuditType.STAGE2, AuditType.SURVEILLANCE, AuditType.RECERTIFICATION)


@st.composite
def audits(draw: st.DrawFn) -> AuditRecord:
    """Return an audit with one to four auditors, company, one to five sites and one to six days."""
    count = draw(st.integers(1, 4))
    team = [
        TeamMember(id=f"a{n}", name=f"Auditor {n}", initials=f"A{n}", area=draw(st.sampled_from(AREAS)))
        for n in range(count)
    ]
    team[0] = replace(team[0], role=TeamRole.LEAD_AUDITOR)
    for role in draw(st.lists(st.sampled_from([TeamRole.TECHNICAL_EXPERT, TeamRole.TRAINEE, TeamRole.OBSERVER]))):
        place = len(team)
        team.append(TeamMember(id=f"c{place}", name=f"Companion {place}", role=role, accompanies=f"A{count - 1}"))
    if draw(st.booleans()):
        team.append(TeamMember(id="i", name="Interpreter", role=TeamRole.INTERPRETER, area="S-2, S-3"))
    sites = tuple(
        AuditSite(
            id=f"S-{n}", label=f"S-{n}", name=f"Place {n}", heads=draw(st.none() | st.integers(0, 90)),
            mode=draw(st.sampled_from([Mode.ON_SITE, Mode.REMOTE, Mode.HYBRID])),
            kind=draw(st.sampled_from(list(SiteKind))), central=draw(st.booleans()),
        )
        for n in range(1, draw(st.integers(1, 5)) + 1)
    )  # fmt: skip
    start = MONDAY + timedelta(days=draw(st.integers(0, 6)))
    record = harbour(team=tuple(draw(st.permutations(team))), sites=sites, timetable=(), time=None)
    kind = draw(st.sampled_from(TYPES))
    end = start + timedelta(days=draw(st.integers(0, 5)))
    return replace(record, audit=replace(record.audit, planned_start=start, planned_end=end, type=kind))


def with_plan(record: AuditRecord, settings: DaySettings | None = None) -> AuditRecord:
    return replace(record, timetable=tuple(replace(row, id=row.label) for row in propose(record, None, settings)))


def auditing(rows: tuple[TimetableRow, ...]) -> list[TimetableRow]:
    return [row for row in rows if row.kind is RowKind.AUDIT]


@given(audits())
def test_nobody_is_in_two_rows_at_once_and_nobody_audits_alone(record) -> None:
    found = {one.code for one in plan_problems(with_plan(record))}
    assert not found & {"plan_double_booked", "plan_alone", "plan_nobody", "plan_unknown_person", "plan_time_reversed"}


@given(audits())
def test_the_frame_is_kept(record) -> None:
    found = {one.code for one in plan_problems(with_plan(record))}
    frame = {
        "plan_opening_missing", "plan_closing_missing", "plan_before_opening", "plan_after_closing",
        "plan_lunch_missing", "plan_wrap_up_missing", "plan_team_meeting_missing",
        "plan_team_meeting_before_closing", "plan_outside_dates",
    }  # fmt: skip
    assert not found & frame


@given(audits())
def test_every_requirement_stands_once_and_physical_controls_again_at_further_sites(record) -> None:
    rows = propose(record)
    counted = Counter(ref for row in rows for ref in row.refs)
    assert set(counted) == set(wanted_refs(record))
    assert {ref for ref, count in counted.items() if count > 1} <= set(TOUR_EVERYWHERE)


@given(audits(), st.sampled_from(["16:00", "17:00", "18:30", "20:00"]), st.sampled_from(["07:30", "09:00"]))
def test_no_auditor_works_more_than_eight_hours_a_day(record, ends, starts) -> None:
    plan = with_plan(record, DaySettings(starts=starts, ends=ends))
    assert "plan_over_hours" not in {one.code for one in plan_problems(plan)}


@given(audits())
def test_the_hours_of_all_auditors_are_the_same(record) -> None:
    assert len({minutes for _, minutes in plan_time(with_plan(record)).by_auditor}) == 1


@given(audits())
def test_every_row_is_long_enough_to_be_worth_it(record) -> None:
    assert min(length(row) for row in auditing(propose(record))) >= 30


@given(audits())
def test_every_site_is_visited_in_the_way_it_is_planned(record) -> None:
    plan = with_plan(record)
    found = {one.code for one in plan_problems(plan)}
    assert not found & {"plan_site_not_visited", "plan_site_only_remote"}


@given(audits())
def test_half_days_at_a_site_follow_each_other(record) -> None:
    """Nobody goes to a further site, away, and back again; the central site may come before and after."""
    rows = propose(record)
    main = next(row.site_id for row in rows if row.kind is RowKind.OPENING)
    for member in record.team:
        if member.role not in (TeamRole.LEAD_AUDITOR, TeamRole.AUDITOR):
            continue
        mine = [row.site_id for row in auditing(rows) if member.initials in named(row.auditors)]
        changes = [site for place, site in enumerate(mine) if place == 0 or mine[place - 1] != site]
        assert all(changes.count(site) == 1 for site in changes if site != main)


@given(audits())
def test_the_same_record_gives_the_same_draft(record) -> None:
    assert propose(record) == propose(record)


@given(audits())
def test_trainees_and_observers_are_always_with_one_auditor(record) -> None:
    rows = auditing(propose(record))
    for one in record.team:
        if one.role in (TeamRole.TRAINEE, TeamRole.OBSERVER):
            with_ = [set(named(row.auditors)) for row in rows if one.name in named(row.auditors)]
            assert with_
            assert len(set.intersection(*with_) & {other.initials for other in record.team if other.initials}) >= 1


def test_the_harbour_case_comes_out_without_a_blocking_problem() -> None:
    found = plan_problems(with_plan(harbour(timetable=())))
    assert [one for one in found if one.severity is Severity.BLOCKING] == []


def test_one_auditor_visits_each_further_site_once_and_ends_at_the_central_one() -> None:
    record = harbour()
    rows = auditing(propose(replace(record, team=record.team[:1])))
    sites = [row.site_id for row in rows]
    changes = [site for place, site in enumerate(sites) if place == 0 or sites[place - 1] != site]
    assert changes == ["S-1", "S-2", "S-3", "S-1"]


def test_sites_for_which_no_half_day_is_left_get_a_short_visit() -> None:
    record = harbour()
    sites = tuple(AuditSite(id=f"S-{n}", label=f"S-{n}", name=f"Place {n}") for n in range(1, 6))
    audit = replace(record.audit, planned_end=record.audit.planned_start)
    rows = auditing(propose(replace(record, sites=sites, audit=audit, team=record.team[:1])))
    assert {row.site_id for row in rows} == {one.id for one in sites}


def test_leadership_is_first_with_top_management_and_the_lead_auditor() -> None:
    first = auditing(propose(harbour()))[0]
    assert first.refs[0] == "4.1"
    assert first.people.startswith("Bożydar Wąsikowski")
    assert first.auditors.startswith("KŻ")


def test_law_is_talked_about_with_the_counsel_and_operations_with_their_head() -> None:
    by_ref = {ref: row.people for row in propose(harbour()) for ref in row.refs}
    assert by_ref["A.5.31"].startswith("ليلى")
    assert by_ref["A.8.13"].startswith("Wiesława Świerczyńska")


def test_the_site_of_an_auditors_area_is_his() -> None:
    rows = auditing(propose(harbour()))
    assert {named(row.auditors)[0] for row in rows if row.site_id == "S-2"} == {"ÇI"}


def test_the_expert_is_there_for_technical_topics_only() -> None:
    rows = auditing(propose(harbour()))
    with_expert = {ref for row in rows if "ΕΠ" in named(row.auditors) for ref in row.refs}
    assert "A.8.13" in with_expert
    assert "4.1" not in with_expert


def test_a_planned_process_gets_its_row() -> None:
    record = harbour()
    process = Process(id="p", name="Gate passage", site_id="site-S-2")
    record = replace(record, client=replace(record.client, processes=(process,)))
    line = Line(line=ProgrammeLine.PROCESS, key="p")
    matrix = Matrix(lines=(line,), cells={(*line.place, ProgrammeStep.STAGE2): Cell(planned=True)})
    (row,) = (row for row in propose(record, matrix) if row.process_id == "p")
    assert (row.site_id, "Gate passage" in row.topic) == ("S-2", True)


def test_weekends_and_holidays_within_the_dates_are_free() -> None:
    assert {row.day for row in propose(harbour())} == {date(2026, 3, 27), date(2026, 3, 30), date(2026, 3, 31)}


def test_without_dates_auditors_or_sites_there_is_no_draft() -> None:
    record = harbour()
    assert propose(replace(record, audit=replace(record.audit, planned_start=None))) == ()
    assert propose(replace(record, team=())) == ()
    assert propose(replace(record, sites=())) == ()


def test_topics_are_said_in_the_language_of_the_audit() -> None:
    rows = propose(harbour(), None, DaySettings(say=str.upper))
    assert rows[0].topic == "OPENING MEETING"


def test_each_requirement_of_the_catalogue_is_in_exactly_one_group() -> None:
    counted = Counter(ref for group in GROUPS for ref in group.refs)
    assert counted == Counter(REFS)


def test_clauses_of_another_standard_go_to_the_group_of_the_clause() -> None:
    groups = {group.key: refs for group, refs in grouped(("9.2.1", "qm:9.2", "A.7.1", "pims:A.7.2", "qm:8.5"))}
    assert groups == {
        "improvement": ("9.2.1", "qm:9.2"), TOUR: ("A.7.1",), "objectives": ("qm:8.5",), "others": ("pims:A.7.2",),
    }  # fmt: skip
