"""What still holds the signature of the report, each line leading to the place where it is solved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.clearing import clear
from app.ui.widgets.jump_line import JumpLine
from app.ui.widgets.labels import IconLabel, PlainLabel, isolated

if TYPE_CHECKING:
    from app.domain.readiness import Blocker
    from app.translation import Words

FEW: Final = 7


class BlockerCard(Card):
    """Holding points first, hints after them; seven are shown, the rest on request.

    Signals:
        jumped: the `Place` a line leads to.
    """

    jumped = Signal(object)

    def __init__(self, words: Words, title: str, done_text: str, few: int = FEW) -> None:
        super().__init__(title, " ")
        self._words, self._few = words, few
        self._found: tuple[Blocker, ...] = ()
        self._all = False
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._done = PlainLabel(done_text, "body", "muted", wrap=True)
        self._tick = IconLabel("done", "ok", 20)
        self._more = Button("", "quiet")
        self._more.clicked.connect(self._on_more)
        self.body.setSpacing(Space.S)
        self.add(self._tick)
        self.add(self._done)
        self.add_layout(self._lines)
        self.add(self._more)
        self.body.addStretch(1)

    def show_blockers(self, found: tuple[Blocker, ...]) -> None:
        """Show these points; unchanged ones are not built again, so that the focus stays."""
        ordered = tuple(sorted(found, key=_weight))
        if ordered == self._found and self._lines.count():
            return
        self._found = ordered
        self._fill()

    def _fill(self) -> None:
        clear(self._lines)
        shown = self._found if self._all else self._found[: self._few]
        for one in shown:
            icon, tone = ("problem", "danger") if one.blocking else ("info", "info")
            line = JumpLine(_said(self._words, one), one.place, icon, tone)
            line.jumped.connect(self.jumped)
            self._lines.addWidget(line)
        holding = sum(one.blocking for one in self._found)
        t, tn = self._words.gettext, self._words.ngettext
        note = tn("{n} point holds it", "{n} points hold it", holding).format(n=holding) if holding else ""
        if self.header:
            self.header.set_note(note)
        for widget in (self._done, self._tick):
            widget.setVisible(not holding)
        rest = len(self._found) - len(shown)
        self._more.setVisible(rest > 0 or (self._all and len(self._found) > self._few))
        self._more.setText(t("Show fewer") if self._all else t("Show all {n}").format(n=len(self._found)))

    def _on_more(self) -> None:
        self._all = not self._all
        self._fill()


def _said(words: Words, one: Blocker) -> str:
    """Return the sentence, with the finding it is about in front of it."""
    finding, text = one.problem.value("finding"), say(words, one.problem)
    return f"{isolated(str(finding))}: {text}" if finding and str(finding) not in text else text


def _weight(one: Blocker) -> bool:
    return not one.blocking
