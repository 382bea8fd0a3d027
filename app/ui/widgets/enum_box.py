"""A drop-down list over a closed list: values are the texts of the enum, words come from the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy


class EnumBox(QComboBox):
    """One of several values in a list that folds out.

    Signals:
        chosen: the value the user chose.
    """

    chosen = Signal(str)

    def __init__(self, choices: Iterable[tuple[str, str]], value: str = "", title: str = "") -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.set_title(title)
        self.set_choices(choices)
        self.show_value(value)
        self.activated.connect(self._on_activated)

    def set_title(self, title: str) -> None:
        """Give the box a spoken name (it would say its value only)."""
        self.setAccessibleName(title)

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer other values (value, word); the chosen one stays if it is among them."""
        value = self.value
        self.clear()
        for key, text in choices:
            self.addItem(text, key)
        self.show_value(value)

    @property
    def value(self) -> str:
        """Return the chosen value, empty if there is none."""
        return str(self.currentData() or "")

    def show_value(self, value: str) -> None:
        """Show a value from the record without telling `chosen`."""
        self._shown = value
        self.setCurrentIndex(self.findData(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: the wheel over a box in a form must not change the record."""
        event.ignore()

    def _on_activated(self, index: int) -> None:
        value = str(self.itemData(index) or "")
        if value != self._shown:
            self._shown = value
            self.chosen.emit(value)
