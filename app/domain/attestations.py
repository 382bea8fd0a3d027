"""Who confirms what, how, and what a later look says: one set of rules for every paper (issue 6, point 4).

An attestation is never typed over: a later one replaces it. Each keeps the text that was shown; when that text reads
differently today, the attestation stands for the earlier wording, and the difference is told word by word. What counts
as confirmed by a drawing is modest: it shows that somebody drew, not who (notes/pdf.md, section 6).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from app.domain.kinds import Acknowledgement, AttestationState, MeetingKind, PaperKind, Side
from app.domain.problems import Problem, blocking
from app.domain.strokes import stroke_problems

if TYPE_CHECKING:
    from app.domain.confirming import Attestation
    from app.domain.drafts import IncomingFile

S = AttestationState
SIGNED: Final = frozenset({S.DRAWN, S.TYPED, S.ELECTRONIC, S.REMOTE, S.ON_PAPER})
WITHOUT: Final = frozenset({S.NOT_REQUIRED, S.NOT_PRESENT})
ALLOWED: Final[Mapping[AttestationState, frozenset[AttestationState]]] = {
    S.OPEN: SIGNED | WITHOUT | {S.REFUSED},
    **dict.fromkeys(SIGNED, SIGNED | {S.REFUSED, S.OPEN}),
    S.REFUSED: SIGNED | {S.OPEN, S.REFUSED},
    S.NOT_REQUIRED: SIGNED | {S.REFUSED, S.OPEN, S.NOT_PRESENT},
    S.NOT_PRESENT: SIGNED | {S.REFUSED, S.OPEN, S.NOT_REQUIRED},
}
"""What may follow what. Nobody who signed or refused becomes "not required" or "not present" without a word: such a
line is opened again first, and that takes a reason."""
ATTENDANCE: Final = {MeetingKind.OPENING: PaperKind.OPENING_RECORD, MeetingKind.CLOSING: PaperKind.CLOSING_RECORD}
SCOPE: Final = "scope"
LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Figures and letters of a code that is read aloud: none that sound or look like another."""
CODE_LENGTH: Final = 6
_NEAR: Final = 3
"""Fewer equal words than this between two changes make them one change."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What is confirmed: a paper (or the final scope in it), what it is about, and at which meeting."""

    paper: PaperKind
    subject_id: str
    moment: str = ""


class Duty(StrEnum):
    """Whether a confirmation is waited for."""

    EXPECTED = "expected"
    RECORDED = "recorded"
    """Attendance is recorded by the lead auditor; a signature is welcome, none is missing."""
    NOT_PRESENT = "not_present"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestationDraft:
    """What the window fills: who confirms, how, and the SHA-256 of the text that was shown."""

    name: str
    function: str = ""
    side: Side = Side.CLIENT
    attendee_id: str | None = None
    state: AttestationState
    words: str = ""
    typed_name: str = ""
    code: str = ""
    strokes: Sequence[Mapping[str, Any]] = ()
    scan: IncomingFile | None = None
    shown_sha256: str = ""
    acknowledgement: Acknowledgement | None = None
    client_view: str = ""


