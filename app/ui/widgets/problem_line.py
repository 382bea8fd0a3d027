"""The problem line: says what is missing first, and leads to the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.ui.theme.icons import set_icon
from app.ui.theme.metrics import Space
from app.ui.theme.theme import set_tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import IconLabel, PlainLabel, set_shown


@dataclass(frozen=True, slots=True)
class Trouble:
    """A sentence for the user and the field it is about (`None`: the whole form)."""

    text: str
    field: QWidget | None = None
    blocking: bool = True


class ProblemLine(Button):
    """A line with a warning sign; pressing it puts the cursor into the field. Hidden when nothing is wrong."""

    def __init__(self) -> None:
        super().__init__("", "quiet")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._field: QWidget | None = None
        self._text = ""
        self.clicked.connect(self._on_clicked)
        self.hide()

    def show_first(self, troubles: Sequence[Trouble]) -> None:
        """Show the first blocking trouble, else the first of all, with the number of further ones."""
        ordered = sorted(troubles, key=lambda trouble: not trouble.blocking)
        set_shown(self, bool(ordered))
        if not ordered:
            self._field, self._text = None, ""
            return
        first = ordered[0]
        more = f"  (+{len(ordered) - 1})" if len(ordered) > 1 else ""
        self._field, self._text = first.field, first.text + more
        _sign(self, blocking=first.blocking)
        self.setAccessibleName(self._text)
        self._elide()

    def jump(self) -> None:
        """Put the cursor into the field of the trouble that is shown."""
        self._on_clicked()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the text to the room there is."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = max(0, self.width() - self.iconSize().width() - 3 * Space.L)
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(self._text if shown != self._text else "")

    def _on_clicked(self) -> None:
        if self._field is not None:
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)


def _sign(line: ProblemLine, *, blocking: bool) -> None:
    """Give the line the sign of a problem or of a hint."""
    set_icon(line, "problem" if blocking else "info", "danger" if blocking else "info")
    set_tone(line, "tone", "danger" if blocking else "info")


class FieldProblem(QWidget):
    """The problem of one field, below it; with the tone `info` a gentle hint. Hidden when nothing is wrong."""

    def __init__(self, tone: str = "danger") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS + 2)
        self._label = PlainLabel("", "small", tone if tone == "danger" else "muted", wrap=True)
        row.addWidget(IconLabel("problem" if tone == "danger" else tone, tone, 14), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        self.hide()

    def show_text(self, text: str) -> None:
        """Show a sentence; the empty one hides the line."""
        self._label.setText(text)
        set_shown(self, bool(text))


class Banner(QFrame):
    """A sentence about the whole page: what happened and what to do, with an optional button.

    Signals:
        pressed: the button was pressed.
    """

    pressed = Signal()

    def __init__(self, text: str = "", tone: str = "info", action: str = "") -> None:
        super().__init__()
        self.setObjectName("banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S + 2, Space.M, Space.S + 2)
        row.setSpacing(Space.S + 2)
        self._icon = IconLabel("info", tone, 18)
        self._label = PlainLabel("", wrap=True)
        self._button = Button(action or " ", "secondary")
        set_shown(self._button, bool(action))
        self._button.clicked.connect(self.pressed)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._label, 1)
        row.addWidget(self._button)
        self.show_text(text, tone)

    def show_text(self, text: str, tone: str = "info") -> None:
        """Show a sentence in a tone (`info`, `ok`, `warning`, `danger`); the empty one hides the banner."""
        sign = {"ok": "done", "warning": "warning", "danger": "problem"}.get(tone, "info")
        self._icon.show_icon(sign, tone)
        self._label.setText(text)
        set_tone(self, "tone", tone)
        set_shown(self, bool(text))
