"""Who said a line of running notes and who operated the screen: `>Ivo Isms: …` and `>>Tom: …` at its beginning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from app.domain.fieldwork import Note

_SPOKEN: Final = re.compile(r"\s*(>{1,2})\s*([^:>\n]{1,80}?)\s*:(?:\s+|$)")
_NAMING: Final = re.compile(r"(?:\s*>{1,2}[^:>\n]*:)*\s*(>{1,2}\s*)([^:>\n]*)$")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line of notes: the text behind its marks, who said it, who operated the screen."""

    text: str
    said_by: str = ""
    operated_by: str = ""


def spoken(line: str) -> Spoken:
    """Read a line; each mark counts once, at the beginning only, in any order."""
    said, rest = {">": "", ">>": ""}, line
    while (found := _SPOKEN.match(rest)) and not said[found.group(1)]:
        said[found.group(1)] = found.group(2).strip()
        rest = rest[found.end() :]
    return Spoken(rest.strip(), said[">"], said[">>"])


def line_of(note: Note) -> str:
    """Return the line as it would be typed again."""
    marks = [f"{sign}{name}: " for sign, name in ((">", note.said_by), (">>", note.operated_by)) if name]
    return "".join(marks) + note.text


def naming(line: str) -> tuple[int, str] | None:
    """Return where the name begins that is being typed at the end of `line`, and its beginning; `None` if none is."""
    found = _NAMING.match(line)
    return (found.start(2), found.group(2)) if found else None
