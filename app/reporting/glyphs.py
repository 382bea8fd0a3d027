"""Shaped lines to text operators: characters with their advances, and the text they stand for.

One glyph of a cluster carries its whole text through ToUnicode; marks over or under it are drawn as outlines,
because viewers tear words apart where a mark is a character without width. Where several glyphs with width make
one cluster (Thai sara am, Devanagari), `/ActualText` (ISO 32000-1, 14.9.4) says the text: around the whole stretch
of that script from left to right, around the cluster from right to left, because viewers reverse longer ones.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from app.reporting.embedding import utf16_hex
from app.reporting.typefaces import is_latin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.reporting.embedding import EmbeddedFace
    from app.reporting.fonts import Face, Glyph
    from app.reporting.shaping import Line, Piece
    from app.reporting.style import Colour
    from app.reporting.tagging import TagCanvas


class Cluster(NamedTuple):
    """Glyphs that stand for `text` together, in visual order, split into those with width and marks."""

    glyphs: tuple[Glyph, ...]
    text: str

    @property
    def plain(self) -> bool:
        """Whether one glyph with width carries the text, so that ToUnicode alone can say it."""
        return len(self.glyphs) == 1 or sum(1 for glyph in self.glyphs if glyph.advance) == 1


def draw_line(canvas: TagCanvas, line: Line, start: tuple[float, float], size: float, colour: Colour) -> None:
    """Draw `line` with its left end at `start`, on the baseline."""
    x, baseline = start
    for _, group in groupby(line.pieces, key=lambda piece: (piece.face, piece.colour, piece.rtl)):
        pieces = list(group)
        _draw_stretch(canvas, pieces, (x, baseline, size), colour)
        x += sum(piece.shaped.advance for piece in pieces) * size / 1000


def _draw_stretch(canvas: TagCanvas, pieces: list[Piece], place: tuple[float, float, float], colour: Colour) -> None:
    """Draw pieces of one face, colour and direction."""
    x, baseline, size = place
    embedded = canvas.embedded(pieces[0].face)
    red, green, blue = (pieces[0].colour or colour).parts()
    start = f"{red:.3f} {green:.3f} {blue:.3f} rg BT /{embedded.name} {size:g} Tf"
    arrays = [_array(embedded, piece) for piece in pieces]
    if all(arrays):
        canvas.operate(f"{start} 1 0 0 1 {x:.3f} {baseline:.3f} Tm [{''.join(arrays)}] TJ ET")
        return
    rtl = pieces[0].rtl
    clusters = [cluster for piece in pieces for cluster in _clusters(piece)]
    code = _placed(embedded, clusters, place, spans=rtl)
    if not rtl and not all(cluster.plain for cluster in clusters):
        code = _spanned("".join(piece.text for piece in pieces), code)
    canvas.operate(f"{start} {code} ET")
    for outline in _marks(embedded.face, clusters, place):
        canvas.operate(outline)


def _array(embedded: EmbeddedFace, piece: Piece) -> str:
    """Return the elements of a TJ array for a piece that the pen alone can write, or nothing."""
    found = embedded.written.get(id(piece.shaped))
    if found is None:
        clusters = _clusters(piece)
        simple = is_latin(embedded.face) and all(_flat(cluster) for cluster in clusters)
        found = embedded.written[id(piece.shaped)] = (piece.shaped, _flowing(embedded, clusters) if simple else "")
    return found[1]


def _clusters(piece: Piece) -> list[Cluster]:
    starts = sorted({glyph.cluster for glyph in piece.shaped.glyphs})
    texts = {start: piece.text[start:stop] for start, stop in pairwise([*starts, len(piece.text)])}
    grouped = groupby(piece.shaped.glyphs, key=lambda glyph: glyph.cluster)
    return [Cluster(tuple(glyphs), texts[start]) for start, glyphs in grouped]


def _flat(cluster: Cluster) -> bool:
    """Tell whether the pen alone can write the cluster: one glyph, on the line."""
    return len(cluster.glyphs) == 1 and not cluster.glyphs[0].dx and not cluster.glyphs[0].dy


def _flowing(embedded: EmbeddedFace, clusters: Iterable[Cluster]) -> str:
    """Write clusters as elements of a TJ array; a number stands where HarfBuzz departs from the font's advance."""
    face = embedded.face
    scale = 1000 / face.units
    array: list[str] = []
    pending = ""
    for (glyph,), text in clusters:
        pending += f"{embedded.character(glyph.gid, text):04X}"
        shift = (face.advance_of(glyph.gid) - glyph.advance) * scale
        if shift:
            array.append(f"<{pending}>{shift:g}")
            pending = ""
    if pending:
        array.append(f"<{pending}>")
    return "".join(array)


