"""Cards of equal width side by side; in two rows where there is no room for one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.theme.look import active
from app.ui.theme.metrics import Space


class CardRow(QWidget):
    """Lays the cards out anew when the width crosses `least` (pixels of the design per card)."""

    def __init__(self, cards: Sequence[QWidget], least: int = 128) -> None:
        super().__init__()
        self._cards, self._least, self._columns = tuple(cards), least, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.M)
        self._arrange(len(self._cards))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many columns as there is room for: all, half of them, or fewer."""
        super().resizeEvent(event)
        count = len(self._cards)
        fits = max(1, event.size().width() // active().px(self._least))
        self._arrange(count if fits >= count else max(1, min(fits, (count + 1) // 2)))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(len(self._cards)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
