"""What a finding repeats: findings of earlier audits on its requirement are proposed, their history is told."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.audit.finding_table import short_grade
from app.ui.theme.metrics import Space
from app.ui.widgets.chip import Chip
from app.ui.widgets.clearing import clear
from app.ui.widgets.labels import PlainLabel, isolated
from app.ui.widgets.press import Press

if TYPE_CHECKING:
    from app.domain.earlier import EarlierFinding
    from app.ui.context import UiContext

FEW = 4


class RepeatsPart(QWidget):
    """Hidden where no earlier audit found anything on the requirement."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._finding_id = ""
        self._shown: object = None
        self._title = PlainLabel("", "label")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.XS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._title)
        column.addLayout(self._lines)
        self.hide()

    def show_repeats(
        self, finding_id: str, history: tuple[EarlierFinding, ...], offers: tuple[EarlierFinding, ...]
    ) -> None:
        """Show what it repeats, else what it may repeat."""
        if (finding_id, history, offers) == self._shown:
            return
        self._shown, self._finding_id = (finding_id, history, offers), finding_id
        t = self._ctx.t
        clear(self._lines)
        self._title.setText(t("Found again") if history else t("Found before on this requirement"))
        for place, one in enumerate(history):
            self._add(one, t("Not the same") if place == 0 else "", "")
        for one in () if history else offers[:FEW]:
            self._add(one, t("It is the same"), one.id)
        self.setVisible(bool(history or offers))

    def _add(self, one: EarlierFinding, verb: str, key: str) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(Chip(short_grade(self._ctx.t, one.grade)))
        text = "  ·  ".join((isolated(one.number), isolated(one.audit), one.title or one.statement))
        row.addWidget(PlainLabel(text, "body", wrap=True), 1)
        if verb:
            press = Press(verb, key)
            press.setAccessibleName(f"{verb}: {one.number}")
            press.pressed_with.connect(self._on_pressed)
            row.addWidget(press)
        self._lines.addWidget(line)

    def _on_pressed(self, key: str) -> None:
        self._ctx.jobs.write(partial(self._ctx.services.finding_rules.repeat, self._finding_id, key or None))
