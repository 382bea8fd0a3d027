"""What somebody types into the line of the search, as a query; any text is one, none is an error.

Words (all must be there; each may go on, `risk` finds `risks`), "phrases" as they stand, -words that must not be there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.domain.search_fold import fold, is_spaceless, terms

# ruff: noqa: RUF001 - signs that look like others are what is sorted out here
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_PART: Final = re.compile(
    r"""
    (?:(?<=\s)|^) (?P<minus>[-−–])? (?: "(?P<phrase>[^"]*)(?:"|$) | (?P<word>[^\s"]+) )
    | "(?P<inner>[^"]*)(?:"|$)
    | (?P<rest>[^\s"]+)
    """,
    re.VERBOSE,
)
_UMLAUTS: Final = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "oe"), ("å", "aa"))
_LONG_WAYS: Final = re.compile("ae|oe|ue|aa")
_AL: Final = "ال"
GOES_ON_FROM: Final = 3
"""Letters from which a word may go on; the last word may from its second letter, a lone number or sign always."""

VARIANT_GOES_ON_FROM: Final = 5
MOST_PARTS: Final = 24
LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class Spelling:
    """Terms one after the other; the last may go on if `open`."""

    terms: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One word or phrase: any of its spellings is enough."""

    spellings: tuple[Spelling, ...]
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All parts; empty when nothing with a letter or digit was typed."""

    parts: tuple[Part, ...] = ()

    @property
    def wanted(self) -> tuple[Part, ...]:
        """Return what must be there."""
        return tuple(part for part in self.parts if not part.excluded)

    @property
    def excluded(self) -> tuple[Part, ...]:
        """Return what must not be there."""
        return tuple(part for part in self.parts if part.excluded)


def parse(text: str) -> Query:
    """Return the query in a typed text; a query of nothing but exclusions looks for its words instead."""
    found = list(_PART.finditer(text[:LONGEST].translate(_QUOTES)))[:MOST_PARTS]
    parts = [part for place, one in enumerate(found) if (part := _part(one, last=place == len(found) - 1))]
    if not any(not part.excluded for part in parts):
        parts = [Part(part.spellings) for part in parts]
    return Query(tuple(parts))


def _part(found: re.Match[str], *, last: bool) -> Part | None:
    excluded = bool(found["minus"])
    phrase = found["phrase"] if found["phrase"] is not None else found["inner"]
    if phrase is not None:
        spellings = [_phrase(phrase)]
    else:
        spellings = _word(found["word"] or found["rest"], last=last and not excluded, goes_on=not excluded)
    kept = tuple(dict.fromkeys(one for one in spellings if one.terms))
    return Part(kept, excluded) if kept else None


def _phrase(text: str) -> Spelling:
    found = _asked(text)
    return Spelling(found, bool(found) and is_spaceless(found[-1]) and len(found[-1]) == 1)


def _asked(text: str) -> tuple[str, ...]:
    """Return the terms to ask for: of a run at the end without its last character, which may go on in the text."""
    found = terms(text).split()
    if len(found) > 1 and is_spaceless(found[-1]) and len(found[-2]) == 2 and is_spaceless(found[-2]):  # noqa: PLR2004 - a pair
        found.pop()
    return tuple(found)


def _word(word: str, *, last: bool, goes_on: bool) -> list[Spelling]:
    plain = _asked(word)
    if not plain:
        return []
    spellings = _both(plain, goes_on=goes_on and _may_go_on(plain, last=last))
    for variant in _variants(word, plain):
        spellings += _both(variant, goes_on=goes_on and len(variant[-1]) >= VARIANT_GOES_ON_FROM)
    return spellings


def _both(found: tuple[str, ...], *, goes_on: bool) -> list[Spelling]:
    """Return a spelling as it stands, and one that goes on: what stands so exactly is ranked before what goes on."""
    if is_spaceless(found[-1]):
        return [Spelling(found, len(found[-1]) == 1)]
    return [Spelling(found), Spelling(found, open=True)] if goes_on else [Spelling(found)]


def _may_go_on(found: tuple[str, ...], *, last: bool) -> bool:
    if len(found) > 1:
        return last
    return len(found[-1]) >= (GOES_ON_FROM - 1 if last else GOES_ON_FROM)


def _variants(word: str, plain: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return other ways to write a word: Müller and Mueller, Arabic with and without its article."""
    lowered = word.casefold()
    long = lowered
    for umlaut, way in _UMLAUTS:
        long = long.replace(umlaut, way)
    found = [_asked(long)] if long != lowered else []
    if len(plain) == 1:
        term = plain[0]
        if term.isascii() and _LONG_WAYS.search(term):
            found.append((_LONG_WAYS.sub(lambda way: way[0][0], term),))
        if "\u0621" <= term[0] <= "\u064a":
            article = fold(_AL)
            found.append((term.removeprefix(article),) if term.startswith(article) else (article + term,))
    return [one for one in found if one and one != plain and len(one[-1]) > 1]
