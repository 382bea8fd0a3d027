"""The audits of a client; Enter opens one."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from app.domain.words import word
from app.ui.clients.section import Section
from app.ui.widgets.chip import chip_look
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.labels import isolated
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from app.domain.client_summary import ClientSheet
    from app.domain.record import AuditRow
    from app.translation import Words
    from app.ui.context import UiContext


class AuditsSection(Section):
    """The latest first."""

    scrolls = False

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        super().__init__(ctx, client_id)
        t = self.t
        self.table = Table(t("Audits of the client"), _columns(ctx.words), attrgetter("reference"))
        said = t("The first one begins with the button at the top of this page.")
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState("plan", t("No audit of this client yet"), said))
        self._stack.addWidget(self.table)
        self.body.addWidget(self._stack, 1)
        self.table.opened.connect(self._on_open)

    def show_file(self, sheet: ClientSheet) -> None:
        """Show the audits."""
        self.table.set_rows(sheet.audits)
        if sheet.audits and not self.table.selected_id:
            self.table.select(sheet.audits[0].id)
        self._stack.setCurrentIndex(1 if sheet.audits else 0)

    def _on_open(self, row: AuditRow) -> None:
        self.ctx.navigator.go("overview", row.id)


def _columns(words: Words) -> tuple[Column, ...]:
    t = words.gettext
    return (
        Column("reference", t("Reference"), attrgetter("reference"), chars=16),
        Column("type", t("Type"), lambda row: t(word(row.type))),
        Column("state", t("State"), lambda row: t(word(row.state)), chip=lambda row: chip_look(row.state, t), chars=19),
        Column("days", t("Days on site"), partial(_days, words), lambda row: str(row.planned_start or ""), chars=24),
        Column("findings", t("Findings"), lambda row: str(row.findings), attrgetter("findings"), chars=8, right=True),
    )


def _days(words: Words, row: AuditRow) -> str:
    days = [words.day(day) for day in (row.planned_start, row.planned_end) if day is not None]
    return isolated(" – ".join(dict.fromkeys(days)))
