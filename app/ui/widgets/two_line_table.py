"""A table whose stretched column says two things: the matter, and below it in small where it belongs."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.ui.theme.look import active
from app.ui.widgets.chip_delegate import ChipDelegate
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import TableModel


class TwoLineDelegate(ChipDelegate):
    """Draws text with a line break as two lines, the second one small and pale."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the cell."""
        model = index.model()
        row = model.row_at(index.row()) if isinstance(model, TableModel) else None
        if row is None or not isinstance(model, TableModel):
            super().paint(painter, option, index)
            return
        first, _break, second = model.columns[index.column()].text(row).partition("\n")
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        self._lines(painter, option, first, second.replace("\n", " "))
        painter.restore()

    def _lines(self, painter: QPainter, option: QStyleOptionViewItem, first: str, second: str) -> None:
        look = active()
        inset = look.px(9)
        cell: QRect = option.rect.adjusted(inset, 0, -inset, 0)
        body, small = look.font("body"), look.font("small")
        tall, short = QFontMetrics(body).height(), QFontMetrics(small).height()
        top = cell.y() + (cell.height() - tall - (short if second else 0)) // 2
        side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        painter.setLayoutDirection(option.direction)
        for font, text, tone, y, height in (
            (body, first, look.palette.text, top, tall),
            (small, second, look.palette.muted, top + tall, short),
        ):
            painter.setFont(font)
            painter.setPen(QColor(tone))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, cell.width())
            painter.drawText(QRect(cell.x(), y, cell.width(), height), int(side | Qt.AlignmentFlag.AlignVCenter), shown)


class TwoLineTable(Table):
    """A table with room for two lines in each row."""

    def use_two_lines(self) -> None:
        """Draw the stretched columns in two lines; call once after it was made."""
        self._delegate = TwoLineDelegate(self)
        for number, column in enumerate(self.rows.columns):
            if not column.chars:
                self.setItemDelegateForColumn(number, self._delegate)

    def _measure(self) -> None:
        super()._measure()
        look = active()
        self.verticalHeader().setDefaultSectionSize(look.line_height() + look.line_height("small") + look.px(14))
