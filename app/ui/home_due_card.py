"""The card on Home that says what is due."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.sentences import N_
from app.ui.home_due import Due, DueKind
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.labels import ElidedLabel, IconLabel, PlainLabel

if TYPE_CHECKING:
    from app.translation import Words

_SAID: Final = {
    DueKind.BEGINS: N_("begins {day}"),
    DueKind.UNDER_WAY: N_("under way until {day}"),
    DueKind.REPORT: N_("report due {day}"),
}
_OVERDUE: Final = {
    DueKind.BEGINS: N_("should have begun {day}"),
    DueKind.UNDER_WAY: N_("planned until {day}, closing meeting not held"),
    DueKind.REPORT: N_("report overdue since {day}"),
}
_ICONS: Final = {DueKind.BEGINS: "calendar", DueKind.UNDER_WAY: "current", DueKind.REPORT: "report"}
_MOST: Final = 3


class DueCard(Card):
    """Up to three lines; hidden when nothing is due.

    Signals:
        opened: id of the audit whose line was pressed.
    """

    opened = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__(words.gettext("What is due"), margin=Space.M)
        self._words = words
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.XXS)
        self.body.setSpacing(Space.XS)
        self.add_layout(self._lines)
        self._more = PlainLabel("", "small", "muted")
        self.add(self._more)

    def show_due(self, due: Sequence[Due]) -> None:
        """Show what is due."""
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in due[:_MOST]:
            self._lines.addWidget(self._line(one))
        rest = len(due) - _MOST
        self._more.setVisible(rest > 0)
        self._more.setText(self._words.ngettext("{n} more in the list", "{n} more in the list", rest).format(n=rest))
        self.setVisible(bool(due))

    def _line(self, one: Due) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        said = _OVERDUE if one.overdue else _SAID
        text = self._words.gettext(said[one.kind]).format(day=self._words.day(one.day))
        tone = "danger" if one.overdue else "muted"
        button = Button(one.audit.reference.replace("&", "&&"), "quiet")
        button.setObjectName("dueLine")
        button.clicked.connect(partial(self.opened.emit, one.audit.id))
        row.addWidget(IconLabel("problem" if one.overdue else _ICONS[one.kind], tone))
        row.addWidget(button)
        row.addWidget(PlainLabel(text, "body", "danger" if one.overdue else "text"))
        row.addWidget(ElidedLabel(one.audit.client, "body", "muted"), 1)
        return line
