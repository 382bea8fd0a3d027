"""What can be done next in a cycle: acts of the audit with one key, other steps with their form, the rest why not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.words import word
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.clearing import clear
from app.ui.widgets.labels import IconLabel, PlainLabel, set_shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.cycle_wish import StepOffer
    from app.translation import Words


class OffersCard(Card):
    """Steps that are ready stand first with their day; nothing is taken by itself.

    Signals:
        taken: the `StepOffer` that one key takes as it is proposed.
        wanted: the `StepOffer` whose form is to be filled in.
    """

    taken = Signal(object)
    wanted = Signal(object)

    def __init__(self, words: Words) -> None:
        t = words.gettext
        super().__init__(t("Next steps"), t("every step is recorded with who and when"))
        self._words, self._open = words, False
        self._possible, self._held = QVBoxLayout(), QVBoxLayout()
        for column in (self._possible, self._held):
            column.setSpacing(Space.S)
        self._none = PlainLabel(t("This cycle has ended; nothing leads on from here."), "body", "muted", wrap=True)
        self.more = Button(" ", "quiet", "chevron-down")
        self.more.clicked.connect(self._on_more)
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addStretch(1)
        self.add(self._none)
        self.add_layout(self._possible)
        self.add_layout(row)
        self._reasons = QWidget()
        self._reasons.setLayout(self._held)
        self._held.setContentsMargins(0, 0, 0, 0)
        self.add(self._reasons)

    def show_offers(self, offers: Sequence[StepOffer]) -> None:
        """Show the steps."""
        clear(self._possible)
        clear(self._held)
        held = [one for one in offers if one.held]
        for one in offers:
            (self._held if one.held else self._possible).addWidget(self._line(one))
        set_shown(self._none, not offers)
        set_shown(self.more, bool(held))
        text = self._words.ngettext("{n} step is not possible now", "{n} steps are not possible now", len(held))
        self.more.setText(text.format(n=len(held)))
        if not any(not one.held for one in offers):
            self._open = True
        set_shown(self._reasons, self._open and bool(held))

    def _line(self, one: StepOffer) -> QWidget:
        t = self._words.gettext
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        icon, tone = ("problem", "muted") if one.held else ("play", "accent") if one.ready else ("open", "muted")
        row.addWidget(IconLabel(icon, tone))
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(PlainLabel(t(word(one.event)), "label" if one.ready else "body", wrap=True))
        for text in self._notes(one):
            said.addWidget(PlainLabel(text, "small", "muted", wrap=True))
        row.addLayout(said, 1)
        if not one.held:
            row.addWidget(self._button(one))
            if one.ready:
                row.addWidget(self._change(one))
        return line

    def _notes(self, one: StepOffer) -> list[str]:
        t = self._words.gettext
        if one.held:
            return [say(self._words, problem) for problem in one.held]
        if not one.ready or one.day is None:
            return [t("leads to: {state}").format(state=t(word(one.target)))]
        day = self._words.day(one.day)
        if one.reference:
            return [
                t("{reference}: recorded for {day}, {name}").format(reference=one.reference, day=day, name=one.by_name)
            ]
        return [t("recorded for {day}").format(day=day)]

    def _button(self, one: StepOffer) -> Button:
        t = self._words.gettext
        simple = one.ready and bool(one.by_name)
        button = Button(t("Take the step") if simple else t("Take…"), "primary" if one.ready else "secondary")
        button.setObjectName(f"take-{one.event.value}")
        button.setAccessibleName(t("Take the step: {step}").format(step=t(word(one.event))))
        button.clicked.connect(partial((self.taken if simple else self.wanted).emit, one))
        return button

    def _change(self, one: StepOffer) -> Button:
        t = self._words.gettext
        button = Button(t("Change…"), "quiet")
        button.setObjectName(f"change-{one.event.value}")
        button.setAccessibleName(t("Change before taking: {step}").format(step=t(word(one.event))))
        button.clicked.connect(partial(self.wanted.emit, one))
        set_shown(button, bool(one.by_name))
        return button

    def _on_more(self) -> None:
        self._open = not self._open
        set_shown(self._reasons, self._open)
