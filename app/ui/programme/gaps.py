"""What the programme leaves uncovered; each line leads to the cells it is about and selects them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.domain.sentences import sentence
from app.domain.words import word
from app.ui.audit.plan_side import ProblemJump
from app.ui.programme.states import short
from app.ui.theme.metrics import Space
from app.ui.widgets.card import Card
from app.ui.widgets.clearing import clear
from app.ui.widgets.labels import IconLabel, PlainLabel, isolated

if TYPE_CHECKING:
    from app.domain.programme import Matrix
    from app.domain.programme_coverage import Gap
    from app.translation import Words

_FEW = 6


class GapCard(Card):
    """All gaps, audit by audit.

    Signals:
        jumped: the `Gap` whose cells are wanted.
    """

    jumped = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__(words.gettext("Not covered"), " ")
        self._words = words
        self._shown: tuple[Gap, ...] | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._tick = IconLabel("done", "ok", 20)
        self._done = PlainLabel(words.gettext("The programme covers everything it must."), "body", "muted", wrap=True)
        self._hint = PlainLabel(
            words.gettext("Enter selects the cells; Space plans them."), "small", "muted", wrap=True
        )
        self.body.setSpacing(Space.S)
        for widget in (self._tick, self._done, self._hint):
            self.add(widget)
        self.add_layout(self._lines)
        self.body.addStretch(1)

    def show_gaps(self, gaps: tuple[Gap, ...], matrix: Matrix) -> None:
        """Show these gaps; unchanged ones are not built again, so that the focus stays."""
        if gaps == self._shown:
            return
        self._shown = gaps
        clear(self._lines)
        for gap in gaps:
            line = ProblemJump(gap_text(self._words, gap, matrix), gap, "warning", "warning")
            line.jumped.connect(self.jumped)
            self._lines.addWidget(line)
        for widget in (self._tick, self._done):
            widget.setVisible(not gaps)
        self._hint.setVisible(bool(gaps))
        if self.header:
            self.header.set_note(isolated(str(len(gaps))) if gaps else "")


def gap_text(words: Words, gap: Gap, matrix: Matrix) -> str:
    """Return the sentence for a gap, with the audit in front."""
    titles = {line.place: line.title for line in matrix.lines}
    names = [key if gap.line == "requirement" else titles.get((gap.line, key)) or key for key in gap.keys]
    shown = ", ".join(names[:_FEW]) + (" …" if len(names) > _FEW else "")
    values = {"keys": shown, "count": len(gap.keys), "item": words.gettext(word(gap.item)) if gap.item else ""}
    text = words.gettext(sentence(gap.code.value).what).format(**values)
    return f"{isolated(short(gap.step.value, words.gettext))}  {text}" if gap.step else text
