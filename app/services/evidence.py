"""Evidence: captured in seconds, linked, completed, withdrawn; bytes kept untouched and hashed."""

from __future__ import annotations

import hashlib
import io
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from sqlalchemy import bindparam, func, select

from app.domain.changes import Changes
from app.domain.drafts import EvidenceDraft, IncomingFile, LinkDraft
from app.domain.errors import EnvironmentProblem, UserMistake
from app.domain.fieldwork import Evidence
from app.domain.kinds import EvidenceKind, EvidenceState, Judgement
from app.domain.media import media_type
from app.models import fieldwork as tables
from app.models.audit import TeamMember
from app.models.base import new_id
from app.models.record import Attachment
from app.services.base import Core, Made, Progress, Service, check_open, get_row, item_of, next_number, required
from app.services.undo import Step
from app.storage.records import from_value, load_evidence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from app.models.base import Base
    from app.storage.blobs import StoredBlob
    from app.storage.unit_of_work import UnitOfWork

HEAD = 4096
PIECE = 1 << 20
MEMBER = select(TeamMember.id).where(
    TeamMember.audit_id == bindparam("audit"), TeamMember.person_id == bindparam("person")
)
MOST_TITLE = 500
Kept = tuple[IncomingFile, "StoredBlob", str]


@dataclass(frozen=True, slots=True)
class Attached:
    """What was changed, and the names of the files that were left out because the item holds the same bytes."""

    changes: Changes
    already: tuple[str, ...] = ()


def no_progress(percent: int, text: str) -> None:
    """Ignore progress."""
    del percent, text


