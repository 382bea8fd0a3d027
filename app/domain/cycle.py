"""The certification cycle as a state machine: which steps are open, which are refused and why.

`allowed` answers "what can happen now", `apply` takes one step or says why not. The table is `cycle_steps.py`, the
guards are `cycle_rules.py`. Surveillance and special audits are events within `certified`; where in the three years a
cycle stands is computed (`phase`). The recommendation of the team is a fact, never a step: a certificate comes only by
`GRANT`, `RENEW`, `RESTORE` or `JOIN_CYCLE`, a decision by people outside the team (17021-1, 9.5.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.domain.cycle_facts import CycleFacts
from app.domain.cycle_kinds import Actor, CyclePhase, Event, StepRecord
from app.domain.cycle_steps import BEGINNINGS, FINAL, STEPS, Step
from app.domain.errors import UserMistake
from app.domain.kinds import CycleState
from app.domain.problems import Problem

__all__ = ["BEGINNINGS", "FINAL", "Actor", "CyclePhase", "Event", "Offer", "allowed", "apply", "offer", "phase"]

_INITIAL: Final = frozenset(
    {
        CycleState.STAGE1_PLANNED,
        CycleState.STAGE1_DONE,
        CycleState.STAGE1_REPEAT,
        CycleState.STAGE2_READY,
        CycleState.STAGE2_DONE,
        CycleState.STAGE2_AGAIN,
    }
)
_UNDER_AUDIT: Final = frozenset({CycleState.NC_OPEN, CycleState.REVIEW, CycleState.DECISION})
_HELD: Final = frozenset({CycleState.CERTIFIED, CycleState.SUSPENDED})


@dataclass(frozen=True, slots=True)
class Offer:
    """One step from the present state: where it leads, who takes it, the record it leaves, what stands against it."""

    event: Event
    target: CycleState
    actors: tuple[Actor, ...]
    record: StepRecord
    problems: tuple[Problem, ...] = ()

    @property
    def possible(self) -> bool:
        """Tell whether nothing stands against the step."""
        return not self.problems


def allowed(state: CycleState, facts: CycleFacts) -> tuple[Offer, ...]:
    """Return every step that leads on from `state`, in the order of the table; final states have none."""
    return tuple(_offer(step, state, facts) for step in STEPS if state in step.sources and step.when(facts))


def offer(state: CycleState, event: Event, facts: CycleFacts) -> Offer | None:
    """Return the step `event` from `state`, `None` if there is no such way."""
    return next((one for one in allowed(state, facts) if one.event is event), None)


def apply(state: CycleState, event: Event, facts: CycleFacts, actor_role: Actor) -> CycleState:
    """Return the state after `event`.

    Raises:
        UserMistake: `cycle_final`, `cycle_step_not_from_here`, `cycle_actor_wrong`, or the first thing a guard found.
    """
    if state in FINAL:
        raise UserMistake("cycle_final", field="state", state=state.value, event=event.value)
    found = offer(state, event, facts)
    if found is None:
        raise UserMistake("cycle_step_not_from_here", field="state", state=state.value, event=event.value)
    if actor_role not in found.actors:
        raise UserMistake("cycle_actor_wrong", field="actor", actor=actor_role.value, event=event.value)
    for problem in found.problems:
        raise UserMistake(problem.code, field=problem.field, **dict(problem.values))
    return found.target


def phase(state: CycleState, facts: CycleFacts) -> CyclePhase:
    """Return where in the three years the cycle stands; surveillances of this cycle are counted by their audits."""
    if state in FINAL or state is CycleState.EXPIRED:
        return CyclePhase.ENDED
    running = facts.certificate.running
    if state is CycleState.RECERTIFICATION or (state in _UNDER_AUDIT and running):
        return CyclePhase.RECERTIFICATION
    if state in _INITIAL or state in _UNDER_AUDIT:
        return CyclePhase.INITIAL
    if state not in _HELD:
        return CyclePhase.BEFORE
    ahead = (CyclePhase.FIRST_SURVEILLANCE, CyclePhase.SECOND_SURVEILLANCE, CyclePhase.RECERTIFICATION)
    return ahead[min(len(facts.certificate.surveillances), len(ahead) - 1)]


def _offer(step: Step, state: CycleState, facts: CycleFacts) -> Offer:
    found = tuple(dict.fromkeys(problem for guard in step.guards for problem in guard(facts)))
    return Offer(step.event, step.target or state, step.actors, step.record, found)
