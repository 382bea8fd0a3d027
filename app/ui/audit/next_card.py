"""The one next thing to do, with the page's primary button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.ui.audit.places import next_words
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.domain.overview import NextThing
    from app.translation import Words


class NextCard(Card):
    """Says what comes next and leads there.

    Signals:
        wanted: the `NextThing` whose button was pressed.
    """

    wanted = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__(margin=Space.XL)
        self.setProperty("next", "true")
        self._words = words
        self._thing: NextThing | None = None
        self._title = PlainLabel("", "title2", wrap=True)
        self._text = PlainLabel("", "body", "muted", wrap=True)
        self.button = Button(" ", "primary")
        self.button.clicked.connect(self._on_clicked)
        column = QVBoxLayout()
        column.setSpacing(Space.XS)
        column.addWidget(PlainLabel(words.gettext("Next"), "caps", "accent"))
        column.addWidget(self._title)
        column.addWidget(self._text)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addLayout(column, 1)
        row.addWidget(self.button)
        self.add_layout(row)

    def show_thing(self, thing: NextThing) -> None:
        """Show the next thing."""
        self._thing = thing
        title, text, button = next_words(thing, self._words)
        self._title.setText(title)
        self._text.setText(text)
        self.button.setText(button.replace("&", "&&"))
        self.button.setAccessibleDescription(f"{title}. {text}")

    def _on_clicked(self) -> None:
        if self._thing is not None:
            self.wanted.emit(self._thing)
