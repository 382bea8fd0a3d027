"""The marking mode of the work sheet: while it is on, and only then, the keys 1 to 6 set the verdict."""

from __future__ import annotations

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


class MarkingKeys(QObject):
    """Listens to the keys of the sheet.

    Signals:
        marked: the `Verdict` of the key that was pressed.
        ended: Esc was pressed.
    """

    marked = Signal(object)
    ended = Signal()

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self.active = False
        table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take 1 to 6 and Esc while the mode is on."""
        if not self.active or event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
            return True
        number = event.key() - Qt.Key.Key_1
        if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and 0 <= number < len(MARKS):
            self.marked.emit(MARKS[number])
            return True
        return super().eventFilter(watched, event)


class MarkingBanner(QFrame):
    """Says that the mode is on, and what each key does."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setObjectName("banner")
        set_tone(self, "tone", "info")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.XS + 2, Space.M, Space.XS + 2)
        row.setSpacing(Space.S)
        row.addWidget(IconLabel("edit", "info", 16))
        row.addWidget(PlainLabel(words.gettext("Marking"), "strong"))
        inside = QWidget()
        keys = FlowLayout(inside, Space.XS)
        for number, verdict in enumerate(MARKS, start=1):
            look = chip_look(verdict, words.gettext)
            keys.addWidget(Chip(ChipLook(f"{isolated(str(number))}  {look.text}", look.icon, look.tone)))
        row.addWidget(inside, 1)
        row.addWidget(PlainLabel(words.gettext("Esc ends it"), "small", "muted"))
        self.hide()
