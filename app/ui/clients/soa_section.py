"""The place of the Statement of Applicability in the client file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.clients.section import Section
from app.ui.clients.soa_card import SoaCard

if TYPE_CHECKING:
    from app.domain.client_summary import ClientSheet
    from app.ui.context import UiContext


class SoaSection(Section):
    """Shows the versions; importing and comparing have pages of their own."""

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        super().__init__(ctx, client_id)
        self.card = SoaCard(ctx, client_id)
        self.body.addWidget(self.card)

    def show_file(self, sheet: ClientSheet) -> None:
        """Fetch the versions with their sums."""
        del sheet
        self.card.load()
