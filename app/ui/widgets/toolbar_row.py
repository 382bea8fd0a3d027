"""Controls above a view, side by side; they go to the next line where there is no room."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.metrics import Space
from app.ui.widgets.flow import FlowLayout


class ToolbarRow(QWidget):
    """Widgets in the order they are given."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.setObjectName("choice")  # a button that is switched on looks like a chosen one
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = FlowLayout(self, Space.M)
        for widget in widgets:
            row.addWidget(widget)
