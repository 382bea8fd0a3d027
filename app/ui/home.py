"""Home: the audits of this workspace and what is due."""

from __future__ import annotations

from datetime import date
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from app.domain.kinds import AuditState
from app.domain.record import AuditRow
from app.domain.words import word
from app.ui.clients.sections import open_client
from app.ui.home_due import DueThing, due_things, open_thing
from app.ui.home_due_card import DueCard
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.chip import chip_look
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
    from app.translation import Words
    from app.ui.context import UiContext

_DONE = (AuditState.REPORTED, AuditState.ABORTED)
_KINDS = (
    "audit", "evidence", "finding", "body", "client", "cycle", "cycle_event", "client_statement", "deadline_setting",
    "holiday", "bar", "carried_item",
)  # fmt: skip


class HomePage(Page):
    """The first page of an open workspace."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.t("Audits"), scrolls=False)
        self.ctx = ctx
        self._new = Button(ctx.t("New audit"), "primary", "plus")
        self._client = Button(ctx.t("Open the client"), "secondary", "building")
        self._client.setEnabled(False)
        self.add_action(self._client)
        self.add_action(self._new)
        self._list = _AuditList(ctx.words)
        self._empty = EmptyState(
            "fieldwork",
            ctx.t("No audits yet"),
            ctx.t("An audit holds its plan, its meetings, the evidence, the findings and the signed report."),
            ctx.t("New audit"),
        )
        self._stack = QStackedWidget()
        for widget in (QWidget(), self._list, self._empty):
            self._stack.addWidget(widget)
        self.body.addWidget(self._stack, 1)
        self._new.clicked.connect(self._on_new)
        self._client.clicked.connect(self._on_client)
        self._empty.started.connect(self._on_new)
        self._list.opened.connect(self._on_open)
        self._list.due_opened.connect(self._on_due)
        self._list.all_wanted.connect(self._on_all_due)
        self._list.row_selected.connect(self._on_selected)
        ctx.bus.changed.connect(self._on_changed)

    def load(self) -> None:
        """Fetch the list."""
        self.ctx.jobs.read(self._fetch, self.show_rows)

    def _fetch(self) -> tuple[tuple[AuditRow, ...], tuple[DueRow, ...]]:
        return self.ctx.services.audits.list(), self.ctx.services.cycles.due()

    def show_rows(self, fetched: tuple[tuple[AuditRow, ...], tuple[DueRow, ...]]) -> None:
        """Show the list, or what belongs here if it is empty."""
        rows, due = fetched
        self._list.show_rows(rows, due, date.today())  # noqa: DTZ011 - the day on the auditor's desk
        self._new.setVisible(bool(rows))
        self._client.setVisible(bool(rows))
        self._stack.setCurrentWidget(self._list if rows else self._empty)
        if rows and self.isVisible() and QApplication.focusWidget() is None:  # the password was typed just before
            self._list.begin()

    def _on_new(self) -> None:
        self.ctx.navigator.go("new_audit")

    def _on_client(self) -> None:
        if self._list.selected is not None:
            open_client(self.ctx, self._list.selected.client_id)

    def _on_selected(self, row: AuditRow | None) -> None:
        self._client.setEnabled(row is not None)

    def _on_open(self, audit_id: str) -> None:
        self.ctx.navigator.go("overview", audit_id)

    def _on_due(self, thing: DueThing) -> None:
        open_thing(thing, self.ctx.navigator)

    def _on_all_due(self) -> None:
        self.ctx.navigator.go("due")

    def _on_changed(self, changes: Changes, origin: object) -> None:
        del origin
        if self.isVisible() and changes.touches(*_KINDS):
            self.load()


class _AuditList(QWidget):
    """What is due, then the table with its filter.

    Signals:
        opened: id of the audit to open.
        row_selected: the `AuditRow` under the cursor, or `None`.
        due_opened: the `DueThing` whose line was pressed.
        all_wanted: everything that is due is to be shown.
    """

    opened = Signal(str)
    due_opened = Signal(object)
    all_wanted = Signal()
    row_selected = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__()
        t = words.gettext
        self._words = words
        self._due = DueCard(words)
        self._due.opened.connect(self.due_opened)
        self._due.all_wanted.connect(self.all_wanted)
        choices = (Choice("", t("All")), Choice("open", t("Under way")), Choice("done", t("Finished")))
        self._bar = FilterBar(words, t("Filter the audits"), choices, t("Show"))
        self._table = Table(t("Audits"), _columns(words), attrgetter("reference"))
        self._bar.changed.connect(self._on_filter)
        self._table.filtered.connect(self._bar.show_count)
        self._table.opened.connect(self._on_row)
        self._table.row_selected.connect(self.row_selected)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self._due)
        column.addWidget(self._bar)
        column.addWidget(self._table, 1)

    def show_rows(self, rows: tuple[AuditRow, ...], due: tuple[DueRow, ...], today: date) -> None:
        """Show the audits."""
        self._due.show_due(due_things(rows, due, today, self._words))
        self._table.set_rows(rows)

    def begin(self) -> None:
        """Put the cursor on the first audit."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.selected is None:
            self._table.select(self._table.rows.id_at(0))

    @property
    def selected(self) -> AuditRow | None:
        """Return the audit under the cursor."""
        row: AuditRow | None = self._table.selected
        return row

    def _on_filter(self, text: str, value: str) -> None:
        self._table.set_filter(text, partial(_fits, value))

    def _on_row(self, row: AuditRow) -> None:
        self.opened.emit(row.id)


def _fits(value: str, row: AuditRow) -> bool:
    return not value or (row.state in _DONE) == (value == "done")


def _columns(words: Words) -> tuple[Column, ...]:
    t = words.gettext
    return (
        Column("reference", t("Reference"), attrgetter("reference"), chars=16),
        Column("client", t("Client"), attrgetter("client")),
        Column("type", t("Type"), lambda row: t(word(row.type)), chars=20),
        Column("state", t("State"), lambda row: t(word(row.state)), chip=lambda row: chip_look(row.state, t), chars=19),
        Column("days", t("Days on site"), partial(_days, words), lambda row: str(row.planned_start or ""), chars=26),
        Column("evidence", t("Evidence"), lambda row: str(row.evidence), attrgetter("evidence"), chars=8, right=True),
        Column("findings", t("Findings"), lambda row: str(row.findings), attrgetter("findings"), chars=8, right=True),
    )


def _days(words: Words, row: AuditRow) -> str:
    days = [words.day(day) for day in (row.planned_start, row.planned_end) if day is not None]
    return isolated(" – ".join(dict.fromkeys(days)))
