"""The client at a glance: figures, what is missing for the review of the application, whom to speak to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from app.domain.client_summary import heads, scope_text
from app.domain.head_counts import totals
from app.domain.numbers import ends, number_text
from app.ui.clients.section import Section
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.card import Card, FigureCard
from app.ui.widgets.card_row import CardRow
from app.ui.widgets.clearing import clear
from app.ui.widgets.jump_line import JumpLine
from app.ui.widgets.key_values import KeyValues
from app.ui.widgets.labels import PlainLabel, isolated, set_shown

if TYPE_CHECKING:
    from app.domain.client import Client
    from app.domain.client_summary import ClientSheet
    from app.domain.problems import Problem
    from app.ui.context import UiContext


class SummarySection(Section):
    """Nothing is typed here; every line leads to its place."""

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        super().__init__(ctx, client_id)
        t = self.t
        self.figures = {
            "sites": FigureCard("0", t("Sites")),
            "heads": FigureCard("–", t("Heads")),
            "processes": FigureCard("0", t("Processes")),
            "documents": FigureCard("0", t("Documents")),
        }
        self._gaps: tuple[Problem, ...] = ()
        self.missing = Card(t("Still missing"), t("for the review of the application"))
        self.missing.body.setSpacing(Space.S)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(0)
        self._whole = PlainLabel(t("Nothing is missing in this client file."), "body", "muted", wrap=True)
        self.missing.add(self._whole)
        self.missing.add_layout(self.lines)
        about = Card(t("About the client"))
        self.facts = KeyValues()
        about.add(self.facts)
        self.body.addWidget(CardRow(tuple(self.figures.values()), least=150))
        self.body.addWidget(self.missing)
        self.body.addWidget(about)

    def show_file(self, sheet: ClientSheet) -> None:
        """Show figures, gaps and facts."""
        client = sheet.client
        self._show_figures(client)
        if sheet.gaps != self._gaps or not self.lines.count():
            self._gaps = sheet.gaps
            self._show_gaps()
        t = self.t
        contacts = client.contacts
        lead = (
            "\u200f" if self.ctx.words.right_to_left else "\u200e"
        )  # a name in another script begins at the side, too
        pairs = (
            (t("Scope"), scope_text(client)),
            (t("Top management"), ", ".join(one.name for one in contacts if one.top_management)),
            (t("Management representative"), ", ".join(one.name for one in contacts if one.representative)),
            (t("Sectors"), ", ".join(f"{one.code} {one.name}".strip() for one in client.sectors)),
            (t("Outsourced"), _outsourced(client)),
        )
        self.facts.show_pairs([(name, lead + value if value else "") for name, value in pairs])

    def _show_figures(self, client: Client) -> None:
        t, count = self.t, heads(client.sites)
        found = totals(line for site in client.sites for line in site.head_counts)
        near = "" if ends(found.full_time) else "≈ "
        full = t("in full days: {n}").format(n=isolated(near + number_text(found.full_time))) if found.part_time else ""
        outsourced = sum(one.outsourced for one in client.processes)
        renewed = sum(bool(one.editions) for one in client.documents)
        self.figures["sites"].show_figure(str(len(client.sites)))
        self.figures["heads"].show_figure("–" if count is None else str(count), full)
        others = t("{n} outsourced").format(n=isolated(str(outsourced))) if outsourced else ""
        self.figures["processes"].show_figure(str(len(client.processes)), others)
        history = t("{n} with earlier versions").format(n=isolated(str(renewed))) if renewed else ""
        self.figures["documents"].show_figure(str(len(client.documents)), history)

    def _show_gaps(self) -> None:
        clear(self.lines)
        for one in self._gaps:
            line = JumpLine(say(self.ctx.words, one), one.field, "info", "info")
            line.jumped.connect(self.jumped)
            self.lines.addWidget(line)
        set_shown(self._whole, not self._gaps)


def _outsourced(client: Client) -> str:
    named = [f"{one.name} ({one.supplier})" if one.supplier else one.name for one in client.processes if one.outsourced]
    return ", ".join(named) or client.outsourced
