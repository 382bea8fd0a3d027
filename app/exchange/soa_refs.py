"""Numbers of controls as clients write them: `A.5.1`, `5.1`, `A 5.01`, what a spreadsheet made of them, old ones."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_REF: Final = re.compile(
    r"""(?:iso\s*/?\s*(?:iec)?\s*2700[12]\s*(?::\s*\d{4})?[\s,;:-]*)?
        (?:annex|anhang|annexe|control|maßnahme)?\s*
        (?P<letter>a)?[\s.\-]*(?P<first>\d{1,2})
        (?:\s*[.,]\s*(?P<second>\d{1,2})(?:\s*[.,]\s*(?P<third>\d{1,2}))?)?
        (?![\d/%]|[.,]\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_DAY: Final = re.compile(r"\d{4}-(?P<month>\d{2})-(?P<day>\d{2})")
_OLD_SECTIONS: Final = range(5, 19)
"""Sections of Annex A of ISO/IEC 27001:2013."""
_NEW_SECTIONS: Final = range(5, 9)
_CLAUSES: Final = range(4, 11)


class RefKind(StrEnum):
    """What the text of a cell is."""

    CONTROL = "control"
    OLD = "old"
    THEME = "theme"
    CLAUSE = "clause"
    UNKNOWN = "unknown"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RefFound:
    """The control `ref` that a cell names; `lettered` if it was written with its A, `guessed` if read from a date."""

    kind: RefKind
    ref: str = ""
    lettered: bool = False
    guessed: bool = False


NOTHING: Final = RefFound(RefKind.NONE)


def read_ref(text: str, refs: frozenset[str]) -> RefFound:
    """Return what a cell names, measured against the `refs` of the catalogue's controls (`A.5.1`)."""
    clean = unicodedata.normalize("NFKC", text).strip()
    day = _DAY.fullmatch(clean)
    if day:  # a German spreadsheet takes 5.1 for the fifth of January
        ref = f"A.{int(day['day'])}.{int(day['month'])}"
        return RefFound(RefKind.CONTROL, ref, guessed=True) if ref in refs else NOTHING
    found = _REF.match(clean)
    if found is None:
        return NOTHING
    lettered = found["letter"] is not None
    first = int(found["first"])
    if found["second"] is None:
        theme = first in _NEW_SECTIONS and (lettered or found.end() < len(clean))
        return RefFound(RefKind.THEME if theme else RefKind.NONE, lettered=lettered)
    ref = f"A.{first}.{int(found['second'])}"
    if found["third"] is None:
        return _two_numbers(ref, first, refs, lettered=lettered)
    kind = RefKind.OLD if first in _OLD_SECTIONS else RefKind.UNKNOWN
    return RefFound(kind, f"{ref}.{int(found['third'])}", lettered)


def _two_numbers(ref: str, first: int, refs: frozenset[str], *, lettered: bool) -> RefFound:
    if ref in refs:
        return RefFound(RefKind.CONTROL, ref, lettered)
    if not lettered and first in _CLAUSES:
        return RefFound(RefKind.CLAUSE, ref.removeprefix("A."))
    old = first in _OLD_SECTIONS and first not in _NEW_SECTIONS
    return RefFound(RefKind.OLD if old else RefKind.UNKNOWN, ref, lettered)


def lost_zero(ref: str, before: str, refs: frozenset[str]) -> str:
    """Return `A.5.10` for a second `A.5.1` that follows `A.5.9`: a spreadsheet took 5.10 for a number; else ``.

    `before` is the control of the row above.
    """
    full = f"{ref}0"
    section, _dot, number = full.rpartition(".")
    fits = full in refs and before == f"{section}.{int(number) - 1}"
    return full if fits else ""
