"""Sums, differences and faults of Statements of Applicability."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.client import Soa, SoaControl
from app.domain.kinds import Implemented
from app.domain.soa import SoaChange, SoaSums, differences, problems, same_content, sums

Y, P, N = Implemented.YES, Implemented.PARTLY, Implemented.NO


def control(ref: str = "A.5.1", applicable: bool = True, reason: str = "risk", state: Implemented = Y) -> SoaControl:
    return SoaControl(ref=ref, applicable=applicable, reason=reason, implemented=state)


def test_sums_count_states_of_applicable_controls_only() -> None:
    rows = (
        control(),
        control("A.5.2", state=P),
        control("A.5.3", state=N),
        control("A.5.4", applicable=False, state=N),
    )
    assert sums(rows) == SoaSums(controls=4, applicable=3, excluded=1, implemented=1, partly=1, not_implemented=1)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        (None, control(), (SoaChange.ADDED,)),
        (control(), None, (SoaChange.REMOVED,)),
        (control(), control(applicable=False), (SoaChange.APPLICABILITY,)),
        (control(), control(reason="law"), (SoaChange.REASON,)),
        (control(), control(state=P), (SoaChange.IMPLEMENTATION,)),
        (control(), control(applicable=False, reason="", state=N),
         (SoaChange.APPLICABILITY, SoaChange.REASON, SoaChange.IMPLEMENTATION)),
        (control(), control(reason=" risk\n"), ()),
        (control(applicable=False, state=N), control(applicable=False, state=P), ()),
    ],
)  # fmt: skip
def test_a_difference_says_what_changed(
    old: SoaControl | None, new: SoaControl | None, changes: tuple[SoaChange, ...]
) -> None:
    found = differences((old,) if old else (), (new,) if new else ())
    assert [one.changes for one in found] == ([changes] if changes else [])


def test_differences_stand_in_the_order_of_the_standard() -> None:
    refs = ["A.8.1", "A.5.10", "A.5.9"]
    assert [one.ref for one in differences((), [control(ref) for ref in refs])] == ["A.5.9", "A.5.10", "A.8.1"]


CONTROLS = st.lists(
    st.builds(
        control,
        st.sampled_from(["A.5.1", "A.5.2", "A.6.1"]),
        st.booleans(),
        st.text(max_size=5),
        st.sampled_from(Implemented),
    ),
    unique_by=lambda one: one.ref,
)


@given(CONTROLS, CONTROLS)
def test_comparing_backwards_turns_added_and_removed_round(old: list[SoaControl], new: list[SoaControl]) -> None:
    turned = {SoaChange.ADDED: SoaChange.REMOVED, SoaChange.REMOVED: SoaChange.ADDED}
    there, back = differences(old, new), differences(new, old)
    assert [tuple(turned.get(one, one) for one in row.changes) for row in there] == [row.changes for row in back]
    assert same_content(old, old)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((control(), control("A.5.2")), []),
        ((control(),), [("soa_control_missing", True)]),
        ((control(), control(), control("A.5.2")), [("soa_double", True)]),
        ((control(reason=" "), control("A.5.2")), [("soa_no_reason_included", False)]),
        ((control(applicable=False, reason="", state=N), control("A.5.2")), [("soa_no_reason_excluded", True)]),
        ((control(applicable=False), control("A.5.2")), [("soa_excluded_implemented", False)]),
        ((control(), control("A.5.2"), control("X.1")), [("soa_own_control", False)]),
    ],
)
def test_what_does_not_hold_together_is_found(rows: tuple[SoaControl, ...], expected: list[tuple[str, bool]]) -> None:
    found = problems(Soa(edition="1", controls=rows), ("A.5.1", "A.5.2"))
    assert [(one.code, one.blocking) for one in found] == expected
