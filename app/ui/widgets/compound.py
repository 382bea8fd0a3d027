"""Widgets made of several: what gets the cursor when the whole is meant.

Not by `QWidget.setFocusProxy`: Qt lets Tab stop at the whole as well as at its part, and as soon as the order of Tab is
changed the whole stands somewhere else in the chain, so that Tab jumps back to its part and never gets past it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Compound(QWidget):
    """A widget that hands the focus on to the part where typing begins."""

    _begin: QWidget | None = None

    def begin_with(self, part: QWidget) -> None:
        """Say which part gets the focus."""
        self._begin = part

    @property
    def begin(self) -> QWidget:
        """Return the innermost part that gets the focus."""
        return self if self._begin is None else entry_of(self._begin)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the cursor where typing begins."""
        if self._begin is None:
            super().setFocus(reason)
        else:
            self.begin.setFocus(reason)


def entry_of(widget: QWidget) -> QWidget:
    """Return the widget that gets the focus when `widget` is meant."""
    return widget.begin if isinstance(widget, Compound) else widget
