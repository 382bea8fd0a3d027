"""Legal duties and certificates the client holds already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.clients.lists import CertificateList, DutyList
from app.ui.clients.section import Section
from app.ui.widgets.card import Card

if TYPE_CHECKING:
    from app.domain.client_summary import ClientSheet
    from app.ui.context import UiContext


class DutiesSection(Section):
    """Two lists that are edited in place."""

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        super().__init__(ctx, client_id)
        self.duties, self.certificates = DutyList(ctx, client_id), CertificateList(ctx, client_id)
        duties = Card(self.t("Duties"), self.t("legal, regulatory and contractual"))
        duties.add(self.duties)
        certificates = Card(self.t("Other certificates"))
        certificates.add(self.certificates)
        self.body.addWidget(duties)
        self.body.addWidget(certificates)

    def show_file(self, sheet: ClientSheet) -> None:
        """Show both lists."""
        self.duties.show_file(sheet)
        self.certificates.show_file(sheet)
