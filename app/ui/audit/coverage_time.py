"""The time used against the plan: per day, and the rows of the plan that have no session yet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.ui.widgets.card import Card
from app.ui.widgets.clearing import clear
from app.ui.widgets.jump_line import JumpLine
from app.ui.widgets.key_values import KeyValues
from app.ui.widgets.labels import PlainLabel, isolated, set_shown

if TYPE_CHECKING:
    from app.domain.coverage import TimeLine
    from app.domain.record import TimetableRow
    from app.ui.context import UiContext

FEW: Final = 6
_HOUR: Final = 60


class TimeCard(Card):
    """Auditor hours with the client.

    Signals:
        jumped: id of a row of the plan.
    """

    jumped = Signal(object)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.t("Time against the plan"))
        self._ctx = ctx
        self._days = KeyValues()
        self._none = PlainLabel(ctx.t("Neither plan nor sessions have times yet."), "body", "muted", wrap=True)
        self._open = PlainLabel("", "label")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.add(PlainLabel(ctx.t("Auditor hours with the client"), "small", "muted", wrap=True))
        self.add(self._none)
        self.add(self._days)
        self.add(self._open)
        self.add_layout(self._lines)

    def show_time(self, days: tuple[TimeLine, ...], waiting: tuple[TimetableRow, ...]) -> None:
        """Show planned and held hours of each day, and what was planned and not held yet."""
        t, tn = self._ctx.t, self._ctx.tn
        set_shown(self._none, not days)
        set_shown(self._days, bool(days))
        self._days.show_pairs([(self._ctx.words.day(date.fromisoformat(one.key)), self._said(one)) for one in days])
        clear(self._lines)
        set_shown(self._open, bool(waiting))
        text = tn("{n} row has no session yet", "{n} rows have no session yet", len(waiting))
        self._open.setText(text.format(n=len(waiting)))
        for row in waiting[:FEW]:
            day = self._ctx.words.day(row.day) if row.day else ""
            parts = (row.topic or row.label, day, isolated(row.starts) if row.starts else "")
            line = JumpLine("  ·  ".join(part for part in parts if part), row.id, "plan", "muted")
            line.jumped.connect(self.jumped)
            self._lines.addWidget(line)
        if len(waiting) > FEW:
            self._lines.addWidget(PlainLabel(t("and {n} more").format(n=len(waiting) - FEW), "small", "muted"))

    def _said(self, one: TimeLine) -> str:
        said = self._ctx.t("{held} of {planned} h held, {sessions} of {rows} sessions")
        return said.format(
            held=isolated(_hours(one.held)), planned=isolated(_hours(one.planned)),
            sessions=isolated(str(one.rows_held)), rows=isolated(str(one.rows)),
        )  # fmt: skip


def _hours(minutes: int) -> str:
    whole, rest = divmod(minutes, _HOUR)
    return f"{whole}:{rest:02}"
