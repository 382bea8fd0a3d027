"""What stands against the start of the audit, beside the beginning of its opening meeting, with room for a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.plan_problem import Severity
from app.ui.kept_line import KeptLine
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.card import Card
from app.ui.widgets.clearing import clear
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import IconLabel, PlainLabel, set_shown

if TYPE_CHECKING:
    from app.domain.plan_problem import PlanProblem
    from app.ui.context import UiContext

_ICONS = {
    Severity.BLOCKING: ("problem", "danger"),
    Severity.WARNING: ("warning", "warning"),
    Severity.HINT: ("info", "info"),
}


class StartCard(Card):
    """Hidden when nothing stands against the start; a reason is asked for only where something holds it."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        t = ctx.words.gettext
        super().__init__(t("Before the audit begins"))
        self._words = ctx.words
        self._found: tuple[PlanProblem, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.S)
        self._reason = KeptLine(ctx)
        self._reason.keep_under(f"start:{audit_id}")
        self.reason = FormField(
            t("&Reason to begin all the same"), self._reason, t("It is kept as a deviation from the plan.")
        )
        self.add_layout(self._lines)
        self.add(self.reason)
        set_shown(self, shown=False)

    @property
    def text(self) -> str:
        """Return the reason that is typed."""
        return self._reason.text().strip() if self.held else ""

    @property
    def held(self) -> bool:
        """Tell whether the start is held."""
        return any(one.severity is Severity.BLOCKING for one in self._found)

    def show_problems(self, found: tuple[PlanProblem, ...]) -> None:
        """Show these points; what was shown before is not built again, so that the focus stays."""
        shown = tuple(one for one in found if one.severity is not Severity.HINT)
        set_shown(self, shown=bool(shown))
        if shown == self._found:
            return
        self._found = shown
        clear(self._lines)
        for one in shown:
            self._lines.addWidget(_line(say(self._words, one), *_ICONS[one.severity]))
        set_shown(self.reason, shown=self.held)

    def finish(self) -> None:
        """Hand over what is being typed."""
        self._reason.finish()


def _line(text: str, icon: str, tone: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.S)
    row.addWidget(IconLabel(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(PlainLabel(text, "body", wrap=True), 1)
    return line
