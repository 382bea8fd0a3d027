"""The work sheet with a plan, judgements, guidance and earlier audits around it, for the walks and the pictures."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from app.domain.drafts import FindingDraft, LinkDraft
from app.domain.kinds import AuditType, CarriedKind, Grade, GuidanceKind, Verdict
from app.models.audit import Audit
from app.models.preparing import CarriedItem
from app.services.catalogues import catalogue
from app.services.guidance import guidance
from app.services.threads import Target
from app.ui.audit.checklist_dialog import ChecklistDialog
from app.ui.audit.coverage_page import MATRIX, CoveragePage
from app.ui.audit.fieldwork import FieldworkPage
from app.ui.audit.findings import FindingsPage
from app.ui.audit.trail_dialog import TrailDialog
from app.ui.audit.trails import TrailsPage
from tests.support import audit_draft
from tests.ui.crowd import LONG, SUBJECTS, crowd
from tests.ui.plan_world import fill_plan

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.ui.stage import Stage

CHECKLIST = (
    "Clause\tQuestion\tTypical evidence\n"
    "A.5.18\tWho told the service desk about the last leaver?\tTicket of that day\n"
    "5.17\tWho may see the vault?\t\n"
    "A.9.9\tIs it there?\t\n"
    "6.2\t\t\n"
)
SHEET_DATA = frozenset({
    "CB-2025-007", "NC-01", "OB-01", "A.5.18", "A.5.16", "A.6.5", "CC", "AB", "S-1", "S-2", "night shift not asked",
    "Leavers keep their rights for weeks", "Who told the service desk about the last leaver?", "Joiner, mover, leaver",
    "Ticket of that day", "Who may see the vault?", "Is it there?", "Both lapses are of one night.",
    "UTC", "Organizational", "Responsibilities after termination or change of em…",
    "Five people from their first to their last day.", "Two of five kept rights of the place before.",
    "Leadership and context", "Risk assessment and treatment", "Suppliers", "Internal audit", "Service desk",
    "Operations of the platform", "Rooms and entry", "Development and", "Measures of people", "Management review",
    "Access rights of leavers", "Impartiality of the internal audit", "Restore test", "News of threats",
    "Times of leaving in the visitor log", "Awareness in three languages", LONG, *(one[0] for one in SUBJECTS),
    *(item.title for item in catalogue("iso27001").items),
    *(text for layers in guidance("iso27001", "en").items.values() for layer in layers for text in layer.texts()),
})  # fmt: skip


def earlier_audit(stage: Stage) -> str:
    """Start an audit before the one of the stage, with a finding on A.5.18 that it handed on; returns its id."""
    services = stage.world.services
    client = services.clients.get(services.audits.record(stage.audit_id).client.id)
    me = services.body.me()
    draft = audit_draft(
        client, me.id if me else None, reference="CB-2025-007", type=AuditType.STAGE2,
        planned_start=date(2025, 3, 1), planned_end=date(2025, 3, 2),
    )  # fmt: skip
    made = services.audits.create(draft).id
    finding = FindingDraft(
        grade=Grade.MINOR, title="Leavers keep their rights for weeks", statement="4 of 20 were late.",
        links=(LinkDraft(ref="A.5.18", leading=True),),
    )  # fmt: skip
    found = services.findings.draft(made, finding).id
    services.verdicts.decide(made, ["A.5.18"], Verdict.NONCONFORM)
    services.verdicts.decide(made, ["A.5.15", "A.5.16", "9.2.2"], Verdict.CONFORM)
    services.findings.issue(made)
    with stage.world.workspace.write() as uow:
        row = uow.session.get_one(Audit, stage.audit_id)
        row.previous_id = made
        item = CarriedItem(
            audit_id=stage.audit_id, source_audit_id=made, source_finding_id=found, kind=CarriedKind.NONCONFORMITY,
            label="NC-01", grade=Grade.MINOR, refs="A.5.18", text="Leavers keep their rights for weeks",
        )  # fmt: skip
        uow.session.add(item)
        uow.record("audit.linked", row, item, audit=stage.audit_id)
        uow.commit()
    return made


def fill_sheet(stage: Stage) -> None:
    """Crowd the audit and put everything around its requirements."""
    services, audit_id = stage.world.services, stage.audit_id
    if services.audits.record(audit_id).threads:
        return
    crowd(stage.world, audit_id)
    fill_plan(services, audit_id)
    earlier_audit(stage)
    record = services.audits.record(audit_id)
    other, site = record.team[1].id, record.sites[1].id
    services.judgements.judge(audit_id, ["A.5.18"], Verdict.NONCONFORM)
    services.judgements.judge(
        audit_id, ["A.5.18"], Verdict.CONFORM, note="night shift not asked", site_id=site, auditor_id=other
    )
    services.verdicts.decide(audit_id, ["A.5.18"], Verdict.OPEN)
    said = "Who told the service desk about the last leaver?"
    services.own_guidance.add("iso27001", "A.5.18", GuidanceKind.QUESTION, said)
    first = record.findings[0]
    services.finding_rules.decide(first.id, "binding_clause_missing", "Both lapses are of one night.")
    services.threads.begin(
        audit_id, "Joiner, mover, leaver", Target(ref="A.5.16"), Target(ref="A.5.18"), Target(ref="A.6.5"),
        Target(evidence_id=record.evidence[0].id), Target(finding_id=first.id),
    )  # fmt: skip
    thread = services.audits.record(audit_id).threads[0]
    services.fields.set("thread", thread.id, "purpose", "Five people from their first to their last day.")
    services.fields.set("thread", thread.id, "result", "Two of five kept rights of the place before.")


def sheet_page(stage: Stage, *, guide: bool = False, grouped: bool = False) -> FieldworkPage:
    """Return the fieldwork with the work sheet in front."""
    fill_sheet(stage)
    page = FieldworkPage(stage.ctx, stage.audit_id)
    page.show_item("requirement:A.5.18")
    if guide:
        page.requirements.toggle_guidance()
    if grouped:
        page.requirements.grouping.show_value("plan")
    page.load()
    return page


def findings_page(stage: Stage) -> FindingsPage:
    """Return the findings with rules, decisions and what was found before."""
    fill_sheet(stage)
    page = FindingsPage(stage.ctx, stage.audit_id)
    page.load()
    return page


def coverage_window(stage: Stage, *, by: str = "theme", matrix: bool = False) -> CoveragePage:
    """Return the coverage."""
    fill_sheet(stage)
    page = CoveragePage(stage.ctx, stage.audit_id)
    page.by.show_value(by)
    if matrix:
        page.look.show_value(MATRIX)
    page.load()
    return page


def trails_page(stage: Stage) -> TrailsPage:
    """Return the audit trails."""
    fill_sheet(stage)
    page = TrailsPage(stage.ctx, stage.audit_id)
    page.load()
    return page


def checklist_window(stage: Stage) -> QWidget:
    """Return a checklist that was pasted."""
    return ChecklistDialog(None, stage.ctx, "iso27001", CHECKLIST)


def trail_window(stage: Stage) -> QWidget:
    """Return the question on which trail something is put."""
    fill_sheet(stage)
    record = stage.world.services.audits.record(stage.audit_id)
    return TrailDialog(None, stage.ctx, record, (Target(ref="A.5.18"),))


SHEET_WINDOWS = (
    ("work sheet", sheet_page),
    ("work sheet guidance", partial(sheet_page, guide=True)),
    ("work sheet grouped", partial(sheet_page, grouped=True)),
    ("findings with rules", findings_page),
    ("coverage crowded", coverage_window),
    ("coverage matrix", partial(coverage_window, by="site", matrix=True)),
    ("coverage counted", partial(coverage_window, matrix=True)),
    ("audit trails crowded", trails_page),
    ("checklist pasted", checklist_window),
    ("put on a trail", trail_window),
)
