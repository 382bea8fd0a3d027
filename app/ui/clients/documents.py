"""The register of the client's ISMS documents, each with the history of its editions."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.client import ClientDocument
from app.ui.clients.fields import together
from app.ui.clients.rows_section import RowsSection, cut, lines
from app.ui.kept_line import KeptLine
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.clearing import clear
from app.ui.widgets.dates import DateField
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import Divider, PlainLabel, isolated
from app.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.client_summary import ClientSheet
    from app.ui.audit.editors import RowForm
    from app.ui.context import UiContext


class DocumentsSection(RowsSection):
    """Typed, pasted from a spreadsheet, or read from a file that is dropped anywhere on it."""

    kind = "client_document"
    icon = "file"

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        self._read = Button(ctx.t("Read a table…"), "quiet", "upload")
        self.editions = EditionsPart(ctx)
        super().__init__(ctx, client_id)
        self.entry.takes_lists = True
        self.entry.pasted.connect(self.open_list)
        self._read.clicked.connect(self._on_read)
        self.setAcceptDrops(True)

    def title(self) -> str:
        """Return what the rows are called."""
        return self.t("Documents of the client")

    def placeholder(self) -> str:
        """Return what is to be typed."""
        return self.t("Title; reference; version")

    def hint(self) -> str:
        """Return what belongs here."""
        return self.t("The client's register: type a line, paste cells of a spreadsheet, or drop the file here.")

    def columns(self) -> tuple[Column, ...]:
        """Return title with reference and owner, version and date."""
        t, words = self.t, self.ctx.words
        return (
            Column("title", t("Title"), lambda row: lines(row.title, row.reference, row.owner)),
            Column("edition", t("Version"), attrgetter("edition"), chars=6),
            Column("dated", t("Date"), lambda row: words.day(row.dated) if row.dated else "", _dated, chars=11),
        )

    def rows_of(self, sheet: ClientSheet) -> Sequence[ClientDocument]:
        """Return the register."""
        return sheet.client.documents

    def read_line(self, text: str) -> ClientDocument:
        """Return the document that a line means."""
        parts = [*(cut(text) if ";" in text or "\t" in text else [text]), "", ""]
        return ClientDocument(title=parts[0], reference=parts[1], edition=parts[2])

    def name_of(self, row: ClientDocument) -> str:
        """Return the title."""
        return row.title

    def tools(self) -> tuple[QWidget, ...]:
        """Return the button for a table."""
        return (self._read,)

    def fill_form(self, form: RowForm, column: QVBoxLayout) -> None:
        """Put the fields of a document into the column."""
        t = self.t
        column.addWidget(form.line("title", t("Title")))
        column.addWidget(
            together(
                form.line("reference", t("Reference")), form.line("classification", t("Classification")), least=130
            )
        )
        column.addWidget(form.line("owner", t("Owner")))
        column.addWidget(together(form.line("edition", t("Version")), form.day("dated", t("Date")), least=130))
        column.addWidget(Divider())
        column.addWidget(self.editions)

    def show_row(self, row: ClientDocument) -> None:
        """Show the history."""
        self.editions.show_document(row)

    def open_list(self, text: str = "", path: Path | None = None) -> None:
        """Show what pasted cells or a file are understood as, before anything is taken over."""
        from app.ui.clients.paste_register import RegisterDialog  # noqa: PLC0415 - only when asked for

        RegisterDialog(self, self.ctx, self.client_id, text, path).open()

    def _on_read(self) -> None:
        self.open_list()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the first file that was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths:
            self.open_list(path=paths[0])


class EditionsPart(QWidget):
    """Enters a new edition, which puts the present one into the history below."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx, self._document = ctx, ""
        t = ctx.t
        self.edition, self.dated = KeptLine(ctx), DateField(ctx.words)
        self.enter = Button(t("Enter the new version"), icon="plus")
        self._history = QVBoxLayout()
        self._history.setSpacing(Space.XXS)
        self._title = PlainLabel(t("Earlier versions"), "label")
        self._lay_out()
        self.edition.returnPressed.connect(self._on_enter)
        self.enter.clicked.connect(self._on_enter)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.enter)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        t = self._ctx.t
        edition = FormField(t("New version"), self.edition)
        column.addWidget(together(edition, FormField(t("Date of the new version"), self.dated), least=130))
        column.addLayout(row)
        column.addWidget(self._title)
        column.addLayout(self._history)

    def show_document(self, document: ClientDocument) -> None:
        """Show the earlier editions, the latest first."""
        if document.id != self._document:
            self._document = document.id
            self.dated.show_day(None)
            self.edition.keep_under(f"client.edition:{document.id}")
        clear(self._history)
        for one in reversed(document.editions):
            self._history.addWidget(PlainLabel(self._said(one.edition, one.dated, one.replaced_on), wrap=True))
        self._title.setVisible(bool(document.editions))

    def _said(self, edition: str, dated: object, replaced_on: object) -> str:
        words, t = self._ctx.words, self._ctx.t
        parts = [isolated(edition or "–")]
        if dated is not None:
            parts.append(words.day(dated))  # type: ignore[arg-type]  # a date
        if replaced_on is not None:
            parts.append(t("replaced on {day}").format(day=words.day(replaced_on)))  # type: ignore[arg-type]  # a date
        return "  ·  ".join(parts)

    def _on_enter(self) -> None:
        edition = self.edition.text().strip()
        if not edition:
            self.edition.setFocus()
            return
        call = partial(self._ctx.services.client_file.new_edition, self._document, edition, self.dated.day)
        self.edition.send(call, self._on_entered)

    def _on_entered(self, changes: object) -> None:
        del changes
        self.dated.show_day(None)


def _dated(row: ClientDocument) -> str:
    return str(row.dated or "")
