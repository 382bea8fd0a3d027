"""One field of a form: label above, help below, problem line."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme.metrics import Space
from app.ui.theme.theme import set_tone
from app.ui.widgets.compound import entry_of
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.problem_line import FieldProblem


class _Titled(Protocol):
    def set_title(self, title: str) -> None: ...


class FormField(QWidget):
    """Label, editor, help and problem of one field. The editor gets the label as its spoken name."""

    def __init__(self, label: str, editor: QWidget, help_text: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._help_text = help_text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        self._label = PlainLabel(label, "label")
        self._label.setBuddy(entry_of(editor))
        self._problem = FieldProblem()
        self._hint = FieldProblem("info")
        column.addWidget(self._label)
        column.addWidget(editor)
        column.addWidget(self._problem)
        column.addWidget(self._hint)
        if help_text:
            column.addWidget(PlainLabel(help_text, "small", "muted", wrap=True))
        self._name(label)

    def _name(self, label: str) -> None:
        plain = label.replace("&", "")
        if hasattr(self.editor, "set_title"):
            titled: _Titled = self.editor
            titled.set_title(plain)
        self.editor.setAccessibleName(plain)
        self.editor.setAccessibleDescription(self._help_text)

    def show_problem(self, text: str) -> None:
        """Show what is wrong with the field; the empty text takes it away."""
        self._problem.show_text(text)
        set_tone(self.editor, "problem", "true" if text else "false")
        self.editor.setAccessibleDescription(text or self._help_text)

    def show_hint(self, text: str) -> None:
        """Point something out gently; the empty text takes it away."""
        self._hint.show_text(text)