@dataclass(frozen=True, slots=True)
class WordChange:
    """One place where two wordings differ; either side may be empty."""

    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Whether the text that was confirmed still stands, and if not, where it reads differently now."""

    current: bool
    difference: tuple[WordChange, ...] = ()


def text_hash(text: str) -> str:
    """Return the SHA-256 (hex) of a text as it was shown."""
    return hashlib.sha256(text.encode()).hexdigest()


def folded(name: str) -> str:
    """Return a name as it is compared: without regard to case and blanks."""
    return " ".join(name.split()).casefold()


def may_follow(old: AttestationState, new: AttestationState) -> bool:
    """Tell whether `new` may replace `old` (`open`: nothing was recorded yet)."""
    return new in ALLOWED[old]


def remote_code(text: str, matter: Matter, name: str) -> str:
    """Return the code a remote person reads aloud: six signs made from the text, the matter and the name."""
    seed = "\n".join((text_hash(text), matter.paper.value, matter.subject_id, matter.moment, folded(name)))
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8])
    return "".join(LETTERS[number >> 5 * place & 31] for place in range(CODE_LENGTH))


def heard(code: str) -> str:
    """Return a code as it is compared: capitals, without blanks and hyphens."""
    return re.sub(r"[\s-]+", "", code).upper()


def draft_problems(draft: AttestationDraft, matter: Matter, text: str, latest: AttestationState) -> tuple[Problem, ...]:
    """Return what a confirmation lacks; `text` is what the paper says now, `latest` what was recorded before.

    Codes: `name_missing`, `shown_text_changed`, `attestation_not_allowed` (was), `strokes_*`, `typed_name_differs`
    (name), `code_differs`, `scan_missing`, `refusal_without_words`, `attestation_reason_missing`, `words_missing`.
    """
    if not draft.name.strip():
        return (blocking("name_missing", "name"),)
    if not may_follow(latest, draft.state):
        return (blocking("attestation_not_allowed", "state", was=latest.value, wanted=draft.state.value),)
    if draft.state in SIGNED and draft.shown_sha256 != text_hash(text):
        return (blocking("shown_text_changed", "text"),)
    return (*_of_state(draft, matter, text), *_of_answer(draft))


def _of_state(draft: AttestationDraft, matter: Matter, text: str) -> tuple[Problem, ...]:
    if draft.state is S.DRAWN:
        return stroke_problems(draft.strokes)
    return next(((one,) for wrong, one in _missing(draft, matter, text) if wrong), ())


def _missing(draft: AttestationDraft, matter: Matter, text: str) -> Iterable[tuple[bool, Problem]]:
    """Give each thing that may be wrong with a way other than drawing."""
    state, wordless = draft.state, not draft.words.strip()
    differs = blocking("typed_name_differs", "typed_name", name=draft.name)
    yield state is S.TYPED and folded(draft.typed_name) != folded(draft.name), differs
    yield (
        state is S.REMOTE and heard(draft.code) != remote_code(text, matter, draft.name),
        blocking("code_differs", "code"),
    )
    yield state is S.ON_PAPER and draft.scan is None, blocking("scan_missing", "scan")
    yield state is S.REFUSED and wordless, blocking("refusal_without_words", "words")
    yield state in {S.NOT_REQUIRED, S.OPEN} and wordless, blocking("attestation_reason_missing", "words")


def _of_answer(draft: AttestationDraft) -> tuple[Problem, ...]:
    if draft.acknowledgement is Acknowledgement.DISPUTED and not draft.client_view.strip():
        return (blocking("words_missing", "client_view"),)
    return ()


def standing(attestations: Iterable[Attestation], matter: Matter) -> tuple[Attestation, ...]:
    """Return the attestations of a matter that no later one replaces, in the order of their making."""
    mine = [one for one in attestations if Matter(one.paper, one.subject_id, one.moment) == matter]
    replaced = {one.replaces_id for one in mine}
    return tuple(one for one in mine if one.id not in replaced)


def latest_of(
    attestations: Iterable[Attestation], matter: Matter, name: str, side: Side, attendee_id: str | None = None
) -> Attestation | None:
    """Return what stands for one person: by the line of the attendance list, or by name and side."""
    found = [one for one in standing(attestations, matter) if _is(one, name, side, attendee_id)]
    return found[-1] if found else None


def _is(one: Attestation, name: str, side: Side, attendee_id: str | None) -> bool:
    if one.attendee_id and attendee_id:
        return one.attendee_id == attendee_id
    return (folded(one.name), one.side) == (folded(name), side)


def reads(attestation: Attestation, text: str) -> Reading:
    """Return whether the text that was confirmed is the text of now; what is no signature has no wording to keep."""
    if attestation.state not in SIGNED | {S.REFUSED} or attestation.text_sha256 == text_hash(text):
        return Reading(current=True)
    return Reading(current=False, difference=word_changes(attestation.text, text))


def word_changes(then: str, now: str) -> tuple[WordChange, ...]:
    """Return the places where two texts differ, word by word; changes that stand close together are one."""
    old, new = then.split(), now.split()
    blocks = [one for one in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if one[0] != "equal"]
    joined: list[list[int]] = []
    for _tag, old_from, old_to, new_from, new_to in blocks:
        if joined and old_from - joined[-1][1] < _NEAR and new_from - joined[-1][3] < _NEAR:
            joined[-1][1], joined[-1][3] = old_to, new_to
        else:
            joined.append([old_from, old_to, new_from, new_to])
    return tuple(WordChange(" ".join(old[a:b]), " ".join(new[c:d])) for a, b, c, d in joined)
