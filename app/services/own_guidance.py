"""The lines a body adds to our guidance, one by one or from its own checklist."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from app.decoding.table_client import read_table
from app.domain import own_guidance as rules
from app.domain.checklist_import import ChecklistPreview, ChecklistStep
from app.domain.errors import ForeignFileProblem, UserMistake
from app.domain.samples import OwnGuidance
from app.exchange import checklist_table
from app.models.samples import OwnGuidance as Table
from app.services.base import Made, Progress, Service, get_row, required
from app.services.catalogues import catalogue
from app.services.guidance import guidance
from app.services.undo import Step
from app.storage.records import from_value, to_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.changes import Changes
    from app.domain.guidance import GuidanceSet
    from app.domain.kinds import GuidanceKind
    from app.storage.unit_of_work import UnitOfWork

LONGEST: Final = 32 * 1024 * 1024
PASTED: Final = ""


class OwnGuidanceService(Service):
    """Text, kind and source of a line are typed through the fields; it belongs to the body, not to an audit."""

    def lines(self, key: str, ref: str = "") -> tuple[OwnGuidance, ...]:
        """Return the body's lines for the catalogue `key`, or for one requirement of it, in their order."""
        with self._workspace.read() as session:
            where = {"catalogue": key} | ({"ref": ref} if ref else {})
            rows = session.scalars(select(Table).filter_by(**where))
            return tuple(to_value(OwnGuidance, row) for row in sorted(rows, key=_order))

    def guidance(self, key: str, language: str) -> GuidanceSet | None:
        """Return our guidance with the body's lines below it, `None` where neither is known for the catalogue."""
        lines = self.lines(key)
        try:
            return rules.with_own(guidance(key, language), lines)
        except UserMistake:
            return rules.own_set(key, language, lines) if lines else None

    def add(self, key: str, ref: str, kind: GuidanceKind, text: str, language: str = "en") -> Made:
        """Add a line; raises `UserMistake`: `guidance_text_missing`, `guidance_there`."""
        clean = required(text, "guidance_text_missing", "text")
        known = self.guidance(key, language)
        if known is not None and rules.said_already(clean, ref, known):
            raise UserMistake("guidance_there", field="text")
        value = OwnGuidance(catalogue=key, ref=ref, kind=kind, text=clean, language=language)
        with self._workspace.write() as uow:
            row = _enter(uow, value, len(self.lines(key, ref)))
            uow.record("guidance.added", row, audit=None)
            made = Made(row.id, uow.commit("own_guidance"))
        self._undoable((row.id,), (value,), added=True)
        return made

    def remove(self, line_id: str) -> Changes:
        """Take a line away."""
        with self._workspace.read() as session:
            value = to_value(OwnGuidance, get_row(session, Table, line_id))
        changes = self._delete((line_id,))
        self._undoable((line_id,), (value,), added=False)
        return changes

    def preview(self, key: str, path: Path, language: str, progress: Progress | None = None) -> ChecklistPreview:
        """Return what a body's checklist (XLSX, ODS, CSV) would add. `progress` may raise `Cancelled`.

        Raises:
            ForeignFileProblem: `table_...` when the file cannot be opened or is refused, `checklist_empty`,
                `checklist_too_long`.
        """
        try:
            with path.open("rb") as stream:
                content = stream.read(LONGEST + 1)
        except OSError as error:
            raise ForeignFileProblem("table_not_readable", name=path.name) from error
        return self._read(key, path.name, content, language, progress)

    def preview_text(self, key: str, text: str, language: str, progress: Progress | None = None) -> ChecklistPreview:
        """Return what pasted cells would add, as `preview`."""
        return self._read(key, PASTED, text.encode("utf-8", "replace"), language, progress)

    def take(self, key: str, preview: ChecklistPreview, language: str) -> Changes:
        """Take the new texts of a preview over in one step; raises `UserMistake("checklist_nothing_to_take")`."""
        fresh = [one for one in preview.rows if one.step is ChecklistStep.NEW]
        if not fresh:
            raise UserMistake("checklist_nothing_to_take")
        values = tuple(
            OwnGuidance(catalogue=key, ref=one.ref, kind=one.kind, text=one.text, language=language,
                        source=one.source or preview.name)
            for one in fresh
        )  # fmt: skip
        start = len(self.lines(key))
        with self._workspace.write() as uow:
            rows = [_enter(uow, one, start + place) for place, one in enumerate(values)]
            uow.record("guidance.imported", *rows, audit=None)
            changes = uow.commit("own_guidance")
        self._undoable(tuple(row.id for row in rows), values, added=True)
        return changes

    def _read(self, key: str, name: str, content: bytes, language: str, progress: Progress | None) -> ChecklistPreview:
        refs = {item.ref for item in catalogue(key).auditable()}
        known = self.guidance(key, language) or rules.own_set(key, language, ())
        return checklist_table.read(read_table(name, content, progress), refs, known)

    def _undoable(self, ids: Sequence[str], values: Sequence[OwnGuidance], *, added: bool) -> None:
        away, there = partial(self._delete, ids), partial(self._restore, ids, values)
        back, again = (away, there) if added else (there, away)
        name = values[0].text[:60] if len(values) == 1 else str(len(values))
        self._core.undo.add(Step("undo_guidance", name, back, again))

    def _delete(self, ids: Sequence[str]) -> Changes:
        with self._workspace.write() as uow:
            rows = [get_row(uow.session, Table, key) for key in ids]
            for row in rows:
                uow.session.delete(row)
            uow.record("guidance.removed", *rows, audit=None)
            return uow.commit("own_guidance")

    def _restore(self, ids: Sequence[str], values: Sequence[OwnGuidance]) -> Changes:
        with self._workspace.write() as uow:
            rows = [from_value(one, Table, id=key) for key, one in zip(ids, values, strict=True)]
            uow.session.add_all(rows)
            uow.record("guidance.added", *rows, audit=None)
            return uow.commit("own_guidance")


def _enter(uow: UnitOfWork, value: OwnGuidance, place: int) -> Table:
    row: Table = from_value(value, Table, position=place)
    uow.session.add(row)
    return row


def _order(row: Table) -> tuple[str, int, str]:
    return row.ref, row.position, row.id
