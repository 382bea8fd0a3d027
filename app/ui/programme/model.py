"""The matrix as a table: lines down, audits of the cycle across; a cell that is planned changes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.kinds import ProgrammeLine, ProgrammeStep
from app.domain.programme import Matrix
from app.ui.programme.states import cell_look, group_of, kind_word, short, spoken, title_of
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.labels import isolated, plain_tooltip

if TYPE_CHECKING:
    from app.domain.programme import Cell, Line
    from app.translation import Words

Index = QModelIndex | QPersistentModelIndex
Key = tuple[ProgrammeLine, str, ProgrammeStep]
Wanted = tuple[ProgrammeLine, str, ProgrammeStep, bool]
ALL, UNCOVERED, APPLICABLE = "all", "uncovered", "applicable"
_NOWHERE: Final = QModelIndex()
_TEXTS: Final = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_UNKNOWN: Final = object()


class MatrixModel(QAbstractTableModel):
    """Lines that pass the filter, and their cells."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words, self._t = words, words.gettext
        self.matrix = Matrix()
        self.lines: list[Line] = []
        self._lacking: frozenset[tuple[ProgrammeLine, str]] = frozenset()
        self._filter: Callable[[Line], bool] = partial(_fits, "", "", ALL, frozenset())
        self._wished: dict[Key, bool] = {}
        self._looks: dict[Key, Any] = {}

    # showing ----------------------------------------------------------------------------------------------------

    def show_matrix(self, matrix: Matrix, lacking: Iterable[tuple[ProgrammeLine, str]]) -> None:
        """Show another state of the programme; `lacking` are lines with something uncovered."""
        same = matrix.lines == self.matrix.lines and matrix.steps == self.matrix.steps
        self.matrix, self._lacking = matrix, frozenset(lacking)
        self._wished.clear()
        self._looks.clear()
        if same:
            self._tell_all()
        else:
            self._rearrange()

    def set_filter(self, text: str, group: str, which: str) -> None:
        """Show lines that hold all words of `text`, of a group, and of a kind (`ALL`, `UNCOVERED`, `APPLICABLE`)."""
        self._filter = partial(_fits, text, group, which, self._lacking)
        self._rearrange()

    def _rearrange(self) -> None:
        self.beginResetModel()
        self.lines = [line for line in self.matrix.lines if self._filter(line)]
        self.endResetModel()

    def _tell_all(self) -> None:
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(self.matrix.steps)))

    # cells ------------------------------------------------------------------------------------------------------

    def cell(self, key: Key) -> Cell:
        """Return a cell as it is shown: with what was wished and is not written yet."""
        found = self.matrix.cell(*key)
        wished = self._wished.get(key)
        return found if wished is None or wished == found.planned else replace(found, planned=wished)

    def key_at(self, index: Index) -> Key | None:
        """Return which cell an index is; `None` for the names of lines."""
        if not index.isValid() or index.column() == 0 or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        return (line.line, line.key, self.matrix.steps[index.column() - 1])

    def open_keys(self, indexes: Iterable[Index]) -> tuple[Key, ...]:
        """Return the cells whose plan can still change: those of audits that are not over and lines that apply."""
        found: dict[Key, None] = {}
        for index in indexes:
            key = self.key_at(index)
            if key is not None and not self.matrix.over(key[2]) and self.lines[index.row()].applicable:
                found[key] = None
        return tuple(found)

    def wish(self, keys: Sequence[Key], *, planned: bool) -> tuple[Wanted, ...]:
        """Show cells as planned or not at once; return those that really change."""
        changed = tuple((*key, planned) for key in keys if self.cell(key).planned != planned)
        for line, key, step, _ in changed:
            self._wished[line, key, step] = planned
            self._looks.pop((line, key, step), None)
        self._tell_keys(changed)
        return changed

    def forget_wishes(self) -> None:
        """Show what the record says again."""
        self._wished.clear()
        self._looks.clear()
        self._tell_all()

    def _tell_keys(self, changed: Sequence[Wanted]) -> None:
        if not changed:
            return
        touched = {(line, key) for line, key, _, _ in changed}
        rows = [number for number, line in enumerate(self.lines) if line.place in touched]
        if rows:
            self.dataChanged.emit(self.index(rows[0], 1), self.index(rows[-1], len(self.matrix.steps)))

    def place_of(self, line: ProgrammeLine, key: str) -> int:
        """Return the row of a line, -1 if the filter hides it."""
        return next((number for number, one in enumerate(self.lines) if one.place == (line, key)), -1)

    def column_of(self, step: ProgrammeStep | None) -> int:
        """Return the column of an audit; the first one for none."""
        return self.matrix.steps.index(step) + 1 if step in self.matrix.steps else 1

    # what the table asks ----------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of lines shown."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of audits, and one for the names."""
        return 0 if parent.isValid() else len(self.matrix.steps) + 1

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 - Qt's variant
        """Return name, sign and word."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if index.column() == 0:
            return self._name(line, role)
        step = self.matrix.steps[index.column() - 1]
        return self._said(line, step, role)

    def seen(self, index: Index) -> tuple[ChipLook | None, bool]:
        """Return what is painted for a cell, and whether its audit is over."""
        line, step = self.lines[index.row()], self.matrix.steps[index.column() - 1]
        return self.look((line.line, line.key, step), line), self.matrix.over(step)

    def look(self, key: Key, line: Line) -> ChipLook | None:
        """Return sign and word of a cell; remembered, because every paint asks for it."""
        found = self._looks.get(key, _UNKNOWN)
        if found is _UNKNOWN:
            found = self._looks[key] = cell_look(self.cell(key), line, self._words)
        return found  # type: ignore[no-any-return]

    def _said(self, line: Line, step: ProgrammeStep, role: int) -> Any:  # noqa: ANN401 - Qt's variant
        key = (line.line, line.key, step)
        look = self.look(key, line)
        if role == Qt.ItemDataRole.DisplayRole:
            return look.text if look else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self.matrix, line, step, look, self._t)
        if role == Qt.ItemDataRole.ToolTipRole:
            note = self.cell(key).note
            said = spoken(self.matrix, line, step, look, self._t)
            return plain_tooltip(f"{said}. {note}" if note else said)
        return None

    def _name(self, line: Line, role: int) -> Any:  # noqa: ANN401 - Qt's variant
        if role in _TEXTS:
            kind = "" if line.line is ProgrammeLine.REQUIREMENT else f"{kind_word(line, self._t)}  "
            return f"{kind}{title_of(line)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(title_of(line))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Return the audits with their reference, and for rows the name of the line."""
        if orientation == Qt.Orientation.Vertical:
            known = role == Qt.ItemDataRole.DisplayRole and section < len(self.lines)
            return title_of(self.lines[section]) if known else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or not 0 <= section <= len(self.matrix.steps):
            return None
        if section == 0:
            return self._t("Requirement, site or process")
        step = self.matrix.steps[section - 1]
        held = self._t("{audit}, held") if self.matrix.over(step) else "{audit}"
        return held.format(audit=isolated(short(step, self._t)))


def _fits(text: str, group: str, which: str, lacking: frozenset[tuple[ProgrammeLine, str]], line: Line) -> bool:
    if group and group_of(line) != group:
        return False
    if which == UNCOVERED and line.place not in lacking:
        return False
    if which == APPLICABLE and not line.applicable:
        return False
    haystack = f"{line.key} {line.title}".casefold()
    return all(part in haystack for part in text.casefold().split())
