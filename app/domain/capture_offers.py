"""What fits while a mark is being typed: requirements by number and by words, people, documents, grades."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.capture_marks import GRADES
from app.domain.refs import complete

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.domain.capture_facts import CaptureFacts, Someone

MOST: Final = 8
_QUOTE: Final = re.compile(r'(?<!\S)[@#]"[^"]*$')
_WORD: Final = re.compile(r"(?<!\S)\S+$")
_NUMBER: Final = re.compile(r"[A-Za-z]\.?\d|\d+\.\d*")


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer: `text` takes the place of what is typed from `start` to the cursor, `meaning` is said beside it."""

    start: int
    text: str
    meaning: str = ""


def offers(line: str, cursor: int, facts: CaptureFacts) -> tuple[Offer, ...]:
    """Return what fits to the mark before the cursor, best first; nothing while ordinary words are typed.

    Requirements by number (`a.8`, `6.1`) or, behind `/`, by words of the title; `@` people, `#` documents, `!` grades.
    """
    before = line[:cursor]
    found = _QUOTE.search(before) or _WORD.search(before)
    if found is None:
        return ()
    start, typed = found.start(), found.group()
    made = [Offer(start, text, meaning) for text, meaning in _fitting(typed, facts)]
    return tuple(one for one in made if one.text != typed)[:MOST]


def _fitting(typed: str, facts: CaptureFacts) -> Iterator[tuple[str, str]]:
    sign, wanted = typed[0], typed[1:].strip('"').casefold()
    if sign == "@":
        yield from _people(facts.people, wanted.replace("-", " "))
    elif sign == "#":
        for one in facts.documents:
            if _holds(f"{one.reference} {one.title}", wanted):
                edition = f" v{one.edition}" if one.edition[:1].isdigit() and " " not in one.edition else ""
                yield _marked("#", one.reference or one.title) + edition, one.title
    elif sign == "!":
        yield from ((f"!{word}", "") for word in GRADES if word.startswith(wanted))
    elif sign == "~" and "confidential".startswith(wanted):
        yield "~confidential", ""
    elif sign in "/§" and wanted:
        yield from ((one.ref, one.title) for one in facts.items if _holds(one.title, wanted))
    elif _NUMBER.match(typed):
        yield from ((one.ref, one.title) for one in complete(typed, facts.items))


def _people(people: Iterable[Someone], wanted: str) -> Iterator[tuple[str, str]]:
    for one in people:
        if _holds(f"{one.name} {one.function}".replace("-", " "), wanted):
            yield _marked("@", one.name), one.function


def _marked(sign: str, text: str) -> str:
    """Return a mark for `text`, quoted where it is more than a word."""
    clean = text.replace('"', "'")
    return f"{sign}{clean}" if re.fullmatch(r"\w[\w./-]*\w", clean) and not clean.isdecimal() else f'{sign}"{clean}"'


def _holds(text: str, wanted: str) -> bool:
    """Tell whether a word of `text` begins with `wanted`."""
    low = text.casefold()
    return low.startswith(wanted) or f" {wanted}" in low or f"-{wanted}" in low
