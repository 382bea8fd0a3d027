"""The matrix on the screen: arrows move, Space plans, Shift takes ranges; cells are drawn once and copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.ui.programme.model import MatrixModel
from app.ui.theme.look import active
from app.ui.theme.theme import set_font
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.chip_delegate import paint_chip

if TYPE_CHECKING:
    from app.translation import Words

Index = QModelIndex | QPersistentModelIndex
_STEP: Final = 13
_MOST: Final = 400


class MatrixDelegate(QStyledItemDelegate):
    """Draws each kind of cell once per size and look; a repaint only copies."""

    def __init__(self, parent: MatrixTable) -> None:
        super().__init__(parent)
        self._table = parent
        self._drawn: dict[tuple[ChipLook | None, bool, bool, bool, int], QPixmap] = {}
        self._under: tuple[object, ...] = ()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Copy the cell; names of lines are drawn as usual."""
        if index.column() == 0:
            super().paint(painter, option, index)
            return
        rect, state = option.rect, option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        look, closed = self._table.cells.seen(index)
        ratio = painter.device().devicePixelRatioF()
        under = (id(active()), rect.height(), ratio, option.direction)
        if under != self._under or len(self._drawn) > _MOST:
            self._drawn.clear()
            self._under = under
        key = (look, closed, chosen, focused, rect.width())
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = self._drawn[key] = self._draw(look, option, (closed, chosen, focused), ratio)
        painter.drawPixmap(rect.topLeft(), drawn)

    def _draw(
        self, look: ChipLook | None, option: QStyleOptionViewItem, states: tuple[bool, bool, bool], ratio: float
    ) -> QPixmap:
        closed, chosen, focused = states
        here = active()
        drawn = QPixmap(option.rect.size() * ratio)
        drawn.setDevicePixelRatio(ratio)
        ground = here.palette.accent_soft if chosen else here.palette.window if closed else here.palette.surface
        drawn.fill(QColor(ground))
        area = QRect(0, 0, option.rect.width(), option.rect.height())
        painter = QPainter(drawn)
        painter.setPen(QPen(QColor(here.palette.line), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        edge = area.topLeft() if option.direction is Qt.LayoutDirection.LeftToRight else area.topRight()
        painter.drawLine(edge, edge + (area.bottomLeft() - area.topLeft()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if look is not None:
            paint_chip(painter, area, look, option.direction)
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(here.palette.accent), here.px(2)))
            painter.drawRoundedRect(area.adjusted(2, 2, -3, -3), here.px(4), here.px(4))
        painter.end()
        return drawn


class MatrixTable(QTableView):
    """Lines and audits.

    Signals:
        toggled: the keys of the cells that Space is to plan or to take out.
    """

    toggled = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.cells = MatrixModel(words, self)
        self.setModel(self.cells)
        self.setItemDelegate(MatrixDelegate(self))
        self.setAccessibleName(words.gettext("Programme of the cycle"))
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._header = header = self.horizontalHeader()
        set_font(header, "label")
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.cells.modelReset.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        look = active()
        self.verticalHeader().setDefaultSectionSize(look.line_height() + look.px(12))
        header = self.horizontalHeader()
        header.setMinimumSectionSize(look.px(60))
        letter = self.fontMetrics().averageCharWidth()
        count = self.cells.columnCount() - 1
        wide = max(_STEP * letter, look.px(104))
        for column in range(1, count + 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, wide)
        room = self.viewport().width() - wide * count
        self.setColumnWidth(0, max(room, 34 * letter))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plan with Space; a cell of the names stands for its whole line."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.toggle()
            return
        super().keyPressEvent(event)

    def toggle(self) -> None:
        """Tell the selected cells that can be planned."""
        keys = self.cells.open_keys(self.meant())
        if keys:
            self.toggled.emit(keys)

    def meant(self) -> list[QModelIndex]:
        """Return the selected cells; names alone stand for their whole line."""
        chosen = self.selectedIndexes() or [self.currentIndex()]
        if all(index.column() == 0 for index in chosen):
            columns = range(1, self.cells.columnCount())
            return [self.cells.index(index.row(), column) for index in chosen for column in columns]
        return chosen

    def mouseDoubleClickEvent(self, event: object) -> None:
        """Plan or take out the cell."""
        del event
        self.toggle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names what is left."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the zoom changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "cells"):
            self._measure()
