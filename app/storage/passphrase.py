"""Passphrases: five words of our own list, and an honest guess at the strength of an own password."""

from __future__ import annotations

import math
import secrets
from functools import cache
from typing import Final

from app import paths

WORDS: Final = 5
ENOUGH_BITS: Final = 50
LEAST_WORDS: Final = 2048


@cache
def word_list() -> tuple[str, ...]:
    """Return our list of short words (resources/words.txt), sorted, each once."""
    words = tuple(paths.resource("words.txt").read_text("ascii").split())
    if len(set(words)) != len(words) or len(words) < LEAST_WORDS:
        raise ValueError("the word list is not whole")
    return words


def generate(words: int = WORDS) -> str:
    """Return a passphrase of `words` random words, joined by dashes: at least 11 bits each."""
    return "-".join(secrets.choice(word_list()) for _ in range(words))


def estimate_bits(password: str) -> float:
    """Return a careful estimate in bits: words of our list count 11, runs and repeats nothing, letters by their kind."""
    bits, rest = 0.0, password
    known = _known()
    parts = [part for part in rest.replace("-", " ").replace("_", " ").replace(".", " ").split() if part]
    unseen = list(dict.fromkeys(parts))
    for part in unseen:
        bits += math.log2(LEAST_WORDS) if part.lower() in known else _letters(part)
    return bits


def _letters(part: str) -> float:
    """Return the bits of letters: alphabet size by kinds used, a letter that repeats or continues a run counts 1 bit."""
    alphabet = 0
    alphabet += 26 if any(letter.islower() for letter in part) else 0
    alphabet += 26 if any(letter.isupper() for letter in part) else 0
    alphabet += 10 if any(letter.isdigit() for letter in part) else 0
    alphabet += 32 if any(not letter.isalnum() for letter in part) else 0
    each = math.log2(max(alphabet, 2))
    if part[:1].isupper() and part[1:].islower():
        each = math.log2(26)
    bits, last = 0.0, ""
    seen: set[str] = set()
    for letter in part:
        step = abs(ord(letter) - ord(last)) if last else 99
        bits += 1.0 if step <= 1 else each if letter not in seen else each / 2
        seen.add(letter)
        last = letter
    # Words of a language hold about half of what random letters hold.
    return bits * 0.6 if part.isalpha() else bits


@cache
def _known() -> frozenset[str]:
    try:
        return frozenset(word_list())
    except (OSError, ValueError):
        return frozenset()
