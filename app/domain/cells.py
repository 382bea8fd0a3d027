"""Cells of a table that came from outside: plain text with its place, and what is worth knowing about the file.

The helper process (`app.decoding`) makes these values; whoever takes something over (Statement of Applicability,
register of documents, checklists, action plans) reads nothing but them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_LETTERS: Final = 26


class TableKind(StrEnum):
    """What the bytes turned out to be, whatever the name of the file says."""

    XLSX = "xlsx"
    XLSM = "xlsm"
    ODS = "ods"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class TableNote:
    """Something about the file: `code` names the sentence; `sheet` and `row` (0: all of it) say where."""

    code: str
    sheet: str = ""
    row: int = 0
    column: int = 0
    value: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row that holds anything: its number as spreadsheets show it (from 1), and the text of its cells from A on.

    Formulas stand there as the value they had when the file was saved, dates as ISO 8601 text.
    """

    number: int
    cells: tuple[str, ...]
    hidden: bool = False

    def cell(self, column: int) -> str:
        """Return the text of the cell in `column` (from 0), empty if there is none."""
        return self.cells[column] if 0 <= column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class TableSheet:
    """One sheet with the rows that hold anything; `hidden_columns` count from 0."""

    name: str
    rows: tuple[TableRow, ...] = ()
    hidden: bool = False
    hidden_columns: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """Return the number of columns up to the last one that holds anything."""
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """A whole file: its name (data, never a path), SHA-256 of its bytes, its sheets in order, and notes."""

    name: str
    sha256: str
    kind: TableKind
    sheets: tuple[TableSheet, ...]
    notes: tuple[TableNote, ...] = ()

    def sheet(self, name: str) -> TableSheet | None:
        """Return the sheet of that name, `None` if there is none."""
        return next((one for one in self.sheets if one.name == name), None)


def letters(column: int) -> str:
    """Return the name of a column that counts from 0: `A`, `Z`, `AA`."""
    found = ""
    column += 1
    while column > 0:
        column, rest = divmod(column - 1, _LETTERS)
        found = chr(ord("A") + rest) + found
    return found
