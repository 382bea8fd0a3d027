"""A field that offers what fits while typing, and tells its text when it is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit

from app.ui.theme.look import active

Offers = Callable[[str], Sequence[tuple[str, str]]]
_TEXT: Final = int(Qt.ItemDataRole.UserRole) + 1
_BEFORE: Final = re.compile(r".*(?:[,;]\s*|\s(?=[A-Za-z]?\.?\d))")
"""What stands before the last piece: pieces are parted by commas, and numbers by blanks, too."""
_STAYS: Final = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


class OfferLine(QLineEdit):
    """One line; with `many` offers complete the last piece behind a comma.

    Signals:
        left: the text, when the field was left or Enter pressed and the text had changed.
    """

    left = Signal(str)

    def __init__(self, offers: Offers | None = None, *, many: bool = False) -> None:
        super().__init__()
        self._offers, self._many, self._known = offers, many, ""
        self._model = QStandardItemModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(8)
        self._completer.setWidget(self)
        self._completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]  # an overload
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self.finish)

    @property
    def changed(self) -> bool:
        """Tell whether the text differs from what was last shown or left."""
        return self.text() != self._known

    def show_text(self, text: str, *, afresh: bool = False) -> None:
        """Show a text from the record; what is being typed stays unless the field begins `afresh`."""
        if not afresh and self.text() != self._known:
            return
        self._known = text
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def finish(self) -> None:
        """Hand over the text now if it changed; a chosen offer is taken first."""
        self.take_offer()
        if self.text() != self._known:
            self._known = self.text()
            self.left.emit(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hand over the text when the field is left."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show all offers with Down."""
        if event.key() == Qt.Key.Key_Down and self._offers is not None and not self.list().isVisible():
            self._offer()
            return
        super().keyPressEvent(event)

    def list(self) -> QAbstractItemView:
        """Return the list of offers."""
        popup = self._completer.popup()
        if popup is None:
            raise TypeError("a completer without a list")
        return popup

    def take_offer(self) -> None:
        """Take the offer that was chosen with the arrows; what was only typed is read as it stands."""
        popup = self.list()
        if popup.isVisible() and popup.currentIndex().isValid():
            self._put(str(popup.currentIndex().data(_TEXT) or ""))
        popup.hide()

    def _piece(self) -> tuple[str, str]:
        """Return what stands before the piece being typed, and the piece."""
        text = self.text()
        if not self._many:
            return "", text
        found = _BEFORE.match(text)
        place = found.end() if found else 0
        return text[:place], text[place:]

    def _put(self, text: str) -> None:
        if text:
            self.setText(f"{self._piece()[0]}{text}")
            self.setModified(True)

    def _on_edited(self, typed: str) -> None:
        if self._offers is None or not typed.strip() or not self._piece()[1].strip():
            self.list().hide()
        else:
            self._offer()

    def _offer(self) -> None:
        if self._offers is None:
            return
        self._model.clear()
        for text, said in self._offers(self._piece()[1]):
            item = QStandardItem(said)
            item.setData(text, _TEXT)
            self._model.appendRow(item)
        popup = self.list()
        if not self._model.rowCount():
            popup.hide()
            return
        popup.setObjectName("framed")
        popup.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # the line keeps the focus
        popup.setFont(active().font())
        popup.setMinimumWidth(min(popup.sizeHintForColumn(0) + active().px(40), active().px(460)))
        self._completer.complete()
        popup.setCurrentIndex(QModelIndex())  # what was typed counts until an offer is chosen

    def _on_activated(self, index: QModelIndex) -> None:
        self._put(str(index.data(_TEXT) or ""))
