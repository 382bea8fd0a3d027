"""Fetches what is confirmed and shows it to the person it concerns."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.attestations import folded
from app.ui.signing.dialog import AttestationDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.attestations import Matter
    from app.domain.attested_people import SignLine
    from app.services.attesting import SignSheet
    from app.ui.context import UiContext


class Opener(QObject):
    """One wish to sign; it goes with its parent."""

    def __init__(self, ctx: UiContext, parent: QWidget, audit_id: str, matter: Matter, name: str) -> None:
        super().__init__(parent)
        self._ctx, self._window, self._audit_id, self._matter, self._name = ctx, parent, audit_id, matter, name

    def start(self) -> None:
        """Fetch text and people, then show the dialog."""
        call = partial(self._ctx.services.attesting.sheet, self._audit_id, self._matter)
        self._ctx.jobs.read(call, self._on_sheet)

    def _on_sheet(self, sheet: SignSheet) -> None:
        line = self._wanted(sheet)
        if line is not None:
            AttestationDialog(self._window, self._ctx, self._audit_id, sheet, line).open()
        self.deleteLater()

    def _wanted(self, sheet: SignSheet) -> SignLine | None:
        if self._name:
            return next((one for one in sheet.lines if folded(one.name) == folded(self._name)), None)
        return next((one for one in sheet.lines if one.waits), next(iter(sheet.lines), None))
