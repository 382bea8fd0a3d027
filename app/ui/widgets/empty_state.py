"""What an empty page shows: what belongs here, and the one button that begins."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import IconLabel, PlainLabel


class EmptyState(QWidget):
    """Icon, one line, a sentence, and one button (plus a quiet second one).

    Signals:
        started: the button was pressed.
        second: the quiet button was pressed.
    """

    started = Signal()
    second = Signal()

    def __init__(self, icon: str, title: str, text: str, action: str = "", second_action: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XXL, Space.XL, Space.XXL)
        column.setSpacing(Space.S)
        column.addStretch(2)
        column.addWidget(IconLabel(icon, "muted", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(Space.XS)
        column.addWidget(_centred(PlainLabel(title, "title2", wrap=True)))
        words = _centred(PlainLabel(text, "body", "muted", wrap=True))
        words.setMaximumWidth(520)
        column.addLayout(_middle(words))
        column.addSpacing(Space.S)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch(1)
        for label, kind, signal in ((action, "primary", self.started), (second_action, "secondary", self.second)):
            if label:
                button = Button(label, kind)
                button.clicked.connect(signal)
                buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(3)


def _centred(label: PlainLabel) -> PlainLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label


def _middle(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget, 100)
    row.addStretch(1)
    return row
