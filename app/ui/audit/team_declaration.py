"""The declaration of a member: questions answered by 1 and 2, all clean with 0, the typed name as signature."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain import declarations as signing
from app.domain.declarations import Answer, DeclarationDraft, Question
from app.domain.errors import UserMistake
from app.domain.kinds import Confirmation, DeclarationKind
from app.domain.words import word
from app.ui.saying import say
from app.ui.theme.look import active
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.dates import DateField, unread_day
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.page import scrolled
from app.ui.widgets.problem_line import FieldProblem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.domain.record import TeamMember
    from app.ui.context import UiContext

YES, NO = "yes", "no"
_WIDTH: Final = 640
_HOW: Final = (Confirmation.TYPED, Confirmation.REMOTE, Confirmation.ON_PAPER)


class QuestionLine(QWidget):
    """One question with yes and no; a doubtful answer asks for a remark.

    Signals:
        answered: the question was answered.
    """

    answered = Signal()

    def __init__(self, ctx: UiContext, number: int, question: Question) -> None:
        super().__init__()
        t, self.question = ctx.t, question
        text = t(question.text)
        self.choice = ChoiceRow([Choice(YES, t("Yes")), Choice(NO, t("No"))], title=text)
        self.remark = AutosaveLine(placeholder=t("What is behind it"))
        self.remark.setAccessibleName(t("Remark to question {n}").format(n=number))
        self._problem = FieldProblem()
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.choice)
        row.addWidget(self.remark, 1)
        row.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS + 2)
        column.addWidget(PlainLabel(f"{number}.  {text}", wrap=True))
        column.addLayout(row)
        column.addWidget(self._problem)
        self.remark.hide()
        self.choice.chosen.connect(self._on_chosen)

    @property
    def answer(self) -> Answer:
        """Return what was answered."""
        value = {YES: True, NO: False}.get(self.choice.value)
        doubtful = value is not None and value is not self.question.clean
        return Answer(self.question.key, value, self.remark.text().strip() if doubtful else "")

    def show_answer(self, value: bool, remark: str = "") -> None:  # noqa: FBT001 - yes or no is the value
        """Show an answer."""
        self.choice.show_value(YES if value else NO)
        self.remark.show_text(remark)
        self._follow()

    def show_problem(self, text: str) -> None:
        """Say what is missing; the cursor goes to it."""
        self._problem.show_text(text)
        if text:
            (self.remark if self.remark.isVisible() else self.choice).setFocus()

    def _on_chosen(self) -> None:
        self._follow()
        if self.remark.isVisible():
            self.remark.setFocus()
        else:
            self.answered.emit()

    def _follow(self) -> None:
        value = self.answer.value
        self.remark.setVisible(value is not None and value is not self.question.clean)
        self._problem.show_text("")


class DeclarationDialog(Dialog):
    """Both declarations of one member in one go; it closes once they are recorded."""

    def __init__(self, parent: QWidget | None, ctx: UiContext, member: TeamMember, today: date) -> None:
        t = ctx.t
        super().__init__(parent, t("Declarations of {name}").format(name=member.name), width=active().px(_WIDTH))
        self._ctx, self._member = ctx, member
        self._kinds = signing.required_kinds(member.role, member.side)
        self.lines: dict[DeclarationKind, list[QuestionLine]] = {}
        self.name = AutosaveLine(placeholder=member.name)
        self._name = FormField(t("Name, typed as signature"), self.name)
        self._day = DateField(ctx.words, today)
        self._how = EnumBox([(one.value, t(word(one))) for one in _HOW], Confirmation.TYPED.value)
        self.body.addWidget(
            PlainLabel(t("1 is yes, 2 is no. 0 answers everything that raises no doubt."), "small", "muted")
        )
        self.body.addWidget(scrolled(self._questions()), 1)
        self.body.addWidget(self._signature())
        self._clean = self.add_button(t("&All clean"))
        self._leave = self.add_button(t("Cancel"))
        self._sign = self.add_button(t("Sign"), "primary")
        self._clean.clicked.connect(self.answer_all_clean)
        self._leave.clicked.connect(self.reject)
        self._sign.clicked.connect(self._on_sign)
        self.name.returnPressed.connect(self._on_sign)
        self._all[0].choice.setFocus()
        self.resize(active().px(_WIDTH), active().px(780))

    @property
    def _all(self) -> list[QuestionLine]:
        return [line for lines in self.lines.values() for line in lines]

    def _questions(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, Space.M, 0)
        column.setSpacing(Space.M + 2)
        number = 0
        for kind in self._kinds:
            column.addWidget(PlainLabel(self._ctx.t(word(kind)), "title3"))
            lines = self.lines.setdefault(kind, [])
            for question in signing.questions_for(kind, self._member.role):
                number += 1
                line = QuestionLine(self._ctx, number, question)
                line.answered.connect(self._on_answered)
                lines.append(line)
                column.addWidget(line)
        column.addStretch(1)
        return inside

    def _signature(self) -> QWidget:
        t, holder = self._ctx.t, QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._name, 3, top)
        row.addWidget(FormField(t("Signed on"), self._day), 2, top)
        row.addWidget(FormField(t("How"), self._how), 2, top)
        return holder

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer everything clean with 0, wherever the cursor is among the questions."""
        if event.key() == Qt.Key.Key_0 and not event.modifiers():
            self.answer_all_clean()
            return
        super().keyPressEvent(event)

    def answer_all_clean(self) -> None:
        """Answer what raises no doubt; the cursor goes to the name."""
        for line in self._all:
            line.show_answer(line.question.clean)
        self.name.setFocus()

    def drafts(self) -> tuple[DeclarationDraft, ...]:
        """Return what was answered, with the text as it is shown."""
        role, t = self._member.role, self._ctx.t
        return tuple(
            DeclarationDraft(
                kind=kind, answers=tuple(line.answer for line in lines), text=signing.shown_text(kind, role, t)
            )
            for kind, lines in self.lines.items()
        )

    def _on_answered(self) -> None:
        """Go to the next open question, or to the name."""
        following: Sequence[QuestionLine] = [line for line in self._all if line.answer.value is None]
        (following[0].choice if following else self.name).setFocus()

    def _on_sign(self) -> None:
        for line in self._all:
            line.show_problem("")
        self._name.show_problem("")
        if unread_day(self) is not None:
            return
        call = partial(
            self._ctx.services.teams.declare, self._member.id, self.drafts(), self.name.text(), self._day.day,
            Confirmation(self._how.value),
        )  # fmt: skip
        self._ctx.jobs.write(call, self._on_signed, self._on_refused)

    def _on_signed(self, changes: object) -> None:
        del changes
        self.accept()

    def _on_refused(self, problem: BaseException) -> None:
        if not isinstance(problem, UserMistake):
            self._ctx.jobs.problem.emit(problem)
            return
        text = say(self._ctx.words, problem)
        line = next((one for one in self._all if one.question.key == problem.field), None)
        if line is not None:
            line.show_problem(text)
        else:
            self._name.show_problem(text)
            self.name.setFocus()
