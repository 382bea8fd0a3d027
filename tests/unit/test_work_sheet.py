"""Rules of the work sheet and of coverage: contexts, groups, cells of the matrix, time against the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.domain import coverage
from app.domain.coverage import Mark
from app.domain.earlier import Earlier, EarlierAudit, EarlierFinding, carried_on, history, last_results
from app.domain.fieldwork import JudgementRow, Session
from app.domain.kinds import AuditType, CarriedKind, Grade, RowKind, TeamRole, Verdict
from app.domain.preparing import CarriedItem
from app.domain.record import AuditSite, TeamMember, TimetableRow
from app.domain.work_sheet import NOWHERE, Grouping, Surroundings, groups, is_mine
from tests.audits import evidence, finding, record

DAY = date(2026, 3, 30)
TEAM = (
    TeamMember(id="t1", name="Katarzyna", initials="KZ", role=TeamRole.LEAD_AUDITOR, person_id="p1"),
    TeamMember(id="t2", name="Carl", initials="CI", role=TeamRole.AUDITOR, person_id="p2"),
)
SITES = (AuditSite(id="s1", label="S-1", name="Gdańsk"), AuditSite(id="s2", label="S-2", name="Łódź"))
ROWS = (
    TimetableRow(id="r1", label="P-1", topic="Context", kind=RowKind.AUDIT, day=DAY, starts="09:00", ends="10:30",
                 auditors="KZ", site_id="s1", refs=("4.1",)),
    TimetableRow(id="r2", label="P-2", topic="Access", kind=RowKind.AUDIT, day=DAY, starts="09:00", ends="11:00",
                 auditors="KZ, CI", site_id="s2", refs=("A.5.18", "4.1")),
)  # fmt: skip


def _record(**more):
    at = datetime(2026, 3, 30, 10, tzinfo=UTC)
    seen = evidence("e2", links=evidence().links, site_id="s2", author="CI", happened_at=at)
    values = {"team": TEAM, "sites": SITES, "timetable": ROWS, "evidence": (seen,), "findings": ()}
    return record(**(values | more))


def _around(**more):
    return Surroundings(_record(**more))


def test_a_requirement_knows_its_rows_auditors_sites_and_days():
    here = _around().contexts["4.1"]
    assert ([row.id for row in here.rows], here.auditors, here.sites, here.days) == (
        ["r1", "r2"], ("t1", "t2"), ("s1", "s2"), (DAY,),
    )  # fmt: skip


def test_who_judged_counts_as_who_takes_it():
    judged = (JudgementRow(id="j", ref="6.1.3", auditor_id="t2", verdict=Verdict.CONFORM),)
    here = _around(judgements=judged).contexts["6.1.3"]
    assert is_mine(here, TEAM, "p2")
    assert not is_mine(here, TEAM, "p1")
    assert not is_mine(here, TEAM, "")


@pytest.mark.parametrize(
    ("grouping", "wanted"),
    [
        (Grouping.PLAN, {"r1": {"4.1"}, "r2": {"A.5.18", "4.1"}, NOWHERE: {"6.1.3", "A.8.33"}}),
        (Grouping.AUDITOR, {"t1": {"4.1", "A.5.18"}, "t2": {"4.1", "A.5.18"}, NOWHERE: {"6.1.3", "A.8.33"}}),
        (Grouping.THEME, {"4": {"4.1"}, "6": {"6.1.3"}, "A.5": {"A.5.18"}, "A.8": {"A.8.33"}}),
        (Grouping.DAY, {"2026-03-30": {"4.1", "A.5.18"}, NOWHERE: {"6.1.3", "A.8.33"}}),
        (Grouping.NONE, {}),
    ],
)
def test_groups_hold_what_belongs_to_them_and_the_rest_comes_last(grouping, wanted):
    found = groups(grouping, _around())
    assert {one.key: set(one.refs) for one in found} == wanted
    assert NOWHERE not in [one.key for one in found[:-1]]


def test_a_group_tells_how_many_of_it_have_a_verdict():
    (first, *_) = groups(Grouping.PLAN, _around(verdicts=()))
    assert (first.done, groups(Grouping.PLAN, _around())[0].done) == (0, 1)


def test_the_matrix_tells_planned_seen_and_seen_beside_the_plan():
    found = coverage.matrix(Grouping.SITE, _around(timetable=ROWS[:1]))
    line = next(one for one in found.lines if one.id == "4.1")
    assert [cell.mark for cell in line.cells] == [Mark.PLANNED, Mark.UNPLANNED]
    whole = coverage.matrix(Grouping.SITE, _around())
    assert [cell.mark for cell in whole.lines[0].cells] == [Mark.PLANNED, Mark.SEEN]


def test_an_item_counts_for_the_auditor_who_saw_it():
    line = coverage.matrix(Grouping.AUDITOR, _around()).lines[0]
    assert [cell.items for cell in line.cells] == [0, 1]


def test_parts_count_every_requirement_of_their_group():
    found = {one.id: (one.answered, one.total) for one in coverage.parts(Grouping.THEME, _around(verdicts=()))}
    assert found == {"4": (0, 1), "6": (0, 1), "A.5": (0, 1), "A.8": (0, 1)}


def test_time_is_counted_in_auditor_minutes_per_day_and_open_rows_are_told():
    at = datetime(2026, 3, 30, 7, tzinfo=UTC)
    session = Session(id="x", topic="Access", timetable_row_id="r2", started_at=at, ended_at=at.replace(hour=8))
    whole = _record(sessions=(session,))
    (day,) = coverage.time_by_day(whole)
    assert (day.planned, day.held, day.rows, day.rows_held) == (90 + 240, 120, 2, 1)
    assert [row.id for row in coverage.not_held(whole)] == ["r1"]


def test_only_what_is_over_is_late():
    at = datetime(2026, 3, 30, 10, 45, tzinfo=UTC)
    assert [row.id for row in coverage.not_held(_record(), at)] == ["r1"]


def _earlier(*findings, verdicts=()):
    return EarlierAudit(id="a", reference="A-0", type=AuditType.STAGE2, verdicts=verdicts, findings=findings)


def test_the_last_audit_that_looked_counts():
    newer = _earlier(verdicts=(("4.1", Verdict.NOT_AUDITED),))
    older = replace(_earlier(verdicts=(("4.1", Verdict.CONFORM),)), reference="A-00")
    assert last_results(Earlier((newer, older)))["4.1"].audit == "A-00"


def test_a_history_goes_back_to_the_first_and_never_in_circles():
    first = EarlierFinding(id="x", audit="A-00", number="NC-1", grade=Grade.MINOR, repeats_id="y")
    second = EarlierFinding(id="y", audit="A-0", number="NC-2", grade=Grade.MINOR, repeats_id="x")
    found = history(finding(repeats_id="y"), Earlier((_earlier(second), _earlier(first))))
    assert [one.id for one in found] == ["y", "x"]


def test_what_was_handed_on_is_found_by_every_requirement_it_names():
    item = CarriedItem(id="c", kind=CarriedKind.POINT, refs="4.1, A.5.18; 9.2")
    assert carried_on(_record(carried=(item,))) == {"4.1": ("c",), "A.5.18": ("c",), "9.2": ("c",)}
