"""A list of offers below the piece that is being typed in a line. Tab takes the best one, arrows and Enter another.

Nothing is chosen until an arrow is pressed: Enter after plain typing does what the line does with Enter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit

from app.domain.capture_offers import Offer
from app.ui.theme.look import active
from app.ui.widgets.labels import isolated

if TYPE_CHECKING:
    Offers = Callable[[str, int], Sequence[Offer]]

_TEXT, _START = int(Qt.ItemDataRole.UserRole) + 1, int(Qt.ItemDataRole.UserRole) + 2
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class OfferPopup(QObject):
    """Offers for `line`; `offers(text, cursor)` returns them, `after` is what is typed behind one that was taken."""

    def __init__(self, line: QLineEdit, offers: Offers, after: str = " ") -> None:
        super().__init__(line)
        self._line, self._offers, self._after = line, offers, after
        self._model = QStandardItemModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(8)
        self._completer.setWidget(line)
        self._completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]  # an overload
        line.textEdited.connect(self._on_edited)
        line.installEventFilter(self)
        self.list.installEventFilter(self)  # it gets the keys first while it is open

    @property
    def list(self) -> QAbstractItemView:
        """Return the list of offers."""
        popup = self._completer.popup()
        if popup is None:
            raise TypeError("a completer without a list")
        return popup

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take an offer with Tab, or with Enter once one is chosen; Esc closes the list only."""
        pressed = event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.list.isVisible()
        if pressed and event.modifiers() in _PLAIN and self._key(Qt.Key(event.key()), watched):  # type: ignore[attr-defined]
            return True
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key, watched: QObject) -> bool:
        """Do what a key does while the list is open; returns whether the line shall not see it."""
        current = self.list.currentIndex()
        if key == Qt.Key.Key_Tab or (key in _ENTER and current.isValid()):
            self._take(current if current.isValid() else self._model.index(0, 0))
        elif key == Qt.Key.Key_Escape:
            self.list.hide()
        elif key in _ARROWS and watched is self._line:
            self._move(_ARROWS[key])
        else:
            if key in _ENTER:
                self.list.hide()
            return False
        return True

    def _move(self, step: int) -> None:
        row = (self.list.currentIndex().row() + step) % max(1, self._model.rowCount())
        self.list.setCurrentIndex(self._completer.completionModel().index(row, 0))

    def _on_edited(self, text: str) -> None:
        found = self._offers(text, self._line.cursorPosition())
        self._model.clear()
        for one in found:
            item = QStandardItem(f"{isolated(one.text)}   {one.meaning}".strip())
            item.setData(one.text, _TEXT)
            item.setData(one.start, _START)
            self._model.appendRow(item)
        popup = self.list
        if not found:
            popup.hide()
            return
        popup.setObjectName("framed")
        popup.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # the line keeps the focus
        popup.setFont(active().font())
        popup.setMinimumWidth(min(popup.sizeHintForColumn(0) + active().px(40), active().px(460)))
        self._completer.complete()
        popup.setCurrentIndex(QModelIndex())

    def _on_activated(self, index: QModelIndex) -> None:
        self._take(index)

    def _take(self, index: QModelIndex) -> None:
        text, start = index.data(_TEXT), index.data(_START)
        self.list.hide()
        if not text:
            return
        cursor = self._line.cursorPosition()
        self._line.setSelection(int(start), max(0, cursor - int(start)))
        self._line.insert(f"{text}{self._after}")  # can be taken back with Ctrl+Z
        self._line.textEdited.emit(self._line.text())
        self.list.hide()
