"""The fieldwork: running notes, evidence, the work sheet of the requirements, questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from app.services.threads import Target
from app.ui.audit.base import AuditPage
from app.ui.audit.evidence_view import EvidenceView
from app.ui.audit.notes_view import NotesView
from app.ui.audit.questions_view import QuestionsView
from app.ui.audit.requirement_table import Sheet, make_sheet
from app.ui.audit.requirement_view import RequirementView
from app.ui.audit.trail_dialog import put_on_trail
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.file_drop import files_in

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

EVIDENCE, REQUIREMENTS, NOTES, QUESTIONS = "evidence", "requirements", "notes", "questions"
_VIEWS = (NOTES, EVIDENCE, REQUIREMENTS, QUESTIONS)


class FieldworkPage(AuditPage):
    """Four views over the same work, with the same session chosen. Ctrl+V and drops anywhere capture files."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(ctx, audit_id, ctx.t("Fieldwork"), scrolls=False)
        t = self.t
        self.setAcceptDrops(True)
        self._choice = ChoiceRow(
            [
                Choice(NOTES, t("Notes"), "note"),
                Choice(EVIDENCE, t("Evidence"), "evidence"),
                Choice(REQUIREMENTS, t("Requirements"), "coverage"),
                Choice(QUESTIONS, t("Questions"), "help"),
            ],
            EVIDENCE,
            t("View"),
        )
        self.add_action(self._choice)
        self.evidence = EvidenceView(ctx, audit_id)
        self.requirements = RequirementView(ctx, audit_id)
        self._stack = QStackedWidget()
        self.notes, self.questions = NotesView(ctx, audit_id), QuestionsView(ctx, audit_id)
        for view in (self.notes, self.evidence, self.requirements, self.questions):
            self._stack.addWidget(view)
        self._stack.setCurrentWidget(self.evidence)
        self.body.addWidget(self._stack, 1)
        self._choice.chosen.connect(self._on_view)
        self.evidence.sessions.chosen.connect(self._on_session)
        self.notes.sessions.chosen.connect(self._on_session)
        self.add_key(t("Paste as evidence"), QKeySequence(QKeySequence.StandardKey.Paste), self.paste_capture)
        self.add_key(t("Running notes"), "Ctrl+J", self._on_notes)
        self.add_key(t("Questions"), "Ctrl+Shift+Q", self._on_questions)
        self.add_key(t("Open the session that is now"), "Ctrl+Shift+O", self.notes.now.open_now)
        self.add_key(t("Sort by keys"), "Ctrl+Shift+M", self._on_sort)
        self.add_key(t("Link a requirement"), "Ctrl+R", self._on_link)
        self.add_key(t("Write a finding from this item"), "Ctrl+Shift+N", self.evidence.write_finding)
        self.add_key(t("Draw or mark the sample"), "Ctrl+D", self.evidence.begin_sample)
        self.add_key(t("Marking mode"), "Ctrl+M", self._on_mark)
        self.add_key(t("What to look for"), "Ctrl+Shift+G", self._on_guidance)
        self.add_key(t("Put on an audit trail"), "Ctrl+T", self._on_trail)

    def digest(self, record: AuditRecord) -> Sheet:
        """Compute the work sheet."""
        return make_sheet(self.ctx, record)

    def show_record(self, record: AuditRecord) -> None:
        """Show both views."""
        self.set_title(self.title, f"{record.client.name}  ·  {record.audit.reference}")
        self.evidence.show_record(record)
        self.requirements.show_record(record, self.digested)
        self.notes.show_record(record)
        self.questions.show_record(record)

    def bring(self, item_id: str) -> None:
        """Show an evidence item by its id; `requirement:A.5.18`, `question:<id>`, `notes:` for what is not sorted."""
        kind, _colon, ref = item_id.partition(":")
        if kind == "notes":
            self.show_view(NOTES)
            self.notes.show_unsorted()
        elif kind in {"question", "questions"}:
            self.show_view(QUESTIONS)
            self.questions.show_item(ref)
        elif kind == "requirement":
            self.show_view(REQUIREMENTS)
            self.requirements.show_item(ref)
        else:
            self.show_view(EVIDENCE)
            self.evidence.show_item(item_id)

    def editables(self) -> tuple[QWidget, ...]:
        """Return what changes evidence and verdicts."""
        return (self.evidence.quick, self.evidence.detail, self.requirements.detail, self.notes.card, self.notes.entry,
                self.questions.detail, self.questions.entry)  # fmt: skip

    def show_view(self, value: str) -> None:
        """Show the notes, the evidence, the requirements or the questions."""
        self._choice.show_value(value)
        self._on_view(value)

    def leave(self) -> None:
        """Hand over what is being typed and leave the marking modes."""
        super().leave()
        self._end_modes()

    def quick_capture(self) -> None:
        """Put the cursor into the line for capturing (Ctrl+E of the window)."""
        self.show_view(EVIDENCE)
        self.evidence.quick.setFocus()

    def paste_capture(self) -> None:
        """Capture what the clipboard holds; text goes into the line (Ctrl+V of the window, outside of fields)."""
        data = QApplication.clipboard().mimeData()
        self._take(data)
        if not files_in(data) and data.hasText():
            self.quick_capture()
            self.evidence.quick.line.insert(data.text())

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
        self._stack.setCurrentIndex(_VIEWS.index(value))
        self._end_modes(but=value)

    def _end_modes(self, but: str = "") -> None:
        if but != REQUIREMENTS:
            self.requirements.end_marking()
        if but != NOTES:
            self.notes.end_sorting()
        if but != EVIDENCE:
            self.evidence.end_sorting()

    def _on_session(self, session_id: str) -> None:
        """Choose the same session in the other views."""
        self.questions.show_session(session_id)
        for panel in (self.evidence.sessions, self.notes.sessions):
            if panel.session_id != session_id:
                panel.show_session(session_id)

    def _on_notes(self) -> None:
        self.show_view(NOTES)
        self.notes.start_typing()

    def _on_questions(self) -> None:
        self.show_view(QUESTIONS)
        self.questions.entry.setFocus()

    def _on_sort(self) -> None:
        if self._stack.currentWidget() is self.notes:
            self.notes.toggle_sorting()
        else:
            self.show_view(EVIDENCE)
            self.evidence.toggle_sorting()

    def _on_link(self) -> None:
        self.show_view(EVIDENCE)
        self.evidence.detail.requirements.setFocus()

    def _on_guidance(self) -> None:
        self.show_view(REQUIREMENTS)
        self.requirements.toggle_guidance()

    def _on_trail(self) -> None:
        """Put what is chosen on an audit trail: the requirements of the sheet, else the evidence item."""
        if self.record is None:
            return
        if self._stack.currentWidget() is self.requirements:
            targets = tuple(Target(ref=ref) for ref in self.requirements.chosen())
        else:
            chosen = self.evidence.table.selected_id
            targets = (Target(evidence_id=chosen),) if chosen else ()
        put_on_trail(self, self.ctx, self.record, targets)

    def _on_mark(self) -> None:
        self.show_view(REQUIREMENTS)
        self.requirements.mark.toggle()
