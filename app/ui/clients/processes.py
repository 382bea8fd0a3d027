"""Processes of the client: special ones, and what is outsourced to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.client_file import Process
from app.ui.audit.editors import editor_of
from app.ui.clients.fields import together
from app.ui.clients.rows_section import RowsSection, cut, lines
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QVBoxLayout

    from app.domain.client_summary import ClientSheet
    from app.ui.audit.editors import RowForm


class ProcessesSection(RowsSection):
    """Supplier and control are asked for only where a process is outsourced."""

    kind = "process"
    icon = "process"

    def title(self) -> str:
        """Return what the rows are called."""
        return self.t("Processes of the client")

    def placeholder(self) -> str:
        """Return what is to be typed."""
        return self.t("Name; description")

    def hint(self) -> str:
        """Return what belongs here."""
        return self.t("What the client does within the scope, and what others do for the client.")

    def columns(self) -> tuple[Column, ...]:
        """Return the name with what is particular about it."""
        return (Column("name", self.t("Name"), self._said),)

    def _said(self, row: Process) -> str:
        special = self.t("Special") if row.special else ""
        outsourced = self.t("Outsourced") if row.outsourced else ""
        return lines(row.name, special, outsourced, row.supplier if row.outsourced else "")

    def rows_of(self, sheet: ClientSheet) -> Sequence[Process]:
        """Return the processes."""
        return sheet.client.processes

    def read_line(self, text: str) -> Process:
        """Return the process that a line means."""
        name, *rest = cut(text) if ";" in text or "\t" in text else [text]
        return Process(name=name, description="; ".join(rest))

    def fill_form(self, form: RowForm, column: QVBoxLayout) -> None:
        """Put the fields of a process into the column."""
        t = self.t
        self._site = form.pick("site_id", t("Site"))
        column.addWidget(form.line("name", t("Name")))
        column.addWidget(form.text("description", t("Description"), lines=2))
        column.addWidget(self._site)
        column.addWidget(form.check("special", t("Special process")))
        said = t("Special: its result cannot be checked afterwards.")
        column.addWidget(PlainLabel(said, "small", "muted", wrap=True))
        column.addWidget(form.check("outsourced", t("Outsourced")))
        self._others = together(
            form.line("supplier", t("Supplier")),
            form.line("control", t("How the client controls it"), placeholder=t("Contract, audit, reports")),
        )
        column.addWidget(self._others)

    def show_row(self, row: Process) -> None:
        """Offer the sites, and ask for the supplier where there is one."""
        box = editor_of(self._site)
        sites = self.sheet.client.sites if self.sheet else ()
        if isinstance(box, EnumBox):
            box.set_choices([("", self.t("No particular site")), *((one.id, one.name) for one in sites)])
            box.show_value(row.site_id or "")
        self._shown(self._others, shown=row.outsourced)

    def _shown(self, part: QWidget, *, shown: bool) -> None:
        part.setVisible(shown)
