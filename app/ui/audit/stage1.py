"""Stage 1: documents, readiness, sites and focus of stage 2, concerns and recommendation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain import stage1 as rules
from app.domain.readiness import Blocker, Place, before_signing
from app.domain.readiness import Page as Where
from app.domain.sentences import N_
from app.domain.stage1 import Part
from app.ui.audit.base import AuditPage
from app.ui.audit.places import go_to
from app.ui.audit.stage1_documents import DocumentsView
from app.ui.audit.stage1_readiness import ReadinessView
from app.ui.audit.stage1_result import ResultView
from app.ui.audit.stage1_sites import SitesView
from app.ui.audit.stage1_table import ReviewRow, review_rows
from app.ui.widgets.choice_row import Choice, ChoiceRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.record import AuditRecord
    from app.domain.stage1 import PartState, ReadinessLine, Stage1Problem
    from app.ui.context import UiContext

_PARTS: Final = {
    Part.DOCUMENTS: (N_("Documents"), "file"),
    Part.READINESS: (N_("Readiness"), "coverage"),
    Part.SITES: (N_("Sites and focus"), "site"),
    Part.RESULT: (N_("Concerns and recommendation"), "sign"),
}


@dataclass(frozen=True, slots=True)
class Stage1Digest:
    """What the page shows, computed beside the window."""

    rows: tuple[ReviewRow, ...]
    lines: tuple[ReadinessLine, ...]
    found: tuple[Stage1Problem, ...]
    open: tuple[Blocker, ...]
    progress: tuple[PartState, ...]


class Stage1Page(AuditPage):
    """Four parts; Ctrl+1 to Ctrl+4 go to them, Ctrl+M marks documents by number keys."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(ctx, audit_id, ctx.t("Stage 1"), scrolls=False)
        t = self.t
        choices = [Choice(part.value, t(text), icon) for part, (text, icon) in _PARTS.items()]
        self.parts = ChoiceRow(choices, Part.DOCUMENTS.value, t("Part"))
        self.documents = DocumentsView(ctx, audit_id)
        self.readiness = ReadinessView(ctx, audit_id)
        self.sites = SitesView(ctx, audit_id)
        self.result = ResultView(ctx, audit_id)
        self._stack = QStackedWidget()
        for view in (self.documents, self.readiness, self.sites, self.result):
            self._stack.addWidget(view)
        self.body.addWidget(self.parts)
        self.body.addWidget(self._stack, 1)
        self.parts.chosen.connect(self.show_part)
        self.result.finding_wanted.connect(self._on_finding)
        self.result.jumped.connect(self._on_jump)
        for number, (part, (text, _icon)) in enumerate(_PARTS.items(), start=1):
            action = self.add_key(t(text), f"Ctrl+{number}", self._on_key)
            action.setData(part.value)
        self.add_key(t("Marking mode"), "Ctrl+M", self._on_mark)

    def digest(self, record: AuditRecord) -> Stage1Digest:
        """Compute rows, problems and progress."""
        found = rules.problems(record)
        return Stage1Digest(
            rows=review_rows(record, found),
            lines=rules.readiness_lines(record),
            found=found,
            open=before_signing(record),
            progress=rules.progress(record),
        )

    def show_record(self, record: AuditRecord) -> None:
        """Show all four parts."""
        self.set_title(self.title, f"{record.client.name}  ·  {record.audit.reference}")
        digest: Stage1Digest = self.digested
        self.documents.show_record(record, digest.rows)
        self.readiness.show_record(record, digest.lines, digest.found)
        self.sites.show_record(record, digest.found)
        self.result.show_record(record, digest.open)
        for state in digest.progress:
            text = self.t(_PARTS[state.part][0])
            self.parts.show_text(state.part.value, f"{text}  {state.done}/{state.whole}" if state.whole else text)

    def bring(self, item_id: str) -> None:
        """Show a place of the rules: `documents:<id>#remark`, `readiness:9#state`, `sites:#stage2_focus`."""
        where, _hash, field = item_id.partition("#")
        name, _colon, row = where.partition(":")
        part = Part(name) if name in set(Part) else Part.DOCUMENTS
        self.show_part(part.value)
        if part is Part.DOCUMENTS:
            self.documents.show_item(row)
            if field == "remark":
                self.documents.detail.remark.editor.setFocus()
        elif part is Part.READINESS:
            self.readiness.show_item(row, field)
        elif part is Part.SITES:
            self.sites.show_item(row)
        else:
            self.result.recommendation.focus_field(field or "recommendation")

    def editables(self) -> Sequence[QWidget]:
        """Return what changes the work of stage 1."""
        documents = (self.documents.detail, self.documents.adding, self.documents.marking)
        return (*documents, self.readiness, self.sites, self.result)

    def show_part(self, value: str) -> None:
        """Show one of the four parts."""
        self.parts.show_value(value)
        self._stack.setCurrentIndex(list(_PARTS).index(Part(value)))
        if value != Part.DOCUMENTS:
            self.documents.end_marking()

    def leave(self) -> None:
        """Hand over what is being typed and leave the marking mode."""
        super().leave()
        self.documents.end_marking()

    def _on_key(self) -> None:
        action = self.sender()
        value = str(action.data()) if action is not None and hasattr(action, "data") else Part.DOCUMENTS.value
        self.show_part(value)

    def _on_mark(self) -> None:
        self.show_part(Part.DOCUMENTS.value)
        self.documents.mark.toggle()

    def _on_finding(self, finding_id: object) -> None:
        self.ctx.navigator.go("findings", self.audit_id, str(finding_id))

    def _on_jump(self, place: Place) -> None:
        if place.page is Where.STAGE1:
            self.bring(f"{place.row}#{place.field}")
        else:
            go_to(self.ctx, self.audit_id, place)
