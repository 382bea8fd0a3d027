"""Print renditions of photographs: made once by the helper from the stored bytes and kept beside them.

They can be made again at any time, so they have no trail entry (design, section 10, point 11).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, insert, select

from app.decoding.client import print_picture
from app.domain.composing_fieldwork import printable_files
from app.models.record import Blob, Rendition, RenditionKind
from app.services.places import look_for_places
from app.storage.records import load_audit

if TYPE_CHECKING:
    from app.services.base import Core, Progress

DONE: Final = "done"
REFUSED: Final = "refused"
MEDIA: Final = "image/jpeg"


def make_missing(core: Core, audit_id: str, progress: Progress) -> int:
    """Make the print renditions that the report of the audit lacks; return how many were made.

    A file that is no picture is noted as `refused` and not tried again. `progress` may raise `Cancelled` in between.
    """
    look_for_places(core, audit_id)
    wanted = _wanted(core, audit_id)
    for number, blob_id in enumerate(wanted):
        progress(number * 15 // len(wanted), "pictures")
        with core.workspace.blobs.open(blob_id) as stream:
            made = print_picture(stream.read())
        _keep(core, blob_id, made)
    return len(wanted)


def _wanted(core: Core, audit_id: str) -> list[str]:
    """Return the blobs of printable files that have no rendition yet."""
    with core.workspace.read() as session:
        hashes = {file.sha256 for _, file in printable_files(load_audit(session, audit_id))}
        have = select(Rendition.blob_id).where(Rendition.kind == RenditionKind.PRINT)
        query = select(Blob.id).where(Blob.sha256.in_(hashes), Blob.id.not_in(have)).order_by(Blob.sha256)
        return list(session.scalars(query))


def _keep(core: Core, blob_id: str, made: bytes | None) -> None:
    with core.workspace.transaction() as connection:
        same = (Rendition.blob_id == blob_id) & (Rendition.kind == RenditionKind.PRINT)
        connection.execute(delete(Rendition).where(same))
        connection.execute(
            insert(Rendition).values(
                blob_id=blob_id,
                kind=RenditionKind.PRINT,
                state=REFUSED if made is None else DONE,
                media_type=MEDIA,
                data=made,
                made_at=core.now(),
            )
        )
