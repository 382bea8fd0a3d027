"""What happened in a cycle before it was kept here: told step by step along the table, without its guards.

A body that begins with this program in the middle of a cycle tells the steps that were taken on paper. The order of the
table binds all the same; the facts behind the steps lie on paper, so the guards cannot look at them. Such a step has no
actor, which is how everybody sees that it was told and not checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from app.domain.cycle_facts import CertificateFacts, CycleFacts
from app.domain.cycle_kinds import Event
from app.domain.cycle_source import BEGINS_CERTIFICATE, ENDS_CERTIFICATE
from app.domain.cycle_steps import BEGINNINGS, FINAL, STEPS
from app.domain.errors import UserMistake
from app.domain.kinds import CycleState

_RUNS: Final = CertificateFacts(granted_on=date.min)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStep:
    """One step that was taken before; `by_name` who took it, `record` the paper it left."""

    event: Event
    happened_on: date
    by_name: str = ""
    record: str = ""
    reason: str = ""


def states(begin: CycleState, told: Sequence[ToldStep], today: date) -> tuple[CycleState, ...]:
    """Return the state after each step, from one of the beginnings of the table.

    Raises:
        UserMistake: `history_begins_elsewhere`, `history_step_wrong`, `history_order`, `step_day_ahead`,
            `history_ends_the_cycle` (an ended cycle needs no steps here).
    """
    if begin not in BEGINNINGS:
        raise UserMistake("history_begins_elsewhere", state=begin.value)
    state: CycleState = begin
    found, facts, before = list[CycleState](), CycleFacts(today=today), date.min
    for one in told:
        if one.happened_on > today:
            raise UserMistake("step_day_ahead", field="happened_on", day=one.happened_on.isoformat())
        if one.happened_on < before:
            raise UserMistake("history_order", field="happened_on", day=one.happened_on.isoformat())
        state, before = target(state, one.event, facts), one.happened_on
        facts = _certificate(facts, one.event)
        found.append(state)
    if state in FINAL:
        raise UserMistake("history_ends_the_cycle", state=state.value)
    return tuple(found)


def target(state: CycleState, event: Event, facts: CycleFacts) -> CycleState:
    """Return where `event` leads from `state` by the table alone; raises `UserMistake("history_step_wrong")`."""
    for step in STEPS:
        if step.event is event and state in step.sources and step.when(facts):
            return step.target or state
    raise UserMistake("history_step_wrong", field="event", state=state.value, event=event.value)


def ways(state: CycleState, told: Sequence[Event] = ()) -> tuple[Event, ...]:
    """Return the steps that the table allows from `state` after the steps of `told`, for a list to choose from."""
    facts = CycleFacts(today=date.max)
    for event in told:
        facts = _certificate(facts, event)
    found = (step.event for step in STEPS if state in step.sources and step.when(facts) and step.target not in FINAL)
    return tuple(dict.fromkeys(found))


def _certificate(facts: CycleFacts, event: Event) -> CycleFacts:
    if event in BEGINS_CERTIFICATE:
        return replace(facts, certificate=_RUNS)
    if event in ENDS_CERTIFICATE:
        return replace(facts, certificate=replace(_RUNS, ended=True))
    return facts
