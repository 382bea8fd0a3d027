"""The step that somebody is about to take: what is typed for it, and what the guards still ask to be typed.

A guard that asks for something of the step itself (who decided, why, the new scope) is no obstacle: the form of the
step asks for it. `asks` parts the problems of an offer into these questions and what really stands against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.domain.cycle_kinds import Actor, Event
from app.domain.errors import Value
from app.domain.kinds import CycleState
from app.domain.problems import Problem, blocking

_NAMES: Final = re.compile(r"\s*[;\n]\s*|\s*,\s+")


class Ask(StrEnum):
    """What the form of a step asks for beside who, when and the record."""

    REASON = "reason"
    NAMES = "names"
    REVIEWERS = "reviewers"
    SCOPE = "scope"
    SOLVED = "solved"
    RECORD = "record"
    EXPIRY = "expiry"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWish:
    """One step with what was typed for it.

    `by_name` holds who took it; several people are parted by commas. `reviewers` made the technical review that is
    recorded together with a restoration, because an expired certificate has no review of its own. `decided_on` and
    `expires_on` are those of the certificate that a transfer takes over. `changed_much`: recertification needs a
    stage 1 again.
    """

    event: Event
    actor: Actor
    happened_on: date
    by_name: str = ""
    record: str = ""
    reason: str = ""
    reviewers: str = ""
    new_scope: str = ""
    solved: bool = False
    changed_much: bool = False
    decided_on: date | None = None
    expires_on: date | None = None

    @property
    def people(self) -> tuple[str, ...]:
        """Return the names."""
        return names(self.by_name)


def names(text: str) -> tuple[str, ...]:
    """Return the names in a text, parted by commas, semicolons or lines."""
    return tuple(one for one in _NAMES.split(text.strip()) if one)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOffer:
    """A step that leads on from here, for a window.

    `held` is what stands against it now, `asks` what its form asks for, `audit_id` the audit it is about (empty:
    none), `day`, `by_name` and `record` what is proposed, `ready`: an act of the audit is this step, so that one key
    takes it.
    """

    event: Event
    target: CycleState
    actors: tuple[Actor, ...]
    record: str
    held: tuple[Problem, ...] = ()
    asks: tuple[Ask, ...] = ()
    audit_id: str = ""
    reference: str = ""
    day: date | None = None
    by_name: str = ""
    ready: bool = False

    @property
    def possible(self) -> bool:
        """Tell whether it can be taken now."""
        return not self.held


_CODES: Final = {
    "reason_missing": Ask.REASON,
    "decision_reason_missing": Ask.REASON,
    "decision_departs": Ask.REASON,
    "no_question_asked": Ask.REASON,
    "decider_missing": Ask.NAMES,
    "reviewer_missing": Ask.NAMES,
    "decision_day_missing": Ask.NAMES,
    "new_scope_missing": Ask.SCOPE,
    "suspension_cause_open": Ask.SOLVED,
    "review_incomplete": Ask.RECORD,
}
_OF_EVENT: Final = {
    (Event.RESTORE, "reviewer_missing"): Ask.REVIEWERS,
    (Event.SET_PROGRAMME, "programme_not_approved"): Ask.NAMES,
    (Event.SEND_TO_REVIEW, "questions_open"): Ask.REASON,
    (Event.JOIN_CYCLE, "expiry_unknown"): Ask.EXPIRY,
}


def asks(event: Event, problems: Iterable[Problem]) -> tuple[tuple[Ask, ...], tuple[Problem, ...]]:
    """Return what the form of the step asks for, and what stands against it whatever is typed."""
    wanted: list[Ask] = []
    held = []
    for problem in problems:
        ask = _OF_EVENT.get((event, problem.code)) or _CODES.get(problem.code)
        if ask is None:
            held.append(problem)
        elif ask not in wanted:
            wanted.append(ask)
    return tuple(wanted), tuple(held)


def day_problems(wish: StepWish, last: date | None, cause: date | None, today: date) -> Iterator[Problem]:
    """Yield what is wrong with the day of a step.

    It lies neither in the future, nor before the step that went before (`last`), nor before what it rests on
    (`cause`: the closing meeting, the day the plan was sent).
    """
    day = wish.happened_on
    if day > today:
        yield blocking("step_day_ahead", "happened_on", day=day.isoformat())
    if last is not None and day < last:
        yield blocking("step_before_last", "happened_on", day=last.isoformat())
    if cause is not None and day < cause:
        yield blocking("step_before_cause", "happened_on", day=cause.isoformat())


def name_problems(wish: StepWish) -> Iterator[Problem]:
    """Yield `name_missing` for a step without a name: a record says who."""
    if not wish.people:
        yield blocking("name_missing", "by_name")


def value_of(problem: Problem) -> dict[str, Value]:
    """Return the values of a problem, for the error that tells it."""
    return dict(problem.values)
