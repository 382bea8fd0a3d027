"""The programme of a certification cycle: its matrix is read, planned and proposed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.errors import UserMistake
from app.domain.kinds import ProgrammeLine, ProgrammeStep
from app.domain.programme import Matrix
from app.domain.programme_suggestion import SuggestedCell, suggest
from app.models import programme as tables
from app.models.audit import Cycle
from app.services.base import Service, get_row
from app.services.programme_facts import load_matrix, programme_of
from app.services.undo import Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.changes import Changes
    from app.storage.unit_of_work import UnitOfWork

__all__ = ["ProgrammeService", "programme_of"]

Wanted = tuple[ProgrammeLine, str, ProgrammeStep, bool]


class ProgrammeService(Service):
    """The three-year programme of a cycle."""

    def matrix(self, cycle_id: str) -> Matrix:
        """Return the programme with what is done and found; raises `UserMistake("row_unknown")`."""
        with self._workspace.read() as session:
            get_row(session, Cycle, cycle_id)
            return load_matrix(session, cycle_id)

    def set_cells(self, cycle_id: str, cells: Sequence[Wanted]) -> Changes:
        """Plan cells or take them out of the plan, all in one step.

        Raises:
            UserMistake: `programme_line_unknown`, `programme_step_over` (the audit of this step is over: its plan is
                history), `row_unknown`.
        """
        before, changes = self._set(cycle_id, cells)
        wanted = tuple(cell for cell, old in zip(cells, before, strict=True) if cell != old)
        if wanted:
            old = tuple(one for cell, one in zip(cells, before, strict=True) if cell != one)
            back, again = partial(self._again, cycle_id, old), partial(self._again, cycle_id, wanted)
            self._core.undo.add(Step("undo_programme", str(len(wanted)), back, again))
        return changes

    def suggest(self, cycle_id: str) -> tuple[SuggestedCell, ...]:
        """Return the cells that a good spreading would plan and that are not planned yet; nothing is written."""
        with self._workspace.read() as session:
            get_row(session, Cycle, cycle_id)
            draws = session.scalars(select(tables.SiteDraw).filter_by(cycle_id=cycle_id))
            samples = {one.step: frozenset(one.chosen) for one in sorted(draws, key=lambda one: one.created_at)}
            return suggest(load_matrix(session, cycle_id), samples)

    def take(self, cycle_id: str, cells: Sequence[SuggestedCell]) -> Changes:
        """Plan suggested cells in one step; raises as `set_cells`."""
        return self.set_cells(cycle_id, [(one.line, one.key, one.step, one.planned) for one in cells])

    def _again(self, cycle_id: str, cells: Sequence[Wanted]) -> Changes:
        return self._set(cycle_id, cells)[1]

    def _set(self, cycle_id: str, cells: Sequence[Wanted]) -> tuple[tuple[Wanted, ...], Changes]:
        """Set cells and return what they were, with what changed."""
        with self._workspace.write() as uow:
            get_row(uow.session, Cycle, cycle_id)
            matrix = load_matrix(uow.session, cycle_id)
            _check(matrix, cells)
            before = tuple((line, key, step, matrix.cell(line, key, step).planned) for line, key, step, _ in cells)
            rows = _write(uow, cycle_id, [cell for cell, old in zip(cells, before, strict=True) if cell != old])
            if rows:
                uow.record("programme.planned", *rows, audit=None)
            return before, uow.commit("programme_cell")


def _check(matrix: Matrix, cells: Sequence[Wanted]) -> None:
    known = {one.place for one in matrix.lines}
    for line, key, step, _planned in cells:
        if (line, key) not in known:
            raise UserMistake("programme_line_unknown", key=key)
        if matrix.over(step):
            raise UserMistake("programme_step_over", step=step.value)


def _write(uow: UnitOfWork, cycle_id: str, cells: Sequence[Wanted]) -> list[tables.ProgrammeCell]:
    query = select(tables.ProgrammeCell).filter_by(cycle_id=cycle_id)
    there = {(row.line, row.key, row.step): row for row in uow.session.scalars(query)}
    rows = []
    for line, key, step, planned in cells:
        row = there.get((line, key, step))
        if row is None:
            row = tables.ProgrammeCell(cycle_id=cycle_id, line=line, key=key, step=step)
            uow.session.add(row)
            there[line, key, step] = row
        row.planned = planned
        rows.append(row)
    return rows
