"""The steps of an edited copy: undo and redo give back what was there; the frame never leaves the picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UserMistake
from app.domain.looks import MOST_STEPS, WHOLE, Step, Tool, check_steps
from app.domain.picture_steps import START, Editing

MOVES = st.lists(
    st.tuples(st.sampled_from(["move", "stretch", "tool", "do"]), st.integers(-60, 60), st.integers(-60, 60)),
    max_size=40,
)


def played(moves: list[tuple[str, int, int]]) -> Editing:
    """Return what moves of any kind lead to."""
    state = Editing()
    for what, across, along in moves:
        if what == "tool":
            state = state.use(list(Tool)[abs(across) % len(Tool)])
        elif what == "do":
            state = state.carry_out()
        else:
            state = getattr(state, what)(across, along)
    return state


@given(MOVES)
def test_whatever_is_done_the_steps_can_be_carried_out(moves: list[tuple[str, int, int]]) -> None:
    state = played([*moves, ("do", 0, 0)])
    check_steps(state.steps)
    assert all(0 <= one <= WHOLE for one in state.frame)


@given(MOVES)
def test_undo_and_redo_come_back_to_the_same(moves: list[tuple[str, int, int]]) -> None:
    state = played([*moves, ("do", 0, 0)])
    assert state.undo().redo().steps == state.steps


def test_a_new_step_forgets_what_was_taken_back() -> None:
    assert Editing().turn(90).undo().turn(180).redo().steps == (Step(Tool.ROTATE, (180,)),)


def test_after_cutting_the_frame_begins_anew() -> None:
    assert Editing().use(Tool.CROP).move(3, 3).carry_out().frame == START


def test_there_is_an_end_to_steps() -> None:
    state = Editing()
    for _ in range(MOST_STEPS + 5):
        state = state.turn(90)
    assert len(state.steps) == MOST_STEPS
    with pytest.raises(UserMistake, match="steps_wrong"):
        check_steps((*state.steps, Step(Tool.ROTATE, (90,))))


def test_a_frame_that_is_too_small_is_none() -> None:
    assert Editing().draw((100, 100), (120, 5000)).frame == START
