"""Sites of the client with their heads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.client import Site
from app.domain.clock import SystemClock
from app.domain.kinds import SiteKind
from app.domain.words import word
from app.ui.clients.fields import together, zone_field
from app.ui.clients.heads import HeadsPart
from app.ui.clients.rows_section import RowsSection, lines
from app.ui.widgets.labels import Divider
from app.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QVBoxLayout

    from app.domain.client_summary import ClientSheet
    from app.ui.audit.editors import RowForm
    from app.ui.context import UiContext


class SitesSection(RowsSection):
    """Permanent, temporary and virtual sites; one holds the central function."""

    kind = "site"
    icon = "site"

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        self.heads = HeadsPart(ctx)
        super().__init__(ctx, client_id)

    def title(self) -> str:
        """Return what the rows are called."""
        return self.t("Sites of the client")

    def placeholder(self) -> str:
        """Return what is to be typed."""
        return self.t("Name; address")

    def hint(self) -> str:
        """Return what belongs here."""
        return self.t("Every place where work within the scope is done: offices, plants, temporary and virtual sites.")

    def columns(self) -> tuple[Column, ...]:
        """Return name with kind, and heads."""
        t = self.t
        return (
            Column("name", t("Name"), self._said, _place),
            Column("heads", t("Heads"), _said_heads, lambda row: row.heads or -1, chars=5, right=True),
        )

    def _said(self, row: Site) -> str:
        central = self.t("Central function") if row.central else ""
        return lines(row.name, row.label, self.t(word(row.kind)), central)

    def rows_of(self, sheet: ClientSheet) -> Sequence[Site]:
        """Return the sites."""
        return sheet.client.sites

    def read_line(self, text: str) -> Site:
        """Return the site that a line means; the first one holds the central function.

        The zone is that of the site before it, of the first one that of this computer.
        """
        name, _mark, address = text.partition(";" if ";" in text else ",")
        known = self.sheet.client.sites if self.sheet else ()
        zone = known[-1].zone if known else SystemClock().zone()
        used = {one.label for one in known}
        number = next(n for n in range(1, len(known) + 2) if f"S-{n}" not in used)
        return Site(label=f"S-{number}", name=name.strip(), address=address.strip(), central=not known, zone=zone)

    def fill_form(self, form: RowForm, column: QVBoxLayout) -> None:
        """Put the fields of a site into the column."""
        t = self.t
        column.addWidget(form.line("name", t("Name")))
        column.addWidget(
            together(form.line("label", t("Short name")), form.choice("kind", t("Kind"), SiteKind), least=130)
        )
        column.addWidget(form.check("central", t("Holds the central function")))
        column.addWidget(form.text("address", t("Address"), lines=2))
        column.addWidget(form.text("activities", t("Activities"), lines=2))
        column.addWidget(
            together(form.number("heads", t("Heads, confirmed")), zone_field(self.binder, t("Time zone")), least=130)
        )
        column.addWidget(Divider())
        column.addWidget(self.heads)

    def show_row(self, row: Site) -> None:
        """Show the heads of a site."""
        self.heads.show_site(row)


def _said_heads(row: Site) -> str:
    return "–" if row.heads is None else str(row.heads)


def _place(row: Site) -> int:
    return row.position
