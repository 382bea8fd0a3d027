"""Reading of tables that clients made: words compared without case and marks, and the row that holds the headings.

For every import of a table (Statement of Applicability, register of documents, checklists, action plans).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic, TypeVar

from app.domain.cells import TableRow, TableSheet

R = TypeVar("R", bound=StrEnum)

_BETWEEN: Final = re.compile(r"[\s_/\\|:;.,*?!()\[\]{}\"'’“”„-]+")
LOOKED_AT: Final = 60
"""Rows from the top among which the headings are looked for."""
LONGEST: Final = 120
"""A longer cell is a sentence and no heading."""


def plain(text: str) -> str:
    """Return words for comparing: `Begründung (Ein-/Ausschluss)` becomes `begrundung ein ausschluss`."""
    folded = unicodedata.normalize("NFKD", text).casefold().replace("ß", "ss").replace("ł", "l").replace("ø", "o")
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _BETWEEN.sub(" ", bare).strip()


@dataclass(frozen=True, slots=True)
class Vocabulary(Generic[R]):
    """Words by which headings are known: role -> words, the strongest roles first."""

    words: Mapping[R, tuple[str, ...]]

    def role(self, heading: str) -> R | None:
        """Return what a heading means: a whole heading counts before its beginning, that before a word inside it."""
        said = plain(heading)
        if not said or len(said) > LONGEST:
            return None
        padded = f" {said} "
        for fits in (
            lambda word: said == word,
            lambda word: padded.startswith(f" {word} "),
            lambda word: f" {word} " in padded,
        ):
            for role, words in self.words.items():
                if any(fits(plain(word)) for word in words):
                    return role
        return None


@dataclass(frozen=True, slots=True)
class Heading(Generic[R]):
    """The header row that was found, and the role of each column (from 0) that has one."""

    row: int
    roles: tuple[tuple[int, R], ...]

    @property
    def known(self) -> frozenset[R]:
        """Return the roles that were found."""
        return frozenset(role for _, role in self.roles)


def find_heading(sheet: TableSheet, vocabulary: Vocabulary[R], needed: Iterable[R] = ()) -> Heading[R] | None:
    """Return the row among the first ones that names most roles, `None` where no row names two of them.

    A row that lacks a `needed` role is only taken if no row has all of them.
    """
    must = frozenset(needed)
    best: tuple[tuple[bool, int], Heading[R]] | None = None
    for row in sheet.rows[:LOOKED_AT]:
        found = _heading(row, vocabulary)
        rank = (must <= found.known, len(found.known))
        if len(found.known) > 1 and (best is None or rank > best[0]):
            best = (rank, found)
    return best[1] if best else None


def _heading(row: TableRow, vocabulary: Vocabulary[R]) -> Heading[R]:
    roles = ((place, vocabulary.role(text)) for place, text in enumerate(row.cells))
    return Heading(row.number, tuple((place, role) for place, role in roles if role is not None))