class EvidenceService(Service):
    """Evidence items of an audit with their files and links."""

    def list(self, audit_id: str) -> tuple[Evidence, ...]:
        """Return all items, withdrawn ones too, in the order in which they happened."""
        with self._workspace.read() as session:
            return load_evidence(session, audit_id)

    def capture(
        self, audit_id: str, draft: EvidenceDraft, files: Sequence[IncomingFile] = (), progress: Progress = no_progress
    ) -> Made:
        """Keep evidence: the files are stored and hashed first, the item with its links and trail entry last.

        One line, or one file, is enough. Returns when everything is durable.

        Raises:
            UserMistake: `evidence_empty`, `requirement_unknown`, `audit_frozen`.
            EnvironmentProblem: `file_unreadable`, `disk_full`; nothing is half visible then.
        """
        draft = titled(draft, files)
        kept = self.keep(files, progress)
        with self._workspace.write() as uow:
            row = add_evidence(uow, self._core, audit_id, draft, kept)
            made = Made(row.id, uow.commit("evidence"))
        back, again = partial(self.withdraw, made.id, "undo"), partial(self.restore, made.id)
        self._core.undo.add(Step("undo_capture", draft.title, back, again))
        return made

    def attach(
        self,
        evidence_id: str,
        files: Sequence[IncomingFile],
        progress: Progress = no_progress,
        *,
        parent_id: str | None = None,
    ) -> Attached:
        """Add files to an item, each once: what it holds already is left out and told; raises as `capture`.

        `parent_id` names the file that they were made from.
        """
        kept = self.keep(files, progress)
        with self._workspace.write() as uow:
            row = self._for_writing(uow, evidence_id)
            start = _count(uow.session, tables.EvidenceAttachment, evidence_id)
            fresh, already = _fresh(kept, _held(uow.session, evidence_id))
            if not fresh:
                return Attached(uow.commit(), already)
            attachments, uses = _attach(uow, row, fresh, start)
            for one in attachments:
                one.parent_id = parent_id
            _add(uow.session, attachments, uses)
            uow.record("evidence.files_added", *attachments, *uses, audit=row.audit_id)
            return Attached(uow.commit("evidence"), already)

    def detach(self, evidence_id: str, attachment_id: str) -> Changes:
        """Take a file off an item; the stored bytes and their hash stay in the record."""
        with self._workspace.write() as uow:
            row = self._for_writing(uow, evidence_id)
            query = uow.session.query(tables.EvidenceAttachment)
            use = query.filter_by(evidence_id=evidence_id, attachment_id=attachment_id).one()
            uow.session.delete(use)
            uow.record("evidence.file_removed", use, audit=row.audit_id)
            return uow.commit("evidence")

    def link(self, evidence_id: str, draft: LinkDraft) -> Made:
        """Link an item to a requirement or a part of it; raises `UserMistake("requirement_unknown")`."""
        with self._workspace.write() as uow:
            row = self._for_writing(uow, evidence_id)
            start = _count(uow.session, tables.EvidenceLink, evidence_id)
            (link,) = _links(uow.session, row.audit_id, evidence_id, (draft,), start)
            uow.session.add(link)
            row.state = EvidenceState.SORTED
            uow.record("evidence.linked", row, link, audit=row.audit_id)
            return Made(link.id, uow.commit("evidence"))

    def unlink(self, link_id: str) -> Changes:
        """Take a link away."""
        with self._workspace.write() as uow:
            link = get_row(uow.session, tables.EvidenceLink, link_id)
            row = self._for_writing(uow, link.evidence_id)
            uow.session.delete(link)
            uow.record("evidence.unlinked", link, audit=row.audit_id)
            return uow.commit("evidence")

    def set_kind(self, evidence_id: str, kind: EvidenceKind) -> Changes:
        """Say how the evidence was obtained; the item then counts as sorted. Fields of another kind are kept."""
        return self._sort(evidence_id, kind=kind)

    def judge(self, evidence_id: str, judgement: Judgement) -> Changes:
        """Say what the evidence shows; the item then counts as sorted."""
        return self._sort(evidence_id, judgement=judgement)

    def _sort(self, evidence_id: str, **values: EvidenceKind | Judgement | EvidenceState) -> Changes:
        with self._workspace.write() as uow:
            row = self._for_writing(uow, evidence_id)
            before = {name: getattr(row, name) for name in (*values, "state")}
            for name, value in values.items():
                setattr(row, name, value)
            if "state" not in values and (row.kind != EvidenceKind.NOTE or row.judgement != Judgement.NOT_JUDGED):
                row.state = EvidenceState.SORTED
            uow.record("evidence.sorted", row, audit=row.audit_id)
            changes, title = uow.commit("evidence"), row.title
        back, again = partial(self._sort, evidence_id, **before), partial(self._sort, evidence_id, **values)
        self._core.undo.add(Step("undo_sorting", title[:60], back, again))
        return changes

    def withdraw(self, evidence_id: str, reason: str) -> Changes:
        """Withdraw an item: it keeps number, content and place in the trail, and is no longer used."""
        clean = required(reason, "reason_missing", "reason")
        with self._workspace.write() as uow:
            row = self._for_writing(uow, evidence_id)
            row.state, row.withdrawn_reason = EvidenceState.WITHDRAWN, clean
            uow.record("evidence.withdrawn", row, audit=row.audit_id, reason=clean)
            return uow.commit("evidence")

    def restore(self, evidence_id: str) -> Changes:
        """Use a withdrawn item again."""
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.Evidence, evidence_id)
            check_open(uow.session, row.audit_id)
            row.withdrawn_reason = ""
            row.state = EvidenceState.INBOX if row.kind == EvidenceKind.NOTE else EvidenceState.SORTED
            uow.record("evidence.restored", row, audit=row.audit_id)
            return uow.commit("evidence")

    def file(self, attachment_id: str) -> bytes:
        """Return the bytes of a file, compared with their hash; raises `EnvironmentProblem` when they differ."""
        with self._workspace.read() as session:
            blob_id = get_row(session, Attachment, attachment_id).blob_id
        out = io.BytesIO()
        self._workspace.blobs.write_to(blob_id, out)
        return out.getvalue()

    def save_file(self, attachment_id: str, target: Path) -> None:
        """Write a copy of a file to `target`, streamed and compared with its hash."""
        with self._workspace.read() as session:
            blob_id = get_row(session, Attachment, attachment_id).blob_id
        with target.open("xb") as out:
            self._workspace.blobs.write_to(blob_id, out)

    def keep(self, files: Sequence[IncomingFile], progress: Progress = no_progress) -> Sequence[Kept]:
        """Store files untouched, before the item they belong to is written; raises as `capture`."""
        return [self._keep(one, progress) for one in files]

    def digest(self, incoming: IncomingFile) -> str:
        """Return the SHA-256 (hex) of a file before it is stored; raises `EnvironmentProblem("file_unreadable")`."""
        found = hashlib.sha256()
        with ExitStack() as stack:
            stream = _opened(incoming, stack)
            while piece := stream.read(PIECE):
                found.update(piece)
        return found.hexdigest()

    def _keep(self, incoming: IncomingFile, progress: Progress) -> Kept:
        """Store one file untouched and return it with its hash and media type (by content, not by name)."""
        with ExitStack() as stack:
            stream = _opened(incoming, stack)
            head = stream.read(HEAD)
            stream.seek(0)
            stored = self._workspace.blobs.put(stream, incoming.name, progress, size=_size(incoming))
        return incoming, stored, media_type(incoming.name, head)

    def _for_writing(self, uow: UnitOfWork, evidence_id: str) -> tables.Evidence:
        row = get_row(uow.session, tables.Evidence, evidence_id)
        check_open(uow.session, row.audit_id)
        if row.state == EvidenceState.WITHDRAWN:
            raise UserMistake("evidence_withdrawn")
        return row


