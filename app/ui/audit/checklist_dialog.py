"""A body's own checklist, pasted from a spreadsheet or read from a file, text by text before it is taken over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from app.domain.checklist_import import ChecklistPreview, ChecklistRow, ChecklistStep
from app.domain.refs import sort_key
from app.domain.sentences import N_
from app.domain.words import word
from app.ui.clients.preview_dialog import PreviewDialog
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.file_drop import FileDrop
from app.ui.widgets.labels import isolated
from app.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from app.domain.drafts import IncomingFile
    from app.domain.problems import Problem
    from app.ui.context import UiContext

FILES: Final = "*.xlsx *.xlsm *.ods *.csv *.tsv *.txt"
_LOOKS: Final = {
    ChecklistStep.NEW: (N_("New"), "plus", "ok"),
    ChecklistStep.KNOWN: (N_("Known"), "check", "neutral"),
    ChecklistStep.REFUSED: (N_("Left out"), "slash", "warning"),
}


class ChecklistDialog(PreviewDialog):
    """New texts are added below ours; nothing of ours is changed or hidden."""

    def __init__(self, parent: QWidget | None, ctx: UiContext, catalogue: str, text: str = "") -> None:
        t = ctx.t
        example = t("Requirement, question, evidence, failing: with or without headings.")
        super().__init__(parent, ctx, t("Read a checklist"), _columns(ctx, self.doubts), example)
        self._catalogue, self._preview = catalogue, ChecklistPreview()
        note = t("XLSX, ODS or CSV. The file is only read; nothing in it is run.")
        self.drop = FileDrop(ctx.words, t("Drop your checklist here"), f"{t('Tables')} ({FILES})", note)
        self.drop.received.connect(self._on_received)
        self.fill_body(self.drop)
        self.begin(text)

    def name_of(self, row: ChecklistRow) -> str:
        """Return requirement and text of a row."""
        return f"{row.ref} {row.text}".strip() or self.t("Row {n}").format(n=row.row)

    def read(self, text: str) -> None:
        """Read pasted cells."""
        call = partial(self.ctx.services.own_guidance.preview_text, self._catalogue, text, self.ctx.words.language)
        self.ctx.jobs.long(call, self._on_read, self.show_problem)

    def read_file(self, path: Path) -> None:
        """Read a file."""
        self.said.setText(self.t("“{name}” is being read…").format(name=path.name))
        call = partial(self.ctx.services.own_guidance.preview, self._catalogue, path, self.ctx.words.language)
        self.ctx.jobs.long(call, self._on_read, self.show_problem)

    def write(self) -> None:
        """Take the new texts over."""
        call = partial(self.ctx.services.own_guidance.take, self._catalogue, self._preview, self.ctx.words.language)
        self.ctx.jobs.write(call, self.on_taken, self.show_problem)

    def _on_received(self, files: tuple[IncomingFile, ...]) -> None:
        if files and files[0].path is not None:
            self.read_file(files[0].path)

    def _on_read(self, preview: ChecklistPreview) -> None:
        self._preview = preview
        counts = {step: preview.count(step) for step in ChecklistStep}
        said = self.t("New: {new}. Known already: {known}. Left out: {refused}.").format(
            new=counts[ChecklistStep.NEW], known=counts[ChecklistStep.KNOWN], refused=counts[ChecklistStep.REFUSED]
        )
        self.show_found(preview.rows, counts[ChecklistStep.NEW], said)


def _columns(ctx: UiContext, doubts: Callable[[Sequence[Problem]], str]) -> tuple[Column, ...]:
    t = ctx.t

    def look(row: ChecklistRow) -> ChipLook:
        text, icon, tone = _LOOKS[row.step]
        return ChipLook(t(text), icon, tone)

    def shown(row: ChecklistRow) -> str:
        below = doubts(row.doubts) or t(word(row.kind))
        return f"{row.text or '–'}\n{below}"

    return (
        Column("row", t("Row"), lambda row: str(row.row), lambda row: row.row, chars=4, right=True),
        Column("step", t("Result"), lambda row: look(row).text, chip=look, chars=10),
        Column("ref", t("Requirement"), lambda row: isolated(row.ref), lambda row: sort_key(row.ref), chars=9),
        Column("text", t("Text"), shown),
    )
