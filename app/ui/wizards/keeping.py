"""Keeps what was pasted, dropped or typed elsewhere, then shows the wizard that completes it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.ui.wizards import CAPTURE

if TYPE_CHECKING:
    from app.domain.drafts import EvidenceDraft, IncomingFile
    from app.services.base import Made
    from app.ui.context import UiContext


class Keeper(QObject):
    """One capture under way; goes when it is done."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(ctx.jobs)
        self._ctx, self._audit_id = ctx, audit_id

    def keep(self, draft: EvidenceDraft, files: tuple[IncomingFile, ...]) -> None:
        """Capture now."""
        call = partial(self._ctx.services.evidence.capture, self._audit_id, draft, files)
        self._ctx.jobs.write(call, self._on_kept, self._on_failed, urgent=True)

    def _on_kept(self, made: Made) -> None:
        self._ctx.navigator.go(CAPTURE, self._audit_id, made.id)
        self.deleteLater()

    def _on_failed(self, problem: BaseException) -> None:
        self._ctx.jobs.problem.emit(problem)
        self.deleteLater()
