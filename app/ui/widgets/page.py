"""The frame of a page: title and actions on top, the body below, scrolled if asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.theme.metrics import Space
from app.ui.widgets.labels import ElidedLabel, set_shown


class Page(QWidget):
    """A page of the main window.

    Subclasses put widgets into `body`, fetch in `load()` (called each time the page is shown) and finish open
    typing in `leave()`. `primary_action` is what Ctrl+Enter does, if anything. The window is named after the
    `windowTitle` of the page that is shown: the title, in a wizard its step.
    """

    primary_action: QAction | None = None
    area: QScrollArea | None = None

    def __init__(self, title: str, subtitle: str = "", *, scrolls: bool = True, width: int = 0) -> None:
        super().__init__()
        self._title = ElidedLabel(title, "title1")  # names of clients are as long as they like
        self.setWindowTitle(title)
        self._subtitle = ElidedLabel(subtitle, "body", "muted")
        set_shown(self._subtitle, bool(subtitle))
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.L)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._head())
        outer.addWidget(self._middle(scrolls=scrolls, width=width), 1)

    @property
    def title(self) -> str:
        """Return the title."""
        return self._title.text()

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Show another title and the line below it."""
        self._title.setText(title)
        self.setWindowTitle(title)
        self._subtitle.setText(subtitle)
        set_shown(self._subtitle, bool(subtitle))

    def add_action(self, widget: QWidget) -> None:
        """Add a button at the end of the title line; the primary one last."""
        self._actions.addWidget(widget)

    def load(self) -> None:
        """Fetch what the page shows; called each time it is shown."""

    def arrive(self) -> None:
        """Begin at the top; called each time the page is shown without an item to bring into view."""

    def leave(self) -> None:
        """Finish open typing; called before another page is shown."""

    def _head(self) -> QWidget:
        head = QWidget()
        head.setObjectName("pageHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(Space.XL, Space.L + 2, Space.XL, Space.M)
        row.setSpacing(Space.S)
        titles = QVBoxLayout()
        titles.setSpacing(Space.XXS)
        titles.addWidget(self._title)
        titles.addWidget(self._subtitle)
        row.addLayout(titles, 1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(Space.S)
        row.addLayout(self._actions)
        return head

    def _middle(self, *, scrolls: bool, width: int) -> QWidget:
        inside = QWidget()
        inside.setObjectName("scrolled")
        row = QHBoxLayout(inside)
        row.setContentsMargins(Space.XL, Space.XS, Space.XL, Space.XL)
        if width:
            column = QWidget()
            column.setLayout(self.body)
            self.body.setContentsMargins(0, 0, 0, 0)
            column.setMaximumWidth(width)
            row.addWidget(column, 100)
            row.addStretch(1)
        else:
            row.addLayout(self.body)
        if not scrolls:
            return inside
        self.area = scrolled(inside)
        return self.area


def scrolled(inside: QWidget) -> QScrollArea:
    """Return a scroll area without a frame around `inside`; Tab scrolls to what it reaches."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
