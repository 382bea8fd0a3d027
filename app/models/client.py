"""People of the body, its settings, and the client with sites, documents and Statements of Applicability."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import DataRole, Implemented, SiteKind
from app.models.base import Base, Row, enum_column, ref


class Person(Row, Base):
    """Somebody of the certification body who uses this workspace or is in a team."""

    __tablename__ = "person"

    name: Mapped[str]
    latin_name: Mapped[str] = mapped_column(default="")
    initials: Mapped[str] = mapped_column(default="")
    function: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")


class Body(Row, Base):
    """Settings of the certification body, used by every paper."""

    __tablename__ = "body"

    name: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    accreditation: Mapped[str] = mapped_column(default="")
    logo_id: Mapped[str | None] = ref("blob.id")
    colour: Mapped[str] = mapped_column(default="#0b4f79")
    second_colour: Mapped[str] = mapped_column(default="#5b6b7a")
    report_language: Mapped[str] = mapped_column(default="en")
    report_days: Mapped[int] = mapped_column(default=10)
    plan_days: Mapped[int] = mapped_column(default=30)
    major_days: Mapped[int] = mapped_column(default=90)
    major_months: Mapped[int] = mapped_column(default=6)
    deadline_preset: Mapped[str] = mapped_column(default="usual")
    expiry_day_before: Mapped[bool] = mapped_column(default=False)
    stage1_findings: Mapped[bool] = mapped_column(default=False)
    time_rounding: Mapped[str] = mapped_column(default="nearest_half")
    stage1_share: Mapped[int] = mapped_column(default=30)
    client_share: Mapped[int] = mapped_column(default=70)
    remote_warning: Mapped[int] = mapped_column(default=30)
    print_places: Mapped[bool] = mapped_column(default=False)
    attendance_signed: Mapped[bool] = mapped_column(default=False)


class BodyPaper(Row, Base):
    """Form number, revision and issue date that one kind of paper carries in its footer."""

    __tablename__ = "body_paper"
    __table_args__ = (UniqueConstraint("body_id", "paper"),)

    body_id: Mapped[str] = ref("body.id")
    paper: Mapped[str]
    form_number: Mapped[str] = mapped_column(default="")
    form_revision: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]


class BodyText(Row, Base):
    """A text of the body in one language; `key` is `sampling`, `complaints` or `confidentiality`."""

    __tablename__ = "body_text"
    __table_args__ = (UniqueConstraint("body_id", "key", "language"),)

    body_id: Mapped[str] = ref("body.id")
    key: Mapped[str]
    language: Mapped[str]
    text: Mapped[str] = mapped_column(default="")


class Client(Row, Base):
    """The organisation that is audited, with what belongs to it."""

    __tablename__ = "client"

    name: Mapped[str]
    legal_form: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    register_number: Mapped[str] = mapped_column(default="")
    business: Mapped[str] = mapped_column(default="")
    languages: Mapped[str] = mapped_column(default="")
    outsourced: Mapped[str] = mapped_column(default="")
    shifts: Mapped[str] = mapped_column(default="")
    scope: Mapped[str] = mapped_column(default="")
    data_role: Mapped[DataRole] = enum_column(DataRole, default=DataRole.UNKNOWN)
    remote_tools: Mapped[str] = mapped_column(default="")
    safety: Mapped[str] = mapped_column(default="")
    customer_premises: Mapped[str] = mapped_column(default="")


class Contact(Row, Base):
    """A person of the client."""

    __tablename__ = "contact"

    client_id: Mapped[str] = ref("client.id")
    name: Mapped[str]
    latin_name: Mapped[str] = mapped_column(default="")
    function: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    top_management: Mapped[bool] = mapped_column(default=False)
    representative: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class Site(Row, Base):
    """A place of the client; `label` is its short name (S-1), `zone` an IANA zone."""

    __tablename__ = "site"

    client_id: Mapped[str] = ref("client.id")
    label: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    activities: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="UTC")
    heads: Mapped[int | None]
    kind: Mapped[SiteKind] = enum_column(SiteKind, default=SiteKind.PERMANENT)
    central: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class ClientDocument(Row, Base):
    """A document of the client's ISMS (register of documents)."""

    __tablename__ = "client_document"

    client_id: Mapped[str] = ref("client.id")
    title: Mapped[str]
    reference: Mapped[str] = mapped_column(default="")
    edition: Mapped[str] = mapped_column(default="")
    dated: Mapped[date | None]
    owner: Mapped[str] = mapped_column(default="")
    classification: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class Soa(Row, Base):
    """One version of the client's Statement of Applicability."""

    __tablename__ = "soa"

    client_id: Mapped[str] = ref("client.id")
    reference: Mapped[str] = mapped_column(default="")
    edition: Mapped[str]
    dated: Mapped[date | None]
    approved_by: Mapped[str] = mapped_column(default="")
    approved_on: Mapped[date | None]


class SoaControl(Row, Base):
    """One control of a Statement of Applicability."""

    __tablename__ = "soa_control"
    __table_args__ = (UniqueConstraint("soa_id", "ref"),)

    soa_id: Mapped[str] = ref("soa.id")
    ref: Mapped[str]
    applicable: Mapped[bool] = mapped_column(default=True)
    reason: Mapped[str] = mapped_column(default="")
    implemented: Mapped[Implemented] = enum_column(Implemented, default=Implemented.YES)
    judgement: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
