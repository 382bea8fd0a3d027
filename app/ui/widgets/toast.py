"""The bar at the bottom of the window: a short notice, often with Undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.theme.look import active
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.labels import ElidedLabel, IconLabel, set_shown

if TYPE_CHECKING:
    from app.translation import Words
    from app.ui.navigation import Notice

STAYS: Final = 10_000
"""Milliseconds a notice stays; one with the pointer or the focus on it stays until it is left."""
FRESH: Final = 2_000
"""Milliseconds in which a notice outlives a change of pages: what led to the next page is told on it."""
_ZOOMED: Final = frozenset({QEvent.Type.FontChange, QEvent.Type.StyleChange})
_MOVES: Final = frozenset({QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide})


class Toast(QFrame):
    """Shows one notice at a time and hides by itself."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setObjectName("toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, 1, Space.S, 1)
        row.setSpacing(Space.S)
        self._icon = IconLabel("info", "muted")
        self._text = ElidedLabel()
        self._action = Button("", "quiet")
        self._close = IconButton("close", words.gettext("Close this notice"))
        for widget in (self._icon, self._text, self._action, self._close):
            row.addWidget(widget, 1 if widget is self._text else 0)
        self._band: QWidget | None = None
        self._age = QElapsedTimer()
        self._call: Callable[[], object] | None = None
        self._timer = QTimer(self, singleShot=True, interval=STAYS)
        self._timer.timeout.connect(self._on_timeout)
        self._action.clicked.connect(self._on_action)
        self._close.clicked.connect(self.hide)
        self.hide()

    def lie_over(self, ground: QWidget, band: QWidget) -> None:
        """Lie over `band`, the status line below `ground`: nothing moves when a notice comes, no control is covered.

        While the band is hidden the notice lies over the lower edge of `ground`.
        """
        self._band = band
        self.setParent(ground.window())
        self.hide()
        self._give_room()
        for widget in (ground, band):
            widget.installEventFilter(self)

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for a notice at every zoom."""
        super().changeEvent(event)
        if event.type() in _ZOOMED and getattr(self, "_band", None) is not None:
            self._give_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the ground."""
        if event.type() in _MOVES:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        window, band = self.parentWidget(), self._band
        if window is None or band is None:
            return
        width = min(active().px(620), window.width() - 2 * Space.M)
        height = self.sizeHint().height()
        top = window.height() - height - Space.L
        if band.isVisible():
            top = band.mapTo(window, band.rect().topLeft()).y() + (band.height() - height) // 2
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setGeometry(Space.M if mirrored else window.width() - width - Space.M, top, width, height)
        self.raise_()

    def _give_room(self) -> None:
        if self._band is not None:
            self._band.setMinimumHeight(self._button_height() + 2 * Space.XXS)

    def _button_height(self) -> int:
        return max(self._action.sizeHint().height(), self._close.sizeHint().height()) + 2

    def show_notice(self, notice: Notice) -> None:
        """Show `notice` in place of the last."""
        sign = {"ok": "done", "danger": "problem", "warning": "warning"}.get(notice.tone, "info")
        self._icon.show_icon(sign, notice.tone)
        self._text.setText(notice.text)
        self._action.setText(notice.action_text)
        set_shown(self._action, notice.action is not None)
        self._call = notice.action
        self.setAccessibleName(notice.text)
        set_shown(self, True)  # noqa: FBT003 - clear in itself
        self._place()
        self._timer.start()
        self._age.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def leave_page(self) -> None:
        """Hide when another page is shown, unless there is something to press or the notice has just come."""
        if self._call is None and self._age.isValid() and self._age.elapsed() > FRESH:
            self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer is on it."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Count again once the pointer has gone."""
        super().leaveEvent(event)
        if self.isVisible():
            self._timer.start()

    def _on_action(self) -> None:
        call, self._call = self._call, None
        self.hide()
        if call is not None:
            call()

    def _on_timeout(self) -> None:
        if self._action.hasFocus() or self._close.hasFocus():
            self._timer.start()
        else:
            self.hide()
            self._call = None
