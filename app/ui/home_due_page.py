"""Everything that is due, of all clients: a table to filter and to jump from."""

from __future__ import annotations

from datetime import date
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.cycle_kinds import DueState
from app.domain.words import word
from app.ui.home_due import NEAR, DueThing, due_things, open_thing
from app.ui.home_due_card import LOOKS
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.choice_row import Choice
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.filter_bar import FilterBar
from app.ui.widgets.labels import isolated
from app.ui.widgets.page import Page
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from app.domain.changes import Changes
    from app.domain.due_row import DueRow
    from app.domain.record import AuditRow
    from app.translation import Words
    from app.ui.context import UiContext

_KINDS: Final = (
    "audit", "finding", "body", "client", "cycle", "cycle_event", "deadline_setting", "holiday", "bar",
    "client_statement", "carried_item", "person",
)  # fmt: skip
_TONES: Final = {"muted": "neutral"}
_OVERDUE: Final = "overdue"
_SOON: Final = "near"


class DuePage(Page):
    """Enter goes to the audit or to the cycle; the words filter, the choice narrows."""

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.t
        super().__init__(t("What is due"), t("Of all clients, the earliest first."), scrolls=False)
        self.ctx = ctx
        choices = (Choice("", t("All")), Choice(_OVERDUE, t("Overdue")), Choice(_SOON, t("Within thirty days")))
        self.bar = FilterBar(ctx.words, t("Filter what is due"), choices, t("Show"))
        self.table = Table(t("What is due"), _columns(ctx.words), attrgetter("text"))
        self._empty = EmptyState(
            "calendar",
            t("Nothing is due"),
            t("Dates come from plans, closing meetings, decisions and certificates, counted by the settings."),
        )
        self._stack = QStackedWidget()
        for widget in (QWidget(), self.table, self._empty):
            self._stack.addWidget(widget)
        self.body.addWidget(self.bar)
        self.body.addWidget(self._stack, 1)
        self.bar.changed.connect(self._on_filter)
        self.table.filtered.connect(self.bar.show_count)
        self.table.opened.connect(self._on_open)
        ctx.bus.changed.connect(self._on_changed)

    def load(self) -> None:
        """Count everything anew."""
        self.ctx.jobs.read(self._fetch, self.show_due)

    def _fetch(self) -> tuple[tuple[AuditRow, ...], tuple[DueRow, ...]]:
        return self.ctx.services.audits.list(), self.ctx.services.cycles.due()

    def show_due(self, fetched: tuple[tuple[AuditRow, ...], tuple[DueRow, ...]]) -> None:
        """Show what is due, or that nothing is."""
        rows, due = fetched
        things = due_things(rows, due, date.today(), self.ctx.words)  # noqa: DTZ011 - the day on the auditor's desk
        self.table.set_rows(things)
        self.bar.setVisible(bool(things))
        self._stack.setCurrentWidget(self.table if things else self._empty)
        if things and not self.table.selected_id:
            self.table.select(things[0].id)

    def _on_filter(self, text: str, value: str) -> None:
        self.table.set_filter(text, partial(_fits, value))

    def _on_open(self, thing: DueThing) -> None:
        open_thing(thing, self.ctx.navigator)

    def _on_changed(self, changes: Changes, origin: object) -> None:
        del origin
        if self.isVisible() and changes.touches(*_KINDS):
            self.load()


def _fits(value: str, thing: DueThing) -> bool:
    if value == _OVERDUE:
        return thing.state is DueState.OVERDUE
    return not value or thing.state in NEAR


def _columns(words: Words) -> tuple[Column, ...]:
    t = words.gettext
    return (
        Column("day", t("Day"), lambda row: isolated(words.day(row.day)), attrgetter("day"), chars=13),
        Column("state", t("State"), lambda row: t(word(row.state)), attrgetter("day"), partial(_look, words), chars=10),
        Column("client", t("Client"), attrgetter("client"), chars=22),
        Column("title", t("Deadline"), attrgetter("title"), chars=22),
        Column("text", t("Reason"), attrgetter("text")),
        Column("counts", t("Counted from"), attrgetter("counts"), chars=30),
    )


def _look(words: Words, row: DueThing) -> ChipLook:
    icon, tone = LOOKS[row.state]
    return ChipLook(words.gettext(word(row.state)), icon, _TONES.get(tone, tone))
