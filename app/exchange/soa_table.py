"""Reads a client's table as a Statement of Applicability: rows to take over, and every doubt with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.domain import soa
from app.domain.cells import ForeignTable, TableRow, TableSheet
from app.domain.client import SoaControl
from app.domain.criteria import CriteriaSet
from app.domain.kinds import Implemented, ItemKind
from app.domain.problems import Problem, blocking, hint
from app.domain.soa_import import SoaColumn, SoaIssue, SoaLayout, SoaPreview, SoaRow
from app.exchange.soa_layout import named, propose, propose_for, uses
from app.exchange.soa_refs import RefFound, RefKind, lost_zero, read_ref
from app.exchange.soa_words import TICKS, state, yes_or_no

_DECIDES: Final = (SoaColumn.APPLICABLE, SoaColumn.EXCLUDED)
_REASONS: Final = (SoaColumn.REASON, SoaColumn.REASON_INCLUDED, SoaColumn.REASON_EXCLUDED)


def read(
    table: ForeignTable, catalogue: CriteriaSet, layout: SoaLayout | None = None, *, sheet: str | None = None
) -> SoaPreview:
    """Return the table read as a Statement of Applicability against the controls of a catalogue.

    Without a `layout` the sheet (unless one is named) and the meaning of its columns are found by their words.
    Further sheets that name other controls (one sheet per theme) are read, too; one that names the same controls
    again is only reported.
    """
    titles = {item.ref: item.title for item in catalogue.items if item.kind is ItemKind.CONTROL}
    refs = frozenset(titles)
    proposed = propose(table, refs)
    chosen = layout or (proposed[0] if sheet is None else propose_for(table, sheet, refs))
    reading = _Reading(table, titles)
    for one in _further(table, chosen, proposed, reading):
        reading.read(one)
    reading.close(chosen)
    shown = table.sheet(chosen.sheet) or table.sheets[0]
    return SoaPreview(table, chosen, uses(shown, chosen), tuple(reading.rows), tuple(reading.issues))


def _further(
    table: ForeignTable, chosen: SoaLayout, proposed: Sequence[SoaLayout], reading: _Reading
) -> Iterable[SoaLayout]:
    """Yield the chosen layout, then those of other sheets that name other controls."""
    yield chosen
    refs = frozenset(reading.titles)
    for one in proposed:
        sheet = table.sheet(one.sheet)
        if one.sheet == chosen.sheet or sheet is None:
            continue
        if reading.seen.keys() & named(sheet, one, refs):
            reading.note(hint("soa_sheet_not_read", name=sheet.name), sheet.name)
        else:
            yield replace(one, columns=chosen.columns) if _same_headings(table, chosen, one) else one


def _same_headings(table: ForeignTable, one: SoaLayout, other: SoaLayout) -> bool:
    rows = []
    for layout in (one, other):
        sheet = table.sheet(layout.sheet)
        rows.append(next((row.cells for row in sheet.rows if row.number == layout.header_row), ()) if sheet else ())
    return bool(rows[0]) and rows[0] == rows[1]


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of one sheet by meaning."""

    ref: int
    decides: int
    inverted: bool
    ticks: bool
    implemented: int
    layout: SoaLayout

    def texts(self, row: TableRow, *roles: SoaColumn) -> list[str]:
        """Return what stands in the columns of the roles, without doubles."""
        return list(dict.fromkeys(text for place in self.layout.places(*roles) if (text := row.cell(place))))


def _columns(sheet: TableSheet, layout: SoaLayout) -> _Columns:
    def first(*roles: SoaColumn) -> int:
        return next(iter(layout.places(*roles)), -1)

    decides = first(*_DECIDES)
    cells = {text.casefold() for row in sheet.rows if row.number > layout.header_row and (text := row.cell(decides))}
    return _Columns(
        ref=first(SoaColumn.REF),
        decides=decides,
        inverted=decides == first(SoaColumn.EXCLUDED),
        ticks=bool(cells & TICKS) and cells <= TICKS,
        implemented=first(SoaColumn.IMPLEMENTED),
        layout=layout,
    )


