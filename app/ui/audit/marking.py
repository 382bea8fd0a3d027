"""The marking mode of a sheet: while it is on, and only then, number keys set the verdict (or what else is marked)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.audit.requirement_table import MARKS
from app.ui.theme.metrics import Space
from app.ui.theme.theme import set_tone
from app.ui.widgets.chip import Chip, ChipLook, chip_look
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import IconLabel, PlainLabel, isolated

if TYPE_CHECKING:
    from app.translation import Words
    from app.ui.widgets.table import Table


Look = Callable[[StrEnum, Callable[[str], str]], ChipLook]


class MarkingKeys(QObject):
    """Listens to the keys of the sheet: 1 is the first of `marks`, and so on.

    Signals:
        marked: the value of the key that was pressed, a `Verdict` by default.
        ended: Esc was pressed.
    """

    marked = Signal(object)
    ended = Signal()

    def __init__(self, table: Table, marks: Sequence[StrEnum] = MARKS) -> None:
        super().__init__(table)
        self.active = False
        self._marks = tuple(marks)
        table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the number keys and Esc while the mode is on."""
        if not self.active or event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
            return True
        number = event.key() - Qt.Key.Key_1
        if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and 0 <= number < len(self._marks):
            self.marked.emit(self._marks[number])
            return True
        return super().eventFilter(watched, event)


class MarkingBanner(QFrame):
    """Says that the mode is on, and what each key does; `look` draws a value. The keys are 1, 2, 3 ... or `letters`."""

    def __init__(
        self,
        words: Words,
        marks: Sequence[StrEnum] = MARKS,
        look: Look = chip_look,
        letters: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.setObjectName("banner")
        set_tone(self, "tone", "info")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.XS + 2, Space.M, Space.XS + 2)
        row.setSpacing(Space.S)
        row.addWidget(IconLabel("edit", "info", 16))
        row.addWidget(PlainLabel(words.gettext("Marking"), "strong"))
        inside = QWidget()
        self._keys = FlowLayout(inside, Space.XS)
        for number, mark in enumerate(marks):
            self.add_key(letters[number] if letters else str(number + 1), look(mark, words.gettext))
        row.addWidget(inside, 1)
        row.addWidget(PlainLabel(words.gettext("Esc ends it"), "small", "muted"))
        self.hide()

    def add_key(self, key: str, drawn: ChipLook) -> None:
        """Say what one more key does."""
        self._keys.addWidget(Chip(ChipLook(f"{isolated(key)}  {drawn.text}", drawn.icon, drawn.tone)))
