"""What reading a Statement of Applicability from a client's table gives: rows to take over, and every doubt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.cells import ForeignTable, letters
from app.domain.client import SoaControl
from app.domain.problems import Problem


class SoaColumn(StrEnum):
    """What a column of the client's table means."""

    REF = "ref"
    TITLE = "title"
    APPLICABLE = "applicable"
    EXCLUDED = "excluded"
    REASON = "reason"
    REASON_INCLUDED = "reason_included"
    REASON_EXCLUDED = "reason_excluded"
    IMPLEMENTED = "implemented"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class SoaLayout:
    """How to read a table: the sheet, the number of its header row (0: none), and what each column (from 0) means."""

    sheet: str
    header_row: int
    columns: tuple[tuple[int, SoaColumn], ...]

    def places(self, *roles: SoaColumn) -> tuple[int, ...]:
        """Return the columns that have one of the roles."""
        return tuple(place for place, role in self.columns if role in roles)


@dataclass(frozen=True, slots=True)
class SoaColumnUse:
    """One column as found: header, what it is read as, how many cells are filled, and the first few of them."""

    place: int
    header: str
    role: SoaColumn
    filled: int
    samples: tuple[str, ...]

    @property
    def letter(self) -> str:
        """Return the name of the column in a spreadsheet."""
        return letters(self.place)


@dataclass(frozen=True, slots=True)
class SoaIssue:
    """One doubt: the problem, where it stands (`row` 0: about the whole file) and the value that was met.

    A `blocking` problem of a row means that the row is not taken over.
    """

    id: str
    problem: Problem
    sheet: str = ""
    row: int = 0
    column: int = -1
    value: str = ""

    @property
    def place(self) -> str:
        """Return the place as spreadsheets show it, `C14`; empty for the whole file."""
        if not self.row:
            return ""
        return f"{letters(self.column)}{self.row}" if self.column >= 0 else str(self.row)


@dataclass(frozen=True, slots=True)
class SoaRow:
    """One row of the table that is about a control; `control` is `None` if it cannot be taken over."""

    id: str
    sheet: str
    row: int
    ref: str
    title: str
    control: SoaControl | None
    errors: int = 0
    warnings: int = 0


@dataclass(frozen=True, slots=True)
class SoaPreview:
    """A table read as a Statement of Applicability, nothing written yet."""

    table: ForeignTable
    layout: SoaLayout
    columns: tuple[SoaColumnUse, ...]
    rows: tuple[SoaRow, ...]
    issues: tuple[SoaIssue, ...]

    @property
    def controls(self) -> tuple[SoaControl, ...]:
        """Return what would be taken over."""
        return tuple(row.control for row in self.rows if row.control is not None)

    @property
    def errors(self) -> tuple[SoaIssue, ...]:
        """Return what keeps rows from being taken over, or is missing."""
        return tuple(one for one in self.issues if one.problem.blocking)

    @property
    def warnings(self) -> tuple[SoaIssue, ...]:
        """Return what is only pointed out."""
        return tuple(one for one in self.issues if not one.problem.blocking)

    @property
    def unused(self) -> tuple[SoaColumnUse, ...]:
        """Return the columns that hold something and are not taken over."""
        return tuple(one for one in self.columns if one.role in (SoaColumn.UNUSED, SoaColumn.TITLE) and one.filled)
