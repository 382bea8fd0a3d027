"""The deadlines of the body: a preset, numbers that differ from it, the last day of certificates, holidays."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.deadline_settings import FIELDS
from app.domain.deadlines import PRESETS, Span, Unit
from app.domain.errors import AuditError, UserMistake
from app.domain.words_due import COUNTS_FROM, DEADLINE, PRESET, UNIT
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.saying import say
from app.ui.theme.look import active
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.card import Card
from app.ui.widgets.clearing import clear
from app.ui.widgets.dates import DateField
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, isolated, set_shown
from app.ui.widgets.problem_line import FieldProblem

if TYPE_CHECKING:
    from app.domain.client import Body
    from app.services.deadlines import DeadlineRow, DeadlineSheet
    from app.ui.context import UiContext

_NUMBER: Final = 72
_UNITS: Final = 150


class DeadlineCard(Card):
    """Everything is counted anew from these numbers; dates that stand in a record stay."""

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.t
        super().__init__(t("Deadlines"), t("counted anew at once; dates that stand in a record stay"))
        self._ctx, self.t = ctx, t
        self.preset = EnumBox([(key, t(PRESET[key])) for key in PRESETS], "usual")
        self.preset.chosen.connect(self._on_preset)
        self._binder = Binder(ctx, "body", "", self)
        self._day_before = RowForm(self._binder).check("expiry_day_before", t("A certificate ends on the day before"))
        self.lines = {code: SpanLine(ctx, code) for code in FIELDS}
        self.holidays = Holidays(ctx)
        self._lay_out()

    def _lay_out(self) -> None:
        self.add(FormField(self.t("Set of deadlines"), self.preset))
        self.add(self._day_before)
        for line in self.lines.values():
            self.add(line)
        self.add(PlainLabel(self.t("Holidays of the body"), "label"))
        self.add(self.holidays)

    def show_body(self, body: Body) -> None:
        """Show the settings of the body itself."""
        self._binder.show(body)

    def show_sheet(self, sheet: DeadlineSheet) -> None:
        """Show preset, numbers and holidays."""
        self.preset.show_value(sheet.preset)
        for row in sheet.rows:
            self.lines[row.id].show_row(row)
        self.holidays.show_days(sheet)

    def _on_preset(self, name: str) -> None:
        self._ctx.jobs.write(partial(self._ctx.services.deadlines.set_preset, name))


class SpanLine(QWidget):
    """One number with its unit; what differs from the preset can be put back to it."""

    def __init__(self, ctx: UiContext, code: str) -> None:
        super().__init__()
        t = ctx.t
        self._ctx, self._code = ctx, code
        self._row: DeadlineRow | None = None
        name = t(DEADLINE[code])
        self.number = AutosaveLine()
        self.number.setAccessibleName(name)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.unit = EnumBox([(one.value, t(UNIT[one.value])) for one in Unit], Unit.DAYS.value)
        self.unit.set_title(t("Unit of {name}").format(name=name))
        self.back = IconButton("undo", t("As in the set: {name}").format(name=name))
        self._note = PlainLabel("", "small", "info", wrap=True)
        self._problem = FieldProblem()
        self._hint = FieldProblem("info")
        self.number.left.connect(self._on_typed)
        self.unit.chosen.connect(self._on_typed)
        self.back.clicked.connect(self._on_back)
        self._lay_out()

    def _lay_out(self) -> None:
        t = self._ctx.t
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(PlainLabel(t(DEADLINE[self._code]), wrap=True))
        names.addWidget(PlainLabel(t(COUNTS_FROM[self._code]), "small", "muted", wrap=True))
        for widget in (self._note, self._problem, self._hint):
            names.addWidget(widget)
        self.number.setFixedWidth(active().px(_NUMBER))
        self.unit.setFixedWidth(active().px(_UNITS))
        keep = self.back.sizePolicy()
        keep.setRetainSizeWhenHidden(True)  # so that the numbers stand below each other
        self.back.setSizePolicy(keep)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addLayout(names, 1)
        for part in (self.number, self.unit, self.back):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)

    def show_row(self, row: DeadlineRow) -> None:
        """Show a number and what the preset has."""
        self._row = row
        t, words = self._ctx.t, self._ctx.words
        self.number.show_text(str(row.span.amount))
        self.unit.show_value(row.span.unit.value)
        set_shown(self.back, row.differs)
        said = t("in the set: {amount} {unit}").format(
            amount=isolated(str(row.preset.amount)), unit=t(UNIT[row.preset.unit.value])
        )
        self._note.setText(said)
        set_shown(self._note, row.differs)
        self._problem.show_text("")
        hints = [say(words, one) for one in row.problems]
        self._hint.show_text(hints[0].replace(self._code, t(DEADLINE[self._code])) if hints else "")

    def _on_typed(self, told: object) -> None:
        del told
        try:
            span = Span(_read(self.number.text()), Unit(self.unit.value))
        except AuditError as problem:
            self._problem.show_text(say(self._ctx.words, problem))
            return
        self._problem.show_text("")
        if self._row is None or span != self._row.span:
            self._ctx.jobs.write(partial(self._ctx.services.deadlines.set_span, self._code, span))

    def _on_back(self) -> None:
        self.number.finish()
        self._ctx.jobs.write(partial(self._ctx.services.deadlines.set_span, self._code, None))


class Holidays(QWidget):
    """Days on which the body does not work; they move what counts working days.

    Signals:
        changed: the list was changed.
    """

    changed = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        t = ctx.t
        self._ctx = ctx
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Space.XXS)
        self.day = DateField(ctx.words)
        self.day.set_title(t("Day of the holiday"))
        self.name = AutosaveLine(placeholder=t("Name, if you like"))
        self.name.setAccessibleName(t("Name of the holiday"))
        self._add = Button(t("Add the holiday"), icon="plus")
        self._problem = FieldProblem()
        self._add.clicked.connect(self._on_add)
        self.name.returnPressed.connect(self._on_add)
        entry = QHBoxLayout()
        entry.setSpacing(Space.S)
        entry.addWidget(self.day, 2)
        entry.addWidget(self.name, 3)
        entry.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(self._rows)
        column.addLayout(entry)
        column.addWidget(self._problem)

    def show_days(self, sheet: DeadlineSheet) -> None:
        """Show the days."""
        clear(self._rows)
        for one in sheet.holidays:
            self._rows.addWidget(self._line(one.id, self._ctx.words.day(one.day), one.name))

    def _line(self, key: str, day: str, name: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        remove = IconButton("trash", self._ctx.t("Take out {name}").format(name=name or day))
        remove.clicked.connect(partial(self._on_remove, key))
        row.addWidget(PlainLabel(isolated(day)))
        row.addWidget(PlainLabel(name, "body", "muted"), 1)
        row.addWidget(remove)
        return line

    def _on_add(self) -> None:
        if self.day.day is None:
            self.day.setFocus()
            return
        call = partial(self._ctx.services.deadlines.add_holiday, self.day.day, self.name.text())
        self._ctx.jobs.write(call, self._on_added, self._on_refused)

    def _on_added(self, made: object) -> None:
        del made
        self._problem.show_text("")
        self.day.show_day(None)
        self.name.clear()
        self.name.finish()
        self.day.setFocus()

    def _on_refused(self, problem: BaseException) -> None:
        if isinstance(problem, AuditError):
            self._problem.show_text(say(self._ctx.words, problem))
        else:
            self._ctx.jobs.problem.emit(problem)

    def _on_remove(self, key: str) -> None:
        self._ctx.jobs.write(partial(self._ctx.services.deadlines.remove_holiday, key))


def _read(text: str) -> int:
    try:
        return int(text.strip())
    except ValueError:
        raise UserMistake("span_unreadable", text=text.strip()) from None
