"""A list of lines that grows while it is typed: below the last line there is always an empty one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.compound import Compound
from app.ui.widgets.labels import PlainLabel, set_shown
from app.ui.widgets.problem_line import FieldProblem

if TYPE_CHECKING:
    from app.translation import Words


class LineColumn(NamedTuple):
    """A field of every line: name in code, heading, share of the room, and what an empty field shows."""

    name: str
    title: str
    share: int
    placeholder: str = ""


class Tick(NamedTuple):
    """A box to tick at every line, and the line for the reason that it asks for."""

    name: str
    text: str
    reason: str
    reason_text: str


class _Row(QObject):
    """The widgets of one line."""

    def __init__(self, owner: GrowingLines, columns: Sequence[LineColumn], tick: Tick | None, words: Words) -> None:
        super().__init__(owner)
        self.owner, self._tick_spec = owner, tick
        self.fields = {one.name: QLineEdit() for one in columns}
        for one in columns:
            self.fields[one.name].setPlaceholderText(one.placeholder)
        self.remove = IconButton("trash", words.gettext("Remove"))
        self.remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Ctrl+Shift+Delete does it by key
        self.problem = FieldProblem()
        self.tick = QCheckBox(tick.text) if tick else None
        self.reason = QLineEdit() if tick else None
        for field in self.entries:
            field.textChanged.connect(owner.on_edited)
            field.returnPressed.connect(partial(owner.on_return, self))
        if self.tick is not None:
            self.tick.toggled.connect(self._on_ticked)
        self.remove.clicked.connect(partial(owner.on_remove, self))
        if self.reason is not None:
            set_shown(self.reason, False)  # noqa: FBT003 - as QWidget.setVisible

    @property
    def entries(self) -> list[QLineEdit]:
        return [*self.fields.values(), *([self.reason] if self.reason is not None else [])]

    @property
    def widgets(self) -> list[QWidget]:
        more = [one for one in (self.tick, self.reason) if one is not None]
        return [*self.fields.values(), self.remove, self.problem, *more]

    @property
    def blank(self) -> bool:
        return not any(one.text().strip() for one in self.entries) and not (self.tick and self.tick.isChecked())

    def values(self) -> dict[str, str | bool]:
        found: dict[str, str | bool] = {name: field.text() for name, field in self.fields.items()}
        if self._tick_spec and self.tick is not None and self.reason is not None:
            found |= {self._tick_spec.name: self.tick.isChecked(), self._tick_spec.reason: self.reason.text()}
        return found

    def put(self, values: Mapping[str, object]) -> None:
        for name, field in self.fields.items():
            field.setText(str(values[name]))
        if self._tick_spec and self.tick is not None and self.reason is not None:
            self.tick.setChecked(bool(values[self._tick_spec.name]))
            self.reason.setText(str(values[self._tick_spec.reason]))

    def reach(self, *, all_of_it: bool) -> None:
        """Let Tab stop at every field, or in an empty line below others only at the first."""
        rest = [*self.entries[1:], *([self.tick] if self.tick is not None else [])]
        for one in rest:
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if all_of_it else Qt.FocusPolicy.ClickFocus)

    def _on_ticked(self, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        if self.reason is not None:
            set_shown(self.reason, on)
            self.owner.on_edited()


class GrowingLines(Compound):
    """Typing into the empty line makes the next one; Enter goes to the next line.

    Ctrl+Shift+Delete takes the line with the cursor out.

    Signals:
        edited: something was typed.
        grown: there are more or fewer lines.
    """

    edited = Signal()
    grown = Signal()

    def __init__(self, words: Words, title: str, columns: Sequence[LineColumn], tick: Tick | None = None) -> None:
        super().__init__()
        self._words, self._title, self._columns, self._tick = words, title, tuple(columns), tick
        self._rows: list[_Row] = []
        self._showing = False
        self._heads = [PlainLabel(one.title, "label", "muted") for one in self._columns]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.S)
        self._grid.setVerticalSpacing(Space.XS)
        for number, one in enumerate(self._columns):
            self._grid.setColumnStretch(number, one.share)
        self._grow()

    @property
    def count(self) -> int:
        """Return the number of lines, the empty one included."""
        return len(self._rows)

    def values(self) -> list[dict[str, str | bool]]:
        """Return what stands in the lines, the last empty one left out; empty ones between others stay."""
        return [one.values() for one in self._rows[:-1]]

    def put(self, lines: Sequence[Mapping[str, object]]) -> None:
        """Show other lines."""
        if [dict(one) for one in lines] == self.values():
            return
        self._showing = True
        while len(self._rows) > len(lines) + 1:
            self._drop(self._rows[-1])
        while len(self._rows) < len(lines) + 1:
            self._rows.append(_Row(self, self._columns, self._tick, self._words))
        blank = _Row(self, self._columns, self._tick, self._words)
        for row, values in zip(self._rows, [*lines, blank.values()], strict=True):
            row.put(values)
        self._discard(blank)
        self._showing = False
        self._lay_out()
        self.grown.emit()

    def field(self, place: int, name: str) -> QWidget | None:
        """Return the field `name` of a line, its first field for another name, `None` for a line that is not there."""
        if not 0 <= place < len(self._rows):
            return None
        row = self._rows[place]
        if self._tick and name in (self._tick.reason, "justification"):
            return row.reason
        return row.fields.get(name, next(iter(row.fields.values())))

    def tick_box(self, place: int) -> QCheckBox:
        """Return the box of a line; TypeError where lines have none."""
        box = self._rows[place].tick
        if box is None:
            raise TypeError("no box")
        return box

    def show_problem(self, place: int, text: str) -> None:
        """Show what is wrong with a line below it."""
        if 0 <= place < len(self._rows):
            self._rows[place].problem.show_text(text)

    def on_edited(self) -> None:
        """Grow if the last line is no longer empty."""
        if self._showing:
            return
        if not self._rows or not self._rows[-1].blank:
            self._grow()
        self._reach()
        self.edited.emit()

    def on_return(self, row: _Row) -> None:
        """Go to the next line."""
        place = self._rows.index(row)
        following = self._rows[min(place + 1, len(self._rows) - 1)]
        next(iter(following.fields.values())).setFocus()

    def on_remove(self, row: _Row) -> None:
        """Take a line out; the last one is emptied."""
        if row is self._rows[-1]:
            return
        self._drop(row)
        self._lay_out()
        self.grown.emit()
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the line with the cursor out by Ctrl+Shift+Delete (Ctrl+Delete deletes a word)."""
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        row = next((one for one in self._rows if self.focusWidget() in one.widgets), None)
        if row is not None and event.key() == Qt.Key.Key_Delete and event.modifiers() == both:
            place = self._rows.index(row)
            self.on_remove(row)
            next(iter(self._rows[min(place, len(self._rows) - 1)].fields.values())).setFocus()
            return
        super().keyPressEvent(event)

    def _grow(self) -> None:
        self._rows.append(_Row(self, self._columns, self._tick, self._words))
        self._lay_out()
        self.grown.emit()

    def _drop(self, row: _Row) -> None:
        self._rows.remove(row)
        self._discard(row)

    def _discard(self, row: _Row) -> None:
        for widget in row.widgets:
            widget.hide()
            widget.deleteLater()
        row.deleteLater()

    def _lay_out(self) -> None:
        """Put every line at its place anew, so that the order of Tab is that of the lines."""
        while self._grid.count():
            self._grid.takeAt(0)
        for number, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, number)
        width = len(self._columns)
        for place, row in enumerate(self._rows):
            top = 1 + 3 * place
            for number, (one, field) in enumerate(zip(self._columns, row.fields.values(), strict=True)):
                self._grid.addWidget(field, top, number)
                said = {"title": one.title, "n": place + 1}
                field.setAccessibleName(self._words.gettext("{title}, line {n}").format(**said))
            self._grid.addWidget(row.remove, top, width)
            if self._tick and row.tick is not None and row.reason is not None:
                row.reason.setPlaceholderText(self._tick.reason_text)
                row.reason.setAccessibleName(f"{self._tick.reason_text} ({place + 1})")
                row.tick.setAccessibleName(f"{self._tick.text} ({place + 1})")
                self._grid.addWidget(row.tick, top + 1, 0)
                self._grid.addWidget(row.reason, top + 1, 1, 1, width)
            self._grid.addWidget(row.problem, top + 2, 0, 1, width + 1)
        self.begin_with(next(iter(self._rows[0].fields.values())))
        self._reach()

    def _reach(self) -> None:
        for row in self._rows:
            last = row is self._rows[-1]
            row.reach(all_of_it=not last or len(self._rows) == 1)
            set_shown(row.remove, not last)
            if row.tick is not None:
                set_shown(row.tick, not row.blank or len(self._rows) == 1)
