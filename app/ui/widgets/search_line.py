"""A line to search with: a magnifying glass at its start."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle

from app.ui.theme import icons
from app.ui.theme.look import active
from app.ui.theme.metrics import ICON
from app.ui.theme.theme import set_tone


class SearchLine(QLineEdit):
    """Its placeholder is also its spoken name."""

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the room for the sign on the right side of the text in languages written from the right."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            set_tone(self, "mirrored", "true" if mirrored else "false")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, then the sign."""
        super().paintEvent(event)
        side = active().px(ICON)
        place = QRect(active().px(9), (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        sign = icons.pixmap("search", "muted", side, self.devicePixelRatioF())
        painter.drawPixmap(QStyle.visualRect(self.layoutDirection(), self.rect(), place).topLeft(), sign)
        painter.end()
