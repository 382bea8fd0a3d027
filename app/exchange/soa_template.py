"""Writes a Statement of Applicability as XLSX: empty for the client to fill in, or one version as it was entered.

Every cell is typed as text, so nothing in it can be taken for a formula or a link; the bytes depend on the data only.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from app.domain.client import Soa, SoaControl
from app.domain.criteria import CriteriaSet
from app.domain.kinds import Implemented, ItemKind
from app.domain.sentence import N_
from app.domain.words import word

if TYPE_CHECKING:
    from app.translation import Words

_HEADINGS: Final = (
    (N_("Control"), 11),
    (N_("Title"), 46),
    (N_("Applicable"), 13),
    (N_("Reason for inclusion or exclusion"), 58),
    (N_("Implemented"), 24),
)
_YES_NO: Final = (N_("Yes"), N_("No"))
_HEADER_ROW: Final = 4
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_INK, _RULE, _HEAD, _OPEN = "#1b2733", "#c9d1d9", "#0b4f79", "#fff8e1"
_BOOK: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class SoaHead:
    """What stands above the table: the client and, for a version that was entered, what it is."""

    client: str = ""
    soa: Soa | None = None


def write(catalogue: CriteriaSet, words: Words, head: SoaHead) -> bytes:
    """Return an XLSX in the language of `words`.

    With a version in `head` it holds the controls of that version, those of the client's own at the end; without,
    all controls of the catalogue with empty cells to fill in. Both have lists to choose from.
    """
    import xlsxwriter  # noqa: PLC0415 - only where a table is written

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _BOOK)
    book.set_properties({"title": words.gettext(N_("Statement of Applicability")), "created": _MADE})
    sheet = book.add_worksheet("SoA")
    looks = _Looks(book)
    titles = {item.ref: item.title for item in catalogue.items if item.kind is ItemKind.CONTROL}
    known = {one.ref: one for one in head.soa.controls} if head.soa else {}
    refs = [ref for ref in titles if head.soa is None or ref in known]
    refs += [ref for ref in known if ref not in titles]
    _head(sheet, words, head, looks)
    for place, ref in enumerate(refs):
        _row(sheet, words, _HEADER_ROW + 1 + place, (ref, titles.get(ref, "")), known.get(ref), looks)
    _lists(sheet, words, len(refs))
    _paper(sheet, words, len(refs))
    book.close()
    return out.getvalue()


class _Looks:
    """The formats of the cells."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        base = {"font_name": "Calibri", "font_size": 11, "font_color": _INK, "valign": "top", "num_format": "@"}
        cell = {**base, "border": 1, "border_color": _RULE, "text_wrap": True}
        self.title = book.add_format({**base, "bold": True, "font_size": 16, "font_color": _HEAD})
        self.plain = book.add_format(base)
        self.header = book.add_format(
            {**cell, "bold": True, "bg_color": _HEAD, "font_color": "#ffffff", "valign": "vcenter"}
        )
        self.fixed = book.add_format(cell)
        self.strong = book.add_format({**cell, "bold": True})
        self.open = book.add_format({**cell, "bg_color": _OPEN})


def _head(sheet: Any, words: Words, head: SoaHead, looks: _Looks) -> None:  # noqa: ANN401 - as above
    t = words.gettext
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, t(N_("Statement of Applicability")), looks.title)
    lines = [head.client, _version(words, head.soa) if head.soa else t(N_("Please fill in the pale cells."))]
    for row, text in enumerate(lines, 1):
        sheet.write_string(row, 0, text, looks.plain)
    sheet.set_row(_HEADER_ROW, 32)
    for column, (heading, width) in enumerate(_HEADINGS):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEADER_ROW, column, t(heading), looks.header)


def _version(words: Words, soa: Soa) -> str:
    t = words.gettext
    parts = [soa.reference, t(N_("version {version}")).format(version=soa.edition)]
    if soa.dated:
        parts.append(t(N_("of {day}")).format(day=words.day(soa.dated)))
    if soa.approved_by:
        parts.append(t(N_("approved by {name}")).format(name=soa.approved_by))
    return "  ·  ".join(part for part in parts if part)


def _row(  # noqa: PLR0917 - one row of a table
    sheet: Any,  # noqa: ANN401 - as above
    words: Words,
    row: int,
    control: tuple[str, str],
    known: SoaControl | None,
    looks: _Looks,
) -> None:
    t = words.gettext
    sheet.write_string(row, 0, control[0], looks.strong)
    sheet.write_string(row, 1, control[1], looks.fixed)
    values = ("", "", "")
    if known is not None:
        values = (t(_YES_NO[0] if known.applicable else _YES_NO[1]), known.reason, t(word(known.implemented)))
    for column, text in enumerate(values, 2):
        look = looks.open if known is None else looks.fixed
        if text:
            sheet.write_string(row, column, text, look)
        else:
            sheet.write_blank(row, column, None, look)


def _lists(sheet: Any, words: Words, count: int) -> None:  # noqa: ANN401 - as above
    t = words.gettext
    first, last = _HEADER_ROW + 1, _HEADER_ROW + count
    states = [t(word(one)) for one in Implemented]
    for column, choices in ((2, [t(text) for text in _YES_NO]), (4, states)):
        rule = {
            "validate": "list",
            "source": choices,
            "error_title": t(N_("Statement of Applicability")),
            "error_message": t(N_("Please choose one of the values of the list.")),
        }
        sheet.data_validation(first, column, last, column, rule)


def _paper(sheet: Any, words: Words, count: int) -> None:  # noqa: ANN401 - as above
    """Set what helps on the screen and on paper: fixed headings, a filter, A4 landscape one page wide."""
    sheet.freeze_panes(_HEADER_ROW + 1, 2)
    sheet.autofilter(_HEADER_ROW, 0, _HEADER_ROW + count, len(_HEADINGS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER_ROW)
    sheet.set_footer("&R&P / &N")
    sheet.ignore_errors({"number_stored_as_text": f"A1:E{_HEADER_ROW + count + 1}"})
    if words.right_to_left:
        sheet.right_to_left()
