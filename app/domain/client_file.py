"""Frozen values of the client file beside sites and contacts (what tables of `models.client_file` hold)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.kinds import ScopeState
from app.domain.recorded import Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector(Recorded):
    """Sector and technical code of a client for one standard."""

    client_id: str = ""
    standard: str = "iso27001"
    code: str = ""
    name: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Process(Recorded):
    """A process of the client; outsourced ones name supplier and control, special ones cannot be checked afterwards."""

    client_id: str = ""
    site_id: str | None = None
    name: str
    description: str = ""
    special: bool = False
    outsourced: bool = False
    supplier: str = ""
    control: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalDuty(Recorded):
    """A legal, regulatory or contractual duty that the client named."""

    client_id: str = ""
    title: str
    reference: str = ""
    remark: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCertificate(Recorded):
    """A certificate the client holds already."""

    client_id: str = ""
    standard: str
    issued_by: str = ""
    number: str = ""
    valid_until: date | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeStatement(Recorded):
    """One version of the scope sentence in one language."""

    client_id: str = ""
    edition: str
    language: str = "en"
    text: str = ""
    state: ScopeState = ScopeState.PROPOSED
    valid_from: date | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadCount(Recorded):
    """Heads at a site by activity and shift; `part_time` is the share of a full day as a fraction (`1/2`)."""

    site_id: str = ""
    activity: str = ""
    shift: str = ""
    heads: int = 0
    part_time: str = "1"
    identical: bool = False
    reason: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEdition(Recorded):
    """An earlier edition of a document of the client's register."""

    document_id: str = ""
    edition: str = ""
    dated: date | None = None
    title: str = ""
    owner: str = ""
    replaced_on: date | None = None
    note: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherData(Recorded):
    """A free line of the body's form for a client, an audit or one kind of paper of an audit."""

    client_id: str | None = None
    audit_id: str | None = None
    paper: str = ""
    label: str = ""
    value: str = ""
    printed: bool = True
    position: int = 0
