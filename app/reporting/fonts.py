"""Fonts as files of packages, instanced in memory and shaped by HarfBuzz; nothing is written to disk.

The packages are used as plain files (their own interfaces may download). A variable font is pinned to one
weight; Noto Sans Hebrew and the CJK fonts are Thin by default, so the weight is always pinned.
Only glyf outlines: they embed as CIDFontType2, which PDF/A-3 wants with the very widths given here.
"""

from __future__ import annotations

import hashlib
import importlib.resources
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, NamedTuple

import uharfbuzz as hb

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


@dataclass(frozen=True, slots=True)
class _Family:
    """Where a family lies: package, file (or one per weight) and whether the file is variable."""

    name: str
    package: str
    regular: str
    strong: str
    variable: bool


def _variable(name: str, package: str, path: str) -> _Family:
    return _Family(name, package, path, path, variable=True)


LATIN: Final = _variable("NotoSans", "fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf")

_CJK: Final = "justmytype_intl_cjk"
_JP: Final = _variable("NotoSansJP", _CJK, "fonts/ofl/notosansjp/NotoSansJP[wght].ttf")
_KR: Final = _variable("NotoSansKR", _CJK, "fonts/ofl/notosanskr/NotoSansKR[wght].ttf")
_SC: Final = _variable("NotoSansSC", _CJK, "fonts/ofl/notosanssc/NotoSansSC[wght].ttf")
_TC: Final = _variable("NotoSansTC", _CJK, "fonts/ofl/notosanstc/NotoSansTC[wght].ttf")

_SCRIPTS: Final = (
    # Noto Sans Arabic keeps dots as glyphs of their own, which tears copied words apart; Plex does not.
    _Family(
        "IBMPlexSansArabic",
        "fontpkg_ibm_plex_sans_arabic",
        "files/IBMPlexSansArabic-Regular.ttf",
        "files/IBMPlexSansArabic-SemiBold.ttf",
        variable=False,
    ),
    _variable("NotoSansHebrew", "justmytype_intl_rtl", "fonts/ofl/notosanshebrew/NotoSansHebrew[wdth,wght].ttf"),
    _variable("NotoSansDevanagari", "fontpkg_noto_sans_devanagari", "files/NotoSansDevanagari[wdth,wght].ttf"),
    _variable("NotoSansThai", "fontpkg_noto_sans_thai", "files/NotoSansThai[wdth,wght].ttf"),
    _variable("NotoSansKhmer", "fontpkg_noto_sans_khmer", "files/NotoSansKhmer[wdth,wght].ttf"),
    _variable("NotoSansTamil", "fontpkg_noto_sans_tamil", "files/NotoSansTamil[wdth,wght].ttf"),
    _variable("NotoSansTelugu", "fontpkg_noto_sans_telugu", "files/NotoSansTelugu[wdth,wght].ttf"),
)


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
    """One font at one weight, ready to shape and to embed. Get it from `face`; it lives as long as the process."""

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
    def characters(self) -> frozenset[int]:
        """Code points the font has glyphs for."""
        return frozenset(self._face.unicodes)

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


@cache
def _read(package: str, path: str) -> bytes | None:
    try:
        return importlib.resources.files(package).joinpath(path).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError):
        return None


@cache
def _face(family: _Family, weight: int) -> Face | None:
    data = _read(family.package, family.strong if weight == STRONG else family.regular)
    return None if data is None else Face(family.name, data, weight, variable=family.variable)


def latin(weight: int) -> Face:
    """Return Noto Sans (Latin, Greek, Cyrillic, Vietnamese) at `weight`; raises RuntimeError when not installed."""
    found = _face(LATIN, weight)
    if found is None:
        raise RuntimeError("fontpkg-noto-sans is not installed")
    return found


@cache
def fallbacks(weight: int, language: str) -> tuple[Face, ...]:
    """Return the installed faces for all other scripts, the Han style of `language` (BCP 47) first."""
    han = {"zh": (_SC, _TC, _JP, _KR), "ko": (_KR, _JP, _SC, _TC)}.get(language[:2], (_JP, _SC, _TC, _KR))
    if language in {"zh-TW", "zh-HK", "zh-Hant"}:
        han = (_TC, _SC, _JP, _KR)
    # Hangul is missing in the JP font, so a Korean name falls through to KR by itself.
    found = (_face(family, weight) for family in (*_SCRIPTS, *han))
    return tuple(face for face in found if face is not None)
