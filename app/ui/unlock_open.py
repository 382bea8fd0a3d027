"""The form that opens a workspace, by password or recovery key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.ui.unlock_parts import GateForm, SecretField
from app.ui.widgets.buttons import Button
from app.ui.widgets.form_field import FormField

if TYPE_CHECKING:
    from app.translation import Words


class OpenForm(GateForm):
    """One field and one button; Enter opens.

    Signals:
        unlock_asked: the typed secret.
    """

    unlock_asked = Signal(str)

    def __init__(self, words: Words, *, sample: bool) -> None:
        t = words.gettext
        super().__init__(words, t("Open your workspace"), "", sample=sample)
        self._secret = SecretField(words)
        help_text = t("The recovery key from the printed sheet opens it as well.")
        self.body.addWidget(FormField(t("Password"), self._secret, help_text))
        self._button = Button(t("Open"), "primary", "lock")
        self._button.setEnabled(False)
        self.body.addWidget(self._button)
        self._secret.line.textChanged.connect(self._on_text)
        self._secret.line.returnPressed.connect(self._on_open)
        self._button.clicked.connect(self._on_open)

    def begin(self) -> None:
        """Put the cursor into the field."""
        self._secret.setFocus()

    def forget(self) -> None:
        """Empty the field once the workspace is open."""
        self._secret.line.clear()
        self._button.setText(self._words.gettext("Open"))
        self.set_busy(busy=False)

    def show_failure(self, problem: BaseException) -> None:
        """Say why, and let the user type again."""
        self._button.setText(self._words.gettext("Open"))
        super().show_failure(problem)
        self._secret.line.selectAll()
        self._secret.setFocus()

    def _on_text(self, text: str) -> None:
        self._button.setEnabled(bool(text))

    def _on_open(self) -> None:
        text = self._secret.line.text()
        if text and self._card.isEnabled():
            self.set_busy(busy=True)
            self._button.setText(self._words.gettext("Opening…"))
            self.unlock_asked.emit(text)
