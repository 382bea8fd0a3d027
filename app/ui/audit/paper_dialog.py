"""The pages of a paper in a window of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.ui.widgets.dialog import Dialog
from app.ui.widgets.pdf_view import PdfView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.context import UiContext

_WIDTH, _HEIGHT = 900, 640


class PaperDialog(Dialog):
    """Shows pages that are there, or reads them first."""

    def __init__(self, parent: QWidget, ctx: UiContext, title: str, pages: bytes | Callable[[], bytes]) -> None:
        super().__init__(parent, title, _WIDTH)
        self.pages = PdfView(ctx.words)
        self.pages.setMinimumHeight(_HEIGHT)
        self.body.addWidget(self.pages, 1)
        self.add_button(ctx.t("Close")).clicked.connect(self.accept)
        if isinstance(pages, bytes):
            self.pages.show_bytes(pages)
        else:
            ctx.jobs.read(pages, self.pages.show_bytes)
