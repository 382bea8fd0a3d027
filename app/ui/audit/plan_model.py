"""The rows of an audit plan as an editable table: what is typed stands at once, the record follows.

One row more than the record has stands at the end, or where Insert was pressed: it holds what a new row would begin
with, and becomes a row of the plan with the first thing that is typed into it. What cannot be read stays in its cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.domain.kinds import RowKind
from app.domain.record import TimetableRow
from app.ui.audit.plan_blocks import kind_look
from app.ui.audit.plan_terms import COLUMNS, Terms, Unreadable, following, place, read, shown
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.labels import isolated, plain_tooltip
from app.ui.widgets.table_model import CHIP_ROLE

Index = QModelIndex | QPersistentModelIndex
TONE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2
NEW: Final = "~new"
SIGN: Final = 0
"""The first column: signs of problems."""
_NOWHERE: Final = QModelIndex()
_TEXTS: Final = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.AccessibleTextRole)


class PlanModel(QAbstractTableModel):
    """Rows, the new row, and what was typed that nobody can read.

    Signals:
        edited: id of a row, and the fields that were typed.
        drafted: a `TimetableRow` with a key for now, which is to become a row of the plan.
        misread: the text that cannot be read and a code for the reason; empty when it is read now.
    """

    edited = Signal(str, object)
    drafted = Signal(object)
    misread = Signal(str, str)

    def __init__(self, titles: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = titles
        self.terms: Terms | None = None
        self.frozen = False
        self._rows: list[TimetableRow] = []
        self._new = TimetableRow(id=NEW)
        self._number = 0
        self._local: dict[str, dict[str, Any]] = {}
        self._fading: dict[str, dict[str, Any]] = {}
        self._young: set[str] = set()
        self._wrong: dict[tuple[str, str], Unreadable] = {}
        self._problems: Mapping[str, tuple[str, bool]] = {}

    # rows -------------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> tuple[TimetableRow, ...]:
        """Return the rows as they are shown, without the new one."""
        return tuple(row for row in self._rows if row.id != NEW)

    def row_at(self, number: int) -> TimetableRow | None:
        """Return the row shown at a place; the new one too."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def place_of(self, row_id: str) -> int:
        """Return where a row is shown, -1 if it is not."""
        return next((number for number, row in enumerate(self._rows) if row.id == row_id), -1)

    def set_rows(self, rows: Sequence[TimetableRow], terms: Terms, *, keep_order: bool = False) -> None:
        """Show the rows of the record. Rows stay where they are while one of them is edited (`keep_order`)."""
        self.terms = terms
        known = {row.id: self._with_local(row) for row in rows}
        for number in reversed(range(len(self._rows))):
            row_id = self._rows[number].id
            if row_id not in known and not row_id.startswith("~") and row_id not in self._young:
                self._take_out(number)
        # One record may come that was fetched before the last change was written; what is new stays until the next.
        self._young.clear()
        self._fading.clear()
        there = {row.id for row in self._rows}
        for number, row in enumerate(self._rows):
            self._rows[number] = known.get(row.id, row)
        for row in sorted((row for row in known.values() if row.id not in there), key=place):
            self._put_in(self._place_for(row), row)
        if not self.frozen and NEW not in there:
            self._put_in(len(self._rows), self._new)
        elif self.frozen and NEW in there:
            self._take_out(self.place_of(NEW))
        if not keep_order:
            self.sort_again()
        self._renew()
        self._tell_all()

    def sort_again(self) -> None:
        """Put the rows into the order of time; editors and selection go with their rows."""
        real = [row for row in self._rows if row.id != NEW]
        wanted = sorted(real, key=place)
        number = self.place_of(NEW)
        if number >= 0:
            before = self._rows[number - 1].id if 0 < number < len(self._rows) - 1 else ""
            after = next((n + 1 for n, row in enumerate(wanted) if row.id == before), len(wanted))
            wanted.insert(after, self._new)
        if [row.id for row in wanted] == [row.id for row in self._rows]:
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        ids = [self._rows[index.row()].id for index in old]
        self._rows = wanted
        places = {row.id: number for number, row in enumerate(wanted)}
        new = [self.index(places[row_id], index.column()) for row_id, index in zip(ids, old, strict=True)]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def begin_below(self, row_id: str) -> int:
        """Let the new row stand below a row (empty: at the end); return its place."""
        was = self.place_of(NEW)
        if was < 0:
            return -1
        self._take_out(was)
        below = self.place_of(row_id)
        number = below + 1 if below >= 0 else len(self._rows)
        self._put_in(number, self._new)
        self._renew()
        return number

    def took(self, temporary: str, row_id: str) -> None:
        """Give a row the key it got in the record."""
        number = self.place_of(temporary)
        if number < 0:
            return
        if self.place_of(row_id) >= 0:  # the record was quicker
            self._take_out(self.place_of(row_id))
            number = self.place_of(temporary)
        self._rows[number] = replace(self._rows[number], id=row_id)
        self._young.add(row_id)
        self._local[row_id] = self._local.pop(temporary, {})
        for key in [key for key in self._wrong if key[0] == temporary]:
            self._wrong[row_id, key[1]] = self._wrong.pop(key)

    def lost(self, row_id: str) -> None:
        """Take a row out again that the record refused."""
        number = self.place_of(row_id)
        if number >= 0:
            self._take_out(number)

    def written(self, row_id: str, names: Sequence[str]) -> None:
        """Note that fields were written: the record after the next one counts."""
        local = self._local.get(row_id, {})
        for name in names:
            if name in local:
                self._fading.setdefault(row_id, {})[name] = local.pop(name)

    def refused(self, row_id: str, names: Sequence[str]) -> None:
        """Note that fields were refused: from now on the record counts."""
        for local in (self._local.get(row_id, {}), self._fading.get(row_id, {})):
            for name in names:
                local.pop(name, None)

    def show_problems(self, problems: Mapping[str, tuple[str, bool]]) -> None:
        """Show for each row what is wrong with it and whether that is grave."""
        self._problems = problems
        if self._rows:
            self.dataChanged.emit(self.index(0, SIGN), self.index(len(self._rows) - 1, SIGN))

    def _with_local(self, row: TimetableRow) -> TimetableRow:
        local = self._fading.get(row.id, {}) | self._local.get(row.id, {})
        return replace(row, **local) if local else row

    def _place_for(self, row: TimetableRow) -> int:
        key = place(row)
        for number, other in enumerate(self._rows):
            if other.id == NEW and number == len(self._rows) - 1:
                return number
            if other.id != NEW and place(other) > key:
                return number
        return len(self._rows)

    def _put_in(self, number: int, row: TimetableRow) -> None:
        self.beginInsertRows(QModelIndex(), number, number)
        self._rows.insert(number, row)
        self.endInsertRows()

    def _take_out(self, number: int) -> None:
        self.beginRemoveRows(QModelIndex(), number, number)
        del self._rows[number]
        self.endRemoveRows()

    def _renew(self) -> None:
        """Let the new row begin with what follows from the row above it."""
        number = self.place_of(NEW)
        if number < 0 or self.terms is None or any(key[0] == NEW for key in self._wrong):
            return
        above = next((row for row in reversed(self._rows[:number]) if row.day), None)
        self._new = following(above, self.rows, self.terms, TimetableRow(id=NEW))
        self._rows[number] = self._new
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(COLUMNS)))

    def _tell_all(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(COLUMNS)))

    # typing -----------------------------------------------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:  # noqa: ANN401 - Qt's variant
        """Take what was typed into a cell; what cannot be read stays there and is told."""
        row = self.row_at(index.row())
        if row is None or self.terms is None or role != Qt.ItemDataRole.EditRole or index.column() == SIGN:
            return False
        column, typed = COLUMNS[index.column() - 1], str(value)
        if typed == self._text(row, column):
            return True
        try:
            fields = read(column, typed, row, self.terms)
        except Unreadable as problem:
            self._wrong[row.id, column] = Unreadable(problem.code, typed)
            self.misread.emit(problem.text, problem.code)
            self.dataChanged.emit(index, index)
            return False
        if self._wrong.pop((row.id, column), None):
            self.misread.emit("", "")
        changed = {name: found for name, found in fields.items() if found != getattr(row, name)}
        if row.id == NEW:
            self._begin(index.row(), replace(row, **fields))
        elif changed:
            self.change(row.id, changed)
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), len(COLUMNS)))
        return True

    def change(self, row_id: str, fields: dict[str, Any]) -> None:
        """Show other values in a row at once and tell them."""
        number = self.place_of(row_id)
        if number < 0:
            return
        self._rows[number] = replace(self._rows[number], **fields)
        self._local.setdefault(row_id, {}).update(fields)
        self.edited.emit(row_id, fields)
        if self.place_of(NEW) == number + 1:
            self._renew()

    def _begin(self, number: int, row: TimetableRow) -> None:
        """Make the new row a row of the plan, and put another new row below it."""
        self._number += 1
        made = replace(row, id=f"~{self._number}")
        for key in [key for key in self._wrong if key[0] == NEW]:
            self._wrong[made.id, key[1]] = self._wrong.pop(key)
        self._rows[number] = made
        self.drafted.emit(made)
        self._new = TimetableRow(id=NEW)
        self._put_in(number + 1, self._new)
        self._renew()

    def put_back(self, row_id: str, column: str, text: str) -> bool:
        """Show unfinished typing again in its cell, where it waits to be read; tells whether the row is there."""
        number = self.place_of(row_id)
        if number < 0 or column not in COLUMNS:
            return False
        self._wrong[row_id, column] = Unreadable("unfinished", text)
        index = self.index(number, COLUMNS.index(column) + 1)
        self.dataChanged.emit(index, index)
        return True

    @property
    def unread(self) -> tuple[tuple[str, str, Unreadable], ...]:
        """Return (row id, column, what was typed) of all that cannot be read."""
        return tuple((row_id, column, problem) for (row_id, column), problem in self._wrong.items())

    # what the table asks ----------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows with the new one."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that everything but the signs can be edited."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual if self.frozen or index.column() == SIGN else usual | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 - Qt's variant
        """Return text, tooltip, chip and tone of a cell."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None or self.terms is None:
            return None
        if index.column() == SIGN:
            return self._sign(row, role)
        column = COLUMNS[index.column() - 1]
        if role == TONE_ROLE:
            return self._tone(index.row(), row, column)
        return self._cell(row, column, role)

    def _cell(self, row: TimetableRow, column: str, role: int) -> Any:  # noqa: ANN401 - Qt's variant
        if role == Qt.ItemDataRole.DisplayRole and column == "refs" and row.refs and not self._chip(row, column):
            return isolated(self._text(row, column))
        if role in _TEXTS:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._text(row, column))
        return self._chip(row, column) if role == CHIP_ROLE else None

    def _text(self, row: TimetableRow, column: str) -> str:
        wrong = self._wrong.get((row.id, column))
        if wrong is not None:
            return wrong.text
        return shown(column, row, self.terms) if self.terms else ""

    def _chip(self, row: TimetableRow, column: str) -> ChipLook | None:
        if (row.id, column) in self._wrong:
            return ChipLook(self._text(row, column), "problem", "danger")
        if column == "kind" and row.id != NEW and row.kind is not RowKind.AUDIT:
            icon, tone = kind_look(row.kind)
            return ChipLook(self._text(row, column), icon, tone)
        return None

    def _tone(self, number: int, row: TimetableRow, column: str) -> str:
        """Return `muted` for the new row, and for a day that stands in the row above already."""
        if row.id == NEW:
            return "muted"
        above = self.row_at(number - 1)
        return "muted" if column == "day" and above is not None and above.day == row.day else ""

    def _sign(self, row: TimetableRow, role: int) -> Any:  # noqa: ANN401 - Qt's variant
        said, grave = self._problems.get(row.id, ("", False))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return plain_tooltip(said)
        if role == TONE_ROLE:
            return "new" if row.id == NEW else ("problem" if grave else "warning") if said else ""
        return "" if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Return the titles, and for rows what a screen reader calls them."""
        if orientation == Qt.Orientation.Vertical:
            row = self.row_at(section)
            return (row.topic or row.starts) if role == Qt.ItemDataRole.DisplayRole and row else None
        if role == Qt.ItemDataRole.DisplayRole and 0 <= section <= len(COLUMNS):
            return "" if section == SIGN else self._titles[COLUMNS[section - 1]]
        if role == Qt.ItemDataRole.AccessibleTextRole and section == SIGN:
            return self._titles["sign"]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
