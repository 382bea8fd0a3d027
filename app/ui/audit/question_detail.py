"""One question: whom it goes to, which requirement it is about, the answer and what becomes of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.fieldwork import RequirementLink
from app.domain.kinds import QuestionState, SortedAs
from app.domain.words import word
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.kept_line import KeptText
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveText
from app.ui.widgets.buttons import Button
from app.ui.widgets.chip import Chip, ChipLook
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.requirement_field import RequirementField
from app.ui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from app.domain.drafts import LinkDraft
    from app.domain.record import AuditRecord
    from app.domain.samples import Question
    from app.services.base import Made
    from app.ui.context import UiContext

QUESTION_LOOKS = {
    QuestionState.OPEN: ("help", "warning"),
    QuestionState.ANSWERED: ("done", "ok"),
    QuestionState.DROPPED: ("slash", "neutral"),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AnswerText(AutosaveText):
    """The answer. Ctrl+Enter keeps it as evidence, Ctrl+Shift+Enter as a note.

    Signals:
        finished: what the answer is to become.
    """

    finished = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the two ways to finish."""
        control = Qt.KeyboardModifier.ControlModifier
        if event.key() in _ENTER and event.modifiers() & control:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.finished.emit((SortedAs.NOTHING if shift else SortedAs.EVIDENCE).value)
            return
        super().keyPressEvent(event)


class QuestionDetail(QWidget):
    """The pane beside the list."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, t = ctx, ctx.t
        self._question: Question | None = None
        self._binder = Binder(ctx, "question", audit_id, self)
        self._form = RowForm(self._binder)
        self._number, self._state = PlainLabel("", "title3"), Chip(ChipLook("", "help"))
        self.requirement = RequirementField(ctx.words)
        self.answer = AnswerText(lines=3)
        self._kept = KeptText(ctx, self.answer.text, self.answer.setPlainText, self)
        self._evidence = Button(t("Answer as evidence"), icon="evidence")
        self._note = Button(t("Answer as a note"), "quiet", "note")
        self._only = Button(t("Only answered"), "quiet")
        self._drop = Button(t("Drop"), "quiet", "slash")
        self._again = Button(t("Ask again"), "quiet", "undo")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        t = self._ctx.t
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._number)
        head.addWidget(self._state)
        head.addStretch(1)
        head.addWidget(self._drop)
        head.addWidget(self._again)
        buttons = QWidget()
        flow = FlowLayout(buttons, Space.S)
        for button in (self._evidence, self._note, self._only):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(head)
        column.addWidget(self._form.text("text", t("Question"), lines=2))
        column.addWidget(self._form.line("to_whom", t("To whom")))
        column.addWidget(FormField(t("About the requirement"), self.requirement))
        help_text = t("Ctrl+Enter keeps the answer as evidence, Ctrl+Shift+Enter as a note.")
        column.addWidget(FormField(t("Answer"), self.answer, help_text))
        column.addWidget(buttons)
        column.addStretch(1)

    def _connect(self) -> None:
        self.requirement.wanted.connect(self._on_link)
        self.requirement.removed.connect(self._on_unlink)
        self.answer.finished.connect(self._on_finished)
        self.answer.typed.connect(self._kept.keep)
        self.answer.left.connect(self._kept.keep)
        self._evidence.clicked.connect(partial(self._on_finished, SortedAs.EVIDENCE.value))
        self._note.clicked.connect(partial(self._on_finished, SortedAs.NOTHING.value))
        self._only.clicked.connect(partial(self._on_finished, SortedAs.OPEN.value))
        self._drop.clicked.connect(self._on_drop)
        self._again.clicked.connect(self._on_again)

    def show_question(self, record: AuditRecord, question: Question) -> None:
        """Show a question."""
        other = self._question is None or self._question.id != question.id
        self._question = question
        items = [item for criteria in record.criteria for item in criteria.items]
        self.requirement.set_items(items)
        ref = next((item.ref for item in items if item.id == question.item_id), "")
        self.requirement.show_links([RequirementLink(id="about", ref=ref)] if ref else [])
        self._binder.show(question)
        if other:
            self._kept.open(f"answer:{question.id}")
        if other or question.answer:
            self.answer.show_text(question.answer)
        self._number.setText(f"{question.author}-Q{question.number}")
        icon, tone = QUESTION_LOOKS[question.state]
        self._state.show_look(ChipLook(self._ctx.t(word(question.state)), icon, tone))
        is_open = question.state is QuestionState.OPEN
        for button in (self._evidence, self._note, self._only, self._drop):
            button.setVisible(is_open)
        self._again.setVisible(not is_open)
        follow_layout(self)

    def _on_finished(self, kind: str) -> None:
        if self._question is not None and self._question.state is QuestionState.OPEN:
            answer = self._ctx.services.questions.answer
            self._kept.send(partial(answer, self._question.id, self.answer.text(), SortedAs(kind)), self._on_done, None)

    def _on_done(self, made: Made) -> None:
        del made
        self.answer.finish()

    def _on_link(self, draft: LinkDraft) -> None:
        if self._question is not None:
            self._ctx.jobs.write(partial(self._ctx.services.questions.about, self._question.id, draft.ref))

    def _on_unlink(self, _link_id: str) -> None:
        if self._question is not None:
            self._ctx.jobs.write(partial(self._ctx.services.questions.about, self._question.id, ""))

    def _on_drop(self) -> None:
        if self._question is not None:
            self._ctx.jobs.write(partial(self._ctx.services.questions.drop, self._question.id))

    def _on_again(self) -> None:
        if self._question is not None:
            self._ctx.jobs.write(partial(self._ctx.services.questions.reopen, self._question.id))
