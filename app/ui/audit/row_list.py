"""A list of rows of the record that are edited in place, with a line to add one more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.kept_line import KeptLine
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.compound import Compound
from app.ui.widgets.problem_line import FieldProblem

if TYPE_CHECKING:
    from app.ui.context import UiContext


class RowLine(QWidget):
    """One row: editors side by side and a button to take it away.

    Signals:
        removed: the row is to be taken away.
    """

    removed = Signal(str)

    def __init__(self, ctx: UiContext, kind: str, audit_id: str) -> None:
        super().__init__()
        self.binder = Binder(ctx, kind, audit_id, self)
        self.form = RowForm(self.binder)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(Space.S)
        self._problem = FieldProblem()
        self._remove = IconButton("trash", ctx.t("Remove"))
        self._remove.clicked.connect(self._on_remove)

    def add(self, field: str, name: str, editor: QWidget, stretch: int = 1) -> None:
        """Add an editor that is bound to `field`; its name is spoken, not shown."""
        set_title = getattr(editor, "set_title", None)
        (set_title or editor.setAccessibleName)(name)
        self.binder.binding(field).problem.connect(self._problem.show_text)
        self.row.addWidget(editor, stretch)

    def close_with(self, name: str) -> None:
        """Add the button to take the row away, called `name`."""
        self._remove.rename(name)
        self.row.addWidget(self._remove)
        self.row.addWidget(self._problem)

    def _on_remove(self) -> None:
        self.removed.emit(self.binder.row_id)


class RowList(Compound):
    """Shows rows as `RowLine`s made by the subclass, and adds one by typing its name.

    Signals:
        removed: id of a row to take away.
        wanted: the text of a row to add; whoever hears it calls `add`.
    """

    removed = Signal(str)
    wanted = Signal(str)

    def __init__(self, ctx: UiContext, audit_id: str, placeholder: str, name: str) -> None:
        super().__init__()
        self.ctx, self.audit_id = ctx, audit_id
        self._lines: dict[str, RowLine] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Space.XS + 2)
        self._entry = KeptLine(ctx)
        self._entry.setPlaceholderText(placeholder)
        self._entry.setAccessibleName(name)
        self._add = Button(ctx.t("Add"), icon="plus")
        self._add.setAccessibleName(placeholder)
        self._entry.returnPressed.connect(self._on_add)
        self._add.clicked.connect(self._on_add)
        self.begin_with(self._entry)
        entry = QHBoxLayout()
        entry.setSpacing(Space.S)
        entry.addWidget(self._entry, 1)
        entry.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(self._rows)
        column.addLayout(entry)

    def keep_under(self, key: str) -> None:
        """Keep what is typed into the line that adds, under `key`."""
        self._entry.keep_under(key)

    def add(self, call: Callable[[], object], origin: QObject | None = None) -> None:
        """Add what stands in the line by `call`."""
        self._entry.send(call, origin=origin)

    def make_line(self, row: Any) -> RowLine:  # noqa: ANN401 - rows of any frozen type
        """Return a line with the editors of a row."""
        raise NotImplementedError

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show the rows of the record; lines that are there already keep focus and typing."""
        wanted = [row.id for row in rows]
        for gone in [key for key in self._lines if key not in wanted]:
            line = self._lines.pop(gone)
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        for place, row in enumerate(rows):
            line = self._lines.get(row.id) or self._new(row, place)
            line.binder.show(row)

    def _new(self, row: Any, place: int) -> RowLine:  # noqa: ANN401 - rows of any frozen type
        line = self.make_line(row)
        line.removed.connect(self.removed)
        self._lines[row.id] = line
        self._rows.insertWidget(place, line)
        return line

    def _on_add(self) -> None:
        text = self._entry.text().strip()
        if text:
            self.wanted.emit(text)
        else:
            self._entry.setFocus()
