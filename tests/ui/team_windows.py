"""Windows of the team and of stage 1 with something in them, for the walks and for pictures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.domain import declarations as signing
from app.domain.client import ClientDocument
from app.domain.declarations import DeclarationDraft
from app.domain.kinds import Adequacy, AuditType, DeclarationKind, Ready, TeamRole
from app.domain.preparing import Bar, Competence
from app.domain.record import AuditRecord, TeamMember
from app.ui.audit.stage1 import Stage1Page
from app.ui.audit.team import TeamPage
from app.ui.audit.team_declaration import DeclarationDialog
from app.ui.audit.team_dialogs import AcceptDialog, ObjectDialog
from app.ui.settings import SettingsPage
from tests.support import audit_draft
from tests.ui.stage import Stage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

DAY = date(2026, 3, 5)
TEAM_DATA = frozenset({
    "Eleni Expert", "EE", "lead auditor", "training in June 2024", "a lecture, no advice", "Ivo Isms", "3.0", "S-2",
    "worked for a competitor", "no secret here", "S-1", "33", "lead since 2014", "internal audit of 2024", "backup",
    "iso27001", "CB-2026-101", "Scope of the ISMS", "Risk register", "SC-01", "2.0", "5", "owners are missing",
    "two floors", "leavers", "S-2 has seen no audit", "AB-F1", "AB-F2", "Draft minutes", "no audit of S-2", "TEXT",
    "Do the documents of the client fit", "2.1", "Is it effective?", "Does the system conform?", "26", "ISO/IEC 27001",
})  # fmt: skip


def fill_team(stage: Stage) -> AuditRecord:
    """Give the audit an expert, a doubt with a decision, an objection, areas and bars; return the record."""
    teams, audits = stage.world.services.teams, stage.world.services.audits
    if audits.record(stage.audit_id).statements:
        return audits.record(stage.audit_id)
    expert = TeamMember(name="Eleni Expert", initials="EE", role=TeamRole.TECHNICAL_EXPERT, accompanies="lead auditor")
    audits.add_member(stage.audit_id, expert)
    lead, carl, _eleni = audits.record(stage.audit_id).team
    teams.accept(lead.id, DAY)
    for member, doubt in ((lead, ""), (carl, "training in June 2024")):
        teams.declare(member.id, drafts(member.role, doubt), member.name, DAY)
    doubted = next(one for one in audits.record(stage.audit_id).declarations if signing.doubtful(one))
    teams.decide(doubted.id, allowed=True, reason="a lecture, no advice")
    teams.send_to_client(stage.audit_id, DAY)
    teams.client_objects(stage.audit_id, "Ivo Isms", "worked for a competitor", DAY, carl.id)
    teams.client_accepts(stage.audit_id, "Ivo Isms", DAY, "no secret here")
    person = lead.person_id or ""
    teams.add_competence(person, Competence(area="information_security", code="33", proof="lead since 2014"))
    teams.add_bar(person, Bar(subject="backup", reason="internal audit of 2024", until=DAY))
    return audits.record(stage.audit_id)


def drafts(role: TeamRole, doubt: str = "") -> tuple[DeclarationDraft, ...]:
    """Return both declarations answered, the first question doubtfully if `doubt` says why."""
    made = []
    for kind in DeclarationKind:
        answers = signing.all_clean(kind, role)
        if doubt and kind is DeclarationKind.IMPARTIALITY:
            answers = (signing.Answer("past", value=True, remark=doubt), *answers[1:])
        made.append(DeclarationDraft(kind=kind, answers=answers, text=signing.shown_text(kind, role, str)))
    return tuple(made)


def start_stage1(stage: Stage, *, filled: bool = True) -> str:
    """Start a stage 1 of the client; return its id."""
    services = stage.world.services
    known = {one.reference: one.id for one in services.audits.list()}
    if "CB-2026-101" in known:
        return known["CB-2026-101"]
    record = services.audits.record(stage.audit_id)
    draft = audit_draft(record.client, record.team[0].person_id, type=AuditType.STAGE1, reference="CB-2026-101")
    made = services.audits.create(draft).id
    if not filled:
        return made
    for title, reference, edition in (("Scope of the ISMS", "SC-01", "2.0"), ("Risk register", "", "5")):
        services.clients.add_document(
            record.client.id, ClientDocument(title=title, reference=reference, edition=edition)
        )
    services.stage1.propose(made)
    first, second = services.audits.record(made).reviews[:2]
    services.stage1.review(made, (first.id,), Adequacy.ADEQUATE)
    services.stage1.review(made, (second.id,), Adequacy.PARTLY)
    services.fields.set("document_review", second.id, "remark", "owners are missing")
    services.fields.set("client_document", first.document_id or "", "edition", "2.1")
    for ref, state in (("4", Ready.READY), ("9", Ready.NOT_READY)):
        services.stage1.judge(made, ref, state)
    services.fields.set("audit_site", services.audits.record(made).sites[0].id, "conditions", "two floors")
    services.fields.set("audit", made, "stage2_focus", "leavers")
    services.stage1.raise_concern(made, "no audit of S-2", "9.2.2", 2)
    services.stage1.raise_concern(made, "Draft minutes", "", 1)
    return made


def team_page(stage: Stage, *, member: int = 1) -> TeamPage:
    record = fill_team(stage)
    page = TeamPage(stage.ctx, stage.audit_id)
    page.load()
    stage.settle()
    page.table.select(record.team[member].id)
    return page


def declaration(stage: Stage) -> QWidget:
    member = stage.world.services.audits.record(stage.audit_id).team[0]
    dialog = DeclarationDialog(None, stage.ctx, member, DAY)
    first = dialog.lines[DeclarationKind.IMPARTIALITY][0]
    first.show_answer(value=True, remark="training in June 2024")
    return dialog


def client_dialog(stage: Stage, *, objects: bool = False) -> QWidget:
    record = stage.world.services.audits.record(stage.audit_id)
    if objects:
        return ObjectDialog(None, stage.ctx, record, stage.words.gettext("Objection of the client"), DAY)
    return AcceptDialog(None, stage.ctx, record, stage.words.gettext("The client accepts the team"), DAY)


def stage1_page(stage: Stage, *, part: str = "documents") -> Stage1Page:
    page = Stage1Page(stage.ctx, start_stage1(stage))
    page.load()
    stage.settle()
    page.show_part(part)
    return page


def settings_page(stage: Stage) -> SettingsPage:
    record = fill_team(stage)
    page = SettingsPage(stage.ctx)
    page.load()
    stage.settle()
    page._people._table.select(record.team[0].person_id or "")
    return page
