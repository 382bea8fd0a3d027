"""Text in any script to lines of shaped pieces: direction, fonts, line breaks, reordering.

There is no markup language in our papers: a text is a tuple of `Span`, so nothing a user types can be taken for
markup and nothing has to be escaped. One way for all scripts: bidi levels (UAX 9) by python-bidi, fonts by
coverage, line breaks at spaces or, for other scripts, by ICU's dictionaries, glyphs by HarfBuzz, reordering per
line (UAX 9, L2). Widths are in thousandths of an em.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from bidi import algorithm as bidi

from app.reporting.fonts import REGULAR, STRONG, Face, Shaped
from app.reporting.typefaces import face_for, latin

try:
    from icu4py import breakers
except ModuleNotFoundError:  # the extra `scripts`: without it other scripts break between any two characters
    breakers = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.reporting.style import Colour

# after spaces, and after a hyphen or slash between two letters of words: never within `TR-4471`, `E-16` or `24/7`
_TOKEN = re.compile(r"\S*?[^\W\d_]{3}[-\u2010\u2014/](?=[^\W\d_]{3})|\S+\s*|\s+")
_GOOD_CUT = frozenset("/_.@-,;:&=")
# Joiners shape letters and marks set a direction, both legitimately; the other format and control characters are
# invisible and can make a text show something else than it says, so they are printed by their number.
_KEPT_FORMAT = frozenset("\u200c\u200d\u200e\u200f")


class Span(NamedTuple):
    """A piece of a paragraph in one weight and colour (None: the colour of the style)."""

    text: str
    strong: bool = False
    colour: Colour | None = None


class Piece(NamedTuple):
    """A shaped piece of a line; `text` is what it stands for, in logical order."""

    shaped: Shaped
    face: Face
    text: str
    rtl: bool
    colour: Colour | None


class Line(NamedTuple):
    """A line: pieces in visual order, width, and whether its paragraph runs from right to left."""

    pieces: tuple[Piece, ...]
    width: float
    rtl: bool


class _Atom(NamedTuple):
    """A stretch without line break, in one face, direction and span."""

    text: str
    face: Face
    level: int
    colour: Colour | None


def printable(text: str) -> str:
    """Return `text` with every character that cannot be printed made visible as `[U+XXXX]`; new lines stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if text.isascii() and text.isprintable():
        return text
    return "".join(character if _can_print(character) else f"[U+{ord(character):04X}]" for character in text)


@lru_cache(maxsize=20_000)
def _can_print(character: str) -> bool:
    if character in _KEPT_FORMAT or character == "\n":
        return True
    if unicodedata.category(character)[0] == "C":
        return False
    return face_for(ord(character), REGULAR, "en") is not None


def set_lines(spans: Sequence[Span], width: float, *, strong: bool, language: str) -> list[Line]:
    """Break `spans` into lines of at most `width`; a new line character ends a line.

    A word wider than the line is cut after a mark such as `/` or `_`, or between two letters.
    """
    lines: list[Line] = []
    for paragraph in _paragraphs(spans):
        lines += _set_paragraph(paragraph, width, strong=strong, language=language)
    return lines


def _paragraphs(spans: Sequence[Span]) -> Iterator[list[Span]]:
    current: list[Span] = []
    for span in spans:
        head, *rest = printable(span.text).split("\n")
        current.append(span._replace(text=head))
        for text in rest:
            yield current
            current = [span._replace(text=text)]
    yield current


def _set_paragraph(spans: list[Span], width: float, *, strong: bool, language: str) -> list[Line]:
    text = "".join(span.text for span in spans)
    simple = all(ord(character) in latin(REGULAR).characters for character in set(text))
    levels = None if simple else _levels(text)
    rtl = levels is not None and bool(levels[0])
    segments = _tokens(text) if simple else _segments(text, language)
    atoms = _atoms(text, spans, levels[1] if levels else None, strong=strong, language=language)
    return [_line(line, language, rtl=rtl) for line in _fill(_cut(atoms, segments), width, language)] or [
        Line((), 0, rtl)
    ]


def _levels(text: str) -> tuple[int, list[int]]:
    """Return base level and level per character.

    A paragraph runs from right to left when its first letter and most of its letters do: a Latin sentence that
    starts with an Arabic name stays a Latin sentence.
    """
    classes = [unicodedata.bidirectional(character) for character in text]
    strong = [one for one in classes if one in {"L", "R", "AL"}]
    base = int(bool(strong) and strong[0] != "L" and strong.count("L") * 2 < len(strong))
    storage = bidi.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    bidi.get_embedding_levels(text, storage)
    bidi.explicit_embed_and_overrides(storage)
    bidi.resolve_weak_types(storage)
    bidi.resolve_neutral_types(storage, debug=False)
    bidi.resolve_implicit_levels(storage, debug=False)
    levels = [character["level"] for character in storage["chars"]]
    return base, levels


def _tokens(text: str) -> list[int]:
    """Return the ends of the stretches between which a line may break: after spaces and hyphens."""
    return [match.end() for match in _TOKEN.finditer(text)]


def _segments(text: str, language: str) -> list[int]:
    if breakers is None:
        return list(range(1, len(text) + 1))
    ends: list[int] = []
    position = 0
    for segment in breakers.LineBreaker(text, language or "en"):
        position += len(str(segment))
        ends.append(position)
    return ends


