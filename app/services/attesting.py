"""Confirmations in the room and from afar: one way for every paper, each a unit of work with its trail entry."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from app.domain import attestations as rules
from app.domain.attested_people import SignLine, sign_lines, text_now
from app.domain.composing import stamp_part
from app.domain.composing_signed import blank_data
from app.domain.errors import UserMistake
from app.domain.kinds import Acknowledgement, AttestationState, PaperKind
from app.models import fieldwork as tables
from app.models.base import new_id
from app.models.confirming import Attestation
from app.models.record import Attachment
from app.services.base import Core, Made, Service, get_row, open_audit
from app.services.evidence import EvidenceService
from app.services.findings import shown_hash
from app.storage.records import load_audit
from app.translation import load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from app.domain.attestations import AttestationDraft, Matter
    from app.domain.blank_sheet import Sheet
    from app.domain.confirming import Attestation as Attested
    from app.domain.record import AuditRecord
    from app.services.evidence import Kept
    from app.storage.unit_of_work import UnitOfWork

ENTRIES: Final[Mapping[AttestationState, str]] = {
    one: f"attestation.{one.value}" for one in AttestationState if one is not AttestationState.OPEN
} | {AttestationState.OPEN: "attestation.opened_again"}


@dataclass(frozen=True, slots=True)
class SignSheet:
    """One matter as it is shown: the whole text in the language of the papers, and everybody it concerns."""

    matter: Matter
    text: str
    lines: tuple[SignLine, ...]

    @property
    def shown_sha256(self) -> str:
        """Return the SHA-256 of the text."""
        return rules.text_hash(self.text)

    def code(self, name: str) -> str:
        """Return the code that a remote person reads aloud."""
        return rules.remote_code(self.text, self.matter, name)


class AttestingService(Service):
    """Who confirmed what. Allowed until the report is signed or the audit ended early, after a meeting as well."""

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._evidence = EvidenceService(core)

    def sheet(self, audit_id: str, matter: Matter) -> SignSheet:
        """Return text and people of a matter; raises `UserMistake("row_unknown")`."""
        return sheet_of(self._workspace.records.load(self._workspace.read, audit_id), matter)

    def confirm(self, audit_id: str, matter: Matter, draft: AttestationDraft) -> Made:
        """Record how somebody confirmed a matter, or why not; what was recorded before stays and is replaced.

        The text is taken from the record, never from the window, and must be the one that was shown. For a finding the
        client's answer (understood, accepted, disputed with words) is recorded in the same unit of work.

        Raises:
            UserMistake: the codes of `attestations.draft_problems`, `electronic_signature_missing` (name),
                `finding_withdrawn`, `audit_frozen` once the report is signed or the audit was ended early.
        """
        with self._workspace.read() as session:
            open_audit(session, audit_id)
        wanted = draft.scan if draft.state is AttestationState.ON_PAPER else None
        kept = list(self._evidence.keep((wanted,))) if wanted else []
        with self._workspace.write() as uow:
            open_audit(uow.session, audit_id)
            record = load_audit(uow.session, audit_id)
            found = sheet_of(record, matter)
            before = rules.latest_of(record.attestations, matter, draft.name, draft.side, draft.attendee_id)
            _check(record, found, draft, before)
            scan = _scan(uow, audit_id, kept)
            row = _row(
                audit_id, found, draft, scan, replaces_id=before.id if before else None,
                confirmed_at=uow.now, confirmed_zone=self._core.zone(),
            )  # fmt: skip
            uow.session.add(row)
            answered = _answer(uow.session, uow, matter, draft)
            uow.record(ENTRIES[draft.state], row, *scan, *answered, audit=audit_id, reason=draft.words.strip())
            return Made(row.id, uow.commit("attestation", *(["finding"] if answered else [])))

    def open_again(self, audit_id: str, matter: Matter, line: SignLine, reason: str) -> Made:
        """Open a line again that was recorded by mistake; raises `UserMistake("attestation_reason_missing")`."""
        draft = rules.AttestationDraft(
            name=line.name, function=line.function, side=line.side, attendee_id=line.attendee_id,
            state=AttestationState.OPEN, words=reason,
        )  # fmt: skip
        return self.confirm(audit_id, matter, draft)

    def blank(self, audit_id: str, sheet: Sheet) -> bytes:
        """Return an empty sheet to print before the audit: attendance, one finding, or the scope."""
        from app.reporting.blank_sheets import build_blank  # noqa: PLC0415 - the reporting stack is loaded when needed
        from app.services import papers  # noqa: PLC0415 - as above

        found = papers.gather(self._core, audit_id)
        stamp = stamp_part(found.record, found.head, 1, self._core.now(), papers.tools())
        return build_blank(blank_data(found.record, sheet, stamp, found.outside()), found.words, found.pictures)


def sheet_of(record: AuditRecord, matter: Matter) -> SignSheet:
    """Return a matter as the record has it, in the language of the papers."""
    words = load(record.audit.report_language)
    text = text_now(record, matter, words.gettext, words.day)
    return SignSheet(matter, text, sign_lines(record, matter, text))


def _check(record: AuditRecord, found: SignSheet, draft: AttestationDraft, before: Attested | None) -> None:
    latest = before.state if before else AttestationState.OPEN
    for problem in rules.draft_problems(draft, found.matter, found.text, latest):
        raise UserMistake(problem.code, field=problem.field, **dict(problem.values))
    if draft.state is AttestationState.ELECTRONIC and not _signed_with_a_key(record, found.matter, draft.name):
        raise UserMistake("electronic_signature_missing", field="state", name=draft.name)


def _signed_with_a_key(record: AuditRecord, matter: Matter, name: str) -> bool:
    """Tell whether the person has signed the latest revision of the paper; the scope sentence is in the closing's."""
    papers = [one for one in record.papers if one.kind is matter.paper]
    if matter.moment != rules.SCOPE:
        papers = [one for one in papers if one.subject_id in ("", matter.subject_id)]
    latest = max(papers, key=lambda one: one.revision, default=None)
    wanted = rules.folded(name)
    return latest is not None and any(rules.folded(one.name) == wanted for one in latest.signatures)


