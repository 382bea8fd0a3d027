"""One line on top of the fieldwork: type, Enter, captured. Marks in it are understood, files can be pasted into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout

from app.domain.capture_facts import CaptureFacts
from app.domain.capture_marks import Typed
from app.domain.capture_offers import Offer, offers
from app.ui.audit.mark_chips import MarkChips
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine
from app.ui.widgets.buttons import Button
from app.ui.widgets.compound import Compound
from app.ui.widgets.file_drop import files_in
from app.ui.widgets.labels import ElidedLabel
from app.ui.widgets.offer_popup import OfferPopup
from app.ui.widgets.tab_order import follow_layout

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
    """The line, what was understood in it, where it goes to, and a button for everything at once.

    Signals:
        captured: the `Typed` line and the files that were pasted with it.
        wizard_wanted: all fields at once are wanted, with the `Typed` line so far.
    """

    captured = Signal(object, tuple)
    wizard_wanted = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__()
        t = words.gettext
        self._facts = CaptureFacts()
        self._as_text: set[str] = set()
        self._shown: tuple[str, ...] = ()
        self.line = QuickLine()
        self.line.setPlaceholderText(t("What did you see? For example: A.8.24 keys rotated @person #document n=12/140"))
        self.line.setAccessibleName(t("Capture evidence in one line"))
        self.popup = OfferPopup(self.line, self._offers)
        self.chips = MarkChips(words)
        self._where = ElidedLabel("", "small", "muted")
        self._capture = Button(t("Capture"), icon="plus")
        self._more = Button(t("All fields…"), "quiet")
        self._lay_out()
        self.begin_with(self.line)
        self.line.returnPressed.connect(self._on_return)
        self.line.files_pasted.connect(self._on_files)
        self.line.textChanged.connect(self._on_text)
        self.chips.removed.connect(self._on_removed)
        self._capture.clicked.connect(self._on_return)
        self._more.clicked.connect(self._on_more)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.line, 1)
        row.addWidget(self._capture)
        row.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(row)
        column.addWidget(self._where)
        column.addWidget(self.chips)

    @property
    def typed(self) -> Typed:
        """Return the line with the marks that count."""
        return self._facts.read(self.line.text(), self._as_text)

    def show_facts(self, facts: CaptureFacts) -> None:
        """Say what marks can point at."""
        self._facts = facts
        self._show_marks()

    def show_where(self, text: str) -> None:
        """Say what fills itself in: session, site, auditor."""
        self._where.setText(text)

    def take_back(self, text: str) -> None:
        """Put a text back that could not be captured, unless something new is being typed."""
        if not self.line.text():
            self.line.setText(text)

    def _offers(self, text: str, cursor: int) -> tuple[Offer, ...]:
        return offers(text, cursor, self._facts)

    def _show_marks(self) -> None:
        before, typed = self._shown, self.typed
        self._shown = tuple(mark.source for mark in typed.marks)
        self.chips.show_marks(typed, self._facts)
        if self._shown != before:
            follow_layout(self)

    def _on_text(self, text: str) -> None:
        if not text:
            self._as_text.clear()
        self._show_marks()

    def _on_removed(self, source: str) -> None:
        """Leave a mark as text."""
        self._as_text.add(source)
        self._show_marks()
        self.line.setFocus()

    def _send(self, files: tuple[object, ...]) -> None:
        typed = self.typed
        self.popup.list.hide()
        self.line.clear()
        self.captured.emit(typed, files)

    def _on_return(self) -> None:
        if self.line.text().strip():
            self._send(())
        else:
            self.line.setFocus()

    def _on_files(self, files: tuple[object, ...]) -> None:
        self._send(files)

    def _on_more(self) -> None:
        self.wizard_wanted.emit(self.typed)
