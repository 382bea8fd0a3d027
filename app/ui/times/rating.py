"""One factor of the audit time: three lines with what 1, 2 and 3 mean; none is chosen until a person does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout

from app.ui.widgets.compound import Compound
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.problem_line import FieldProblem
from app.ui.widgets.radio_line import RadioLine


class Rating(Compound):
    """Tab reaches it once, 1 to 3 and the arrows choose.

    Signals:
        edited: another line was chosen.
    """

    edited = Signal()

    def __init__(self, title: str, meanings: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._group = QButtonGroup(self)
        self._problem = FieldProblem()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(PlainLabel(title, "label", wrap=True))
        for number, meaning in enumerate(meanings, start=1):
            line = RadioLine(f"{number}  {meaning}")
            line.note.hide()
            line.button.setAccessibleName(f"{title}: {number}, {meaning}")
            self._group.addButton(line.button, number)
            box.addWidget(line)
        box.addWidget(self._problem)
        self.show_value("")
        self._group.idToggled.connect(self._on_toggled)

    @property
    def value(self) -> str:
        """Return `1`, `2`, `3`, or nothing while it is not rated."""
        number = self._group.checkedId()
        return str(number) if number > 0 else ""

    def show_value(self, value: str) -> None:
        """Show a rating without telling `edited`."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's way
        self._group.setExclusive(bool(value))
        for number, button in enumerate(self._group.buttons(), start=1):
            button.setChecked(str(number) == value)
        self._group.setExclusive(True)
        self.blockSignals(False)  # noqa: FBT003 - as above
        self._reach()

    def show_problem(self, text: str) -> None:
        """Show what is wrong, below the lines."""
        self._problem.show_text(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by number key."""
        number = event.key() - Qt.Key.Key_0
        if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and 1 <= number <= len(self._group.buttons()):
            self._group.button(number).setFocus()
            self._group.button(number).click()
            return
        super().keyPressEvent(event)

    def _reach(self) -> None:
        """Let Tab stop once: without a chosen line Qt would let it stop at each."""
        buttons = self._group.buttons()
        chosen = next((one for one in buttons if one.isChecked()), buttons[0])
        for one in buttons:
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one is chosen else Qt.FocusPolicy.ClickFocus)
        self.begin_with(chosen)

    def _on_toggled(self, number: int, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        del number
        if on:
            self._reach()
            self.edited.emit()
