"""A card: what belongs together, on its own ground."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme.metrics import Space
from app.ui.widgets.labels import PlainLabel, SectionHeader, set_shown


class Card(QFrame):
    """A framed area with an optional title; put widgets in with `add`."""

    def __init__(self, title: str = "", note: str = "", *, margin: int = Space.L) -> None:
        super().__init__()
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(Space.M)
        self.header = SectionHeader(title, note) if title else None
        if self.header:
            self.body.addWidget(self.header)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a widget below the last."""
        self.body.addWidget(widget, stretch)

    def add_layout(self, layout: QLayout) -> None:
        """Add a layout below the last widget."""
        self.body.addLayout(layout)


class FigureRow(QWidget):
    """Number cards side by side, all of one height."""

    def __init__(self, *cards: FigureCard) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        for card in cards:
            row.addWidget(card, 1)


class FigureCard(Card):
    """One number with its name and an optional hint below."""

    def __init__(self, figure: str, name: str, hint: str = "") -> None:
        super().__init__()
        self.body.setSpacing(Space.XXS)
        self._figure = PlainLabel(figure, "figure")
        self._hint = PlainLabel(hint, "small", "muted", wrap=True)
        self.add(self._figure)
        self.add(PlainLabel(name, "strong", "text", wrap=True))
        self.add(self._hint)
        set_shown(self._hint, bool(hint))
        self.body.addStretch(1)

    def show_figure(self, figure: str, hint: str = "") -> None:
        """Show another number."""
        self._figure.setText(figure)
        self._hint.setText(hint)
        set_shown(self._hint, bool(hint))
