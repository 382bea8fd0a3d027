"""Frozen values of the certification body, its people and the client (what tables of `models.client` hold)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.client_file import (
    DocumentEdition,
    FurtherData,
    HeadCount,
    LegalDuty,
    OtherCertificate,
    Process,
    ScopeStatement,
    Sector,
)
from app.domain.confirming import AgendaText
from app.domain.kinds import DataRole, Implemented, SiteKind
from app.domain.programme_record import DeadlineSetting, Holiday
from app.domain.recorded import Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Recorded):
    """Somebody of the certification body who uses this workspace or is in a team."""

    name: str
    latin_name: str = ""
    initials: str = ""
    function: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPaper(Recorded):
    """Form number, revision and issue date that one kind of paper carries in its footer."""

    paper: str
    form_number: str = ""
    form_revision: str = ""
    issued_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyText(Recorded):
    """A text of the body in one language; `key` is `sampling`, `complaints` or `confidentiality`."""

    key: str
    language: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Recorded):
    """Settings of the certification body, used by every paper."""

    name: str = ""
    address: str = ""
    accreditation: str = ""
    logo_id: str | None = None
    colour: str = "#0b4f79"
    second_colour: str = "#5b6b7a"
    report_language: str = "en"
    report_days: int = 10
    plan_days: int = 30
    major_days: int = 90
    major_months: int = 6
    deadline_preset: str = "usual"
    expiry_day_before: bool = False
    stage1_findings: bool = False
    time_rounding: str = "nearest_half"
    stage1_share: int = 30
    client_share: int = 70
    remote_warning: int = 30
    print_places: bool = False
    attendance_signed: bool = False
    agenda: tuple[AgendaText, ...] = ()
    papers: tuple[BodyPaper, ...] = ()
    texts: tuple[BodyText, ...] = ()
    deadlines: tuple[DeadlineSetting, ...] = ()
    holidays: tuple[Holiday, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Recorded):
    """A person of the client."""

    client_id: str = ""
    name: str
    latin_name: str = ""
    function: str = ""
    email: str = ""
    phone: str = ""
    top_management: bool = False
    representative: bool = False
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(Recorded):
    """A place of the client; `label` is its short name (S-1), `zone` an IANA zone."""

    client_id: str = ""
    label: str = ""
    name: str
    address: str = ""
    activities: str = ""
    zone: str = "UTC"
    heads: int | None = None
    kind: SiteKind = SiteKind.PERMANENT
    central: bool = False
    position: int = 0
    head_counts: tuple[HeadCount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientDocument(Recorded):
    """A document of the client's ISMS (register of documents)."""

    client_id: str = ""
    title: str
    reference: str = ""
    edition: str = ""
    dated: date | None = None
    owner: str = ""
    classification: str = ""
    position: int = 0
    editions: tuple[DocumentEdition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SoaControl(Recorded):
    """One control of a Statement of Applicability."""

    soa_id: str = ""
    ref: str
    applicable: bool = True
    reason: str = ""
    implemented: Implemented = Implemented.YES
    judgement: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Soa(Recorded):
    """One version of the client's Statement of Applicability."""

    client_id: str = ""
    reference: str = ""
    edition: str
    dated: date | None = None
    approved_by: str = ""
    approved_on: date | None = None
    controls: tuple[SoaControl, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Client(Recorded):
    """The organisation that is audited, with what belongs to it."""

    name: str
    legal_form: str = ""
    address: str = ""
    register_number: str = ""
    business: str = ""
    languages: str = ""
    outsourced: str = ""
    shifts: str = ""
    scope: str = ""
    data_role: DataRole = DataRole.UNKNOWN
    remote_tools: str = ""
    safety: str = ""
    customer_premises: str = ""
    contacts: tuple[Contact, ...] = ()
    sites: tuple[Site, ...] = ()
    documents: tuple[ClientDocument, ...] = ()
    soas: tuple[Soa, ...] = ()
    sectors: tuple[Sector, ...] = ()
    processes: tuple[Process, ...] = ()
    duties: tuple[LegalDuty, ...] = ()
    certificates: tuple[OtherCertificate, ...] = ()
    scopes: tuple[ScopeStatement, ...] = ()
    further: tuple[FurtherData, ...] = ()
