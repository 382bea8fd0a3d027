"""Reading ODS (OpenDocument 1.3, part 3, sections 9.1 and 19.385): the values that were saved, streamed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from app.decoding.archive import open_archive, plain_name, walk
from app.decoding.limits import CELL, COLUMNS, SHEETS, Gatherer
from app.domain.cells import TableNote, TableRow, TableSheet
from app.domain.errors import ForeignFileProblem

if TYPE_CHECKING:
    import zipfile
    from xml.etree.ElementTree import Element

_HIDDEN: Final = ("collapse", "filter")


@dataclass(slots=True)
class _Open:
    """The table that is being read."""

    name: str = ""
    hidden: bool = False
    rows: list[TableRow] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    number: int = 0
    column: int = 0
    cells: list[str] = field(default_factory=list)
    row_hidden: bool = False
    width: int = 0


def is_opendocument(archive_names: list[str], kind: bytes) -> bool:
    """Tell whether an archive is a spreadsheet of OpenDocument, from its names and the content of `mimetype`."""
    return "content.xml" in archive_names and b"opendocument.spreadsheet" in kind


def read_opendocument(content: bytes) -> tuple[tuple[TableSheet, ...], tuple[TableNote, ...]]:
    """Return sheets and notes of the bytes of an ODS file; raises `ForeignFileProblem` (`table_...`)."""
    reader = _Reader()
    with open_archive(content) as archive:
        if b"encryption-data" in _small(archive, "META-INF/manifest.xml"):
            raise ForeignFileProblem("table_encrypted")
        if any(name.startswith("Basic/") for name in archive.namelist()):
            reader.gatherer.notes.append(TableNote("table_macros"))
        with archive.open("content.xml") as stream:
            for event, element in walk(stream):
                if event == "start":
                    reader.begin(element)
                else:
                    reader.end(element)
    return tuple(reader.sheets), tuple(reader.gatherer.notes)


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""


class _Reader:
    """The walk through one document."""

    def __init__(self) -> None:
        self.gatherer = Gatherer()
        self.sheets: list[TableSheet] = []
        self._hidden_styles: set[str] = set()
        self._table = _Open()

    def begin(self, element: Element) -> None:
        """Begin a table or a row."""
        name = plain_name(element.tag)
        if name == "table":
            self._table = _Open(_get(element, "name"), _get(element, "style-name") in self._hidden_styles)
        elif name == "table-row":
            self._table.column, self._table.cells = 0, []
            self._table.row_hidden = _get(element, "visibility") in _HIDDEN

    def end(self, element: Element) -> None:
        """Take what has come to its end, and drop it."""
        name = plain_name(element.tag)
        if name == "style":
            _note_style(element, self._hidden_styles)
        elif name in ("table-cell", "covered-table-cell"):
            _take_cell(element, self._table)
            element.clear()
        elif name == "table-column":
            _take_column(element, self._table)
        elif name == "table-row":
            _take_row(element, self._table, self.gatherer)
            element.clear()
        elif name == "table":
            _take_table(self._table, self.sheets, self.gatherer)
            element.clear()


def _note_style(element: Element, hidden_styles: set[str]) -> None:
    for part in element:
        if plain_name(part.tag) == "table-properties" and _get(part, "display") == "false":
            hidden_styles.add(_get(element, "name"))


def _take_cell(element: Element, table: _Open) -> None:
    text = _cell_text(element)
    count = _count(element, "number-columns-repeated")
    if text:
        table.cells += [""] * (table.column - len(table.cells))
        table.cells += [text] * min(count, COLUMNS + 1)
    table.column = min(table.column + count, 1_000_000)
    if len(table.cells) > COLUMNS:
        raise ForeignFileProblem("table_too_many_columns", most=COLUMNS)


def _take_column(element: Element, table: _Open) -> None:
    count = _count(element, "number-columns-repeated")
    if _get(element, "visibility") in _HIDDEN:
        table.hidden_columns += range(table.width, min(table.width + count, COLUMNS))
    table.width += count


def _take_row(element: Element, table: _Open, gatherer: Gatherer) -> None:
    count = _count(element, "number-rows-repeated")
    for place in range(count):
        row = gatherer.row(table.name, table.number + place + 1, table.cells, hidden=table.row_hidden)
        if row is None:
            break
        table.rows.append(row)
    table.number += count


def _take_table(table: _Open, sheets: list[TableSheet], gatherer: Gatherer) -> None:
    if table.hidden:
        gatherer.notes.append(TableNote("table_hidden_sheet", table.name))
    sheets.append(TableSheet(table.name, tuple(table.rows), table.hidden, tuple(table.hidden_columns)))
    if len(sheets) > SHEETS:
        raise ForeignFileProblem("table_too_many_sheets", most=SHEETS)


def _cell_text(element: Element) -> str:
    kind = _get(element, "value-type")
    if kind == "date":
        day, _t, clock = _get(element, "date-value").partition("T")
        return day if not clock or clock.startswith("00:00:00") else f"{day} {clock[:5]}"
    if kind == "float":
        return _get(element, "value")
    if kind == "percentage":
        return f"{float(_get(element, 'value')) * 100:.10g}%"
    if kind == "boolean":
        return _get(element, "boolean-value").upper()
    lines = ["".join(part.itertext()) for part in element if plain_name(part.tag) == "p"]
    return "\n".join(lines)[: CELL + 1]


def _get(element: Element, name: str) -> str:
    """Return an attribute whatever its namespace."""
    return next((value for key, value in element.attrib.items() if plain_name(key) == name), "")


def _count(element: Element, name: str) -> int:
    return max(1, int(_get(element, name) or 1))
