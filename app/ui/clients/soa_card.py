"""The versions of a client's Statement of Applicability, as a card for the client's page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout

from app.ui.clients.soa_files import TableExport
from app.ui.clients.soa_tables import version_table
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.labels import PlainLabel, set_shown

if TYPE_CHECKING:
    from app.domain.changes import Changes
    from app.services.soas import SoaVersion
    from app.ui.context import UiContext

_LEAST, _MOST = 2, 8
COMPARED: Final = "~"
"""Between the ids of two versions in the item of the page: show the first compared with the second."""


class SoaCard(Card):
    """Edition, date, who approved it and sums of each version; Enter opens one. Fetches by `load()`."""

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        t = ctx.t
        super().__init__(t("Statement of Applicability"))
        self._ctx, self._client_id = ctx, client_id
        self._export = TableExport(ctx, self)
        self._rows: tuple[SoaVersion, ...] = ()
        self.empty = PlainLabel(
            t("No version yet. Import the client's table, or send the client an empty template to fill in."),
            tone="muted",
            wrap=True,
        )
        self.table = version_table(ctx)
        self.table.show_lines(_LEAST)
        self.new = Button(t("Import…"), icon="download")
        self.new.setAccessibleName(t("Import a Statement of Applicability"))
        self.template = Button(t("Empty template…"), icon="file")
        self.compare = Button(t("Compare the two latest"), "quiet")
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for button in (self.new, self.template):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.compare)
        self.add(self.empty)
        self.add(self.table)
        self.add_layout(row)
        self.show_versions(())
        self.new.clicked.connect(self._on_import)
        self.template.clicked.connect(self._on_template)
        self.compare.clicked.connect(self._on_compare)
        self.table.opened.connect(self._on_open)
        ctx.bus.changed.connect(self._on_changed)

    def load(self) -> None:
        """Fetch the versions."""
        self._ctx.jobs.read(partial(self._ctx.services.soas.versions, self._client_id), self.show_versions)

    def show_versions(self, rows: tuple[SoaVersion, ...]) -> None:
        """Show the versions, the latest first."""
        self._rows = rows
        self.table.set_rows(rows)
        self.table.show_lines(min(max(len(rows), _LEAST), _MOST))
        set_shown(self.table, bool(rows))
        set_shown(self.empty, not rows)
        set_shown(self.compare, len(rows) > 1)
        if rows and not self.table.selected_id:
            self.table.select(rows[0].id)

    def _on_import(self) -> None:
        self._ctx.navigator.go("soa_import", item_id=self._client_id)

    def _on_open(self, row: SoaVersion) -> None:
        self._ctx.navigator.go("soa", item_id=row.id)

    def _on_compare(self) -> None:
        latest, before = self._rows[:2]
        self._ctx.navigator.go("soa", item_id=f"{latest.id}{COMPARED}{before.id}")

    def _on_template(self) -> None:
        self._export.start(self._make_template, self._ctx.t("Statement of Applicability"))

    def _make_template(self) -> bytes:
        language = self._ctx.services.body.get().report_language
        return self._ctx.services.soas.template(self._client_id, language)

    def _on_changed(self, changes: Changes, origin: object) -> None:
        del origin
        if self.isVisible() and changes.touches("soa", "audit"):
            self.load()
