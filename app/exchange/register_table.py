"""Reads a client's table as a register of documents: one row per document, every doubt with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from app.domain.cells import ForeignTable, TableRow, TableSheet
from app.domain.client import ClientDocument
from app.domain.errors import ForeignFileProblem
from app.domain.problems import Problem, blocking, hint
from app.domain.register_import import (
    RegisterColumn,
    RegisterPreview,
    RegisterRow,
    RegisterStep,
    matched,
    step_for,
)
from app.exchange.reading import find_heading
from app.exchange.register_words import HEADINGS

MOST: Final = 2000
"""More rows than that are no register of documents."""
USUAL: Final = tuple(RegisterColumn)
"""The order of the columns where no row names them."""
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", re.ASCII)
_WRITTEN: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", re.ASCII)
_MONTHS: Final = 12


def read(table: ForeignTable, known: tuple[ClientDocument, ...] = ()) -> RegisterPreview:
    """Return what the table would do to a register that holds `known`: of the sheet that gives most documents.

    Raises:
        ForeignFileProblem: `register_empty` when no sheet holds a row.
    """
    found = [_sheet(table.name, sheet, known) for sheet in table.sheets if not sheet.hidden and sheet.rows]
    if not found:
        raise ForeignFileProblem("register_empty")
    return max(found, key=lambda one: (len(one.columns), len(one.rows) - one.count(RegisterStep.REFUSED)))


def _sheet(name: str, sheet: TableSheet, known: tuple[ClientDocument, ...]) -> RegisterPreview:
    heading = find_heading(sheet, HEADINGS, (RegisterColumn.TITLE,))
    begins, places = 0, dict(zip(USUAL, range(sheet.width), strict=False))
    if heading is not None:
        begins, places = heading.row, {}
        for place, role in heading.roles:
            places.setdefault(role, place)
    found: list[RegisterRow] = []
    register = known
    for row in sheet.rows:
        if row.number <= begins:
            continue
        if len(found) == MOST:
            raise ForeignFileProblem("register_too_long", most=MOST)
        made = _row(row, places, register)
        if made.step is RegisterStep.NEW:
            register = (*register, made.document)
        found.append(made)
    return RegisterPreview(name, tuple(found), tuple(role for role in RegisterColumn if role in places))


def _row(row: TableRow, places: Mapping[RegisterColumn, int], register: tuple[ClientDocument, ...]) -> RegisterRow:
    said = {role: " ".join(row.cell(places[role]).split()) if role in places else "" for role in RegisterColumn}
    dated, doubts = _day(said[RegisterColumn.DATED])
    document = ClientDocument(
        title=said[RegisterColumn.TITLE],
        reference=said[RegisterColumn.REFERENCE],
        edition=said[RegisterColumn.EDITION],
        dated=dated,
        owner=said[RegisterColumn.OWNER],
        classification=said[RegisterColumn.CLASSIFICATION],
    )
    key = str(row.number)
    if not document.title:
        return RegisterRow(key, row.number, document, RegisterStep.REFUSED, None, (blocking("title_missing", "title"),))
    old = matched(document, register)
    if old is not None and not old.id:
        twice = (blocking("register_twice", "title", title=document.title),)
        return RegisterRow(key, row.number, document, RegisterStep.REFUSED, None, twice)
    return RegisterRow(key, row.number, document, step_for(document, old), old, doubts)


def _day(text: str) -> tuple[date | None, tuple[Problem, ...]]:
    """Return the day that a cell says, or a doubt; `03/04/2026` may be two days, so it is none."""
    if not text:
        return None, ()
    iso = _ISO.fullmatch(text)
    numbers = tuple(int(one) for one in iso.groups()) if iso else None
    written = _WRITTEN.fullmatch(text)
    if written:
        first, mark, second, year = int(written[1]), written[2], int(written[3]), int(written[4])
        if mark == "/" and first != second and first <= _MONTHS and second <= _MONTHS:
            return None, (hint("register_date_ambiguous", "dated", text=text),)
        numbers = (year, first, second) if mark == "/" and second > _MONTHS else (year, second, first)
    try:
        return (date(*numbers), ()) if numbers else (None, (hint("register_date_unreadable", "dated", text=text),))
    except ValueError:
        return None, (hint("register_date_unreadable", "dated", text=text),)