def _atoms(text: str, spans: list[Span], levels: list[int] | None, *, strong: bool, language: str) -> list[_Atom]:
    """Cut the paragraph where face, direction or span change."""
    atoms: list[_Atom] = []
    position = 0
    for span in spans:
        weight = STRONG if strong or span.strong else REGULAR
        end = position + len(span.text)
        if levels is None:
            atoms.append(_Atom(span.text, latin(weight), 0, span.colour))
        else:
            faces = _faces(text[position:end], weight, language)
            keys = list(zip(faces, levels[position:end], strict=True))
            cuts = [0, *(i for i in range(1, len(keys)) if keys[i] != keys[i - 1]), len(keys)]
            for start, stop in pairwise(cuts):
                face, level = keys[start] if keys else (latin(weight), 0)
                atoms.append(_Atom(span.text[start:stop], face, level, span.colour))
        position = end
    return [atom for atom in atoms if atom.text]


def _faces(text: str, weight: int, language: str) -> list[Face]:
    """Choose a face per character; marks, spaces and punctuation stay with the letter before them if they can."""
    current = latin(weight)
    chosen: list[Face] = []
    for character in text:
        code = ord(character)
        stays = character.isspace() or character in _KEPT_FORMAT or unicodedata.category(character)[0] in "PM"
        if not (stays and (code in current.characters or character in _KEPT_FORMAT)):
            current = face_for(code, weight, language) or latin(weight)
        chosen.append(current)
    return chosen


def _cut(atoms: list[_Atom], ends: list[int]) -> Iterator[list[_Atom]]:
    """Cut atoms at the break opportunities and group them by the stretch they belong to."""
    group: list[_Atom] = []
    position, index = 0, 0
    for atom in atoms:
        start = 0
        while index < len(ends) and ends[index] < position + len(atom.text):
            stop = ends[index] - position
            group.append(atom._replace(text=atom.text[start:stop]))
            yield group
            group, start, index = [], stop, index + 1
        if start < len(atom.text):
            group.append(atom._replace(text=atom.text[start:]))
        position += len(atom.text)
        if index < len(ends) and ends[index] == position:
            yield group
            group, index = [], index + 1
    if group:
        yield group


def _fill(groups: Iterator[list[_Atom]], width: float, language: str) -> Iterator[list[_Atom]]:
    """Fill lines greedily. Spaces at the end of a line do not count."""
    line: list[_Atom] = []
    used = 0.0
    for group in groups:
        solid = _measure(_stripped(group), language)
        if line and used + solid > width:
            yield line
            line, used = [], 0.0
        if not line and solid > width:
            *full, group = _chopped(group, width, language)  # noqa: PLW2901 - what is left starts the next line
            yield from full
        line += group
        used += _measure(group, language)
    if line:
        yield line


def _measure(atoms: list[_Atom], language: str) -> float:
    return sum(_shape(atom, language).advance for atom in atoms)


def _shape(atom: _Atom, language: str) -> Shaped:
    return atom.face.shape(atom.text, language, rtl=bool(atom.level & 1))


def _stripped(atoms: list[_Atom]) -> list[_Atom]:
    kept = list(atoms)
    while kept:
        text = kept[-1].text.rstrip()
        if text:
            kept[-1] = kept[-1]._replace(text=text)
            break
        kept.pop()
    return kept


def _chopped(group: list[_Atom], width: float, language: str) -> Iterator[list[_Atom]]:
    """Cut a stretch that is wider than a line into parts that fit, the last one with what is left."""
    part: list[_Atom] = []
    used = 0.0
    for atom in group:
        rest = atom
        while True:
            stop = _fitting(rest, width - used, language)
            if stop == 0 and not part:
                stop = 1  # not even one letter fits: print it all the same, never loop
            if stop >= len(rest.text):
                break
            if stop:
                part.append(rest._replace(text=rest.text[:stop]))
            yield part
            part, used = [], 0.0
            rest = rest._replace(text=rest.text[stop:])
        part.append(rest)
        used += _shape(rest, language).advance
    yield part


def _fitting(atom: _Atom, room: float, language: str) -> int:
    """Return how many characters fit, cut after a good mark when one stands in the last third."""
    shaped = _shape(atom, language)
    if shaped.advance <= room:
        return len(atom.text)
    scale = 1000 / atom.face.units
    used, stop = 0.0, 0
    for glyph in sorted(shaped.glyphs, key=lambda glyph: glyph.cluster):
        used += glyph.advance * scale
        if used > room:
            stop = glyph.cluster
            break
    while 0 < stop < len(atom.text) and unicodedata.category(atom.text[stop])[0] == "M":
        stop -= 1
    good = [index for index in range(stop * 2 // 3, stop + 1) if index and atom.text[index - 1] in _GOOD_CUT]
    return good[-1] if good else stop


def _line(atoms: list[_Atom], language: str, *, rtl: bool) -> Line:
    """Shape a line's atoms and put them into visual order (UAX 9, L2)."""
    kept = _stripped(atoms)
    pieces = [Piece(_shape(atom, language), atom.face, atom.text, bool(atom.level & 1), atom.colour) for atom in kept]
    order = list(range(len(kept)))
    for level in range(max((atom.level for atom in kept), default=0), 0, -1):
        start = 0
        while start < len(order):
            stop = start
            while stop < len(order) and kept[order[stop]].level >= level:
                stop += 1
            order[start:stop] = order[start:stop][::-1]
            start = stop + 1
    width = sum(piece.shaped.advance for piece in pieces)
    return Line(tuple(pieces[index] for index in order), width, rtl)
