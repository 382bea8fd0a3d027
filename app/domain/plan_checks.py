"""What does not hold together in an audit plan, shown while it is edited (17021-1, 9.2.3; facts, section 3).

A blocking problem makes the plan one that cannot be carried out; a warning wants a look before it is sent; a hint is
said in passing. The sentences are in `sentences_plan.py`.
"""

from __future__ import annotations

from itertools import chain

from app.domain.plan_checks_cover import cover_problems
from app.domain.plan_checks_frame import frame_problems
from app.domain.plan_checks_rows import Forbids, row_problems
from app.domain.plan_forbidden import team_forbids
from app.domain.plan_people import Roll
from app.domain.plan_problem import PlanProblem, Severity
from app.domain.plan_time import plan_time
from app.domain.programme import Matrix
from app.domain.record import AuditRecord

__all__ = ["Forbids", "PlanProblem", "Severity", "plan_problems"]

_ORDER = {one: place for place, one in enumerate(Severity)}


def plan_problems(
    record: AuditRecord, *, programme: Matrix | None = None, forbids: Forbids | None = None
) -> tuple[PlanProblem, ...]:
    """Return the problems of the plan of `record`, the worst first.

    Args:
        record: the audit.
        programme: the programme of its cycle, which says what this audit must cover.
        forbids: who may not audit what; the rules of the team are taken without it.
    """
    if not record.timetable:
        return ()
    roll, time = Roll(record.team), plan_time(record)
    found = chain(
        row_problems(record, roll, forbids or team_forbids(record)),
        frame_problems(record, roll),
        cover_problems(record, time, programme),
    )
    return tuple(sorted(found, key=lambda one: _ORDER[one.severity]))
