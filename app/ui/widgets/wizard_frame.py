"""The frame of a wizard: steps at the side, stacked pages, and a footer that says what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.page import scrolled
from app.ui.widgets.problem_line import ProblemLine, Trouble
from app.ui.widgets.step_list import StepList, StepState
from app.ui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from app.translation import Words


class WizardFrame(QWidget):
    """Any step can be gone to at any time; nothing is lost on leaving. Ctrl+Enter: next, Esc: continue later.

    `windowTitle` names the step that is shown; the page around the frame takes it over.

    Signals:
        step_left: number of a step that is being left.
        step_shown: number of the step that is now shown.
        finish_asked: Finish was pressed on the last step.
        later_asked: Continue later was pressed.
    """

    step_left = Signal(int)
    step_shown = Signal(int)
    finish_asked = Signal()
    later_asked = Signal()

    def __init__(self, words: Words, title: str, finish_text: str) -> None:
        super().__init__()
        t = words.gettext
        self._title = title
        self._next_text, self._finish_text = t("&Next"), finish_text
        self.steps = StepList(words, title)
        self.steps.setMinimumWidth(200)
        self._pages = QStackedWidget()
        self._problem = ProblemLine()
        self._saved = PlainLabel("", "small", "muted")
        self._later = Button(t("Continue &later"), "quiet")
        self._back = Button(t("&Back"))
        self._next = Button(self._next_text, "primary")
        self._lay_out()
        self._connect()
        self._shown = -1

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._pages, 1)
        right.addWidget(self._footer())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.steps)
        row.addLayout(right, 1)

    def _footer(self) -> QWidget:
        footer = QFrame()
        footer.setObjectName("footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        row.setSpacing(Space.S)
        row.addWidget(self._problem, 10)
        row.addStretch(1)
        for widget in (self._saved, self._later, self._back, self._next):
            row.addWidget(widget)
        self._buttons = row
        return footer

    def _connect(self) -> None:
        self.steps.chosen.connect(self.go)
        self._later.clicked.connect(self.later_asked)
        self._back.clicked.connect(self.back)
        self._next.clicked.connect(self.next)
        for keys, slot in (("Ctrl+Return", self.next), ("Ctrl+Enter", self.next), ("Esc", self.later_asked)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def add_step(self, title: str, page: QWidget, *, scrolls: bool = True) -> None:
        """Add a step with its page; the first one is shown at once."""
        self.steps.add(title)
        self._pages.addWidget(scrolled(page) if scrolls else page)
        if self._shown < 0:
            self.go(0)
        else:
            self._update_buttons()
        follow_layout(self)

    def add_button(self, button: QWidget) -> None:
        """Add a quiet button before Continue later."""
        self._buttons.insertWidget(self._buttons.indexOf(self._later), button)
        follow_layout(self)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the chain of Tab in order: in another window Qt has built it anew."""
        super().showEvent(event)
        follow_layout(self)

    @property
    def current(self) -> int:
        """Return the number of the step that is shown."""
        return self._shown

    def go(self, number: int) -> None:
        """Show a step."""
        if number == self._shown or not 0 <= number < self._pages.count():
            return
        if self._shown >= 0:
            self.step_left.emit(self._shown)
        self._shown = number
        self._pages.setCurrentIndex(number)
        self.steps.show_current(number)
        self.setWindowTitle(f"{self.steps.title(number)} – {self._title}")
        self._update_buttons()
        self.step_shown.emit(number)
        follow_layout(self)

    def back(self) -> None:
        """Show the step before."""
        self.go(self._shown - 1)

    def next(self) -> None:
        """Show the step after; on the last one ask to finish."""
        if self._shown == self._pages.count() - 1:
            self.finish_asked.emit()
        else:
            self.go(self._shown + 1)

    def show_states(self, states: Sequence[StepState]) -> None:
        """Show how far each step is."""
        for number, state in enumerate(states):
            self.steps.show_state(number, state)

    def show_troubles(self, troubles: Sequence[Trouble], *, may_go_on: bool = True) -> None:
        """Show the first trouble in the footer; `may_go_on` False switches Next off."""
        self._problem.show_first(troubles)
        self._next.setEnabled(may_go_on)

    def show_saved(self, text: str) -> None:
        """Show a saving state, for example `Saved 10:42`."""
        self._saved.setText(text)

    def _update_buttons(self) -> None:
        last = self._shown == self._pages.count() - 1
        self._back.setEnabled(self._shown > 0)
        self._next.setText(self._finish_text if last else self._next_text)
