"""What the mouse does in a day calendar: move, pull an edge, draw a new block, or a band over several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRectF, Qt
from PySide6.QtWidgets import QApplication

from app.ui.theme.look import active
from app.ui.widgets.calendar_layout import STEP, Block, Move, resized, shifted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent

    from app.ui.widgets.calendar import DayCalendar
    from app.ui.widgets.calendar_grid import Grid

MOVE, TOP, BOTTOM, NEW = "move", "top", "bottom", "new"
_EDGE: Final = 6


@dataclass(frozen=True, slots=True)
class Wish:
    """A block that is to be made: day and lane by their places."""

    day: int
    lane: int
    starts: int
    ends: int


def grip(area: QRectF, point: QPointF) -> str:
    """Return which part of a block lies under the pointer: its edges or the block itself."""
    edge = min(active().px(_EDGE), area.height() / 4)
    if point.y() <= area.top() + edge:
        return TOP
    return BOTTOM if point.y() >= area.bottom() - edge else MOVE


@dataclass(slots=True)
class Drag:
    """One drag under way: where it began, on which column, with which blocks."""

    kind: str
    start: QPointF
    column: int
    minute: int
    blocks: Sequence[Block] = ()
    now: QPointF | None = None

    def moves(self, grid: Grid) -> tuple[Move, ...]:
        """Return what the blocks would become; those that stay as they are are left out."""
        if self.now is None or self.kind == NEW:
            return ()
        made = (self._one(grid, block) for block in self.blocks)
        return tuple(move for move, block in zip(made, self.blocks, strict=True) if _differs(move, block))

    def wish(self, grid: Grid) -> Wish | None:
        """Return the block that is being drawn."""
        if self.now is None or self.kind != NEW:
            return None
        day, lane = divmod(self.column, max(1, len(grid.lanes)))
        other = grid.step(self.now.y())
        first, last = sorted((self.minute, other))
        return Wish(day, lane, first, max(last, first + STEP))

    def _one(self, grid: Grid, block: Block) -> Move:
        at = self.now or self.start
        minutes = round((at.y() - self.start.y()) * 60 / grid.hour / STEP) * STEP
        if self.kind == TOP:
            return resized(block, block.starts + minutes, block.ends)
        if self.kind == BOTTOM:
            return resized(block, block.starts, block.ends + minutes)
        lanes = max(1, len(grid.lanes))
        was, now = self.column, grid.column_at(at.x())
        days = now // lanes - was // lanes
        places = {day: place for place, day in enumerate(grid.days)}
        place = min(max(places.get(block.day, 0) + days, 0), len(grid.days) - 1)
        move = shifted(block, minutes, grid.days[place])
        if len(self.blocks) != 1 or was % lanes == now % lanes:
            return move
        left, lane = grid.lanes[was % lanes].key, grid.lanes[now % lanes].key
        if lane in block.lanes:
            return move
        return Move(move.id, move.day, move.starts, move.ends, left, lane)


def _differs(move: Move, block: Block) -> bool:
    same = (move.day, move.starts, move.ends) == (block.day, block.starts, block.ends)
    return not same or move.left_lane != move.lane


class CalendarHands:
    """The mouse over one calendar; `drag` is what is under way."""

    def __init__(self, view: DayCalendar) -> None:
        self._view = view
        self.drag: Drag | None = None

    def let_go(self) -> bool:
        """Give a drag up; tells whether there was one."""
        there, self.drag = self.drag is not None, None
        if there:
            self._view.viewport().update()
        return there

    def press(self, event: QMouseEvent) -> None:
        """Choose a block, or begin a drag."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        spot = self._view.grid.spot(event.position())
        if spot is None:
            return
        index = self._view.indexAt(event.position().toPoint())
        lanes = max(1, len(self._view.grid.lanes))
        column = spot.day * lanes + spot.lane
        if not index.isValid():
            self._view.clearSelection()
            start = int(spot.minute // STEP) * STEP
            self.drag = Drag(NEW, event.position(), column, start)
            return
        self._pick(index, event.modifiers())
        kind = self._grip(event, index)
        self.drag = Drag(kind, event.position(), column, 0, self._taken(index, kind))

    def _pick(self, index: QModelIndex, keys: Qt.KeyboardModifier) -> None:
        model = self._view.selectionModel()
        flags = model.SelectionFlag
        if keys & Qt.KeyboardModifier.ShiftModifier:
            model.setCurrentIndex(index, flags.Select)
        elif keys & Qt.KeyboardModifier.ControlModifier:
            model.setCurrentIndex(index, flags.Toggle)
        elif model.isSelected(index):
            model.setCurrentIndex(index, flags.NoUpdate)
        else:
            model.setCurrentIndex(index, flags.ClearAndSelect)

    def _grip(self, event: QMouseEvent, index: QModelIndex) -> str:
        for box in self._view.boxes:
            rect = self._view.grid.rect(box)
            if box.place == index.row() and rect.contains(event.position()):
                return grip(rect, event.position())
        return MOVE

    def _taken(self, index: QModelIndex, kind: str) -> tuple[Block, ...]:
        block = self._view.block_at(index)
        if block is None:
            return ()
        several = self._view.chosen_blocks()
        return several if kind == MOVE and block in several else (block,)

    def move(self, event: QMouseEvent) -> None:
        """Show where the drag would end; scroll at the edges."""
        if self.drag is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._show_cursor(event)
            return
        if self._view.frozen:
            return
        way = (event.position() - self.drag.start).manhattanLength()
        if self.drag.now is None and way < QApplication.startDragDistance():
            return
        self.drag.now = event.position()
        self._scroll_along(event.position().toPoint())
        self._view.viewport().update()

    def _scroll_along(self, point: QPoint) -> None:
        edge, view = active().px(24), self._view.viewport()
        down = self._view.verticalScrollBar()
        if self.drag is None:
            return
        before = down.value()
        if point.y() > view.height() - edge:
            down.setValue(before + edge // 2)
        elif point.y() < self._view.grid.head + edge:
            down.setValue(before - edge // 2)
        self.drag.start.setY(self.drag.start.y() - (down.value() - before))

    def _show_cursor(self, event: QMouseEvent) -> None:
        index = self._view.indexAt(event.position().toPoint())
        edge = index.isValid() and not self._view.frozen and self._grip(event, index) != MOVE
        self._view.viewport().setCursor(Qt.CursorShape.SizeVerCursor if edge else Qt.CursorShape.ArrowCursor)

    def release(self, event: QMouseEvent) -> None:
        """Tell what was dragged, pulled or drawn."""
        drag, self.drag = self.drag, None
        self._view.viewport().update()
        if drag is None:
            return
        if drag.now is None:
            return
        wish = drag.wish(self._view.grid)
        if wish is not None:
            self._view.made.emit(
                self._view.grid.days[wish.day], wish.starts, wish.ends, self._view.grid.lanes[wish.lane].key
            )
            return
        moves = drag.moves(self._view.grid)
        if moves:
            copies = event.modifiers() & Qt.KeyboardModifier.ControlModifier and drag.kind == MOVE
            (self._view.doubled if copies else self._view.moved).emit(moves)

    def double(self, event: QMouseEvent) -> None:
        """Edit the block, or make one in the empty."""
        self.drag = None
        block = self._view.block_at(self._view.indexAt(event.position().toPoint()))
        if block is not None:
            self._view.opened.emit(block.id)
            return
        spot = self._view.grid.spot(event.position())
        if spot is not None and not self._view.frozen:
            start = int(spot.minute // STEP) * STEP
            self._view.made.emit(
                self._view.grid.days[spot.day], start, start + 60, self._view.grid.lanes[spot.lane].key
            )

    def _make(self, wish: Wish) -> None:
        grid = self._view.grid
        self._view.made.emit(grid.days[wish.day], wish.starts, wish.ends, grid.lanes[wish.lane].key)
