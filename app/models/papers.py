"""Texts of the report, papers with their signatures, and signing identities."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import (
    Audience,
    IdentityKind,
    PaperKind,
    PaperState,
    TextState,
)
from app.models.base import Base, Row, enum_column, ref


class ReportText(Row, Base):
    """A narrative text of the report; `key` is a row id (`RPT-18`)."""

    __tablename__ = "report_text"
    __table_args__ = (UniqueConstraint("audit_id", "key"),)

    audit_id: Mapped[str] = ref("audit.id")
    key: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    state: Mapped[TextState] = enum_column(TextState, default=TextState.EMPTY)


class SigningIdentity(Row, Base):
    """A signing identity known to the workspace; the key itself stays in the encrypted PKCS#12 bytes."""

    __tablename__ = "identity"

    key_blob_id: Mapped[str | None] = ref("blob.id")
    person_id: Mapped[str | None] = ref("person.id")
    name: Mapped[str]
    organisation: Mapped[str] = mapped_column(default="")
    kind: Mapped[IdentityKind] = enum_column(IdentityKind, default=IdentityKind.SELF_MADE)
    fingerprint: Mapped[str] = mapped_column(default="")
    has_key: Mapped[bool] = mapped_column(default=True)
    trusted: Mapped[bool] = mapped_column(default=False)
    role: Mapped[str] = mapped_column(default="")


class Paper(Row, Base):
    """A revision of a paper: frozen data, unsigned bytes (hash) and, once signed, the file.

    `subject_id` names the meeting, finding or person it is about, where the audit alone does not say.
    """

    __tablename__ = "paper"
    __table_args__ = (UniqueConstraint("audit_id", "kind", "subject_id", "revision"),)

    audit_id: Mapped[str] = ref("audit.id")
    kind: Mapped[PaperKind] = enum_column(PaperKind, default=PaperKind.REPORT)
    subject_id: Mapped[str] = mapped_column(default="")
    audience: Mapped[Audience] = enum_column(Audience, default=Audience.CLIENT)
    revision: Mapped[int] = mapped_column(default=0)
    state: Mapped[PaperState] = enum_column(PaperState, default=PaperState.FROZEN)
    trail_head: Mapped[str] = mapped_column(default="")
    data_blob_id: Mapped[str | None] = ref("blob.id")
    unsigned_blob_id: Mapped[str | None] = ref("blob.id")
    file_blob_id: Mapped[str | None] = ref("blob.id")
    unsigned_sha256: Mapped[str] = mapped_column(default="")
    file_sha256: Mapped[str] = mapped_column(default="")
    composed_at: Mapped[datetime | None]


class PaperSignature(Row, Base):
    """A signature in a paper: who, in which field, with which key, when by the device clock."""

    __tablename__ = "paper_signature"
    __table_args__ = (UniqueConstraint("paper_id", "field"),)

    paper_id: Mapped[str] = ref("paper.id")
    identity_id: Mapped[str | None] = ref("identity.id")
    field: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    fingerprint: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime | None]
    file_blob_id: Mapped[str | None] = ref("blob.id")
    file_sha256: Mapped[str] = mapped_column(default="")
