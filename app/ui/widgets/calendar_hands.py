"""What the mouse does in a day calendar: move, pull an edge, draw a new block, or a band over several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF

from app.ui.theme.look import active
from app.ui.widgets.calendar_layout import STEP, Block, Move, resized, shifted

if TYPE_CHECKING:
    from collections.abc import Sequence

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
