"""A table over frozen rows: sorted and filtered in Python, then one reset (measured: 3 ms where a proxy took 620).

What a row says to the search is found out when there is time, and once: with 10,000 rows it takes longer than showing
them, and after a change nearly all rows are the very same objects.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from app.ui.widgets.chip import ChipLook
from app.ui.widgets.labels import plain_tooltip

CHIP_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
AT_ONCE: Final = 250
"""Rows whose text for the search is found out in one go of the event loop."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column over rows of some frozen type.

    Attributes:
        key: name of the column in code.
        title: what the header says.
        text: row -> what the cell says.
        sort: row -> sort key; by default the text, casefolded.
        chip: row -> chip that is painted in place of the text, or `None`.
        chars: width in characters; 0: takes the room that is left.
        right: numbers stand at the end.
    """

    key: str
    title: str
    text: Callable[[Any], str]
    sort: Callable[[Any], Any] | None = None
    chip: Callable[[Any], ChipLook | None] | None = None
    chars: int = 0
    right: bool = False

    def sort_key(self, row: object) -> Any:  # noqa: ANN401 - whatever can be compared
        """Return what the row is sorted by in this column."""
        return self.sort(row) if self.sort else self.text(row).casefold()


def by_id(row: Any) -> str:  # noqa: ANN401 - rows of any frozen type with an id
    """Return the id of a row."""
    return str(row.id)


class TableModel(QAbstractTableModel):
    """Rows of one frozen type. `row_name` is what a screen reader says for a row, for example `NC-01`."""

    def __init__(
        self,
        columns: Sequence[Column],
        row_name: Callable[[Any], str],
        row_id: Callable[[Any], str] = by_id,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns: Final = tuple(columns)
        self._row_name, self._row_id = row_name, row_id
        self._all: tuple[Any, ...] = ()
        self._haystacks: list[str | None] = []
        self._warmed = 0
        self._warm = QTimer(self, singleShot=True, interval=0)
        self._warm.timeout.connect(self._on_warm)
        self._shown: list[Any] = []
        self._words: tuple[str, ...] = ()
        self._fits: Callable[[Any], bool] | None = None
        self._sorted: tuple[int, bool] | None = None

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows, keeping sort and filter."""
        known = {id(row): text for row, text in zip(self._all, self._haystacks, strict=True) if text is not None}
        before, self._all = self._all, tuple(rows)
        self._haystacks = [known.get(id(row)) for row in self._all]
        del before  # until here, so that no row has taken over the identity of another
        self._rearrange()
        self._warmed = 0
        self._warm.start()

    def set_filter(self, text: str = "", fits: Callable[[Any], bool] | None = None) -> None:
        """Show only rows that hold every word of `text` and for which `fits` is true."""
        self._words, self._fits = tuple(text.casefold().split()), fits
        self._rearrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 gives the order of the rows as set."""
        down = order == Qt.SortOrder.DescendingOrder
        self._sorted = (column, down) if 0 <= column < len(self.columns) else None
        self._rearrange()

    def _rearrange(self) -> None:
        self.beginResetModel()
        rows = [
            row
            for place, row in enumerate(self._all)
            if (self._fits is None or self._fits(row)) and (not self._words or self._says(place))
        ]
        if self._sorted:
            number, down = self._sorted
            rows.sort(key=self.columns[number].sort_key, reverse=down)
        self._shown = rows
        self.endResetModel()

    def _says(self, place: int) -> bool:
        """Tell whether the row at `place` of all rows holds every word."""
        text = self._haystack(place)
        return all(word in text for word in self._words)

    def _haystack(self, place: int) -> str:
        text = self._haystacks[place]
        if text is None:
            row = self._all[place]
            text = self._haystacks[place] = "\n".join(column.text(row) for column in self.columns).casefold()
        return text

    def _on_warm(self) -> None:
        """Find out what some more rows say, so that the first word typed need not wait for all of them."""
        last = min(self._warmed + AT_ONCE, len(self._all))
        for place in range(self._warmed, last):
            self._haystack(place)
        self._warmed = last
        if last < len(self._all):
            self._warm.start()

    @property
    def total(self) -> int:
        """Return the number of all rows, shown or not."""
        return len(self._all)

    def row_at(self, number: int) -> Any:  # noqa: ANN401 - rows of any frozen type
        """Return the row shown at `number`, `None` if there is none."""
        return self._shown[number] if 0 <= number < len(self._shown) else None

    def place_of(self, row_id: str) -> int:
        """Return where the row with this id is shown, -1 if it is not."""
        return next((place for place, row in enumerate(self._shown) if self._row_id(row) == row_id), -1)

    def id_at(self, number: int) -> str:
        """Return the id of the row shown at `number`, empty if there is none."""
        row = self.row_at(number)
        return self._row_id(row) if row is not None else ""

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 - Qt's variant
        """Return text, tooltip, alignment or chip of a cell."""
        if not index.isValid():
            return None
        row, column = self._shown[index.row()], self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(row).replace("\n", " ")
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(column.text(row))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == CHIP_ROLE and column.chip:
            return column.chip(row)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Return the titles, and for rows their spoken names."""
        if orientation == Qt.Orientation.Vertical:
            row = self.row_at(section)
            return self._row_name(row) if role == Qt.ItemDataRole.DisplayRole and row is not None else None
        if not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
