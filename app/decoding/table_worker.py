"""The helper process for one table: its name and bytes on standard input, plain cells as JSON on standard output.

No workspace is open in this process; memory, time and the writing of files are limited. What kind of table it is, the
bytes say and not the name.
"""

from __future__ import annotations

import hashlib
import json
import struct
import sys
import zipfile
import zlib
from pathlib import PurePath
from typing import Final

from app.decoding.archive import open_archive
from app.decoding.delimited import read_text
from app.decoding.limits import LONGEST, MEBI, MEMORY, SECONDS
from app.decoding.opendocument import is_opendocument, read_opendocument
from app.decoding.workbook import read_workbook
from app.domain.cells import ForeignTable, TableKind, TableNote, TableSheet
from app.domain.errors import ForeignFileProblem
from app.domain.plain import canonical_bytes, to_plain

ZIP: Final = b"PK"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_NO_TEXT: Final = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"{\\rtf",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"<!DOCTYPE",
    b"<html",
)
_ENDINGS: Final = {
    TableKind.XLSX: (".xlsx",),
    TableKind.XLSM: (".xlsm",),
    TableKind.ODS: (".ods",),
    TableKind.TEXT: (".csv", ".tsv", ".txt", ".tab"),
}
# What the libraries raise over bytes that are not what they seem.
_BROKEN: Final = (
    OSError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, SyntaxError, EOFError, RuntimeError,
    AssertionError, zipfile.BadZipFile, zlib.error, struct.error,
)  # fmt: skip


def run() -> int:
    """Read one table and write its cells, or why it is refused."""
    _limit()
    name = sys.stdin.buffer.readline().decode("utf-8").rstrip("\n")
    content = sys.stdin.buffer.read(LONGEST + 1)
    sys.stdout.buffer.write(answer(name, content))
    sys.stdout.buffer.flush()
    return 0


def answer(name: str, content: bytes) -> bytes:
    """Return the table as canonical JSON under `table`, or code and values of the refusal under `refused`."""
    try:
        return canonical_bytes({"table": to_plain(decode(name, content))})
    except ForeignFileProblem as problem:
        return _refusal(problem)
    except MemoryError:
        return _refusal(ForeignFileProblem("table_too_much_memory"))


def _refusal(problem: ForeignFileProblem) -> bytes:
    return json.dumps({"refused": problem.code, "values": problem.values}).encode()


def decode(name: str, content: bytes) -> ForeignTable:
    """Return the table in the bytes of a file called `name`; raises `ForeignFileProblem` (`table_...`)."""
    if not content.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise ForeignFileProblem("table_empty")
    if len(content) > LONGEST:
        raise ForeignFileProblem("table_too_big", most=LONGEST // MEBI)
    try:
        kind, sheets, notes = _read(content)
    except _BROKEN as error:
        raise _reason(error) from error
    if not any(sheet.rows for sheet in sheets):
        raise ForeignFileProblem("table_without_cells")
    ending = PurePath(name).suffix.casefold()
    if ending and ending not in _ENDINGS[kind] and not (ending == ".xlsm" and kind is TableKind.XLSX):
        notes = (TableNote("table_named_otherwise", value=ending), *notes)
    return ForeignTable(name, hashlib.sha256(content).hexdigest(), kind, sheets, notes)


def _read(content: bytes) -> tuple[TableKind, tuple[TableSheet, ...], tuple[TableNote, ...]]:
    if content.startswith(OLE):
        raise ForeignFileProblem("table_encrypted" if _ENCRYPTED in content else "table_old_excel")
    if content.startswith(ZIP):
        with open_archive(content) as archive:
            names = archive.namelist()
            mime = archive.read("mimetype") if "mimetype" in names else b""
        if "xl/workbook.xml" in names or "[Content_Types].xml" in names:
            if not any(name.startswith("xl/") for name in names):
                raise ForeignFileProblem("table_unknown")
            return read_workbook(content)
        if is_opendocument(names, mime):
            return TableKind.ODS, *read_opendocument(content)
        raise ForeignFileProblem("table_unknown")
    if content.lstrip().startswith(_NO_TEXT):
        raise ForeignFileProblem("table_unknown")
    return TableKind.TEXT, *read_text(content)


def _reason(error: BaseException) -> ForeignFileProblem:
    """Return what to say about an error of a library: entities and document types have a sentence of their own.

    openpyxl wraps what it meets, so the causes are looked at, too.
    """
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - only where something went wrong

    met: BaseException | None = error
    while met is not None:
        if isinstance(met, DefusedXmlException):
            return ForeignFileProblem("table_xml_refused")
        met = met.__cause__ or met.__context__
    return ForeignFileProblem("table_damaged")


def _limit() -> None:
    """Take away memory, time and files where the system can; on Windows only the client's clock stops it."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
