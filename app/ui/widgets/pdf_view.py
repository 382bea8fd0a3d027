"""Shows a PDF from memory. The paper stays white in dark mode, as paper does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.translation import Words

_STEP = 1.25


class PdfView(QWidget):
    """Pages below each other, with page number and zoom. Import this module only when a PDF is shown."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        t = words.gettext
        self._words = words
        self._document = QPdfDocument(self)
        self._buffer: QBuffer | None = None
        self._view = QPdfView(self)
        self._view.setAccessibleName(t("Pages of the paper"))
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setDocument(self._document)
        self._count = PlainLabel("", "small", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(self._tools())
        column.addWidget(self._view, 1)
        self._view.pageNavigator().currentPageChanged.connect(self._on_page)

    def _tools(self) -> QHBoxLayout:
        t = self._words.gettext
        row = QHBoxLayout()
        row.setSpacing(Space.XXS)
        for icon, name, slot in (
            ("up", t("Previous page"), self._on_previous),
            ("down", t("Next page"), self._on_next),
        ):
            button = IconButton(icon, name)
            button.clicked.connect(slot)
            row.addWidget(button)
        row.addSpacing(Space.S)
        row.addWidget(self._count)
        row.addStretch(1)
        for icon, name, slot in (
            ("minus", t("Smaller"), self._on_smaller),
            ("plus", t("Larger"), self._on_larger),
        ):
            button = IconButton(icon, name)
            button.clicked.connect(slot)
            row.addWidget(button)
        return row

    def show_bytes(self, data: bytes) -> None:
        """Show the PDF `data`, on the page that was shown before if there is one."""
        page = self._view.pageNavigator().currentPage()
        self._document.close()
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self.jump(min(page, max(0, self._document.pageCount() - 1)))
        self._on_page(self._view.pageNavigator().currentPage())

    def clear(self) -> None:
        """Show nothing."""
        self._document.close()
        self._count.setText("")

    def jump(self, page: int) -> None:
        """Show page `page`, counted from 0."""
        if 0 <= page < self._document.pageCount():
            self._view.pageNavigator().jump(page, QPointF())

    def _on_page(self, page: int) -> None:
        total = self._document.pageCount()
        text = self._words.gettext("Page {page} of {total}").format(page=page + 1, total=total)
        self._count.setText(text if total else "")

    def _on_previous(self) -> None:
        self.jump(self._view.pageNavigator().currentPage() - 1)

    def _on_next(self) -> None:
        self.jump(self._view.pageNavigator().currentPage() + 1)

    def _zoom(self, factor: float) -> None:
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(min(max(self._view.zoomFactor() * factor, 0.25), 6.0))

    def _on_smaller(self) -> None:
        self._zoom(1 / _STEP)

    def _on_larger(self) -> None:
        self._zoom(_STEP)
