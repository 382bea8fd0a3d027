"""The table: rows of a fixed height, one selected row that survives reloading, Enter or double click opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.ui.theme.look import active
from app.ui.theme.theme import set_font
from app.ui.widgets.chip_delegate import ChipDelegate
from app.ui.widgets.table_model import Column, TableModel, by_id

LEAST: Final = 18
"""Characters that a column without a width gets at least."""

_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Table(QTableView):
    """A table of frozen rows.

    Signals:
        opened: the row that was double-clicked or opened with Enter.
        row_selected: the row under the cursor, or `None`.
        filtered: number of rows shown and of all rows.
    """

    opened = Signal(object)
    row_selected = Signal(object)
    filtered = Signal(int, int)

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        row_name: Callable[[Any], str],
        row_id: Callable[[Any], str] = by_id,
    ) -> None:
        super().__init__()
        self._lines = 0
        self._chosen = ""
        self.rows = TableModel(columns, row_name, row_id, self)
        self.setModel(self.rows)
        self.setItemDelegate(ChipDelegate(self))
        self.setAccessibleName(title)
        self._behave()
        self._dress()
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.rows.modelAboutToBeReset.connect(self._on_about_to_change)
        self.rows.modelReset.connect(self._on_changed)
        self.doubleClicked.connect(self._on_open)
        self.horizontalHeader().sortIndicatorChanged.connect(self._on_sort)

    def _behave(self) -> None:
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _dress(self) -> None:
        self._header = header = self.horizontalHeader()  # held, so that the theme finds it again
        set_font(header, "label")
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._measure()

    def _measure(self) -> None:
        """Set row height and column widths from the font in force."""
        look = active()
        self.verticalHeader().setDefaultSectionSize(look.line_height() + look.px(15))
        header = self.horizontalHeader()
        if self._lines:
            rows = self._lines * self.verticalHeader().defaultSectionSize()
            self.setFixedHeight(rows + header.sizeHint().height() + look.px(6))
        header.setMinimumSectionSize(look.px(40))
        letter = self.fontMetrics().averageCharWidth()
        wide = header.fontMetrics()
        for number, column in enumerate(self.rows.columns):
            if column.chars:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                least = wide.horizontalAdvance(column.title) + look.px(34)
                chip = look.px(34) if column.chip else 0
                self.setColumnWidth(number, max(column.chars * letter + look.px(18) + chip, least))
        self._share()

    def _share(self) -> None:
        """Let the columns without a width share the room that is left; where it is too little, the table scrolls."""
        header = self.horizontalHeader()
        free = [number for number, column in enumerate(self.rows.columns) if not column.chars]
        taken = sum(self.columnWidth(number) for number in range(len(self.rows.columns)) if number not in free)
        least = LEAST * self.fontMetrics().averageCharWidth()
        narrow = self.viewport().width() - taken < least * len(free)
        for number in free:
            mode = QHeaderView.ResizeMode.Interactive if narrow else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(number, mode)
            if narrow:
                self.setColumnWidth(number, least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._share()

    def show_lines(self, lines: int) -> None:
        """Give the table the height of a number of rows, at any zoom; for short tables inside a form."""
        self._lines = lines
        self._measure()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; the selected one stays selected if it is still there."""
        self.rows.set_rows(rows)

    def set_filter(self, text: str = "", fits: Callable[[Any], bool] | None = None) -> None:
        """Show only rows that hold every word of `text` and for which `fits` is true."""
        self.rows.set_filter(text, fits)

    @property
    def selected_id(self) -> str:
        """Return the id of the selected row, empty if there is none."""
        return self.rows.id_at(self.currentIndex().row())

    @property
    def selected(self) -> Any:  # noqa: ANN401 - rows of any frozen type
        """Return the selected row, `None` if there is none."""
        return self.rows.row_at(self.currentIndex().row())

    def select(self, row_id: str) -> bool:
        """Select the row with this id; returns whether it is shown."""
        place = self.rows.place_of(row_id)
        if place < 0:
            return False
        self.setCurrentIndex(self.rows.index(place, 0))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the selected row with Enter; Home and End go to the first and the last row, as in a list."""
        if event.key() in _OPENS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_open(self.currentIndex())
            return
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.rows.rowCount() - 1}
        if event.key() in ends and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(ends[Qt.Key(event.key())], max(self.currentIndex().column(), 0)))
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the zoom changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "rows"):
            self._measure()

    def _on_about_to_change(self) -> None:
        self._chosen = self.selected_id

    def _on_changed(self) -> None:
        """Select the row again that was selected before the rows were sorted, filtered or fetched anew."""
        self.filtered.emit(self.rows.rowCount(), self.rows.total)
        if not self._chosen or not self.select(self._chosen):
            self.row_selected.emit(None)

    def _on_sort(self, column: int, order: Qt.SortOrder) -> None:
        self.rows.sort(column, order)

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        self.row_selected.emit(self.rows.row_at(current.row()))

    def _on_open(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index.row())
        if row is not None:
            self.opened.emit(row)
