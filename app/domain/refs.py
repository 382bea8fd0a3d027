"""References to requirements: their order, a link such as `6.1.2 c) 1)`, and completion while typing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from app.domain.errors import UserMistake

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_REF = re.compile(r"[^\W\d_]?\.?\d+(?:\.\d+)*", re.UNICODE)
_PART = re.compile(r"[\s,]*\(?([a-z](?![a-z])|\d{1,2}(?!\d))\)?", re.IGNORECASE)

SortKey = tuple[tuple[int, int, str], ...]


class Titled(Protocol):
    """Anything with a reference and a title, for example a row of a catalogue."""

    @property
    def ref(self) -> str:
        """Return the reference, `A.5.18`."""
        ...

    @property
    def title(self) -> str:
        """Return the title."""
        ...


T = TypeVar("T", bound=Titled)


@dataclass(frozen=True, slots=True)
class Link:
    """A requirement and, if named, a part of it: `6.1.2` and `c) 1)`."""

    ref: str
    part: str = ""

    def __str__(self) -> str:
        """Return the link as people write it."""
        return f"{self.ref} {self.part}".rstrip()


def sort_key(ref: str) -> SortKey:
    """Return the key that sorts references as the standard prints them: 9.2 before 9.10, clauses before Annex A."""
    return tuple((0, int(token), "") if token.isdecimal() else (1, 0, token.upper()) for token in _TOKEN.findall(ref))


def parse_link(text: str) -> Link:
    """Read a typed link to a requirement.

    `6.1.2 c) 1)`, `6.1.2 c1` and `6.1.2c)1)` give the same link; `a.5.18` gives `A.5.18`.

    Raises:
        UserMistake: `requirement_unreadable` when the text is no reference or something stands behind the part.
    """
    clean = unicodedata.normalize("NFKC", text).strip()
    found = _REF.match(clean)
    if found is None:
        raise UserMistake("requirement_unreadable", field="requirement", text=text)
    return Link(_canonical(found.group()), _part(clean[found.end() :], text))


def compact(text: str) -> str:
    """Return letters and digits only, in small letters: `A.5.18` and `a518` become the same."""
    return "".join(_TOKEN.findall(unicodedata.normalize("NFKC", text))).casefold()


def complete(typed: str, items: Iterable[T], limit: int = 12) -> tuple[T, ...]:
    """Return the items that fit what was typed, best first.

    `a518`, `5.18` and `A.5.18` find A.5.18; words find titles. A part behind the reference (`6.1.3 d`) is ignored.
    """
    ranked = [(rank, sort_key(item.ref), item) for item in items if (rank := _rank(typed, item)) is not None]
    ranked.sort(key=lambda entry: entry[:2])
    return tuple(item for _fit, _key, item in ranked[:limit])


def _canonical(ref: str) -> str:
    """Return `A.5.18` for `a5.18`, `a.5.18` and `A.5.18`."""
    if ref[0].isdigit():
        return ref
    return f"{ref[0].upper()}.{ref[1:].lstrip('.')}"


def _part(rest: str, text: str) -> str:
    """Return the part in one spelling, `c) 1)`."""
    pieces: list[str] = []
    position = 0
    while position < len(rest.rstrip(" .,")):
        found = _PART.match(rest, position)
        if found is None:
            raise UserMistake("requirement_unreadable", field="requirement", text=text)
        pieces.append(f"{found.group(1).lower()})")
        position = found.end()
    return " ".join(pieces)


def _rank(typed: str, item: Titled) -> int | None:
    """Return how well `item` fits (0 = the reference itself), `None` if it does not."""
    words = unicodedata.normalize("NFKC", typed).casefold().split()
    if not words:
        return 9
    found = _REF.match(words[0])
    if found is not None or len(words[0]) == 1:
        return _rank_ref(found.group() if found else words[0], item.ref)
    title = item.title.casefold()
    if not all(word in title for word in words):
        return None
    return 6 if title.startswith(words[0]) else 7


def _rank_ref(typed: str, ref: str) -> int | None:
    """Return the rank of a typed reference; dots that were typed must fit, left out ones do not matter."""
    wanted, whole = compact(typed), compact(ref)
    numbers = whole.lstrip("abcdefghijklmnopqrstuvwxyz")
    tail = typed.casefold().strip(".")
    dotted = ref.casefold()
    candidates = (
        tail == dotted,
        wanted == whole,
        wanted == numbers,
        dotted.startswith(tail + "."),
        whole.startswith(wanted),
        numbers.startswith(wanted),
    )
    if "." in tail and not _dots_fit(tail, dotted):
        return None
    return next((rank for rank, fits in enumerate(candidates) if fits), None)


def _dots_fit(tail: str, dotted: str) -> bool:
    """Tell whether the dotted typing is the beginning of the reference, with or without its letter."""
    bare = dotted.lstrip("abcdefghijklmnopqrstuvwxyz.")
    lettered = tail if tail[0].isdigit() else f"{tail[0]}.{tail[1:].lstrip('.')}"
    return dotted.startswith(lettered) or bare.startswith(lettered)
