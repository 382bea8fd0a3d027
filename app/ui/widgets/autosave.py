"""Fields without a Save button: `typed` while typing (a draft), `left` when the field is left (the record)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QTextDocumentFragment
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

from app.ui.theme.look import active

PAUSE: Final = 800
"""Milliseconds after the last key until a draft is kept."""
LIMIT: Final = 1500
"""Milliseconds after which a draft is kept although the typing goes on (kill -9 loses at most 2 s)."""

_MOST_LINES: Final = 14

_STAYS: Final = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


class Pause(QObject):
    """Fires `due` 800 ms after the last touch, and at the latest 1.5 s after the first."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._limit = QTimer(self, singleShot=True, interval=LIMIT)
        self._pause.timeout.connect(self._on_timeout)
        self._limit.timeout.connect(self._on_timeout)

    @property
    def waiting(self) -> bool:
        """Tell whether a key was noted that is not told yet."""
        return self._pause.isActive()

    def touch(self) -> None:
        """Note a key."""
        self._pause.start()
        if not self._limit.isActive():
            self._limit.start()

    def stop(self) -> None:
        """Forget what was noted."""
        self._pause.stop()
        self._limit.stop()

    def _on_timeout(self) -> None:
        self.stop()
        self.due.emit()


class AutosaveLine(QLineEdit):
    """One line of text.

    Signals:
        typed: the text, 800 ms after the last key.
        left: the text, when the field was left or Enter pressed and the text had changed.
    """

    typed = Signal(str)
    left = Signal(str)

    def __init__(self, text: str = "", placeholder: str = "") -> None:
        super().__init__(text)
        self._known = text
        self.setPlaceholderText(placeholder)
        self._pause = Pause(self)
        self._pause.due.connect(self._on_due)
        self.textEdited.connect(self._pause.touch)
        self.returnPressed.connect(self.finish)

    @property
    def changed(self) -> bool:
        """Tell whether the text differs from what was last shown or left."""
        return self.text() != self._known

    def show_text(self, text: str) -> None:
        """Show a text from the record; what is being typed is never overwritten."""
        if self.changed:
            return
        self._known = text
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def finish(self) -> None:
        """Hand over the text now if it changed."""
        self._pause.stop()
        if self.changed:
            self._known = self.text()
            self.left.emit(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hand over the text when the field is left."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.finish()

    def _on_due(self) -> None:
        self.typed.emit(self.text())


class AutosaveText(QPlainTextEdit):
    """Several lines of plain text; Tab leaves the field, pasted HTML becomes plain text.

    Signals:
        typed: the text, 800 ms after the last key.
        left: the text, when the field was left and the text had changed.
    """

    typed = Signal(str)
    left = Signal(str)

    def __init__(self, text: str = "", placeholder: str = "", lines: int = 4) -> None:
        super().__init__()
        self._known = text
        self._lines = lines
        self._showing = False
        self.setTabChangesFocus(True)
        self.setInputMethodHints(Qt.InputMethodHint.ImhMultiLine)
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setPlainText(text)
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)
        self._pause = Pause(self)
        self._pause.due.connect(self._on_due)
        self.textChanged.connect(self._on_text_changed)
        self._fit()

    def text(self) -> str:
        """Return the plain text."""
        return self.toPlainText()

    @property
    def changed(self) -> bool:
        """Tell whether the text differs from what was last shown or left."""
        return self.text() != self._known

    def show_text(self, text: str) -> None:
        """Show a text from the record; what is being typed is never overwritten."""
        if self.changed:
            return
        self._known = text
        if self.text() != text:
            self._showing = True
            self.setPlainText(text)
            self._showing = False

    def finish(self) -> None:
        """Hand over the text now if it changed."""
        self._pause.stop()
        if self.changed:
            self._known = self.text()
            self.left.emit(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hand over the text when the field is left."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.finish()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take HTML as well: Qt would paste nothing when the clipboard holds only HTML."""
        return source.hasHtml() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert plain text only."""
        text = source.text() if source.hasText() else QTextDocumentFragment.fromHtml(source.html()).toPlainText()
        self.insertPlainText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the wished number of lines visible when the font changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def sizeHint(self) -> QSize:
        """Return room for what is written, at least for the wished number of lines and at most for 14."""
        shown = min(max(self.document().size().height(), self._lines), max(self._lines, _MOST_LINES))
        return QSize(super().sizeHint().width(), round(shown * active().line_height()) + active().px(20))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when lines break elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _fit(self) -> None:
        self.setMinimumHeight(self._lines * active().line_height() + active().px(20))
        self.updateGeometry()

    def _on_text_changed(self) -> None:
        if not self._showing:
            self._pause.touch()

    def _on_due(self) -> None:
        if self.changed:
            self.typed.emit(self.text())
