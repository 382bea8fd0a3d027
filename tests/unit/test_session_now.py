"""Which row of the plan is now, by the clock on site."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.domain.fieldwork import Session
from app.domain.kinds import RowKind
from app.domain.record import AuditSite, TimetableRow
from app.domain.session_now import planned_people, row_next, row_now, running, team_of
from tests.audits import record

DAY = date(2026, 3, 27)


def row(key: str, starts: str, ends: str, **more: object) -> TimetableRow:
    return TimetableRow(**{"id": key, "day": DAY, "starts": starts, "ends": ends, **more})  # type: ignore[arg-type]


RECORD = record(
    sites=(
        AuditSite(id="s1", name="Gdańsk", zone="Europe/Warsaw"),
        AuditSite(id="s2", name="Pune", zone="Asia/Kolkata"),
    ),
    timetable=(
        row("lunch", "12:00", "13:00", kind=RowKind.LUNCH),
        row("a", "09:00", "10:00", site_id="s1", auditors="AB"),
        row("b", "09:00", "10:00", site_id="s1", auditors="CC"),
        row("c", "10:00", "11:00", site_id="s1"),
        row("india", "13:00", "14:00", site_id="s2", auditors="CC"),
        row("tomorrow", "09:00", "10:00", day=date(2026, 3, 28), site_id="s1"),
    ),
)  # fmt: skip


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 3, 27, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "initials", "expected"),
    [
        (at(8, 30), "AB", "a"),
        (at(8, 30), "CC", "b"),
        (at(8, 30), "", "a"),
        (at(7, 49), "AB", None),
        (at(7, 50), "AB", "a"),
        (at(8, 50), "AB", "a"),
        (at(9, 0), "AB", "c"),
        (at(11, 30), "AB", None),
        (at(7, 49), "XX", "india"),
        (at(7, 49), "CC", "india"),
        (at(8, 10), "XX", "a"),
    ],
)
def test_the_row_of_now(moment: datetime, initials: str, expected: str | None) -> None:
    found = row_now(RECORD, moment, initials)
    assert (found.id if found else None) == expected


def test_times_are_those_of_the_site() -> None:
    only = replace(RECORD, timetable=RECORD.timetable[4:5])
    assert row_now(only, at(8, 0)) is not None  # 13:30 in Pune
    assert row_now(only, at(13, 0)) is None


def test_a_row_that_was_opened_is_not_proposed_again() -> None:
    held = replace(RECORD, sessions=(Session(id="x", topic="t", timetable_row_id="a"),))
    assert row_now(held, at(8, 30), "AB") is None
    assert row_now(RECORD, at(8, 30), "AB") is not None


@pytest.mark.parametrize(("initials", "expected"), [("AB", "a"), ("CC", "b"), ("", "a")])
def test_the_next_row(initials: str, expected: str) -> None:
    found = row_next(RECORD, at(7, 0), initials)
    assert found is not None
    assert found.id == expected


def test_after_the_last_row_nothing_is_next() -> None:
    assert row_next(RECORD, at(20, 0)) is None


def test_the_running_session_is_the_last_one_not_ended() -> None:
    sessions = (
        Session(id="1", topic="a", started_at=at(8, 0)),
        Session(id="2", topic="b", started_at=at(9, 0)),
        Session(id="3", topic="c", started_at=at(10, 0), ended_at=at(11, 0)),
    )
    found = running(sessions)
    assert found is not None
    assert found.id == "2"
    assert running(sessions[2:]) is None


def test_people_of_a_row() -> None:
    assert planned_people(row("x", "", "", people="Eva Example; Ivo Isms,Tom")) == ("Eva Example", "Ivo Isms", "Tom")
    assert [one.initials for one in team_of(row("x", "", "", auditors="KZ, XX"), RECORD.team)] == ["KZ"]
    assert team_of(row("x", "", ""), RECORD.team) == ()
