"""Where photographs of a report say that they were taken; told only if the body wants it printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.composing_fieldwork import printable_files
from app.domain.looks import place_text
from app.models.record import Blob, BlobState, Rendition, RenditionKind
from app.services.files import make_look, unpacked
from app.storage.records import load_audit

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.domain.record import AuditRecord
    from app.services.base import Core


def places_told(session: Session, record: AuditRecord) -> dict[str, str]:
    """Return the places by SHA-256 of the original, as people write them; nothing unless the setting is on."""
    if not record.body.print_places:
        return {}
    query = (
        select(Blob.sha256, Rendition.data)
        .join(Blob, Rendition.blob_id == Blob.id)
        .where(Rendition.kind == RenditionKind.THUMBNAIL, Blob.sha256.in_(_hashes(record)))
    )
    found = {str(sha256): unpacked(data or b"").place for sha256, data in session.execute(query)}
    return {sha256: place_text(place) for sha256, place in found.items() if place is not None}


def look_for_places(core: Core, audit_id: str) -> None:
    """Look at the photographs of a report that nobody looked at yet, so that no place is missed."""
    with core.workspace.read() as session:
        record = load_audit(session, audit_id)
        if not record.body.print_places:
            return
        made = select(Rendition.blob_id).where(Rendition.kind == RenditionKind.THUMBNAIL)
        query = select(Blob.id, Blob.size).where(
            Blob.sha256.in_(_hashes(record)), Blob.state == BlobState.WHOLE, Blob.id.not_in(made)
        )
        missing = session.execute(query).all()
    for blob_id, size in missing:
        make_look(core, blob_id, size or 0)


def _hashes(record: AuditRecord) -> set[str]:
    return {file.sha256 for _, file in printable_files(record)}
