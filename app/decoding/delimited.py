"""Reading CSV and other text: which encoding, which delimiter, and the cells."""

from __future__ import annotations

import codecs
import csv
import io
from typing import Final

from app.decoding.limits import LONGEST, Gatherer
from app.domain.cells import TableNote, TableSheet
from app.domain.errors import ForeignFileProblem

DELIMITERS: Final = ("\t", ";", ",", "|")
_PROBE: Final = 60
_DANGEROUS: Final = "=+-@\t\r"
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def read_text(content: bytes) -> tuple[tuple[TableSheet, ...], tuple[TableNote, ...]]:
    """Return the one sheet of the bytes of a text file, and notes; raises `ForeignFileProblem` (`table_...`)."""
    text, guessed = decode(content)
    gatherer = Gatherer()
    if guessed:
        gatherer.notes.append(TableNote("table_encoding_guessed"))
    first, _break, rest = text.partition("\n")
    delimiter = _declared(first)
    if delimiter:
        text = "\n" + rest  # the line keeps its number
    csv.field_size_limit(LONGEST)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or find_delimiter(text))
    try:
        rows = [gatherer.row("", number, [_undo(cell) for cell in record]) for number, record in enumerate(records, 1)]
    except csv.Error as error:
        raise ForeignFileProblem("table_damaged") from error
    return (TableSheet("", tuple(row for row in rows if row is not None)),), tuple(gatherer.notes)


def decode(content: bytes) -> tuple[str, bool]:
    """Return the text and whether its encoding was guessed (Windows-1252).

    A mark at the beginning decides; then UTF-16 by its zeros, then UTF-8 if all of it is, then Windows-1252.

    Raises:
        ForeignFileProblem: `table_encoding` for anything else.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], name), False
    if b"\0" in content:
        return _strict(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"), False
    try:
        return content.decode("utf-8"), False
    except UnicodeDecodeError:
        return _strict(content, "cp1252"), True


def _strict(content: bytes, name: str) -> str:
    try:
        text = content.decode(name)
    except UnicodeDecodeError as error:
        raise ForeignFileProblem("table_encoding") from error
    if "\0" in text:
        raise ForeignFileProblem("table_encoding")
    return text


def _declared(line: str) -> str:
    """Return the delimiter of a first line such as `sep=;`, as Excel writes it."""
    clean = line.strip().strip('"')
    return clean[4:] if clean.casefold().startswith("sep=") and clean[4:] in DELIMITERS else ""


def find_delimiter(text: str) -> str:
    """Return the delimiter that cuts most of the first records into equally many cells, more than one of them."""

    def fit(delimiter: str) -> tuple[int, int]:
        try:
            records = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter)
            widths = [len(record) for _, record in zip(range(_PROBE), records, strict=False) if record]
        except csv.Error:
            return (0, 0)
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        return (widths.count(usual), usual) if usual > 1 else (0, 0)

    return max(DELIMITERS, key=fit)


def _undo(cell: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from taking a cell for a formula (ASVS 5.0, 1.2.10)."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in _DANGEROUS else cell
