"""Windows of the next audit over a client whose stage 2 is held; for the walks, the tests and for pictures."""

from __future__ import annotations

from datetime import date

from app.domain.client import Site, Soa
from app.domain.kinds import AuditState, AuditType, Grade
from app.ui.audit.overview import OverviewPage
from app.ui.dialogs.next_audit import NextAuditPage
from tests import cycle_world as way
from tests.cycle_world import Walker
from tests.ui.cycle_windows import CYCLE_DATA, TOLD, new_cycle
from tests.ui.stage import Stage

NEXT_DATA = CYCLE_DATA | {
    "finding 1", "finding 2", "Store room of S-2, key with two holders", "A.7.2", "NC-01", "NC-02", "P1", "BRY-SV-",
    "S-1", "S-2", "S-3", "Head office", "Quay", "Harbour two", "SOA", "2.1", "2.2", "BRY-S2-",
}  # fmt: skip


def held(stage: Stage) -> Walker:
    """Enter a client with a stage 2 that was held: two nonconformities, a point, and what changed since."""
    walker = new_cycle(stage, TOLD)
    services = stage.world.services
    services.clients.add_soa(walker.client_id, Soa(edition="2.1", reference="SOA", dated=date(2026, 3, 2)))
    audit = way.plan_audit(walker, AuditType.STAGE2)
    way.hold(walker, audit, Grade.MAJOR, Grade.MINOR)
    with stage.world.workspace.write() as uow:
        row = uow.session.get_one(way.audit_tables.Audit, audit)
        row.state = AuditState.CLOSED
        uow.record("audit.changed", row, audit=audit)
        uow.commit()
    services.next_audits.add_point(audit, "Store room of S-2, key with two holders", "A.7.2")
    site = services.clients.get(walker.client_id).sites[0]
    services.fields.set("site", site.id, "heads", 45)
    services.clients.add_site(walker.client_id, Site(label="S-3", name="Harbour two", heads=5))
    services.clients.add_soa(walker.client_id, Soa(edition="2.2", reference="SOA", dated=date(2026, 5, 1)))
    return walker


def next_page(stage: Stage, step: int = 0) -> NextAuditPage:
    """Return the form of the next audit at one of its steps."""
    walker = held(stage)
    page = NextAuditPage(stage.ctx, walker.audits[-1])
    page.load()
    stage.settle()
    page.frame.go(step)
    return page


def surveillance(stage: Stage) -> str:
    """Start the surveillance that follows; return its id."""
    walker = held(stage)
    services = stage.world.services
    return services.next_audits.start(services.next_audits.propose(walker.audits[-1], AuditType.SURVEILLANCE)).id


def overview(stage: Stage) -> OverviewPage:
    """Return the overview of the surveillance with what was handed on."""
    page = OverviewPage(stage.ctx, surveillance(stage))
    page.load()
    stage.settle()
    return page
