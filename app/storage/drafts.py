"""Text being typed: one row per author, target and field, durable at once, no trail entry, not in packages."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from app.models.base import new_id
from app.models.record import Draft
from app.storage.problems import sorted_errors

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


def text_hash(text: str) -> str:
    """Return the hash of the value a draft started from (hex SHA-256 of UTF-8)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def put(  # noqa: PLR0917 - the place of a draft has four parts
    workspace: Workspace,
    author: str,
    target_kind: str,
    target_id: str,
    field: str,
    text: str,
    base_hash: str | None = None,
    *,
    audit_id: str | None = None,
    blob_id: str | None = None,
) -> None:
    """Keep `text`, replacing the draft of the same author, target and field; durable when this returns."""
    row = {
        "author": author,
        "audit_id": audit_id,
        "target_kind": target_kind,
        "target_id": target_id,
        "field": field,
        "text": text,
        "base_hash": base_hash,
        "blob_id": blob_id,
        "changed_at": workspace.clock.now(),
    }
    place = ["author", "target_kind", "target_id", "field"]
    # The value it started from stays that of the first letter typed.
    newer = {name: row[name] for name in ("text", "audit_id", "blob_id", "changed_at")}
    query = insert(Draft).values(id=new_id(), **row).on_conflict_do_update(index_elements=place, set_=newer)
    with sorted_errors(workspace.file), workspace.transaction() as connection:
        connection.execute(query)


def list(workspace: Workspace, audit_id: str | None = None) -> tuple[Draft, ...]:  # noqa: A001 - read as drafts.list
    """Return the drafts of an audit (None: all), oldest first; plain rows, detached from any session."""
    query = select(Draft).order_by(Draft.changed_at, Draft.id)
    if audit_id is not None:
        query = query.where(Draft.audit_id == audit_id)
    with workspace.read() as session:
        found = tuple(session.scalars(query))
        session.expunge_all()
    return found


def drop(workspace: Workspace, author: str, target_kind: str, target_id: str, field: str) -> None:
    """Forget a draft; when the field becomes the record, delete it in that unit of work instead."""
    query = delete(Draft).where(
        Draft.author == author, Draft.target_kind == target_kind, Draft.target_id == target_id, Draft.field == field
    )
    with sorted_errors(workspace.file), workspace.transaction() as connection:
        connection.execute(query)
