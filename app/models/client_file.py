"""What else the client file holds: sectors, processes, duties, certificates, scope sentences, heads, further data."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import ScopeState
from app.models.base import Base, Row, enum_column, ref


class Sector(Row, Base):
    """Sector and technical code of a client for one standard."""

    __tablename__ = "sector"

    client_id: Mapped[str] = ref("client.id")
    standard: Mapped[str] = mapped_column(default="iso27001")
    code: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class Process(Row, Base):
    """A process of the client; outsourced ones name supplier and control, special ones cannot be checked afterwards."""

    __tablename__ = "process"

    client_id: Mapped[str] = ref("client.id")
    site_id: Mapped[str | None] = ref("site.id")
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    special: Mapped[bool] = mapped_column(default=False)
    outsourced: Mapped[bool] = mapped_column(default=False)
    supplier: Mapped[str] = mapped_column(default="")
    control: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class LegalDuty(Row, Base):
    """A legal, regulatory or contractual duty that the client named."""

    __tablename__ = "legal_duty"

    client_id: Mapped[str] = ref("client.id")
    title: Mapped[str]
    reference: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class OtherCertificate(Row, Base):
    """A certificate the client holds already."""

    __tablename__ = "other_certificate"

    client_id: Mapped[str] = ref("client.id")
    standard: Mapped[str]
    issued_by: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    valid_until: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)


class ScopeStatement(Row, Base):
    """One version of the scope sentence in one language."""

    __tablename__ = "scope_statement"
    __table_args__ = (UniqueConstraint("client_id", "edition", "language"),)

    client_id: Mapped[str] = ref("client.id")
    edition: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    text: Mapped[str] = mapped_column(default="")
    state: Mapped[ScopeState] = enum_column(ScopeState, default=ScopeState.PROPOSED)
    valid_from: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)


class HeadCount(Row, Base):
    """Heads at a site by activity and shift; `part_time` is the share of a full day as a fraction (`1/2`)."""

    __tablename__ = "head_count"

    site_id: Mapped[str] = ref("site.id")
    activity: Mapped[str] = mapped_column(default="")
    shift: Mapped[str] = mapped_column(default="")
    heads: Mapped[int] = mapped_column(default=0)
    part_time: Mapped[str] = mapped_column(default="1")
    identical: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class DocumentEdition(Row, Base):
    """An earlier edition of a document of the client's register."""

    __tablename__ = "document_edition"

    document_id: Mapped[str] = ref("client_document.id")
    edition: Mapped[str] = mapped_column(default="")
    dated: Mapped[date | None]
    title: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    replaced_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class FurtherData(Row, Base):
    """A free line of the body's form for a client, an audit or one kind of paper of an audit."""

    __tablename__ = "further_data"

    client_id: Mapped[str | None] = ref("client.id")
    audit_id: Mapped[str | None] = ref("audit.id")
    paper: Mapped[str] = mapped_column(default="")
    label: Mapped[str] = mapped_column(default="")
    value: Mapped[str] = mapped_column(default="")
    printed: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
