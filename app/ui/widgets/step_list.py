"""The steps at the side of a wizard, each with the state it is in as a shape and in words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QVBoxLayout

from app.domain.sentences import N_
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import NavButton
from app.ui.widgets.labels import PlainLabel, isolated

if TYPE_CHECKING:
    from app.translation import Words


class StepState(StrEnum):
    """How far one step is."""

    OPEN = "open"
    DONE = "done"
    PROBLEM = "problem"


_LOOKS: Final = {
    StepState.OPEN: ("open", "muted", N_("open")),
    StepState.DONE: ("done", "ok", N_("done")),
    StepState.PROBLEM: ("problem", "danger", N_("something is missing")),
}


class StepList(QFrame):
    """Steps by number; any can be chosen at any time.

    Signals:
        chosen: number of the step the user went to, from 0.
    """

    chosen = Signal(int)

    def __init__(self, words: Words, title: str) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setProperty("edge", "right" if words.right_to_left else "left")
        self._words = words
        self._titles: list[str] = []
        self._states: list[StepState] = []
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._on_toggled)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.M, Space.L, Space.M, Space.L)
        self._column.setSpacing(Space.XXS)
        self._heading = PlainLabel(title, "title3", wrap=True)
        self._heading.setContentsMargins(Space.S, 0, Space.S, Space.S)
        self._column.addWidget(self._heading)
        self._column.addStretch(1)

    def add(self, title: str) -> None:
        """Add a step at the end."""
        number = len(self._titles)
        self._titles.append(title)
        self._states.append(StepState.OPEN)
        button = NavButton(f"{isolated(str(number + 1))}  {title}".replace("&", "&&"))
        self._group.addButton(button, number)
        self._column.insertWidget(self._column.count() - 1, button)
        self._dress(number)

    @property
    def buttons(self) -> list[QAbstractButton]:
        """Return the entries in their order."""
        return self._group.buttons()

    @property
    def current(self) -> int:
        """Return the number of the step that is shown, -1 if none."""
        return self._group.checkedId()

    def title(self, number: int) -> str:
        """Return the title of a step."""
        return self._titles[number]

    def show_current(self, number: int) -> None:
        """Mark a step as the one that is shown."""
        button = self._group.button(number)
        button.setChecked(True)
        self._redress()

    def show_state(self, number: int, state: StepState) -> None:
        """Show how far a step is."""
        self._states[number] = state
        self._dress(number)

    def _redress(self) -> None:
        for number in range(len(self._titles)):
            self._dress(number)

    def _dress(self, number: int) -> None:
        button = self._group.button(number)
        icon, tone, said = _LOOKS[self._states[number]]
        here = number == self.current
        if here and self._states[number] is StepState.OPEN:
            icon, tone, said = "current", "accent", N_("you are here")
        if isinstance(button, NavButton):
            button.show_icon(icon, tone)
        spoken = self._words.gettext("Step {number}: {title}, {state}")
        button.setAccessibleName(
            spoken.format(number=number + 1, title=self._titles[number], state=self._words.gettext(said))
        )
        stop = here or self.current < 0
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)

    def _on_toggled(self, number: int, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        if on:
            self._redress()
            self.chosen.emit(number)
