"""Workbooks that tests make themselves, honest and hostile."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import openpyxl
import xlsxwriter

MIB = 1024 * 1024


def xlsx(*sheets: tuple[str, Sequence[Sequence[object]]], hidden: tuple[str, ...] = ()) -> bytes:
    """Return a workbook with these sheets and their rows."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(content: bytes, parts: dict[str, bytes]) -> bytes:
    """Return an archive with parts put in or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in parts:
                new.writestr(part.filename, old.read(part))
        for name, data in parts.items():
            new.writestr(name, data)
    return out.getvalue()


def part(content: bytes, name: str) -> bytes:
    """Return one part of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def with_formula() -> bytes:
    """Return a workbook with a formula that was calculated, and one that never was."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("S")
    sheet.write_formula("A1", "=1+1", None, 2)
    sheet.write_string("A2", "shared")
    sheet.write_formula("B1", "=1+2", None, "")
    book.close()
    return out.getvalue()


def ods(content: str, *, manifest: str = "<m/>") -> bytes:
    """Return an OpenDocument spreadsheet with this inside `office:spreadsheet`."""
    names = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text", "style")
    )
    body = f"<office:document-content {names}><office:body>{content}</office:body></office:document-content>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", body)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()
