"""The lines of papers that show confirmations: drawn strokes, states in words, earlier wordings. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.kinds import AttestationState, MeetingKind, Side
from app.domain.plain import later


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """Where the text that was confirmed reads differently now; either side may be empty."""

    then: str
    now: str


@dataclass(frozen=True, slots=True)
class SignedBy:
    """How one person confirmed; `when` carries the offset of the place.

    `strokes` are flat lists x, y, x, y in thousandths of the box, thinned out; `drawing_sha256` covers all points and
    times. `text_sha256` is that of the text that was shown; `code` the one read aloud, or the SHA-256 of a scan.
    """

    state: AttestationState
    when: datetime | None
    words: str
    code: str
    strokes: tuple[tuple[int, ...], ...]
    drawing_sha256: str
    text_sha256: str
    changes: tuple[ChangedWords, ...] = later()


@dataclass(frozen=True, slots=True)
class SignedPerson:
    """A person with one confirmation for each column of the list (for example opening and closing)."""

    name: str
    function: str
    side: Side
    by: tuple[SignedBy, ...]


@dataclass(frozen=True, slots=True)
class SignedList:
    """Who signed for having taken part; `by[i]` of a person belongs to `meetings[i]`.

    `expected` says that the body wants everybody's signature; otherwise the lead auditor records who was there.
    """

    meetings: tuple[MeetingKind, ...]
    people: tuple[SignedPerson, ...]
    expected: bool


@dataclass(frozen=True, slots=True)
class ScopeSheet:
    """The final scope sentence beside that of the application, where they differ, and who signed it."""

    applied: str
    final: str
    changes: tuple[ChangedWords, ...]
    people: tuple[SignedPerson, ...]
