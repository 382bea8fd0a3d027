"""Chips that can be taken away: a link to a requirement, an evidence item, a site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.ui.theme.metrics import Space
from app.ui.theme.theme import set_tone
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.clearing import clear
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import ElidedLabel, IconLabel, PlainLabel, isolated, plain_tooltip

if TYPE_CHECKING:
    from app.translation import Words


@dataclass(frozen=True, slots=True)
class ChipLine:
    """One chip: key, what it says, what it means (tooltip), sign and tone; `leads` None: nothing to lead."""

    id: str
    text: str
    meaning: str = ""
    icon: str = "link"
    tone: str = "neutral"
    leads: bool | None = None


class ChipList(QWidget):
    """Chips side by side, each with a button to take it away.

    Signals:
        removed: key of the chip to take away.
        led: key of the chip that is to lead.
    """

    removed = Signal(str)
    led = Signal(str)

    def __init__(self, words: Words, title: str = "") -> None:
        super().__init__()
        self._t = words.gettext
        self._shown: tuple[ChipLine, ...] = ()
        self._flow = FlowLayout(self, Space.XS + 2)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_title(title)
        self.hide()

    def set_title(self, title: str) -> None:
        """Give the list a spoken name."""
        self.setAccessibleName(title)

    def show_chips(self, chips: Sequence[ChipLine], *, removable: bool = True) -> None:
        """Show these chips; unchanged ones are not built again, so that the focus stays."""
        wanted = tuple(chips)
        if wanted == self._shown:
            return
        self._shown = wanted
        clear(self._flow)
        for chip in wanted:
            self._flow.addWidget(self._chip(chip, removable=removable))
        self.setVisible(bool(wanted))
        self.updateGeometry()

    def _chip(self, chip: ChipLine, *, removable: bool) -> QFrame:
        frame = QFrame()
        frame.setObjectName("chip")
        set_tone(frame, "tone", chip.tone)
        frame.setToolTip(plain_tooltip(chip.meaning))
        frame.setAccessibleName(f"{chip.text} {chip.meaning}".strip())
        row = QHBoxLayout(frame)
        row.setContentsMargins(Space.S, 0, Space.XXS if removable else Space.S, 0)
        row.setSpacing(Space.XS)
        row.addWidget(IconLabel(chip.icon, chip.tone, 13))
        label = ElidedLabel(isolated(chip.text), "small")
        set_tone(label, "chipped", chip.tone)
        row.addWidget(label)
        if chip.leads is not None:
            row.addWidget(self._lead(chip, frame))
        if removable:
            button = IconButton("close", self._t("Take {name} away").format(name=chip.text), chip.tone)
            button.clicked.connect(_Teller(frame, partial(self.removed.emit, chip.id)).tell)
            row.addWidget(button)
        return frame

    def _lead(self, chip: ChipLine, frame: QFrame) -> QWidget:
        if chip.leads:
            return PlainLabel(self._t("leading"), "small", "muted")
        button = IconButton("star", self._t("Let {name} lead").format(name=chip.text), chip.tone)
        button.clicked.connect(_Teller(frame, partial(self.led.emit, chip.id)).tell)
        return button


class _Teller(QObject):
    """Tells one thing when asked to; lives as long as its chip."""

    def __init__(self, parent: QObject, call: partial[None]) -> None:
        super().__init__(parent)
        self._call = call

    def tell(self) -> None:
        """Tell it."""
        self._call()
