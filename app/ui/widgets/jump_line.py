"""A line that leads somewhere: a sign, a text cut to the room there is, and a press."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from app.ui.theme.look import active
from app.ui.theme.theme import set_font
from app.ui.widgets.buttons import NavButton
from app.ui.widgets.labels import plain_tooltip


class JumpLine(NavButton):
    """One entry of a list of things to go to.

    Signals:
        jumped: what the line leads to.
    """

    jumped = Signal(object)

    def __init__(self, text: str, target: object, icon: str, tone: str) -> None:
        super().__init__("")
        self.setCheckable(False)
        self._whole, self._target = text, target
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        set_font(self, "body")
        self.show_icon(icon, tone)
        self.clicked.connect(self._on_clicked)

    def minimumSizeHint(self) -> QSize:
        """Return a width that lets the text be cut."""
        return QSize(active().px(80), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text to the room there is."""
        super().resizeEvent(event)
        room = max(0, self.width() - self.iconSize().width() - active().px(36))
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(plain_tooltip(self._whole) if shown != self._whole else "")

    def _on_clicked(self) -> None:
        self.jumped.emit(self._target)
