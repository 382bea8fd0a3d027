"""A pasted list of people: one per line, name; function; e-mail; phone, in whatever order the last three stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from app.domain.client import Contact
from app.domain.problems import Problem, blocking, hint

_DELIMITERS: Final = ("\t", ";", ",")
_MAIL: Final = re.compile(r"<?([^\s<>@;,]+@[^\s<>@;,]+\.[^\s<>@;,]+)>?")
_PHONE: Final = re.compile(r"(?:tel\.?|phone|mobile?|fon)?\s*:?\s*(\+?[\d(][\d\s()/.-]{4,}\d)", re.IGNORECASE)
_HEADINGS: Final = frozenset({"name", "names", "person", "nazwisko", "nom", "nombre", "nome", "navn", "jméno"})
MOST: Final = 500
"""More lines than that are no list of contacts."""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line as it was understood; `contact` is `None` where nobody is taken over."""

    id: str
    line: int
    contact: Contact | None
    doubts: tuple[Problem, ...] = ()


def read_people(text: str, known: Iterable[Contact] = ()) -> tuple[PersonLine, ...]:
    """Return one row per line that holds anything; people who are in the file already are not taken again.

    A first line of headings is left out. Lines after the 500th are refused with `people_too_many`.
    """
    names = {_folded(one.name) for one in known}
    found: list[PersonLine] = []
    for number, line in enumerate(text.splitlines(), start=1):
        parts = _parts(line)
        if not parts or (not found and _folded(parts[0]) in _HEADINGS):
            continue
        if len(found) >= MOST:
            found.append(PersonLine(str(number), number, None, (blocking("people_too_many", most=MOST),)))
            break
        row = _read(number, parts, names)
        if row.contact is not None:
            names.add(_folded(row.contact.name))
        found.append(row)
    return tuple(found)


def _read(number: int, parts: list[str], names: set[str]) -> PersonLine:
    mail, phone, rest = _take(parts)
    name, function = [*rest, "", ""][:2]
    if not name:
        return PersonLine(str(number), number, None, (blocking("name_missing", "name"),))
    if _folded(name) in names:
        return PersonLine(str(number), number, None, (blocking("person_known", "name", name=name),))
    doubts = []
    if len(rest) > 2:  # noqa: PLR2004 - name and function
        doubts.append(hint("person_rest", "function", text=", ".join(rest[2:])))
    if not mail and any("@" in part for part in rest):
        doubts.append(hint("person_mail_unreadable", "email"))
    return PersonLine(
        str(number), number, Contact(name=name, function=function, email=mail, phone=phone), tuple(doubts)
    )


def _take(parts: list[str]) -> tuple[str, str, list[str]]:
    """Return e-mail, phone, and the parts that are neither; both are taken out of a part that holds more."""
    mail = phone = ""
    rest = []
    for part in parts:
        left = part
        if not mail and (found := _MAIL.search(left)):
            mail, left = found[1], (left[: found.start()] + left[found.end() :]).strip()
        if not phone and left and (found := _PHONE.fullmatch(left)):
            phone, left = found[1], ""
        if left:
            rest.append(left)
    return mail, phone, rest


def _parts(line: str) -> list[str]:
    """Return the cells of a line: cut at tabs, else at semicolons, else at commas."""
    delimiter = next((one for one in _DELIMITERS if one in line), "\t")
    return [part for cell in line.split(delimiter) if (part := " ".join(cell.split()).strip("\"'"))]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
