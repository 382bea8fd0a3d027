"""What a client file says as a whole: what is missing for the review of the application, sums, its line in the list.

The state table of the cycle (certification-audit facts, section 2) asks for scope, sites, head count, outsourcing,
consultants used and documents before an application is reviewed (17021-1, 9.1.1 and 9.1.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain.client import Client, Site
from app.domain.client_file import ScopeStatement
from app.domain.cycle_kinds import ApplicationItem
from app.domain.head_counts import totals
from app.domain.kinds import AuditState, CycleState, ScopeState
from app.domain.problems import Problem, hint
from app.domain.record import AuditRow, Cycle

CONSULTANTS: Final = "application.consultants"
"""`FurtherData.paper` of the line of the application form that says which consultants were used."""
FINISHED: Final = frozenset({AuditState.REPORTED, AuditState.ABORTED})
_VALID: Final = (ScopeState.CERTIFIED, ScopeState.AGREED)
_SECTIONS: Final = {
    ApplicationItem.SCOPE: "scope",
    ApplicationItem.SITES: "sites",
    ApplicationItem.HEAD_COUNT: "sites",
    ApplicationItem.OUTSOURCING: "processes",
    ApplicationItem.CONSULTANTS: "further",
    ApplicationItem.DOCUMENTS: "documents",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRow:
    """One line of the list of clients; `heads` is `None` while no site has a number."""

    id: str
    name: str
    sites: int = 0
    heads: int | None = None
    cycle: CycleState | None = None
    next_audit: date | None = None
    next_reference: str = ""
    open_audits: int = 0
    audits: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSheet:
    """A client file as its page shows it: the client, its audits (the latest first), its cycles, what is missing."""

    client: Client
    audits: tuple[AuditRow, ...] = ()
    cycles: tuple[Cycle, ...] = ()
    gaps: tuple[Problem, ...] = ()


def present(client: Client) -> frozenset[ApplicationItem]:
    """Return which parts of a complete application the client file holds; the signature stands on paper."""
    found = {
        ApplicationItem.SCOPE: bool(scope_text(client)),
        ApplicationItem.SITES: bool(client.sites),
        ApplicationItem.HEAD_COUNT: bool(client.sites) and all(one.heads is not None for one in client.sites),
        ApplicationItem.OUTSOURCING: bool(client.outsourced.strip()) or any(one.outsourced for one in client.processes),
        ApplicationItem.CONSULTANTS: any(one.paper == CONSULTANTS and one.value.strip() for one in client.further),
        ApplicationItem.DOCUMENTS: bool(client.documents),
    }
    return frozenset(item for item, there in found.items() if there)


def gaps(client: Client) -> tuple[Problem, ...]:
    """Return what is missing or does not fit in the client file; `field` is `section` or `section#row`.

    None of it stops anybody from typing; the review of the application waits for the `application_...` points.
    """
    return (*_application(client), *_people(client), *_sites(client), *_processes(client))


def _application(client: Client) -> Iterator[Problem]:
    there = present(client)
    for item, section in _SECTIONS.items():
        if item not in there:
            yield hint(f"application_{item.value}_missing", section)


def _people(client: Client) -> Iterator[Problem]:
    if not client.contacts:
        yield hint("contact_missing", "people")
        return
    if not any(one.top_management for one in client.contacts):
        yield hint("top_management_missing", "people")
    if not any(one.representative for one in client.contacts):
        yield hint("representative_missing", "people")


def _sites(client: Client) -> Iterator[Problem]:
    if len(client.sites) > 1 and not any(one.central for one in client.sites):
        yield hint("central_function_missing", "sites")
    for site in client.sites:
        counted = totals(site.head_counts).persons
        if site.head_counts and site.heads is not None and site.heads != counted:
            yield hint("head_counts_differ", f"sites#{site.id}", site=site.name, total=site.heads, sum=counted)


def _processes(client: Client) -> Iterator[Problem]:
    for one in client.processes:
        if one.outsourced and not (one.supplier.strip() and one.control.strip()):
            yield hint("outsourcing_uncontrolled", f"processes#{one.id}", process=one.name)


def heads(sites: tuple[Site, ...]) -> int | None:
    """Return the sum of the confirmed heads of the sites, `None` while no site has a number."""
    known = [one.heads for one in sites if one.heads is not None]
    return sum(known) if known else None


def valid_scope(client: Client, language: str = "") -> ScopeStatement | None:
    """Return the scope sentence in force: on the certificate before agreed; in `language` if one is given."""
    for state in _VALID:
        for one in reversed(client.scopes):
            if one.state is state and language in ("", one.language):
                return one
    return None


def scope_text(client: Client, language: str = "") -> str:
    """Return the scope sentence to begin an audit with: the one in force, else what the client applied for."""
    one = valid_scope(client, language) or valid_scope(client)
    return one.text if one is not None else client.scope.strip()


def latest_cycle(cycles: tuple[Cycle, ...]) -> Cycle | None:
    """Return the latest cycle, that of ISO/IEC 27001 before those of other standards."""
    return max(cycles, key=lambda one: (one.standard == "iso27001", one.number), default=None)


def client_row(client: Client, audits: tuple[AuditRow, ...], cycles: tuple[Cycle, ...], today: date) -> ClientRow:
    """Return the line of a client; the next audit is the earliest one that is not finished and not past."""
    still = [one for one in audits if one.state not in FINISHED]
    dated = sorted((one.planned_start, one.reference) for one in still if one.planned_start is not None)
    coming = next((one for one in dated if one[0] >= today), None)
    cycle = latest_cycle(cycles)
    return ClientRow(
        id=client.id,
        name=client.name,
        sites=len(client.sites),
        heads=heads(client.sites),
        cycle=cycle.state if cycle else None,
        next_audit=coming[0] if coming else None,
        next_reference=coming[1] if coming else "",
        open_audits=len(still),
        audits=len(audits),
    )
