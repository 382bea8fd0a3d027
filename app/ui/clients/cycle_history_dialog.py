"""Tells what happened in a cycle before it was kept here: one step after the other, along the table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.cycle_history import ToldStep, states, ways
from app.domain.cycle_kinds import Event
from app.domain.cycle_source import BEGINS_CERTIFICATE, ENDS_CERTIFICATE
from app.domain.errors import AuditError
from app.domain.kinds import CycleState
from app.domain.words import word
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine
from app.ui.widgets.buttons import Button
from app.ui.widgets.clearing import clear
from app.ui.widgets.dates import DateField
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, isolated, set_shown
from app.ui.widgets.page import scrolled
from app.ui.widgets.problem_line import Banner

if TYPE_CHECKING:
    from datetime import date

    from app.ui.context import UiContext

_BEGINNINGS = (CycleState.ENQUIRY, CycleState.TRANSFER_REVIEW)


class HistoryDialog(Dialog):
    """Steps that lie on paper are told in their order; the guards cannot look at them, and everybody sees that.

    Signals:
        told: the steps were recorded.
    """

    told = Signal()

    def __init__(self, parent: QWidget | None, ctx: UiContext, cycle_id: str, today: date) -> None:
        t = ctx.t
        super().__init__(parent, t("Tell earlier steps"), width=680)
        self._ctx, self._cycle_id, self._today = ctx, cycle_id, today
        self.steps: list[ToldStep] = []
        note = t("What was done before this cycle was kept here. These steps are marked as told, not checked.")
        self.body.addWidget(PlainLabel(note, "body", "muted", wrap=True))
        self.begin = EnumBox([(one.value, t(word(one))) for one in _BEGINNINGS], CycleState.ENQUIRY.value)
        self.begin.chosen.connect(self._on_begin)
        self.body.addWidget(FormField(t("The cycle began as"), self.begin))
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.XS)
        inside = QWidget()
        inside.setObjectName("scrolled")
        inside.setLayout(self._list)
        self._area = scrolled(inside)
        self._area.setMinimumHeight(150)
        self.body.addWidget(self._area, 1)
        self._add_entry()
        self._add_certificate()
        self._banner = Banner()
        self._banner.hide()
        self.body.addWidget(self._banner)
        self._undo = self.add_button(t("Take the last one out"), "quiet")
        self._close = self.add_button(t("Close"))
        self._keep = self.add_button(t("Keep these steps"), "primary")
        self._undo.clicked.connect(self._on_undo)
        self._close.clicked.connect(self.reject)
        self._keep.clicked.connect(self._on_keep)
        self._show()
        self.step.setFocus()

    def _add_entry(self) -> None:
        t = self._ctx.t
        self.step = EnumBox([("", "–")])
        self.day = DateField(self._ctx.words)
        self.by_name, self.record = AutosaveLine(), AutosaveLine()
        self._add = Button(t("Add the step"), icon="plus")
        self._add.clicked.connect(self._on_add)
        for line in (self.by_name, self.record):
            line.returnPressed.connect(self._on_add)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(Space.M)
        self._event_field, self._day_field = FormField(t("Step"), self.step), FormField(t("Day"), self.day)
        first.addWidget(self._event_field, 3)
        first.addWidget(self._day_field, 2)
        second.addWidget(FormField(t("Taken by"), self.by_name), 1)
        second.addWidget(FormField(t("Record"), self.record), 1)
        self.body.addLayout(first)
        self.body.addLayout(second)
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addStretch(1)
        self.body.addLayout(row)

    def _add_certificate(self) -> None:
        t = self._ctx.t
        self.decided, self.expires = DateField(self._ctx.words), DateField(self._ctx.words)
        self._certificate = QWidget()
        row = QHBoxLayout(self._certificate)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(FormField(t("Decision of the certificate"), self.decided), 1)
        row.addWidget(FormField(t("Valid until"), self.expires), 1)
        self.body.addWidget(self._certificate)

    @property
    def _runs(self) -> bool:
        runs = False
        for one in self.steps:
            runs = (runs or one.event in BEGINS_CERTIFICATE) and one.event not in ENDS_CERTIFICATE
        return runs

    def _show(self) -> None:
        t, words = self._ctx.t, self._ctx.words
        clear(self._list)
        for one in self.steps:
            said = "  ·  ".join(part for part in (t(word(one.event)), one.by_name, one.record) if part)
            self._list.addWidget(PlainLabel(f"{isolated(words.day(one.happened_on))}   {said}", wrap=True))
        if not self.steps:
            self._list.addWidget(PlainLabel(t("No step yet."), "body", "muted"))
        self._list.addStretch(1)
        reached = states(CycleState(self.begin.value), self.steps, self._today)
        state = reached[-1] if reached else CycleState(self.begin.value)
        open_ways = ways(state, [one.event for one in self.steps])
        self.step.set_choices([(one.value, t(word(one))) for one in open_ways])
        if open_ways:
            self.step.show_value(open_ways[0].value)
        set_shown(self._certificate, self._runs)
        self.begin.setEnabled(not self.steps)
        self._undo.setEnabled(bool(self.steps))
        self._keep.setEnabled(bool(self.steps))

    def _on_begin(self, value: str) -> None:
        del value
        self._show()

    def _on_add(self) -> None:
        self._day_field.show_problem("")
        if self.day.day is None or not self.step.value:
            self._day_field.show_problem(self._ctx.t("The day is missing."))
            self.day.setFocus()
            return
        step = ToldStep(
            event=Event(self.step.value), happened_on=self.day.day, by_name=self.by_name.text(),
            record=self.record.text(),
        )  # fmt: skip
        try:
            states(CycleState(self.begin.value), [*self.steps, step], self._today)
        except AuditError as problem:
            self._day_field.show_problem(say(self._ctx.words, problem))
            self.day.setFocus()
            return
        self.steps.append(step)
        self.record.clear()
        self.record.finish()
        self._show()
        self.step.setFocus()

    def _on_undo(self) -> None:
        self.steps.pop()
        self._show()

    def _on_keep(self) -> None:
        call = partial(
            self._ctx.services.cycles.tell, self._cycle_id, tuple(self.steps), CycleState(self.begin.value),
            decided_on=self.decided.day, expires_on=self.expires.day,
        )  # fmt: skip
        self._keep.setEnabled(False)
        self._ctx.jobs.write(call, self._on_told, self._on_refused)

    def _on_told(self, changes: object) -> None:
        del changes
        self.told.emit()
        self.accept()

    def _on_refused(self, problem: BaseException) -> None:
        self._keep.setEnabled(True)
        if isinstance(problem, AuditError):
            self._banner.show_text(say(self._ctx.words, problem), "danger")
        else:
            self._ctx.jobs.problem.emit(problem)
