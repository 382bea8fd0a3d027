"""Conclusion and recommendation: the values of this type of audit, and what forbids one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from app.domain import recommendation as rules
from app.domain.kinds import AuditType, Recommendation
from app.domain.words import word
from app.ui.audit.binding import Binder, Editor
from app.ui.audit.editors import RowForm
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.clearing import clear
from app.ui.widgets.compound import Compound
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.radio_line import RadioLine

if TYPE_CHECKING:
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

_ANSWERED = {"recommendation_reason_missing", "internal_audit_unanswered", "management_review_unanswered"}


class RecommendationChoice(Compound):
    """One radio button per allowed value; a forbidden one is off and says why.

    Signals:
        chosen: the value the user chose.
    """

    chosen = Signal(str)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._type: AuditType | None = None
        self._value = ""
        self._buttons: dict[str, QRadioButton] = {}
        self._notes: dict[str, PlainLabel] = {}
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_clicked)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XXS)

    def set_title(self, title: str) -> None:
        """Give the choice a spoken name."""
        self.setAccessibleName(title)

    def show_value(self, value: str) -> None:
        """Show the value of the record, empty for none."""
        self._value = value
        button = self._buttons.get(value)
        self._group.setExclusive(button is not None)
        for key, one in self._buttons.items():
            one.setChecked(key == value)
        self._group.setExclusive(True)

    def show_facts(self, facts: rules.Facts) -> None:
        """Offer the values of the type of audit, and say what forbids one."""
        if facts.audit_type is not self._type:
            self._build(facts.audit_type)
        for value in rules.allowed(facts.audit_type):
            found = [one for one in rules.problems(value, facts) if one.code not in _ANSWERED]
            held = [one for one in found if one.blocking]
            self._buttons[value.value].setEnabled(not held)
            note = self._notes[value.value]
            note.setText(say(self._ctx.words, (held or found)[0]) if found else "")
            note.setVisible(bool(found))
            self._buttons[value.value].setAccessibleDescription(note.text())
        self.show_value(self._value)

    def _build(self, audit_type: AuditType) -> None:
        self._type = audit_type
        clear(self._column)
        self._buttons, self._notes = {}, {}
        for value in rules.allowed(audit_type):
            line = RadioLine(self._ctx.t(word(value)))
            self._group.addButton(line.button)
            self._buttons[value.value], self._notes[value.value] = line.button, line.note
            self._column.addWidget(line)
        self.begin_with(next(iter(self._buttons.values())))

    def _on_clicked(self, button: QRadioButton) -> None:
        value = next(key for key, one in self._buttons.items() if one is button)
        if value != self._value:
            self._value = value
            self.chosen.emit(value)


class RecommendationEditor(QWidget):
    """The conclusion in words, the two facts it rests on (`asked` says what about them), and the recommendation."""

    def __init__(self, ctx: UiContext, audit_id: str, asked: str = "") -> None:
        super().__init__()
        self._ctx = ctx
        t = ctx.t
        self.binder = Binder(ctx, "audit", audit_id, self)
        form = RowForm(self.binder)
        self.choice = RecommendationChoice(ctx)
        binding = self.binder.bind("recommendation", Editor(self.choice, self._show_value, _read))
        self.choice.chosen.connect(binding.on_value)
        self._field = FormField(t("Recommendation"), self.choice, t("It is what the team proposes, not the decision."))
        self._conclusion = form.text("conclusion", t("Conclusion"), t("As it is said in the closing meeting."), lines=4)
        effective = asked or t("Really carried out, and effective.")
        self._internal = form.yes_no("internal_audit_done", t("Internal audits"), effective)
        self._review = form.yes_no("management_review_done", t("Management review"), effective)
        self._reason = form.text("recommendation_reason", t("Reason"), lines=2)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M + 2)
        column.addWidget(PlainLabel(t("Conclusion and recommendation"), "title3", wrap=True))
        for field in (self._conclusion, self._internal, self._review, self._field, self._reason):
            column.addWidget(field)
        column.addStretch(1)
        self._fields = {
            "conclusion": self._conclusion,
            "internal_audit_done": self._internal,
            "management_review_done": self._review,
            "recommendation": self._field,
            "recommendation_reason": self._reason,
        }

    def show_record(self, record: AuditRecord) -> None:
        """Show what was recommended, and what the rules say about it."""
        self.binder.show(record.audit)
        facts = rules.facts_of(record)
        self.choice.show_facts(facts)
        found = rules.problems(record.audit.recommendation, facts)
        for name, field in self._fields.items():
            here = [one for one in found if one.field == name]
            field.show_hint(say(self._ctx.words, here[0]) if here and name != "recommendation" else "")

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field."""
        field = self._fields.get(name)
        if field is not None:
            field.editor.setFocus()

    def _show_value(self, value: Recommendation | None) -> None:
        self.choice.show_value(value.value if value else "")


def _read(told: object) -> Recommendation | None:
    return Recommendation(str(told)) if told else None
