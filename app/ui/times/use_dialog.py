"""Which part of a kept calculation an audit takes: the usual one is chosen, other days need a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QVBoxLayout, QWidget

from app.domain.audit_time_values import Purpose
from app.domain.errors import UserMistake
from app.domain.numbers import exact, number_text
from app.domain.time_use import UsedPart, days_of, parts, usual_part
from app.domain.words import word
from app.ui.saying import say
from app.ui.times.part import ReasonText
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, set_shown
from app.ui.widgets.radio_line import RadioLine

if TYPE_CHECKING:
    from fractions import Fraction

    from app.domain.kinds import AuditType
    from app.services.times import KeptTime
    from app.ui.context import UiContext


class UseDialog(Dialog):
    """Enter or Ctrl+Enter takes what is chosen.

    Signals:
        chosen: part (`UsedPart`), days or `None`, reason.
    """

    chosen = Signal(object, object, str)

    def __init__(self, parent: QWidget | None, ctx: UiContext, kept: KeptTime, kind: AuditType) -> None:
        t = ctx.t
        super().__init__(parent, t("Use for this audit"), 460)
        self.ctx, self._kept = ctx, kept
        self._group = QButtonGroup(self)
        self._parts = (*parts(kept.result), (UsedPart.TYPED, None))
        self.body.addWidget(PlainLabel(t("The plan is measured by these days."), "body", "muted", wrap=True))
        usual = usual_part(kind, kept.result)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        self.body.addLayout(lines)
        for number, (part, days) in enumerate(self._parts):
            line = RadioLine(self._name(part, days))
            line.note.hide()
            self._group.addButton(line.button, number)
            lines.addWidget(line)
            line.button.setChecked(part is usual)
        self.days, self.reason = QLineEdit(), ReasonText(lines=2)
        self._days = FormField(t("Days of this audit"), self.days)
        self._reason = FormField(t("Reason"), self.reason)
        self.body.addWidget(self._days)
        self.body.addWidget(self._reason)
        self.body.addStretch(1)
        if usual is UsedPart.TYPED and kept.result.purpose is Purpose.SPECIAL:
            self.days.setText(number_text(kept.result.valid.days))
        self.add_button(t("Cancel")).clicked.connect(self.reject)
        take = self.add_button(t("Use"), "primary")
        take.clicked.connect(self._on_take)
        take.setDefault(True)
        self._group.idToggled.connect(self._show)
        self._show()
        self._group.button(max(self._group.checkedId(), 0)).setFocus(Qt.FocusReason.TabFocusReason)

    def _name(self, part: UsedPart, days: Fraction | None) -> str:
        name = self.ctx.t(word(part))
        return name if days is None else self.ctx.t("{part}: {days} days").format(part=name, days=number_text(days))

    def _part(self) -> UsedPart:
        return self._parts[max(self._group.checkedId(), 0)][0]

    def _show(self) -> None:
        typed = self._part() is UsedPart.TYPED
        set_shown(self._days, typed)
        set_shown(self._reason, typed)

    def _on_take(self) -> None:
        part, reason = self._part(), self.reason.text()
        self._days.show_problem("")
        self._reason.show_problem("")
        try:
            typed = self.days.text().strip() if part is UsedPart.TYPED else ""
            days = exact(typed, "days") if typed else None
            days_of(self._kept.result, part, days, reason)
        except UserMistake as mistake:
            field = self._reason if mistake.field == "reason" else self._days
            field.show_problem(say(self.ctx.words, mistake))
            field.editor.setFocus()
            return
        self.chosen.emit(part, days, reason)
        self.accept()
