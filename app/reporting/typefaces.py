"""Which font prints which character: the families, where their files lie, and the order in which they are asked.

The packages are used as plain files, because their own interfaces may download. A family is read when the first
character of its script comes; the CJK fonts alone are 45 MB.
"""

from __future__ import annotations

import importlib.resources
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from app.reporting.fonts import REGULAR, STRONG, Face

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Family:
    """A family: package, its file (or one per weight), whether that is variable, and the blocks it is asked for."""

    name: str
    package: str
    regular: str
    strong: str
    variable: bool
    blocks: Ranges

    def asked_for(self, code: int) -> bool:
        """Tell whether the family is worth reading for a character."""
        return any(first <= code <= last for first, last in self.blocks)


def _variable(name: str, package: str, path: str, *blocks: tuple[int, int]) -> Family:
    return Family(name, package, path, path, variable=True, blocks=blocks)


LATIN: Final = _variable("NotoSans", "fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf", (0, 0x10FFFF))

_SCRIPTS: Final = (
    # Noto Sans Arabic keeps dots as glyphs of their own, which tears copied words apart; Plex does not.
    Family(
        "IBMPlexSansArabic",
        "fontpkg_ibm_plex_sans_arabic",
        "files/IBMPlexSansArabic-Regular.ttf",
        "files/IBMPlexSansArabic-SemiBold.ttf",
        variable=False,
        blocks=((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)),
    ),
    _variable(
        "NotoSansHebrew",
        "justmytype_intl_rtl",
        "fonts/ofl/notosanshebrew/NotoSansHebrew[wdth,wght].ttf",
        (0x590, 0x5FF),
        (0xFB1D, 0xFB4F),
    ),
    _variable(
        "NotoSansDevanagari",
        "fontpkg_noto_sans_devanagari",
        "files/NotoSansDevanagari[wdth,wght].ttf",
        (0x900, 0x97F),
        (0x1CD0, 0x1CFF),
        (0xA8E0, 0xA8FF),
    ),
    _variable("NotoSansThai", "fontpkg_noto_sans_thai", "files/NotoSansThai[wdth,wght].ttf", (0xE00, 0xE7F)),
    _variable(
        "NotoSansKhmer",
        "fontpkg_noto_sans_khmer",
        "files/NotoSansKhmer[wdth,wght].ttf",
        (0x1780, 0x17FF),
        (0x19E0, 0x19FF),
    ),
    _variable("NotoSansTamil", "fontpkg_noto_sans_tamil", "files/NotoSansTamil[wdth,wght].ttf", (0xB80, 0xBFF)),
    _variable("NotoSansTelugu", "fontpkg_noto_sans_telugu", "files/NotoSansTelugu[wdth,wght].ttf", (0xC00, 0xC7F)),
)

_HANGUL: Final = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF))
_EAST: Final = (
    *_HANGUL,
    *((0x2000, 0x33FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFE10, 0xFE6F), (0xFF00, 0xFFEF)),
    *((0x1B000, 0x1B2FF), (0x1F100, 0x1F2FF), (0x20000, 0x3FFFF)),
)


def _east(name: str, folder: str) -> Family:
    return _variable(name, "justmytype_intl_cjk", f"fonts/ofl/{folder}/{name}[wght].ttf", *_EAST)


_JP: Final = _east("NotoSansJP", "notosansjp")
_KR: Final = _east("NotoSansKR", "notosanskr")
_SC: Final = _east("NotoSansSC", "notosanssc")
_TC: Final = _east("NotoSansTC", "notosanstc")
_TRADITIONAL: Final = frozenset({"zh-TW", "zh-HK", "zh-Hant"})


@cache
def _read(package: str, path: str) -> bytes | None:
    try:
        return importlib.resources.files(package).joinpath(path).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError):
        return None


@cache
def _face(family: Family, weight: int) -> Face | None:
    data = _read(family.package, family.strong if weight == STRONG else family.regular)
    return None if data is None else Face(family.name, data, weight, variable=family.variable)


@cache
def latin(weight: int) -> Face:
    """Return Noto Sans (Latin, Greek, Cyrillic, Vietnamese) at `weight`; raises RuntimeError when not installed."""
    found = _face(LATIN, weight)
    if found is None:
        raise RuntimeError("fontpkg-noto-sans is not installed")
    return found


def is_latin(face: Face) -> bool:
    """Tell whether `face` is one of the faces of `latin`."""
    return face in {latin(REGULAR), latin(STRONG)}


@lru_cache(maxsize=20_000)
def face_for(code: int, weight: int, language: str) -> Face | None:
    """Return the face that prints a character, Noto Sans first, or None when no installed font has it.

    `language` (BCP 47) decides whose style Han characters take.
    """
    if code in latin(weight).characters:
        return latin(weight)
    for family in (*_SCRIPTS, *_han(code, language)):
        face = _face(family, weight) if family.asked_for(code) else None
        if face is not None and code in face.characters:
            return face
    return None


def _han(code: int, language: str) -> tuple[Family, ...]:
    if any(first <= code <= last for first, last in _HANGUL):
        return _KR, _JP, _SC, _TC
    if language in _TRADITIONAL:
        return _TC, _SC, _JP, _KR
    return {"zh": (_SC, _TC, _JP, _KR), "ko": (_KR, _JP, _SC, _TC)}.get(language[:2], (_JP, _SC, _TC, _KR))
