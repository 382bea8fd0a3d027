"""A short list that is typed: Enter adds, several pasted lines become several rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from app.ui.theme.look import active
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.compound import Compound

if TYPE_CHECKING:
    from app.translation import Words


class _Entry(QLineEdit):
    """The line to type in; hands over pasted lines.

    Signals:
        pasted: the lines of a paste with more than one line.
    """

    pasted = Signal(list)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Split a paste of several lines."""
        if event.matches(QKeySequence.StandardKey.Paste):
            lines = [line.strip() for line in QApplication.clipboard().text().splitlines() if line.strip()]
            if len(lines) > 1:
                self.pasted.emit(lines)
                return
        super().keyPressEvent(event)


class _Rows(QListWidget):
    """The rows; Delete removes, Alt+Up and Alt+Down move.

    Signals:
        removed_asked: Delete was pressed.
        moved_asked: -1 or +1.
    """

    removed_asked = Signal()
    moved_asked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Delete and moving."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved_asked.emit(step)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed_asked.emit()
        else:
            super().keyPressEvent(event)


class LineList(Compound):
    """An editable list of short rows.

    Signals:
        edited: the rows after any change by the user.
        typed: what stands in the line that adds, while it is typed.
    """

    edited = Signal(tuple)
    typed = Signal(str)

    def __init__(self, words: Words, placeholder: str, rows: Sequence[str] = ()) -> None:
        super().__init__()
        t = words.gettext
        self._entry = _Entry()
        self._entry.setPlaceholderText(placeholder)
        self._list = _Rows()
        self._list.setObjectName("framed")
        self._list.setTabKeyNavigation(False)
        self._add = Button(t("Add"), icon="plus")
        self._up = IconButton("up", t("Move up"))
        self._down = IconButton("down", t("Move down"))
        self._remove = IconButton("trash", t("Remove"))
        self._t = t
        self._lay_out()
        self._connect()
        self.begin_with(self._entry)
        self.set_title(placeholder)
        self.show_rows(rows)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self._entry, 1)
        top.addWidget(self._add)
        side = QVBoxLayout()
        side.setSpacing(Space.XXS)
        for button in (self._up, self._down, self._remove):
            side.addWidget(button)
        side.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(Space.XS)
        below.addWidget(self._list, 1)
        below.addLayout(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(top)
        column.addLayout(below)

    def _connect(self) -> None:
        self._entry.returnPressed.connect(self._on_add)
        self._entry.textEdited.connect(self.typed)
        self._entry.pasted.connect(self._append)
        self._add.clicked.connect(self._on_add)
        self._remove.clicked.connect(self._on_remove)
        self._up.clicked.connect(self._on_up)
        self._down.clicked.connect(self._on_down)
        self._list.removed_asked.connect(self._on_remove)
        self._list.moved_asked.connect(self._move)
        self._list.itemChanged.connect(self._on_changed)
        self._list.currentRowChanged.connect(self._update)

    def set_title(self, title: str) -> None:
        """Give entry, list and buttons spoken names."""
        self._entry.setAccessibleName(title)
        self._list.setAccessibleName(self._t("{title}: rows").format(title=title))
        self._add.setAccessibleName(self._t("{title}: add").format(title=title))
        self._up.rename(self._t("{title}: move up").format(title=title))
        self._down.rename(self._t("{title}: move down").format(title=title))
        self._remove.rename(self._t("{title}: remove").format(title=title))

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the rows."""
        return tuple(self._list.item(row).text() for row in range(self._list.count()))

    @property
    def entry(self) -> str:
        """Return what stands in the line that adds, not added yet."""
        return self._entry.text()

    def show_entry(self, text: str) -> None:
        """Put a text into the line that adds, without telling `typed`."""
        self._entry.setText(text)

    def finish(self) -> None:
        """Add what stands in the line that adds."""
        self._on_add()

    def show_rows(self, rows: Sequence[str]) -> None:
        """Show rows without telling `edited`."""
        self._list.blockSignals(True)  # noqa: FBT003 - Qt's way
        self._list.clear()
        for row in rows:
            self._list.addItem(_item(row))
        self._list.blockSignals(False)  # noqa: FBT003 - Qt's way
        self._update()

    def _append(self, rows: Sequence[str]) -> None:
        self.show_rows((*self.lines, *rows))
        self._entry.clear()
        self._list.setCurrentRow(self._list.count() - 1)
        self.edited.emit(self.lines)

    def _on_add(self) -> None:
        text = self._entry.text().strip()
        if text:
            self._append([text])

    def _on_remove(self) -> None:
        row = self._list.currentRow()
        if row < 0:
            return
        self._list.takeItem(row)
        self._update()
        self.edited.emit(self.lines)

    def _on_up(self) -> None:
        self._move(-1)

    def _on_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        row = self._list.currentRow()
        if row < 0 or not 0 <= row + step < self._list.count():
            return
        item = self._list.takeItem(row)
        self._list.insertItem(row + step, item)
        self._list.setCurrentRow(row + step)
        self.edited.emit(self.lines)

    def _on_changed(self) -> None:
        self.edited.emit(self.lines)

    def _update(self) -> None:
        row, count = self._list.currentRow(), self._list.count()
        self._up.setEnabled(row > 0)
        self._down.setEnabled(0 <= row < count - 1)
        self._remove.setEnabled(row >= 0)
        height = active().line_height() + active().px(18)
        self._list.setFixedHeight(min(max(count, 2), 6) * height + active().px(6))


def _item(text: str) -> QListWidgetItem:
    item = QListWidgetItem(text)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    return item
