"""Long work under way: what is being done, how far, and Cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.labels import PlainLabel, set_shown

if TYPE_CHECKING:
    from app.translation import Words
    from app.ui.jobs import Job


class ProgressCard(Card):
    """Shows the progress of one job; hidden while there is none.

    Signals:
        cancel_asked: Cancel was pressed.
    """

    cancel_asked = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._job: Job | None = None
        self._text = PlainLabel("", "strong", wrap=True)
        self._percent = PlainLabel("", "small", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = Button(words.gettext("Cancel"))
        self._cancel.clicked.connect(self._on_cancel)
        row = QHBoxLayout()
        row.addWidget(self._text, 1)
        row.addWidget(self._percent)
        row.addWidget(self._cancel)
        self.add_layout(row)
        self.add(self._bar)
        self.hide()

    def follow(self, job: Job, text: str) -> None:
        """Show `job`, called `text`, until it is finished."""
        self._job = job
        self._bar.setAccessibleName(text)
        self._cancel.setEnabled(True)
        self.show_progress(0, text)
        job.progressed.connect(self.show_progress)
        job.finished.connect(self._on_finished)
        set_shown(self, True)  # noqa: FBT003 - clear in itself

    def show_progress(self, percent: int, text: str = "") -> None:
        """Show how far the work is; a negative percentage means that nobody knows."""
        self._bar.setRange(0, 0 if percent < 0 else 100)
        self._bar.setValue(max(0, percent))
        self._percent.setText("" if percent < 0 else f"{percent} %")
        if text:
            self._text.setText(text)

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._text.setText(self._words.gettext("Stopping…"))
        if self._job is not None:
            self._job.cancel()
        self.cancel_asked.emit()

    def _on_finished(self) -> None:
        self._job = None
        self.hide()
