"""Small pictures in the table of evidence: drawn for the rows that are on the screen, when they have come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.domain.looks import can_be_seen
from app.ui.audit.file_list import draw_thumb
from app.ui.theme.look import active
from app.ui.widgets.table_model import TableModel
from app.ui.widgets.two_line_table import TwoLineDelegate, TwoLineTable

if TYPE_CHECKING:
    from app.ui.audit.thumbs import Thumbs


class PictureDelegate(TwoLineDelegate):
    """Draws two lines, and at the end of the cell the first picture of the row."""

    def __init__(self, table: TwoLineTable, thumbs: Thumbs) -> None:
        super().__init__(table)
        self._thumbs = thumbs

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the cell."""
        picture = self._picture(index)
        if picture is None:
            super().paint(painter, option, index)
            return
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        whole.text = ""
        whole.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, whole, painter, whole.widget)
        cell, gap = QRect(option.rect), active().px(4)
        side = cell.height() - 2 * gap
        text = QRect(cell.x(), cell.y(), cell.width() - side - 2 * gap, cell.height())
        room = QRect(cell.right() - side - gap, cell.y() + gap, side, side)
        narrow = QStyleOptionViewItem(option)
        narrow.rect = QStyle.visualRect(option.direction, cell, text)
        super().paint(painter, narrow, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        draw_thumb(painter, QStyle.visualRect(option.direction, cell, room), picture)
        painter.restore()

    def _picture(self, index: QModelIndex | QPersistentModelIndex) -> QPixmap | None:
        model = index.model()
        row = model.row_at(index.row()) if isinstance(model, TableModel) else None
        for file in getattr(row, "attachments", ()):
            if file.destroyed_at is None and can_be_seen(file.media_type):
                return self._thumbs.pixmap(file)
        return None


def show_thumbs(table: TwoLineTable, thumbs: Thumbs) -> None:
    """Let the table of evidence draw small pictures."""
    delegate = PictureDelegate(table, thumbs)
    for number, column in enumerate(table.rows.columns):
        if not column.chars:
            table.setItemDelegateForColumn(number, delegate)
    thumbs.arrived.connect(table.viewport().update)