def _scan(uow: UnitOfWork, audit_id: str, kept: list[Kept]) -> list[Attachment]:
    """Return the row of a scan that was stored; it must be there before the attestation points to it."""
    rows = [
        Attachment(
            id=new_id(), audit_id=audit_id, blob_id=stored.id, name=incoming.name, media_type=media,
            sha256=stored.sha256, size=stored.size, made_how=incoming.made_how, taken_at=uow.now,
        )
        for incoming, stored, media in kept
    ]  # fmt: skip
    if rows:
        uow.session.add_all(rows)
        uow.session.flush()  # the attestation points to it
    return rows


def _row(
    audit_id: str, found: SignSheet, draft: AttestationDraft, scan: list[Attachment], **more: Any  # noqa: ANN401 - columns
) -> Attestation:  # fmt: skip
    """Return the row; `code` is what can be compared: the code that was read aloud, or the SHA-256 of the scan."""
    only = partial(_only, draft.state)
    return Attestation(
        audit_id=audit_id, paper=found.matter.paper, subject_id=found.matter.subject_id, moment=found.matter.moment,
        attendee_id=draft.attendee_id, name=draft.name.strip(), function=draft.function.strip(), side=draft.side,
        state=draft.state, words=draft.words.strip(), typed_name=only(AttestationState.TYPED, draft.typed_name.strip()),
        code=only(AttestationState.REMOTE, rules.heard(draft.code)) or "".join(one.sha256 for one in scan),
        scan_id=scan[0].id if scan else None,
        strokes=[dict(one) for one in draft.strokes] if draft.state is AttestationState.DRAWN else [],
        text=found.text, text_sha256=found.shown_sha256, **more,
    )  # fmt: skip


def _only(state: AttestationState, wanted: AttestationState, value: str) -> str:
    """Return `value` where it belongs to the state: a name typed before another way was chosen is not recorded."""
    return value if state is wanted else ""


def _answer(session: Session, uow: UnitOfWork, matter: Matter, draft: AttestationDraft) -> list[tables.Finding]:
    """Record what the client said to a finding, together with the confirmation."""
    if matter.paper is not PaperKind.NC_NOTE:
        return []
    row = get_row(session, tables.Finding, matter.subject_id)
    if row.state.value == "withdrawn":
        raise UserMistake("finding_withdrawn")
    if draft.acknowledgement in (None, Acknowledgement.OPEN):
        return []
    row.acknowledgement, row.acknowledged_by, row.acknowledged_at = draft.acknowledgement, draft.name.strip(), uow.now
    row.acknowledged_sha256 = shown_hash(row.grade, row.statement, row.objective_evidence)
    row.client_view = draft.client_view.strip() or row.client_view
    return [row]
