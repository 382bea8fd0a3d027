"""The card on Home that says what is due: the nearest few, and the way to all of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from app.domain.cycle_kinds import DueState
from app.ui.home_due import NEAR, DueThing
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.clearing import clear
from app.ui.widgets.labels import ElidedLabel, IconLabel, PlainLabel, isolated

if TYPE_CHECKING:
    from app.translation import Words

LOOKS: Final = {
    DueState.OVERDUE: ("problem", "danger"),
    DueState.TODAY: ("warning", "warning"),
    DueState.SOON: ("clock", "warning"),
    DueState.LATER: ("calendar", "muted"),
}
_MOST: Final = 4


class DueCard(Card):
    """Up to four lines of what is overdue or comes within thirty days; hidden only when nothing at all is due.

    Signals:
        opened: the `DueThing` whose line was pressed.
        all_wanted: everything is to be shown.
    """

    opened = Signal(object)
    all_wanted = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__(words.gettext("What is due"), margin=Space.M)
        self._words = words
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.XXS)
        self._grid.setColumnStretch(3, 1)
        self.body.setSpacing(Space.XS)
        self.add_layout(self._grid)
        self._none = PlainLabel("", "body", "muted", wrap=True)
        self.add(self._none)
        self.all = Button(words.gettext("All that is due"), "quiet", "calendar")
        self.all.clicked.connect(self.all_wanted)
        if self.header:
            self.header.add(self.all)

    def show_due(self, things: Sequence[DueThing]) -> None:
        """Show what is due."""
        clear(self._grid)
        near = [one for one in things if one.state in NEAR]
        for row, one in enumerate(near[:_MOST]):
            self._show_line(row, one)
        self._none.setVisible(not near)
        if things and not near:
            text = self._words.gettext("Nothing within thirty days. The next day is {day}: {title}, {client}.")
            first = things[0]
            self._none.setText(text.format(day=self._words.day(first.day), title=first.title, client=first.client))
        rest = len(things)
        self.all.setText(self._words.ngettext("All that is due ({n})", "All that is due ({n})", rest).format(n=rest))
        self.setVisible(bool(things))

    def _show_line(self, row: int, one: DueThing) -> None:
        icon, tone = LOOKS[one.state]
        late = one.state is DueState.OVERDUE
        button = Button(one.client.replace("&", "&&"), "quiet")
        button.setObjectName("dueLine")
        button.setAccessibleDescription(f"{self._words.day(one.day)}. {one.text}")
        button.clicked.connect(partial(self.opened.emit, one))
        self._grid.addWidget(IconLabel(icon, tone), row, 0)
        self._grid.addWidget(
            PlainLabel(isolated(self._words.day(one.day)), "body", "danger" if late else "text"), row, 1
        )
        self._grid.addWidget(button, row, 2, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(ElidedLabel(one.text, "body", "danger" if late else "muted"), row, 3)
