"""What can be typed into a plan, column by column, and what it means."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.kinds import Mode, RowKind, TeamRole
from app.domain.plan_people import Roll
from app.domain.record import AuditSite, CriteriaRow, TeamMember, TimetableRow
from app.translation import load
from app.ui.audit.plan_paste import read_pasted
from app.ui.audit.plan_terms import Terms, Unreadable, following, offers, read
from app.ui.audit.plan_times import swapped
from app.ui.audit.plan_words import titles
from app.ui.widgets.calendar_layout import Block, hours, resized, shifted

FRIDAY, MONDAY, TUESDAY = date(2026, 3, 27), date(2026, 3, 30), date(2026, 3, 31)
TEAM = (
    TeamMember(id="1", name="Anna Berg", initials="AB", role=TeamRole.LEAD_AUDITOR),
    TeamMember(id="2", name="Carl Co", initials="CC"),
)
ITEMS = tuple(
    CriteriaRow(ref=ref, title=title, auditable=auditable)
    for ref, title, auditable in (
        ("4.1", "Context", True),
        ("9.2", "Internal audit", False),
        ("9.2.1", "General", True),
        ("9.2.2", "Programme", True),
        ("A.5.15", "Access control", True),
        ("A.5.16", "Identity management", True),
        ("A.5.17", "Authentication information", True),
        ("A.5.18", "Access rights", True),
        ("A.7.1", "Perimeters", True),
    )
)
TERMS = Terms(
    words=load("en"),
    days=(FRIDAY, MONDAY, TUESDAY),
    team=TEAM,
    roll=Roll(TEAM),
    items=ITEMS,
    sites=(AuditSite(id="s1", label="S-1", name="Head office"), AuditSite(id="s2", label="S-2", name="Service centre")),
    people=("Eva Example",),
    languages=("en",),
)
ROW = TimetableRow(id="r", day=FRIDAY, starts="09:00", ends="10:00")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("30", MONDAY),
        ("mon", MONDAY),
        ("tue", TUESDAY),
        ("Tue 31 Mar", TUESDAY),
        ("2", MONDAY),
        ("+1", date(2026, 3, 28)),
        ("1.4.", date(2026, 4, 1)),
        ("2026-04-02", date(2026, 4, 2)),
        ("", None),
    ],
)
def test_a_day_is_typed_as_people_say_it(typed, day):
    assert read("day", typed, ROW, TERMS) == {"day": day}


@pytest.mark.parametrize(
    ("typed", "starts", "ends"),
    [
        ("930", "09:30", "10:30"),
        ("9", "09:00", "10:00"),
        ("13:15", "13:15", "14:15"),
        ("9-1030", "09:00", "10:30"),
        ("08:00–09:15", "08:00", "09:15"),
        ("", "", "10:00"),
    ],
)
def test_a_start_moves_the_end_with_it_unless_a_range_is_typed(typed, starts, ends):
    assert read("starts", typed, ROW, TERMS) == {"starts": starts, "ends": ends}


@pytest.mark.parametrize(
    ("typed", "ends"), [("1130", "11:30"), ("+45", "09:45"), ("90m", "10:30"), ("1h30", "10:30"), ("2h", "11:00")]
)
def test_an_end_is_a_time_or_a_length(typed, ends):
    assert read("ends", typed, ROW, TERMS) == {"ends": ends}


@pytest.mark.parametrize(
    ("typed", "refs"),
    [
        ("518", ("A.5.18",)),
        ("5.18 4.1", ("A.5.18", "4.1")),
        ("A.5.15-18", ("A.5.15", "A.5.16", "A.5.17", "A.5.18")),
        ("a.5.15–a.5.16; 7.1", ("A.5.15", "A.5.16", "A.7.1")),
        ("9.2", ("9.2.1", "9.2.2")),
        ("perimeters", ("A.7.1",)),
        ("", ()),
    ],
)
def test_requirements_are_typed_alone_in_ranges_and_by_headings(typed, refs):
    assert read("refs", typed, ROW, TERMS) == {"refs": refs}


@pytest.mark.parametrize(
    ("typed", "auditors"), [("ab cc", "AB, CC"), ("*", "AB, CC"), ("carl", "CC"), ("Berg; CC", "AB, CC"), ("", "")]
)
def test_auditors_are_typed_by_initials_names_or_all(typed, auditors):
    assert read("auditors", typed, ROW, TERMS) == {"auditors": auditors}


def test_a_kind_that_all_take_part_in_names_all():
    assert read("kind", "lu", ROW, TERMS) == {"kind": RowKind.LUNCH, "auditors": "AB, CC"}


def test_work_at_the_office_is_done_at_the_office():
    assert read("kind", "work at", ROW, TERMS) == {"kind": RowKind.OFFICE, "mode": Mode.OFFICE}


@pytest.mark.parametrize(
    ("column", "typed", "found"),
    [
        ("site", "s-2", {"site_id": "s2"}),
        ("site", "head", {"site_id": "s1"}),
        ("mode", "rem", {"mode": Mode.REMOTE}),
        ("mode", "", {"mode": Mode.ON_SITE}),
    ],
)
def test_sites_and_modes_are_found_by_their_beginning(column, typed, found):
    assert read(column, typed, ROW, TERMS) == found


@pytest.mark.parametrize(
    ("column", "typed", "code"),
    [
        ("day", "someday", "day"),
        ("starts", "25:00", "time"),
        ("ends", "+900", "time"),
        ("kind", "xyz", "kind"),
        ("site", "Mars", "site"),
        ("mode", "xyz", "mode"),
        ("auditors", "ab zz", "auditor"),
        ("refs", "A.9.9", "requirement"),
    ],
)
def test_what_means_nothing_says_why(column, typed, code):
    with pytest.raises(Unreadable) as caught:
        read(column, typed, ROW, TERMS)
    assert caught.value.code == code


def test_offers_fit_what_is_typed_and_show_all_before():
    assert [text for text, _ in offers("auditors", "ca", TERMS)] == ["CC"]
    assert [text for text, _ in offers("site", "", TERMS)] == ["S-1", "S-2"]
    assert offers("refs", "", TERMS) == []


def test_a_new_row_follows_the_one_above_and_a_wrap_up_ends_the_day():
    row = TimetableRow(day=FRIDAY, starts="09:00", ends="10:00", auditors="AB", site_id="s1", mode=Mode.REMOTE)
    new = following(row, (row,), TERMS, TimetableRow(id="n"))
    assert (new.day, new.starts, new.ends, new.auditors, new.mode) == (FRIDAY, "10:00", "", "AB", Mode.REMOTE)
    last = TimetableRow(day=FRIDAY, starts="16:30", ends="17:00", kind=RowKind.WRAP_UP)
    new = following(last, (row, last), TERMS, TimetableRow(id="n"))
    assert (new.day, new.starts) == (MONDAY, "09:00")


def test_cells_are_pasted_from_where_the_cursor_is_and_further_lines_become_rows():
    found = read_pasted("930\t11\n12\t13", "starts", (ROW,), TERMS, titles(TERMS.words.gettext))
    assert found.changes == {"r": {"starts": "09:30", "ends": "11:00"}}
    assert [(row.day, row.starts, row.ends) for row in found.made] == [(FRIDAY, "12:00", "13:00")]


def test_titles_above_say_what_the_columns_are():
    found = read_pasted("Topic or process\tNote\tFrom\nRooms\tx\t9", "day", (ROW,), TERMS, titles(TERMS.words.gettext))
    assert found.changes == {}
    assert [(row.topic, row.starts) for row in found.made] == [("Rooms", "09:00")]


def test_rows_change_places_only_with_rows_of_the_same_auditor_and_day():
    rows = (
        TimetableRow(id="a", day=FRIDAY, starts="09:00", ends="10:00", auditors="AB"),
        TimetableRow(id="b", day=FRIDAY, starts="10:00", ends="10:30", auditors="CC"),
        TimetableRow(id="c", day=FRIDAY, starts="10:00", ends="12:00", auditors="AB"),
        TimetableRow(id="d", day=MONDAY, starts="09:00", ends="10:00", auditors="AB"),
    )
    assert swapped(rows, "c", -1) == (("c", "09:00", "11:00"), ("a", "11:00", "12:00"))
    assert swapped(rows, "b", -1) == ()
    assert swapped(rows, "c", 1) == ()


def test_a_block_stays_within_its_day_and_is_never_shorter_than_a_step():
    block = Block("1", FRIDAY, 30, 90, ("a",), "x")
    assert (shifted(block, -60, FRIDAY).starts, shifted(block, 24 * 60, FRIDAY).ends) == (0, 24 * 60)
    assert (resized(block, 30, 20).ends, resized(block, 85, 90).starts) == (45, 75)


def test_hours_have_air_around_the_blocks():
    assert hours([Block("1", FRIDAY, 7 * 60, 19 * 60 + 30, ("a",), "x")]) == (6, 21)
    assert hours([]) == (8, 18)
