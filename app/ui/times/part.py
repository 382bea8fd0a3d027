"""A part of the form of audit time: reads its fields into the form, shows what stands against them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveText
from app.ui.widgets.card import Card
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.time_form import TimeForm
    from app.ui.context import UiContext


class ReasonText(AutosaveText):
    """Two lines; Qt would make every text at least four lines high."""

    def minimumSizeHint(self) -> QSize:
        """Return a height that may be small."""
        return QSize(super().minimumSizeHint().width(), self.minimumHeight())


class Part(Card):
    """A card with fields that stand for fields of the form and of its problems.

    Signals:
        edited: something was typed or chosen.
        grown: there are other fields now.
    """

    edited = Signal()
    grown = Signal()

    def __init__(self, ctx: UiContext, title: str, note: str = "") -> None:
        super().__init__(title)
        self.ctx, self.t = ctx, ctx.t
        if note:
            self.add(PlainLabel(note, "small", "muted", wrap=True))
        self._lines: dict[str, tuple[QLineEdit | AutosaveText, FormField]] = {}
        self._names: dict[str, str] = {}

    def line(self, name: str, label: str, help_text: str = "", *, problem: str = "") -> FormField:
        """Return a field for one line; `name` is its field in the form, `problem` that of its problems if another."""
        return self._field(name, label, QLineEdit(), help_text, problem)

    def text(self, name: str, label: str, help_text: str = "", *, problem: str = "") -> FormField:
        """Return a field for a reason."""
        return self._field(name, label, ReasonText(lines=2), help_text, problem)

    def _field(
        self, name: str, label: str, widget: QLineEdit | AutosaveText, help_text: str, problem: str
    ) -> FormField:
        field = FormField(label, widget, help_text)
        self._lines[name] = (widget, field)
        self._names[problem or name] = name
        widget.textChanged.connect(self.edited)
        return field

    def typed(self) -> dict[str, Any]:
        """Return what stands in the lines (text), by field of the form."""
        return {name: widget.text() for name, (widget, _field) in self._lines.items()}

    def fill(self, form: TimeForm) -> TimeForm:
        """Return the form with what this part holds."""
        raise NotImplementedError

    def put(self, form: TimeForm) -> None:
        """Show a form."""
        for name, (widget, _field) in self._lines.items():
            text = str(getattr(form, name))
            if widget.text() != text:
                widget.setText(text) if isinstance(widget, QLineEdit) else widget.setPlainText(text)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show problems (field of the problem -> sentence) beside their fields, and none beside the others."""
        for problem, name in self._names.items():
            self._lines[name][1].show_problem(problems.get(problem, ""))

    def widget_of(self, problem: str) -> QWidget | None:
        """Return the widget that a problem is about, `None` if it is not here."""
        name = self._names.get(problem)
        return self._lines[name][0] if name else None


def column(*widgets: QWidget) -> QVBoxLayout:
    """Return the widgets below each other."""
    made = QVBoxLayout()
    made.setSpacing(Space.M)
    for one in widgets:
        made.addWidget(one)
    return made
