"""What a run of running notes becomes: evidence, a question, a draft finding. It inherits session, time and people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.domain.capture_facts import draft_of, grade_of, links_of
from app.domain.capture_marks import MarkKind
from app.domain.drafts import EvidenceDraft, FindingDraft
from app.domain.kinds import EvidenceKind, Grade, Judgement, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.domain.capture_facts import CaptureFacts
    from app.domain.capture_marks import Typed
    from app.domain.fieldwork import Note, Session


@dataclass(frozen=True, slots=True)
class Run:
    """Lines of notes in the order of their times, what their marks mean, and the session they belong to."""

    notes: tuple[Note, ...]
    facts: CaptureFacts
    session: Session | None = None

    @property
    def first(self) -> Note:
        """Return the earliest line."""
        return self.notes[0]

    @property
    def typed(self) -> Typed:
        """Return all lines as one, with their marks."""
        return self.facts.read("\n".join(one.text for one in self.notes))

    @property
    def title(self) -> str:
        """Return the first line for people to read."""
        return self.facts.read(self.first.text).title

    @property
    def text(self) -> str:
        """Return the lines with times and names; nothing where one line says it all already."""
        if len(self.notes) == 1 and not self.first.said_by:
            return ""
        return "\n".join(_told(one) for one in self.notes)


def evidence_of(run: Run) -> EvidenceDraft:
    """Return the evidence: marks count as in a captured line, the first line is the title."""
    draft = draft_of(run.typed, run.facts, run.first.session_id)
    operated = _names(one.operated_by for one in run.notes)
    said = _names(one.said_by for one in run.notes)
    kind = draft.kind
    if kind is EvidenceKind.NOTE and (operated or said):
        kind = EvidenceKind.TEST if operated else EvidenceKind.INTERVIEW
    details = {**draft.details, "operated_by": operated}
    if not details.get("role"):
        details["role"] = _roles(run, said)
    if run.session is not None and run.session.guide:
        details["guide_present"] = run.session.guide
    return replace(
        draft,
        title=run.title,
        text=run.text,
        kind=kind,
        happened_at=run.first.happened_at,
        happened_zone=run.first.happened_zone,
        details={name: value for name, value in details.items() if value not in (None, "")},
    )


def finding_of(run: Run, evidence_id: str, site_id: str | None, *, stage1: bool) -> FindingDraft:
    """Return the draft of a finding that rests on the evidence made of the same lines."""
    links = tuple(replace(one, leading=place == 0) for place, one in enumerate(links_of(run.typed)))
    wanted = grade_of(run.typed) or (Grade.OBSERVATION if _observed(run) else Grade.MINOR)
    return FindingDraft(
        grade=Grade.CONCERN if stage1 else wanted,
        title=run.title,
        objective_evidence=run.text or run.title,
        links=links,
        evidence_ids=(evidence_id,),
        site_ids=(site_id,) if site_id else (),
        happened_at=run.first.happened_at,
        happened_zone=run.first.happened_zone,
    )


def question_of(run: Run) -> tuple[str, str, str]:
    """Return text, to whom it goes and the requirement it is about (empty if none is named)."""
    text = "\n".join(one.text for one in run.notes)
    refs = run.typed.of(MarkKind.REQUIREMENT)
    people = run.typed.of(MarkKind.PERSON)
    to_whom = people[0].value if people else run.first.said_by
    return text, to_whom, refs[0].value if refs else ""


def _observed(run: Run) -> bool:
    return draft_of(run.typed, run.facts).judgement is Judgement.OBSERVATION


def _told(note: Note) -> str:
    at = note.happened_at.astimezone(ZoneInfo(note.happened_zone or "UTC")) if note.happened_at else None
    when = f"{at:%H:%M} " if at else ""
    return f"{when}{note.said_by}: {note.text}" if note.said_by else f"{when}{note.text}"


def _names(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(name for name in names if name))


def _roles(run: Run, said: str) -> str:
    """Return the functions of those who said it; where nobody is named, of the client's people in the session."""
    if said:
        known = {one.name: one.function for one in run.facts.people}
        return _names(known.get(one.said_by, "") or one.said_by for one in run.notes)
    people: Sequence[str] = ()
    if run.session is not None:
        people = [one.function or one.name for one in run.session.people if one.side is Side.CLIENT]
    return _names(people)
