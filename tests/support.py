"""What tests of services, papers and windows share: a real encrypted workspace with one small audit in it."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.client import Client, Contact, Person, Site, Soa, SoaControl
from app.domain.clock import SetClock
from app.domain.drafts import AuditDraft, ClientDraft, ObjectiveDraft, SiteDraft
from app.domain.kinds import AuditType, Implemented, TeamRole
from app.domain.record import TeamMember
from app.services.container import Services, build
from app.storage.workspace import RawKey, Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = bytes(range(32))
START = datetime(2026, 3, 27, 7, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class World:
    """An open workspace with its services and a clock that stands until it is set."""

    services: Services
    workspace: Workspace
    clock: SetClock
    folder: Path


@cache
def _blank(*, with_audit: bool) -> tuple[Path, str]:
    """Make one workspace per test run, if wanted with an audit in it; tests copy it, because that is faster."""
    folder = Path(tempfile.mkdtemp(prefix="onsite-blank-")) / "workspace"
    clock = SetClock(START, "Europe/Warsaw")
    workspace, _ = Workspace.create(folder, RawKey(KEY), clock=clock)
    audit_id = start_audit(build(workspace)) if with_audit else ""
    workspace.close()
    return folder, audit_id


def fresh_folder(folder: Path, *, with_audit: bool = False) -> str:
    """Put a copy of the prepared workspace into the new `folder`; return the id of its audit."""
    source, audit_id = _blank(with_audit=with_audit)
    shutil.copytree(source, folder)
    return audit_id


def open_world(folder: Path, clock: SetClock | None = None) -> World:
    """Open the workspace in `folder` with all services."""
    at = clock or SetClock(START, "Europe/Warsaw")
    workspace = Workspace.open(folder, RawKey(KEY), clock=at)
    return World(build(workspace), workspace, at, folder)


def new_world(folder: Path, *, with_audit: bool = False) -> Iterator[World]:
    """Yield a world in the new `folder` and close it; for fixtures."""
    fresh_folder(folder, with_audit=with_audit)
    world = open_world(folder)
    try:
        yield world
    finally:
        world.workspace.close()


def name_me(services: Services, name: str = "Anna Berg", initials: str = "AB") -> str:
    """Enter a person, make it the user of the workspace, and return its id."""
    person = services.body.add_person(Person(name=name, initials=initials))
    services.body.i_am(person.id)
    return person.id


def add_client(services: Services) -> Client:
    """Enter a client with two contacts, two sites and a Statement of Applicability that excludes A.7.6."""
    controls = (
        SoaControl(ref="A.5.18", applicable=True, implemented=Implemented.YES),
        SoaControl(ref="A.7.6", applicable=False, reason="no secure areas", implemented=Implemented.NO),
    )
    made = services.clients.add(
        ClientDraft(
            client=Client(name="Muster AG", address="Weg 1, 10000 Musterstadt"),
            contacts=(
                Contact(name="Eva Example", function="chief executive", top_management=True),
                Contact(name="Ivo Isms", function="ISMS manager", representative=True),
            ),
            sites=(
                Site(label="S-1", name="Head office", zone="Europe/Warsaw"),
                Site(label="S-2", name="Service centre"),
            ),
            soa=Soa(edition="2.1", reference="SOA", dated=date(2026, 3, 2), controls=controls),
        )
    )
    return services.clients.get(made.id)


def audit_draft(client: Client, person_id: str | None = None, **changes: object) -> AuditDraft:
    """Return a draft for a stage 2 of `client` with one lead auditor, one auditor and two objectives."""
    values: dict[str, object] = {
        "client_id": client.id,
        "reference": "CB-2026-001",
        "type": AuditType.STAGE2,
        "scope": "Operation of the platform",
        "planned_start": date(2026, 3, 27),
        "planned_end": date(2026, 3, 31),
        "soa_id": client.soas[0].id if client.soas else None,
        "zone": "Europe/Warsaw",
        "team": (
            TeamMember(name="Anna Berg", initials="AB", role=TeamRole.LEAD_AUDITOR, person_id=person_id),
            TeamMember(name="Carl Co", initials="CC", role=TeamRole.AUDITOR),
        ),
        "sites": tuple(SiteDraft(client_site_id=site.id) for site in client.sites),
        "objectives": (ObjectiveDraft(text="Does the system conform?"), ObjectiveDraft(text="Is it effective?")),
    }
    return AuditDraft(**(values | changes))  # type: ignore[arg-type]


def start_audit(services: Services, **changes: object) -> str:
    """Enter me, a client and an audit, and return the id of the audit."""
    person_id = name_me(services)
    return services.audits.create(audit_draft(add_client(services), person_id, **changes)).id
