"""One line on top of the fieldwork: type, Enter, captured. Pictures and files can be pasted into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout

from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine
from app.ui.widgets.buttons import Button
from app.ui.widgets.compound import Compound
from app.ui.widgets.file_drop import files_in
from app.ui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from app.translation import Words


class QuickLine(AutosaveLine):
    """A line that hands over pasted files and pictures, and what is typed soon enough to survive a crash.

    Signals:
        files_pasted: a tuple of `IncomingFile`.
    """

    files_pasted = Signal(tuple)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take files out of the clipboard before the text."""
        if event.matches(QKeySequence.StandardKey.Paste):
            files = files_in(QApplication.clipboard().mimeData())
            if files:
                self.files_pasted.emit(files)
                return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hand over what is typed at once when the line is left."""
        super().focusOutEvent(event)
        if self.isModified():
            self.typed.emit(self.text())


class QuickCapture(Compound):
    """The line, where it goes to, and a button for everything at once.

    Signals:
        captured: the text that was typed and the files that were pasted with it.
        wizard_wanted: all fields at once are wanted, with what is typed so far.
    """

    captured = Signal(str, tuple)
    wizard_wanted = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        t = words.gettext
        self.line = QuickLine()
        self.line.setPlaceholderText(t("What did you see? Enter captures it."))
        self.line.setAccessibleName(t("Capture evidence in one line"))
        self._where = ElidedLabel("", "small", "muted")
        self._capture = Button(t("Capture"), icon="plus")
        self._more = Button(t("All fields…"), "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.line, 3)
        row.addWidget(self._capture)
        row.addWidget(self._more)
        row.addWidget(self._where, 1)
        self.begin_with(self.line)
        self.line.returnPressed.connect(self._on_return)
        self.line.files_pasted.connect(self._on_files)
        self._capture.clicked.connect(self._on_return)
        self._more.clicked.connect(self._on_more)

    def show_where(self, text: str) -> None:
        """Say to which session the line goes."""
        self._where.setText(text)

    def take_back(self, text: str) -> None:
        """Put a text back that could not be captured, unless something new is being typed."""
        if not self.line.text():
            self.line.setText(text)

    def _on_return(self) -> None:
        text = self.line.text().strip()
        if not text:
            self.line.setFocus()
            return
        self.line.clear()
        self.captured.emit(text, ())

    def _on_files(self, files: tuple[object, ...]) -> None:
        text = self.line.text().strip()
        self.line.clear()
        self.captured.emit(text, files)

    def _on_more(self) -> None:
        self.wizard_wanted.emit(self.line.text().strip())
