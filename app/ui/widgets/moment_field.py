"""A day and a time of day in one zone, as one instant."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.ui.theme.metrics import Space
from app.ui.widgets.compound import Compound
from app.ui.widgets.dates import DateField, TimeField
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from datetime import date

    from app.translation import Words


class MomentField(Compound):
    """An instant, typed as day and time in the zone in which it was entered.

    Signals:
        picked: the new aware `datetime`, or `None` when the day was cleared.
    """

    picked = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words, self._zone = words, "UTC"
        self._day, self._time, self._zone_label = DateField(words), TimeField(words), PlainLabel("", "small", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._day, 3)
        row.addWidget(self._time, 1)
        row.addWidget(self._zone_label)
        self.begin_with(self._day)
        self._day.picked.connect(self._on_picked)
        self._time.picked.connect(self._on_picked)

    def set_title(self, title: str) -> None:
        """Give both parts a spoken name."""
        self._day.set_title(self._words.gettext("{field}: day").format(field=title))
        self._time.set_title(self._words.gettext("{field}: time").format(field=title))

    def set_zone(self, zone: str) -> None:
        """Say in which zone (IANA) instants are shown and typed; call before `show_moment`."""
        self._zone = zone or "UTC"

    def show_moment(self, at: datetime | None) -> None:
        """Show an instant without telling `picked`."""
        local = at.astimezone(ZoneInfo(self._zone)) if at else None
        self._day.show_day(local.date() if local else None)
        self._time.show_time(local.time().replace(second=0, microsecond=0) if local else None)
        self._zone_label.setText(self._zone.rpartition("/")[2].replace("_", " "))

    def _on_picked(self, value: date | time | None) -> None:
        del value
        day = self._day.day
        self.picked.emit(datetime.combine(day, self._time.at or time(), ZoneInfo(self._zone)) if day else None)
