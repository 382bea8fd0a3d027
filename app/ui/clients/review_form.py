"""A form of the body: line by line yes or no with a remark, kept as it is typed, signed off at the end."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain import forms as rules
from app.domain.errors import AuditError
from app.domain.forms import FORMS, TITLES, FormAnswer, FormDraft, FormLine
from app.domain.kinds import FormResult
from app.domain.words import word
from app.ui.clients.fields import together
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine, AutosaveText
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip, ChipLook
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.dates import DateField
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, set_shown
from app.ui.widgets.page import Page
from app.ui.widgets.problem_line import Banner, FieldProblem
from app.ui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from datetime import date

    from app.domain.changes import Changes
    from app.domain.programme_record import ReviewForm
    from app.services.cycles import CycleSheet
    from app.ui.context import UiContext

YES: Final = "yes"
NO: Final = "no"
_LOOKS: Final = {"open": ("open", "neutral"), "positive": ("done", "ok"), "negative": ("cross", "danger")}
Fetched = tuple["ReviewForm", "CycleSheet", str]


class AnswerLine(QWidget):
    """One line of a form; every answer is recorded at once."""

    def __init__(self, ctx: UiContext, form_id: str, line: FormLine) -> None:
        super().__init__()
        t = ctx.t
        self._ctx, self._form_id = ctx, form_id
        self.line = line
        self._waiting = 0
        text = t(line.text)
        self.choice = ChoiceRow([Choice(YES, t("Yes")), Choice(NO, t("No"))], "", text)
        self.remark = AutosaveLine(placeholder=t("Remark"))
        self.remark.setAccessibleName(t("Remark: {line}").format(line=text))
        self.problem = FieldProblem()
        self.choice.chosen.connect(self._on_chosen)
        self.remark.left.connect(self._on_remark)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self.choice)
        row.addWidget(self.remark, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(PlainLabel(text, wrap=True))
        column.addLayout(row)
        column.addWidget(self.problem)

    def show_answer(self, said: FormAnswer, *, locked: bool) -> None:
        """Show what was answered, unless something newer is on its way; a form that is signed off only shows it."""
        if self._waiting:
            return
        self.choice.show_value("" if said.answer is None else YES if said.answer else NO)
        self.remark.show_text(said.remark)
        self.choice.setEnabled(not locked)
        self.remark.setReadOnly(locked)

    def _on_chosen(self, value: str) -> None:
        self._record(value == YES)

    def _on_remark(self, text: str) -> None:
        del text
        self._record({YES: True, NO: False}.get(self.choice.value))  # as it is shown: the record may still be behind

    def _record(self, answer: bool | None) -> None:  # noqa: FBT001 - yes, no or not yet
        self._waiting += 1
        self.problem.show_text("")
        answering = self._ctx.services.cycles.answer_form
        call = partial(answering, self._form_id, self.line.key, answer, self.remark.text())
        self._ctx.jobs.write(call, self._on_recorded, self._on_refused)

    def _on_recorded(self, changes: object) -> None:
        del changes
        self._waiting -= 1

    def _on_refused(self, problem: BaseException) -> None:
        self._waiting -= 1
        if isinstance(problem, AuditError):
            self.problem.show_text(say(self._ctx.words, problem))
        else:
            self._ctx.jobs.problem.emit(problem)


class ReviewFormPage(Page):
    """Lines that follow later, such as the signed contract, can be answered after the form was signed off."""

    def __init__(self, ctx: UiContext, form_id: str) -> None:
        super().__init__("", width=860)
        self.ctx, self.form_id, self.t = ctx, form_id, ctx.t
        self.form: ReviewForm | None = None
        self._client_id = self._cycle_id = ""
        self.lines: dict[str, AnswerLine] = {}
        self._state = Chip(ChipLook("", "open"))
        self.back = Button(self.t("Back to the cycle"), "secondary", "chevron-left")
        self.add_action(self._state)
        self.add_action(self.back)
        self.back.clicked.connect(self._on_back)
        self._asked, self._later = Card(self.t("What is confirmed")), Card(self.t("What follows"))
        self._end = Card(self.t("Result"))
        for card in (self._asked, self._end, self._later):
            self.body.addWidget(card)
        self._make_end()
        self.body.addStretch(1)
        ctx.bus.changed.connect(self._on_changed)

    def _make_end(self) -> None:
        t = self.t
        choices = [Choice(one.value, t(word(one))) for one in (FormResult.POSITIVE, FormResult.NEGATIVE)]
        self.result = ChoiceRow(choices, "", t("Result"))
        self.by_name, self.day = AutosaveLine(), DateField(self.ctx.words)
        self.reason = AutosaveText(lines=2)
        self.result_field, self.name_field = (
            FormField(t("Result"), self.result),
            FormField(t("Reviewed by"), self.by_name),
        )
        self.day_field, self.reason_field = FormField(t("Day"), self.day), FormField(t("Reasons"), self.reason)
        self._banner = Banner()
        self._banner.hide()
        self.sign = Button(t("Sign off"), "primary", "check")
        self.sign.clicked.connect(self._on_sign)
        self._end.add(self.result_field)
        self._end.add(together(self.name_field, self.day_field))
        self._end.add(self.reason_field)
        self._end.add(self._banner)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.sign)
        self._end.add_layout(row)

    def load(self) -> None:
        """Fetch the form."""
        self.ctx.jobs.read(self._fetch, self.show_form)

    def leave(self) -> None:
        """Hand over remarks that are being typed."""
        for line in self.lines.values():
            line.remark.finish()

    def _fetch(self) -> Fetched:
        form = self.ctx.services.cycles.form(self.form_id)
        me = self.ctx.services.body.me()
        return form, self.ctx.services.cycles.sheet(form.cycle_id), me.name if me is not None else ""

    def show_form(self, fetched: Fetched) -> None:
        """Show the form."""
        form, sheet, me = fetched
        first = self.form is None
        self.form, self._cycle_id, self._client_id = form, form.cycle_id, sheet.source.client.id
        about = next((one.audit.reference for one in sheet.source.audits if one.audit.id == form.audit_id), "")
        parts = [sheet.source.client.name, about]
        self.set_title(self.t(TITLES[form.kind]), "  ·  ".join(part for part in parts if part))
        if first:
            self._make_lines(form)
            self.by_name.show_text(form.by_name or me)
            self.day.show_day(form.done_on or sheet.source.today)
        self._show_answers(form)
        self._show_end(form)

    def _make_lines(self, form: ReviewForm) -> None:
        for line in FORMS[form.kind]:
            made = AnswerLine(self.ctx, self.form_id, line)
            self.lines[line.key] = made
            (self._later if line.follows else self._asked).add(made)
        set_shown(self._later, any(line.follows for line in FORMS[form.kind]))
        follow_layout(self)

    def _show_answers(self, form: ReviewForm) -> None:
        said = {one.key: one for one in rules.from_stored(form.answers)}
        for key, line in self.lines.items():
            line.show_answer(said.get(key, FormAnswer(key)), locked=form.done_on is not None and not line.line.follows)

    def _show_end(self, form: ReviewForm) -> None:
        icon, tone = _LOOKS[form.result.value]
        self._state.show_look(ChipLook(self.t(word(form.result)), icon, tone))
        done = form.done_on is not None
        if done:
            self.result.show_value(form.result.value)
            self.by_name.show_text(form.by_name)
            self.day.show_day(form.done_on)
            self.reason.show_text(form.reason)
        for widget in (self.result, self.by_name, self.day, self.reason):
            widget.setEnabled(not done)
        set_shown(self.sign, not done)

    def _on_sign(self) -> None:
        self.leave()
        if self.form is None:
            return
        self._clear_problems()
        answers = tuple(
            FormAnswer(key, {YES: True, NO: False}.get(line.choice.value), line.remark.text())
            for key, line in self.lines.items()
        )
        draft = FormDraft(
            kind=self.form.kind, answers=answers, result=FormResult(self.result.value or FormResult.OPEN),
            reason=self.reason.text(), by_name=self.by_name.text(),
        )  # fmt: skip
        held = [one for one in rules.form_problems(draft) if one.blocking]
        for one in held:
            self._show_problem(one.field, say(self.ctx.words, one))
        if held:
            self._focus(held[0].field)
            return
        self._send(draft, self.day.day)

    def _send(self, draft: FormDraft, day: date | None) -> None:
        call = partial(
            self.ctx.services.cycles.finish_form, self.form_id, draft.result, draft.by_name, day, draft.reason
        )
        self.ctx.jobs.write(call, None, self._on_refused)

    def _on_refused(self, problem: BaseException) -> None:
        if isinstance(problem, AuditError):
            self._show_problem(getattr(problem, "field", ""), say(self.ctx.words, problem))
        else:
            self.ctx.jobs.problem.emit(problem)

    def _fields(self) -> dict[str, FormField]:
        return {
            "result": self.result_field, "by_name": self.name_field, "done_on": self.day_field,
            "reason": self.reason_field,
        }  # fmt: skip

    def _clear_problems(self) -> None:
        self._banner.show_text("")
        for line in self.lines.values():
            line.problem.show_text("")
        for field in self._fields().values():
            field.show_problem("")

    def _show_problem(self, name: str, text: str) -> None:
        if name in self.lines:
            self.lines[name].problem.show_text(text)
        elif name in self._fields():
            self._fields()[name].show_problem(text)
        else:
            self._banner.show_text(text, "danger")

    def _focus(self, name: str) -> None:
        if name in self.lines:
            self.lines[name].choice.setFocus()
        elif name in self._fields():
            self._fields()[name].editor.setFocus()

    def _on_back(self) -> None:
        self.ctx.navigator.go("client", item_id=f"{self._client_id}#cycle#{self._cycle_id}")

    def _on_changed(self, changes: Changes, origin: object) -> None:
        del origin
        if self.isVisible() and changes.touches("review_form"):
            self.load()
