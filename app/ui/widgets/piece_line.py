"""The line in a cell of a table: says how it was left, so that typing goes on in the next cell."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.ui.widgets.offer_line import OfferLine, Offers

NEXT, BACK, DOWN = "next", "back", "down"
_OTHERS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_WAYS: Final = {
    Qt.Key.Key_Tab: NEXT,
    Qt.Key.Key_Backtab: BACK,
    Qt.Key.Key_Return: DOWN,
    Qt.Key.Key_Enter: DOWN,
}


class PieceLine(OfferLine):
    """A line without a frame.

    Signals:
        done: the line was left by Tab, Shift+Tab or Enter: `next`, `back` or `down`.
    """

    done = Signal(str)

    def __init__(self, parent: QWidget, name: str, offers: Offers | None = None, *, many: bool = False) -> None:
        super().__init__(offers, many=many)
        self.setParent(parent)
        self.setAccessibleName(name)
        self.setFrame(False)
        self.setObjectName("cell")

    def event(self, event: QEvent) -> bool:
        """Leave by Tab and Enter, also while the list of offers is open (it hands its keys over here)."""
        pressed = event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and event.key() in _WAYS and not event.modifiers() & _OTHERS:  # type: ignore[attr-defined]
            self.take_offer()
            self.done.emit(_WAYS[Qt.Key(event.key())])  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)
