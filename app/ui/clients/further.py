"""Further data of the body's form, and the line about consultants that every application holds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.client_file import FurtherData
from app.domain.client_summary import CONSULTANTS
from app.ui.clients.lists import FurtherList
from app.ui.clients.section import Section
from app.ui.widgets.card import Card
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.problem_line import Banner

if TYPE_CHECKING:
    from app.domain.client_summary import ClientSheet
    from app.ui.context import UiContext


class FurtherSection(Section):
    """What the body's form asks for and no other place holds."""

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        super().__init__(ctx, client_id)
        t = self.t
        said = t("The application has to say whether consultants were used.")
        self.ask = Banner(said, "info", t("Add this line"))
        self.ask.pressed.connect(self._on_ask)
        self.list = FurtherList(ctx, client_id)
        card = Card(t("Further data of the form"))
        note = t("A number of an order, a contract, a question of your form. “Printed” puts a line on the papers.")
        card.add(PlainLabel(note, "body", "muted", wrap=True))
        card.add(self.list)
        self.body.addWidget(self.ask)
        self.body.addWidget(card)

    def show_file(self, sheet: ClientSheet) -> None:
        """Show the lines."""
        asked = any(one.paper == CONSULTANTS for one in sheet.client.further)
        self.ask.setVisible(not asked)
        self.list.show_file(sheet)

    def _on_ask(self) -> None:
        self.ask.hide()
        row = FurtherData(paper=CONSULTANTS, label=self.t("Consultants used"), printed=False)
        self.ctx.jobs.write(partial(self.ctx.services.client_file.add, self.client_id, row))
