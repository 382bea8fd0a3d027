"""Marks in a line that is captured: `A.8.24 @ISMS-manager #POL-007 v3.1 n=12/140 !minor ~confidential`.

Reading a line changes nothing in it: every mark knows where it stands, and text and marks together are the line again.
What is no mark is text; a requirement is one only if the audit has it, an edition only right behind a document.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.errors import UserMistake
from app.domain.refs import Link, parse_link


class MarkKind(StrEnum):
    """What a mark says."""

    REQUIREMENT = "requirement"
    PERSON = "person"
    DOCUMENT = "document"
    EDITION = "edition"
    SAMPLE = "sample"
    GRADE = "grade"
    CONFIDENTIAL = "confidential"


GRADES: Final = ("minor", "major", "obs", "nc", "ok", "plus")
"""Words behind `!`: two draft a finding, the others are judgements."""
_QUOTED: Final = re.compile(r'[@#]"([^"]+)"')
_PERSON: Final = re.compile(r"@(\w[\w.'’&/-]*)")
_DOCUMENT: Final = re.compile(r"#((?=[\d./_-]*[^\W\d_])\w[\w./-]*)")
_EDITION: Final = re.compile(r"[vV](\d[\w.-]*)")
_SAMPLE: Final = re.compile(r"[nN]=(\d{1,9})(?:/(\d{1,9}))?(?::(\d{1,9}))?")
_GRADE: Final = re.compile(rf"!({'|'.join(GRADES)})", re.IGNORECASE)
_CONFIDENTIAL: Final = re.compile(r"~(conf(?:idential)?)", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\s]+")
_DOTTED: Final = re.compile(r"[A-Za-z]?\.?\d+\.\d")
_OPENING, _CLOSING = "([", ",.;:!?)]"
_SIMPLE: Final = (
    (MarkKind.PERSON, _PERSON),
    (MarkKind.DOCUMENT, _DOCUMENT),
    (MarkKind.SAMPLE, _SAMPLE),
    (MarkKind.GRADE, _GRADE),
    (MarkKind.CONFIDENTIAL, _CONFIDENTIAL),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: `source` is what was typed at `start`; `value` what it says, `part` the part of a requirement."""

    kind: MarkKind
    start: int
    source: str
    value: str
    part: str = ""

    @property
    def end(self) -> int:
        """Return where the text goes on."""
        return self.start + len(self.source)

    @property
    def numbers(self) -> tuple[int | None, int | None, int | None]:
        """Return size, population and deviating of a sample; nothing for other marks."""
        found = _SAMPLE.fullmatch(self.source) if self.kind is MarkKind.SAMPLE else None
        if found is None:
            return (None, None, None)
        size, population, deviating = (int(one) if one else None for one in found.groups())
        return (size, population, deviating)


@dataclass(frozen=True, slots=True)
class Typed:
    """A line and its marks in their order."""

    line: str
    marks: tuple[Mark, ...] = ()

    @property
    def pieces(self) -> tuple[str | Mark, ...]:
        """Return text and marks in turn; joined by their sources they are the line."""
        found: list[str | Mark] = []
        place = 0
        for mark in self.marks:
            found += [self.line[place : mark.start], mark]
            place = mark.end
        return (*found, self.line[place:])

    @property
    def rest(self) -> str:
        """Return the line without its marks."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))

    @property
    def title(self) -> str:
        """Return the line for people to read.

        Marks that lead the line, and those with a sign that end it, are left out; in the middle of a sentence, and
        where a sentence ends with a requirement, they stay readable. A line of nothing but marks stays as it is.
        """
        first, last = 0, len(self.line)
        for mark in self.marks:
            if self.line[first : mark.start].strip(" \t,;"):
                break
            first = mark.end
        for mark in reversed(self.marks):
            if self.line[mark.end : last].strip(" \t,;.") or mark.kind is MarkKind.REQUIREMENT or mark.start < first:
                break
            last = mark.start
        return self.line[first:last].strip(" \t,;:") or self.line.strip()

    def of(self, kind: MarkKind) -> tuple[Mark, ...]:
        """Return the marks of one kind."""
        return tuple(mark for mark in self.marks if mark.kind is kind)


def parse(line: str, refs: Collection[str], ignored: Collection[str] = ()) -> Typed:
    """Read `line`; `refs` are the requirements of the audit, `ignored` the sources that shall stay text.

    Never fails: what cannot be read as a mark is text.
    """
    marks: list[Mark] = []
    place = 0
    while place < len(line):
        word = _WORD.search(line, place)
        if word is None:
            break
        start = word.start()
        while start < word.end() and line[start] in _OPENING:
            start += 1
        behind = marks[-1] if marks and not line[marks[-1].end : start].strip() else None
        mark = _mark(line, start, refs, behind)
        if mark is not None and mark.source not in ignored:
            marks.append(mark)
        place = mark.end if mark is not None else word.end()
    return Typed(line, tuple(marks))


def _mark(line: str, start: int, refs: Collection[str], behind: Mark | None) -> Mark | None:
    """Return the mark that begins at `start`, `None` if what stands there is text."""
    quoted = _QUOTED.match(line, start)
    if quoted is not None and _ends(line, quoted.end()):
        kind = MarkKind.PERSON if quoted.group()[0] == "@" else MarkKind.DOCUMENT
        return Mark(kind, start, quoted.group(), quoted.group(1).strip() or quoted.group(1))
    for source in _spellings(line, start):
        if behind is not None and behind.kind is MarkKind.DOCUMENT and (found := _EDITION.fullmatch(source)):
            return Mark(MarkKind.EDITION, start, source, found.group(1))
        for kind, pattern in _SIMPLE:
            if found := pattern.fullmatch(source):
                return Mark(kind, start, source, found.group(1).casefold() if source[0] in "!~" else found.group(1))
        link = _link(source, refs)
        if link is not None:
            return Mark(MarkKind.REQUIREMENT, start, source, link.ref, link.part)
    return None


def _ends(line: str, place: int) -> bool:
    return place >= len(line) or line[place].isspace() or line[place] in _CLOSING


def _spellings(line: str, start: int) -> Iterator[str]:
    """Yield the word at `start`, then the same without the punctuation that may close a sentence."""
    found = _WORD.match(line, start)
    word = found.group() if found else ""
    while word:
        yield word
        if word[-1] not in _CLOSING:
            return
        word = word[:-1]


def _link(source: str, refs: Collection[str]) -> Link | None:
    if not _DOTTED.match(source) or source[-1] in ",.;:!?":
        return None
    try:
        link = parse_link(source)
    except UserMistake:
        return None
    return link if link.ref in refs else None
