"""Segmented buttons: one of a few values, by mouse, arrows or number keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy

from app.ui.theme.icons import set_icon
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.compound import Compound
from app.ui.widgets.flow import FlowLayout


class Choice(NamedTuple):
    """One value (text of the enum) with the word that is shown and an optional icon."""

    value: str
    text: str
    icon: str = ""
    tone: str = "text"


class ChoiceRow(Compound):
    """Shows all values at once. Tab reaches the row, arrows move in it, 1 to 9 choose.

    Signals:
        chosen: the value the user chose.
    """

    chosen = Signal(str)

    def __init__(self, choices: Sequence[Choice], value: str = "", title: str = "") -> None:
        super().__init__()
        self.setObjectName("choice")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._choices = tuple(choices)
        self._group = QButtonGroup(self)
        row = FlowLayout(self, Space.XS + 2)
        for number, choice in enumerate(self._choices):
            button = Button(choice.text.replace("&", "&&"))
            button.setCheckable(True)
            if choice.icon:
                set_icon(button, choice.icon, choice.tone)
            self._group.addButton(button, number)
            row.addWidget(button)
        self.set_title(title)
        self.show_value(value)
        self._group.idClicked.connect(self._on_clicked)
        self._group.idToggled.connect(self._on_toggled)
        self._shown = value

    def set_title(self, title: str) -> None:
        """Give the row a name that is spoken before each value."""
        self.setAccessibleName(title)
        for number, choice in enumerate(self._choices):
            name = f"{title}: {choice.text}" if title else choice.text
            self._group.button(number).setAccessibleName(name)

    @property
    def value(self) -> str:
        """Return the value, empty if none is chosen."""
        number = self._group.checkedId()
        return self._choices[number].value if number >= 0 else ""

    def show_value(self, value: str) -> None:
        """Show a value from the record without telling `chosen`."""
        self._shown = value
        self._group.setExclusive(bool(value))
        for number, choice in enumerate(self._choices):
            self._group.button(number).setChecked(choice.value == value)
        self._group.setExclusive(True)
        # Without a chosen value Qt would let Tab stop at every button.
        buttons: list[QAbstractButton] = self._group.buttons()
        for place, button in enumerate(buttons):
            first = button.isChecked() or (not value and place == 0)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if first else Qt.FocusPolicy.ClickFocus)
        self.begin_with(next((button for button in buttons if button.isChecked()), buttons[0]))

    def show_text(self, value: str, text: str) -> None:
        """Show another word for one of the values, for example with how far it is."""
        for number, choice in enumerate(self._choices):
            if choice.value == value:
                self._group.button(number).setText(text.replace("&", "&&"))
                name = self.accessibleName()
                self._group.button(number).setAccessibleName(f"{name}: {text}" if name else text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by number key."""
        number = event.key() - Qt.Key.Key_1
        if not event.modifiers() and 0 <= number < len(self._choices):
            self._group.button(number).setFocus()
            self._group.button(number).click()
            return
        super().keyPressEvent(event)

    def _on_clicked(self, number: int) -> None:
        self._tell(self._choices[number].value)

    def _on_toggled(self, number: int, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        if on:
            self._tell(self._choices[number].value)

    def _tell(self, value: str) -> None:
        if value == self._shown:
            return
        self.show_value(value)
        self.chosen.emit(value)
