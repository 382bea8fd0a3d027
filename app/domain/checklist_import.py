"""What reading a body's own checklist gives: lines of guidance to take over, and every row that cannot be used."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.kinds import GuidanceKind
from app.domain.problems import Problem


class ChecklistColumn(StrEnum):
    """What a column of the checklist means."""

    REF = "ref"
    QUESTION = "question"
    EVIDENCE = "evidence"
    FAILING = "failing"
    SOURCE = "source"


class ChecklistStep(StrEnum):
    """What taking a row over does."""

    NEW = "new"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """One text of one row of the table."""

    id: str
    row: int
    ref: str
    kind: GuidanceKind
    text: str
    step: ChecklistStep
    source: str = ""
    doubts: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ChecklistPreview:
    """A table read as a checklist, nothing written yet."""

    name: str = ""
    rows: tuple[ChecklistRow, ...] = ()

    def count(self, step: ChecklistStep) -> int:
        """Return how many texts end in `step`."""
        return sum(row.step is step for row in self.rows)
