"""A radio button whose words may break into lines, with a note below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from app.ui.theme.metrics import Space
from app.ui.widgets.labels import PlainLabel


class RadioLine(QWidget):
    """Pressing the words is the same as pressing the button."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.button = QRadioButton()
        self.button.setAccessibleName(text)
        self.note = PlainLabel("", "small", "muted", wrap=True)
        words = QVBoxLayout()
        words.setContentsMargins(0, Space.XS, 0, Space.XXS)
        words.setSpacing(0)
        words.addWidget(PlainLabel(text, wrap=True))
        words.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.button.click()
