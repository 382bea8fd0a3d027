"""The record's own tables.

Bytes of attachments, the trail and its values, drafts being typed, facts of the workspace.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import ID, Base, Row, enum_column, new_id, ref
from app.models.types import WHOLE

__all__ = ["Attachment", "Blob", "BlobChunk", "BlobState", "Draft", "Rendition", "Trail", "TrailValue", "WorkspaceInfo"]


class BlobState(StrEnum):
    """The life of stored bytes; triggers allow only these steps: incoming, whole, destroyed."""

    INCOMING = "incoming"
    WHOLE = "whole"
    DESTROYED = "destroyed"


class Blob(Base):
    """Stored bytes, addressed by SHA-256, once each; `destroyed` keeps hash and size as the tombstone."""

    __tablename__ = "blob"
    __table_args__ = (
        CheckConstraint("state = 'incoming' OR (sha256 IS NOT NULL AND size IS NOT NULL)", name="named_and_sized"),
        Index(
            "uq_blob_whole_sha256",
            "sha256",
            unique=True,
            sqlite_where=text("state = 'whole'"),
            postgresql_where=text("state = 'whole'"),
        ),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    state: Mapped[BlobState] = enum_column(BlobState)
    sha256: Mapped[str | None]
    size: Mapped[int | None]
    started_at: Mapped[datetime]


class BlobChunk(Base):
    """512 KiB of a blob (the last one shorter), counted from 0; no migration ever touches this table."""

    __tablename__ = "blob_chunk"

    blob_id: Mapped[str] = mapped_column(ID, ForeignKey("blob.id"), primary_key=True)
    n: Mapped[int] = mapped_column(WHOLE, primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class Attachment(Row, Base):
    """A file as it was taken in; hash and size stand here too, so that the trail vouches for the bytes."""

    __tablename__ = "attachment"

    audit_id: Mapped[str | None] = ref("audit.id")
    blob_id: Mapped[str] = ref("blob.id")
    name: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    parent_id: Mapped[str | None] = ref("attachment.id")
    made_how: Mapped[str | None]
    taken_at: Mapped[datetime | None]
    destroyed_at: Mapped[datetime | None]
    destroyed_reason: Mapped[str | None]


class RenditionKind(StrEnum):
    """What is made once from an original, in the decoding helper."""

    THUMBNAIL = "thumbnail"
    PRINT = "print"
    TEXT = "text"


class Rendition(Base):
    """A picture or text made from a blob; can be made again, so it is no record.

    `state` says why there are no bytes.
    """

    __tablename__ = "rendition"

    blob_id: Mapped[str] = mapped_column(ID, ForeignKey("blob.id"), primary_key=True)
    kind: Mapped[RenditionKind] = enum_column(RenditionKind, primary_key=True)
    state: Mapped[str] = mapped_column(default="done")
    media_type: Mapped[str]
    width: Mapped[int | None]
    height: Mapped[int | None]
    data: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    made_at: Mapped[datetime]


class Trail(Base):
    """One entry of a hash chain: `entry` is RFC 8785 JSON, `hash` its SHA-256.

    See docs/formats and storage/trail.py.
    """

    __tablename__ = "trail"

    chain: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(WHOLE, primary_key=True, autoincrement=False)
    audit_id: Mapped[str | None] = mapped_column(ID, index=True)
    replica_id: Mapped[str] = mapped_column(ID)
    entry: Mapped[str]
    hash: Mapped[str]


class TrailValue(Base):
    """The values behind the hashes of an entry (canonical JSON and salt as hex); NULL after they were destroyed."""

    __tablename__ = "trail_value"
    __table_args__ = (
        ForeignKeyConstraint(["chain", "seq"], ["trail.chain", "trail.seq"]),
        Index("ix_trail_value_row", "table_name", "row_id"),
    )

    chain: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(WHOLE, primary_key=True, autoincrement=False)
    table_name: Mapped[str] = mapped_column(primary_key=True)
    row_id: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    old_value: Mapped[str | None]
    old_salt: Mapped[str | None]
    new_value: Mapped[str | None]
    new_salt: Mapped[str | None]


class Draft(Base):
    """Text being typed, one row per author, target and field; deleted in the unit of work that records the field."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("author", "target_kind", "target_id", "field"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    author: Mapped[str]
    audit_id: Mapped[str | None] = mapped_column(ID, index=True)
    target_kind: Mapped[str]
    target_id: Mapped[str]
    field: Mapped[str]
    text: Mapped[str]
    base_hash: Mapped[str | None]
    blob_id: Mapped[str | None] = ref("blob.id")
    changed_at: Mapped[datetime]


class WorkspaceInfo(Row, Base):
    """The one row about this workspace: whose chain it writes, whether it was made or restored, who works in it."""

    __tablename__ = "workspace_info"

    replica_id: Mapped[str] = mapped_column(ID)
    origin: Mapped[str]
    made_with: Mapped[str]
    person_id: Mapped[str | None] = mapped_column(ID)
