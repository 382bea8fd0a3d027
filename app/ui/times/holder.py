"""What is scrolled: as high as its width asks for."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


class Holder(QWidget):
    """Has no least height: Qt would add up the heights that texts need when they break at every blank."""

    def minimumSizeHint(self) -> QSize:
        """Return the least width only."""
        return QSize(super().minimumSizeHint().width(), 0)
