"""A day calendar: columns are day x lane, blocks are dragged, pulled and drawn, or moved by keys.

It is a list view with a drawing of its own, so that Qt tells screen readers every block with name, place and focus.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from app.ui.theme.look import active
from app.ui.widgets.calendar_grid import ZOOMS, Grid
from app.ui.widgets.calendar_hands import CalendarHands
from app.ui.widgets.calendar_keys import CalendarKeys
from app.ui.widgets.calendar_layout import Block, Box, Lane, Move, arrange, hours
from app.ui.widgets.calendar_model import CalendarModel
from app.ui.widgets.calendar_paint import paint_block, paint_grid, paint_head, paint_hint, paint_hours, paint_wish

Index = QModelIndex | QPersistentModelIndex
_RING: Final = 6
"""Room around a drawn box for the ring of the focus."""
_ZOOMED: Final = frozenset({QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange})


class DayCalendar(QListView):
    """Blocks of some days in lanes.

    Signals:
        moved: the `Move`s of blocks that were dragged, pulled or moved by keys.
        doubled: the `Move`s of copies that were dragged with Ctrl.
        made: day, first and last minute and lane of a block drawn into the empty.
        opened: id of a block to edit.
        erased, copied, repeated: ids of blocks to delete, to copy, to duplicate.
        pasted: day, minute and lane where to put what was copied.
        wanted: a new block after the one with this id (empty: none).
        chosen: id of the block under the cursor, empty if there is none.
        asked: a menu is wanted at this point of the screen, for the chosen blocks.
    """

    moved = Signal(object)
    doubled = Signal(object)
    made = Signal(object, int, int, str)
    opened = Signal(str)
    erased = Signal(object)
    copied = Signal(object)
    repeated = Signal(object)
    pasted = Signal(object, int, str)
    wanted = Signal(str)
    chosen = Signal(str)
    asked = Signal(object)

    def __init__(self, title: str, day_name: Callable[[date], str], hint: str = "") -> None:
        super().__init__()
        self._hint = hint
        self.blocks = CalendarModel(self)
        self.grid = Grid()
        self.boxes: tuple[Box, ...] = ()
        self.frozen = False
        self._day_name = day_name
        self._first: dict[int, Box] = {}
        self._drawn: dict[tuple[int, int, int, bool, bool, float], QPixmap] = {}
        self._look: object = None
        self._keys, self._hands = CalendarKeys(self), CalendarHands(self)
        self.setObjectName("calendar")
        self.setAccessibleName(title)
        self.setModel(self.blocks)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_blocks(self, blocks: Sequence[Block], days: Sequence[date], lanes: Sequence[Lane]) -> None:
        """Show these blocks; what was chosen stays chosen, what is being dragged is let go."""
        chosen, here = self.chosen_ids(), self.current_id
        self._hands.let_go()
        self._drawn.clear()
        self.grid.days, self.grid.lanes, self.grid.hours = tuple(days), tuple(lanes), hours(blocks)
        self.blocks.set_blocks(blocks)
        self.boxes = arrange(self.blocks.blocks, self.grid.days, self.grid.lanes)
        self._first = {}
        for box in self.boxes:
            self._first.setdefault(box.place, box)
        self._choose(chosen, here)
        self.updateGeometries()
        self.viewport().update()

    def _choose(self, chosen: Sequence[str], here: str) -> None:
        model = self.selectionModel()
        if not model.hasSelection():
            for block_id in chosen:
                place = self.blocks.place_of(block_id)
                if place >= 0:
                    model.select(self.blocks.index(place), model.SelectionFlag.Select)
        place = max(self.blocks.place_of(here), 0 if self.blocks.rowCount() else -1)
        if place >= 0 and self.currentIndex().row() != place:
            model.setCurrentIndex(self.blocks.index(place), model.SelectionFlag.NoUpdate)

    @property
    def current_id(self) -> str:
        """Return the id of the block under the cursor, empty if there is none."""
        block = self.block_at(self.currentIndex())
        return block.id if block else ""

    def block_at(self, index: Index) -> Block | None:
        """Return the block of an index."""
        known = self.blocks.blocks
        return known[index.row()] if index.isValid() and index.row() < len(known) else None

    def chosen_blocks(self) -> tuple[Block, ...]:
        """Return the selected blocks in their order."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.blocks.blocks[place] for place in places if place < len(self.blocks.blocks))

    def chosen_ids(self) -> tuple[str, ...]:
        """Return the ids of the selected blocks."""
        return tuple(block.id for block in self.chosen_blocks())

    def select(self, block_id: str) -> bool:
        """Choose one block and bring it into view; tells whether it is there."""
        place = self.blocks.place_of(block_id)
        if place < 0:
            return False
        index = self.blocks.index(place)
        self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        return True

    def meant(self) -> tuple[str, ...]:
        """Return the ids of the chosen blocks, or of the one with the focus."""
        return self.chosen_ids() or ((self.current_id,) if self.current_id else ())

    def paste(self) -> None:
        """Ask for what was copied, behind the block with the focus."""
        self._keys.paste()

    def zoom_by(self, steps: int) -> None:
        """Make hours higher or lower."""
        middle = self.grid.minute((self.grid.head + self.grid.height) / 2)
        self.grid.zoom = min(max(self.grid.zoom + steps, 0), len(ZOOMS) - 1)
        self.updateGeometries()
        bar = self.verticalScrollBar()
        bar.setValue(round(bar.value() + self.grid.y(middle) - (self.grid.head + self.grid.height) / 2))
        self.viewport().update()

    # what the list view asks ------------------------------------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:
        """Return where the (first) box of a block is drawn."""
        box = self._first.get(index.row()) if index.isValid() else None
        return self.grid.rect(box).toAlignedRect() if box else QRect()

    def indexAt(self, p: QPoint) -> QModelIndex:
        """Return the block at a point; head and hours lie above blocks."""
        point = p.toPointF() if isinstance(p, QPoint) else p
        if self.grid.spot(point) is None:
            return QModelIndex()
        for box in reversed(self.boxes):
            if self.grid.rect(box).contains(point):
                return self.blocks.index(box.place)
        return QModelIndex()

    def isIndexHidden(self, index: Index) -> bool:
        """Return whether a block has no box here."""
        return index.row() not in self._first

    def horizontalOffset(self) -> int:
        """Return how far is scrolled sideways."""
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        """Return how far is scrolled down."""
        return self.verticalScrollBar().value()

    def doItemsLayout(self) -> None:
        """Lay nothing out: `arrange` has done it."""
        self.updateGeometries()

    def updateGeometries(self) -> None:
        """Fit the grid into the viewport and set the scroll bars."""
        view, grid = self.viewport(), self.grid
        grid.mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        grid.measure(view.width(), view.height())
        width, height = grid.whole
        for bar, whole, seen in (
            (self.horizontalScrollBar(), width, view.width()),
            (self.verticalScrollBar(), height, view.height()),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(active().px(40))
        self._follow()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw anew: head and hours stay where they are."""
        del dx, dy
        self._follow()
        self.viewport().update()

    def _follow(self) -> None:
        self.grid.left, self.grid.top = self.horizontalOffset(), self.verticalOffset()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a block into view below the head and beside the hours."""
        del hint
        box = self._first.get(index.row())
        if box is None:
            return
        grid, air = self.grid, active().px(12)
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        top, bottom = grid.y(box.starts) - air, grid.y(box.ends) + air
        if top < grid.head:
            down.setValue(round(down.value() + top - grid.head))
        elif bottom > grid.height:
            down.setValue(round(down.value() + min(bottom - grid.height, top - grid.head)))
        start, end = grid.x(box.day, box.first), grid.x(box.day, box.last + 1)
        if start < grid.gutter:
            across.setValue(round(across.value() + start - grid.gutter))
        elif end > grid.width:
            across.setValue(round(across.value() + min(end - grid.width, start - grid.gutter)))

    # drawing ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is seen."""
        painter = QPainter(self.viewport())
        area = QRectF(event.rect())
        rounded = QPainterPath()
        rounded.addRoundedRect(QRectF(self.viewport().rect()), active().px(7), active().px(7))
        painter.setClipPath(rounded)
        paint_grid(painter, self.grid, QRectF(self.viewport().rect()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_blocks(painter, area)
        if not self.boxes and self._hint and self._hands.drag is None:
            paint_hint(painter, self.grid, self._hint)
        self._paint_drag(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        paint_hours(painter, self.grid)
        paint_head(painter, self.grid, self._day_name)
        painter.end()

    def _paint_blocks(self, painter: QPainter, area: QRectF) -> None:
        chosen = {index.row() for index in self.selectionModel().selectedRows()}
        here = self.currentIndex().row() if self.hasFocus() else -1
        late: list[tuple[Box, QRectF]] = []
        drag = self._hands.drag
        dragged = {move.id for move in drag.moves(self.grid)} if drag else set()
        for box in self.boxes:
            rect = self.grid.rect(box)
            if not rect.intersects(area):
                continue
            if box.place == here:
                late.append((box, rect))
                continue
            self._paint_one(painter, box, rect, chosen, dragged)
        for box, rect in late:
            self._paint_one(painter, box, rect, chosen, dragged)

    def _paint_one(self, painter: QPainter, box: Box, rect: QRectF, chosen: set[int], dragged: set[str]) -> None:
        """Copy a box that was drawn before; drawing it takes thirty times as long."""
        block = self.blocks.blocks[box.place]
        focused = self.hasFocus() and box.place == self.currentIndex().row()
        ratio = self.devicePixelRatioF()
        key = (box.place, round(rect.width()), round(rect.height()), box.place in chosen, focused, ratio)
        if self._look is not active():
            self._look = active()
            self._drawn.clear()
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = self._drawn[key] = self._draw(block, (key[1], key[2]), chosen=key[3], focused=focused)
        painter.setOpacity(0.35 if block.id in dragged else 1.0)
        painter.drawPixmap(round(rect.left()) - _RING, round(rect.top()) - _RING, drawn)
        painter.setOpacity(1.0)

    def _draw(self, block: Block, size: tuple[int, int], *, chosen: bool, focused: bool) -> QPixmap:
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(round((size[0] + 2 * _RING) * ratio), round((size[1] + 2 * _RING) * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        area = QRectF(_RING, _RING, size[0], size[1])
        paint_block(painter, self.grid, block, area, chosen=chosen, focused=focused)
        painter.end()
        return drawn

    def _paint_drag(self, painter: QPainter) -> None:
        drag = self._hands.drag
        if drag is None:
            return
        wish = drag.wish(self.grid)
        if wish is not None:
            box = Box(-1, wish.day, wish.lane, wish.lane, wish.starts, wish.ends)
            paint_wish(painter, self.grid.rect(box), wish.starts, wish.ends)
        places = {day: place for place, day in enumerate(self.grid.days)}
        lanes = {lane.key: place for place, lane in enumerate(self.grid.lanes)}
        for move in drag.moves(self.grid):
            block = self.blocks.blocks[self.blocks.place_of(move.id)]
            keys = {move.lane if key == move.left_lane else key for key in block.lanes}
            seen = sorted(lanes[key] for key in keys if key in lanes) or [0]
            box = Box(-1, places[move.day], seen[0], seen[-1], move.starts, move.ends)
            shown = Block(**{name: getattr(block, name) for name in Block.__dataclass_fields__} | _times(move))
            paint_block(painter, self.grid, shown, self.grid.rect(box), chosen=True, focused=True)

    # mouse ------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a block, or begin a drag."""
        self._hands.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the drag would end; scroll at the edges."""
        self._hands.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell what was dragged, pulled or drawn."""
        self._hands.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the block, or make one in the empty."""
        self._hands.double(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu; the block under the pointer is chosen first."""
        index = self.indexAt(event.pos())
        point = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            point = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        elif index.isValid() and not self.selectionModel().isSelected(index):
            self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.ClearAndSelect)
        self.asked.emit(point)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl make hours higher or lower."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    # keys and the rest ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus or the blocks; Esc lets go of a drag."""
        if event.key() == Qt.Key.Key_Escape and self._hands.let_go():
            return
        if not self._keys.take(event):
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the calendar from the actions of the window."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._keys.wants(event):
            event.accept()
            return True
        return super().event(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which block has the cursor."""
        super().currentChanged(current, previous)
        self.viewport().update()
        block = self.block_at(current)
        self.chosen.emit(block.id if block else "")

    def selectionChanged(self, selected: object, deselected: object) -> None:
        """Draw anew."""
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]
        self.viewport().update()

    def focusInEvent(self, event: object) -> None:
        """Show the focus; the first block takes the cursor if none has it."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        if not self.currentIndex().isValid() and self.blocks.rowCount():
            model = self.selectionModel()
            model.setCurrentIndex(self.blocks.index(0), model.SelectionFlag.NoUpdate)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the grid."""
        super().resizeEvent(event)
        self.updateGeometries()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when zoom or direction change."""
        super().changeEvent(event)
        if event.type() in _ZOOMED and hasattr(self, "grid"):
            self._drawn.clear()
            self.updateGeometries()


def _times(move: Move) -> dict[str, object]:
    return {"day": move.day, "starts": move.starts, "ends": move.ends}
