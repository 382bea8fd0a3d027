"""Windows of audit time over the stage's client, for the walks and for pictures."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.domain.client import Site
from app.domain.kinds import AuditType
from app.domain.time_form import AdjustmentLine, GroupLine, StandardLine, TimeForm, form_of
from app.domain.time_use import UsedPart
from app.ui.audit.time_page import TimePage
from app.ui.times.sites_dialog import SitesDialog
from app.ui.times.use_dialog import UseDialog
from tests.services.test_times import AT_02, HARBOUR
from tests.ui.stage import Stage

GROUPS = tuple(
    GroupLine(name=f"Group {number}", count=str(number * 7), identical=number % 3 == 0, reason="fixed dialogues")
    for number in range(1, 9)
)
CROWDED = replace(
    form_of(HARBOUR),
    groups=GROUPS,
    percent="60",
    outside_reason="two sites are new",
    adjustments=tuple(AdjustmentLine(name=f"Interpreter {n}", percent="2", reason="half a day") for n in range(4)),
    standards=(StandardLine(name="ISO 9001", days="5"), StandardLine(name="ISO 14001", days="4")),
    integration_percent="15",
    integration_reason="one manual",
    stage1_percent="25",
    stage1_reason="as agreed",
    on_site="40",
    remote="25",
    office="35",
    override_days="6",
    override_reason="as before",
    override_approver="Ada Arc",
)
TIME_DATA = frozenset({
    "Group", "Interpreter", "half a day", "fixed dialogues", "typing from forms", "Offices and IT", "Service desk",
    "Capture", "ISO 9001", "ISO 14001", "one manual", "as agreed", "as before", "Ada Arc", "two sites are new",
    "well-documented platform, one product", "one product, standard platforms", "Branch", "S-1", "SHA", "iso27001",
    "after the application review", "half a day at S-3", "+2", "sha256-order/1",
})  # fmt: skip


def client_id(stage: Stage) -> str:
    """Return the client of the stage's audit."""
    return stage.world.services.clients.list()[0].id


def keep(stage: Stage, count: int = 2) -> str:
    """Keep calculations, the last of them used by the audit; return its id."""
    times, made = stage.world.services.times, ""
    for number in range(count):
        inputs = HARBOUR if number % 2 else AT_02
        made = times.keep(client_id(stage), inputs, approved_by="Ada Arc", remark="after the application review").id
    times.use(stage.audit_id, made, UsedPart.STAGE2)
    return made


def time_page(stage: Stage, form: TimeForm | None = None, kept: int = 0) -> TimePage:
    """Return the page, if wanted with a filled form and kept calculations."""
    if kept:
        keep(stage, kept)
    page = TimePage(stage.ctx, stage.audit_id)
    page.load()
    stage.settle()
    if form is not None and page.pane is not None:
        page.pane._put(form)
    return page


def add_sites(stage: Stage, count: int = 9) -> None:
    """Enter further sites of the client."""
    for number in range(3, 3 + count):
        stage.world.services.client_file.add(
            client_id(stage), Site(label=f"S-{number}", name=f"Branch {number}", heads=number * 7)
        )


def sites_dialog(stage: Stage, *, drawn: bool = False) -> SitesDialog:
    """Return the dialog over eleven sites, if wanted with a draw."""
    add_sites(stage)
    dialog = SitesDialog(None, stage.ctx, client_id(stage), stage.world.services.audits.record(stage.audit_id))
    stage.settle()
    if drawn:
        dialog._on_draw()
        stage.settle()
    return dialog


def use_dialog(stage: Stage) -> QWidget:
    """Return the dialog that asks which part an audit takes."""
    keep(stage)
    kept = stage.world.services.times.history(client_id(stage))[0]
    return UseDialog(None, stage.ctx, kept, AuditType.STAGE2)
