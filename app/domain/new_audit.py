"""What is filled in to start an audit: proposals, what is missing, and the drafts it becomes.

Minimum: a client and a reference; everything else can follow in the audit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from app.domain.client import Client, Contact, Site, Soa
from app.domain.drafts import AuditDraft, ClientDraft, ObjectiveDraft, SiteDraft
from app.domain.kinds import AuditType, Mode
from app.domain.problems import Problem, blocking, hint
from app.domain.record import TeamMember
from app.domain.sentences import N_

SHORT: Final = {
    AuditType.STAGE1: "S1",
    AuditType.STAGE2: "S2",
    AuditType.SURVEILLANCE: "SV",
    AuditType.RECERTIFICATION: "RC",
    AuditType.SPECIAL: "SP",
    AuditType.TRANSFER: "TR",
}
# Own words for the objectives of 17021-1, 9.2.1.2 and (stage 1) 9.3.1.2.
_USUAL: Final = (
    N_("Determine whether the management system conforms to the audit criteria."),
    N_("Determine its ability to meet legal, regulatory and contractual requirements."),
    N_("Determine whether it reaches the client's own objectives effectively."),
    N_("Identify areas for improvement."),
)
_STAGE1: Final = (
    N_("Review the documents of the management system."),
    N_("Judge the conditions at the sites and the readiness for stage 2."),
    N_("Understand the scope, the processes and the sites, and agree the details of stage 2."),
    N_("Confirm that internal audits and the management review are planned and carried out."),
)
_WORD: Final = re.compile(r"[^\W\d_]+", re.UNICODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSite:
    """A site that is taken into the audit: one of the client's (`id`) or a new one."""

    name: str
    id: str = ""
    address: str = ""
    mode: Mode = Mode.ON_SITE
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAudit:
    """The form. `client_id` names a client of the workspace; empty means the new one in `client_name`."""

    client_id: str = ""
    client_name: str = ""
    client_address: str = ""
    contacts: tuple[Contact, ...] = ()
    sites: tuple[NewSite, ...] = ()
    type: AuditType = AuditType.STAGE2
    reference: str = ""
    planned_start: date | None = None
    planned_end: date | None = None
    scope: str = ""
    language: str = "en"
    report_language: str = "en"
    team: tuple[TeamMember, ...] = ()
    objectives: tuple[str, ...] = ()
    soa_id: str | None = None
    soa_edition: str = ""
    zone: str = "UTC"
    taken: frozenset[str] = field(default_factory=frozenset)


def usual_objectives(audit_type: AuditType) -> tuple[str, ...]:
    """Return the message ids of the four objectives proposed for this type of audit."""
    return _STAGE1 if audit_type is AuditType.STAGE1 else _USUAL


def proposed_reference(client: str, audit_type: AuditType, year: int, taken: Iterable[str]) -> str:
    """Return a reference nobody uses yet: `BRY-S2-2026` from the client's name, then `BRY-S2-2026-2`."""
    plain = unicodedata.normalize("NFKD", client)
    letters = "".join(_WORD.findall("".join(one for one in plain if not unicodedata.combining(one))))
    base = f"{(letters[:3] or 'AUDIT').upper()}-{SHORT[audit_type]}-{year}"
    used = {one.casefold() for one in taken}
    number, wanted = 1, base
    while wanted.casefold() in used:
        number += 1
        wanted = f"{base}-{number}"
    return wanted


def problems(form: NewAudit) -> tuple[Problem, ...]:
    """Return what the form lacks; blocking ones stop the start of the audit."""
    found = []
    if not form.client_id and not form.client_name.strip():
        found.append(blocking("client_missing", "client_name"))
    reference = form.reference.strip()
    if not reference:
        found.append(blocking("reference_missing", "reference"))
    elif reference.casefold() in {one.casefold() for one in form.taken}:
        found.append(blocking("reference_taken", "reference", reference=reference))
    if form.planned_start and form.planned_end and form.planned_end < form.planned_start:
        found.append(blocking("dates_reversed", "planned_end"))
    if not form.scope.strip():
        found.append(hint("scope_missing", "scope"))
    return tuple(found)


def client_draft(form: NewAudit) -> ClientDraft:
    """Return the new client of the form with its people and sites."""
    client = Client(name=form.client_name.strip(), address=form.client_address.strip(), scope=form.scope.strip())
    sites = tuple(
        Site(label=f"S-{number}", name=one.name, address=one.address, zone=one.zone or form.zone)
        for number, one in enumerate(form.sites, start=1)
    )
    soa = Soa(edition=form.soa_edition.strip()) if form.soa_edition.strip() else None
    return ClientDraft(client=client, contacts=form.contacts, sites=sites, soa=soa)


def audit_draft(form: NewAudit, client: Client) -> AuditDraft:
    """Return the draft of the audit for a client that is in the workspace by now (its sites are found by name)."""
    by_name = {one.name: one.id for one in client.sites}
    chosen = [(one.id or by_name.get(one.name, ""), one.mode) for one in form.sites]
    soa_id = form.soa_id or next((one.id for one in client.soas if one.edition == form.soa_edition.strip()), None)
    return AuditDraft(
        client_id=client.id,
        reference=form.reference.strip(),
        type=form.type,
        scope=form.scope.strip(),
        language=form.language,
        report_language=form.report_language,
        planned_start=form.planned_start,
        planned_end=form.planned_end,
        soa_id=soa_id,
        zone=form.zone,
        objectives=tuple(ObjectiveDraft(text=one) for one in form.objectives if one.strip()),
        team=form.team,
        sites=tuple(SiteDraft(client_site_id=key, mode=mode) for key, mode in chosen if key),
    )
