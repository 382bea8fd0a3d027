"""Says at a glance whether a finding is complete, and leads to each field that is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.domain.sentences import N_
from app.ui.theme.metrics import Space
from app.ui.theme.theme import set_tone
from app.ui.widgets.clearing import clear
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import IconLabel, PlainLabel
from app.ui.widgets.press import Press

if TYPE_CHECKING:
    from app.domain.problems import Problem
    from app.translation import Words

_NAMES: Final = {
    "links": N_("Requirement"),
    "title": N_("Title"),
    "statement": N_("Statement"),
    "objective_evidence": N_("Objective evidence"),
    "evidence_ids": N_("Evidence"),
    "grade": N_("Grade"),
    "grade_reason": N_("Why this grade"),
    "could_become": N_("Could become in stage 2"),
    "concern_rating": N_("Rating of the concern"),
}


class CompletenessLine(QFrame):
    """One line that changes while the finding is written.

    Signals:
        wanted: name of the field to go to.
    """

    wanted = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._t = words.gettext
        self._shown: tuple[str, ...] | None = None
        self.setObjectName("banner")
        self._icon = IconLabel("done", "ok", 16)
        self._text = PlainLabel("", "strong")
        inside = QWidget()
        self._flow = FlowLayout(inside, Space.XS)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        row.setSpacing(Space.S)
        row.addWidget(self._icon)
        row.addWidget(self._text)
        row.addWidget(inside, 1)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show which fields hold it, in the order of the form."""
        missing = tuple(dict.fromkeys(one.field for one in problems if one.blocking))
        if missing == self._shown:
            return
        self._shown = missing
        clear(self._flow)
        tone = "warning" if missing else "ok"
        set_tone(self, "tone", tone)
        self._icon.show_icon("half" if missing else "done", tone)
        self._text.setText(self._t("Missing:") if missing else self._t("Complete"))
        for name in missing:
            press = Press(self._t(_NAMES.get(name, name)), name)
            press.setAccessibleName(self._t("Missing: {field}").format(field=press.text()))
            press.pressed_with.connect(self.wanted)
            self._flow.addWidget(press)
