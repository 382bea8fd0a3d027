"""F1: what the keys do, from the actions of the window and the keys of the parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.sentences import N_
from app.ui.command_palette import plain_name
from app.ui.theme.metrics import Space
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import PlainLabel, SectionHeader
from app.ui.widgets.page import scrolled

if TYPE_CHECKING:
    from app.translation import Words

_EVERYWHERE: Final = (
    ("Ctrl+Return", N_("Next step of a wizard")),
    ("Esc", N_("Leave a wizard and continue later; close a dialog")),
    ("1 – 9", N_("Choose in a row of buttons")),
    ("Alt+↑, Alt+↓", N_("Move a row of a list")),
    ("Return", N_("Open the row of a table; add a row to a list")),
    ("↑, ↓", N_("Change a date by a day, a time by five minutes")),
    ("+7", N_("Typed into a date: in seven days; 0 is today")),
)


class ShortcutDialog(Dialog):
    """The list of keys."""

    def __init__(self, parent: QWidget | None, words: Words, actions: Sequence[QAction]) -> None:
        t = words.gettext
        super().__init__(parent, t("Keys"), width=520)
        inside = QWidget()
        inside.setObjectName("scrolled")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, Space.M, 0)
        grid.setHorizontalSpacing(Space.XL)
        grid.setVerticalSpacing(Space.XS + 2)
        grid.setColumnStretch(1, 1)
        pairs = [
            (action.shortcut().toString(), plain_name(action)) for action in actions if action.shortcut().toString()
        ]
        self._section(grid, t("In this window"), pairs)
        self._section(grid, t("In fields, lists and wizards"), [(keys, t(text)) for keys, text in _EVERYWHERE])
        area = scrolled(inside)
        area.setMinimumHeight(380)
        self.body.addWidget(area, 1)
        close = self.add_button(t("Close"), "primary")
        close.clicked.connect(self.accept)
        close.setFocus()

    def _section(self, grid: QGridLayout, title: str, pairs: Sequence[tuple[str, str]]) -> None:
        grid.addWidget(SectionHeader(title), grid.rowCount(), 0, 1, 2)
        for keys, text in pairs:
            row = grid.rowCount()
            grid.addWidget(PlainLabel(keys, "strong"), row, 0)
            grid.addWidget(PlainLabel(text, wrap=True), row, 1)
