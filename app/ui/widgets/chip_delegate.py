"""Paints table cells: text with an ellipsis, or a chip (icon and word)."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.theme import icons
from app.ui.theme.look import active
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.table_model import CHIP_ROLE


class ChipDelegate(QStyledItemDelegate):
    """Draws what the model gives for `CHIP_ROLE` as a chip; other cells as usual."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the cell."""
        look = index.data(CHIP_ROLE)
        if not isinstance(look, ChipLook):
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_chip(painter, option.rect, look, option.direction)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size of the text, with room for the icon of a chip."""
        size = super().sizeHint(option, index)
        if isinstance(index.data(CHIP_ROLE), ChipLook):
            size.setWidth(size.width() + active().px(34))
        return size


def paint_chip(painter: QPainter, cell: QRect, look: ChipLook, direction: Qt.LayoutDirection) -> None:
    """Draw a chip at the start of `cell`, shortened to fit."""
    here = active()
    ink, ground = here.palette.tone(look.tone)
    painter.setFont(here.font("small"))
    metrics = painter.fontMetrics()
    side, gap, inset = here.px(13), here.px(5), here.px(8)
    room = cell.width() - 2 * inset - side - 3 * gap
    text = metrics.elidedText(look.text, Qt.TextElideMode.ElideRight, max(room, 0))
    width = side + gap + metrics.horizontalAdvance(text) + 2 * gap + gap
    height = min(cell.height() - 4, metrics.height() + here.px(4))
    body = QRect(cell.x() + inset, cell.y() + (cell.height() - height) // 2, width, height)
    body = QStyle.visualRect(direction, cell, body)
    outlined = here.palette.chip_line != "transparent"
    painter.setPen(QPen(QColor(ink if outlined else ground), 1))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(QRectF(body).adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2)
    mark = QStyle.visualRect(direction, body, QRect(body.x() + gap + 1, body.y() + (height - side) // 2, side, side))
    painter.drawPixmap(mark.topLeft(), icons.pixmap(look.icon, look.tone, side, painter.device().devicePixelRatio()))
    words = QRect(body.x() + gap + 1 + side + gap, body.y(), width, height)
    words = QStyle.visualRect(direction, body, words)
    painter.setPen(QColor(ink))
    painter.setLayoutDirection(direction)
    start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter  # the painter mirrors it
    painter.drawText(words, int(start), text)
