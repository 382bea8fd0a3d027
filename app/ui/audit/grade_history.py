"""How the grade of a finding came about: each step with who, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.audit.finding_table import short_grade
from app.ui.theme.metrics import Space
from app.ui.widgets.clearing import clear
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.domain.fieldwork import Finding, GradeChange
    from app.ui.context import UiContext


class GradeHistory(QWidget):
    """A short list, the first step on top."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._shown: tuple[GradeChange, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self.setAccessibleName(ctx.t("History of the grade"))

    def show_history(self, finding: Finding) -> None:
        """Show the steps of a finding."""
        if finding.history == self._shown:
            return
        self._shown = finding.history
        clear(self._column)
        self._column.addWidget(PlainLabel(self._ctx.t("History of the grade"), "label"))
        for step in finding.history:
            self._column.addWidget(PlainLabel(self._said(step, finding.happened_zone), "small", "muted", wrap=True))

    def _said(self, step: GradeChange, zone: str) -> str:
        t = self._ctx.t
        old = short_grade(t, step.old).text if step.old else ""
        new = short_grade(t, step.new).text if step.new else ""
        change = t("{old} became {new}").format(old=old, new=new) if old else t("drafted as {new}").format(new=new)
        parts = [self._ctx.local(step.decided_at, zone), step.decided_by, change, step.reason]
        return "  ·  ".join(part for part in parts if part)