def titled(draft: EvidenceDraft, files: Sequence[IncomingFile] = ()) -> EvidenceDraft:
    """Return the draft with a title that fits into one line; raises `UserMistake("evidence_empty")`."""
    title, text = _fitted(draft.title.strip(), draft.text)
    title = title or _first_line(text) or (files[0].name if files else "")
    if not title:
        raise UserMistake("evidence_empty", field="title")
    return replace(draft, title=title, text=text)


def add_evidence(
    uow: UnitOfWork, core: Core, audit_id: str, draft: EvidenceDraft, kept: Sequence[Kept] = ()
) -> tables.Evidence:
    """Write a `titled` draft with links and stored files inside a unit of work; raises as `EvidenceService.capture`."""
    me = core.workspace.me
    check_open(uow.session, audit_id)
    row: tables.Evidence = from_value(
        draft, tables.Evidence, id=new_id(), audit_id=audit_id, author=me.initials,
        number=next_number(uow.session, tables.Evidence, audit_id, me.initials),
        happened_at=draft.happened_at or uow.now, happened_zone=draft.happened_zone or core.zone(),
    )  # fmt: skip
    _apply_details(row, draft.details)
    _inherit(uow.session, row)
    member = uow.session.scalar(MEMBER, {"audit": audit_id, "person": me.person_id})
    row.observed_by_id = row.observed_by_id or member
    row.state = _state(row, draft.links)
    links = _links(uow.session, audit_id, row.id, draft.links)
    attachments, uses = _attach(uow, row, kept)
    _add(uow.session, [row, *attachments], [*links, *uses])
    uow.record("evidence.captured", row, *links, *attachments, *uses, audit=audit_id, happened=row.happened_at)
    return row


def _size(incoming: IncomingFile) -> int:
    """Return how many bytes are to be expected, for the progress."""
    if incoming.path is None:
        return len(incoming.data or b"")
    try:
        return incoming.path.stat().st_size
    except OSError:
        return 0


def _opened(incoming: IncomingFile, stack: ExitStack) -> BinaryIO:
    """Return the file as a stream; raises `EnvironmentProblem("file_unreadable")`."""
    if incoming.path is None:
        return stack.enter_context(io.BytesIO(incoming.data or b""))
    try:
        return stack.enter_context(incoming.path.open("rb"))
    except OSError as error:
        raise EnvironmentProblem("file_unreadable", name=incoming.name, reason=error.strerror or "") from error


def _first_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0][:200] if lines else ""


