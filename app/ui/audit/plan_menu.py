"""The menu of the calendar: what keys do, for the mouse."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from app.ui.theme.icons import set_icon

if TYPE_CHECKING:
    from app.ui.widgets.calendar import DayCalendar

Entry = tuple[str, str, str, Callable[[], object]]


class CalendarMenu(QObject):
    """Shows the menu where it is asked for; it is freed when it closes."""

    def __init__(self, calendar: DayCalendar, t: Callable[[str], str]) -> None:
        super().__init__(calendar)
        self._calendar, self._t = calendar, t
        calendar.asked.connect(self.show_at)

    def show_at(self, point: QPoint) -> None:
        """Show the menu for the chosen blocks."""
        view, t = self._calendar, self._t
        ids = view.meant()
        entries: list[Entry] = [(t("New row after this"), "plus", "Ins", partial(view.wanted.emit, view.current_id))]
        if ids:
            entries[:0] = [(t("Edit"), "edit", "Return", partial(view.opened.emit, ids[0]))]
            entries += [
                (t("Duplicate"), "copy", "Ctrl+D", partial(view.repeated.emit, ids)),
                (t("Copy"), "copy", "Ctrl+C", partial(view.copied.emit, ids)),
            ]
        entries.append((t("Paste"), "paperclip", "Ctrl+V", view.paste))
        if ids:
            entries.append((t("Take out of the plan"), "trash", "Del", partial(view.erased.emit, ids)))
        menu = QMenu(view)
        menu.setObjectName("calendarMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        for text, icon, keys, call in entries:
            action = menu.addAction(text)
            set_icon(action, icon)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutVisibleInContextMenu(True)
            action.setEnabled(not view.frozen or icon in {"copy", "edit"})
            action.triggered.connect(call)
        menu.popup(point)
