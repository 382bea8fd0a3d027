"""Asks for two days to search between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.ui.widgets.dates import DateField
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.form_field import FormField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.search import SearchFilters
    from app.translation import Words


class DaysDialog(Dialog):
    """Two days, both included; one alone is enough.

    Signals:
        taken: first and last day, None for an open end.
    """

    taken = Signal(object, object)

    def __init__(self, parent: QWidget | None, words: Words, filters: SearchFilters) -> None:
        t = words.gettext
        super().__init__(parent, t("From day to day"))
        self._first = DateField(words, filters.first)
        self._last = DateField(words, filters.last)
        self.body.addWidget(FormField(t("From"), self._first))
        self.body.addWidget(FormField(t("To"), self._last))
        self.add_button(t("Close")).clicked.connect(self.reject)
        self.add_button(t("Search these days"), "primary").clicked.connect(self._on_taken)

    def _on_taken(self) -> None:
        self.taken.emit(self._first.day, self._last.day)
        self.accept()
