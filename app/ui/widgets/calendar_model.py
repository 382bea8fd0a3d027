"""The blocks of a calendar as rows of a list: what screen readers, selection and focus work on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.ui.widgets.calendar_layout import Block
from app.ui.widgets.labels import plain_tooltip

_NOWHERE = QModelIndex()


class CalendarModel(QAbstractListModel):
    """Blocks sorted by day and time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.blocks: tuple[Block, ...] = ()

    def set_blocks(self, blocks: Sequence[Block]) -> None:
        """Show other blocks; the same ones in the same order are only told as changed."""
        wanted = tuple(sorted(blocks, key=lambda one: (one.day, one.starts, one.ends, one.id)))
        if [one.id for one in wanted] == [one.id for one in self.blocks]:
            self.blocks = wanted
            if wanted:
                self.dataChanged.emit(self.index(0), self.index(len(wanted) - 1))
            return
        self.beginResetModel()
        self.blocks = wanted
        self.endResetModel()

    def place_of(self, block_id: str) -> int:
        """Return the row of a block, -1 if it is not there."""
        return next((place for place, one in enumerate(self.blocks) if one.id == block_id), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Return the number of blocks."""
        return 0 if parent.isValid() else len(self.blocks)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 - Qt's variant
        """Return what is said for a block."""
        if not index.isValid() or index.row() >= len(self.blocks):
            return None
        block = self.blocks[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return block.spoken or block.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(block.spoken or block.title)
        return None
