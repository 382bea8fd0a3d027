"""The plan as a table that is typed: Tab goes on and begins a new row at the end, Insert puts one below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.ui.audit.plan_delegate import PlanDelegate
from app.ui.audit.plan_model import NEW, SIGN, PlanModel
from app.ui.audit.plan_terms import COLUMNS
from app.ui.theme.look import active
from app.ui.theme.theme import set_font
from app.ui.widgets.piece_line import BACK, NEXT, PieceLine

if TYPE_CHECKING:
    from app.domain.record import TimetableRow
    from app.ui.audit.plan_terms import Terms

Index = QModelIndex | QPersistentModelIndex
_WIDTHS: Final = {
    "day": 12, "starts": 6, "ends": 6, "kind": 14, "topic": 26, "refs": 16, "auditors": 8, "people": 15, "site": 7,
    "mode": 9, "language": 8,
}  # fmt: skip
_MOST: Final = 200
_STARTS: Final = COLUMNS.index("starts") + 1
_ENDS: Final = COLUMNS.index("ends") + 1
_UNTAKEN: Final = Qt.KeyboardModifier.KeypadModifier
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_OPENS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2})
_GONE: Final = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class PlanTable(QTableView):
    """The rows of a plan.

    Signals:
        erased: ids of rows to take out.
        repeated: ids of rows to duplicate.
        reordered: id of a row and -1 or 1: it changes places with the one before or after it in time.
        pasted: text of a spreadsheet, and where it goes: id of the row and the column.
        chosen: id of the row under the cursor, empty for the new one.
        typing: something was typed into a cell.
        ended: the typing of a cell is over.
    """

    erased = Signal(object)
    repeated = Signal(object)
    reordered = Signal(str, int)
    pasted = Signal(str, str, str)
    chosen = Signal(str)
    typing = Signal()
    ended = Signal()

    def __init__(self, title: str, titles: Mapping[str, str]) -> None:
        super().__init__()
        self.plan = PlanModel(titles, self)
        self.setModel(self.plan)
        self._delegate = PlanDelegate(self.plan, self)
        self.setItemDelegate(self._delegate)
        self._delegate.left.connect(self._on_left)
        self._delegate.typing.connect(self.typing)
        self.setAccessibleName(title)
        self._behave()
        self._dress()

    def _behave(self) -> None:
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerWidget(QWidget())  # between the scroll bars; Qt's own is drawn as a box

    def _dress(self) -> None:
        self._header = header = self.horizontalHeader()
        set_font(header, "label")
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._measure()

    def _measure(self) -> None:
        """Set heights and widths from the font in force; the topic takes what is left."""
        look = active()
        self.verticalHeader().setDefaultSectionSize(look.line_height() + look.px(15))
        header, letter = self.horizontalHeader(), self.fontMetrics().averageCharWidth()
        header.setMinimumSectionSize(look.px(30))
        self.setColumnWidth(SIGN, look.px(34))
        said = header.fontMetrics()
        taken = look.px(34)
        for number, column in enumerate(COLUMNS, start=1):
            title = said.horizontalAdvance(str(self.plan.headerData(number, Qt.Orientation.Horizontal))) + look.px(24)
            chip = look.px(30) if column == "kind" else 0
            width = max(_WIDTHS[column] * letter + look.px(18) + chip, title)
            self.setColumnWidth(number, width)
            taken += width
        topic = COLUMNS.index("topic") + 1
        spare = self.viewport().width() - taken
        if spare > 0:
            self.setColumnWidth(topic, self.columnWidth(topic) + spare)

    # rows -------------------------------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[TimetableRow], terms: Terms) -> None:
        """Show the rows of the record; while a row is edited it stays where it is."""
        self.plan.set_rows(rows, terms, keep_order=self.editing)

    @property
    def editing(self) -> bool:
        """Tell whether a cell is being typed."""
        return self.state() is QAbstractItemView.State.EditingState

    @property
    def current_id(self) -> str:
        """Return the id of the row under the cursor."""
        row = self.plan.row_at(self.currentIndex().row())
        return row.id if row else ""

    def chosen_ids(self) -> tuple[str, ...]:
        """Return the ids of all rows with a selected cell."""
        places = sorted({index.row() for index in self.selectedIndexes()})
        found = (self.plan.row_at(number) for number in places)
        return tuple(row.id for row in found if row is not None and row.id != NEW)

    def select(self, row_id: str, column: str = "topic") -> bool:
        """Put the cursor on a row; tells whether it is there."""
        number = self.plan.place_of(row_id)
        if number < 0:
            return False
        index = self.plan.index(number, COLUMNS.index(column) + 1)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def begin_row(self, below: str = "") -> None:
        """Begin to type a new row below another (empty: at the end)."""
        number = self.plan.begin_below(below)
        if number >= 0:
            self._edit_at(number, _STARTS)

    def unfinished(self) -> tuple[str, str, str] | None:
        """Return row, column and text of a cell that is being typed, or that nobody can read."""
        for line in self.findChildren(PieceLine):
            if line.isModified() and line.isVisible():
                return self.current_id, COLUMNS[self.currentIndex().column() - 1], line.text()
        found = next(iter(self.plan.unread), None)
        return (found[0], found[1], found[2].text) if found else None

    def finish(self) -> None:
        """Hand over what is being typed."""
        for line in self.findChildren(PieceLine):
            self.commitData(line)
            self.closeEditor(line, PlanDelegate.EndEditHint.NoHint)

    def _edit_at(self, number: int, column: int) -> None:
        index = self.plan.index(number, column)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.edit(index)

    # keys -------------------------------------------------------------------------------------------------------

    def _on_left(self, way: str) -> None:
        """Go on after a cell was left by Tab or Enter."""
        here = self.currentIndex()
        row, column = here.row(), here.column()
        if way == NEXT:
            column += 1
            if column > len(COLUMNS):
                row, column = row + 1, _STARTS
        elif way == BACK:
            column -= 1
            if column <= SIGN:
                row, column = row - 1, len(COLUMNS)
        else:
            row, column = row + 1, _ENDS if self.plan.row_at(row + 1) and column != _STARTS else _STARTS
            found = self.plan.row_at(row)
            if found is None or found.id != NEW:
                self._stay(row, here.column())
                return
        if 0 <= row < self.plan.rowCount():
            self._edit_at(row, column)
        else:
            self.setFocus()

    def _stay(self, row: int, column: int) -> None:
        if row < self.plan.rowCount():
            self.setCurrentIndex(self.plan.index(row, column))
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of rows; everything else begins to type."""
        key, keys = Qt.Key(event.key()), event.modifiers() & ~_UNTAKEN
        if self._row_key(key, keys) or self._clipboard(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def _row_key(self, key: Qt.Key, keys: Qt.KeyboardModifier) -> bool:
        if keys == Qt.KeyboardModifier.NoModifier and key in _OPENS:
            self.edit(self.currentIndex())
        elif self.plan.frozen:
            return False
        elif key == Qt.Key.Key_Insert and not keys:
            self.begin_row(self.current_id)
        elif keys == _CTRL and key == Qt.Key.Key_D:
            self.repeated.emit(self.chosen_ids())
        elif keys == _ALT and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.reordered.emit(self.current_id, -1 if key == Qt.Key.Key_Up else 1)
        elif keys == _CTRL and key in _GONE:
            self.erased.emit(self.chosen_ids())
        elif not keys and key in _GONE:
            self._empty()
        else:
            return False
        return True

    def _empty(self) -> None:
        """Empty the selected cells; a whole row that is selected goes."""
        model = self.selectionModel()
        whole = {index.row() for index in model.selectedRows(SIGN)}
        gone = [row.id for number in sorted(whole) if (row := self.plan.row_at(number)) and row.id != NEW]
        for index in self.selectedIndexes():
            if index.row() not in whole and index.column() != SIGN:
                self.plan.setData(index, "")
        if gone:
            self.erased.emit(tuple(gone))

    def _clipboard(self, event: QKeyEvent) -> bool:
        board = QGuiApplication.clipboard()
        if event.matches(QKeySequence.StandardKey.Copy):
            board.setText(self.copied())
        elif event.matches(QKeySequence.StandardKey.Paste) and not self.plan.frozen:
            column = max(self.currentIndex().column(), 1)
            self.pasted.emit(board.text(), self.current_id, COLUMNS[column - 1])
        else:
            return False
        return True

    def copied(self) -> str:
        """Return the selected cells as a spreadsheet takes them; one cell alone stands for its row."""
        cells = {(index.row(), index.column()) for index in self.selectedIndexes() if index.column() != SIGN}
        if len(cells) == 1:
            cells = {(row, column) for row, _ in cells for column in range(1, len(COLUMNS) + 1)}
        rows = sorted({row for row, _ in cells})
        columns = sorted({column for _, column in cells})
        return "\n".join(
            "\t".join(str(self.plan.index(row, column).data(Qt.ItemDataRole.EditRole) or "") for column in columns)
            for row in rows
        )

    # the rest ---------------------------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the row; one that was left takes its place in time."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            row = self.plan.row_at(current.row())
            self.chosen.emit(row.id if row and row.id != NEW else "")

    def closeEditor(self, editor: QWidget, hint: object) -> None:
        """End the typing of a cell; the selection stays on it."""
        super().closeEditor(editor, hint)  # type: ignore[arg-type]
        self.ended.emit()

    def focusInEvent(self, event: object) -> None:
        """Begin at the first cell to type."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        if not self.currentIndex().isValid() and self.plan.rowCount():
            self.selectionModel().setCurrentIndex(
                self.plan.index(0, _STARTS), QItemSelectionModel.SelectionFlag.NoUpdate
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the topic what is left."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the zoom changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "plan"):
            self._measure()
