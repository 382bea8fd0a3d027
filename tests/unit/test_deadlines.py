"""Deadlines from the closing day; the dates of the sample audit are the oracle."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deadlines import (
    PRESETS,
    DeadlineRules,
    Span,
    Unit,
    add_months,
    deadlines,
    due,
    rules,
)
from app.domain.errors import UserMistake
from app.domain.kinds import AuditType

CLOSED = date(2026, 3, 31)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def found(audit_type: AuditType, not_after: date | None = None) -> dict[str, date]:
    return {line.code: line.due for line in deadlines(CLOSED, audit_type, not_after=not_after)}


def test_the_sample_audit_has_its_four_dates() -> None:
    assert found(AuditType.STAGE2) == {
        "D-03": date(2026, 4, 14),
        "D-04": date(2026, 4, 30),
        "D-05": date(2026, 6, 29),
        "D-05-limit": date(2026, 9, 30),
    }


def test_every_deadline_counts_from_the_closing_day() -> None:
    assert {line.counts_from for line in deadlines(CLOSED, AuditType.STAGE2)} == {CLOSED}


def test_stage_1_has_a_report_and_no_plans() -> None:
    assert set(found(AuditType.STAGE1)) == {"D-03"}


def test_only_stage_2_has_the_hard_limit() -> None:
    assert [kind for kind in AuditType if "D-05-limit" in found(kind)] == [AuditType.STAGE2]


def test_majors_of_a_recertification_are_due_before_the_certificate_ends() -> None:
    assert found(AuditType.RECERTIFICATION, not_after=date(2026, 5, 17))["D-05"] == date(2026, 5, 17)
    assert found(AuditType.RECERTIFICATION, not_after=date(2027, 5, 17))["D-05"] == date(2026, 6, 29)


def test_the_majors_never_lie_behind_the_hard_limit() -> None:
    late = rules(10, 30, 300, 6)
    assert {line.code: line.due for line in deadlines(CLOSED, AuditType.STAGE2, late)}["D-05"] == date(2026, 9, 30)


def test_the_numbers_of_the_body_make_the_usual_rules() -> None:
    assert rules(10, 30, 90, 6) == PRESETS["usual"] == DeadlineRules()


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 3, 31), 6, date(2026, 9, 30)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_keep_the_day_or_take_the_last_one(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_working_days_leave_out_weekends_and_holidays() -> None:
    easter = DeadlineRules(holidays=frozenset({date(2026, 4, 3), date(2026, 4, 6)}))
    ten = Span(10, Unit.WORKING_DAYS)
    assert due(CLOSED, ten) == date(2026, 4, 14)
    assert due(CLOSED, ten, easter) == date(2026, 4, 16)


def test_the_week_of_the_body_may_be_another_one() -> None:
    sunday_to_thursday = DeadlineRules(working_days=frozenset({6, 0, 1, 2, 3}))
    assert due(date(2026, 4, 2), Span(1, Unit.WORKING_DAYS), sunday_to_thursday) == date(2026, 4, 5)


def test_a_body_may_work_on_all_seven_days() -> None:
    always = DeadlineRules(working_days=frozenset(range(7)))
    assert due(CLOSED, Span(10, Unit.WORKING_DAYS), always) == due(CLOSED, Span(10))


@given(days, st.integers(0, 400))
def test_a_deadline_in_working_days_lies_on_a_working_day_and_the_right_number_ahead(start: date, amount: int) -> None:
    end = due(start, Span(amount, Unit.WORKING_DAYS))
    between = [start + timedelta(days=step) for step in range(1, (end - start).days + 1)]
    assert sum(day.weekday() < 5 for day in between) == amount
    assert amount == 0 or end.weekday() < 5


@given(days, st.integers(0, 120))
def test_months_land_in_the_month_asked_for(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(days, st.sampled_from(list(PRESETS)))
def test_no_deadline_lies_before_the_closing_day(start: date, preset: str) -> None:
    assert all(line.due >= start for line in deadlines(start, AuditType.STAGE2, PRESETS[preset]))


@pytest.mark.parametrize("amount", [-1, 3661])
def test_a_length_nobody_means_is_said_beside_the_field(amount: int) -> None:
    with pytest.raises(UserMistake) as caught:
        Span(amount)
    assert caught.value.values == {"amount": amount}


@pytest.mark.parametrize("week", [frozenset(), frozenset({7})])
def test_a_week_without_a_working_day_is_refused(week: frozenset[int]) -> None:
    with pytest.raises(UserMistake, match="working_days_wrong"):
        DeadlineRules(working_days=week)
