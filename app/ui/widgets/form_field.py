"""One field of a form: label above, help below, problem line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme.metrics import Space
from app.ui.theme.theme import set_tone
from app.ui.widgets.compound import entry_of
from app.ui.widgets.dates import DateField
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.ui.widgets.problem_line import FieldProblem


class _Titled(Protocol):
    def set_title(self, title: str) -> None: ...


class FormField(QWidget):
    """Label, editor, help and problem of one field. The editor gets the label as its spoken name."""

    def __init__(self, label: str, editor: QWidget, help_text: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._help_text = help_text
        self._problem: FieldProblem | None = None
        self._hint: FieldProblem | None = None
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        self._label = PlainLabel(label, "label")
        self._label.setBuddy(entry_of(editor))
        column.addWidget(self._label)
        column.addWidget(editor)
        if help_text:
            column.addWidget(PlainLabel(help_text, "small", "muted", wrap=True))
        if isinstance(editor, DateField):
            editor.problem.connect(self.show_problem)
        self._name(label)

    def rename(self, label: str) -> None:
        """Show another label, and say it as the name of the editor."""
        self._label.setText(label)
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
        if text and self._problem is None:
            self._problem = self._below("danger", 0)
        if self._problem is not None:
            self._problem.show_text(text)
        set_tone(self.editor, "problem", "true" if text else "false")
        self.editor.setAccessibleDescription(text or self._help_text)

    def show_hint(self, text: str) -> None:
        """Point something out gently; the empty text takes it away."""
        if text and self._hint is None:
            self._hint = self._below("info", 1 if self._problem else 0)
        if self._hint is not None:
            self._hint.show_text(text)

    def _below(self, tone: str, lines_before: int) -> FieldProblem:
        """Put a line below the editor; most fields never need one, so it is made for those that do."""
        from app.ui.widgets.problem_line import FieldProblem  # noqa: PLC0415 - not for the first window

        line = FieldProblem(tone)
        self._column.insertWidget(self._column.indexOf(self.editor) + 1 + lines_before, line)
        return line
