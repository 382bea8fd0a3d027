"""A line that finds while typing: the best offer is chosen already, Enter takes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit

from app.ui.theme.look import active

Offers = Callable[[str], Sequence[tuple[str, str]]]
_KEY: Final = int(Qt.ItemDataRole.UserRole) + 1
_NOTHING: Final[tuple[tuple[str, str], ...]] = ()


def no_offers(typed: str) -> Sequence[tuple[str, str]]:
    """Return no offers."""
    del typed
    return _NOTHING


class PickLine(QLineEdit):
    """Offers (key, text) for what is typed; the arrows move in the list, Down on an empty line shows all.

    Signals:
        picked: key of the offer that was taken, and what was typed.
        refused: what was typed when Enter found no offer.
    """

    picked = Signal(str, str)
    refused = Signal(str)

    def __init__(self, placeholder: str, offers: Offers = no_offers) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._offers = offers
        self._model = QStandardItemModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(10)
        self._completer.setWidget(self)
        self._completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]  # an overload
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._on_return)

    def set_title(self, title: str) -> None:
        """Give the line a spoken name."""
        self.setAccessibleName(title)

    def set_offers(self, offers: Offers) -> None:
        """Take the offers from somewhere else."""
        self._offers = offers

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show all offers with Down."""
        if event.key() == Qt.Key.Key_Down and not self._list().isVisible():
            self._offer(self.text())
            return
        super().keyPressEvent(event)

    def _list(self) -> QAbstractItemView:
        popup = self._completer.popup()
        if popup is None:
            raise TypeError("a completer without a list")
        return popup

    def _on_edited(self, typed: str) -> None:
        if typed.strip():
            self._offer(typed)
        else:
            self._list().hide()

    def _offer(self, typed: str) -> None:
        self._model.clear()
        for key, text in self._offers(typed):
            item = QStandardItem(text)
            item.setData(key, _KEY)
            item.setToolTip("")
            self._model.appendRow(item)
        if not self._model.rowCount():
            self._list().hide()
            return
        popup = self._list()
        popup.setObjectName("framed")
        popup.setFont(active().font())
        self._completer.complete()
        popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _on_activated(self, index: QModelIndex) -> None:
        self._take(str(index.data(_KEY) or ""))

    def _on_return(self) -> None:
        typed = self.text().strip()
        popup = self._list()
        key = str(popup.currentIndex().data(_KEY) or "") if popup.isVisible() else ""
        if not key and typed:
            key = next((one for one, _text in self._offers(typed)), "")
        if key:
            self._take(key)
        elif typed:
            self.refused.emit(typed)

    def _take(self, key: str) -> None:
        typed = self.text().strip()
        self._list().hide()
        if not key:
            return
        self.clear()
        self.picked.emit(key, typed)
