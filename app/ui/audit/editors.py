"""How each kind of editor takes part in a binding, and a builder for forms over one row."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.words import word
from app.ui.audit.binding import Binder, Binding, Editor, Value
from app.ui.widgets.autosave import AutosaveLine, AutosaveText
from app.ui.widgets.chip import chip_look
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.dates import DateField
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.form_field import FormField
from app.ui.widgets.moment_field import MomentField

if TYPE_CHECKING:
    from collections.abc import Iterable

YES, NO = "yes", "no"


class RowForm:
    """Makes named fields for the row a binder shows; each returns the finished widget to put into a layout."""

    def __init__(self, binder: Binder) -> None:
        self.binder = binder
        self._ctx = binder.ctx

    def line(self, field: str, label: str, help_text: str = "", placeholder: str = "") -> FormField:
        """Return a field for one line of text."""
        widget = AutosaveLine(placeholder=placeholder)
        return self._field(label, help_text, bind_text(self.binder, field, widget))

    def text(self, field: str, label: str, help_text: str = "", *, lines: int = 3, placeholder: str = "") -> FormField:
        """Return a field for several lines of text."""
        widget = AutosaveText(placeholder=placeholder, lines=lines)
        return self._field(label, help_text, bind_text(self.binder, field, widget))

    def number(self, field: str, label: str) -> FormField:
        """Return a field for a whole number that may be missing."""
        widget = AutosaveLine()
        editor = Editor(widget, partial(_show_number, widget), _read_number)
        binding = self.binder.bind(field, editor)
        widget.left.connect(binding.on_value)
        return self._field(label, "", binding)

    def choice(self, field: str, label: str, values: Iterable[StrEnum]) -> FormField:
        """Return a list that folds out."""
        self.bare_choice(field, values)
        return self._field(label, "", self.binder.binding(field))

    def bare_choice(self, field: str, values: Iterable[StrEnum]) -> EnumBox:
        """Return a list that folds out, without label."""
        known = tuple(values)
        widget = EnumBox([(one.value, self._ctx.t(word(one))) for one in known])
        self.take_choice(field, widget, type(known[0]))
        return widget

    def bare_line(self, field: str) -> AutosaveLine:
        """Return a line of text without label."""
        widget = AutosaveLine()
        bind_text(self.binder, field, widget)
        return widget

    def pick(self, field: str, label: str, help_text: str = "") -> FormField:
        """Return a list that folds out over rows of the record (key, text); `EnumBox.set_choices` fills it."""
        widget = EnumBox([])
        binding = self.binder.bind(field, Editor(widget, partial(_show_key, widget), _read_key))
        widget.chosen.connect(binding.on_value)
        return self._field(label, help_text, binding)

    def segments(self, field: str, label: str, values: Iterable[StrEnum]) -> FormField:
        """Return buttons side by side, chosen by number keys."""
        known = tuple(values)
        looks = [chip_look(one, self._ctx.t) for one in known]
        widget = ChoiceRow([Choice(one.value, look.text) for one, look in zip(known, looks, strict=True)])
        return self._field(label, "", self.take_choice(field, widget, type(known[0])))

    def take_choice(self, field: str, widget: ChoiceRow | EnumBox, kind: type[StrEnum]) -> Binding:
        """Tie a list or row of buttons that is there already."""
        binding = self.binder.bind(field, Editor(widget, widget.show_value, kind))
        widget.chosen.connect(binding.on_value)
        return binding

    def take_number(self, field: str, widget: ChoiceRow) -> Binding:
        """Tie a row of buttons whose values are whole numbers."""
        binding = self.binder.bind(field, Editor(widget, partial(_show_figure, widget), _read_number))
        widget.chosen.connect(binding.on_value)
        return binding

    def yes_no(self, field: str, label: str, help_text: str = "") -> FormField:
        """Return two buttons, neither pressed while the question is open."""
        widget = ChoiceRow([Choice(YES, self._ctx.t("Yes")), Choice(NO, self._ctx.t("No"))])
        binding = self.binder.bind(field, Editor(widget, partial(_show_answer, widget), _read_answer))
        widget.chosen.connect(binding.on_value)
        return self._field(label, help_text, binding)

    def check(self, field: str, label: str) -> QCheckBox:
        """Return a box to tick."""
        widget = QCheckBox(label)
        binding = self.binder.bind(field, Editor(widget, widget.setChecked, bool))
        widget.clicked.connect(binding.on_value)
        return widget

    def day(self, field: str, label: str) -> FormField:
        """Return a field for a day."""
        self.bare_day(field)
        return self._field(label, "", self.binder.binding(field))

    def bare_day(self, field: str) -> DateField:
        """Return a field for a day without label."""
        widget = DateField(self._ctx.words)
        binding = self.binder.bind(field, Editor(widget, widget.show_day, _read_day))
        widget.picked.connect(binding.on_value)
        return widget

    def moment(self, field: str, label: str, help_text: str = "") -> FormField:
        """Return fields for day and time; `MomentField.set_zone` says in which zone."""
        widget = MomentField(self._ctx.words)
        binding = self.binder.bind(field, Editor(widget, widget.show_moment, _read_moment))
        widget.picked.connect(binding.on_value)
        return self._field(label, help_text, binding)

    def _field(self, label: str, help_text: str, binding: Binding) -> FormField:
        field = FormField(label, binding.widget, help_text)
        binding.problem.connect(field.show_problem)
        return field


def bind_text(binder: Binder, field: str, widget: AutosaveLine | AutosaveText) -> Binding:
    """Tie a text editor to a field, with drafts while typing and recovery of what was not finished."""
    recover = partial(_recover_text, widget) if isinstance(widget, AutosaveText) else partial(_recover_line, widget)
    binding = binder.bind(field, Editor(widget, widget.show_text, str, recover))
    widget.typed.connect(binding.on_typed)
    widget.left.connect(binding.on_value)
    return binding


def editor_of(field: FormField) -> QWidget:
    """Return the editor inside a field."""
    return field.editor


def _show_number(widget: AutosaveLine, value: int | None) -> None:
    widget.show_text("" if value is None else str(value))


def _show_figure(widget: ChoiceRow, value: int | None) -> None:
    widget.show_value("" if value is None else str(value))


def _read_number(told: object) -> int | None:
    text = str(told).strip()
    return int(text) if text else None


def _show_key(widget: EnumBox, value: str | None) -> None:
    widget.show_value(value or "")


def _read_key(told: object) -> str | None:
    return str(told) or None


def _show_answer(widget: ChoiceRow, value: bool | None) -> None:  # noqa: FBT001 - a value of the record
    widget.show_value("" if value is None else YES if value else NO)


def _read_answer(told: object) -> bool:
    return told == YES


def _read_day(told: object) -> Value:
    return told if isinstance(told, date) else None


def _read_moment(told: object) -> Value:
    return told if isinstance(told, datetime) else None


def _recover_line(widget: AutosaveLine, text: str) -> bool:
    if text == widget.text():
        return False
    widget.selectAll()
    widget.insert(text)  # can be taken back with Ctrl+Z
    return True


def _recover_text(widget: AutosaveText, text: str) -> bool:
    if text == widget.text():
        return False
    cursor = QTextCursor(widget.document())
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.insertText(text)  # can be taken back with Ctrl+Z
    return True
