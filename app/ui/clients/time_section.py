"""Audit time in the client file: calculated before there is an audit, for example for an offer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from app.ui.clients.section import Section
from app.ui.theme.metrics import Space
from app.ui.times.time_pane import TimePane
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.domain.client_summary import ClientSheet
    from app.services.times import TimeDesk
    from app.ui.context import UiContext


class TimeSection(Section):
    """The same form as in an audit; a kept calculation is used from the audit's own page. Ctrl+Enter keeps."""

    scrolls = False

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        super().__init__(ctx, client_id)
        self.body.setSpacing(Space.S)
        t = self.t
        sites = Button(t("Sites to visit"), icon="site")
        sites.clicked.connect(self._on_sites)
        row = QHBoxLayout()
        row.addWidget(PlainLabel(t("An audit takes its days from here, on its own page."), "small", "muted"), 1)
        row.addWidget(sites)
        self.pane = TimePane(ctx, client_id)
        self.body.addLayout(row)
        self.body.addWidget(self.pane, 1)
        self.pane.kept.connect(self._fetch)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.pane.keep)

    def show_file(self, sheet: ClientSheet) -> None:
        """Fetch rules and kept calculations."""
        del sheet
        self._fetch()

    def _fetch(self) -> None:
        self.ctx.jobs.read(partial(self.ctx.services.times.desk, self.client_id), self._on_desk)

    def _on_desk(self, desk: TimeDesk) -> None:
        self.pane.show_desk(desk)

    def _on_sites(self) -> None:
        from app.ui.times.sites_dialog import SitesDialog  # noqa: PLC0415 - only when it is asked for

        SitesDialog(self.window(), self.ctx, self.client_id, None).open()
