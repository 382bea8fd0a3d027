"""The form of a calculation: text in, calculation or every problem out; nothing of it is lost on the way back."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.audit_time_values import Purpose, TimeRules
from app.domain.kinds import AuditType
from app.domain.plain import from_plain, to_plain
from app.domain.time_form import FACTORS, AdjustmentLine, GroupLine, StandardLine, TimeForm, check, form_of
from app.domain.time_use import UsedPart, parts, usual_part
from app.services.catalogues import time_chart

RULES = TimeRules()
LOW: dict[str, Any] = dict.fromkeys(FACTORS, "1") | {"development": "2"}
AT_02 = TimeForm(
    groups=(GroupLine(count="14"),),
    **LOW,
    percent="-17",
    percent_reason="one product",
)


def _check(form: TimeForm):
    return check(form, time_chart(), RULES)


def _fields(form: TimeForm) -> list[tuple[str, str]]:
    return [(one.field, one.code) for one in _check(form).problems]


def test_at_02_typed_as_text() -> None:
    result = _check(AT_02).result
    assert result is not None
    assert (result.days.initial, result.days.surveillance) == (Fraction(5), Fraction(3, 2))


def test_an_empty_form_asks_for_persons_and_ratings_first() -> None:
    assert _fields(TimeForm()) == [
        ("groups", "time_groups_missing"),
        *((f"factors.{name}", "time_factor_missing") for name in FACTORS),
    ]


def test_persons_and_base_are_known_before_anything_is_rated() -> None:
    found = _check(TimeForm(groups=(GroupLine(count="14"),)))
    assert found.result is None
    assert found.heads is not None
    assert (found.heads.persons, found.heads.base) == (14, 6)
    assert found.cell is None


def test_the_range_is_known_once_all_six_are_rated() -> None:
    found = _check(replace(AT_02, percent=""))
    assert found.cell == (-30, -10)
    assert _fields(replace(AT_02, percent="")) == [("percent", "time_percent_missing")]


def test_a_number_that_cannot_be_read_is_named_once_and_where_it_stands() -> None:
    form = replace(AT_02, groups=(GroupLine(), GroupLine(name="Desk", count="1,000")), percent="seven")
    assert _fields(form) == [("groups[1].count", "time_not_whole"), ("percent", "time_not_a_number")]


def test_problems_name_the_line_although_an_empty_one_stands_above() -> None:
    form = replace(AT_02, adjustments=(AdjustmentLine(), AdjustmentLine(name="Interpreter", percent="2")))
    assert _fields(form) == [("adjustments[1].reason", "time_adjustment_reason_missing")]


def test_a_percent_outside_waits_for_its_own_reason() -> None:
    form = replace(AT_02, percent="-31")
    assert _fields(form) == [("percent", "time_percent_outside")]
    assert _check(replace(form, outside_reason="see the offer")).result is not None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"override_reason": "less is enough"}, "override.days"),
        ({"stage1_reason": "as agreed"}, "split.stage1_percent"),
        ({"on_site": "60", "office": "30"}, "shares"),
        ({"standards": (StandardLine(name="Quality", days=""),)}, "standards[0].days"),
        ({"special_days": "2"}, "special_days"),
        ({"base_days": "30"}, "base_days"),
    ],
)
def test_what_is_half_filled_is_said_beside_its_field(changes: dict[str, object], field: str) -> None:
    assert _fields(replace(AT_02, **changes))[0][0] == field  # type: ignore[arg-type]


def test_a_part_time_group_is_read_by_its_share() -> None:
    form = replace(AT_02, groups=(GroupLine(name="Full", count="10"), GroupLine(name="Half", count="8", share="50 %")))
    heads = _check(form).heads
    assert heads is not None
    assert heads.exact == 14


_TEXT = st.text("ab1-/.% ", max_size=4)


@given(
    st.builds(
        TimeForm,
        purpose=st.sampled_from(Purpose),
        groups=st.lists(
            st.builds(GroupLine, name=_TEXT, count=_TEXT, share=_TEXT, identical=st.booleans(), reason=_TEXT),
            max_size=3,
        ).map(tuple),
        percent=_TEXT,
        standards=st.lists(st.builds(StandardLine, name=_TEXT, days=_TEXT), max_size=2).map(tuple),
        adjustments=st.lists(st.builds(AdjustmentLine, name=_TEXT, percent=_TEXT), max_size=2).map(tuple),
        override_days=_TEXT,
        on_site=_TEXT,
        **{name: st.sampled_from(["", "1", "3", "4", "x"]) for name in FACTORS},
    )
)
def test_any_typing_gives_a_result_or_problems_and_survives_a_crash(form: TimeForm) -> None:
    found = _check(form)
    assert (found.result is None) == bool(found.problems)
    assert from_plain(TimeForm, to_plain(form)) == form


def test_a_form_filled_from_a_calculation_gives_it_again() -> None:
    form = replace(
        AT_02,
        groups=(
            GroupLine(name="Office", count="51", share="1/3"),
            GroupLine(name="Desk", count="49", identical=True, reason="fixed dialogues"),
        ),
        adjustments=(AdjustmentLine(name="Interpreter", percent="2.5", reason="S-3"),),
        standards=(StandardLine(name="Quality", days="5"),),
        integration_percent="15",
        integration_reason="one manual",
        stage1_percent="25",
        stage1_reason="as agreed",
        on_site="60",
        remote="15",
        office="25",
        override_days="9",
        override_reason="as before",
        override_approver="Ada Arc",
    )
    assert form_of(_check(form).inputs) == form


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        (AuditType.STAGE1, UsedPart.STAGE1),
        (AuditType.STAGE2, UsedPart.STAGE2),
        (AuditType.SURVEILLANCE, UsedPart.SURVEILLANCE),
        (AuditType.TRANSFER, UsedPart.TYPED),
    ],
)
def test_an_audit_takes_the_part_of_its_kind(kind: AuditType, part: UsedPart) -> None:
    result = _check(AT_02).result
    assert result is not None
    assert usual_part(kind, result) is part


def test_a_surveillance_calculation_has_no_stages_and_its_decided_days_count() -> None:
    form = replace(
        AT_02, purpose=Purpose.SURVEILLANCE, override_days="2", override_reason="one more site", override_approver="Ada"
    )
    result = _check(form).result
    assert result is not None
    assert parts(result) == ((UsedPart.SURVEILLANCE, Fraction(2)), (UsedPart.RECERTIFICATION, Fraction(7, 2)))
