"""What a programme leaves uncovered (certification-audit facts, sections 12 and 13).

Stage 2 takes all clauses and all applicable controls; every surveillance takes what 17021-1 (9.6.2.2) and 27006-1 name;
each applicable control comes at least once over both surveillances and the recertification; all clauses come in the
recertification; the central function is in every audit, and every site and process is seen once in the cycle.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from app.domain.kinds import ItemKind, ProgrammeLine, ProgrammeStep
from app.domain.programme import STEPS, SURVEILLANCES, Line, Matrix
from app.domain.surveillance import REFS, SurveillanceItem

AFTER = (*SURVEILLANCES, ProgrammeStep.RECERTIFICATION)


class GapCode(StrEnum):
    """Which rule of coverage is not kept; the sentences are in `sentences_plan.py`."""

    STAGE2 = "gap_stage2"
    RECERTIFICATION = "gap_recertification"
    SURVEILLANCE = "gap_surveillance"
    CONTROL = "gap_control"
    CENTRAL = "gap_central"
    SITE = "gap_site"
    PROCESS = "gap_process"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One rule that is not kept: in which audit (`None`: over the cycle), and which lines lack.

    `item` names what a surveillance leaves out.
    """

    code: GapCode
    step: ProgrammeStep | None = None
    line: ProgrammeLine = ProgrammeLine.REQUIREMENT
    keys: tuple[str, ...] = ()
    item: SurveillanceItem | None = None


def uncovered(matrix: Matrix) -> tuple[Gap, ...]:
    """Return what is neither done nor planned and should be, audit by audit, then over the cycle."""
    return tuple(chain(_whole(matrix), _surveillances(matrix), _controls(matrix), _sites(matrix), _processes(matrix)))


def _whole(matrix: Matrix) -> Iterator[Gap]:
    """Yield what the audits of the whole system leave out; controls of the recertification are of the cycle's rule."""
    for step, code in (
        (ProgrammeStep.STAGE2, GapCode.STAGE2),
        (ProgrammeStep.RECERTIFICATION, GapCode.RECERTIFICATION),
    ):
        lines = [
            one for one in _requirements(matrix) if step is ProgrammeStep.STAGE2 or one.kind is not ItemKind.CONTROL
        ]
        keys = tuple(one.key for one in lines if not _covered(matrix, one, step))
        if keys:
            yield Gap(code=code, step=step, keys=keys)


def _surveillances(matrix: Matrix) -> Iterator[Gap]:
    there = {one.key: one for one in _requirements(matrix)}
    for step in SURVEILLANCES:
        for item, refs in REFS.items():
            keys = tuple(ref for ref in refs if ref in there and not _covered(matrix, there[ref], step))
            if keys:
                yield Gap(code=GapCode.SURVEILLANCE, step=step, keys=keys, item=item)


def _controls(matrix: Matrix) -> Iterator[Gap]:
    controls = [one for one in _requirements(matrix) if one.kind is ItemKind.CONTROL]
    keys = tuple(one.key for one in controls if not any(_covered(matrix, one, step) for step in AFTER))
    if keys:
        yield Gap(code=GapCode.CONTROL, keys=keys)


def _sites(matrix: Matrix) -> Iterator[Gap]:
    sites = [one for one in matrix.lines if one.line is ProgrammeLine.SITE]
    for step in STEPS:
        keys = tuple(one.key for one in sites if one.weighty and not _covered(matrix, one, step))
        if keys:
            yield Gap(code=GapCode.CENTRAL, step=step, line=ProgrammeLine.SITE, keys=keys)
    never = _never(matrix, sites)
    if never:
        yield Gap(code=GapCode.SITE, line=ProgrammeLine.SITE, keys=never)


def _processes(matrix: Matrix) -> Iterator[Gap]:
    never = _never(matrix, [one for one in matrix.lines if one.line is ProgrammeLine.PROCESS])
    if never:
        yield Gap(code=GapCode.PROCESS, line=ProgrammeLine.PROCESS, keys=never)


def _requirements(matrix: Matrix) -> list[Line]:
    return [one for one in matrix.lines if one.line is ProgrammeLine.REQUIREMENT and one.applicable]


def _covered(matrix: Matrix, line: Line, step: ProgrammeStep) -> bool:
    return matrix.cell(line.line, line.key, step).covered


def _never(matrix: Matrix, lines: list[Line]) -> tuple[str, ...]:
    return tuple(one.key for one in lines if not any(_covered(matrix, one, step) for step in matrix.steps))
