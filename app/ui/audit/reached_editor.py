"""Objectives of the audit: was each of them reached?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.kinds import Reached
from app.domain.words import word
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.theme.metrics import Space
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.domain.record import Objective
    from app.ui.context import UiContext


class ReachedLine(QWidget):
    """One objective with its answer and a remark."""

    def __init__(self, ctx: UiContext, audit_id: str, number: int) -> None:
        super().__init__()
        t = ctx.t
        self.binder = Binder(ctx, "objective", audit_id, self)
        form = RowForm(self.binder)
        self._text = PlainLabel("", "body", wrap=True)
        self.reached = ChoiceRow([Choice(one.value, t(word(one))) for one in Reached])
        self.reached.set_title(t("Objective {n} reached").format(n=number))
        form.take_choice("reached", self.reached, Reached)
        remark = form.bare_line("remark")
        remark.setPlaceholderText(t("Remark"))
        remark.setAccessibleName(t("Remark to objective {n}").format(n=number))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS + 2)
        for widget in (self._text, self.reached, remark):
            column.addWidget(widget)

    def show_objective(self, objective: Objective) -> None:
        """Show an objective."""
        self._text.setText(objective.text)
        self.binder.show(objective)


class ReachedEditor(QWidget):
    """All objectives below each other."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, self._audit_id = ctx, audit_id
        self._lines: list[ReachedLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        self._column.setSpacing(Space.L)
        self._column.addWidget(PlainLabel(ctx.t("Objectives of the audit"), "title3"))
        self._column.addStretch(1)

    def show_objectives(self, objectives: Sequence[Objective]) -> None:
        """Show the objectives of the record."""
        while len(self._lines) < len(objectives):
            line = ReachedLine(self._ctx, self._audit_id, len(self._lines) + 1)
            self._lines.append(line)
            self._column.insertWidget(len(self._lines), line)
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(objectives))
            if place < len(objectives):
                line.show_objective(objectives[place])

    def focus_first(self) -> None:
        """Put the cursor into the first answer."""
        if self._lines:
            self._lines[0].reached.setFocus()