def _fitted(title: str, text: str) -> tuple[str, str]:
    """Return a title that fits into one line, and the description; what is too long for the one begins the other."""
    if len(title) <= MOST_TITLE:
        return title, text
    cut = title.rfind(" ", 1, MOST_TITLE + 1)
    cut = cut if cut > 0 else MOST_TITLE
    rest = title[cut:].strip()
    return title[:cut].strip(), f"{rest}\n\n{text}" if text.strip() else rest


def _apply_details(row: tables.Evidence, details: dict[str, Any]) -> None:
    """Set the fields of the kind; raises `UserMistake("field_unknown")`."""
    columns = tables.Evidence.__mapper__.column_attrs
    for name, value in details.items():
        if name not in columns:
            raise UserMistake("field_unknown", field=name)
        setattr(row, name, value)


def _inherit(session: Session, row: tables.Evidence) -> None:
    """Take site and zone from the session the item belongs to."""
    if row.session_id is None:
        return
    owner = get_row(session, tables.Session, row.session_id)
    row.site_id = row.site_id or owner.site_id


def _state(row: tables.Evidence, links: Sequence[LinkDraft]) -> EvidenceState:
    """Return `sorted` as soon as a kind or a link says where the item belongs."""
    judged = row.judgement not in (None, Judgement.NOT_JUDGED)
    return EvidenceState.SORTED if row.kind != EvidenceKind.NOTE or links or judged else EvidenceState.INBOX


def _count(session: Session, table: type[tables.EvidenceLink | tables.EvidenceAttachment], evidence_id: str) -> int:
    """Return how many rows of `table` belong to the item."""
    return session.scalar(select(func.count()).select_from(table).where(table.evidence_id == evidence_id)) or 0


def _links(
    session: Session, audit_id: str, evidence_id: str, drafts: Sequence[LinkDraft], start: int = 0
) -> list[tables.EvidenceLink]:
    """Return the links of an item; `start` of them are there already."""
    return [
        tables.EvidenceLink(
            evidence_id=evidence_id,
            item_id=item_of(session, audit_id, one.ref).id if one.ref else None,
            part=one.part,
            other=one.other,
            position=start + place,
        )
        for place, one in enumerate(drafts)
    ]


def _held(session: Session, evidence_id: str) -> set[str]:
    """Return the SHA-256 of every file of the item whose bytes are there."""
    use = tables.EvidenceAttachment
    query = select(Attachment.sha256).join(use, use.attachment_id == Attachment.id)
    return set(session.scalars(query.where(use.evidence_id == evidence_id, Attachment.destroyed_at.is_(None))))


def _fresh(kept: Sequence[Kept], held: set[str]) -> tuple[list[Kept], tuple[str, ...]]:
    """Return the files whose bytes the item does not hold yet, each once, and the names of the others."""
    seen, fresh, already = set(held), [], []
    for one in kept:
        incoming, stored, _ = one
        if stored.sha256 in seen:
            already.append(incoming.name)
        else:
            seen.add(stored.sha256)
            fresh.append(one)
    return fresh, tuple(already)


def _attach(
    uow: UnitOfWork, row: tables.Evidence, kept: Sequence[Kept], start: int = 0
) -> tuple[list[Attachment], list[tables.EvidenceAttachment]]:
    """Return the rows that tie the stored files to the item: an attachment each, and its use."""
    attachments, uses = [], []
    for place, (incoming, stored, media) in enumerate(kept):
        attachment = Attachment(
            id=new_id(), audit_id=row.audit_id, blob_id=stored.id, name=incoming.name, media_type=media,
            sha256=stored.sha256, size=stored.size, made_how=incoming.made_how, taken_at=uow.now,
        )  # fmt: skip
        attachments.append(attachment)
        uses.append(tables.EvidenceAttachment(evidence_id=row.id, attachment_id=attachment.id, position=start + place))
    return attachments, uses


def _add(session: Session, owners: Sequence[Base], owned: Sequence[Base]) -> None:
    """Add rows and those that point to them; their keys are known, but not to SQLAlchemy that one needs the other."""
    session.add_all(owners)
    if owned:
        session.flush()  # first those that are pointed to
        session.add_all(owned)
