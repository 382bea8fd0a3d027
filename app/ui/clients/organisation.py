"""The organisation: who the client is, how it works, and its sector for each standard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.kinds import DataRole
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.clients.fields import together
from app.ui.clients.lists import SectorList
from app.ui.clients.section import Section
from app.ui.widgets.card import Card

if TYPE_CHECKING:
    from app.domain.client_summary import ClientSheet
    from app.ui.context import UiContext


class OrganisationSection(Section):
    """Every field is kept when it is left."""

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        super().__init__(ctx, client_id)
        self.binder = Binder(ctx, "client", "", self)
        self.form = RowForm(self.binder)
        self.sectors = SectorList(ctx, client_id)
        self.body.addWidget(self._who())
        self.body.addWidget(self._how())
        sectors = Card(self.t("Sectors"), self.t("sector and technical code for each standard"))
        sectors.add(self.sectors)
        self.body.addWidget(sectors)
        self.binder.asked_again.connect(self._on_asked_again)

    def _who(self) -> Card:
        card, form, t = Card(self.t("Organisation")), self.form, self.t
        card.add(together(form.line("name", t("Name")), form.line("legal_form", t("Legal form"))))
        card.add(form.text("address", t("Address"), lines=2))
        card.add(
            together(
                form.line("register_number", t("Register number")),
                form.line("languages", t("Languages"), placeholder=t("Spoken at the sites")),
            )
        )
        card.add(form.text("business", t("What the client does"), lines=3))
        return card

    def _how(self) -> Card:
        card, form, t = Card(self.t("How it works")), self.form, self.t
        role = form.choice("data_role", t("Role for personal data"), DataRole)
        card.add(together(role, form.line("shifts", t("Shifts"), placeholder=t("For example: two, 6 to 22 h"))))
        card.add(
            form.line("remote_tools", t("Remote tools"), t("With which parts of the audit could be held remotely."))
        )
        card.add(
            form.text("safety", t("Safety conditions"), t("What the team needs on site: shoes, training."), lines=2)
        )
        card.add(form.text("customer_premises", t("Work at customers’ premises"), lines=2))
        card.add(form.text("outsourced", t("Outsourcing, in short"), t("“Nothing” is an answer, too."), lines=2))
        return card

    def show_file(self, sheet: ClientSheet) -> None:
        """Show the fields of the client."""
        self.binder.show(sheet.client)
        self.sectors.show_file(sheet)

    def _on_asked_again(self) -> None:
        self.ctx.jobs.read(self._fetch, self.show_file)

    def _fetch(self) -> ClientSheet:
        return self.ctx.services.client_file.sheet(self.client_id)
