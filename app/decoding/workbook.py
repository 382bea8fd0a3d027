"""Reading XLSX and XLSM: cached values by openpyxl; what is hidden and what a formula lacks by a look of our own.

openpyxl does not tell hidden rows when it streams, and it makes up empty cells up to the size that a sheet claims.
So each sheet is first looked through for what it really holds, and only that much is asked for.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from app.decoding.archive import open_archive, plain_name, walk
from app.decoding.limits import COLUMNS, SHEETS, Gatherer
from app.domain.cells import TableKind, TableNote, TableSheet
from app.domain.errors import ForeignFileProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_PLACE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ALPHABET: Final = 26
_MACROS: Final = "vbaProject.bin"
_LINKS: Final = "/externalLinks/"
_WORTH_NOTING: Final = 20


@dataclass(slots=True)
class Look:
    """What one sheet really holds: last row and column with a value, hidden rows and columns, formulas without one."""

    last_row: int = 0
    last_column: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas_without: list[tuple[int, int]] = field(default_factory=list)
    row: int = 0
    column: int = 0


def read_workbook(content: bytes) -> tuple[TableKind, tuple[TableSheet, ...], tuple[TableNote, ...]]:
    """Return kind, sheets and notes of the bytes of a workbook.

    Raises:
        ForeignFileProblem: one of the codes that begin with `table_`.
        others: what openpyxl raises over damaged files; the caller sorts it.
    """
    with open_archive(content) as archive:
        names = archive.namelist()
        kind = TableKind.XLSM if any(name.endswith(_MACROS) for name in names) else TableKind.XLSX
        gatherer = Gatherer()
        if kind is TableKind.XLSM:
            gatherer.notes.append(TableNote("table_macros"))
        if any(_LINKS in name for name in names):
            gatherer.notes.append(TableNote("table_links"))
        sheets = tuple(_sheets(content, archive, gatherer))
    return kind, sheets, tuple(gatherer.notes)


def _sheets(content: bytes, archive: zipfile.ZipFile, gatherer: Gatherer) -> Iterator[TableSheet]:
    os.environ["OPENPYXL_LXML"] = "False"  # so that defusedxml reads every part
    from openpyxl import load_workbook  # noqa: PLC0415 - only in the helper

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    if len(book.worksheets) > SHEETS:
        raise ForeignFileProblem("table_too_many_sheets", most=SHEETS)
    for sheet in book.worksheets:
        with archive.open(sheet._worksheet_path) as stream:  # type: ignore[attr-defined]  # noqa: SLF001 - no other way
            look = look_through(walk(stream))
        if look.last_column > COLUMNS:
            raise ForeignFileProblem("table_too_many_columns", most=COLUMNS)
        yield _sheet(sheet, look, gatherer)


def _sheet(sheet: Any, look: Look, gatherer: Gatherer) -> TableSheet:  # noqa: ANN401 - openpyxl's own kind
    name = str(sheet.title)
    hidden = sheet.sheet_state != "visible"
    if hidden:
        gatherer.notes.append(TableNote("table_hidden_sheet", name))
    for row, column in look.formulas_without[:_WORTH_NOTING]:
        gatherer.notes.append(TableNote("table_formula_without_value", name, row, column))
    sheet.reset_dimensions()
    rows = []
    if look.last_row and look.last_column:
        for number, cells in enumerate(sheet.iter_rows(max_row=look.last_row, max_col=look.last_column), 1):
            if cells:
                texts = [_text(cell) for cell in cells]
                rows.append(gatherer.row(name, number, texts, hidden=number in look.hidden_rows))
    kept = tuple(row for row in rows if row is not None)
    return TableSheet(name, kept, hidden, tuple(sorted(look.hidden_columns)))


def look_through(events: Iterator[tuple[str, Element]]) -> Look:
    """Return what a sheet holds, from the events of its XML; elements are dropped as soon as they are seen."""
    look = Look()
    for event, element in events:
        name = plain_name(element.tag)
        if event == "start":
            if name == "row":
                look.row, look.column = int(element.get("r") or look.row + 1), -1
                if element.get("hidden") in ("1", "true"):
                    look.hidden_rows.add(look.row)
        elif name == "c":
            _note_cell(look, element)
            element.clear()
        elif name == "col" and element.get("hidden") in ("1", "true"):
            last = min(int(element.get("max") or 0), COLUMNS)
            look.hidden_columns.update(range(int(element.get("min") or 1) - 1, last))
        elif name == "row":
            element.clear()
    return look


def _note_cell(look: Look, cell: Element) -> None:
    place = _PLACE.fullmatch(cell.get("r") or "")
    look.column = _column(place[1]) if place else look.column + 1
    if place:
        look.row = int(place[2])
    parts = {plain_name(part.tag): part for part in cell}
    if "f" in parts and not (parts["v"].text if "v" in parts else ""):
        look.formulas_without.append((look.row, look.column))
    if ("v" in parts and parts["v"].text) or "is" in parts:
        look.last_row = max(look.last_row, look.row)
        look.last_column = max(look.last_column, look.column + 1)


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * _ALPHABET + ord(letter) - ord("A") + 1
    return number - 1


def _text(cell: Any) -> str:  # noqa: ANN401 - openpyxl's own kind
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float | int) and not isinstance(value, bool):
        percent = "%" in str(cell.number_format or "")
        return f"{value * 100:.10g}%" if percent else number_text(value)
    return value_text(value)


def number_text(value: float) -> str:
    """Return a number as people write it in a table: `5.1`, and `5` for 5.0."""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def value_text(value: object) -> str:
    """Return the text of a value that is no number: days as `2026-03-27`, moments as `2026-03-27 09:30`."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | timedelta):
        return str(value)
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value)
