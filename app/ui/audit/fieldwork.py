"""The fieldwork: evidence and the work sheet of the requirements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from app.ui.audit.base import AuditPage
from app.ui.audit.evidence_view import EvidenceView
from app.ui.audit.requirement_table import SheetRow, sheet_rows
from app.ui.audit.requirement_view import RequirementView
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.file_drop import files_in

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

EVIDENCE, REQUIREMENTS = "evidence", "requirements"


class FieldworkPage(AuditPage):
    """Two views over the same work. Ctrl+V and drops anywhere on the page capture files."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(ctx, audit_id, ctx.t("Fieldwork"), scrolls=False)
        t = self.t
        self.setAcceptDrops(True)
        self._choice = ChoiceRow(
            [Choice(EVIDENCE, t("Evidence"), "evidence"), Choice(REQUIREMENTS, t("Requirements"), "coverage")],
            EVIDENCE,
            t("View"),
        )
        self.add_action(self._choice)
        self.evidence = EvidenceView(ctx, audit_id)
        self.requirements = RequirementView(ctx, audit_id)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.evidence)
        self._stack.addWidget(self.requirements)
        self.body.addWidget(self._stack, 1)
        self._choice.chosen.connect(self._on_view)
        self.add_key(t("Paste as evidence"), QKeySequence(QKeySequence.StandardKey.Paste), self._on_paste)
        self.add_key(t("Capture in one line"), "Ctrl+E", self._on_quick)
        self.add_key(t("Link a requirement"), "Ctrl+R", self._on_link)
        self.add_key(t("Write a finding from this item"), "Ctrl+Shift+N", self.evidence.write_finding)
        self.add_key(t("Marking mode"), "Ctrl+M", self._on_mark)

    def digest(self, record: AuditRecord) -> tuple[SheetRow, ...]:
        """Compute the rows of the work sheet."""
        return sheet_rows(record)

    def show_record(self, record: AuditRecord) -> None:
        """Show both views."""
        self.set_title(self.title, f"{record.client.name}  ·  {record.audit.reference}")
        self.evidence.show_record(record)
        self.requirements.show_record(record, self.digested)

    def bring(self, item_id: str) -> None:
        """Show an evidence item by its id, or a requirement as `requirement:A.5.18`."""
        kind, _colon, ref = item_id.partition(":")
        if kind == "requirement":
            self.show_view(REQUIREMENTS)
            self.requirements.show_item(ref)
        else:
            self.show_view(EVIDENCE)
            self.evidence.show_item(item_id)

    def editables(self) -> tuple[QWidget, ...]:
        """Return what changes evidence and verdicts."""
        return (self.evidence.quick, self.evidence.detail, self.evidence.sessions.card, self.requirements.detail)

    def show_view(self, value: str) -> None:
        """Show the evidence or the requirements."""
        self._choice.show_value(value)
        self._stack.setCurrentIndex(int(value == REQUIREMENTS))

    def leave(self) -> None:
        """Hand over what is being typed and leave the marking mode."""
        super().leave()
        self.requirements.end_marking()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures anywhere on the page."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Capture what was dropped."""
        event.acceptProposedAction()
        self._take(event.mimeData())

    def _take(self, data: QMimeData) -> None:
        files = files_in(data)
        if files:
            self.show_view(EVIDENCE)
            self.evidence.capture_files(files)

    def _on_view(self, value: str) -> None:
        self._stack.setCurrentIndex(int(value == REQUIREMENTS))
        if value != REQUIREMENTS:
            self.requirements.end_marking()

    def _on_paste(self) -> None:
        data = QApplication.clipboard().mimeData()
        self._take(data)
        if not files_in(data) and data.hasText():
            self._on_quick()
            self.evidence.quick.line.insert(data.text())

    def _on_link(self) -> None:
        self.show_view(EVIDENCE)
        self.evidence.detail.requirements.setFocus()

    def _on_mark(self) -> None:
        self.show_view(REQUIREMENTS)
        self.requirements.mark.toggle()

    def _on_quick(self) -> None:
        self.show_view(EVIDENCE)
        self.evidence.quick.setFocus()
