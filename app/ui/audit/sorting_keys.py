"""The sorting mode of a table: while it is on, and only then, single letters say what becomes of the chosen rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.theme.metrics import Space
from app.ui.theme.theme import set_tone
from app.ui.widgets.chip import Chip, ChipLook
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import IconLabel, PlainLabel, isolated

if TYPE_CHECKING:
    from app.translation import Words
    from app.ui.widgets.table import Table


class SortingKey(NamedTuple):
    """One key of the mode: the letter, the value it stands for, and how it is shown."""

    letter: str
    value: str
    look: ChipLook


class SortingKeys(QObject):
    """Listens to the keys of a table.

    Signals:
        sorted_as: the value of the key that was pressed.
        ended: Esc was pressed.
    """

    sorted_as = Signal(str)
    ended = Signal()

    def __init__(self, table: Table, keys: Sequence[SortingKey]) -> None:
        super().__init__(table)
        self.active = False
        self._values: Mapping[str, str] = {one.letter.upper(): one.value for one in keys}
        table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the letters and Esc while the mode is on."""
        if not self.active or event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
            return True
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        value = self._values.get(event.text().upper()) if plain and event.text() else None
        if value is None:
            return super().eventFilter(watched, event)
        self.sorted_as.emit(value)
        return True


class SortingBanner(QFrame):
    """Says that the mode is on, and what each key does."""

    def __init__(self, words: Words, keys: Sequence[SortingKey]) -> None:
        super().__init__()
        self.setObjectName("banner")
        set_tone(self, "tone", "info")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.XS + 2, Space.M, Space.XS + 2)
        row.setSpacing(Space.S)
        row.addWidget(IconLabel("edit", "info", 16))
        row.addWidget(PlainLabel(words.gettext("Sorting"), "strong"))
        inside = QWidget()
        flow = FlowLayout(inside, Space.XS)
        for one in keys:
            flow.addWidget(Chip(ChipLook(f"{isolated(one.letter)}  {one.look.text}", one.look.icon, one.look.tone)))
        row.addWidget(inside, 1)
        row.addWidget(PlainLabel(words.gettext("Esc ends it"), "small", "muted"))
        self.hide()
