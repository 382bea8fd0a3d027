"""Empty sheets to take along: attendance, one finding, the scope; to be signed on paper when screens fail.

They carry client, audit and the head of the trail of the moment they were printed, and no signature field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.blank_sheet import Sheet
from app.domain.kinds import Grade, MeetingKind
from app.domain.words import N_
from app.reporting.audit_report import foot
from app.reporting.blocks import Block, Heading, Space, Text
from app.reporting.document import Paper, render
from app.reporting.kit import DOT, Kit
from app.reporting.layout import Side, Together
from app.reporting.masthead import masthead
from app.reporting.report_end import integrity
from app.reporting.style import BODY, CELL, HAIRLINE, LEAD, MUTED, columns
from app.reporting.tables import Row, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.blank_sheet import BlankSheetData
    from app.reporting.tagging import TagCanvas
    from app.translation import Words

TITLES: Final = {
    Sheet.ATTENDANCE: N_("Attendance sheet"),
    Sheet.FINDING: N_("Finding, blank sheet"),
    Sheet.SCOPE: N_("Scope of certification, blank sheet"),
}
PEOPLE: Final = 14
LINE: Final = 17.0
"""Height of one line to write on."""
ROOM: Final = 22.0
"""Height of one row to sign in."""


class Lines(Block):
    """Lines to write on; artifacts, a reader is told the label beside them."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.after = 3.0

    def height(self, width: float) -> float:
        """Return the height of all lines."""
        del width
        return self._count * LINE

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw the lines."""
        for number in range(1, self._count + 1):
            canvas.rule(x, top - number * LINE + 4, width, HAIRLINE, 0.8)


class Tick(Block):
    """A box to tick and its word."""

    def __init__(self, word: str) -> None:
        self._text = Text(word, BODY, indent=14)

    def height(self, width: float) -> float:
        """Return the height of the word."""
        return self._text.height(width)

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw box and word."""
        with canvas.artifact():
            canvas.stroke(MUTED, 0.7)
            canvas.rect(x, top - BODY.leading / 2 - 4, 8, 8, stroke=1, fill=0)
        self._text.draw(canvas, x, top, width)


def _ticks(words: Sequence[str]) -> Block:
    return Side(*([Tick(one)] for one in words), widths=[columns(3)] * len(words), gap=0, after=4)


def build_blank(data: BlankSheetData, words: Words, photos: Mapping[str, bytes] | None = None) -> bytes:
    """Return the sheet as PDF/A-3a and PDF/UA-1; `photos` may hold the body's logo by its SHA-256."""
    kit = Kit(words, data.body)
    title = kit.t(TITLES[data.sheet])
    paper = Paper(
        title=f"{title} {data.reference}",
        author=data.body.name,
        subject=data.client.name,
        language=words.language.replace("_", "-"),
        composed_at=data.stamp.composed_at,
        head_left=data.client.name,
        head_right=f"{title} {data.reference}",
        foot_left=foot(kit, data.body, data.stamp),
        page_words=lambda page, count: kit.t("Page {page} of {count}").format(page=page, count=count),
    )
    references = DOT.join(part for part in (kit.name(data.audit_kind), data.reference, data.file_number) if part)
    story: list[Block] = [
        *masthead(kit, data.body, photos or {}),
        Heading(title, kit.theme.title, 1, listed=False),
        Text(references, LEAD.muted()),
        Space(4),
        Text(data.client.name, BODY.strong()),
        *_SHEETS[data.sheet](kit, data),
        Space(6),
        Together(integrity(kit, data.stamp)),
    ]
    pdf, _widgets, _pages = render(paper, story)
    return pdf


def _attendance(kit: Kit, data: BlankSheetData) -> list[Block]:
    heads = [kit.t("Name"), kit.t("Function"), kit.t("Side")]
    heads += [kit.name(one) for one in _MEETINGS]
    known = [[_cell(name), _cell(function), _cell(kit.name(side))] for name, function, side in data.people]
    free = max(PEOPLE - len(known), 5)
    rows: list[Row] = [[*one, *_empty(2)] for one in known] + [_empty(5) for _ in range(free)]
    asked = kit.t("Each person signs once in each meeting at which they were present.")
    return [Space(8), Text(asked, BODY), Space(4), Table(heads, rows, [3.6, 3, 2.4, 4, 4])]


def _finding(kit: Kit, data: BlankSheetData) -> list[Block]:
    del data
    grades = _ticks([kit.name(one) for one in (Grade.MAJOR, Grade.MINOR, Grade.CONCERN)])
    fields = [
        (kit.t("Number"), 1), (kit.t("Requirement"), 2), (kit.t("Statement"), 3), (kit.t("Objective evidence"), 5),
        (kit.t("Why this grade"), 1), (kit.t("Site and process"), 1), (kit.t("Auditor and date"), 1),
        (kit.t("Time limits"), 1),
    ]  # fmt: skip
    answers = _ticks([kit.t("Understood"), kit.t("Accepted"), kit.t("Disputed")])
    return [
        Space(6),
        kit.field(kit.t("Grade"), [grades], "sheet"),
        *(kit.field(label, [Lines(count)], "sheet") for label, count in fields),
        kit.field(kit.t("Answer of the client"), [answers], "sheet"),
        kit.field(kit.t("The client's words"), [Lines(2)], "sheet"),
        *_sides(kit),
    ]


def _scope(kit: Kit, data: BlankSheetData) -> list[Block]:
    decides = kit.t("The certification body decides on the scope; this is what both sides recommend to it.")
    return [
        Space(6),
        kit.field(kit.t("As applied for"), data.scope, "sheet"),
        kit.field(kit.t("Final wording"), [Lines(6)], "sheet"),
        kit.field(kit.t("Why it differs"), [Lines(3)], "sheet"),
        kit.note(decides),
        *_sides(kit),
    ]


def _sides(kit: Kit) -> list[Block]:
    """Return where both sides sign."""
    heads = [kit.t("Side"), kit.t("Name"), kit.t("Date"), kit.t("Signature")]
    rows: list[Row] = [[_cell(kit.t(side)), *_empty(3)] for side in (N_("Client"), N_("Lead auditor"))]
    return [Space(8), Together(Table(heads, rows, [2.6, 5, 3, 6]))]


def _cell(text: str) -> tuple[Block, ...]:
    return (Space((ROOM - CELL.leading) / 2), Text(text, CELL), Space((ROOM - CELL.leading) / 2))


def _empty(count: int) -> Row:
    return [(Space(ROOM),) for _ in range(count)]


_MEETINGS: Final = (MeetingKind.OPENING, MeetingKind.CLOSING)
_SHEETS: Final = {Sheet.ATTENDANCE: _attendance, Sheet.FINDING: _finding, Sheet.SCOPE: _scope}
