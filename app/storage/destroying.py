"""Destroying bytes and texts for good: in this database at once, in its backups at the next run (`scrubbing`).

What stays is the tombstone: the rows with number, name, size and SHA-256, the trail entries with their salted hashes,
and an empty row beside each. The chain still verifies, because an entry never held a value (DESIGN 10.1, 10.2).
`secure_delete` overwrites what is freed, and the log is emptied, so that nothing waits in a free page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, delete, or_, select, update

from app.models.record import Blob, BlobChunk, BlobState, Draft, Rendition, TrailValue
from app.storage.blobs import remove_chunks

if TYPE_CHECKING:
    from app.storage.blobs import Progress
    from app.storage.workspace import Workspace

HALF_DESTROYED: Final = select(Blob.id).where(
    Blob.state == BlobState.DESTROYED, select(BlobChunk.n).where(BlobChunk.blob_id == Blob.id).exists()
)


def destroy_blob(connection: Connection, blob_id: str) -> None:
    """Make the bytes unreadable from this transaction on and remove what was made of them; `remove_bytes` follows."""
    connection.execute(delete(Rendition).where(Rendition.blob_id == blob_id))
    connection.execute(delete(Draft).where(Draft.blob_id == blob_id))
    whole = (Blob.id == blob_id) & (Blob.state == BlobState.WHOLE)
    connection.execute(update(Blob).where(whole).values(state=BlobState.DESTROYED))


def destroy_values(connection: Connection, table: str, row_id: str, field: str) -> int:
    """Destroy all old and new values of a field that lie beside the trail, salts too; return how many rows."""
    place = (TrailValue.table_name == table, TrailValue.row_id == row_id, TrailValue.field == field)
    held = or_(TrailValue.old_salt.is_not(None), TrailValue.new_salt.is_not(None))
    gone = {"old_value": None, "old_salt": None, "new_value": None, "new_salt": None}
    return int(connection.execute(update(TrailValue).where(*place, held).values(**gone)).rowcount)


def destroy_drafts(connection: Connection, table: str, row_id: str, field: str) -> None:
    """Forget what anybody was typing into a field."""
    place = (Draft.target_kind == table, Draft.target_id == row_id, Draft.field == field)
    connection.execute(delete(Draft).where(*place))


def remove_bytes(workspace: Workspace, progress: Progress | None = None) -> int:
    """Remove the chunks of destroyed blobs in steps of 8 MiB and empty the log; return how many blobs there were.

    It can be interrupted at any moment; the next opening goes on.
    """
    with workspace.read() as session:
        gone = list(session.scalars(HALF_DESTROYED))
    for number, blob_id in enumerate(gone):
        if progress is not None:
            progress(number * 100 // len(gone), "")
        remove_chunks(workspace, blob_id)
    workspace.checkpoint()
    return len(gone)
