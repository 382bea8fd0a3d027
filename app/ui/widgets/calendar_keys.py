"""The keys of a day calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.ui.widgets.calendar_layout import STEP, Block, Box, Move, resized, shifted

if TYPE_CHECKING:
    from app.ui.widgets.calendar import DayCalendar

_ARROWS: Final = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}
_OPENS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2})
_NONE: Final = Qt.KeyboardModifier.NoModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier


class CalendarKeys:
    """Arrows move the focus, Alt+arrows the chosen blocks, Shift+Alt+arrows their end."""

    def __init__(self, view: DayCalendar) -> None:
        self._view = view

    def wants(self, event: QKeyEvent) -> bool:
        """Tell whether the calendar has a use for a key that is also an action of the window."""
        arrow = event.key() in _ARROWS and bool(event.modifiers() & _ALT)
        return arrow or event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Paste)

    def take(self, event: QKeyEvent) -> bool:
        """Do what a key says; tells whether it meant anything."""
        key = Qt.Key(event.key())
        keys = event.modifiers() & ~_KEYPAD
        if key in _ARROWS:
            return self._arrow(_ARROWS[key], keys)
        return self._plain(key, keys) or self._standard(event)

    def paste(self) -> None:
        """Tell where to put what was copied."""
        self._view.pasted.emit(*self._here())

    def _plain(self, key: Qt.Key, keys: Qt.KeyboardModifier) -> bool:
        view = self._view
        here = view.current_id
        if keys == _CTRL and key == Qt.Key.Key_D:
            view.repeated.emit(self._ids())
            return True
        if keys & ~_SHIFT != _NONE:
            return False
        if key in _OPENS and here:
            view.opened.emit(here)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._ids():
            view.erased.emit(self._ids())
        elif key == Qt.Key.Key_Insert:
            view.wanted.emit(here)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(0 if key == Qt.Key.Key_Home else view.blocks.rowCount() - 1, keys)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            view.zoom_by(1 if key == Qt.Key.Key_Plus else -1)
        else:
            return False
        return True

    def _standard(self, event: QKeyEvent) -> bool:
        view = self._view
        if event.matches(QKeySequence.StandardKey.Copy):
            view.copied.emit(self._ids())
        elif event.matches(QKeySequence.StandardKey.Cut):
            view.copied.emit(self._ids())
            view.erased.emit(self._ids())
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            view.selectAll()
        else:
            return False
        return True

    def _arrow(self, way: tuple[int, int], keys: Qt.KeyboardModifier) -> bool:
        across, down = way
        if self._view.grid.mirrored:
            across = -across
        if keys == _ALT | _SHIFT:
            self._resize(down)
        elif keys == _ALT:
            self._move(across, down)
        elif keys in (_NONE, _SHIFT):
            self._walk(across, down, keys)
        else:
            return False
        return True

    def _resize(self, down: int) -> None:
        if down and not self._view.frozen:
            self._tell([resized(block, block.starts, block.ends + down * STEP) for block in self._blocks()])

    def _move(self, across: int, down: int) -> None:
        if self._view.frozen:
            return
        days = self._view.grid.days
        places = {day: place for place, day in enumerate(days)}
        found: list[Move] = []
        for block in self._blocks():
            place = min(max(places.get(block.day, 0) + across, 0), len(days) - 1)
            found.append(shifted(block, down * STEP, days[place]))
        self._tell(found)

    def _tell(self, moves: list[Move]) -> None:
        known = {block.id: block for block in self._blocks()}
        changed = tuple(one for one in moves if _place(one) != _place(known[one.id]))
        if changed:
            self._view.moved.emit(changed)

    def _walk(self, across: int, down: int, keys: Qt.KeyboardModifier) -> None:
        """Go to the next block of the column, or to the nearest in time of the next column that has one."""
        view = self._view
        here = view.currentIndex().row()
        box = next((one for one in view.boxes if one.place == here), None)
        if box is None:
            self._go(0, keys)
            return
        lanes = max(1, len(view.grid.lanes))
        column = box.day * lanes + box.first
        if down:
            same = [one for one in view.boxes if one.day == box.day and one.first <= box.first <= one.last]
            place = same.index(box) + down
            if 0 <= place < len(same):
                self._go(same[place].place, keys)
            return
        edge = box.day * lanes + (box.last if across > 0 else box.first)
        others = [one for one in view.boxes if one.place != here and _beyond(one, edge, across, lanes)]
        if others:
            best = min(others, key=lambda one: (_gap(one, column, lanes), abs(one.starts - box.starts)))
            self._go(best.place, keys)

    def _go(self, place: int, keys: Qt.KeyboardModifier) -> None:
        view = self._view
        if not 0 <= place < view.blocks.rowCount():
            return
        index, model = view.blocks.index(place), view.selectionModel()
        flag = model.SelectionFlag.Select if keys & _SHIFT else model.SelectionFlag.ClearAndSelect
        model.setCurrentIndex(index, flag)
        view.scrollTo(index)

    def _blocks(self) -> tuple[Block, ...]:
        """Return the chosen blocks, or the one with the focus."""
        view = self._view
        here = view.block_at(view.currentIndex())
        return view.chosen_blocks() or ((here,) if here else ())

    def _ids(self) -> tuple[str, ...]:
        return tuple(block.id for block in self._blocks())

    def _here(self) -> tuple[date, int, str]:
        """Return where to paste: after the block with the focus, else in the first column."""
        view = self._view
        block = view.block_at(view.currentIndex())
        if block is not None:
            return block.day, block.ends, block.lanes[0] if block.lanes else ""
        return view.grid.days[0], view.grid.hours[0] * 60, view.grid.lanes[0].key


def _place(one: Block | Move) -> tuple[date, int, int]:
    return one.day, one.starts, one.ends


def _beyond(box: Box, edge: int, across: int, lanes: int) -> bool:
    first, last = box.day * lanes + box.first, box.day * lanes + box.last
    return first > edge if across > 0 else last < edge


def _gap(box: Box, column: int, lanes: int) -> int:
    first, last = box.day * lanes + box.first, box.day * lanes + box.last
    return 0 if first <= column <= last else min(abs(first - column), abs(last - column))
