"""One finding as a paper of its own, handed over in the closing meeting: what it shows, as frozen plain values."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.kinds import AuditType
from app.domain.report import PaperStamp
from app.domain.report_parts import FindingLine, ReportBody, ReportClient, SignatureWanted
from app.domain.signed_lines import SignedPerson


@dataclass(frozen=True, slots=True)
class NoteData:
    """A finding with its confirmations; with `draft` its number is not final yet."""

    stamp: PaperStamp
    body: ReportBody
    client: ReportClient
    reference: str
    file_number: str
    audit_kind: AuditType
    finding: FindingLine
    draft: bool
    people: tuple[SignedPerson, ...]
    signatures: tuple[SignatureWanted, ...]
