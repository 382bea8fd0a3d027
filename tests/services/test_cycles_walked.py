"""The cycle walked at random through the service: nothing that the table forbids can be done, and nothing is lost.

The ways are written down here a second time, from the facts and not from the code, so that a wrong row in the table of
the program shows. The record behind the cycle is bare: nobody planned, held or reported an audit, no form is filled in.
So only steps that need nothing but a reason, a decision or a name can be taken at all.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.cycle_history import ToldStep
from app.domain.cycle_kinds import Actor, Event
from app.domain.cycle_steps import STEPS
from app.domain.errors import UserMistake
from app.domain.kinds import CycleState
from app.domain.sentences import ERRORS
from tests.cycle_world import Walker, begin
from tests.support import World

S, E = CycleState, Event
BEFORE = ("enquiry", "application", "application_review", "quoted", "contracted", "programme_set", "stage1_planned",
          "stage1_done", "stage1_repeat", "stage2_ready", "stage2_done", "stage2_again", "transfer_review",
          "expired")  # fmt: skip
UNDER_AUDIT = ("nc_open", "review", "decision")
HELD = ("certified", "recertification", "suspended")
ANYWHERE_HELD = (*HELD, *UNDER_AUDIT)
BARE: dict[Event, dict[str, str]] = {
    E.APPLY: {"enquiry": "application"},
    E.REQUEST_TRANSFER: {"enquiry": "transfer_review"},
    E.RETURN_APPLICATION: {"application_review": "application"},
    E.DECLINE: {"application_review": "declined", "transfer_review": "declined"},
    E.TREAT_AS_NEW: {"transfer_review": "application"},
    E.REPEAT_STAGE1: {"stage1_done": "stage1_repeat", "stage2_ready": "stage1_repeat"},
    E.ASK_TEAM: {"review": "stage2_done or recertification"},
    E.RETURN_TO_REVIEW: {"decision": "review"},
    E.REFUSE: {"decision": "refused"},
    E.REFUSE_RENEWAL: {"decision": "recertification"},
    E.SUSPEND: {"certified": "suspended", "recertification": "suspended", **dict.fromkeys(UNDER_AUDIT, "suspended")},
    E.LIFT_SUSPENSION: {"suspended": "certified"},
    E.REDUCE_SCOPE: {"certified": "certified", "recertification": "recertification", "suspended": "certified"},
    E.WITHDRAW: dict.fromkeys(ANYWHERE_HELD, "withdrawn"),
    E.EXPIRE: dict.fromkeys(ANYWHERE_HELD, "expired"),
    E.CANCEL: dict.fromkeys((*BEFORE, *UNDER_AUDIT), "cancelled"),
    E.GIVE_UP: dict.fromkeys(ANYWHERE_HELD, "withdrawn"),
}
ENDED = {"declined", "refused", "withdrawn", "cancelled"}
_START = (E.APPLY, E.HAND_IN, E.QUOTE, E.CONTRACT, E.SET_PROGRAMME, E.PLAN_STAGE1, E.HOLD_STAGE1, E.RELEASE_STAGE2,
          E.HOLD_STAGE2, E.ISSUE_NONCONFORMITIES, E.SEND_TO_REVIEW, E.FINISH_REVIEW, E.GRANT, E.START_RECERTIFICATION,
          E.ISSUE_NONCONFORMITIES, E.SEND_TO_REVIEW, E.FINISH_REVIEW)  # fmt: skip
tries = st.lists(
    st.tuples(st.sampled_from(list(Event)), st.sampled_from(list(Actor)), st.integers(-2, 2), st.integers(0, 400)),
    min_size=6,
    max_size=14,
)


@pytest.mark.slow
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(start=st.integers(0, len(_START)), tried=tries)
def test_only_the_ways_of_the_table_can_be_gone(
    world: World, start: int, tried: list[tuple[Event, Actor, int, int]]
) -> None:
    walker, cycles = _told(world, start), world.services.cycles
    for event, actor, shift, wait in tried:
        walker.later(wait)
        before = cycles.sheet(walker.cycle_id)
        day = walker.day + timedelta(days=shift)
        wish = walker.wish(event, actor=actor, happened_on=day, new_scope="Operation of the quay")
        try:
            cycles.take(walker.cycle_id, wish)
        except UserMistake:
            after = cycles.sheet(walker.cycle_id)
            assert (after.cycle, after.source.events) == (before.cycle, before.source.events)
            continue
        after = cycles.sheet(walker.cycle_id)
        _way_is_right(before.cycle.state, event, after.cycle.state)
        assert day <= walker.day
        last = after.source.events[-1]
        assert (last.event, last.old, last.new, last.actor) == (event, before.cycle.state, after.cycle.state, actor)
        assert [one.happened_on for one in after.source.events] == sorted(
            one.happened_on for one in after.source.events
        )


def _way_is_right(old: CycleState, event: Event, new: CycleState) -> None:
    assert old.value not in ENDED
    assert event in BARE, f"{event} without anything behind it"
    assert new.value in BARE[event][old.value].split(" or ")


@pytest.mark.slow
@pytest.mark.parametrize("length", range(len(_START) + 1))
def test_with_a_bare_record_no_other_step_can_be_taken_in_its_roles(world: World, length: int) -> None:
    walker = _told(world, length)
    state, cycles = walker.state.value, world.services.cycles
    for event in Event:
        if state in BARE.get(event, {}):
            continue
        for actor in {one for step in STEPS if step.event is event for one in step.actors}:
            with pytest.raises(UserMistake):
                cycles.take(walker.cycle_id, walker.wish(event, actor=actor, new_scope="Operation of the quay"))
    assert len(cycles.sheet(walker.cycle_id).source.events) == length


def _told(world: World, length: int) -> Walker:
    walker = begin(world)
    walker.on(date(2026, 1, 5))
    told = [ToldStep(event=event, happened_on=date(2025, 11, 3)) for event in _START[:length]]
    runs = {"decided_on": date(2025, 11, 3), "expires_on": date(2028, 11, 3)} if E.GRANT in _START[:length] else {}
    world.services.cycles.tell(walker.cycle_id, told, **runs)  # type: ignore[arg-type]
    return walker


def test_every_open_state_has_a_way_on_and_every_refusal_a_sentence(world: World) -> None:
    for length in range(len(_START) + 1):
        walker = _told(world, length)
        offers = world.services.cycles.offers(walker.cycle_id)
        assert any(one.possible for one in offers)
        assert {problem.code for one in offers for problem in one.held} <= set(ERRORS)
