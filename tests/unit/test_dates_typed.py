"""Dates and times as people type them."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.widgets.date_parsing import read_date, read_time

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-04-27", date(2026, 4, 27)),
        ("27.4.2026", date(2026, 4, 27)),
        ("27.04.26", date(2026, 4, 27)),
        ("27/4", date(2026, 4, 27)),
        ("27.4.", date(2026, 4, 27)),
        ("27 Apr", date(2026, 4, 27)),
        ("27 april 2027", date(2027, 4, 27)),
        (" +7 ", date(2026, 12, 1)),
        ("-1", date(2026, 11, 23)),
        ("0", TODAY),
    ],
)
def test_a_day_is_understood(typed: str, day: date):
    assert read_date(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["", "31.2.2026", "32.1.", "tomorrow", "27.13.", "27 foo", "1.2.3.4"])
def test_what_is_no_day_is_refused(typed: str):
    assert read_date(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "at"),
    [("9", time(9)), ("930", time(9, 30)), ("9:30", time(9, 30)), ("09.30", time(9, 30)), ("1745", time(17, 45))],
)
def test_a_time_is_understood(typed: str, at: time):
    assert read_time(typed) == at


@pytest.mark.parametrize("typed", ["", "24:00", "9:60", "noon", "123456"])
def test_what_is_no_time_is_refused(typed: str):
    assert read_time(typed) is None


@given(st.text(max_size=12))
def test_nothing_that_is_typed_is_an_error(typed: str):
    read_date(typed, TODAY)
    read_time(typed)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back(day: date):
    assert read_date(f"{day:%d.%m.%Y}", TODAY) == day
    assert read_date(day.isoformat(), TODAY) == day
