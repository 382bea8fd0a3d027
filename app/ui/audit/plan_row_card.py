"""The row that is chosen in the calendar, field by field; typed as short as in the table, kept when a field is left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.audit import plan_words
from app.ui.audit.plan_terms import COLUMNS, Terms, Unreadable, offers, read, shown
from app.ui.theme.metrics import Space
from app.ui.widgets.card import Card
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.offer_line import OfferLine

if TYPE_CHECKING:
    from app.domain.record import TimetableRow
    from app.translation import Words

_MANY: Final = frozenset({"refs", "auditors", "people"})
_PLACES: Final = {
    "topic": (0, 0, 6), "day": (1, 0, 2), "starts": (1, 2, 2), "ends": (1, 4, 2), "kind": (2, 0, 3),
    "auditors": (2, 3, 3), "refs": (3, 0, 6), "people": (4, 0, 6), "site": (5, 0, 2), "mode": (5, 2, 2),
    "language": (5, 4, 2),
}  # fmt: skip


class RowCard(Card):
    """Editors of one row.

    Signals:
        changed: id of the row and the fields that were typed.
        ended: Esc was pressed.
        typing: something was typed.
    """

    changed = Signal(str, object)
    ended = Signal()
    typing = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__(words.gettext("Row"), " ")
        self._words = words
        self._row: TimetableRow | None = None
        self._terms: Terms | None = None
        self._lines: dict[str, OfferLine] = {}
        self._fields: dict[str, FormField] = {}
        self._hint = PlainLabel(words.gettext("Choose a row, or draw one in the calendar."), "body", "muted", wrap=True)
        self._inside = QWidget()
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.S)
        grid.setVerticalSpacing(Space.S)
        for column in _PLACES:
            self._add(grid, column)
        self.add(self._hint)
        self.add(self._inside)
        self._inside.hide()

    def _add(self, grid: QGridLayout, column: str) -> None:
        line = OfferLine(partial(self._offers, column), many=column in _MANY)
        line.left.connect(partial(self._on_left, column))
        line.textEdited.connect(self.typing)
        line.installEventFilter(self)
        self._lines[column] = line
        self._fields[column] = FormField(self._words.gettext(plan_words.TITLES[column]), line)
        row, start, span = _PLACES[column]
        grid.addWidget(self._fields[column], row, start, 1, span, Qt.AlignmentFlag.AlignTop)

    def show_row(self, row: TimetableRow | None, terms: Terms) -> None:
        """Show a row; what is being typed into it stays."""
        other = (row.id if row else "") != (self._row.id if self._row else "")
        if other:
            self.finish()
            for field in self._fields.values():
                field.show_problem("")
        self._row, self._terms = row, terms
        self._hint.setVisible(row is None)
        self._inside.setVisible(row is not None)
        if self.header:
            self.header.set_note(row.label if row else "")
        if row is None:
            return
        for column in COLUMNS:
            self._lines[column].show_text(shown(column, row, terms), afresh=other)

    def begin(self, column: str = "topic") -> None:
        """Put the cursor into a field."""
        line = self._lines[column]
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        line.selectAll()

    def unfinished(self) -> tuple[str, str, str] | None:
        """Return row, column and text of a field that is being typed."""
        found = next(((column, line) for column, line in self._lines.items() if line.changed), None)
        return (self._row.id, found[0], found[1].text()) if found and self._row else None

    def finish(self) -> None:
        """Hand over what is being typed."""
        for line in self._lines.values():
            line.finish()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell Esc."""
        pressed = event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            self.finish()
            self.ended.emit()
            return True
        return super().eventFilter(watched, event)

    def _offers(self, column: str, typed: str) -> list[tuple[str, str]]:
        return list(offers(column, typed, self._terms)) if self._terms else []

    def _on_left(self, column: str, typed: str) -> None:
        if self._row is None or self._terms is None:
            return
        try:
            fields = read(column, typed, self._row, self._terms)
        except Unreadable as problem:
            self._fields[column].show_problem(plan_words.unread(self._words.gettext, problem.code, problem.text))
            return
        self._fields[column].show_problem("")
        changed = {name: value for name, value in fields.items() if value != getattr(self._row, name)}
        if changed:
            self.changed.emit(self._row.id, changed)
        else:
            self._lines[column].show_text(shown(column, self._row, self._terms), afresh=True)
