"""What search asks for and answers with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final

from app.domain.search_fold import clean, fold, place_in
from app.domain.search_query import Query, Spelling

AROUND: Final = 70
"""Letters shown before the first hit of a snippet."""

LONGEST_SNIPPET: Final = 240
PAGE_END: Final = "\f"


class SearchKind(StrEnum):
    """What was found, in the order in which an auditor looks for it."""

    FINDING = "finding"
    EVIDENCE = "evidence"
    NOTE = "note"
    FILE = "file"
    QUESTION = "question"
    SESSION = "session"
    MEETING = "meeting"
    REQUIREMENT = "requirement"
    DOCUMENT = "document"
    PERSON = "person"
    TEXT = "text"
    AUDIT = "audit"
    CLIENT = "client"


class TextRead(StrEnum):
    """Whether the text inside a file could be read; the values are kept in the workspace."""

    DONE = "done"
    CUT = "cut"
    NONE = "no_text"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    BOMB = "bomb"
    SLOW = "too_slow"
    OTHER = "other_kind"


@dataclass(frozen=True, slots=True)
class SearchFilters:
    """What to leave out; empty means everything. `first` and `last` are days, both included."""

    audit_id: str = ""
    client_id: str = ""
    kinds: tuple[SearchKind, ...] = ()
    site_id: str = ""
    author: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of text and the places in it that were found, as (start, end)."""

    text: str = ""
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found; `table` and `row_id` name it, `holder_id` what shows it (evidence of a file)."""

    kind: SearchKind
    table: str
    row_id: str
    title: Marked
    snippet: Marked
    audit_id: str = ""
    client_id: str = ""
    audit: str = ""
    client: str = ""
    holder_id: str = ""
    author: str = ""
    site: str = ""
    at: datetime | None = None
    page: int = 0
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Hits:
    """The hits, best first; `counts` by kind over all that were looked at, `more` if not all could be."""

    hits: tuple[Hit, ...] = ()
    counts: dict[SearchKind, int] = field(default_factory=dict)
    more: bool = False

    @property
    def total(self) -> int:
        """Return how many things were found."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class SearchChoices:
    """What can be filtered by, as (key, name): audits, sites of the chosen audit, authors by their initials."""

    audits: tuple[tuple[str, str], ...] = ()
    sites: tuple[tuple[str, str], ...] = ()
    authors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchProgress:
    """How far the index is: rows still to be taken up, and files whose text was not read yet."""

    rows_left: int = 0
    files_left: int = 0

    @property
    def ready(self) -> bool:
        """Tell whether everything can be found."""
        return not (self.rows_left or self.files_left)


@lru_cache(maxsize=64)
def pattern(query: Query) -> re.Pattern[str] | None:
    """Return what finds the wanted words in a folded text, None for an empty query."""
    spelled = [_spelled(one) for part in query.wanted for one in part.spellings]
    return re.compile("|".join(sorted(set(spelled), key=len, reverse=True))) if spelled else None


def _spelled(one: Spelling) -> str:
    """Return the expression of one spelling: its terms with any signs between them, whole words only."""
    last = one.terms[-1]
    letters = list(one.terms)
    text = " *".join(re.escape(term) for term in _unpaired(letters))
    before = "(?<![0-9])" if letters[0][0].isdigit() else r"(?<![^\W\d_])" if letters[0][0] < "\u0e00" else ""
    if last[-1] >= "\u0e00":
        return before + text
    own = "[0-9]" if last[-1].isdigit() else r"[^\W\d_]"
    return f"{before}{text}{own}*" if one.open else f"{before}{text}(?!{own})"


def _unpaired(found: list[str]) -> list[str]:
    """Return pairs of characters joined to the run they were cut from."""
    out: list[str] = []
    for term in found:
        paired = out and term[0] >= "\u0e00" and out[-1][-1] == term[0]
        if paired:
            out[-1] += term[1:]
        else:
            out.append(term)
    return out


def first_place(text: str, query: Query) -> int:
    """Return where a cleaned text first holds one of the words; -1 if nowhere."""
    found = pattern(query)
    hit = found.search(fold(text)) if found else None
    return place_in(text, hit.start()) if hit else -1


def marked(text: str, query: Query) -> Marked:
    """Return a short text with the places that were found; blanks are joined."""
    shown = " ".join(clean(text).split())
    found = pattern(query)
    if found is None:
        return Marked(shown)
    folded = fold(shown)
    marks = [(place_in(shown, hit.start()), place_in(shown, hit.end())) for hit in found.finditer(folded)]
    return Marked(shown, tuple((start, end) for start, end in marks if end > start))


def snippet(text: str, query: Query) -> tuple[Marked, int]:
    """Return the surroundings of the first hit in a text, and the page it is on (0: the text has no pages)."""
    whole = clean(text)
    place = first_place(whole, query)
    page = whole.count(PAGE_END, 0, max(place, 0)) + 1 if PAGE_END in whole and place >= 0 else 0
    start = _word_start(whole, max(0, place - AROUND)) if place > AROUND else 0
    end = start + LONGEST_SNIPPET
    cut = whole[start:end]
    if end < len(whole):
        cut = cut[: max(cut.rfind(" "), AROUND * 2)] + " …"
    shown = marked(("… " if start else "") + cut, query)
    return shown, page


def _word_start(text: str, place: int) -> int:
    space = text.find(" ", place, place + 20)
    return space + 1 if space >= 0 else place
