"""Lengths and places of a day calendar in pixels; mirrored where one reads from the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from app.ui.theme.look import active
from app.ui.widgets.calendar_layout import Box, Lane, snapped

HOUR: Final = 52
"""Height of an hour at zoom 1."""
COLUMN: Final = 112
"""Least width of a column."""
ZOOMS: Final = (0.7, 1.0, 1.4, 2.0, 2.8)


@dataclass(slots=True)
class Spot:
    """A place in the calendar: column (day x lane) and minute, not snapped."""

    day: int
    lane: int
    minute: float


@dataclass(slots=True)
class Grid:
    """Turns boxes into rectangles of the viewport and points back into spots."""

    days: Sequence[date] = ()
    lanes: Sequence[Lane] = ()
    hours: tuple[int, int] = (8, 18)
    zoom: int = 1
    mirrored: bool = False
    width: float = 0
    height: float = 0
    gutter: float = 0
    head: float = 0
    hour: float = 1
    column: float = 1
    left: float = 0
    top: float = 0
    _counts: tuple[int, int] = field(default=(1, 1))

    def measure(self, width: int, height: int) -> None:
        """Fit the grid into a viewport of this size; what is too narrow scrolls."""
        look = active()
        self.width, self.height = width, height
        self.gutter = QFontMetricsF(look.font("small")).horizontalAdvance("00:00") + look.px(18)
        self.head = look.line_height("strong") + look.line_height("small") + look.px(16)
        self._counts = (max(1, len(self.days)), max(1, len(self.lanes)))
        columns = self._counts[0] * self._counts[1]
        self.column = max(look.px(COLUMN), (width - self.gutter) / columns)
        count = self.hours[1] - self.hours[0]
        scaled = look.px(HOUR) * ZOOMS[self.zoom]
        fitting = (height - self.head - look.px(8)) / count
        self.hour = max(scaled, fitting) if self.zoom == 1 else scaled

    @property
    def whole(self) -> tuple[int, int]:
        """Return width and height of everything."""
        columns = self._counts[0] * self._counts[1]
        hours = self.hours[1] - self.hours[0]
        return round(self.gutter + self.column * columns), round(self.head + self.hour * hours + active().px(8))

    def x(self, day: int, lane: float = 0) -> float:
        """Return the reading-side edge of a column in the viewport, not mirrored."""
        return self.gutter + (day * self._counts[1] + lane) * self.column - self.left

    def y(self, minute: float) -> float:
        """Return the height of a minute in the viewport."""
        return self.head + (minute - self.hours[0] * 60) * self.hour / 60 - self.top

    def rect(self, box: Box) -> QRectF:
        """Return where a box is drawn."""
        gap = active().px(2)
        start, width = self.x(box.day, box.first) + gap, self.column * (box.last - box.first + 1) - 3 * gap
        share = width / box.slots
        top, bottom = self.y(box.starts), self.y(box.ends)
        made = QRectF(start + share * box.slot, top + 1, share - (gap if box.slots > 1 else 0), bottom - top - 2)
        return self.turned(made)

    def turned(self, area: QRectF) -> QRectF:
        """Return the area, seen from the other side in languages written from the right."""
        if not self.mirrored:
            return area
        return QRectF(self.width - area.right(), area.top(), area.width(), area.height())

    def spot(self, point: QPointF) -> Spot | None:
        """Return what lies under a point; `None` on the head, the hours and beside the days."""
        x = self.width - point.x() if self.mirrored else point.x()
        if x < self.gutter or point.y() < self.head or not self.days or not self.lanes:
            return None
        number = int((x - self.gutter + self.left) // self.column)
        day, lane = divmod(number, self._counts[1])
        if day >= self._counts[0]:
            return None
        return Spot(day, lane, self.minute(point.y()))

    def column_at(self, x: float) -> int:
        """Return the number of the column nearest to a point."""
        seen = self.width - x if self.mirrored else x
        most = self._counts[0] * self._counts[1] - 1
        return min(max(int((seen - self.gutter + self.left) // self.column), 0), most)

    def minute(self, y: float) -> float:
        """Return the minute at a height."""
        return self.hours[0] * 60 + (y - self.head + self.top) * 60 / self.hour

    def step(self, y: float) -> int:
        """Return the nearest step of the grid at a height, within the hours that are shown."""
        return min(max(snapped(self.minute(y)), self.hours[0] * 60), self.hours[1] * 60)
