"""What the audit before handed on: each nonconformity, concern and point gets a result and a remark here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import AuditError
from app.domain.kinds import CarriedState
from app.domain.next_audit import results
from app.domain.words import word
from app.ui.dialogs.next_audit_steps import carried_look
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.labels import PlainLabel, isolated, set_shown
from app.ui.widgets.problem_line import FieldProblem

if TYPE_CHECKING:
    from app.domain.preparing import CarriedItem
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

_ICONS = {
    CarriedState.OPEN: "open",
    CarriedState.VERIFIED: "done",
    CarriedState.NOT_EFFECTIVE: "cross",
    CarriedState.NOTED: "check",
}


class CarriedCard(Card):
    """Hidden in an audit that follows on none."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.t("From the last audit"))
        self._ctx = ctx
        self.rows: dict[str, CarriedRow] = {}
        self._count = PlainLabel("", "small", "muted")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.L)
        if self.header:
            self.header.add(self._count)
        self.add_layout(self._lines)
        self.hide()

    def show_record(self, record: AuditRecord) -> None:
        """Show what was handed on; rows that are there keep what is being typed."""
        wanted = [one.id for one in record.carried]
        for gone in [key for key in self.rows if key not in wanted]:
            row = self.rows.pop(gone)
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, one in enumerate(record.carried):
            if one.id not in self.rows:
                self.rows[one.id] = CarriedRow(self._ctx, one)
                self._lines.insertWidget(place, self.rows[one.id])
            self.rows[one.id].show_item(one)
        still = sum(one.state is CarriedState.OPEN for one in record.carried)
        said = self._ctx.tn("{n} without a result", "{n} without a result", still).format(n=still)
        self._count.setText(said if still else self._ctx.t("all have a result"))
        set_shown(self, bool(record.carried))

    def focus_first(self) -> None:
        """Put the cursor on the first one without a result."""
        rows = list(self.rows.values())
        first = next((row for row in rows if row.choice.value == CarriedState.OPEN.value), rows[0] if rows else None)
        if first is not None:
            first.choice.setFocus()


class CarriedRow(QWidget):
    """One thing that was handed on; "not effective" says what was found before it is recorded."""

    def __init__(self, ctx: UiContext, item: CarriedItem) -> None:
        super().__init__()
        self._ctx, self._item = ctx, item
        t = ctx.t
        values = (CarriedState.OPEN, *results(item.kind))
        choices = [Choice(one.value, t(word(one)), _ICONS[one]) for one in values]
        self.choice = ChoiceRow(choices, item.state.value, t("Result of {label}").format(label=item.label))
        self.remark = AutosaveLine(placeholder=t("What was found"))
        self.remark.setAccessibleName(t("What was found about {label}").format(label=item.label))
        self.problem = FieldProblem()
        self._lay_out(item)
        self.choice.chosen.connect(self._on_chosen)
        self.remark.left.connect(self._on_remark)

    def _lay_out(self, item: CarriedItem) -> None:
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(PlainLabel(item.text, wrap=True))
        if item.refs:
            said.addWidget(PlainLabel(isolated(item.refs), "small", "muted", wrap=True))
        below = QHBoxLayout()
        below.setSpacing(Space.M)
        below.addWidget(self.choice)
        below.addWidget(self.remark, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Chip(carried_look(self._ctx, item)), 0, 0)
        grid.addLayout(said, 0, 1)
        grid.addLayout(below, 1, 0, 1, 2)
        grid.addWidget(self.problem, 2, 0, 1, 2)

    def show_item(self, item: CarriedItem) -> None:
        """Show the result of the record."""
        self._item = item
        self.choice.show_value(item.state.value)
        self.remark.show_text(item.remark)

    def _on_chosen(self, value: str) -> None:
        state = CarriedState(value)
        self.problem.show_text("")
        if state is CarriedState.NOT_EFFECTIVE and not self.remark.text().strip():
            self.problem.show_text(self._ctx.t("Say what was found; then the result is recorded."))
            self.remark.setFocus()
            return
        self._judge(state)

    def _on_remark(self, text: str) -> None:
        del text
        self._judge(CarriedState(self.choice.value or CarriedState.OPEN))

    def _judge(self, state: CarriedState) -> None:
        call = partial(self._ctx.services.next_audits.judge, self._item.id, state, self.remark.text())
        self._ctx.jobs.write(call, self._on_done, self._on_refused)

    def _on_done(self, changes: object) -> None:
        del changes
        self.problem.show_text("")

    def _on_refused(self, problem: BaseException) -> None:
        if isinstance(problem, AuditError):
            self.problem.show_text(say(self._ctx.words, problem))
        else:
            self._ctx.jobs.problem.emit(problem)
