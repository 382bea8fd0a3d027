"""Stage 1: what is reviewed and judged, what is still missing, and what forbids a recommendation.

Source: certification-audit facts, sections 3, 6, 8, 9 (17021-1, 9.3.1.2; 27006-1, 9.3.1). Findings of stage 1 are
areas of concern unless the body has set otherwise; a concern says what it could become and how grave that is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Final

from app.domain.kinds import Adequacy, FindingState, ItemKind, Mode, Ready, Recommendation
from app.domain.preparing import DocumentReview, Readiness
from app.domain.problems import Problem, blocking, hint
from app.domain.record import AuditRecord
from app.domain.refs import sort_key
from app.domain.stage1_documents import newer_edition, refs_of, uncovered

_WEAK: Final = frozenset({Adequacy.PARTLY, Adequacy.NOT_ADEQUATE})
_POSITIVE: Final = frozenset({Recommendation.PROCEED, Recommendation.PROCEED_AFTER_CONCERNS})


class Part(StrEnum):
    """The parts of the work of stage 1."""

    DOCUMENTS = "documents"
    READINESS = "readiness"
    SITES = "sites"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Stage1Problem:
    """A problem, the part of the page it belongs to, and the row there (id or reference)."""

    problem: Problem
    part: Part
    row: str = ""


@dataclass(frozen=True, slots=True)
class PartState:
    """How far a part is."""

    part: Part
    done: int
    whole: int


@dataclass(frozen=True, slots=True)
class ReadinessLine:
    """A clause or theme with its title and what was judged; `row` is None while nothing was."""

    ref: str
    title: str
    row: Readiness | None = None

    @property
    def state(self) -> Ready:
        """Return the judgement; open while there is none."""
        return self.row.state if self.row else Ready.OPEN

    @property
    def remark(self) -> str:
        """Return the remark."""
        return self.row.remark if self.row else ""


def readiness_lines(record: AuditRecord) -> tuple[ReadinessLine, ...]:
    """Return clauses 4 to 10 and the themes of the first criteria set, with what was judged."""
    judged = {one.ref: one for one in record.readiness}
    tops = [
        item
        for item in (record.criteria[0].items if record.criteria else ())
        if not item.parent and (item.kind is ItemKind.THEME or not item.auditable)
    ]
    return tuple(ReadinessLine(one.ref, one.title, judged.get(one.ref)) for one in sorted(tops, key=_order_of))


def problems(record: AuditRecord) -> tuple[Stage1Problem, ...]:
    """Return what the work of stage 1 lacks; findings, recommendation and report texts have their own rules."""
    return tuple(chain(_documents(record), _readiness(record), _sites(record), _result(record)))


def progress(record: AuditRecord) -> tuple[PartState, ...]:
    """Return how far each part is, in order."""
    reviewed = sum(one.adequacy is not Adequacy.NOT_REVIEWED for one in record.reviews)
    lines = readiness_lines(record)
    focus = bool(record.audit.stage2_focus.strip())
    answers = (record.audit.internal_audit_done, record.audit.management_review_done, record.audit.recommendation)
    return (
        PartState(Part.DOCUMENTS, reviewed, len(record.reviews)),
        PartState(Part.READINESS, sum(one.state is not Ready.OPEN for one in lines), len(lines)),
        PartState(Part.SITES, sum(bool(one.conditions.strip()) for one in record.sites) + focus, len(record.sites) + 1),
        PartState(Part.RESULT, sum(one is not None for one in answers), len(answers)),
    )


def _documents(record: AuditRecord) -> Iterator[Stage1Problem]:
    if not record.reviews:
        yield Stage1Problem(blocking("documents_not_listed", "documents"), Part.DOCUMENTS)
        return
    waiting = [one for one in record.reviews if one.adequacy is Adequacy.NOT_REVIEWED]
    if waiting:
        problem = blocking("documents_not_reviewed", "adequacy", count=len(waiting), first=waiting[0].title)
        yield Stage1Problem(problem, Part.DOCUMENTS, waiting[0].id)
    missing = uncovered(record, record.reviews)
    if missing:
        refs = ", ".join(dict.fromkeys(one.ref for one in missing))
        yield Stage1Problem(blocking("wanted_documents_missing", "documents", refs=refs), Part.DOCUMENTS)
    for one in record.reviews:
        yield from (Stage1Problem(found, Part.DOCUMENTS, one.id) for found in _review(one, record))


def _review(one: DocumentReview, record: AuditRecord) -> Iterator[Problem]:
    if one.adequacy in _WEAK and not one.remark.strip():
        yield blocking("review_remark_missing", "remark", title=one.title)
    elif one.adequacy is Adequacy.NOT_ADEQUATE and not _has_concern(one, record):
        yield hint("inadequate_without_concern", "adequacy", title=one.title)
    newer = newer_edition(one, record)
    if newer is not None:
        yield hint("document_has_newer_version", "edition", title=one.title, edition=newer.edition)


def _has_concern(one: DocumentReview, record: AuditRecord) -> bool:
    refs = set(refs_of(one.requirements))
    standing = (finding for finding in record.findings if finding.state is not FindingState.WITHDRAWN)
    return any(link.ref in refs for finding in standing for link in finding.links)


def _readiness(record: AuditRecord) -> Iterator[Stage1Problem]:
    lines = readiness_lines(record)
    waiting = [one.ref for one in lines if one.state is Ready.OPEN]
    if waiting:
        problem = blocking("readiness_open", "state", count=len(waiting), first=waiting[0])
        yield Stage1Problem(problem, Part.READINESS, waiting[0])
    for one in lines:
        if one.state in (Ready.PARTLY, Ready.NOT_READY) and not one.remark.strip():
            yield Stage1Problem(blocking("readiness_remark_missing", "remark", ref=one.ref), Part.READINESS, one.ref)
        if one.state is Ready.NOT_READY and record.audit.recommendation in _POSITIVE:
            make = blocking if record.audit.recommendation is Recommendation.PROCEED else hint
            yield Stage1Problem(make("clause_not_ready", "state", ref=one.ref), Part.READINESS, one.ref)


def _sites(record: AuditRecord) -> Iterator[Stage1Problem]:
    for one in record.sites:
        if not one.conditions.strip():
            make = blocking if one.mode in (Mode.ON_SITE, Mode.HYBRID) else hint
            problem = make("site_conditions_missing", "conditions", site=one.label or one.name)
            yield Stage1Problem(problem, Part.SITES, one.id)
    if not record.audit.stage2_focus.strip():
        yield Stage1Problem(blocking("stage2_focus_missing", "stage2_focus"), Part.SITES)


def _result(record: AuditRecord) -> Iterator[Stage1Problem]:
    """Yield the two facts that stage 1 must answer whatever is recommended (17021-1, 9.3.1.2.2 g)."""
    for name in ("internal_audit", "management_review"):
        if getattr(record.audit, f"{name}_done") is None and record.audit.recommendation not in _POSITIVE:
            yield Stage1Problem(blocking(f"{name}_unanswered", f"{name}_done"), Part.RESULT)


def _order_of(item: object) -> tuple[bool, object]:
    ref = str(getattr(item, "ref", ""))
    return (not ref[:1].isdigit(), sort_key(ref))
