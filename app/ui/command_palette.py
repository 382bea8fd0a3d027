"""Ctrl+K: every action of the window by a few letters of its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.theme.look import active
from app.ui.theme.metrics import Space
from app.ui.widgets.search_line import SearchLine

if TYPE_CHECKING:
    from app.translation import Words

KEYS_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
_MOVES: Final = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}


def plain_name(action: QAction) -> str:
    """Return the name of an action without mnemonic and dots."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("….")


def matching(actions: Sequence[QAction], typed: str) -> list[QAction]:
    """Return the actions that can be used now and whose names hold every typed word; those that begin so first."""
    words = typed.casefold().split()
    found = [
        action
        for action in actions
        if action.isEnabled() and action.text() and all(word in plain_name(action).casefold() for word in words)
    ]
    first = words[0] if words else ""
    return sorted(found, key=lambda action: not plain_name(action).casefold().startswith(first))


class _KeysDelegate(QStyledItemDelegate):
    """Draws the keys of a command at the end of its line, and keeps the names aligned where an icon is missing."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Leave room for an icon in every line."""
        super().initStyleOption(option, index)
        side = active().px(18)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.decorationSize = QSize(side, side)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the line, then its keys."""
        super().paint(painter, option, index)
        margin = active().px(14)
        room = option.rect.adjusted(margin, 0, -margin, 0)
        keys = str(index.data(KEYS_ROLE) or "")
        width = painter.fontMetrics().horizontalAdvance(keys)
        place = QStyle.visualRect(
            option.direction, room, QRect(room.right() - width, room.y(), width + 1, room.height())
        )
        painter.setPen(QColor(active().palette.muted))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), keys)


class CommandPalette(QDialog):
    """A line and a list; Enter does it, Esc gives up."""

    def __init__(self, parent: QWidget, words: Words, actions: Sequence[QAction], asked: str = "") -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("toast")
        self.setWindowTitle(asked or words.gettext("Commands"))
        self._actions = list(actions)
        self._found: list[QAction] = []
        self._line = SearchLine(asked or words.gettext("What do you want to do?"))
        self._list = QListWidget()
        self._list.setAccessibleName(words.gettext("Commands that fit"))
        self._list.setItemDelegate(_KeysDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self._line)
        column.addWidget(self._list)
        self.setFocusProxy(self._line)
        self._line.textChanged.connect(self._fill)
        self._list.itemClicked.connect(self._on_taken)
        self._place(parent)
        self._fill("")
        self._line.setFocus()

    def _place(self, parent: QWidget) -> None:
        width = min(620, parent.width() - 2 * Space.XL)
        self.resize(width, min(420, parent.height() - 2 * Space.XL))
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - width) // 2, corner.y() + Space.XXL * 2)

    def _fill(self, typed: str) -> None:
        self._found = matching(self._actions, typed)
        self._list.clear()
        for action in self._found:
            item = QListWidgetItem(action.icon(), plain_name(action))
            item.setData(KEYS_ROLE, action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, or do the chosen action."""
        key = Qt.Key(event.key())
        if key in _MOVES and self._found:
            row = min(max(self._list.currentRow() + _MOVES[key], 0), len(self._found) - 1)
            self._list.setCurrentRow(row)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_taken()
        else:
            super().keyPressEvent(event)

    def _on_taken(self) -> None:
        row = self._list.currentRow()
        action = self._found[row] if 0 <= row < len(self._found) else None
        self.accept()
        if action is not None:
            action.trigger()
