"""Folding for search: one spelling for all ways to write a word, in any script, and its cutting into terms.

Accents, case and forms of letters go; digits become ASCII; scripts without spaces become overlapping pairs. Each
character is folded for itself, so that a place in the folded text can be found again in the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# ruff: noqa: RUF001 - letters that look like others are what this file is about

# Letters that no decomposition takes apart.
_SPECIAL: Final = {
    "ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i", "ŋ": "n",
    "ĸ": "k", "ə": "e", "ɨ": "i", "ʉ": "u",
    "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ٱ": "ا", "ہ": "ه",
}  # fmt: skip
# Latin, Greek and Cyrillic accents; Hebrew points; Arabic vowels, hamza signs and tatweel; the voicing of kana.
_DROPPED: Final = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u3099\u309a]"
)
_PRIVATE: Final = ("C", "Z", "P", "S")
SPACELESS: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN: Final = re.compile(f"[{SPACELESS}]+")
_SEAM: Final = re.compile(
    "(?<=[^ 0-9])(?=[0-9])|(?<=[0-9])(?=[^ 0-9])"
    f"|(?<=[^ {SPACELESS}])(?=[{SPACELESS}])|(?<=[{SPACELESS}])(?=[^ {SPACELESS}])"
)


class _Table(dict[int, str]):
    """Folds one character when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


def _fold(letter: str) -> str:
    """Return what one character becomes: letters, digits, a space for a sign, nothing for what is invisible."""
    if unicodedata.category(letter) == "Cf":
        return ""
    parts = unicodedata.normalize("NFKD", letter.casefold())
    kept = "".join(_SPECIAL.get(part, part) for part in _DROPPED.sub("", parts))
    return "".join(_plain(part) for part in unicodedata.normalize("NFC", kept))


def _plain(letter: str) -> str:
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    return " " if unicodedata.category(letter).startswith(_PRIVATE) else letter


_TABLE: Final = _Table()


def clean(text: str) -> str:
    """Return the text with composed characters, as `fold` and the places in it want it."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return a cleaned text folded; signs are spaces, nothing is cut yet."""
    return text.translate(_TABLE)


def terms(text: str) -> str:
    """Return the terms of a text for the index, with spaces between them.

    Letters and digits part (`A8.24`, `A.8.24` and `a 8 24` are the same). A run of n characters without spaces becomes
    n - 1 pairs and its last character, so that every character begins exactly one term.
    """
    folded = _SEAM.sub(" ", fold(clean(text)))
    return " ".join(_RUN.sub(_pairs, folded).split())


def _pairs(run: re.Match[str]) -> str:
    text = run[0]
    return " ".join([*(text[place : place + 2] for place in range(len(text) - 1)), text[-1]])


def is_spaceless(term: str) -> bool:
    """Tell whether a term is of a script without spaces."""
    return _RUN.match(term) is not None


def place_in(text: str, place: int) -> int:
    """Return the place in a cleaned text whose folded form reaches `place` in the folded text."""
    if text.isascii():
        return place
    start = done = 0
    step = 1024
    while start < len(text):
        length = len(fold(text[start : start + step]))
        if done + length > place:
            break
        done += length
        start += step
    while start < len(text) and done < place:
        done += len(_TABLE[ord(text[start])])
        start += 1
    return start
