"""People of the client: top management, the management representative, whom the team meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.client import Contact
from app.domain.people_import import read_people
from app.ui.clients.fields import together
from app.ui.clients.rows_section import RowsSection, lines
from app.ui.widgets.buttons import Button
from app.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from app.domain.client_summary import ClientSheet
    from app.ui.audit.editors import RowForm
    from app.ui.context import UiContext


class PeopleSection(RowsSection):
    """One line is enough: name; function; e-mail; phone. A list is pasted into the same line."""

    kind = "contact"
    icon = "person"

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        self._paste = Button(ctx.t("Paste a list…"), "quiet", "copy")
        super().__init__(ctx, client_id)
        self.entry.takes_lists = True
        self.entry.pasted.connect(self.open_list)
        self._paste.clicked.connect(self._on_paste)

    def title(self) -> str:
        """Return what the rows are called."""
        return self.t("People of the client")

    def placeholder(self) -> str:
        """Return what is to be typed."""
        return self.t("Name; function; e-mail; phone")

    def hint(self) -> str:
        """Return what belongs here."""
        return self.t("Type one person per line, or paste a list from a mail or a spreadsheet.")

    def columns(self) -> tuple[Column, ...]:
        """Return name and function in one cell."""
        return (Column("name", self.t("Name and function"), self._said),)

    def _said(self, row: Contact) -> str:
        part = self.t("Top management") if row.top_management else ""
        representative = self.t("Representative") if row.representative else ""
        return lines(row.name, row.function, part, representative)

    def rows_of(self, sheet: ClientSheet) -> Sequence[Contact]:
        """Return the contacts."""
        return sheet.client.contacts

    def read_line(self, text: str) -> Contact:
        """Return the person that a line means."""
        found = read_people(text)
        return (found[0].contact if found else None) or Contact(name=text)

    def tools(self) -> tuple[QWidget, ...]:
        """Return the button for a list."""
        return (self._paste,)

    def fill_form(self, form: RowForm, column: QVBoxLayout) -> None:
        """Put the fields of a person into the column."""
        t = self.t
        column.addWidget(form.line("name", t("Name")))
        column.addWidget(form.line("latin_name", t("Name in Latin letters"), t("Where a paper needs it.")))
        column.addWidget(form.line("function", t("Function")))
        column.addWidget(together(form.line("email", t("E-mail")), form.line("phone", t("Phone"))))
        column.addWidget(form.check("top_management", t("Belongs to top management")))
        column.addWidget(form.check("representative", t("Is the management representative")))

    def open_list(self, text: str = "") -> None:
        """Show what a pasted list is understood as, before anybody is taken over."""
        from app.ui.clients.paste_people import PeopleDialog  # noqa: PLC0415 - only when asked for

        PeopleDialog(self, self.ctx, self.client_id, text).open()

    def _on_paste(self) -> None:
        self.open_list()
