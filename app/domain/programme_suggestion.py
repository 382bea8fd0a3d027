"""A good spreading of the programme over the audits of a cycle: proposed cells, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.kinds import ProgrammeLine, ProgrammeStep
from app.domain.programme import Matrix


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


def suggest(matrix: Matrix) -> tuple[SuggestedCell, ...]:
    """Return the cells to plan that are not planned yet, step by step in the order of the lines."""
    del matrix  # the spreading comes next
    return ()
