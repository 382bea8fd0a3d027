"""The look of files: made by the helper from the stored bytes and kept beside them; derived pictures; exported copies.

A look can be made again at any time, so it is no record. It is kept as one rendition: a line of JSON with what the
helper said, then the small picture.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, insert, select

from app.decoding.view_client import look as ask_helper
from app.domain.drafts import IncomingFile
from app.domain.errors import EnvironmentProblem, UserMistake
from app.domain.looks import LONGEST, PDF, PICTURES, Look, LookState, Step, can_be_seen, check_steps, steps_text
from app.models.record import Attachment, Blob, BlobState, Rendition, RenditionKind, Trail, TrailValue
from app.services.base import Progress, Service, get_row
from app.services.evidence import EvidenceService
from app.storage.files import sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from app.services.base import Core
    from app.services.evidence import Attached
    from app.storage.workspace import Workspace

SMALL: Final = 320
MEDIA: Final = "application/x-onsite-look"
EXPORTED: Final = "copy.exported"


def not_asked() -> None:
    """Go on: for callers that never stop the work."""


def no_progress(percent: int, text: str) -> None:
    """Ignore progress."""
    del percent, text


@dataclass(frozen=True, slots=True)
class Exported:
    """A copy that left the workspace: where to, when, by whom (id of a person)."""

    attachment_id: str
    name: str
    path: str
    at: datetime
    who: str


class FileService(Service):
    """What can be seen of files, and what is made of them."""

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._evidence = EvidenceService(core)

    def looks(self, attachment_ids: Sequence[str]) -> dict[str, Look]:
        """Return the looks that are there by attachment id; what nobody looked at yet is missing."""
        query = (
            select(Attachment.id, Rendition.data)
            .join(Rendition, Rendition.blob_id == Attachment.blob_id)
            .where(Attachment.id.in_(attachment_ids), Rendition.kind == RenditionKind.THUMBNAIL)
        )
        kinds = select(Attachment.id, Attachment.media_type).where(Attachment.id.in_(attachment_ids))
        with self._workspace.read() as session:
            none = {key: Look(state=LookState.NONE) for key, media in session.execute(kinds) if not can_be_seen(media)}
            return none | {key: unpacked(data or b"") for key, data in session.execute(query)}

    def look(self, attachment_id: str, asked: Callable[[], None] = not_asked) -> Look:
        """Return the look of a file, made now if nobody looked yet; raises what `asked` raises."""
        there = self.looks([attachment_id]).get(attachment_id)
        if there is not None:
            return there
        with self._workspace.read() as session:
            row = get_row(session, Attachment, attachment_id)
            blob_id, size = row.blob_id, row.size
        return self._make(blob_id, size, asked)

    def step(self, asked: Callable[[], None] = not_asked) -> bool:
        """Make one look that is missing; tell whether there may be more. For the background, after the commit."""
        made = select(Rendition.blob_id).where(Rendition.kind == RenditionKind.THUMBNAIL)
        query = (
            select(Blob.id, Blob.size)
            .join(Attachment, Attachment.blob_id == Blob.id)
            .where(Attachment.media_type.in_([*PICTURES, PDF]), Blob.state == BlobState.WHOLE, Blob.id.not_in(made))
        )
        with self._workspace.read() as session:
            found = session.execute(query.limit(1)).first()
        if found is None:
            return False
        self._make(found.id, found.size or 0, asked)
        return True

    def picture(self, attachment_id: str, width: int, page: int = 0, asked: Callable[[], None] = not_asked) -> Look:
        """Return a larger picture of a file, or a page of a PDF (from 0); not kept."""
        with self._workspace.read() as session:
            row = get_row(session, Attachment, attachment_id)
            media, blob_id, size = row.media_type, row.blob_id, row.size
        if not can_be_seen(media):
            return Look(state=LookState.NONE)
        return self._ask(blob_id, size, {"width": width, "page": page}, asked)

    def derive(
        self, evidence_id: str, attachment_id: str, steps: Sequence[Step], progress: Progress = no_progress
    ) -> Attached:
        """Keep a picture made from another by these steps as a new file of the item; the original stays untouched.

        The new file names its parent and the steps, and holds nothing but the picture: no time, place or camera.

        Raises:
            UserMistake: `steps_wrong`, `picture_not_derived` when the helper cannot; those of `EvidenceService.attach`.
        """
        check_steps(steps)
        with self._workspace.read() as session:
            row = get_row(session, Attachment, attachment_id)
            name, blob_id, size, media = row.name, row.blob_id, row.size, row.media_type
        if media not in PICTURES:
            raise UserMistake("picture_not_derived", name=name)
        made_how = steps_text(steps)
        made = self._ask(blob_id, size, {"steps": made_how}, not_asked)
        if made.state is not LookState.DONE or not made.thumbnail:
            raise UserMistake("picture_not_derived", name=name)
        fresh = IncomingFile(name=f"{PurePath(name).stem} (edited).jpg", data=made.thumbnail, made_how=made_how)
        return self._evidence.attach(evidence_id, [fresh], progress, parent_id=attachment_id)

    def export(self, attachment_id: str, target: Path, progress: Progress = no_progress) -> None:
        """Write a copy of a file to `target`, compared with its hash, and note in the trail where it went.

        From then on it is out of the workspace's hands. Nothing is overwritten, half a copy is removed.

        Raises:
            EnvironmentProblem: `file_exists`, `no_attachment`, `damaged`, `disk_full` ...
        """
        with self._workspace.read() as session:
            row = get_row(session, Attachment, attachment_id)
            blob_id, audit_id, name = row.blob_id, row.audit_id, row.name
        _write_copy(self._workspace, blob_id, target, progress)
        told = json.dumps({"attachment": attachment_id, "name": name, "path": str(target)}, ensure_ascii=False)
        with self._workspace.write() as uow:
            uow.record(EXPORTED, audit=audit_id, reason=told)
            uow.commit()

    def exported(self, audit_id: str) -> tuple[Exported, ...]:
        """Return the copies of files of an audit that left the workspace, the latest first."""
        query = (
            select(Trail.entry, TrailValue.new_value)
            .join(TrailValue, (TrailValue.chain == Trail.chain) & (TrailValue.seq == Trail.seq))
            .where(Trail.audit_id == audit_id, TrailValue.field == "reason", TrailValue.table_name == "")
            .where(Trail.entry.contains(f'"kind":"{EXPORTED}"'))
        )
        with self._workspace.read() as session:
            rows = session.execute(query).all()
        found = [one for entry, value in rows if value and (one := _exported(entry, value))]
        return tuple(sorted(found, key=lambda one: one.at, reverse=True))

    def _make(self, blob_id: str, size: int, asked: Callable[[], None]) -> Look:
        return make_look(self._core, blob_id, size, asked)

    def _ask(self, blob_id: str, size: int, wish: dict[str, Any], asked: Callable[[], None]) -> Look:
        return _ask(self._workspace, blob_id, size, wish, asked)


def make_look(core: Core, blob_id: str, size: int, asked: Callable[[], None] = not_asked) -> Look:
    """Make the look of stored bytes and keep it; nothing is kept of bytes that were destroyed meanwhile."""
    workspace = core.workspace
    try:
        made = _ask(workspace, blob_id, size, {"width": SMALL}, asked)
    except EnvironmentProblem:
        made = Look(state=LookState.UNREADABLE)  # the check of the workspace says what is damaged
    with workspace.transaction() as connection:
        whole = select(Blob.id).where(Blob.id == blob_id, Blob.state == BlobState.WHOLE)
        if connection.execute(whole).first() is None:
            return Look(state=LookState.NONE)
        same = (Rendition.blob_id == blob_id) & (Rendition.kind == RenditionKind.THUMBNAIL)
        connection.execute(delete(Rendition).where(same))
        connection.execute(
            insert(Rendition),
            {
                "blob_id": blob_id, "kind": RenditionKind.THUMBNAIL, "state": made.state.value, "media_type": MEDIA,
                "width": made.width, "height": made.height, "data": _packed(made), "made_at": core.now(),
            },
        )  # fmt: skip
    return made


def _ask(workspace: Workspace, blob_id: str, size: int, wish: dict[str, Any], asked: Callable[[], None]) -> Look:
    if size > LONGEST:
        return Look(state=LookState.TOO_LARGE)
    return ask_helper(workspace.blobs.chunks(blob_id), wish, asked)


def _write_copy(workspace: Workspace, blob_id: str, target: Path, progress: Progress) -> None:
    try:
        out = target.open("xb")
    except FileExistsError as error:
        raise EnvironmentProblem("file_exists", path=str(target)) from error
    try:
        with out:
            workspace.blobs.write_to(blob_id, out, progress)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def _packed(made: Look) -> bytes:
    told = {
        "state": made.state.value, "width": made.width, "height": made.height, "pages": made.pages,
        "taken": made.taken, "place": made.place, "camera": made.camera,
    }  # fmt: skip
    return json.dumps(told).encode() + b"\n" + made.thumbnail


def unpacked(data: bytes) -> Look:
    """Return the look that a rendition holds."""
    said, _line, picture = data.partition(b"\n")
    told = json.loads(said)
    place = told.pop("place")
    state = LookState(told.pop("state"))
    return Look(state=state, place=tuple(place) if place else None, thumbnail=picture, **told)


def _exported(entry: str, value: str) -> Exported | None:
    told, reason = json.loads(entry), json.loads(value)
    try:
        what = json.loads(reason)
        return Exported(
            what["attachment"], what["name"], what["path"], datetime.fromisoformat(told["at"]), told["who"] or ""
        )
    except (ValueError, LookupError):
        return None
