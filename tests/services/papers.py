"""A report that can be signed, made from an audit that has little in it: each gap gets a reason."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.record import Paper, SigningIdentity
from tests.support import World

LEAD, CO_AUDITOR, CLIENT = "LeadAuditor", "CoAuditor1", "Client"
PASSWORD = "key-password"


def reasons(world: World, audit_id: str) -> dict[str, str]:
    """Return a reason for everything that would hold the signature."""
    return {one.code: "known, settled by letter" for one in world.services.reports.missing(audit_id) if one.blocking}


def freeze(world: World, audit_id: str) -> Paper:
    """Freeze the report with a reason for each gap."""
    return world.services.reports.freeze(audit_id, reasons(world, audit_id))


def key(world: World, name: str = "Anna Berg") -> SigningIdentity:
    """Make a signing key."""
    return world.services.identities.make(name, "Body", PASSWORD)


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed report with the key that signed it."""

    paper: Paper
    identity: SigningIdentity
    data: bytes


def sign(world: World, audit_id: str, *, trusted: bool = True) -> Signed:
    """Freeze and sign as the lead auditor; `trusted` pins the key."""
    identity = key(world)
    if trusted:
        world.services.identities.trust(identity.fingerprint, identity.name, "lead_auditor")
    paper = world.services.reports.sign(freeze(world, audit_id).id, identity.id, PASSWORD, LEAD)
    return Signed(paper, identity, world.services.reports.file(paper.id))
