"""Panes side by side, or below each other where they would be too narrow, with an invisible handle between them."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSplitter, QWidget

from app.ui.theme.look import active
from app.ui.theme.metrics import Space
from app.ui.widgets.page import scrolled

_ZOOMED: Final = frozenset({QEvent.Type.FontChange, QEvent.Type.StyleChange})


class Pane(NamedTuple):
    """A widget, its least width and height at a zoom of 100 %, and its share of the room."""

    widget: QWidget
    width: int
    height: int
    share: int = 1


class Panes(QScrollArea):
    """Lays panes side by side while each has its least width, else below each other; scrolls what has no room."""

    def __init__(self, *given: Pane) -> None:
        super().__init__()
        self._given = given
        self.splitter = bare_splitter(Qt.Orientation.Horizontal)
        for place, pane in enumerate(given):
            self.splitter.addWidget(pane.widget)
            self.splitter.setStretchFactor(place, pane.share)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self.splitter)
        self._share_out()
        self.arrange()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    @property
    def stacked(self) -> bool:
        """Return whether the panes stand below each other."""
        return self.splitter.orientation() is Qt.Orientation.Vertical

    def arrange(self) -> None:
        """Choose how the panes stand; called when the room or the zoom changes, and by who hides or shows a pane."""
        shown = [pane for pane in self._given if not pane.widget.isHidden()]
        gaps = self.splitter.handleWidth() * (len(shown) - 1) + self.verticalScrollBar().sizeHint().width()
        stacks = sum(active().px(pane.width) for pane in shown) + gaps > self.width()
        for pane in self._given:
            width, height = (0, active().px(pane.height)) if stacks else (active().px(pane.width), 0)
            pane.widget.setMinimumSize(width, height)
        if stacks != self.stacked:
            self.splitter.setOrientation(Qt.Orientation.Vertical if stacks else Qt.Orientation.Horizontal)
            self._share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the panes for the new room."""
        self.arrange()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Arrange the panes for the new zoom."""
        super().changeEvent(event)
        if event.type() in _ZOOMED and hasattr(self, "splitter"):
            self.arrange()

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what got the focus by the program; Tab does it anyway, and under the pointer nothing may move."""
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is None or pressed or not self.isAncestorOf(now):
            return
        around: QWidget | None = now.parentWidget()
        while around is not None and around is not self:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(now)
            around = around.parentWidget()
        self.ensureWidgetVisible(now)

    def _share_out(self) -> None:
        self.splitter.setSizes([pane.share * 100 for pane in self._given])


def bare_splitter(orientation: Qt.Orientation) -> QSplitter:
    """Return an empty splitter whose handle is only a gap; none of its panes can be lost."""
    made = QSplitter(orientation)
    made.setObjectName("panes")
    made.setChildrenCollapsible(False)
    made.setHandleWidth(Space.L)
    return made


def scrolled_pane(inside: QWidget) -> QScrollArea:
    """Return a scroll area that lets the ground of its card shine through."""
    inside.setObjectName("scrolled")
    return scrolled(inside)
