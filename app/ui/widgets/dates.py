"""Fields for a day and for a time of day: typed the way people type, with a calendar beside."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.ui.theme.metrics import Space
from app.ui.theme.theme import set_tone
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.compound import Compound
from app.ui.widgets.date_parsing import read_date, read_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.translation import Words

_STEP = 5
_UP_DOWN = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class _Steps(QLineEdit):
    """A line that tells Up and Down.

    Signals:
        stepped: +1 or -1.
    """

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell Up and Down, handle the rest as usual."""
        step = _UP_DOWN.get(Qt.Key(event.key()))
        if step and not event.modifiers():
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)


class DateField(Compound):
    """A day that may be empty: `24.11.2026`, `24 Nov`, `+7`; Up and Down move by a day.

    Signals:
        picked: the new `date` or `None`.
        problem: why what was typed is no day; empty once it is one.
    """

    picked = Signal(object)
    problem = Signal(str)

    def __init__(self, words: Words, day: date | None = None, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._words, self._today, self._day, self._told = words, today, day, ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        self._line = _Steps()
        self._button = IconButton("calendar", words.gettext("Calendar"))
        self._popup: _CalendarPopup | None = None
        row.addWidget(self._line, 1)
        row.addWidget(self._button)
        self.begin_with(self._line)
        self._line.editingFinished.connect(self._on_finished)
        self._line.stepped.connect(self._on_stepped)
        self._button.clicked.connect(self._on_calendar)
        self.show_day(day)

    def set_title(self, title: str) -> None:
        """Give the field a spoken name."""
        self._line.setAccessibleName(title)
        self._button.rename(self._words.gettext("Calendar: {field}").format(field=title))

    @property
    def day(self) -> date | None:
        """Return the last day that could be read, `None` if empty; `unread_day` finds what could not."""
        return self._day

    @property
    def readable(self) -> bool:
        """Tell whether what was typed could be read."""
        text = self._line.text().strip()
        return not text or text == self._shown() or read_date(text, self._today()) is not None

    def show_day(self, day: date | None) -> None:
        """Show a day without telling `picked`."""
        self._day = day
        self._line.setText(self._shown())
        self._tell("")

    def _tell(self, problem: str) -> None:
        set_tone(self._line, "problem", "true" if problem else "false")
        if problem != self._told:  # what others show below the field stays
            self._told = problem
            self.problem.emit(problem)

    def _shown(self) -> str:
        return self._words.day(self._day) if self._day else ""

    def check(self) -> None:
        """Take what is typed, or say why it is no day."""
        self._on_finished()

    def _on_finished(self) -> None:
        text = self._line.text().strip()
        if text == self._shown():
            self._tell("")
            return
        if not self.readable:
            said = self._words.gettext("“{text}” is no day. Type for example 27.11., 27 Nov or +7.")
            self._tell(said.format(text=text))
            return
        self._pick(read_date(text, self._today()) if text else None)

    def _on_stepped(self, step: int) -> None:
        self._pick(self._today() if self._day is None else self._day + timedelta(days=step))

    def _on_calendar(self) -> None:
        popup = _CalendarPopup(self, self._day or self._today())
        popup.picked.connect(self._pick)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + Space.XS)))
        popup.show()

    def _pick(self, day: date | None) -> None:
        changed = day != self._day
        self.show_day(day)
        if changed:
            self.picked.emit(day)


def unread_day(root: QWidget) -> DateField | None:
    """Return the first field inside `root` whose text is no day, with the cursor in it.

    Whoever records asks here first: what nobody can read must not be recorded as no day, or as another one.
    """
    found = next((one for one in root.findChildren(DateField) if one.isVisibleTo(root) and not one.readable), None)
    if found is not None:
        found.check()
        found.setFocus()
    return found


class _CalendarPopup(QWidget):
    """A month to pick a day from; goes away by itself."""

    picked = Signal(object)

    def __init__(self, parent: QWidget, day: date) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("framed")
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.clicked.connect(self._on_chosen)
        calendar.activated.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)
        column.addWidget(calendar)
        self.setFocusProxy(calendar)

    def _on_chosen(self, day: QDate) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()))
        self.close()


class TimeField(_Steps):
    """A time of day that may be empty: `9`, `930`, `09:30`; Up and Down move by five minutes.

    Signals:
        picked: the new `time` or `None`.
    """

    picked = Signal(object)

    def __init__(self, words: Words, at: time | None = None) -> None:
        super().__init__()
        self._words, self._at = words, at
        self.setMaximumWidth(120)
        self.editingFinished.connect(self._on_finished)
        self.stepped.connect(self._on_stepped)
        self.show_time(at)

    def set_title(self, title: str) -> None:
        """Give the field a spoken name."""
        self.setAccessibleName(title)

    @property
    def at(self) -> time | None:
        """Return the time, `None` if empty."""
        return self._at

    def show_time(self, at: time | None) -> None:
        """Show a time without telling `picked`."""
        self._at = at
        self.setText(f"{at:%H:%M}" if at else "")
        set_tone(self, "problem", "false")

    def _on_finished(self) -> None:
        text = self.text().strip()
        at = read_time(text) if text else None
        if text and at is None:
            set_tone(self, "problem", "true")
            return
        self._pick(at)

    def _on_stepped(self, step: int) -> None:
        base = datetime.combine(date(2000, 1, 2), self._at or time(9))
        self._pick((base + timedelta(minutes=_STEP * step)).time())

    def _pick(self, at: time | None) -> None:
        changed = at != self._at
        self.show_time(at)
        if changed:
            self.picked.emit(at)
