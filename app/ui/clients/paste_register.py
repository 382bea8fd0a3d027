"""A register of documents, pasted from a spreadsheet or read from a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from app.domain.register_import import RegisterPreview, RegisterRow, RegisterStep
from app.domain.sentences import N_
from app.ui.clients.preview_dialog import PreviewDialog
from app.ui.clients.rows_section import lines
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.file_drop import FileDrop
from app.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from app.domain.drafts import IncomingFile
    from app.domain.problems import Problem
    from app.translation import Words
    from app.ui.context import UiContext

FILES: Final = "*.xlsx *.xlsm *.ods *.csv *.tsv *.txt"
_LOOKS: Final = {
    RegisterStep.NEW: (N_("New"), "plus", "ok"),
    RegisterStep.NEW_EDITION: (N_("New version"), "redo", "info"),
    RegisterStep.KNOWN: (N_("Known"), "check", "neutral"),
    RegisterStep.REFUSED: (N_("Left out"), "slash", "neutral"),
}


class RegisterDialog(PreviewDialog):
    """Known documents with another version become new editions; the rest of the register stays as it is."""

    def __init__(
        self, parent: QWidget | None, ctx: UiContext, client_id: str, text: str = "", path: Path | None = None
    ) -> None:
        t = ctx.t
        example = t("Title, reference, version, date, owner, classification: with or without headings.")
        columns = _columns(ctx.words, self.doubts)
        super().__init__(parent, ctx, t("Read a register of documents"), columns, example)
        self._client_id = client_id
        self._preview = RegisterPreview("")
        note = t("XLSX, ODS or CSV. The file is only read; nothing in it is run.")
        self.drop = FileDrop(ctx.words, t("Drop the client’s table here"), f"{t('Tables')} ({FILES})", note)
        self.drop.received.connect(self._on_received)
        self.fill_body(self.drop)
        self.begin(text)
        if path is not None:
            self.read_file(path)

    def name_of(self, row: RegisterRow) -> str:
        """Return the title of the document."""
        return row.document.title or self.t("Row {n}").format(n=row.row)

    def read(self, text: str) -> None:
        """Read pasted cells."""
        call = partial(self.ctx.services.registers.preview_text, self._client_id, text)
        self.ctx.jobs.long(call, self._on_read, self.show_problem)

    def read_file(self, path: Path) -> None:
        """Read a file."""
        self.said.setText(self.t("“{name}” is being read…").format(name=path.name))
        call = partial(self.ctx.services.registers.preview, self._client_id, path)
        self.ctx.jobs.long(call, self._on_read, self.show_problem)

    def write(self) -> None:
        """Take the rows over."""
        call = partial(self.ctx.services.registers.take, self._client_id, self._preview)
        self.ctx.jobs.write(call, self.on_taken, self.show_problem)

    def _on_received(self, files: tuple[IncomingFile, ...]) -> None:
        if files and files[0].path is not None:
            self.read_file(files[0].path)

    def _on_read(self, preview: RegisterPreview) -> None:
        self._preview = preview
        counts = {step: preview.count(step) for step in RegisterStep}
        said = self.t("New: {new}. New versions: {editions}. Known already: {known}. Left out: {refused}.").format(
            new=counts[RegisterStep.NEW], editions=counts[RegisterStep.NEW_EDITION],
            known=counts[RegisterStep.KNOWN], refused=counts[RegisterStep.REFUSED],
        )  # fmt: skip
        self.show_found(preview.rows, counts[RegisterStep.NEW] + counts[RegisterStep.NEW_EDITION], said)


def _columns(words: Words, doubts: Callable[[Sequence[Problem]], str]) -> tuple[Column, ...]:
    t = words.gettext

    def look(row: RegisterRow) -> ChipLook:
        text, icon, tone = _LOOKS[row.step]
        return ChipLook(t(text), icon, tone)

    return (
        Column("row", t("Row"), lambda row: str(row.row), lambda row: row.row, chars=4, right=True),
        Column("step", t("Result"), lambda row: look(row).text, chip=look, chars=12),
        Column("title", t("Title"), _title),
        Column("edition", t("Version"), _edition, chars=11),
        Column("dated", t("Date"), lambda row: words.day(row.document.dated) if row.document.dated else "", chars=12),
        Column("doubts", t("Remarks"), lambda row: doubts(row.doubts)),
    )


def _title(row: RegisterRow) -> str:
    one = row.document
    return lines(one.title, one.reference, one.owner, one.classification)


def _edition(row: RegisterRow) -> str:
    if row.replaces is not None and row.step is RegisterStep.NEW_EDITION:
        return f"{row.replaces.edition} → {row.document.edition}"
    return row.document.edition
