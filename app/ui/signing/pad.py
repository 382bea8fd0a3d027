"""Where somebody signs: pen, finger or mouse, kept as strokes with times; pressure is not looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.strokes import MOST_POINTS, RATIO, SIZE
from app.ui.theme.look import active

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH: Final = 480
_LEAST: Final = 300
_BASE: Final = 0.78
"""How far down the line to sign on stands."""
_PEN: Final = 2.2
_COMPRESS: Final = Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents


class SignaturePad(QWidget):
    """A box three times as wide as high, as on paper. Backspace takes the last stroke back, Delete clears.

    Who cannot draw types the name instead; the description says so to a screen reader.

    Signals:
        drawn: a stroke was ended, taken back, or all were cleared.
        entered: Enter was pressed.
    """

    drawn = Signal()
    entered = Signal()

    def __init__(self, name: str, description: str, hint: str) -> None:
        super().__init__()
        self._strokes: list[dict[str, list[int]]] = []
        self._hint, self._under_way, self._compressed = hint, False, True
        self._clock = QElapsedTimer()
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def strokes(self) -> Sequence[dict[str, Any]]:
        """Return what was drawn, as it is recorded."""
        return [{key: list(values) for key, values in one.items()} for one in self._strokes]

    def clear(self) -> None:
        """Take everything back."""
        self._strokes = []
        self._set_under_way(now=False)
        self._tell()

    def take_back(self) -> None:
        """Take the last stroke back."""
        self._strokes = self._strokes[:-1]
        self._set_under_way(now=False)
        self._tell()

    def _tell(self) -> None:
        self.update()
        self.drawn.emit()

    def sizeHint(self) -> QSize:
        """Return a box wide enough for a whole name."""
        width = active().px(_WIDTH)
        return QSize(width, width // RATIO)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest box one can sign in."""
        width = active().px(_LEAST)
        return QSize(width, self.sizeHint().height())

    def box(self) -> QRectF:
        """Return where one signs: as large as fits, always of the same shape, in the middle."""
        width = min(self.width() - 2.0, (self.height() - 2.0) * RATIO)
        height = width / RATIO
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Draw with a pen; its pressure says nothing here."""
        phase = {QEvent.Type.TabletPress: self._begin, QEvent.Type.TabletMove: self._go_on}
        phase.get(event.type(), self._end)(event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Draw with a finger: the first one that touches."""
        touches = {QEvent.Type.TouchBegin: self._begin, QEvent.Type.TouchUpdate: self._go_on}
        if isinstance(event, QTouchEvent) and event.points():
            touches.get(event.type(), self._end)(event.points()[0].position())
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Draw with the left button of a mouse."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() is Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on while the button is held."""
        self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        self._end(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take back, clear, or hand over."""
        if event.key() == Qt.Key.Key_Backspace or event.matches(QKeySequence.StandardKey.Undo):
            self.take_back()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _begin(self, place: QPointF) -> None:
        if not self.box().contains(place):
            return
        if not self._strokes:
            self._clock.start()
        self._set_under_way(now=True)
        self._strokes.append({"x": [], "y": [], "t": []})
        self._add(place)

    def _go_on(self, place: QPointF) -> None:
        if self._under_way:
            self._add(place)

    def _end(self, place: QPointF) -> None:
        if self._under_way:
            self._add(place)
            self._set_under_way(now=False)
            self.drawn.emit()

    def _set_under_way(self, *, now: bool) -> None:
        """While somebody draws, every movement counts: on X11 Qt would drop some when the machine is busy."""
        if now and not self._under_way:
            self._compressed = QCoreApplication.testAttribute(_COMPRESS)
            QCoreApplication.setAttribute(_COMPRESS, on=False)
        elif self._under_way and not now:
            QCoreApplication.setAttribute(_COMPRESS, on=self._compressed)
        self._under_way = now

    def hideEvent(self, event: QHideEvent) -> None:
        """End a stroke that was under way when the window went."""
        self._set_under_way(now=False)
        super().hideEvent(event)

    def _add(self, place: QPointF) -> None:
        """Keep a point, at the edge of the box when it lies outside; nothing beyond the most that is recorded."""
        if sum(len(one["x"]) for one in self._strokes) >= MOST_POINTS:
            return
        box, stroke = self.box(), self._strokes[-1]
        across = round((place.x() - box.left()) / box.width() * SIZE)
        down = round((place.y() - box.top()) / box.height() * SIZE)
        point = max(0, min(SIZE, across)), max(0, min(SIZE, down))
        if stroke["x"] and (stroke["x"][-1], stroke["y"][-1]) == point:
            return
        stroke["x"].append(point[0])
        stroke["y"].append(point[1])
        stroke["t"].append(int(self._clock.elapsed()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, line, hint while it is empty, and the strokes."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter)
        look, box = active(), self.box()
        painter.setPen(
            QPen(QColor(look.palette.text), look.px(_PEN * 10) / 10, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                 Qt.PenJoinStyle.RoundJoin)
        )  # fmt: skip
        for one in self._strokes:
            line = [
                QPointF(box.left() + x * box.width() / SIZE, box.top() + y * box.height() / SIZE)
                for x, y in zip(one["x"], one["y"], strict=True)
            ]
            painter.drawPolyline(QPolygonF(line)) if len(line) > 1 else painter.drawPoint(line[0])
        painter.end()

    def _ground(self, painter: QPainter) -> None:
        look, box = active(), self.box()
        edge = QColor(look.palette.accent if self.hasFocus() else look.palette.field)
        painter.setPen(QPen(edge, look.px(2) if self.hasFocus() else 1))
        painter.setBrush(QColor(look.palette.surface))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), look.px(6), look.px(6))
        down, inset = box.top() + box.height() * _BASE, look.px(20)
        painter.setPen(QPen(QColor(look.palette.line), 1))
        painter.drawLine(QPointF(box.left() + inset, down), QPointF(box.right() - inset, down))
        if not self._strokes:
            painter.setPen(QColor(look.palette.muted))
            painter.setFont(look.font("small"))
            under = QRectF(
                box.left() + inset, down + look.px(4), box.width() - 2 * inset, box.bottom() - down - look.px(6)
            )
            painter.drawText(under, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter), self._hint)
