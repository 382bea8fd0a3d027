"""The form of one step of a cycle: who, when, the record, and what this step asks for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.cycle_kinds import Actor, Event
from app.domain.cycle_wish import Ask, StepWish
from app.domain.errors import AuditError
from app.domain.words import word
from app.domain.words_cycle import STEP_RECORD
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine, AutosaveText
from app.ui.widgets.dates import DateField, unread_day
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.problem_line import Banner

if TYPE_CHECKING:
    from datetime import date

    from app.domain.cycle_wish import StepOffer
    from app.ui.context import UiContext

_DECISIONS = frozenset({Actor.DECISION_MAKER, Actor.REVIEWER})


class StepDialog(Dialog):
    """Ctrl+Enter takes the step; what is refused is said beside its field and the dialog stays.

    Signals:
        taken: the step was recorded.
    """

    taken = Signal()

    def __init__(self, parent: QWidget | None, ctx: UiContext, cycle_id: str, offer: StepOffer, me: str) -> None:
        t = ctx.t
        super().__init__(parent, t(word(offer.event)), width=520)
        self._ctx, self._cycle_id, self._offer = ctx, cycle_id, offer
        self._fields: dict[str, FormField] = {}
        self.body.setSpacing(Space.M)
        self.body.addWidget(PlainLabel(t("leads to: {state}").format(state=t(word(offer.target))), "body", "muted"))
        self._banner = Banner()
        self._banner.hide()
        self.body.addWidget(self._banner)
        self._add_who(me)
        self._add_asked()
        self._close = self.add_button(t("Close"))
        self._take = self.add_button(t("Take the step"), "primary")
        self._take.setDefault(True)
        self._close.clicked.connect(self.reject)
        self._take.clicked.connect(self._on_take)
        self.by_name.setFocus()

    def _add_who(self, me: str) -> None:
        t, offer = self._ctx.t, self._offer
        self.role = EnumBox([(one.value, t(word(one))) for one in offer.actors], offer.actors[0].value)
        self.by_name = AutosaveLine(offer.by_name or ("" if Ask.NAMES in offer.asks else me))
        self.day = DateField(self._ctx.words, offer.day)
        self.record = AutosaveLine(placeholder=t(STEP_RECORD[offer.record]))
        several = offer.actors[0] in _DECISIONS or Ask.NAMES in offer.asks
        note = t("Several people are parted by commas.") if several else ""
        self._add("actor", t("Role"), self.role)
        self._add("by_name", t("Taken by"), self.by_name, note)
        self._add("happened_on", t("Day"), self.day)
        self._add(
            "record", t("Record"), self.record, t("The paper that this step leaves, for example with its number.")
        )

    def _add_asked(self) -> None:
        t, wanted = self._ctx.t, self._offer.asks
        self.reason = AutosaveText(lines=2)
        self.reviewers, self.scope = AutosaveLine(), AutosaveText(lines=3)
        self.decided, self.expires = DateField(self._ctx.words), DateField(self._ctx.words)
        self.solved = QCheckBox(t("What led to the suspension is solved"))
        self.changed = QCheckBox(t("The client changed much: a stage 1 comes first"))
        if Ask.REVIEWERS in wanted:
            self._add("reviewer", t("Technical reviewer"), self.reviewers)
        if Ask.SCOPE in wanted:
            self._add("scope", t("New scope"), self.scope)
        if self._offer.event is Event.JOIN_CYCLE:
            self._add("decision", t("Decision of the certificate"), self.decided)
            self._add("certificate", t("Valid until"), self.expires)
        for ask, box in ((Ask.SOLVED, self.solved),):
            if ask in wanted:
                self.body.addWidget(box)
        if self._offer.event is Event.START_RECERTIFICATION:
            self.body.addWidget(self.changed)
        self._add("reason", t("Reasons") if Ask.REASON in wanted else t("Remark"), self.reason)

    def _add(self, name: str, label: str, editor: QWidget, note: str = "") -> None:
        field = FormField(label, editor, note)
        self._fields[name] = field
        self.body.addWidget(field)

    def wish(self, day: date) -> StepWish:
        """Return the step as it is filled in."""
        return StepWish(
            event=self._offer.event,
            actor=Actor(self.role.value),
            happened_on=day,
            by_name=self.by_name.text(),
            record=self.record.text(),
            reason=self.reason.text(),
            reviewers=self.reviewers.text(),
            new_scope=self.scope.text(),
            solved=self.solved.isChecked(),
            changed_much=self.changed.isChecked(),
            decided_on=self.decided.day,
            expires_on=self.expires.day,
        )

    def _on_take(self) -> None:
        for field in self._fields.values():
            field.show_problem("")
        self._banner.show_text("")
        if unread_day(self) is not None:
            return
        if self.day.day is None:
            self._fields["happened_on"].show_problem(self._ctx.t("The day is missing."))
            self.day.setFocus()
            return
        self._take.setEnabled(False)
        call = partial(self._ctx.services.cycles.take, self._cycle_id, self.wish(self.day.day))
        self._ctx.jobs.write(call, self._on_taken, self._on_refused)

    def _on_taken(self, changes: object) -> None:
        del changes
        self.taken.emit()
        self.accept()

    def _on_refused(self, problem: BaseException) -> None:
        self._take.setEnabled(True)
        if not isinstance(problem, AuditError):
            self._ctx.jobs.problem.emit(problem)
            return
        text = say(self._ctx.words, problem)
        name = _FIELD.get(getattr(problem, "field", ""), getattr(problem, "field", ""))
        field = self._fields.get(name)
        if field is None:
            self._banner.show_text(text, "danger")
            return
        field.show_problem(text)
        field.editor.setFocus()


_FIELD = {"decider": "by_name", "programme": "by_name", "review": "record", "suspension": "reason"}
