"""Finds out by itself how a client's table is to be read as a Statement of Applicability."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from app.domain.cells import ForeignTable, TableSheet
from app.domain.soa_import import SoaColumn, SoaColumnUse, SoaLayout
from app.exchange.reading import find_heading
from app.exchange.soa_refs import RefKind, read_ref
from app.exchange.soa_words import HEADINGS, state, yes_or_no

_LEAST: Final = 3
"""So many numbers of controls make a column the one that names them, whatever its heading."""
_SAMPLES: Final = 3
_KINDS: Final = (RefKind.CONTROL, RefKind.OLD)


def propose(table: ForeignTable, refs: frozenset[str]) -> tuple[SoaLayout, ...]:
    """Return one layout per sheet that names controls, the one with most of them first; visible sheets before hidden.

    Without any such sheet there is one layout: that of the sheet whose headings are understood best.
    """
    found = []
    for place, sheet in enumerate(table.sheets):
        layout = _layout(sheet, refs)
        found.append((sheet.hidden, -len(named(sheet, layout, refs)), place, layout))
    naming = [entry for entry in found if entry[1]]
    if not naming:
        return (max((layout for *_rank, layout in found), key=lambda layout: len(layout.columns)),)
    return tuple(layout for *_rank, layout in sorted(naming, key=lambda entry: entry[:3]))


def propose_for(table: ForeignTable, name: str, refs: frozenset[str]) -> SoaLayout:
    """Return the layout of the sheet of that name, of the first one if there is none."""
    return _layout(table.sheet(name) or table.sheets[0], refs)


def named(sheet: TableSheet, layout: SoaLayout, refs: frozenset[str]) -> frozenset[str]:
    """Return the numbers of controls that a sheet names, old ones too."""
    places = layout.places(SoaColumn.REF)
    if not places:
        return frozenset()
    found = (read_ref(row.cell(places[0]), refs) for row in sheet.rows if row.number > layout.header_row)
    return frozenset(one.ref for one in found if one.kind in _KINDS)


def uses(sheet: TableSheet, layout: SoaLayout) -> tuple[SoaColumnUse, ...]:
    """Return every column of the sheet with its heading, its meaning and what stands in it."""
    roles = dict(layout.columns)
    header = next((row for row in sheet.rows if row.number == layout.header_row), None)
    below = [row for row in sheet.rows if row.number > layout.header_row]
    found = []
    for place in range(sheet.width):
        cells = [text for row in below if (text := row.cell(place))]
        found.append(
            SoaColumnUse(
                place=place,
                header=header.cell(place) if header else "",
                role=roles.get(place, SoaColumn.UNUSED),
                filled=len(cells),
                samples=tuple(dict.fromkeys(cells))[:_SAMPLES],
            )
        )
    return tuple(found)


def _layout(sheet: TableSheet, refs: frozenset[str]) -> SoaLayout:
    heading = find_heading(sheet, HEADINGS, (SoaColumn.REF, SoaColumn.APPLICABLE))
    row = heading.row if heading else 0
    roles = dict(heading.roles) if heading else {}
    _keep_best(sheet, row, roles, SoaColumn.REF, lambda text: read_ref(text, refs).kind in _KINDS)
    _keep_best(sheet, row, roles, SoaColumn.APPLICABLE, lambda text: yes_or_no(text) is not None)
    _keep_best(sheet, row, roles, SoaColumn.EXCLUDED, lambda text: yes_or_no(text) is not None)
    _keep_best(sheet, row, roles, SoaColumn.IMPLEMENTED, lambda text: state(text) is not None)
    if SoaColumn.APPLICABLE in roles.values():
        _drop(roles, SoaColumn.EXCLUDED)
    return SoaLayout(sheet.name, row, tuple(sorted(roles.items())))


def _keep_best(
    sheet: TableSheet, header: int, roles: dict[int, SoaColumn], role: SoaColumn, fits: Callable[[str], bool]
) -> None:
    """Let one column have the role: of those whose heading says so, the one whose cells fit most often.

    The numbers of the controls are found without a heading, too; `No.` may be a running number beside them.
    """
    said = [place for place, one in roles.items() if one is role]
    counted = {place: _count(sheet, header, place, fits) for place in range(sheet.width)}
    candidates = said
    if role is SoaColumn.REF and not any(counted[place] for place in said):
        candidates = [place for place in counted if place not in roles and counted[place] >= _LEAST] or said
    _drop(roles, role)
    if candidates:
        roles[max(candidates, key=lambda place: (counted[place], -place))] = role


def _count(sheet: TableSheet, header: int, place: int, fits: Callable[[str], bool]) -> int:
    return sum(fits(text) for row in sheet.rows if row.number > header and (text := row.cell(place)))


def _drop(roles: dict[int, SoaColumn], role: SoaColumn) -> None:
    for place in [place for place, one in roles.items() if one is role]:
        del roles[place]
