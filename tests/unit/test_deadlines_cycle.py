"""A table of due dates: month ends, leap days, decision against closing day, old cycles, working days, holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import deadlines_cycle as count
from app.domain.deadline_settings import FIELDS, of_preset, setting_problems, span_of, with_spans
from app.domain.deadlines import PRESETS, DeadlineRules, EndDay, Span, Unit, add_months, due, due_before
from app.domain.errors import UserMistake
from app.domain.sentences import ERRORS

USUAL = DeadlineRules()
DAY_BEFORE = DeadlineRules(ends=EndDay.DAY_BEFORE)
FROM_DECISION = DeadlineRules(renewal_from_old_end=False)
EASTER = DeadlineRules(holidays=frozenset({date(2026, 4, 3), date(2026, 4, 6)}))
GULF = DeadlineRules(working_days=frozenset({6, 0, 1, 2, 3}))
days = st.dates(date(2000, 1, 1), date(2090, 1, 1))


def d(text: str) -> date:
    return date.fromisoformat(text)


# code and why, the function, the day it counts from, the rules, the last day in time
TABLE: list[tuple[str, Any, str, DeadlineRules, str]] = [
    ("D-01 two working days", count.objection_until, "2026-03-02", USUAL, "2026-03-04"),
    ("D-01 over a weekend", count.objection_until, "2026-03-05", USUAL, "2026-03-09"),
    ("D-01 sent on a Saturday", count.objection_until, "2026-03-07", USUAL, "2026-03-10"),
    ("D-01 over the month end", count.objection_until, "2026-04-30", USUAL, "2026-05-04"),
    ("D-01 over Easter", count.objection_until, "2026-04-02", EASTER, "2026-04-08"),
    ("D-01 Thursday in the Gulf", count.objection_until, "2026-04-02", GULF, "2026-04-06"),
    ("D-01 over the leap day", count.objection_until, "2028-02-28", USUAL, "2028-03-01"),
    ("D-02 same day number", count.stage1_good_until, "2026-01-30", USUAL, "2026-07-30"),
    ("D-02 month end", count.stage1_good_until, "2026-08-31", USUAL, "2027-02-28"),
    ("D-02 month end, leap year", count.stage1_good_until, "2027-08-30", USUAL, "2028-02-29"),
    ("D-02 from the leap day", count.stage1_good_until, "2028-02-29", USUAL, "2028-08-29"),
    ("D-05-limit month end", count.major_limit, "2026-03-31", USUAL, "2026-09-30"),
    ("D-05-limit leap year", count.major_limit, "2027-08-31", USUAL, "2028-02-29"),
    ("D-05-limit ordinary year", count.major_limit, "2026-08-31", USUAL, "2027-02-28"),
    ("D-06 a year after the decision", count.first_surveillance, "2026-05-18", USUAL, "2027-05-18"),
    ("D-06 from the leap day", count.first_surveillance, "2028-02-29", USUAL, "2029-02-28"),
    ("D-06 from the last of February", count.first_surveillance, "2027-02-28", USUAL, "2028-02-28"),
    ("D-06 month end", count.first_surveillance, "2026-08-31", USUAL, "2027-08-31"),
    ("D-08 three years", count.certificate_end, "2026-05-18", USUAL, "2029-05-18"),
    ("D-08 the day before", count.certificate_end, "2026-05-18", DAY_BEFORE, "2029-05-17"),
    ("D-08 from the leap day", count.certificate_end, "2028-02-29", USUAL, "2031-02-28"),
    ("D-08 from the leap day, the day before", count.certificate_end, "2028-02-29", DAY_BEFORE, "2031-02-27"),
    ("D-08 to a leap year", count.certificate_end, "2025-02-28", USUAL, "2028-02-28"),
    ("D-08 the day before the first of March", count.certificate_end, "2025-03-01", DAY_BEFORE, "2028-02-29"),
    ("D-08 the day before New Year", count.certificate_end, "2026-01-01", DAY_BEFORE, "2028-12-31"),
    ("D-09 three months back", count.recertification_due, "2029-05-18", USUAL, "2029-02-18"),
    ("D-09 back to February", count.recertification_due, "2029-05-31", USUAL, "2029-02-28"),
    ("D-09 back to the leap day", count.recertification_due, "2028-05-31", USUAL, "2028-02-29"),
    ("D-09 from the leap day", count.recertification_due, "2028-02-29", USUAL, "2027-11-29"),
    ("D-09 back over New Year", count.recertification_due, "2029-01-31", USUAL, "2028-10-31"),
    ("D-10 six months after the expiry", count.restore_until, "2029-05-18", USUAL, "2029-11-18"),
    ("D-10 month end", count.restore_until, "2029-08-31", USUAL, "2030-02-28"),
    ("D-10 to the leap day", count.restore_until, "2027-08-31", USUAL, "2028-02-29"),
    ("D-10 end from the old cycle", count.restored_end, "2029-05-18", USUAL, "2032-05-18"),
    ("D-10 end from the old cycle, no day off twice", count.restored_end, "2029-05-17", DAY_BEFORE, "2032-05-17"),
    ("D-10 old cycle ended on the leap day", count.restored_end, "2028-02-29", USUAL, "2031-02-28"),
    ("D-11 six months", count.suspension_until, "2026-05-18", USUAL, "2026-11-18"),
    ("D-11 month end", count.suspension_until, "2026-10-31", USUAL, "2027-04-30"),
    ("D-11 from the leap day", count.suspension_until, "2028-02-29", USUAL, "2028-08-29"),
    ("D-11 to the leap day", count.suspension_until, "2027-08-29", USUAL, "2028-02-29"),
    ("D-12 two years", count.free_from, "2024-05-18", USUAL, "2026-05-18"),
    ("D-12 from the leap day", count.free_from, "2024-02-29", USUAL, "2026-02-28"),
    ("D-12 month end", count.free_from, "2024-03-31", USUAL, "2026-03-31"),
    ("D-13 one full cycle more", count.keep_records_until, "2029-05-18", USUAL, "2032-05-18"),
    ("D-13 from the leap day", count.keep_records_until, "2028-02-29", USUAL, "2031-02-28"),
    ("D-13 month end", count.keep_records_until, "2029-08-31", USUAL, "2032-08-31"),
]


@pytest.mark.parametrize(("why", "function", "start", "rules", "last"), TABLE, ids=[row[0] for row in TABLE])
def test_the_day(why, function, start, rules, last):
    assert function(d(start), rules) == d(last), why


# D-04 and D-05: closing day, day the client was told, last day for the plan, last day for the major
TOLD = [
    ("told in the meeting", "2026-03-31", None, "2026-04-30", "2026-06-29"),
    ("told during the audit", "2026-03-31", "2026-03-30", "2026-04-30", "2026-06-29"),
    ("raised to a major afterwards", "2026-03-31", "2026-04-14", "2026-05-14", "2026-07-13"),
    ("over the leap day", "2028-01-31", None, "2028-03-01", "2028-04-30"),
    ("over the end of February", "2027-01-31", None, "2027-03-02", "2027-05-01"),
    ("closed on the leap day", "2028-02-29", None, "2028-03-30", "2028-05-29"),
    ("over New Year", "2026-12-15", None, "2027-01-14", "2027-03-15"),
]


@pytest.mark.parametrize(("why", "closed", "told", "plan", "major"), TOLD, ids=[row[0] for row in TOLD])
def test_plan_and_major_count_from_the_closing_day_or_from_the_telling(why, closed, told, plan, major):
    heard = d(told) if told else None
    assert (count.plan_due(d(closed), heard, USUAL), count.major_due(d(closed), heard, USUAL)) == (d(plan), d(major)), (
        why
    )


@pytest.mark.parametrize(
    ("closed", "last"),
    [
        ("2026-03-31", "2026-04-14"),
        ("2026-03-27", "2026-04-10"),
        ("2028-02-25", "2028-03-10"),
        ("2026-12-31", "2027-01-14"),
    ],
)
def test_the_report_is_due_ten_working_days_after_the_closing(closed, last):
    assert due(d(closed), USUAL.report, USUAL) == d(last)


@pytest.mark.parametrize(("closed", "last"), [("2026-03-31", "2026-04-16"), ("2026-04-02", "2026-04-20")])
def test_the_report_waits_for_holidays(closed, last):
    assert due(d(closed), EASTER.report, EASTER) == d(last)


def test_a_major_is_never_due_after_the_limit_or_the_end_of_the_certificate():
    slow = replace(USUAL, major=Span(300))
    closed = d("2026-03-31")
    assert count.major_due(closed, None, slow, not_after=[None, count.major_limit(closed, slow)]) == d("2026-09-30")
    assert count.major_due(closed, None, USUAL, not_after=[d("2026-05-17")]) == d("2026-05-17")


def test_a_renewal_in_time_goes_on_from_the_old_end_or_from_the_decision():
    decided, old = d("2029-04-02"), d("2029-05-17")
    assert count.renewed_end(decided, old, USUAL) == d("2032-05-17")
    assert count.renewed_end(decided, old, FROM_DECISION) == d("2032-04-02")


def test_a_restored_certificate_never_counts_from_the_decision():
    assert count.restored_end(d("2029-05-17"), FROM_DECISION) == d("2032-05-17")


# D-07: decision, end, closing day of the audit before, recertification audit, years that need a surveillance audit
YEARS: list[tuple[str, str, str, str | None, str | None, tuple[int, ...]]] = [
    ("usual", "2026-05-18", "2029-05-18", "2026-03-31", None, (2027, 2028)),
    ("closing day unknown", "2026-05-18", "2029-05-18", None, None, (2027, 2028)),
    ("stage 2 in the year before", "2026-01-12", "2029-01-12", "2025-11-28", None, (2026, 2027, 2028)),
    ("recertified early", "2026-01-12", "2029-01-12", "2025-11-28", "2028-10-10", (2026, 2027)),
    ("recertified in the last year", "2026-05-18", "2029-05-18", "2026-03-31", "2029-02-01", (2027, 2028)),
    ("recertified too late changes nothing", "2026-05-18", "2029-05-18", "2026-03-31", "2030-02-01", (2027, 2028)),
    ("decided on New Year's Eve", "2026-12-31", "2029-12-31", "2026-10-30", None, (2027, 2028)),
    ("ends on New Year's Eve", "2027-01-01", "2029-12-31", "2026-10-30", None, (2027, 2028)),
    ("leap day", "2028-02-29", "2031-02-28", "2028-01-31", None, (2029, 2030)),
]


@pytest.mark.parametrize("row", YEARS, ids=[row[0] for row in YEARS])
def test_each_calendar_year_but_that_of_the_recertification_has_its_surveillance(row):
    why, decided, end, audited, recertified, years = row
    found = count.surveillance_years(
        d(decided),
        d(end),
        audited_on=d(audited) if audited else None,
        recertified_on=d(recertified) if recertified else None,
    )
    assert found == years, why


# ----------------------------------------------------------------------------------------------- counting backwards


@pytest.mark.parametrize(
    ("end", "span", "rules", "day"),
    [
        ("2026-05-31", Span(3, Unit.MONTHS), USUAL, "2026-02-28"),
        ("2026-03-01", Span(1), USUAL, "2026-02-28"),
        ("2028-03-01", Span(1), USUAL, "2028-02-29"),
        ("2026-04-07", Span(1, Unit.WORKING_DAYS), USUAL, "2026-04-06"),
        ("2026-04-07", Span(1, Unit.WORKING_DAYS), EASTER, "2026-04-02"),
        ("2026-04-06", Span(2, Unit.WORKING_DAYS), USUAL, "2026-04-02"),
        ("2026-04-06", Span(0, Unit.WORKING_DAYS), EASTER, "2026-04-06"),
    ],
)
def test_counting_back(end, span, rules, day):
    assert due_before(d(end), span, rules) == d(day)


@given(days, st.integers(0, 200))
def test_months_back_land_in_the_month_asked_for(end, months):
    day = due_before(end, Span(months, Unit.MONTHS))
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert day.day == end.day or (day + timedelta(days=1)).day == 1


@given(days, st.integers(0, 100))
def test_working_days_forth_and_back_meet(start, amount):
    first = due(start, Span(1, Unit.WORKING_DAYS))
    span = Span(amount, Unit.WORKING_DAYS)
    assert due_before(due(first, span), span) == first


@given(days)
def test_the_certificate_never_outlives_three_years(decided):
    assert count.certificate_end(decided, USUAL) <= add_months(decided, 36)
    assert count.certificate_end(decided, DAY_BEFORE) == count.certificate_end(decided, USUAL) - timedelta(days=1)


@given(days, days)
def test_restoring_late_never_lengthens_the_cycle(old_end, decided):
    assert count.restored_end(old_end, USUAL) == add_months(old_end, 36)
    assert count.renewed_end(decided, old_end, USUAL) == count.restored_end(old_end, USUAL)


@given(days, st.sampled_from(sorted(PRESETS)))
def test_no_year_of_a_cycle_is_forgotten(decided, preset):
    end = count.certificate_end(decided, PRESETS[preset])
    years = count.surveillance_years(decided, end, audited_on=decided - timedelta(days=60))
    audited = {(decided - timedelta(days=60)).year, *years, end.year}
    assert audited == set(range(min(audited), end.year + 1))


# --------------------------------------------------------------------------------------------------------- settings


def test_every_code_with_a_number_has_its_field():
    codes = {f"D-{n:02d}" for n in range(1, 14)} | {"D-05-limit"}
    assert set(FIELDS) == codes - {"D-07"}
    assert all(isinstance(span_of(USUAL, code), Span) for code in FIELDS)


@pytest.mark.parametrize(
    ("code", "span"),
    [
        ("D-01", Span(2, Unit.WORKING_DAYS)),
        ("D-02", Span(6, Unit.MONTHS)),
        ("D-03", Span(10, Unit.WORKING_DAYS)),
        ("D-04", Span(30)),
        ("D-05", Span(90)),
        ("D-05-limit", Span(6, Unit.MONTHS)),
        ("D-06", Span(12, Unit.MONTHS)),
        ("D-08", Span(36, Unit.MONTHS)),
        ("D-09", Span(3, Unit.MONTHS)),
        ("D-10", Span(6, Unit.MONTHS)),
        ("D-11", Span(6, Unit.MONTHS)),
        ("D-12", Span(24, Unit.MONTHS)),
        ("D-13", Span(36, Unit.MONTHS)),
    ],
)
def test_the_usual_numbers_are_those_of_the_table(code, span):
    assert span_of(USUAL, code) == span


@pytest.mark.parametrize("code", sorted(FIELDS))
def test_one_number_is_changed_and_no_other(code):
    changed = with_spans(USUAL, {code: Span(7)})
    assert span_of(changed, code) == Span(7)
    assert {other for other in FIELDS if span_of(changed, other) != span_of(USUAL, other)} == {code}


def test_changed_numbers_go_on_top_of_a_preset_with_the_holidays():
    found = of_preset("short", {"D-03": Span(5, Unit.WORKING_DAYS)}, [d("2026-12-24")])
    assert (found.report, found.plan, found.holidays) == (
        Span(5, Unit.WORKING_DAYS),
        Span(14),
        frozenset([d("2026-12-24")]),
    )


def test_a_preset_nobody_knows_is_the_usual_one():
    assert of_preset("from a newer program", {}) == USUAL


def test_changing_a_setting_leaves_the_preset_alone():
    before = PRESETS["usual"]
    with_spans(before, {"D-04": Span(7)})
    assert PRESETS["usual"] == USUAL == before


@pytest.mark.parametrize("code", ["D-07", "D-05b", "D-99"])
def test_a_code_without_a_number_is_refused(code):
    with pytest.raises(UserMistake, match="deadline_code_unknown"):
        with_spans(USUAL, {code: Span(1)})
    with pytest.raises(UserMistake, match="deadline_code_unknown"):
        span_of(USUAL, code)


@pytest.mark.parametrize(
    ("code", "span", "odd"),
    [
        ("D-06", Span(12, Unit.MONTHS), False),
        ("D-06", Span(365), False),
        ("D-06", Span(13, Unit.MONTHS), True),
        ("D-06", Span(366), True),
        ("D-05-limit", Span(180), False),
        ("D-05-limit", Span(200), True),
        ("D-08", Span(37, Unit.MONTHS), True),
        ("D-10", Span(7, Unit.MONTHS), True),
        ("D-11", Span(9, Unit.MONTHS), False),
        ("D-04", Span(365), False),
    ],
)
def test_numbers_beyond_the_standard_are_pointed_out(code, span, odd):
    found = setting_problems(with_spans(USUAL, {code: span}))
    assert [(one.code, one.field, one.blocking) for one in found] == [("deadline_beyond_standard", code, False)] * odd
    assert "deadline_beyond_standard" in ERRORS


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_no_preset_goes_beyond_the_standard(preset):
    assert setting_problems(PRESETS[preset]) == ()
