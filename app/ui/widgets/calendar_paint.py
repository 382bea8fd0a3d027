"""Draws a day calendar: grid, blocks, what is being dragged, and the head and the hours that stay in view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from app.ui.theme import icons
from app.ui.theme.look import active
from app.ui.widgets.calendar_layout import Block, clock
from app.ui.widgets.labels import isolated

if TYPE_CHECKING:
    from app.ui.widgets.calendar_grid import Grid


class _Type:
    """Fonts of the look in force with their metrics; making them costs more than writing a word."""

    def __init__(self) -> None:
        self._look: object = None
        self._found: dict[str, tuple[QFont, QFontMetricsF, int]] = {}

    def of(self, role: str) -> tuple[QFont, QFontMetricsF, int]:
        """Return font, metrics and height of a line."""
        look = active()
        if look is not self._look:
            self._look = look
            self._found.clear()
        found = self._found.get(role)
        if found is None:
            font = look.font(role)
            found = self._found[role] = (font, QFontMetricsF(font), look.line_height(role))
        return found


_TYPE: Final = _Type()
DayName = Callable[[date], str]
_ICON: Final = 13
_FLAGS: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(
    Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip  # letters with tails reach below their line
)


def mixed(one: str, other: str, share: float) -> QColor:
    """Return a colour between two, `share` of the first."""
    first, second = QColor(one), QColor(other)
    parts = (
        round(getattr(first, name)() * share + getattr(second, name)() * (1 - share))
        for name in ("red", "green", "blue")
    )
    return QColor(*parts)


def paint_grid(painter: QPainter, grid: Grid, area: QRectF) -> None:
    """Draw the ground with lines for hours, half hours, lanes and days."""
    palette = active().palette
    painter.fillRect(area, QColor(palette.surface))
    faint = mixed(palette.line, palette.surface, 0.5)
    first, last = grid.hours
    start, end = grid.x(0), grid.x(len(grid.days))
    for half in range(first * 2, last * 2 + 1):
        y = round(grid.y(half * 30)) + 0.5
        if grid.head <= y <= area.bottom():
            painter.setPen(QPen(QColor(palette.line) if half % 2 == 0 else faint, 1))
            one = grid.turned(QRectF(start, y, end - start, 0))
            painter.drawLine(one.topLeft(), one.topRight())
    bottom = grid.y(last * 60)
    for day in range(len(grid.days) + 1):
        for lane in range(len(grid.lanes) if day < len(grid.days) else 1):
            x = round(grid.x(day, lane)) + 0.5
            if x < grid.gutter - 1 or x > area.right() + 1:
                continue
            painter.setPen(QPen(mixed(palette.field, palette.line, 0.35) if not lane else faint, 1))
            one = grid.turned(QRectF(x, grid.head, 0, bottom - grid.head))
            painter.drawLine(one.topLeft(), one.bottomLeft())


def paint_head(painter: QPainter, grid: Grid, day_name: DayName) -> None:
    """Draw days and lanes over what is scrolled below them."""
    look = active()
    painter.fillRect(QRectF(0, 0, grid.width, grid.head), QColor(look.palette.surface))
    line, pad = look.line_height("strong"), look.px(8)
    top = look.px(6)
    clip = grid.turned(QRectF(grid.gutter, 0, grid.width - grid.gutter, grid.head))
    painter.save()
    painter.setClipRect(clip)
    for number, day in enumerate(grid.days):
        start, end = grid.x(number), grid.x(number + 1)
        if end < grid.gutter or start > grid.width:
            continue
        seen = max(start, grid.gutter)
        cell = grid.turned(QRectF(seen + pad, top, end - seen - 2 * pad, line))
        _text(painter, cell, day_name(day), "strong")
        for place, lane in enumerate(grid.lanes):
            cell = QRectF(grid.x(number, place) + pad, top + line + look.px(2), grid.column - 2 * pad, line)
            _text(painter, grid.turned(cell), lane.title, "small", "muted")
        painter.setPen(QPen(mixed(look.palette.field, look.palette.line, 0.35), 1))
        edge = grid.turned(QRectF(round(start) + 0.5, 0, 0, grid.head))
        painter.drawLine(edge.topLeft(), edge.bottomLeft())
    painter.restore()
    painter.setPen(QPen(QColor(look.palette.field), 1))
    painter.drawLine(QPointF(0, grid.head - 0.5), QPointF(grid.width, grid.head - 0.5))


def paint_hours(painter: QPainter, grid: Grid) -> None:
    """Draw the hours at the reading side over what is scrolled below them."""
    look = active()
    side = grid.turned(QRectF(0, grid.head, grid.gutter, grid.height - grid.head))
    painter.save()
    painter.setClipRect(side)
    painter.fillRect(side, QColor(look.palette.surface))
    painter.setFont(look.font("small"))
    painter.setPen(QColor(look.palette.muted))
    line = look.line_height("small")
    for hour in range(grid.hours[0], grid.hours[1] + 1):
        y = grid.y(hour * 60)
        cell = grid.turned(QRectF(0, max(y - line / 2, grid.head), grid.gutter - look.px(8), line))
        if hour == grid.hours[0]:
            cell.moveTop(y + look.px(1))
        painter.drawText(
            cell, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), isolated(clock(hour * 60))
        )
    painter.restore()


def paint_block(painter: QPainter, grid: Grid, block: Block, area: QRectF, *, chosen: bool, focused: bool) -> None:
    """Draw one block: its ground, a bar at the reading side, title, time and detail; warnings by sign and border."""
    look = active()
    ink, soft = look.palette.tone(block.tone)
    edge = look.palette.danger if block.warning else ink
    shape = area.adjusted(0.5, 0.5, -0.5, -0.5)
    round_by = min(look.px(5), shape.height() / 2)
    outline = QPainterPath()
    outline.addRoundedRect(shape, round_by, round_by)
    painter.fillPath(outline, mixed(ink, soft, 0.16) if chosen else QColor(soft))
    painter.save()
    painter.setClipPath(outline)
    bar = look.px(3)
    side = QRectF(area.left() if not grid.mirrored else area.right() - bar, area.top(), bar, area.height())
    painter.fillRect(side, QColor(edge))
    painter.restore()
    strong = bool(block.warning) or chosen
    line = QColor(edge) if strong else mixed(ink, soft, 0.45)
    painter.setPen(QPen(line, 1.5 if block.warning else 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline)
    if focused:
        painter.setPen(QPen(QColor(look.palette.accent), look.px(2)))
        painter.drawRoundedRect(area.adjusted(-1, -1, 1, 1), round_by + 1, round_by + 1)
    _words(painter, grid, block, area)


def _words(painter: QPainter, grid: Grid, block: Block, area: QRectF) -> None:
    """Write what fits: one line of title and time, or title, time and detail below each other."""
    look = active()
    icon, small = look.px(_ICON), _TYPE.of("small")[2]
    start = look.px(9) if not grid.mirrored else look.px(6)
    end = look.px(6) if not grid.mirrored else look.px(9)
    inside = area.adjusted(start, look.px(2), -end, -look.px(2))
    if inside.width() < icon or inside.height() < look.px(8):
        return
    marks = ["problem"] if block.warning else []
    marks += [block.badge] if block.badge else []
    lines = 1 if inside.height() < 2 * small else min(int(inside.height() // small), 4)
    first = QRectF(inside.left(), inside.top(), inside.width(), min(inside.height(), float(small)))
    if lines == 1:
        first.setHeight(inside.height())
    room = _marks(painter, grid, first, [block.icon, *marks], block.tone)
    time = f"{clock(block.starts)}–{clock(block.ends)}"
    said = block.title or block.word
    _text(painter, room, said, "strong" if lines > 1 else "label")
    rest = [time, *(part for part in (block.detail,) if part)]
    for number, text in enumerate(rest[: lines - 1], start=1):
        cell = QRectF(inside.left(), inside.top() + number * small, inside.width(), small)
        _text(painter, cell, isolated(text) if number == 1 else text, "small")


def _marks(painter: QPainter, grid: Grid, line: QRectF, names: list[str], tone: str) -> QRectF:
    """Draw the icon of the kind at the start and further ones at the end; return the room between."""
    look = active()
    icon, gap = look.px(_ICON), look.px(4)
    if line.width() < 4 * icon:  # no room for all: a problem keeps its sign
        names = [name for name in names if name == "problem"] if line.width() > 2 * icon else []
    ratio = painter.device().devicePixelRatioF()
    y = round(line.center().y() - icon / 2)
    left, right = line.left(), line.right()
    for place, name in enumerate(names):
        at_start = (place == 0) != grid.mirrored
        x = left if at_start else right - icon
        drawn = icons.pixmap(name, "danger" if name == "problem" else tone, icon, ratio)
        painter.drawPixmap(QPoint(round(x), y), drawn)
        if at_start:
            left += icon + gap
        else:
            right -= icon + gap
    return QRectF(left, line.top(), max(0.0, right - left), line.height())


def _text(painter: QPainter, area: QRectF, text: str, role: str, tone: str = "text") -> None:
    """Write one line, shortened to its area of the viewport."""
    font, metrics, _ = _TYPE.of(role)
    painter.setFont(font)
    painter.setPen(QColor(getattr(active().palette, tone)))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, _FLAGS, shown)


def paint_hint(painter: QPainter, grid: Grid, text: str) -> None:
    """Write into the empty calendar how to begin."""
    look = active()
    painter.setFont(look.font("body"))
    painter.setPen(QColor(look.palette.muted))
    area = grid.turned(QRectF(grid.gutter, grid.head, grid.width - grid.gutter, grid.height - grid.head))
    inside = area.adjusted(look.px(24), 0, -look.px(24), 0)
    flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
    ground = painter.boundingRect(inside, flags, text).adjusted(-look.px(16), -look.px(10), look.px(16), look.px(10))
    painter.fillRect(ground, QColor(look.palette.surface))
    painter.drawText(inside, flags, text)


def paint_wish(painter: QPainter, area: QRectF, starts: int, ends: int) -> None:
    """Draw where something that is being drawn anew would stand, with its times."""
    look = active()
    painter.setPen(QPen(QColor(look.palette.accent), 1.5, Qt.PenStyle.DashLine))
    painter.setBrush(QColor(look.palette.accent_soft))
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), look.px(5), look.px(5))
    painter.setPen(QColor(look.palette.text))
    painter.setFont(look.font("label"))
    painter.drawText(
        area.adjusted(look.px(8), look.px(2), -look.px(4), 0),
        int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft),
        isolated(f"{clock(starts)}–{clock(ends)}"),
    )