class _Reading:
    """One table on its way to a preview."""

    def __init__(self, table: ForeignTable, titles: dict[str, str]) -> None:
        self.titles = titles
        self.rows: list[SoaRow] = []
        self.issues: list[SoaIssue] = []
        self.seen: dict[str, str] = {}
        self._refs = frozenset(titles)
        self._table = table
        self._before = ""
        self._found: list[SoaIssue] = []

    def note(self, problem: Problem, sheet: str = "", row: int = 0, column: int = -1, value: str = "") -> None:
        """Keep a doubt."""
        number = len(self.issues) + len(self._found)
        self._found.append(SoaIssue(str(number), problem, sheet, row, column, value))

    def read(self, layout: SoaLayout) -> None:
        """Read the rows of one sheet."""
        sheet = self._table.sheet(layout.sheet)
        if sheet is None:
            return
        columns = _columns(sheet, layout)
        if columns.ref < 0:
            self.note(blocking("soa_no_ref_column"), sheet.name)
        if columns.decides < 0 and columns.ref >= 0:
            self.note(blocking("soa_no_applicable_column"), sheet.name)
        if columns.implemented < 0 and columns.ref >= 0:
            self.note(hint("soa_no_state_column"), sheet.name)
        for place, role in layout.columns:
            if place in sheet.hidden_columns and role is not SoaColumn.UNUSED:
                self.note(hint("soa_hidden_column"), sheet.name, 0, place)
        self._flush()
        if columns.ref >= 0:
            lettered = self._lettered(sheet, columns)
            for row in sheet.rows:
                if row.number > layout.header_row:
                    self._row(sheet, row, columns, lettered)

    def _lettered(self, sheet: TableSheet, columns: _Columns) -> frozenset[str]:
        """Return the controls that are written with their A; the same number without it is a clause then."""
        found = (read_ref(row.cell(columns.ref), self._refs) for row in sheet.rows)
        return frozenset(one.ref for one in found if one.lettered)

    def _row(self, sheet: TableSheet, row: TableRow, columns: _Columns, lettered: frozenset[str]) -> None:
        text = row.cell(columns.ref)
        found = read_ref(text, self._refs)
        if found.kind is RefKind.CONTROL and not found.lettered and found.ref in lettered:
            found = RefFound(RefKind.CLAUSE, found.ref.removeprefix("A."))
        if found.kind is RefKind.CONTROL:
            self._control(sheet, row, columns, self._settled(sheet, row, columns, found))
        elif found.kind is RefKind.CLAUSE:
            self.note(hint("soa_clause", ref=found.ref), sheet.name, row.number, columns.ref, text)
            self._flush()
        elif found.kind in (RefKind.OLD, RefKind.UNKNOWN):
            code = "soa_old_edition" if found.kind is RefKind.OLD else "soa_control_unknown"
            self._refused(sheet, row, columns, blocking(code, ref=found.ref), found.ref)
        elif found.kind is RefKind.NONE:
            self._other(sheet, row, columns)

    def _other(self, sheet: TableSheet, row: TableRow, columns: _Columns) -> None:
        """Judge a row without a number: a heading, an own control, or one whose number is missing."""
        text = row.cell(columns.ref)
        judged = row.cell(columns.decides) or row.cell(columns.implemented)
        if text and judged:
            self._refused(sheet, row, columns, blocking("soa_control_unknown", ref=text), text)
        elif judged:
            self._refused(sheet, row, columns, blocking("soa_ref_missing"), "")
        else:
            first = next(text for text in row.cells if text)
            self.note(hint("soa_row_ignored"), sheet.name, row.number, row.cells.index(first), first)
            self._flush()

    def _refused(self, sheet: TableSheet, row: TableRow, columns: _Columns, problem: Problem, ref: str) -> None:
        self.note(problem, sheet.name, row.number, columns.ref, row.cell(columns.ref))
        title = " ".join(columns.texts(row, SoaColumn.TITLE))
        self._finish(sheet, row, ref, title, None)

    def _settled(self, sheet: TableSheet, row: TableRow, columns: _Columns, found: RefFound) -> str:
        """Return the control that is meant, where a spreadsheet changed its number."""
        text, ref = row.cell(columns.ref), found.ref
        restored = lost_zero(ref, self._before, self._refs) if ref in self.seen else ""
        if restored and restored not in self.seen:
            self.note(hint("soa_ref_zero", ref=restored), sheet.name, row.number, columns.ref, text)
            ref = restored
        elif found.guessed:
            self.note(hint("soa_ref_date", ref=ref), sheet.name, row.number, columns.ref, text)
        self._before = ref
        return ref

    def _control(self, sheet: TableSheet, row: TableRow, columns: _Columns, ref: str) -> None:
        control: SoaControl | None = None
        if ref in self.seen:
            problem = blocking("soa_double", ref=ref, row=self.seen[ref])
            self.note(problem, sheet.name, row.number, columns.ref, row.cell(columns.ref))
        else:
            self.seen[ref] = str(row.number)
            control = self._taken(sheet, row, columns, ref)
        if row.hidden:
            self.note(hint("soa_hidden_row", ref=ref), sheet.name, row.number)
        self._finish(sheet, row, ref, self.titles[ref], control)

    def _taken(self, sheet: TableSheet, row: TableRow, columns: _Columns, ref: str) -> SoaControl | None:
        applicable = self._applicable(sheet, row, columns, ref)
        if applicable is None:
            return None
        control = SoaControl(
            ref=ref,
            applicable=applicable,
            reason=_reason(row, columns, applicable=applicable),
            implemented=self._implemented(sheet, row, columns, ref, applicable=applicable),
            position=len(self.rows),
        )
        for problem in soa.control_problems(control):
            place = columns.implemented if problem.field == "implemented" else _reason_place(columns, control)
            # The client's statement is taken over as it stands; what it lacks is the client's to mend.
            pointed_out = replace(problem, blocking=False)
            self.note(pointed_out, sheet.name, row.number, place, row.cell(place))
        return control

    def _applicable(self, sheet: TableSheet, row: TableRow, columns: _Columns, ref: str) -> bool | None:
        text = row.cell(columns.decides)
        said = yes_or_no(text)
        if said is not None:
            return said is not columns.inverted
        if text:
            problem = blocking("soa_applicable_unreadable", "applicable", ref=ref)
            self.note(problem, sheet.name, row.number, columns.decides, text)
        elif columns.ticks:
            self.note(hint("soa_blank_tick", "applicable", ref=ref), sheet.name, row.number, columns.decides)
            return columns.inverted
        else:
            self.note(
                blocking("soa_applicable_missing", "applicable", ref=ref), sheet.name, row.number, columns.decides
            )
        return None

    def _implemented(
        self, sheet: TableSheet, row: TableRow, columns: _Columns, ref: str, *, applicable: bool
    ) -> Implemented:
        """Return the state; what is not said or not understood counts as not implemented."""
        text = row.cell(columns.implemented)
        said = state(text)
        if said is not None:
            return said
        if text and applicable:
            self.note(
                hint("soa_state_unreadable", "implemented", ref=ref), sheet.name, row.number, columns.implemented, text
            )
        elif applicable and columns.implemented >= 0:
            self.note(hint("soa_state_missing", "implemented", ref=ref), sheet.name, row.number, columns.implemented)
        return Implemented.NO

    def _finish(self, sheet: TableSheet, row: TableRow, ref: str, title: str, control: SoaControl | None) -> None:
        levels = Counter(one.problem.blocking for one in self._found)
        self._flush()
        key = f"{sheet.name}!{row.number}"
        self.rows.append(SoaRow(key, sheet.name, row.number, ref, title, control, levels[True], levels[False]))

    def _flush(self) -> None:
        self.issues += self._found
        self._found = []

    def close(self, chosen: SoaLayout) -> None:
        """Add what is about the whole file, before the rows: notes of the reading, and controls that are missing."""
        self._flush()
        rows, self.issues = self.issues, []
        offset = len(rows)
        for number, one in enumerate(self._table.notes):
            problem = hint(one.code, value=one.value)
            column = one.column if one.row else -1
            self.issues.append(SoaIssue(str(offset + number), problem, one.sheet, one.row, column, one.value))
        offset += len(self.issues)
        self.issues += rows
        if not chosen.places(SoaColumn.REF):
            return
        for number, ref in enumerate(ref for ref in self.titles if ref not in self.seen):
            self.issues.append(SoaIssue(str(offset + number), hint("soa_control_missing", ref=ref), value=ref))


def _reason(row: TableRow, columns: _Columns, *, applicable: bool) -> str:
    """Return the reason that fits the decision; where only the other column says something, that."""
    fitting = SoaColumn.REASON_INCLUDED if applicable else SoaColumn.REASON_EXCLUDED
    said = columns.texts(row, fitting, SoaColumn.REASON) or columns.texts(row, *_REASONS)
    return "\n".join(said)


def _reason_place(columns: _Columns, control: SoaControl) -> int:
    fitting = SoaColumn.REASON_INCLUDED if control.applicable else SoaColumn.REASON_EXCLUDED
    return next(iter(columns.layout.places(fitting, SoaColumn.REASON) or columns.layout.places(*_REASONS)), -1)
