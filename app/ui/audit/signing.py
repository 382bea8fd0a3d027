"""One signature: the paper is frozen if needed, then the chosen field is signed. Runs in a job; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.composing_audit import report_kind
from app.domain.errors import UserMistake
from app.domain.kinds import PaperKind, PaperState

if TYPE_CHECKING:
    from app.domain.record import AuditRecord, Paper
    from app.services.base import Progress
    from app.services.container import Services


@dataclass(frozen=True, slots=True)
class Wish:
    """Who signs what: identity with its password, and the field of the paper."""

    audit_id: str
    identity_id: str
    password: str
    field: str
    kind: PaperKind = PaperKind.REPORT
    subject_id: str = ""


def latest_paper(record: AuditRecord, kind: PaperKind, subject_id: str = "") -> Paper | None:
    """Return the paper of this kind that was signed last, else the one frozen last."""
    papers = [one for one in record.papers if one.kind is kind and one.subject_id == subject_id]
    signed = [one for one in papers if one.state is PaperState.SIGNED]
    found = signed or papers
    return found[-1] if found else None


def latest_report(record: AuditRecord) -> Paper | None:
    """Return the report that was signed last, else the one frozen last."""
    return latest_paper(record, report_kind(record))


def sign(services: Services, paper: Paper | None, wish: Wish, progress: Progress) -> Paper:
    """Sign, after freezing the report when there is none or the record has moved on since; raises as the services."""
    if paper is not None:
        try:
            return services.reports.sign(paper.id, wish.identity_id, wish.password, wish.field, progress)
        except UserMistake as mistake:
            if mistake.code != "paper_outdated":
                raise
    frozen = services.reports.freeze(wish.audit_id, progress=progress, kind=wish.kind, subject_id=wish.subject_id)
    return services.reports.sign(frozen.id, wish.identity_id, wish.password, wish.field, progress)
