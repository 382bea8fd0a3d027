"""One line becomes evidence, and a draft finding where its marks say so; files that arrive become inbox items."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.capture_facts import CaptureFacts
from app.domain.changes import Changes
from app.domain.drafts import EvidenceDraft, FindingDraft, IncomingFile
from app.domain.kinds import Grade, SortedAs
from app.models.record import Attachment
from app.services.base import Core, Made, Progress, Service
from app.services.evidence import EvidenceService, add_evidence, no_progress, titled
from app.services.findings import add_finding
from app.services.sorting import bring_back, facts_for, take_back
from app.services.undo import Step

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Arrived:
    """What was changed, the names of the files that became items, and of those that were there already."""

    changes: Changes
    kept: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


class CaptureService(Service):
    """Quick capture and what comes in by itself."""

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._evidence = EvidenceService(core)

    def facts(self, audit_id: str, session_id: str | None = None) -> CaptureFacts:
        """Return what the marks of a line can point at."""
        with self._workspace.read() as session:
            return facts_for(session, audit_id, session_id)[0]

    def take(
        self,
        audit_id: str,
        draft: EvidenceDraft,
        files: Sequence[IncomingFile] = (),
        grade: Grade | None = None,
        progress: Progress = no_progress,
    ) -> Made:
        """Keep evidence and, with a grade, a draft finding that rests on it, in one step that can be undone as one.

        Raises as `EvidenceService.capture`; returns the key of the evidence.
        """
        if grade is None:
            return self._evidence.capture(audit_id, draft, files, progress)
        whole = titled(draft, files)
        kept = self._evidence.keep(files, progress)
        with self._workspace.write() as uow:
            row = add_evidence(uow, self._core, audit_id, whole, kept)
            finding = add_finding(uow, self._core, audit_id, _finding(whole, grade, row.id, row.site_id))
            made = Made(row.id, uow.commit("evidence", "finding"))
        both = ((SortedAs.EVIDENCE, row.id), (SortedAs.FINDING, finding.id))
        back, again = partial(self._back, audit_id, both), partial(self._again, audit_id, both)
        self._core.undo.add(Step("undo_capture", whole.title, back, again))
        return made

    def arrive(self, audit_id: str, files: Sequence[IncomingFile], progress: Progress = no_progress) -> Arrived:
        """Keep each file as an inbox item of its own; bytes that the workspace holds already are left out.

        Raises as `EvidenceService.capture`; what arrived before the failure stays.
        """
        changes, kept, known = Changes(frozenset()), [], []
        for one in files:
            if self._holds(one):
                known.append(one.name)
                continue
            changes = self._evidence.capture(audit_id, EvidenceDraft(title=one.name), (one,), progress).changes
            kept.append(one.name)
        return Arrived(changes, tuple(kept), tuple(known))

    def _holds(self, file: IncomingFile) -> bool:
        """Tell whether any attachment has these bytes, destroyed ones too: what was destroyed must not come back."""
        digest = self._evidence.digest(file)
        with self._workspace.read() as session:
            return session.scalars(select(Attachment.id).where(Attachment.sha256 == digest)).first() is not None

    def _back(self, audit_id: str, made: Sequence[tuple[SortedAs, str]]) -> Changes:
        with self._workspace.write() as uow:
            uow.record("capture.taken_back", *take_back(uow, made), audit=audit_id, reason="undo")
            return uow.commit("evidence", "finding")

    def _again(self, audit_id: str, made: Sequence[tuple[SortedAs, str]]) -> Changes:
        with self._workspace.write() as uow:
            uow.record("capture.brought_back", *bring_back(uow, made), audit=audit_id)
            return uow.commit("evidence", "finding")


def _finding(draft: EvidenceDraft, grade: Grade, evidence_id: str, site_id: str | None) -> FindingDraft:
    """Return the draft of a finding that takes over title, requirements, time and place of its evidence."""
    return FindingDraft(
        grade=grade,
        title=draft.title,
        objective_evidence=draft.text,
        links=tuple(replace(one, leading=place == 0) for place, one in enumerate(draft.links)),
        evidence_ids=(evidence_id,),
        site_ids=(site_id,) if site_id else (),
        happened_at=draft.happened_at,
        happened_zone=draft.happened_zone,
    )
