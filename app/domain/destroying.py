"""What is destroyed and what stays when the content of one copy or one free text is destroyed: plain values.

Duties: ISO/IEC 17021-1, 8.4 (confidentiality), and the client's or the law's wish that a copy goes. The tombstone keeps
number, name, size and SHA-256 of a file, so that every earlier paper can still be compared; of a text no hash is kept,
because a short text can be guessed from its hash.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain.kinds import PaperKind

TEXTS: Final[dict[str, frozenset[str]]] = {
    "evidence": frozenset({
        "title", "text", "role", "unit", "topics", "guide_present", "place", "photo_allowed", "system", "setting",
        "operated_by", "consent", "expected", "document_owner",
    }),
    "evidence_attachment": frozenset({"caption"}),
    "note": frozenset({"text", "said_by", "operated_by"}),
    "question": frozenset({"text", "answer", "to_whom"}),
    "sample_item": frozenset({"remark"}),
    "finding": frozenset({"title", "statement", "objective_evidence", "grade_reason", "client_view", "team_view"}),
    "verdict": frozenset({"note", "reason"}),
    "judgement": frozenset({"note"}),
    "meeting_point": frozenset({"remark"}),
    "action": frozenset({"what", "who"}),
    "report_text": frozenset({"text"}),
}  # fmt: skip
"""Free texts that can be destroyed, by table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Why something is destroyed, who asked for it and who agreed."""

    reason: str
    asked_by: str
    agreed_by: str
    asked_on: date | None = None


@dataclass(frozen=True, slots=True)
class KeptIn:
    """A paper that keeps a picture of what is destroyed; it stays as it is."""

    audit: str
    kind: PaperKind
    revision: int
    signed: bool


@dataclass(frozen=True, slots=True)
class DoomedFile:
    """A file whose content goes: the one that was named, one made from it, or one with the same bytes."""

    id: str
    name: str
    size: int
    sha256: str
    audit: str
    derived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Doomed:
    """All that would be destroyed by one wish."""

    files: tuple[DoomedFile, ...] = ()
    letters: int = 0
    papers: tuple[KeptIn, ...] = ()
    also_in: tuple[str, ...] = ()
    """Labels of other rows of the audit in which the same words stand; they are not touched."""
