"""Passphrases: five words of our own list, and an honest guess at the strength of an own password."""

from __future__ import annotations

import re
import secrets
from functools import cache
from itertools import pairwise
from typing import Final

from app import paths

WORDS: Final = 5
ENOUGH_BITS: Final = 50
LEAST_WORDS: Final = 2048
WORD_BITS: Final = 11.0
COMMON_BITS: Final = 6.0
YEAR_BITS: Final = 7.0
DIGIT_BITS: Final = 3.3
SIGN_BITS: Final = 4.0
CAPITAL_BITS: Final = 1.0
SPEECH_BITS: Final = 3.0  # a letter inside what may be a word or a name of some language
LETTER_BITS: Final = 4.7
MIXED_BITS: Final = 5.7
SHORT_RUN: Final = 3
SEPARATORS: Final = frozenset(" -_.")

RUN: Final = re.compile(r"[^\W\d_]+|\d+|[\W_]")


@cache
def word_list() -> tuple[str, ...]:
    """Return our list of short words (resources/words.txt), sorted, each once; ValueError when it is not whole."""
    words = tuple(paths.resource("words.txt").read_text("ascii").split())
    if len(set(words)) != len(words) or len(words) < LEAST_WORDS:
        raise ValueError("the word list is not whole")
    return words


@cache
def common_words() -> frozenset[str]:
    """Return the beginnings that everybody tries first; our own reading of what people use, not a copied list."""
    return frozenset(paths.resource("common_passwords.txt").read_text("ascii").split())


def generate(words: int = WORDS) -> str:
    """Return a passphrase of `words` different random words, joined by dashes: at least 11 bits each."""
    return "-".join(secrets.SystemRandom().sample(word_list(), words))


def estimate_bits(password: str) -> float:
    """Return a careful guess at the strength in bits.

    The text is cut into runs of letters, digits and single signs. A run of letters costs the least of its readings as
    words of our list (11 bits), common beginnings (6) and loose letters; years, counting and repeats cost little; the
    same run a second time costs one bit.
    """
    runs: list[str] = RUN.findall(password)
    mixed = any(run.isalpha() and not (run.islower() or run.isupper() or run.istitle()) for run in runs)
    bits, seen = 0.0, set[str]()
    for run in runs:
        if run in SEPARATORS:
            continue
        bits += 1.0 if run.lower() in seen else _run_bits(run, mixed=mixed)
        seen.add(run.lower())
    return bits


def _run_bits(run: str, *, mixed: bool) -> float:
    if run.isdigit():
        return _digit_bits(run)
    if not run.isalpha():
        return SIGN_BITS
    if run.lower() in word_list():
        return WORD_BITS
    loose = MIXED_BITS if mixed else LETTER_BITS
    letter = loose if len(run) <= SHORT_RUN or mixed else SPEECH_BITS
    return _letter_bits(run.lower(), letter) + (0.0 if run.islower() or mixed else CAPITAL_BITS)


def _digit_bits(run: str) -> float:
    if re.fullmatch(r"(19|20)\d\d", run):
        return YEAR_BITS
    steps = [abs(ord(after) - ord(before)) for before, after in pairwise(run)]
    return DIGIT_BITS + sum(1.0 if step <= 1 else DIGIT_BITS for step in steps)


def _letter_bits(run: str, letter: float) -> float:
    """Return the least cost of reading `run` from the left as words and letters (dynamic programming)."""
    words, common = frozenset(word_list()), common_words()
    longest = max(map(len, words | common))
    best = [0.0]
    for end in range(1, len(run) + 1):
        repeats = end > 1 and abs(ord(run[end - 1]) - ord(run[end - 2])) <= 1
        costs = [best[end - 1] + (1.0 if repeats else letter)]
        for start in range(max(0, end - longest), end):
            part = run[start:end]
            if part in common:
                costs.append(best[start] + COMMON_BITS)
            elif part in words:
                costs.append(best[start] + WORD_BITS)
        best.append(min(costs))
    return best[-1]
