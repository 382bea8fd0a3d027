"""The search with hits in it, for the walks and the pictures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.drafts import EvidenceDraft, FindingDraft, IncomingFile, LinkDraft
from app.domain.kinds import Grade
from app.domain.search import SearchFilters, SearchKind
from app.ui.search.days import DaysDialog
from app.ui.search.page import SearchPage

if TYPE_CHECKING:
    from tests.support import World
    from tests.ui.stage import Stage

SEARCH_DATA = frozenset({
    "Access rights of leavers: three accounts were still open", "Access policy, version 3.1", "access.txt", "AB",
    "CB-2026-001", "A.5.18", "access", "Sentinel",
})  # fmt: skip


def fill_search(world: World, audit_id: str) -> None:
    """Capture some evidence, a file and a finding that speak of access, and take them up."""
    evidence = world.services.evidence
    text = "The list of leavers of March was compared with the accounts of the directory; access was taken away late."
    draft = EvidenceDraft(
        title="Access rights of leavers: three accounts were still open", text=text, links=(LinkDraft(ref="A.5.18"),)
    )
    evidence.capture(audit_id, draft)
    inside = "Every user gets the access that the role needs. " * 6
    files = [IncomingFile(name="access.txt", data=inside.encode())]
    evidence.capture(audit_id, EvidenceDraft(title="Access policy, version 3.1", confidential=True), files)
    for number in range(9):
        world.clock.set(world.clock.now() + timedelta(minutes=5))
        evidence.capture(audit_id, EvidenceDraft(title=f"Sentinel {number}: access log looked through"))
    finding = FindingDraft(grade=Grade.MINOR, title="Access of leavers is taken away late", statement=text)
    world.services.findings.draft(audit_id, finding)
    world.services.search.catch_up()


def search_page(stage: Stage, text: str = "access", kind: SearchKind | None = None) -> SearchPage:
    """Return the page with hits."""
    fill_search(stage.world, stage.audit_id)
    page = SearchPage(stage.ctx)
    page.line.setText(text)
    if kind is not None:
        page.filter.choose_kind(kind)
    page.load()
    return page


def days_dialog(stage: Stage) -> DaysDialog:
    """Return the question for two days."""
    return DaysDialog(None, stage.words, SearchFilters(first=date(2026, 3, 27)))
