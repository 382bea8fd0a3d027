"""Panes side by side with an invisible handle between them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSplitter, QWidget

from app.ui.theme.metrics import Space
from app.ui.widgets.page import scrolled


def panes() -> QSplitter:
    """Return an empty splitter whose handle is only a gap; none of its panes can be lost."""
    made = QSplitter(Qt.Orientation.Horizontal)
    made.setObjectName("panes")
    made.setChildrenCollapsible(False)
    made.setHandleWidth(Space.L)
    return made


def scrolled_pane(inside: QWidget) -> QScrollArea:
    """Return a scroll area that lets the ground of its card shine through."""
    inside.setObjectName("scrolled")
    return scrolled(inside)
