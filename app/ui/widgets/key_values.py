"""A list of names and values, for facts that are only shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.theme.metrics import Space
from app.ui.widgets.labels import PlainLabel


class KeyValues(QWidget):
    """Names at the start, values beside; an empty value is shown as a dash."""

    def __init__(self, pairs: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.XS + 2)
        self._grid.setColumnStretch(1, 1)
        self.show_pairs(pairs)

    def show_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show other names and values."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if widget:
                widget.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for row, (name, value) in enumerate(pairs):
            self._grid.addWidget(PlainLabel(name, "body", "muted"), row, 0, top)
            self._grid.addWidget(PlainLabel(value or "–", wrap=True).selectable(), row, 1, top)
