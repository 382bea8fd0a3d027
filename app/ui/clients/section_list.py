"""The sections of a client at the side, or as a list that folds out where there is no room for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import NavButton
from app.ui.widgets.page import scrolled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.translation import Words
    from app.ui.clients.sections import SectionSpec


class SectionList(QFrame):
    """One tab stop; arrows, Home and End move in it and show the section at once.

    Signals:
        chosen: key of the section to show.
    """

    chosen = Signal(str)

    def __init__(self, words: Words, sections: Sequence[SectionSpec]) -> None:
        super().__init__()
        self._words = words
        self._specs = {spec.key: spec for spec in sections}
        self._buttons: dict[str, NavButton] = {}
        self.setAccessibleName(words.gettext("Sections of the client file"))
        inside = QFrame()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, Space.XS, 0)
        column.setSpacing(Space.XXS)
        for spec in sections:
            button = NavButton(words.gettext(spec.title).replace("&", "&&"), spec.icon)
            button.setObjectName(spec.key)
            button.clicked.connect(self._on_clicked)
            button.installEventFilter(self)
            self._buttons[spec.key] = button
            column.addWidget(button)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))

    @property
    def current(self) -> NavButton:
        """Return the entry of the section that is shown."""
        return next((one for one in self._buttons.values() if one.isChecked()), next(iter(self._buttons.values())))

    def show_current(self, key: str) -> None:
        """Mark the section that is shown."""
        for its, button in self._buttons.items():
            button.setChecked(its == key)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if its == key else Qt.FocusPolicy.ClickFocus)

    def show_state(self, key: str, count: int | None, *, missing: bool) -> None:
        """Show how much a section holds, and whether something is missing in it."""
        button, t = self._buttons[key], self._words.gettext
        title = t(self._specs[key].title)
        text = f"{title}  \u2066{count}\u2069" if count else title
        button.setText(text.replace("&", "&&"))
        button.show_icon("warning" if missing else self._specs[key].icon, "warning" if missing else "muted")
        button.setAccessibleName(t("{section}, something is missing").format(section=text) if missing else text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with Up, Down, Home and End from section to section."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, NavButton):
            keys = list(self._buttons)
            here = keys.index(watched.objectName())
            moves = {Qt.Key.Key_Up: here - 1, Qt.Key.Key_Down: here + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
            there = moves.get(Qt.Key(event.key()))
            if there is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                key = keys[there % len(keys)]
                self.chosen.emit(key)
                self._buttons[key].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, NavButton):
            button.setChecked(True)
            self.chosen.emit(button.objectName())
