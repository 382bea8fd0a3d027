"""First step of capturing: one line and the files; with it the evidence is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.drafts import IncomingFile
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine, AutosaveText
from app.ui.widgets.card import Card
from app.ui.widgets.clearing import clear
from app.ui.widgets.file_drop import FileDrop
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, isolated
from app.ui.wizards.step import StepPage

if TYPE_CHECKING:
    from app.domain.fieldwork import Evidence
    from app.ui.context import UiContext


class EvidenceLine(StepPage):
    """What was seen, in one line; more text and files if there are any. Before it is kept, typing waits in a draft.

    Signals:
        typed: something was typed into an item that is not kept yet.
        files_added: files for an item that is kept already.
    """

    typed = Signal()
    files_added = Signal(tuple)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(
            ctx, ctx.t("What was seen"), ctx.t("One line is enough. Everything else can follow, now or in the evening.")
        )
        self._kept = False
        self._files: tuple[IncomingFile, ...] = ()
        self.line = AutosaveLine(placeholder=self.t("For example: access rights procedure 2.3, section 5.4"))
        self.text = AutosaveText(lines=5)
        self._drop = FileDrop(ctx.words)
        self._drop.received.connect(self._on_received)
        self._names = QVBoxLayout()
        self._names.setSpacing(Space.XXS)
        self.line.typed.connect(self._on_typed)
        self.text.typed.connect(self._on_typed)
        card = Card()
        card.add(FormField(self.t("&One line"), self.line))
        card.add(FormField(self.t("&More, if needed"), self.text))
        card.add(self._drop)
        card.add_layout(self._names)
        self.body.addWidget(card)
        self.body.addStretch(1)

    @property
    def files(self) -> tuple[IncomingFile, ...]:
        """Return the files that wait to be kept with the item."""
        return self._files

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to keep."""
        return not (self.line.text().strip() or self.text.text().strip() or self._files)

    def add_files(self, files: tuple[IncomingFile, ...]) -> None:
        """Add files as if they were dropped."""
        self._on_received(files)

    def show_draft(self, title: str, text: str) -> None:
        """Put unfinished typing back."""
        self.line.setText(title)
        self.text.setPlainText(text)

    def show_kept(self, evidence: Evidence) -> None:
        """Show the item as it is recorded; from now on files go to it at once."""
        self._kept, self._files = True, ()
        self._show_names([f"{one.name}  {self.ctx.words.size(one.size)}" for one in evidence.attachments])

    def field(self, name: str) -> QWidget | None:
        """Return the line for problems about the title."""
        return self.line if name == "title" else None

    def enter(self) -> None:
        """Begin with the line."""
        self.line.setFocus()

    def _on_typed(self) -> None:
        if not self._kept:
            self.typed.emit()

    def _on_received(self, files: tuple[IncomingFile, ...]) -> None:
        if self._kept:
            self.files_added.emit(files)
            return
        self._files = (*self._files, *files)
        self._show_names([one.name for one in self._files])
        self.typed.emit()

    def _show_names(self, names: list[str]) -> None:
        clear(self._names)
        for name in names:
            self._names.addWidget(PlainLabel(isolated(name), "small"))
