"""A quiet button that tells what it stands for."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.ui.widgets.buttons import Button


class Press(Button):
    """A button for one of many things.

    Signals:
        pressed_with: what the button stands for.
    """

    pressed_with = Signal(str)

    def __init__(self, text: str, key: str, kind: str = "quiet", icon: str = "") -> None:
        super().__init__(text, kind, icon)
        self._key = key
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.pressed_with.emit(self._key)
