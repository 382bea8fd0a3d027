"""The audit time of one audit: calculated, kept, and taken as the measure of its plan."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from app.domain.kinds import PaperKind
from app.domain.numbers import number_text
from app.services.times import TimeDesk
from app.ui.audit.base import AuditPage
from app.ui.audit.paper_export import PaperExport
from app.ui.times.time_pane import TimePane
from app.ui.widgets.buttons import Button
from app.ui.widgets.progress_card import ProgressCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from app.domain.record import AuditRecord
    from app.ui.context import UiContext


class TimePage(AuditPage):
    """Ctrl+Enter keeps the calculation."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(ctx, audit_id, ctx.t("Audit time"), scrolls=False)
        t = self.t
        self.pane: TimePane | None = None
        self._progress = ProgressCard(ctx.words)
        self._export = PaperExport(ctx, self, self._progress)
        self._sites = Button(t("Sites to visit"), icon="site")
        self._paper = Button(t("Save as PDF"), icon="download")
        self._paper.setToolTip(t("The calculation this audit rests on, with every step and its reason."))
        for button in (self._sites, self._paper):
            button.setEnabled(False)
            self.add_action(button)
        self._sites.clicked.connect(self._on_sites)
        self._paper.clicked.connect(self._on_paper)
        self.add_key(t("Keep this calculation"), "Ctrl+Return", self._on_keep)
        self.body.addWidget(self._progress)

    def digest(self, record: AuditRecord) -> TimeDesk:
        """Fetch what the calculation starts from."""
        return self.ctx.services.times.desk(record.client.id, self.audit_id)

    def show_record(self, record: AuditRecord) -> None:
        """Show form and kept calculations."""
        if self.pane is None:
            self.pane = TimePane(self.ctx, record.client.id, self.audit_id, record.audit.type)
            self.pane.kept.connect(self.load)
            self.body.addWidget(self.pane, 1)
            self.pane.focus_first()
        self.pane.show_desk(self.digested)
        self._sites.setEnabled(True)
        self._paper.setEnabled(record.time is not None)
        said = self.t("No calculation is used for this audit yet.")
        if record.time is not None:
            days = number_text(Fraction(record.time.days))
            said = self.t("This audit: {days} days.").format(days=days)
            if record.time.remark:
                said = self.t("This audit: {days} days. {reason}").format(days=days, reason=record.time.remark)
        self.set_title(self.t("Audit time"), said)

    def editables(self) -> Sequence[QWidget]:
        """Return the pane: after the signature nothing is calculated any more."""
        return (self.pane,) if self.pane is not None else ()

    def leave(self) -> None:
        """Keep what is typed."""
        super().leave()
        if self.pane is not None:
            self.pane.leave()

    def _on_keep(self) -> None:
        if self.pane is not None:
            self.pane.keep()

    def _on_sites(self) -> None:
        from app.ui.times.sites_dialog import SitesDialog  # noqa: PLC0415 - only when it is asked for

        if self.record is not None:
            dialog = SitesDialog(self.window(), self.ctx, self.record.client.id, self.record)
            dialog.open()

    def _on_paper(self) -> None:
        if self.record is None:
            return
        call = partial(self.ctx.services.reports.plain, self.audit_id, PaperKind.AUDIT_TIME, "")
        name = self.t("Audit time {reference}.pdf").format(reference=self.record.audit.reference)
        self._export.start(call, name, self.t("Composing the calculation"))
