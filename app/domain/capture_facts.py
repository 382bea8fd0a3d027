"""What a captured line can point at in one audit, and what becomes of a line that was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.capture_marks import MarkKind, Typed, parse
from app.domain.drafts import EvidenceDraft, LinkDraft
from app.domain.kinds import EvidenceKind, Grade, Judgement, Side

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from app.domain.capture_marks import Mark
    from app.domain.client import Client, ClientDocument
    from app.domain.fieldwork import Session
    from app.domain.record import AuditRecord, CriteriaRow

_JUDGED = {
    "minor": Judgement.NONCONFORMITY,
    "major": Judgement.NONCONFORMITY,
    "nc": Judgement.NONCONFORMITY,
    "obs": Judgement.OBSERVATION,
    "ok": Judgement.CONFORM,
    "plus": Judgement.STRENGTH,
}
_DRAFTED = {"minor": Grade.MINOR, "major": Grade.MAJOR}


@dataclass(frozen=True, slots=True)
class Someone:
    """A person who can be meant by `@`."""

    name: str
    function: str = ""


@dataclass(frozen=True, slots=True)
class CaptureFacts:
    """What marks can point at: requirements, people (those of the session first), documents with their edition."""

    items: tuple[CriteriaRow, ...] = ()
    refs: frozenset[str] = frozenset()
    people: tuple[Someone, ...] = ()
    documents: tuple[ClientDocument, ...] = ()

    def read(self, line: str, ignored: Collection[str] = ()) -> Typed:
        """Read a line; see `capture_marks.parse`."""
        return parse(line, self.refs, ignored)

    def person(self, mark: Mark) -> Someone | None:
        """Return who is meant; names and functions are compared without case, a hyphen stands for a blank."""
        return self.person_called(mark.value)

    def person_called(self, text: str) -> Someone | None:
        """Return the person with this name or function."""
        wanted = _plain(text)
        return next((one for one in self.people if wanted in (_plain(one.name), _plain(one.function))), None)

    def document(self, mark: Mark) -> ClientDocument | None:
        """Return the document of the client's register that is meant, by reference or title."""
        wanted = mark.value.casefold()
        return next((one for one in self.documents if wanted in (one.reference.casefold(), one.title.casefold())), None)

    def title_of(self, ref: str) -> str:
        """Return the title of a requirement, empty if it is none."""
        return next((one.title for one in self.items if one.ref == ref), "")


def facts_of(record: AuditRecord, session: Session | None = None) -> CaptureFacts:
    """Return what can be pointed at in this audit while `session` runs."""
    items = (item for criteria in record.criteria for item in criteria.items)
    return make_facts(items, record.client, record.sessions, session)


def make_facts(
    items: Iterable[CriteriaRow], client: Client, sessions: Sequence[Session], session: Session | None = None
) -> CaptureFacts:
    """Return the facts from their parts: the people of `session` first, then those of the client, then others met."""
    known = tuple(one for one in items if one.auditable)
    people: dict[str, Someone] = {}
    contacts = [Someone(one.name, one.function) for one in client.contacts]
    others = [person for other in sessions for person in _met(other)]
    for one in (*_met(session), *contacts, *others):
        people.setdefault(one.name, one)
    return CaptureFacts(known, frozenset(one.ref for one in known), tuple(people.values()), client.documents)


def _met(session: Session | None) -> tuple[Someone, ...]:
    there = session.people if session else ()
    return tuple(Someone(one.name, one.function) for one in there if one.side is Side.CLIENT)


def links_of(typed: Typed) -> tuple[LinkDraft, ...]:
    """Return the requirements that a line names, each once."""
    return tuple(dict.fromkeys(LinkDraft(ref=one.value, part=one.part) for one in typed.of(MarkKind.REQUIREMENT)))


def grade_of(typed: Typed) -> Grade | None:
    """Return the grade of the finding that is to be drafted with the line, `None` if none is wanted."""
    return next((_DRAFTED[one.value] for one in typed.of(MarkKind.GRADE) if one.value in _DRAFTED), None)


def draft_of(typed: Typed, facts: CaptureFacts, session_id: str | None = None) -> EvidenceDraft:
    """Return the evidence that a line says; what its marks do not say stays open."""
    details: dict[str, str | int | bool | None] = {}
    for fill in (_sample, _document, _person):
        details |= fill(typed, facts)
    judged = [_JUDGED[one.value] for one in typed.of(MarkKind.GRADE)]
    return EvidenceDraft(
        title=typed.title,
        kind=_kind(typed),
        session_id=session_id,
        judgement=judged[0] if judged else Judgement.NOT_JUDGED,
        confidential=bool(typed.of(MarkKind.CONFIDENTIAL)),
        links=links_of(typed),
        details=details,
    )


def _kind(typed: Typed) -> EvidenceKind:
    for mark, kind in (
        (MarkKind.SAMPLE, EvidenceKind.RECORD_SAMPLE),
        (MarkKind.DOCUMENT, EvidenceKind.DOCUMENT),
        (MarkKind.PERSON, EvidenceKind.INTERVIEW),
    ):
        if typed.of(mark):
            return kind
    return EvidenceKind.NOTE


def _sample(typed: Typed, facts: CaptureFacts) -> dict[str, str | int | bool | None]:
    del facts
    marks = typed.of(MarkKind.SAMPLE)
    if not marks:
        return {}
    size, population, deviating = marks[0].numbers
    return {"sample_size": size, "population": population, "deviating": deviating}


def _document(typed: Typed, facts: CaptureFacts) -> dict[str, str | int | bool | None]:
    """Return reference and edition as typed; edition, owner and class come from the register where nothing was said."""
    marks = typed.of(MarkKind.DOCUMENT)
    if not marks:
        return {}
    mark, known = marks[0], facts.document(marks[0])
    said = next((one.value for one in typed.of(MarkKind.EDITION) if one.start >= mark.end), "")
    if known is None:
        return {"document_reference": mark.value, "document_edition": said}
    same = said in ("", known.edition)
    return {
        "document_reference": known.reference or known.title,
        "document_edition": said or known.edition,
        "document_date": known.dated.isoformat() if known.dated and same else "",
        "document_owner": known.owner,
        "classification": known.classification,
    }


def _person(typed: Typed, facts: CaptureFacts) -> dict[str, str | int | bool | None]:
    """Return the roles of those who said it; a name stands for itself only where no function is known."""
    marks = typed.of(MarkKind.PERSON)
    if not marks:
        return {}
    found = [(facts.person(mark), mark.value) for mark in marks]
    roles = dict.fromkeys((one.function or one.name) if one else value for one, value in found)
    return {"role": ", ".join(roles)}


def _plain(text: str) -> str:
    return text.replace("-", " ").replace("_", " ").casefold()
