"""How much of a stranger's table is read, and how the text of a cell is made harmless."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from app.domain.cells import TableNote, TableRow
from app.domain.errors import ForeignFileProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

MEBI: Final = 1024 * 1024
LONGEST: Final = 32 * MEBI
UNPACKED: Final = 256 * MEBI
RATIO: Final = 100
"""Most that a part of an archive may grow when unpacked (300 MB of zeros pack to 292 kB: 1,000 to 1)."""
RATIO_FROM: Final = 16 * MEBI
"""Parts that stay below this when unpacked may grow more: short tables of equal rows do."""
PARTS: Final = 10_000
SHEETS: Final = 100
ROWS: Final = 20_000
COLUMNS: Final = 200
CELL: Final = 8_000
TEXT: Final = 12_000_000
SECONDS: Final = 60
MEMORY: Final = 1024 * MEBI

_HARMFUL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Control characters, halves of pairs, and marks that turn the direction of what stands behind them."""


class Gatherer:
    """Takes the rows of all sheets, cuts what is too long and refuses what is too much."""

    def __init__(self) -> None:
        self._rows = self._letters = 0
        self.notes: list[TableNote] = []

    def row(self, sheet: str, number: int, cells: Sequence[str], *, hidden: bool = False) -> TableRow | None:
        """Return one row without empty cells at its end, `None` if it holds nothing.

        Raises:
            ForeignFileProblem: `table_too_many_rows`, `table_too_many_columns`, `table_too_much_text`.
        """
        clean = [self._cell(sheet, number, place, text) for place, text in enumerate(cells)]
        while clean and not clean[-1]:
            clean.pop()
        if not clean:
            return None
        self._rows += 1
        self._letters += sum(map(len, clean))
        if self._rows > ROWS:
            raise ForeignFileProblem("table_too_many_rows", most=ROWS)
        if len(clean) > COLUMNS:
            raise ForeignFileProblem("table_too_many_columns", most=COLUMNS)
        if self._letters > TEXT:
            raise ForeignFileProblem("table_too_much_text", most=TEXT)
        return TableRow(number, tuple(clean), hidden)

    def _cell(self, sheet: str, number: int, place: int, text: str) -> str:
        clean = _HARMFUL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
        if len(clean) <= CELL:
            return clean
        self.notes.append(TableNote("table_cell_cut", sheet, number, place, clean[:60]))
        return clean[:CELL]
