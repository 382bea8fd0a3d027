"""The cycle as a row of stations: sign, name and day; what is behind, where it stands, what is due by when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.cycle_line import TITLES, Station, StationState
from app.domain.sentence import N_
from app.ui.theme.metrics import Space
from app.ui.widgets.clearing import clear
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import IconLabel, PlainLabel, isolated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.translation import Words

_LOOKS: Final = {
    StationState.DONE: ("done", "ok"),
    StationState.HERE: ("current", "info"),
    StationState.AHEAD: ("open", "muted"),
    StationState.STOPPED: ("stop", "danger"),
}
_SAID: Final = {
    StationState.DONE: N_("{station}: reached {day}"),
    StationState.HERE: N_("{station}: the cycle stands here. {day}"),
    StationState.AHEAD: N_("{station}: ahead. {day}"),
    StationState.STOPPED: N_("{station}: ended here. {day}"),
}


class StationsRow(QWidget):
    """Goes on in the next line where there is no room."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._flow = FlowLayout(self, Space.L)

    def show_stations(self, stations: Sequence[Station]) -> None:
        """Show the stations."""
        clear(self._flow)
        for one in stations:
            self._flow.addWidget(self._box(one))
        self.updateGeometry()

    def _box(self, one: Station) -> QWidget:
        t = self._words.gettext
        icon, tone = _LOOKS[one.state]
        title = t(TITLES[one.key])
        day = self._day(one)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XXS)
        column.addWidget(IconLabel(icon, tone, 18))
        column.addWidget(PlainLabel(title, "label" if one.state is StationState.HERE else "body"))
        column.addWidget(PlainLabel(day or "–", "small", "muted"))
        box.setAccessibleName(t(_SAID[one.state]).format(station=title, day=day).strip())
        return box

    def _day(self, one: Station) -> str:
        if one.day is None:
            return ""
        day = isolated(self._words.day(one.day))
        return day if one.state is StationState.DONE else self._words.gettext("by {day}").format(day=day)
