"""A list at the side and the chosen row beside it: what sites, people, processes and documents share."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.audit.panes import Pane, Panes, scrolled_pane
from app.ui.clients.section import Section
from app.ui.kept_line import KeptLine
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.card import Card
from app.ui.widgets.compound import entry_of
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.two_line_table import TwoLineTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.client_summary import ClientSheet
    from app.services.base import Made
    from app.services.client_rows import FileRow
    from app.ui.context import UiContext
    from app.ui.widgets.table_model import Column


class EntryLine(KeptLine):
    """The line that adds; a paste of several lines is handed on.

    Signals:
        pasted: text of a paste with more than one line.
    """

    pasted = Signal(str)
    takes_lists = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on a paste of several lines, if the list can take them."""
        if self.takes_lists and event.matches(QKeySequence.StandardKey.Paste):
            text = QApplication.clipboard().text()
            if sum(bool(line.strip()) for line in text.splitlines()) > 1:
                self.pasted.emit(text)
                return
        super().keyPressEvent(event)


class RowTable(TwoLineTable):
    """Delete takes a row out, Alt+Up and Alt+Down move it.

    Signals:
        removed_asked: Delete was pressed.
        moved_asked: -1 or +1.
    """

    removed_asked = Signal()
    moved_asked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Delete and moving."""
        step: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved_asked.emit(step)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed_asked.emit()
        else:
            super().keyPressEvent(event)


class RowsSection(Section):
    """Subclasses say what the rows are, how a line that was typed becomes one, and what the form beside them holds."""

    scrolls = False
    kind = ""
    icon = "file"

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        super().__init__(ctx, client_id)
        self._wanted = ""
        self.sheet: ClientSheet | None = None
        self.entry = EntryLine(ctx)
        self.entry.setPlaceholderText(self.placeholder())
        self.entry.setAccessibleName(self.placeholder())
        self._add = Button(self.t("Add"), icon="plus")
        self._add.setAccessibleName(self.t("{what}: add").format(what=self.title()))
        self.table = RowTable(self.title(), self.columns(), self.name_of)
        self.table.use_two_lines()
        self.binder = Binder(ctx, self.kind, "", self)
        self._up = IconButton("up", self.t("Move up"))
        self._down = IconButton("down", self.t("Move down"))
        self._remove = Button(self.t("Take out"), "quiet", "trash")
        self._detail = QStackedWidget()
        self._detail.setObjectName("card")
        self.empty = EmptyState(self.icon, self.t("Nothing is chosen"), self.hint())
        self._detail.addWidget(self.empty)
        self._detail.addWidget(scrolled_pane(self._make_form()))
        self._lay_out()
        self._connect()
        self.entry.keep_under(f"client.{self.kind}:{client_id}")
        self._follow(None)

    # ------------------------------------------------------------------------------------- what a subclass says

    def title(self) -> str:
        """Return what the rows are called."""
        raise NotImplementedError

    def placeholder(self) -> str:
        """Return what is to be typed into the line that adds."""
        raise NotImplementedError

    def hint(self) -> str:
        """Return what stands beside the list while no row is chosen."""
        raise NotImplementedError

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the list."""
        raise NotImplementedError

    def rows_of(self, sheet: ClientSheet) -> Sequence[Any]:
        """Return the rows of the client file."""
        raise NotImplementedError

    def read_line(self, text: str) -> FileRow:
        """Return the row that a typed line means."""
        raise NotImplementedError

    def fill_form(self, form: RowForm, column: QVBoxLayout) -> None:
        """Put the fields of a row into the column."""
        raise NotImplementedError

    def name_of(self, row: Any) -> str:  # noqa: ANN401 - rows of any frozen type
        """Return what a row is called."""
        return str(row.name)

    def tools(self) -> tuple[QWidget, ...]:
        """Return further buttons below the list."""
        return ()

    def show_row(self, row: Any) -> None:  # noqa: ANN401 - as above
        """Show what the form holds besides bound fields."""

    # ------------------------------------------------------------------------------------------------- how it looks

    def _make_form(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        self.fill_form(RowForm(self.binder), column)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._remove)
        column.addLayout(row)
        return inside

    def _lay_out(self) -> None:
        left = Card(margin=Space.M)
        entry = QHBoxLayout()
        entry.setSpacing(Space.S)
        entry.addWidget(self.entry, 1)
        entry.addWidget(self._add)
        left.add_layout(entry)
        left.add(self.table, 1)
        below = QHBoxLayout()
        below.setSpacing(Space.S)
        for tool in self.tools():
            below.addWidget(tool)
        below.addStretch(1)
        below.addWidget(self._up)
        below.addWidget(self._down)
        left.add_layout(below)
        self.panes = Panes(Pane(left, 300, 260, share=5), Pane(self._detail, 320, 360, share=5))
        self.body.addWidget(self.panes, 1)

    def _connect(self) -> None:
        self.entry.returnPressed.connect(self._on_add)
        self._add.clicked.connect(self._on_add)
        self.table.row_selected.connect(self._on_selected)
        self.table.opened.connect(self._on_opened)
        self.table.removed_asked.connect(self._on_remove)
        self.table.moved_asked.connect(self._move)
        self._remove.clicked.connect(self._on_remove)
        self._up.clicked.connect(partial(self._move, -1))
        self._down.clicked.connect(partial(self._move, 1))
        self.binder.asked_again.connect(self._on_asked_again)

    # ----------------------------------------------------------------------------------------------------- what it does

    def show_file(self, sheet: ClientSheet) -> None:
        """Show the rows; the chosen one stays chosen, one that was just entered becomes it."""
        self.sheet = sheet
        rows = self.rows_of(sheet)
        self.table.set_rows(rows)
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.table.select(wanted)
        elif rows and not self.table.selected_id:
            self.table.select(rows[0].id)
        self._follow(self.table.selected)

    def bring(self, row_id: str) -> None:
        """Choose a row and put the cursor into the list."""
        self.table.select(row_id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def first_field(self) -> QWidget:
        """Return the field that Enter in the list goes to."""
        return entry_of(next(iter(self.binder._bindings.values())).widget)  # noqa: SLF001 - the first that was bound

    def _follow(self, row: Any) -> None:  # noqa: ANN401 - as above
        self._detail.setCurrentIndex(1 if row is not None else 0)
        count = self.table.rows.rowCount()
        here = self.table.currentIndex().row()
        self._up.setEnabled(row is not None and here > 0)
        self._down.setEnabled(row is not None and here < count - 1)
        self._remove.setEnabled(row is not None)
        if row is not None:
            self._remove.setAccessibleName(self.t("Take out {name}").format(name=self.name_of(row)))
            self.binder.show(row)
            self.show_row(row)

    def _on_selected(self, row: Any) -> None:  # noqa: ANN401 - as above
        self._follow(row)

    def _on_opened(self, row: object) -> None:
        del row
        self.first_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_add(self) -> None:
        text = self.entry.text().strip()
        if not text:
            self.entry.setFocus()
            return
        self.entry.send(
            partial(self.ctx.services.client_file.add, self.client_id, self.read_line(text)), self._on_added
        )

    def _on_added(self, made: Made) -> None:
        self._wanted = made.id

    def _on_remove(self) -> None:
        row = self.table.selected
        if row is not None:
            self.remove(self.kind, row.id, self.name_of(row))

    def _move(self, step: int) -> None:
        if self.table.selected_id:
            self.ctx.jobs.write(partial(self.ctx.services.client_file.move, self.kind, self.table.selected_id, step))

    def _on_asked_again(self) -> None:
        self.ctx.jobs.read(partial(self.ctx.services.client_file.sheet, self.client_id), self.show_file)


def lines(first: str, *rest: str) -> str:
    """Return the text of a cell in two lines: what it is, and below it what else is known."""
    second = "  ·  ".join(part for part in rest if part)
    return f"{first}\n{second}" if second else first


def cut(text: str) -> list[str]:
    """Return the parts of a typed line: cut at semicolons or tabs, else at commas."""
    delimiter = next((one for one in ("\t", ";", ",") if one in text), ";")
    return [part.strip() for part in text.split(delimiter)]
