"""Confirmations on paper: drawings as vector paths with an alternative text, every other way in words.

A drawing is no electronic signature: it shows that somebody drew, not who. The papers say so (notes/pdf.md, section 6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.kinds import AttestationState
from app.domain.words import N_
from app.reporting.blocks import Block, Figure, Rich, Text
from app.reporting.kit import Kit
from app.reporting.shaping import Span
from app.reporting.style import BODY, CELL, HAIRLINE, INK, MM, SMALL
from app.reporting.tables import Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.signed_lines import ChangedWords, SignedBy, SignedPerson
    from app.reporting.tagging import TagCanvas

WIDTH: Final = 36 * MM
HEIGHT: Final = 12 * MM
"""The box on paper: as wide for its height as the one on the screen (`strokes.RATIO`)."""
UNITS: Final = 1000
PEN: Final = 1.1
HASH: Final = 16
WORTH: Final = N_(
    "A signature drawn by hand on the screen is a picture with times: it shows that somebody signed in the room, and "
    "is no electronic signature. What vouches for this paper is the electronic signature of the file and the audit "
    "trail, which keeps every point of the drawing; the characters below a drawing or a scan begin its SHA-256. "
    "A typed name or a code read aloud is what the lead auditor witnessed."
)
NOT_YET: Final = N_("Not confirmed yet")
RECORDED: Final = N_("Recorded by the lead auditor")


class Drawing(Block):
    """One signature on its line."""

    after = 1.0

    def __init__(self, strokes: Sequence[tuple[int, ...]], alt: str) -> None:
        self._figure = Figure((WIDTH, HEIGHT), alt, self._paint)
        self._strokes = strokes

    def height(self, width: float) -> float:
        """Return the height of the box."""
        return self._figure.height(width)

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw the line as an artifact and the strokes as a figure."""
        canvas.rule(x, top - HEIGHT, WIDTH, HAIRLINE, 0.6)
        self._figure.draw(canvas, x, top, width)

    def _paint(self, canvas: TagCanvas, x: float, y: float) -> None:
        canvas.stroke(INK, PEN)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        for flat in self._strokes:
            places = [
                (x + across * WIDTH / UNITS, y + HEIGHT - down * HEIGHT / UNITS)
                for across, down in zip(flat[::2], flat[1::2], strict=True)
            ]
            path = canvas.beginPath()
            path.moveTo(*places[0])
            for place in places[1:] or places:  # a dot is a line without length: round caps make it a point
                path.lineTo(*place)
            canvas.drawPath(path, stroke=1, fill=0)


def signed_table(kit: Kit, people: Sequence[SignedPerson], heads: Sequence[str], *, quiet: str = "") -> Block:
    """Return a row for each person with one column per confirmation; `quiet` stands where nothing is waited for."""
    rows: list[Row] = [
        [
            (Text((Span(one.name, strong=True),), CELL), *((Text(one.function, SMALL),) if one.function else ())),
            kit.name(one.side),
            *(signed_cell(kit, one.name, by, quiet) for by in one.by),
        ]
        for one in people
    ]
    wide = 5.1 if len(heads) > 1 else 7
    return Table([kit.t("Name and function"), kit.t("Side"), *heads], rows, [4.4, 2.4, *([wide] * len(heads))])


def signed_cell(kit: Kit, name: str, by: SignedBy, quiet: str = "") -> tuple[Block, ...]:
    """Return how somebody confirmed: the drawing or the state in words, when, and what else belongs to it."""
    if by.state is AttestationState.OPEN:
        return (Text(quiet or kit.t(NOT_YET), SMALL),)
    when = kit.moment(by.when) if by.when else ""
    cell: list[Block] = []
    if by.strokes:
        alt = kit.t("Signature of {name}, drawn on {moment}").format(name=name, moment=when)
        cell.append(Drawing(by.strokes, alt))
    said = Text(kit.name(by.state), SMALL if by.strokes else CELL)
    cell += [said, *(Text(line, SMALL) for line in (when, *_beside(kit, by)) if line)]
    return (*cell, *changed(kit, by.changes))


def _beside(kit: Kit, by: SignedBy) -> list[str]:
    found = [f"“{by.words}”"] if by.words else []
    if by.state is AttestationState.REMOTE:
        found.append(kit.t("Code {code}").format(code=by.code))
    if by.state is AttestationState.ON_PAPER:
        found.append(kit.t("Scan {hash} …").format(hash=_short(by.code)))
    if by.drawing_sha256:
        found.append(kit.t("Drawing {hash} …").format(hash=_short(by.drawing_sha256)))
    return found


def _short(sha256: str) -> str:
    return " ".join(sha256[start : start + 4] for start in range(0, HASH, 4))


def changed(kit: Kit, changes: Sequence[ChangedWords]) -> list[Block]:
    """Return the mark of an earlier wording, with each place that reads differently now."""
    if not changes:
        return []
    head = Text((Span(kit.t("Confirmed in an earlier wording"), strong=True),), SMALL)
    return [head, *(Text(_change(kit, one), SMALL) for one in changes)]


def _change(kit: Kit, one: ChangedWords) -> Rich:
    if not one.then:
        return kit.t("Added since: “{now}”").format(now=one.now)
    if not one.now:
        return kit.t("Left out since: “{then}”").format(then=one.then)
    return kit.t("Then: “{then}”. Now: “{now}”").format(then=one.then, now=one.now)


def differences(kit: Kit, changes: Sequence[ChangedWords]) -> list[Block]:
    """Return how two wordings differ, one line a place; a plain word where they do not."""
    return [Text(_change(kit, one), BODY) for one in changes] or [Text(kit.t("None."), BODY)]


def worth(kit: Kit) -> Block:
    """Return the honest sentence about what a drawing, a typed name and a code are worth."""
    return kit.note(kit.t(WORTH))


__all__ = [
    "HEIGHT",
    "RECORDED",
    "WIDTH",
    "WORTH",
    "Drawing",
    "changed",
    "differences",
    "signed_cell",
    "signed_table",
    "worth",
]
