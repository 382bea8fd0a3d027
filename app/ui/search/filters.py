"""What the search leaves out, as chips that can be taken away, and the menu that adds them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.domain.search import SearchChoices, SearchFilters, SearchKind
from app.domain.sentence import N_
from app.ui.search.words import ICONS, NAMES
from app.ui.theme.icons import set_icon
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.chip_list import ChipLine, ChipList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.translation import Words

_SPANS: Final = (
    (N_("Today"), 0),
    (N_("Last 7 days"), 6),
    (N_("Last 30 days"), 29),
    (N_("Last 12 months"), 364),
)
_EMPTY: Final = SearchFilters()


class FilterLine(QWidget):
    """The chips of the filters, behind the button that adds one.

    Signals:
        changed: the filters are others now.
        days_wanted: two days are to be asked for.
    """

    changed = Signal()
    days_wanted = Signal()

    def __init__(self, words: Words, today: Callable[[], date]) -> None:
        super().__init__()
        self._words, self._t, self._today = words, words.gettext, today
        self.filters = _EMPTY
        self._choices = SearchChoices()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        self._button = Button(self._t("Narrow down"), "secondary", "filter")
        self._menu = QMenu(self)
        self._button.setMenu(self._menu)
        self._chips = ChipList(words, self._t("Filters"))
        row.addWidget(self._button)
        row.addWidget(self._chips, 1)
        row.addStretch(0)
        self._chips.removed.connect(self._on_removed)
        self._menu.aboutToShow.connect(self._fill)

    def show_choices(self, choices: SearchChoices) -> None:
        """Take what can be chosen."""
        self._choices = choices
        self._show()

    def set_filters(self, filters: SearchFilters) -> None:
        """Filter by others."""
        if filters == self.filters:
            return
        self.filters = filters
        self._show()
        self.changed.emit()

    def choose_kind(self, kind: SearchKind) -> None:
        """Show only one kind."""
        self.set_filters(replace(self.filters, kinds=(kind,)))

    def _fill(self) -> None:
        self._menu.clear()
        kinds = self._menu.addMenu(self._t("Kind"))
        for kind in SearchKind:
            action = kinds.addAction(self._t(NAMES[kind]))
            set_icon(action, ICONS[kind])
            action.triggered.connect(_Chosen(self._menu, partial(self.choose_kind, kind)).take)
        self._add_menu(self._t("Audit"), "audit_id", self._choices.audits)
        self._add_menu(self._t("Site"), "site_id", self._choices.sites)
        self._add_menu(self._t("Written by"), "author", self._choices.authors)
        days = self._menu.addMenu(self._t("Days"))
        for text, back in _SPANS:
            action = days.addAction(self._t(text))
            action.triggered.connect(_Chosen(self._menu, partial(self._since, back)).take)
        days.addSeparator()
        days.addAction(self._t("From day to day…")).triggered.connect(self.days_wanted)

    def _add_menu(self, title: str, field: str, offers: Sequence[tuple[str, str]]) -> None:
        menu = self._menu.addMenu(title)
        menu.setEnabled(bool(offers))
        for key, name in offers:
            action = menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(_Chosen(self._menu, partial(self._take, field, key)).take)

    def _take(self, field: str, key: str) -> None:
        changes = {field: key}
        if field == "audit_id":
            changes["site_id"] = ""
        self.set_filters(replace(self.filters, **changes))  # type: ignore[arg-type]  # fields of text

    def _since(self, back: int) -> None:
        today = self._today()
        self.set_filters(replace(self.filters, first=today - timedelta(days=back), last=None))

    def _on_removed(self, key: str) -> None:
        empty: dict[str, object] = {"kinds": ()} if key == "kinds" else {key: ""}
        if key == "days":
            empty = {"first": None, "last": None}
        if key == "audit_id":
            empty["site_id"] = ""
        self.set_filters(replace(self.filters, **empty))  # type: ignore[arg-type]  # as above

    def _show(self) -> None:
        names = {
            "audit_id": (dict(self._choices.audits), "plan"),
            "site_id": (dict(self._choices.sites), "site"),
            "author": (dict(self._choices.authors), "person"),
        }
        chips = [ChipLine("kinds", self._t(NAMES[kind]), icon=ICONS[kind]) for kind in self.filters.kinds]
        for field, (known, icon) in names.items():
            key = getattr(self.filters, field)
            if key:
                chips.append(ChipLine(field, known.get(key, key), icon=icon))
        if self.filters.first or self.filters.last:
            chips.append(ChipLine("days", self._days(), icon="calendar"))
        self._chips.show_chips(chips)

    def _days(self) -> str:
        first, last = self.filters.first, self.filters.last
        if first and last:
            return f"{self._words.day(first)} – {self._words.day(last)}"
        if first:
            return self._t("Since {day}").format(day=self._words.day(first))
        return self._t("Until {day}").format(day=self._words.day(last)) if last else ""


class _Chosen(QObject):
    """Does one thing when an entry of the menu is taken; goes with the menu."""

    def __init__(self, parent: QObject, call: partial[None]) -> None:
        super().__init__(parent)
        self._call = call

    def take(self) -> None:
        """Do it."""
        self._call()