def _placed(embedded: EmbeddedFace, clusters: list[Cluster], place: tuple[float, float, float], *, spans: bool) -> str:
    """Write each glyph with width at its own place; marks of plain clusters are left to `_marks`."""
    x, baseline, size = place
    scale = size / embedded.face.units
    code: list[str] = []
    for cluster in clusters:
        plain = cluster.plain
        if spans and plain and len(cluster.text) > 1:
            code.append(_slotted(embedded, cluster, (x, baseline, size)))
            x += sum(glyph.advance for glyph in cluster.glyphs) * scale
            continue
        shown: list[str] = []
        for glyph in cluster.glyphs:
            if not plain or glyph.advance or len(cluster.glyphs) == 1:
                left, bottom = x + glyph.dx * scale, baseline + glyph.dy * scale
                cid = embedded.character(glyph.gid, cluster.text)
                shown.append(f"1 0 0 1 {left:.3f} {bottom:.3f} Tm <{cid:04X}> Tj")
            x += glyph.advance * scale
        written = " ".join(shown)
        code.append(_spanned(cluster.text, written) if spans and not plain else written)
    return " ".join(code)


def _slotted(embedded: EmbeddedFace, cluster: Cluster, place: tuple[float, float, float]) -> str:
    """Write a cluster of several letters, right to left, as one glyph and invisible narrow copies, a letter each.

    Viewers turn the letters of such a line round one by one and so spoil a character that copies as two. The leftmost
    letter is the last one; it takes the glyph, the others stand in equal slots to the right (text mode 3).
    """
    x, baseline, size = place
    scale = size / embedded.face.units
    (glyph,) = cluster.glyphs if len(cluster.glyphs) == 1 else (one for one in cluster.glyphs if one.advance)
    before = sum(one.advance for one in cluster.glyphs[: cluster.glyphs.index(glyph)])
    share = 1 / len(cluster.text)
    slot = glyph.advance * scale * share
    left = x + (before + glyph.dx) * scale
    last, *others = reversed(cluster.text)
    cid = embedded.character(glyph.gid, last)
    code = [f"1 0 0 1 {left:.3f} {baseline + glyph.dy * scale:.3f} Tm <{cid:04X}> Tj"]
    for number, letter in enumerate(others, 1):
        cid = embedded.character(glyph.gid, letter)
        code.append(f"3 Tr {share:.3f} 0 0 1 {x + number * slot:.3f} {baseline:.3f} Tm <{cid:04X}> Tj 0 Tr")
    return " ".join(code)


def _marks(face: Face, clusters: list[Cluster], place: tuple[float, float, float]) -> Iterable[str]:
    """Give the outlines of the marks of plain clusters."""
    x, baseline, size = place
    scale = size / face.units
    for cluster in clusters:
        for glyph in cluster.glyphs:
            if cluster.plain and len(cluster.glyphs) > 1 and not glyph.advance:
                outline = face.outline(glyph.gid)
                left, bottom = x + glyph.dx * scale, baseline + glyph.dy * scale
                if outline:
                    yield f"q {scale:.6f} 0 0 {scale:.6f} {left:.3f} {bottom:.3f} cm {outline} Q"
            x += glyph.advance * scale


def _spanned(text: str, code: str) -> str:
    return f"/Span <</ActualText <FEFF{utf16_hex(text)}>>> BDC {code} EMC"
