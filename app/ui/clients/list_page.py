"""All clients: sites, heads, where the cycle stands, what comes next."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.client_summary import ClientRow
from app.domain.words import word
from app.ui.clients.sections import open_client
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.chip import chip_look
from app.ui.widgets.choice_row import Choice
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.filter_bar import FilterBar
from app.ui.widgets.page import Page
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from app.domain.changes import Changes
    from app.translation import Words
    from app.ui.context import UiContext


class ClientsPage(Page):
    """Enter opens a client. `show_item("new")` asks for a new one at once."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.t("Clients"), scrolls=False)
        self.ctx, self.t = ctx, ctx.words.gettext
        t = self.t
        self.new = Button(t("New client"), "primary", "plus")
        self.add_action(self.new)
        choices = (Choice("", t("All")), Choice("open", t("Under audit")), Choice("idle", t("No audit open")))
        self.bar = FilterBar(ctx.words, t("Filter the clients"), choices, t("Show"))
        self.table = Table(t("Clients"), _columns(ctx.words), attrgetter("name"))
        self._empty = EmptyState(
            "building",
            t("No clients yet"),
            t("A client file holds the organisation, its sites and heads, its people, documents and scope. "
              "Every audit starts from it."),
            t("New client"),
        )  # fmt: skip
        self._stack = QStackedWidget()
        for widget in (QWidget(), self._list(), self._empty):
            self._stack.addWidget(widget)
        self.body.addWidget(self._stack, 1)
        self.new.clicked.connect(self.ask)
        self._empty.started.connect(self.ask)
        self.table.opened.connect(self._on_open)
        self.bar.changed.connect(self._on_filter)
        self.table.filtered.connect(self.bar.show_count)
        ctx.bus.changed.connect(self._on_changed)

    def _list(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        return holder

    def load(self) -> None:
        """Fetch the list."""
        self.ctx.jobs.read(self.ctx.services.client_file.rows, self.show_rows)

    def show_rows(self, rows: tuple[ClientRow, ...]) -> None:
        """Show the list, or what belongs here if it is empty."""
        self.table.set_rows(rows)
        if rows and not self.table.selected_id:
            self.table.select(rows[0].id)
        self.new.setVisible(bool(rows))
        self._stack.setCurrentIndex(1 if rows else 2)

    def show_item(self, item_id: str) -> None:
        """Ask for a new client when the item is `new`, else choose a client in the list."""
        if item_id == "new":
            self.ask()
        elif self.table.select(item_id):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Ask for the name of a new client."""
        from app.ui.clients.new_client import NewClientDialog  # noqa: PLC0415 - only when asked for

        NewClientDialog(self, self.ctx).open()

    def _on_open(self, row: ClientRow) -> None:
        open_client(self.ctx, row.id)

    def _on_filter(self, text: str, value: str) -> None:
        self.table.set_filter(text, partial(_fits, value))

    def _on_changed(self, changes: Changes, origin: object) -> None:
        del origin
        if self.isVisible() and changes.touches("client", "site", "audit", "cycle", "cycle_event"):
            self.load()


def _fits(value: str, row: ClientRow) -> bool:
    return not value or bool(row.open_audits) == (value == "open")


def _columns(words: Words) -> tuple[Column, ...]:
    t = words.gettext
    return (
        Column("name", t("Name"), attrgetter("name")),
        Column("sites", t("Sites"), lambda row: str(row.sites), attrgetter("sites"), chars=5, right=True),
        Column("heads", t("Heads"), _heads, lambda row: row.heads or -1, chars=6, right=True),
        Column(
            "cycle",
            t("Cycle"),
            lambda row: t(word(row.cycle)) if row.cycle else "",
            chip=lambda row: chip_look(row.cycle, t) if row.cycle else None,
            chars=17,
        ),
        Column("next", t("Next audit"), partial(_next, words), lambda row: str(row.next_audit or "~"), chars=25),
        Column(
            "open", t("Open audits"), lambda row: str(row.open_audits), attrgetter("open_audits"), chars=8, right=True
        ),
    )


def _heads(row: ClientRow) -> str:
    return "–" if row.heads is None else str(row.heads)


def _next(words: Words, row: ClientRow) -> str:
    return f"{words.day(row.next_audit)}  ·  {row.next_reference}" if row.next_audit else ""
