"""Papers, the report first of all: looked at, frozen, signed, handed out, checked.

Each write is one unit of work; making bytes is outside. Freezing keeps what a paper shows as canonical JSON, with the
unsigned PDF made from it and the trail head of that moment. Signing adds to these very bytes, so that revision 0 of the
signed file is the unsigned paper byte for byte (design, sections 7 and 10.10).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from app.domain import open_typing
from app.domain.errors import UserMistake
from app.domain.gate import NEVER_LEFT, entries, holding
from app.domain.kinds import PaperKind, PaperState
from app.domain.paper_data import paper_json
from app.domain.record import Paper
from app.models import papers as tables
from app.models.record import Blob
from app.services import papers, renditions, signatures
from app.services.base import Core, Progress, Service, check_open, get_row, open_audit
from app.services.comparing import Comparison, compare
from app.services.evidence import no_progress
from app.services.identities import IdentityService
from app.services.outgoing import write_out
from app.services.paper_types import build, type_of
from app.storage.records import load_audit, load_papers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from app.domain.open_typing import Typing
    from app.domain.problems import Problem
    from app.domain.record import AuditRecord
    from app.domain.verification import Verification
    from app.services.papers import Gathered
    from app.storage.unit_of_work import UnitOfWork

WITH_PICTURES: Final = frozenset({PaperKind.REPORT, PaperKind.STAGE1_REPORT})
NO_REASONS: Final[Mapping[str, str]] = {}


class ReportService(Service):
    """Report, plan, meeting records and the other papers of an audit.

    Texts of progress are codes (`pictures`, `gathering`, `composing`, `building`, `keeping`, `signing`).
    """

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._identities = IdentityService(core)

    def list(self, audit_id: str) -> tuple[Paper, ...]:
        """Return the papers of the audit with their signatures, by kind and revision."""
        with self._workspace.read() as session:
            return load_papers(session, audit_id)

    def get(self, paper_id: str) -> Paper:
        """Return one paper; raises `UserMistake("row_unknown")`."""
        with self._workspace.read() as session:
            row = get_row(session, tables.Paper, paper_id)
            return next(one for one in load_papers(session, row.audit_id) if one.id == paper_id)

    def preview(
        self,
        audit_id: str,
        progress: Progress = no_progress,
        kind: PaperKind = PaperKind.REPORT,
        subject_id: str = "",
    ) -> bytes:
        """Return a paper as it would look now: unsigned, marked as a preview, with findings still in draft."""
        found = self._gather(audit_id, kind, subject_id, progress)
        progress(20, "composing")
        data = papers.paper_data(self._core, found, drafts=True)
        progress(40, "building")
        return build(kind, data, found.pictures, preview=True)

    def _gather(self, audit_id: str, kind: PaperKind, subject_id: str, progress: Progress) -> Gathered:
        if kind in WITH_PICTURES:
            renditions.make_missing(self._core, audit_id, progress)
        progress(15, "gathering")
        return papers.gather(self._core, audit_id, kind, subject_id)

    def meeting_record(self, meeting_id: str, progress: Progress = no_progress) -> bytes:
        """Return the record of a meeting as it stands now."""
        progress(0, "gathering")
        audit_id, kind = papers.meeting_paper(self._core, meeting_id)
        found = papers.gather(self._core, audit_id, kind, meeting_id)
        progress(40, "building")
        return build(kind, papers.paper_data(self._core, found), found.pictures)

    def plain(self, audit_id: str, kind: PaperKind, subject_id: str = "", progress: Progress = no_progress) -> bytes:
        """Return a paper as it stands now, to be handed out without a signature."""
        found = self._gather(audit_id, kind, subject_id, progress)
        progress(40, "building")
        return build(kind, papers.paper_data(self._core, found), found.pictures)

    def missing(self, audit_id: str, kind: PaperKind = PaperKind.REPORT) -> tuple[Problem, ...]:
        """Return what still holds the signature of a paper, and what is only pointed out."""
        with self._workspace.read() as session:
            record = load_audit(session, audit_id)
            unfinished = open_typing.blockers(record, papers.typing_of(session, audit_id))
        return tuple(one.problem for one in unfinished) + type_of(kind).problems(record)

    def freeze(
        self,
        audit_id: str,
        reasons: Mapping[str, str] = NO_REASONS,
        progress: Progress = no_progress,
        kind: PaperKind = PaperKind.REPORT,
        subject_id: str = "",
    ) -> Paper:
        """Freeze a paper as its next revision: its data, its unsigned bytes and the head of this moment.

        Args:
            audit_id: the audit.
            reasons: code of a blocking problem -> why the paper is signed in spite of it; kept in the trail.
            progress: told percent and a code; may raise `Cancelled`.
            kind: which paper.
            subject_id: the meeting, finding or person it is about, where its kind needs one.

        Raises:
            UserMistake: `drafts_open` (count, places), `report_not_ready` (held, held_by), `report_signed_already`
                (revision), `audit_frozen`, `changed_meanwhile` when the record changed while the paper was made.
        """
        self._check_unsigned(audit_id, kind)
        found = self._gather(audit_id, kind, subject_id, progress)
        _check_ready(found, reasons)
        progress(20, "composing")
        data = papers.paper_data(self._core, found)
        text = paper_json(kind, data)
        progress(25, "building")
        pdf = build(kind, data, found.pictures)
        progress(90, "keeping")
        kept = self._workspace.blobs.put_bytes(text, f"{kind.value}.json")
        unsigned = self._workspace.blobs.put_bytes(pdf, f"{kind.value}.pdf")
        with self._workspace.write() as uow:
            self._still_so(uow, audit_id, found)
            row = tables.Paper(
                audit_id=audit_id, kind=kind, subject_id=subject_id, audience=data.stamp.audience,
                revision=found.revision, state=PaperState.FROZEN,
                trail_head=found.head, data_blob_id=kept.id, unsigned_blob_id=unsigned.id,
                unsigned_sha256=unsigned.sha256, composed_at=data.stamp.composed_at,
            )  # fmt: skip
            uow.session.add(row)
            uow.record(signatures.frozen_entry(kind), row, audit=audit_id, reason=_told(reasons))
            paper_id = row.id
            uow.commit("paper")
        progress(100, "done")
        return self.get(paper_id)

    def _check_unsigned(self, audit_id: str, kind: PaperKind) -> None:
        """Refuse a further revision of a report that is signed, and any of an audit that was ended early."""
        with self._workspace.read() as session:
            papers_there = [one for one in load_papers(session, audit_id) if one.kind is kind]
            signed = [one.revision for one in papers_there if one.signatures]
            if signed and type_of(kind).ends:
                raise UserMistake("report_signed_already", revision=max(signed))
            check_open(session, audit_id)

    def _still_so(self, uow: UnitOfWork, audit_id: str, found: Gathered) -> None:
        """Refuse to keep a paper of a record that moved on while it was made."""
        open_audit(uow.session, audit_id)
        if uow.head(audit_id).value != found.head:
            raise UserMistake("changed_meanwhile")
        _wait_for_typing(found.record, papers.typing_of(uow.session, audit_id))

    def sign(
        self, paper_id: str, identity_id: str, password: str, field: str, progress: Progress = no_progress
    ) -> Paper:
        """Sign a field of a frozen paper; the lead auditor signs first and certifies, which ends the audit's record.

        Raises:
            UserMistake: `sign.field_missing`, `sign.field_filled`, `sign.lead_first`, `paper_outdated`, `clock_behind`,
                `identity_without_key`, `identity.wrong_password` and the others of `app.signing`.
            EnvironmentProblem: `sign.own_check_failed`, `disk_full` ...; nothing is half signed.
        """
        progress(0, "gathering")
        signing = self._signing(paper_id, identity_id, field)
        key = self._identities.key(identity_id)
        progress(20, "signing")
        signed = signatures.signed_bytes(signing, self.file(paper_id), key, password)
        progress(90, "keeping")
        signatures.keep(self._core, signing, self._workspace.blobs.put_bytes(signed, f"{signing.paper.kind.value}.pdf"))
        self._core.undo.forget()
        progress(100, "done")
        return self.get(paper_id)

    def _signing(self, paper_id: str, identity_id: str, field: str) -> signatures.Signing:
        """Return the signature to be made after everything that can be checked before was checked."""
        paper = self.get(paper_id)
        data = signatures.data_of(paper.kind, self._bytes(paper.data_blob_id))
        identity, when = self._identities.get(identity_id), self._core.now()
        signing = signatures.Signing(paper, data, signatures.wanted_field(data, field), identity, when)
        signatures.check_order(signing)
        if signing.certifies:
            signatures.check_fresh(self._core, signing)
        signatures.check_clock(self._core, signing)
        return signing

    def file(self, paper_id: str) -> bytes:
        """Return the paper with all signatures so far, or unsigned while nobody has signed; compared with its hash."""
        paper = self.get(paper_id)
        return self._bytes(paper.file_blob_id or paper.unsigned_blob_id)

    def pages(self, paper_id: str) -> bytes:
        """Return the pages of the paper for a look at them on the screen; never to be handed out or verified."""
        from app.reporting.preview import for_screen  # noqa: PLC0415 - the report stack is loaded when it is needed

        return for_screen(self.file(paper_id))

    def unsigned(self, paper_id: str) -> bytes:
        """Return the unsigned bytes the paper was frozen with."""
        return self._bytes(self.get(paper_id).unsigned_blob_id)

    def _bytes(self, blob_id: str | None) -> bytes:
        if blob_id is None:
            raise UserMistake("paper_without_file")
        with self._workspace.blobs.open(blob_id) as stream:
            return stream.read()

    def export(self, paper_id: str, path: Path, *, replace: bool = False) -> None:
        """Write the paper to `path`, whole or not at all; raises `UserMistake("file_exists")` unless `replace`."""
        write_out(path, self.file(paper_id), replace=replace)

    def verify(self, data: bytes) -> Verification:
        """Check the bytes of a paper by the trust list of this workspace and, if it is ours, by its record."""
        from app.signing.verify import verify  # noqa: PLC0415 - the signing stack is loaded when it is needed

        trust, ours = self._identities.trust_list(), self._begun_here(data)
        if ours is None:
            found = verify(data, trust)
            ours = self._claimed(found)
            if ours is None:
                return found
        kept = {one.file_sha256 for one in ours.signatures}
        # A file that was ours at an earlier signature is whole as it was then; any other must have them all.
        signed = () if hashlib.sha256(data).hexdigest() in kept else tuple(one.field for one in ours.signatures)
        return verify(data, trust, unsigned_sha256=ours.unsigned_sha256, expected=signed)

    def _begun_here(self, data: bytes) -> Paper | None:
        """Return the paper here whose unsigned bytes are the beginning of `data`."""
        with self._workspace.read() as session:
            query = select(tables.Paper.id, Blob.sha256, Blob.size).join(Blob, tables.Paper.unsigned_blob_id == Blob.id)
            known = session.execute(query).all()
        for paper_id, sha256, size in known:
            if size is not None and size <= len(data) and hashlib.sha256(data[:size]).hexdigest() == sha256:
                return self.get(paper_id)
        return None

    def _claimed(self, found: Verification) -> Paper | None:
        """Return the paper here whose trail head a file states that does not begin with its bytes."""
        with self._workspace.read() as session:
            query = select(tables.Paper.id).where(tables.Paper.trail_head == (found.trail_head or "-"))
            paper_id = session.scalars(query.order_by(tables.Paper.revision.desc())).first()
        return None if paper_id is None else self.get(paper_id)

    def rebuild_and_compare(self, paper_id: str, progress: Progress = no_progress) -> Comparison:
        """Build the paper again from its frozen data and compare; also say what the record tells differently now."""
        progress(0, "gathering")
        paper = self.get(paper_id)
        frozen = signatures.data_of(paper.kind, self._bytes(paper.data_blob_id))
        found = papers.gather(self._core, paper.audit_id, paper.kind, paper.subject_id)
        progress(20, "building")
        rebuilt = build(paper.kind, frozen, found.pictures)
        progress(90, "comparing")
        live = papers.paper_data(self._core, found)
        return compare(self.unsigned(paper_id), paper.unsigned_sha256, rebuilt, frozen, live)


def _wait_for_typing(record: AuditRecord, drafts: Iterable[Typing]) -> None:
    """Refuse while a field of the record holds unfinished typing; a line that was never added is no part of it."""
    mistake = open_typing.together(open_typing.blockers(record, drafts))
    if mistake is not None:
        raise mistake


def _check_ready(found: Gathered, reasons: Mapping[str, str]) -> None:
    """Refuse while somebody is typing, and while a blocking problem stands for which no reason is given."""
    _wait_for_typing(found.record, found.drafts)
    held = [one for one in _held(found) if one.code in NEVER_LEFT or not reasons.get(one.code, "").strip()]
    if held:
        filled = dict(held[0].values) | {"held": len(held), open_typing.HELD_BY: held[0].code}
        raise UserMistake("report_not_ready", field="", **filled)


def _held(found: Gathered) -> tuple[Problem, ...]:
    """Return the problems that hold the paper; for a report those are left out that have a reason on record."""
    if type_of(found.kind).ends:
        return tuple(one.blocker.problem for one in holding(entries(found.record)))
    return tuple(one for one in type_of(found.kind).problems(found.record) if one.blocking)


def _told(reasons: Mapping[str, str]) -> str:
    return "; ".join(f"{code}: {reason.strip()}" for code, reason in sorted(reasons.items()) if reason.strip())
