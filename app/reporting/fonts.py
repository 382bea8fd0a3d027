"""One font at one weight: shapes text by HarfBuzz, gives outlines, makes the subset that is embedded.

A variable font is pinned to one weight in memory; Noto Sans Hebrew and the CJK fonts are Thin by default, so the
weight is always pinned. Only glyf outlines: they embed as CIDFontType2, which PDF/A-3 wants with the very widths
given here. Nothing is written to disk.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import uharfbuzz as hb

if TYPE_CHECKING:
    from collections.abc import Container

REGULAR: Final = 400
STRONG: Final = 600

_NOT_EMBEDDED: Final = (
    *("GSUB", "GPOS", "GDEF", "kern", "STAT", "HVAR", "MVAR", "avar", "vmtx", "vhea", "VORG", "BASE"),
    *("DSIG", "meta", "name", "post", "OS/2", "cmap"),
)


_CACHED: Final = 20_000
"""Shaped stretches remembered per face; a report of 100 pages has about 6,000."""


class Glyph(NamedTuple):
    """A shaped glyph: id, index of the first character it stands for, advance and offsets in font units."""

    gid: int
    cluster: int
    advance: int
    dx: int
    dy: int


class Shaped(NamedTuple):
    """A text shaped in one face: glyphs in visual order and the sum of their advances, in thousandths of an em."""

    glyphs: tuple[Glyph, ...]
    advance: float


class OutlinePen:
    """Collects a glyph's outline as PDF path operators; quadratic curves become cubic ones."""

    def __init__(self) -> None:
        self._code: list[str] = []
        self._at = (0.0, 0.0)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the pen protocol of fontTools
        """Start a contour."""
        self._at = point
        self._code.append(f"{point[0]:g} {point[1]:g} m")

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        """Add a line."""
        self._at = point
        self._code.append(f"{point[0]:g} {point[1]:g} l")

    def curveTo(self, one: tuple[float, float], two: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        """Add a cubic curve."""
        self._at = end
        self._code.append(" ".join(f"{x:g} {y:g}" for x, y in (one, two, end)) + " c")

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        """Add a quadratic curve."""
        (x0, y0), (x1, y1), (x2, y2) = self._at, control, end
        one = (x0 + 2 * (x1 - x0) / 3, y0 + 2 * (y1 - y0) / 3)
        two = (x2 + 2 * (x1 - x2) / 3, y2 + 2 * (y1 - y2) / 3)
        self.curveTo(one, two, end)

    def closePath(self) -> None:  # noqa: N802
        """Close the contour."""
        self._code.append("h")

    def code(self) -> str:
        """Return the operators, with the fill at the end; empty for an empty glyph."""
        return " ".join([*self._code, "f"]) if self._code else ""


class Face:
    """One font at one weight, ready to shape and to embed; `typefaces` hands them out, one per process."""

    def __init__(self, name: str, data: bytes, weight: int, *, variable: bool) -> None:
        self.name = f"{name}-{'SemiBold' if weight == STRONG else 'Regular'}"
        self._face = hb.Face(hb.Blob(data))
        self._font = hb.Font(self._face)
        self._weight = weight if variable else None
        if variable:
            self._font.set_variations({"wght": weight})
        self._cache: dict[tuple[str, bool, str], Shaped] = {}
        self._advances: dict[int, int] = {}
        self._outlines: dict[int, str] = {}
        self.units: int = self._face.upem

    @cached_property
    def characters(self) -> Container[int]:
        """Code points the font has glyphs for (HarfBuzz's own set: a frozenset of a CJK font takes megabytes)."""
        found: Container[int] = self._face.unicodes
        return found

    @cached_property
    def blank(self) -> int:
        """The glyph of the space."""
        return self.shape(" ", "").glyphs[0].gid

    @cached_property
    def vertical(self) -> tuple[int, int]:
        """Ascender and descender in thousandths of an em."""
        extents = self._font.get_font_extents("ltr")
        return round(extents.ascender * 1000 / self.units), round(extents.descender * 1000 / self.units)

    def advance_of(self, gid: int) -> int:
        """Return the default advance of a glyph in font units."""
        found = self._advances.get(gid)
        if found is None:
            found = self._advances[gid] = int(self._font.get_glyph_h_advance(gid))
        return found

    def shape(self, text: str, language: str, *, rtl: bool = False) -> Shaped:
        """Shape `text`, all of one direction. Ligatures are off: one letter, one glyph copies cleanly."""
        key = (text, rtl, language)
        found = self._cache.get(key)
        if found is None:
            found = self._shape(text, language, rtl=rtl)
            if len(self._cache) < _CACHED:
                self._cache[key] = found
        return found

    def _shape(self, text: str, language: str, *, rtl: bool) -> Shaped:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        if language:
            buffer.language = language
        hb.shape(self._font, buffer, {"liga": False, "clig": False})
        glyphs = tuple(
            Glyph(info.codepoint, info.cluster, place.x_advance, place.x_offset, place.y_offset)
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        )
        return Shaped(glyphs, sum(glyph.advance for glyph in glyphs) * 1000 / self.units)

    def outline(self, gid: int) -> str:
        """Return the shape of a glyph as PDF path operators in font units, filled."""
        found = self._outlines.get(gid)
        if found is None:
            pen = OutlinePen()
            self._font.draw_glyph_with_pen(gid, pen)
            found = self._outlines[gid] = pen.code()
        return found

    def subset(self, gids: list[int]) -> bytes:
        """Return a TrueType program with these glyphs under their old ids, pinned to this weight."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(gids)
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING
        if self._weight is not None:
            wanted.pin_all_axes_to_default(self._face)
            wanted.pin_axis_location(self._face, "wght", self._weight)
        for tag in _NOT_EMBEDDED:
            wanted.drop_table_tag_set.add(int.from_bytes(tag.encode(), "big"))
        data: bytes = hb.subset(self._face, wanted).blob.data
        return data


def subset_prefix(gids: list[int]) -> str:
    """Return the six letters that mark a subset (ISO 32000-1, 9.6.4), made from its content: no chance in it."""
    digest = hashlib.sha256(repr(gids).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
