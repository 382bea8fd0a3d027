"""Above a table: words to search for, a choice to narrow, and how many rows are left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from app.ui.theme.metrics import Space
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.compound import Compound
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.search_line import SearchLine

if TYPE_CHECKING:
    from app.translation import Words


class FilterBar(Compound):
    """Ctrl+F of a page puts the cursor here; Esc empties it.

    Signals:
        changed: the words and the chosen value changed.
    """

    changed = Signal(str, str)

    def __init__(self, words: Words, placeholder: str, choices: Sequence[Choice] = (), title: str = "") -> None:
        super().__init__()
        self._words = words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        self._line = SearchLine(placeholder)
        self._line.setMaximumWidth(340)
        self._line.setMinimumWidth(140)
        row.addWidget(self._line, 2)
        self._row = ChoiceRow(choices, choices[0].value, title) if choices else None
        if self._row:
            row.addWidget(self._row, 3)
            self._row.chosen.connect(self._tell)
        row.addStretch(1)
        self._count = PlainLabel("", "small", "muted")
        row.addWidget(self._count)
        self._timer = QTimer(self, singleShot=True, interval=60)
        self._timer.timeout.connect(self._tell)
        self._line.textChanged.connect(self._timer.start)
        self.begin_with(self._line)

    @property
    def text(self) -> str:
        """Return the words."""
        return self._line.text()

    @property
    def value(self) -> str:
        """Return the chosen value."""
        return self._row.value if self._row else ""

    def show_value(self, value: str) -> None:
        """Choose a value and tell it."""
        if self._row is not None:
            self._row.show_value(value)
            self._tell()

    def clear(self) -> None:
        """Forget the words."""
        self._line.clear()

    def show_count(self, shown: int, total: int) -> None:
        """Say how many rows are shown; connect `Table.filtered` here."""
        text = self._words.gettext("{shown} of {total}").format(shown=shown, total=total)
        self._count.setText(text if shown != total else str(total))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the words with Esc."""
        if event.key() == Qt.Key.Key_Escape and self._line.text():
            self._line.clear()
            return
        super().keyPressEvent(event)

    def _tell(self) -> None:
        self.changed.emit(self.text, self.value)
