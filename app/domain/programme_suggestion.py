"""A good spreading of the programme over the audits of a cycle: proposed cells, each with its reason.

Stage 2 and recertification take everything. Each surveillance takes what none may leave out, what was found wrong or
left out before, and the important controls; the rest is spread over both, kept together by topic and evenly loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from app.domain.kinds import ItemKind, ProgrammeLine, ProgrammeStep
from app.domain.programme import STEPS, SURVEILLANCES, Line, Matrix
from app.domain.requirement_groups import group_of
from app.domain.surveillance import EVERY_REF, of_stage1

IMPORTANT: Final = frozenset({
    "A.5.7", "A.5.15", "A.5.18", "A.5.23", "A.5.24", "A.5.26", "A.5.35", "A.6.3", "A.8.2", "A.8.5", "A.8.8", "A.8.13",
    "A.8.15", "A.8.32",
})  # fmt: skip
"""Controls whose failure hurts at once, so that each surveillance looks at them [choice]."""

_FIRST, _SECOND = SURVEILLANCES
_WHOLE: Final = (ProgrammeStep.STAGE2, ProgrammeStep.RECERTIFICATION)


class Why(StrEnum):
    """Why a cell is proposed."""

    WHOLE_SYSTEM = "whole_system"
    STAGE1_REVIEW = "stage1_review"
    EVERY_SURVEILLANCE = "every_surveillance"
    FINDING = "finding"
    LEFT_OUT = "left_out"
    IMPORTANT = "important"
    BALANCE = "balance"
    CENTRAL = "central"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedCell:
    """One cell that should be planned, and why."""

    line: ProgrammeLine
    key: str
    step: ProgrammeStep
    planned: bool = True
    why: Why = Why.BALANCE


@dataclass(slots=True)
class _Spread:
    """What has been chosen so far for the two surveillances."""

    load: dict[ProgrammeStep, int] = field(default_factory=lambda: dict.fromkeys(SURVEILLANCES, 0))

    def lighter(self, free: Sequence[ProgrammeStep]) -> ProgrammeStep:
        return min(free, key=lambda step: (self.load[step], SURVEILLANCES.index(step)))


def suggest(matrix: Matrix, samples: Mapping[ProgrammeStep, frozenset[str]] | None = None) -> tuple[SuggestedCell, ...]:
    """Return the cells to plan that are not planned yet, step by step in the order of the lines.

    Args:
        matrix: the programme with what is done and found; audits that are over get no new cells.
        samples: the sites that were drawn for an audit, by their keys; without a draw the sites are spread.
    """
    chosen: dict[tuple[ProgrammeLine, str, ProgrammeStep], Why] = {}
    for line in matrix.lines:
        if line.applicable:
            for step, why in _certain(matrix, line, samples or {}):
                chosen.setdefault((*line.place, step), why)
    _spread(matrix, chosen)
    places = {line.place: place for place, line in enumerate(matrix.lines)}
    found = [
        SuggestedCell(line=line, key=key, step=step, why=why)
        for (line, key, step), why in chosen.items()
        if not matrix.over(step) and not matrix.cell(line, key, step).planned
    ]
    return tuple(sorted(found, key=lambda one: (STEPS.index(one.step), places[one.line, one.key])))


def _certain(
    matrix: Matrix, line: Line, samples: Mapping[ProgrammeStep, frozenset[str]]
) -> Iterator[tuple[ProgrammeStep, Why]]:
    """Yield the audits in which a line comes for a reason of its own."""
    if line.line is ProgrammeLine.SITE:
        yield from _site(line, samples)
        return
    for step in _WHOLE:
        yield step, Why.WHOLE_SYSTEM
    if line.line is ProgrammeLine.PROCESS:
        if line.weighty:
            yield from ((step, Why.IMPORTANT) for step in SURVEILLANCES)
        return
    if line.kind is not ItemKind.CONTROL and of_stage1(line.key):
        yield ProgrammeStep.STAGE1, Why.STAGE1_REVIEW
    for step in SURVEILLANCES:
        if line.key in EVERY_REF:
            yield step, Why.EVERY_SURVEILLANCE
        elif line.key in IMPORTANT:
            yield step, Why.IMPORTANT
    yield from _again(matrix, line)


def _again(matrix: Matrix, line: Line) -> Iterator[tuple[ProgrammeStep, Why]]:
    """Yield the first surveillance after an audit that found the line wrong or left it out."""
    for place, step in enumerate(STEPS[:-1]):
        cell = matrix.cell(*line.place, step)
        later = next((one for one in STEPS[place + 1 :] if one in SURVEILLANCES and not matrix.over(one)), None)
        if later is not None and (cell.findings or cell.left_out):
            yield later, Why.FINDING if cell.findings else Why.LEFT_OUT


def _site(line: Line, samples: Mapping[ProgrammeStep, frozenset[str]]) -> Iterator[tuple[ProgrammeStep, Why]]:
    for step in STEPS:
        if line.weighty:
            yield step, Why.CENTRAL
        elif step in samples:
            if line.key in samples[step]:
                yield step, Why.SAMPLE
        elif step in _WHOLE:
            yield step, Why.WHOLE_SYSTEM


def _spread(matrix: Matrix, chosen: dict[tuple[ProgrammeLine, str, ProgrammeStep], Why]) -> None:
    """Give each line that no surveillance has to one of them: whole topics together, the lighter audit first."""
    spread = _Spread()
    for _, _, step in chosen:
        if step in spread.load:
            spread.load[step] += 1
    free = [step for step in SURVEILLANCES if not matrix.over(step)]
    if not free:
        return
    topics: dict[str, list[Line]] = {}
    for line in matrix.lines:
        seen = any((*line.place, step) in chosen or matrix.cell(*line.place, step).covered for step in SURVEILLANCES)
        if line.applicable and not seen:
            topics.setdefault(_topic(line), []).append(line)
    for lines in sorted(topics.values(), key=len, reverse=True):
        step = spread.lighter(free)
        for line in lines:
            chosen[*line.place, step] = Why.BALANCE
        spread.load[step] += len(lines)


def _topic(line: Line) -> str:
    """Return what is kept together: a group of requirements; sites and processes stand for themselves."""
    if line.line is ProgrammeLine.REQUIREMENT:
        return group_of(line.key).key
    return f"{line.line} {line.key}"
