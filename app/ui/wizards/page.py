"""A wizard as a page of the main window: the frame fills the page, its steps stand where the title would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.ui.audit.base import AuditPage
from app.ui.widgets.wizard_frame import WizardFrame

if TYPE_CHECKING:
    from app.ui.context import UiContext


class WizardPage(AuditPage):
    """A page of one audit that is nothing but a wizard."""

    def __init__(self, ctx: UiContext, audit_id: str, title: str, finish_text: str) -> None:
        super().__init__(ctx, audit_id, title, scrolls=False)
        head = self.findChild(QWidget, "pageHead")
        if head is not None:
            head.hide()
        inside = self.body.parentWidget()
        if inside is not None and (layout := inside.layout()) is not None:
            layout.setContentsMargins(0, 0, 0, 0)
        self.frame = WizardFrame(ctx.words, title, finish_text)
        self.frame.windowTitleChanged.connect(self.setWindowTitle)
        self.frame.later_asked.connect(self._on_later)
        self.body.addWidget(self.frame, 1)

    def _on_later(self) -> None:
        self.leave()
        self.ctx.navigator.back()
