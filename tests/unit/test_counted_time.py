"""Time of the timetable that counts: whose, what is cut off, and what is named instead of being lost."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.counted_time import Skipped, count, counts_as_audit_time, is_work, people
from app.domain.kinds import Mode, RowKind, TeamRole
from app.domain.record import TeamMember, TimetableRow

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
TEAM = (
    TeamMember(name="Krystyna Żak", initials="KŻ", role=TeamRole.LEAD_AUDITOR),
    TeamMember(name="Çağla İnan", latin_name="Cagla Inan", initials="ÇI", role=TeamRole.AUDITOR),
    TeamMember(name="Expert", initials="EX", role=TeamRole.TECHNICAL_EXPERT),
    TeamMember(name="Trainee", initials="TR", role=TeamRole.TRAINEE),
    TeamMember(name="No Initials", role=TeamRole.AUDITOR),
)


def row(auditors: str, starts: str, ends: str, day: date | None = MONDAY, **more: Any) -> TimetableRow:
    return TimetableRow(**{"id": "r", "site_id": "s"} | more, day=day, starts=starts, ends=ends, auditors=auditors)


def test_only_the_time_of_auditors_is_audit_time() -> None:
    assert {role for role in TeamRole if counts_as_audit_time(role)} == {TeamRole.LEAD_AUDITOR, TeamRole.AUDITOR}


def test_minutes_are_counted_per_auditor_and_day() -> None:
    rows = (row("KŻ, ÇI", "09:00", "10:00"), row("KŻ", "10:00", "12:30"), row("KŻ", "09:00", "11:00", TUESDAY))
    found = count(rows, TEAM)
    assert [(one.auditor, one.day, one.counted) for one in found.days] == [
        ("KŻ", MONDAY, 210),
        ("ÇI", MONDAY, 60),
        ("KŻ", TUESDAY, 120),
    ]
    assert (found.minutes, found.per_auditor()) == (390, {"KŻ": 330, "ÇI": 60})


@pytest.mark.parametrize("helper", ["EX", "TR", "Expert"])
def test_experts_and_trainees_beside_an_auditor_add_nothing(helper: str) -> None:
    assert count((row(f"KŻ, {helper}", "09:00", "10:00"),), TEAM).per_auditor() == {"KŻ": 60}


def test_a_row_without_an_auditor_is_named() -> None:
    assert count((row("EX", "09:00", "10:00", id="r-7"),), TEAM).skipped == (("r-7", Skipped.NOBODY),)


def test_eight_hours_count_and_the_rest_is_cut_off() -> None:
    found = count((row("KŻ", "08:00", "13:00"), row("KŻ", "13:30", "18:30")), TEAM)
    assert (found.minutes, found.cut, found.days[0].over) == (480, 120, 120)


def test_a_shorter_day_of_the_body_holds() -> None:
    assert count((row("KŻ", "08:00", "18:00"),), TEAM, most_hours=7).minutes == 420


def test_eight_hours_are_per_auditor_and_not_for_the_team() -> None:
    found = count((row("KŻ and ÇI", "08:00", "17:00"),), TEAM)
    assert (found.minutes, found.auditor_days()) == (960, Fraction(2))


def test_overlapping_rows_of_one_person_count_once() -> None:
    rows = (row("KŻ", "09:00", "11:00"), row("KŻ", "09:30", "10:00"), row("KŻ", "10:30", "12:00"))
    (day,) = count(rows, TEAM).days
    assert (day.booked, day.twice, day.counted) == (240, 60, 180)


def test_a_person_named_twice_in_a_row_counts_once() -> None:
    found = count((row("KŻ, kż; Krystyna Żak", "09:00", "10:00"),), TEAM)
    assert (found.minutes, found.cut) == (60, 0)


def test_people_are_found_by_name_and_remarks_in_brackets_are_no_people() -> None:
    found = count((row("No Initials, Cagla Inan (by video, from S-2)", "09:00", "10:00"),), TEAM)
    assert found.per_auditor() == {"No Initials": 60, "ÇI": 60}
    assert people("KŻ, ÇI (by video, from S-2)") == ("KŻ", "ÇI")


def test_names_outside_the_team_are_named_once() -> None:
    found = count((row("XX, KŻ", "09:00", "10:00"), row("XX", "10:00", "11:00")), TEAM)
    assert (found.unknown, found.minutes) == (("XX",), 60)


NO_TIME = [
    (row("KŻ", "09:00", "10:00", None), Skipped.NO_DAY),
    (row("KŻ", "", "10:00"), Skipped.NO_TIME),
    (row("KŻ", "10:00", "09:00"), Skipped.NO_TIME),
    (row("KŻ", "25:00", "26:00"), Skipped.NO_TIME),
    (row("", "09:00", "10:00"), Skipped.NOBODY),
    (row("KŻ", "12:00", "13:00", site_id=None), Skipped.BREAK),
    (row("KŻ", "12:00", "13:00", kind=RowKind.LUNCH), Skipped.BREAK),
]


@pytest.mark.parametrize(("one", "why"), NO_TIME, ids=[f"{why}-{place}" for place, (_row, why) in enumerate(NO_TIME)])
def test_a_row_that_gives_no_time_is_named_with_the_reason(one: TimetableRow, why: Skipped) -> None:
    found = count((one,), TEAM)
    assert (found.minutes, found.skipped) == (0, (("r", why),))


def test_work_is_everything_but_lunch_break_and_travel() -> None:
    idle = {kind for kind in RowKind if not is_work(TimetableRow(kind=kind, site_id="s"))}
    assert idle == {RowKind.LUNCH, RowKind.BREAK, RowKind.TRAVEL}


def test_office_work_and_meetings_need_no_place() -> None:
    assert is_work(TimetableRow(mode=Mode.OFFICE))
    assert is_work(TimetableRow(kind=RowKind.OPENING))
    assert not is_work(TimetableRow())


clock = st.tuples(st.integers(0, 23), st.integers(0, 59)).map(lambda one: f"{one[0]:02d}:{one[1]:02d}")
rows = st.lists(st.builds(row, st.sampled_from(["KŻ", "ÇI", "KŻ, ÇI", "EX, KŻ"]), clock, clock), max_size=12)


@given(rows)
def test_nobody_counts_for_more_than_eight_hours_and_nothing_is_lost(found: list[TimetableRow]) -> None:
    counted = count(found, TEAM)
    assert all(0 <= one.counted <= 480 for one in counted.days)
    assert all(one.booked == one.counted + one.twice + one.over for one in counted.days)
    assert counted.auditor_days() == Fraction(counted.minutes, 480)


@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(found: list[TimetableRow], random: Any) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    assert count(shuffled, TEAM).per_auditor() == count(found, TEAM).per_auditor()
