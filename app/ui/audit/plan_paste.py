"""Rows of a plan from the text of a spreadsheet: with titles above, or cell by cell from where the cursor is; no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from app.domain.record import TimetableRow
from app.ui.audit.plan_terms import COLUMNS, Unreadable, following, read

if TYPE_CHECKING:
    from app.ui.audit.plan_terms import Terms


@dataclass(slots=True)
class Pasted:
    """What a pasted text means: fields of rows that are there, new rows, and texts that nobody can read."""

    changes: dict[str, dict[str, Any]] = field(default_factory=dict)
    made: list[TimetableRow] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def cells_of(text: str) -> list[list[str]]:
    """Return the cells of a copied piece of a spreadsheet; empty lines are left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [[cell.strip().strip('"') for cell in line.split("\t")] for line in lines if line.strip()]


def read_pasted(
    text: str, column: str, below: Sequence[TimetableRow], terms: Terms, titles: Mapping[str, str]
) -> Pasted:
    """Return what a pasted text means.

    Args:
        text: lines with tabs between their cells.
        column: where the cursor is; cells go there and to the right.
        below: the rows from the cursor on that are overwritten; further lines become new rows.
        terms: what can be typed here.
        titles: title of each column; a first line that holds at least two of them says what the columns are.
    """
    made = Pasted()
    lines = cells_of(text)
    named = _named(lines[0], titles) if lines else ()
    columns: Sequence[str | None] = named or COLUMNS[COLUMNS.index(column) :]
    rows = () if named else below
    last: TimetableRow | None = None
    for number, cells in enumerate(lines[1:] if named else lines):
        row = rows[number] if number < len(rows) else None
        fields = _fields(cells, columns, row or _blank(last, terms), (terms, made))
        if row is not None:
            made.changes[row.id] = fields
            last = replace(row, **fields)
        else:
            last = replace(_blank(last, terms), **fields)
            made.made.append(last)
    return made


def _blank(last: TimetableRow | None, terms: Terms) -> TimetableRow:
    if last is None:
        return TimetableRow(day=terms.days[0] if terms.days else None)
    return replace(following(last, (last,), terms, TimetableRow()), auditors="")


def _named(cells: Sequence[str], titles: Mapping[str, str]) -> tuple[str | None, ...]:
    known = {title.casefold(): column for column, title in titles.items()} | {column: column for column in COLUMNS}
    found = tuple(known.get(cell.casefold()) for cell in cells)
    found = tuple(column if column in COLUMNS else None for column in found)
    return found if sum(column is not None for column in found) > 1 else ()


def _fields(
    cells: Sequence[str], columns: Sequence[str | None], row: TimetableRow, into: tuple[Terms, Pasted]
) -> dict[str, Any]:
    """Return the fields of one line; what cannot be read stays visible in the topic."""
    terms, made = into
    fields: dict[str, Any] = {}
    rest: list[str] = []
    for cell, column in zip(cells, columns, strict=False):
        if column is None or (not cell and column in ("day", "kind", "mode")):
            continue
        try:
            fields |= read(column, cell, replace(row, **fields), terms)
        except Unreadable:
            rest.append(cell)
    if rest:
        made.unread += rest
        topic = str(fields.get("topic", row.topic))
        fields["topic"] = f"{topic} [{', '.join(rest)}]".strip()
    return fields
