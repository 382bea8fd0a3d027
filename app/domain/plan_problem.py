"""One problem of an audit plan: a code, how much it matters, the rows it is about, and values for its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import Value


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


def blocking(code: str, *row_ids: str, **values: Value) -> PlanProblem:
    """Return a problem with which the plan cannot be carried out."""
    return PlanProblem(code=code, row_ids=row_ids, values=tuple(values.items()))


def warning(code: str, *row_ids: str, **values: Value) -> PlanProblem:
    """Return a problem to look at before the plan is sent."""
    return PlanProblem(code=code, severity=Severity.WARNING, row_ids=row_ids, values=tuple(values.items()))


def hint(code: str, *row_ids: str, **values: Value) -> PlanProblem:
    """Return something that is said in passing."""
    return PlanProblem(code=code, severity=Severity.HINT, row_ids=row_ids, values=tuple(values.items()))
