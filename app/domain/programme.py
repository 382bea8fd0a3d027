"""The three-year programme as a matrix: what is planned, done and found in each audit of a certification cycle.

Rows are requirements (clauses, and controls by the Statement of Applicability), sites and processes; columns are the
audits of the cycle (certification-audit facts, section 12). Everything here is a function of plain facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from app.domain.kinds import ItemKind, ProgrammeLine, ProgrammeStep
from app.domain.programme_record import ProgrammeCell

STEPS: Final = (
    ProgrammeStep.STAGE1,
    ProgrammeStep.STAGE2,
    ProgrammeStep.SURVEILLANCE1,
    ProgrammeStep.SURVEILLANCE2,
    ProgrammeStep.RECERTIFICATION,
)
SURVEILLANCES: Final = (ProgrammeStep.SURVEILLANCE1, ProgrammeStep.SURVEILLANCE2)

LineKey = tuple[ProgrammeLine, str]
Place = tuple[ProgrammeLine, str, ProgrammeStep]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the matrix; `key` is a reference (`A.5.18`), the id of a client's site or of a process.

    `applicable` is false for a control that the Statement of Applicability excludes. `weighty` marks what should be
    looked at more often: the central site, special and outsourced processes.
    """

    line: ProgrammeLine
    key: str
    title: str = ""
    theme: str = ""
    kind: ItemKind | None = None
    applicable: bool = True
    weighty: bool = False

    @property
    def place(self) -> LineKey:
        """Return what names the line."""
        return (self.line, self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a line means for one audit; `findings` counts nonconformities, `left_out` tells that it was not audited."""

    planned: bool = False
    done: bool = False
    findings: int = 0
    left_out: bool = False
    note: str = ""

    @property
    def covered(self) -> bool:
        """Tell whether the line is dealt with in this audit: done, or still planned."""
        return self.done or (self.planned and not self.left_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """What one audit of the cycle left behind. `over` tells that its closing meeting was held."""

    step: ProgrammeStep
    audit_id: str = ""
    reference: str = ""
    starts: date | None = None
    over: bool = False
    done: frozenset[LineKey] = frozenset()
    left_out: frozenset[LineKey] = frozenset()
    findings: Mapping[LineKey, int] = field(default_factory=dict)


EMPTY: Final = Cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The programme of one cycle for one standard."""

    standard: str = "iso27001"
    steps: tuple[ProgrammeStep, ...] = STEPS
    lines: tuple[Line, ...] = ()
    cells: Mapping[Place, Cell] = field(default_factory=dict)
    audits: Mapping[ProgrammeStep, StepFacts] = field(default_factory=dict)

    def cell(self, line: ProgrammeLine, key: str, step: ProgrammeStep) -> Cell:
        """Return a cell; an empty one where nothing is known."""
        return self.cells.get((line, key, step), EMPTY)

    def over(self, step: ProgrammeStep) -> bool:
        """Tell whether the audit of this step is over, so that its plan no longer changes."""
        facts = self.audits.get(step)
        return facts is not None and facts.over

    def planned(self, step: ProgrammeStep, line: ProgrammeLine = ProgrammeLine.REQUIREMENT) -> tuple[str, ...]:
        """Return the keys that are planned for a step and apply, in the order of the lines."""
        return tuple(
            one.key
            for one in self.lines
            if one.line is line and one.applicable and self.cell(one.line, one.key, step).planned
        )


def matrix(
    lines: Iterable[Line], planned: Iterable[ProgrammeCell], audits: Iterable[StepFacts], *, standard: str = "iso27001"
) -> Matrix:
    """Return the matrix of the given lines, planned cells and audits; cells of lines that are gone are left out."""
    rows = tuple(lines)
    facts = {one.step: one for one in audits}
    steps = (*STEPS, *(step for step in facts if step not in STEPS))
    plan = {(one.line, one.key, one.step): one for one in planned}
    cells = {}
    for row in rows:
        for step in steps:
            found = _cell(row.place, facts.get(step), plan.get((*row.place, step)))
            if found != EMPTY:
                cells[*row.place, step] = found
    return Matrix(standard=standard, steps=steps, lines=rows, cells=cells, audits=facts)


def _cell(place: LineKey, facts: StepFacts | None, plan: ProgrammeCell | None) -> Cell:
    return Cell(
        planned=plan is not None and plan.planned,
        note="" if plan is None else plan.note,
        done=facts is not None and place in facts.done,
        left_out=facts is not None and place in facts.left_out,
        findings=0 if facts is None else facts.findings.get(place, 0),
    )
