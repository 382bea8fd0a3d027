"""Dialogs that do not block: shown with `open()`, freed when closed, verbs on their buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveText
from app.ui.widgets.buttons import Button
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel


class Dialog(QDialog):
    """Title, body and a line of buttons. Esc closes it, Ctrl+Enter does what its main button says."""

    def __init__(self, parent: QWidget | None, title: str, width: int = 480) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(width)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        self.body.setSpacing(Space.M)
        self.body.addWidget(PlainLabel(title, "title2", wrap=True))
        footer = QFrame()
        footer.setObjectName("footer")
        self._buttons = QHBoxLayout(footer)
        self._buttons.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        self._buttons.setSpacing(Space.S)
        self._buttons.addStretch(1)
        outer.addLayout(self.body, 1)
        outer.addWidget(footer)
        self._main: Button | None = None
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # shortcuts, so that a line does not hear Enter as well
            QShortcut(QKeySequence(keys), self).activated.connect(self._on_main)

    def add_button(self, text: str, kind: str = "secondary") -> Button:
        """Add a button with a verb and return it; the main one last."""
        button = Button(text, kind)
        self._buttons.addWidget(button)
        if kind == "primary":  # never one that destroys
            self._main = button
        return button

    def _on_main(self) -> None:
        if self._main is not None:
            self._main.click()


class Confirm(Dialog):
    """Asks before something that cannot be undone lightly; may ask for a reason.

    Signals:
        confirmed: the reason, empty if none was asked for.
    """

    confirmed = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        *,
        verb: str,
        keep: str,
        reason: str = "",
        danger: bool = True,
    ) -> None:
        super().__init__(parent, title)
        self.body.addWidget(PlainLabel(text, wrap=True))
        self._reason: QPlainTextEdit | None = None
        if reason:
            self._reason = AutosaveText(lines=3)
            self.body.addWidget(FormField(reason, self._reason))
            self._reason.textChanged.connect(self._on_reason)
        self._keep = self.add_button(keep)
        self._verb = self.add_button(verb, "danger" if danger else "primary")
        self._keep.clicked.connect(self.reject)
        self._verb.clicked.connect(self._on_verb)
        self._verb.setEnabled(not reason)
        (self._reason or self._keep).setFocus()

    def _on_reason(self) -> None:
        self._verb.setEnabled(bool(self._reason and self._reason.toPlainText().strip()))

    def _on_verb(self) -> None:
        self.confirmed.emit(self._reason.toPlainText().strip() if self._reason else "")
        self.accept()
