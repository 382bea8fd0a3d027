"""What does not hold together in an audit plan, shown while it is edited (17021-1, 9.2.3; facts, section 3).

A blocking problem makes the plan one that cannot be carried out; a warning wants a look before it is sent; a hint is
said in passing. The sentences are in `sentences_plan.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import Value
from app.domain.programme import Matrix
from app.domain.record import AuditRecord, TeamMember, TimetableRow


class Severity(StrEnum):
    """How much a problem of the plan matters."""

    BLOCKING = "blocking"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProblem:
    """One problem: `code` names the sentence, `values` fill it, `row_ids` are the rows of the timetable it is about."""

    code: str
    severity: Severity = Severity.BLOCKING
    row_ids: tuple[str, ...] = ()
    values: tuple[tuple[str, Value], ...] = ()

    def value(self, name: str) -> Value:
        """Return the value called `name`, `None` if there is none."""
        return dict(self.values).get(name)


Forbids = Callable[[TeamMember, TimetableRow], str]
"""Says why a member may not audit what a row is about, as a code; empty if he may."""


def plan_problems(
    record: AuditRecord, *, programme: Matrix | None = None, forbids: Forbids | None = None
) -> tuple[PlanProblem, ...]:
    """Return the problems of the plan of `record`, the worst first.

    Args:
        record: the audit.
        programme: the programme of its cycle, which says what this audit must cover.
        forbids: who may not audit what; nothing is forbidden without it.
    """
    del record, programme, forbids  # the checks come next
    return ()
