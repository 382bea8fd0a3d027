"""An edited copy of a picture: turned, cut, made unreadable, pointed at; the original stays as it is.

What is shown is a quick likeness; the copy is made by the helper from the original, by the same steps.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QWidget

from app.domain.looks import WHOLE, Step, Tool
from app.domain.picture_steps import Editing
from app.ui.theme.look import active
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.picture_view import PictureView

if TYPE_CHECKING:
    from app.ui.context import UiContext

_BLOCKS: Final = 8
_RED: Final = "#d62828"
_TOOLS: Final = {
    Qt.Key.Key_C: Tool.CROP, Qt.Key.Key_B: Tool.BLUR, Qt.Key.Key_P: Tool.PIXELATE, Qt.Key.Key_A: Tool.ARROW,
}  # fmt: skip
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class Canvas(PictureView):
    """The picture with the frame over it. Arrows move the frame, with Shift its corner; Enter carries out.

    Signals:
        changed: something was done or chosen.
    """

    changed = Signal()

    def __init__(self, name: str, image: QImage) -> None:
        super().__init__(name)
        self._original = image
        self.editing = Editing()
        self._from: QPoint | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_image(image)

    def put(self, editing: Editing) -> None:
        """Show another state."""
        if editing.steps != self.editing.steps:
            self.show_image(likeness(self._original, editing.steps))
        self.editing = editing
        self.update()
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Carry out what a key says."""
        key, state = Qt.Key(event.key()), self.editing
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in _ARROWS:
            self.put(state.stretch(*_ARROWS[key]) if shift else state.move(*_ARROWS[key]))
        elif key in _TOOLS:
            self.put(state.use(_TOOLS[key]))
        elif key == Qt.Key.Key_R:
            self.put(state.turn(270 if shift else 90))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.put(state.carry_out())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a frame."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._from = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the frame."""
        if self._from is not None:
            self.put(self.editing.draw(self._parts(self._from), self._parts(event.position().toPoint())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the frame; a double click carries out."""
        del event
        self._from = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Carry out."""
        del event
        self.put(self.editing.carry_out())

    def paint_over(self, painter: QPainter) -> None:
        """Draw the frame, or the arrow that would be drawn."""
        place = self.place()
        if place.isNull():
            return
        left, top, right, bottom = self.editing.frame
        first, last = _point(place, left, top), _point(place, right, bottom)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width, style in (("white", 3, Qt.PenStyle.SolidLine), (_RED, 1.5, Qt.PenStyle.DashLine)):
            painter.setPen(QPen(QColor(colour), active().px(2) * width / 2, style))
            if self.editing.tool is Tool.ARROW:
                painter.drawLine(first, last)
                painter.drawEllipse(last, active().px(5), active().px(5))
            else:
                painter.drawRect(QRect(first.toPoint(), last.toPoint()))
        if self.hasFocus():
            painter.setPen(QPen(QColor(active().palette.accent), active().px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def _parts(self, point: QPoint) -> tuple[int, int]:
        place = self.place()
        across = (point.x() - place.left()) * WHOLE // max(1, place.width())
        along = (point.y() - place.top()) * WHOLE // max(1, place.height())
        return across, along


class PictureEditor(Dialog):
    """The dialog: tools, picture, undo.

    Signals:
        wanted: the steps by which a copy is to be made.
    """

    wanted = Signal(tuple)

    def __init__(self, parent: QWidget | None, ctx: UiContext, name: str, image: QImage) -> None:
        t = ctx.t
        super().__init__(parent, t("An edited copy"), width=760)
        self._t = t
        self.canvas = Canvas(t("Picture of {name}").format(name=name), image)
        self.body.addWidget(PlainLabel(t("The original stays as it is. The copy holds the picture and nothing else."),
                                       "small", "muted", wrap=True))  # fmt: skip
        self.body.addWidget(self._tools())
        self.body.addWidget(self.canvas, 1)
        self._said = PlainLabel("", "small", "muted", wrap=True)
        self.body.addWidget(self._said)
        self._cancel = self.add_button(t("Cancel"))
        self._keep = self.add_button(t("Keep the copy"), "primary")
        self._cancel.clicked.connect(self.reject)
        self._keep.clicked.connect(self._on_keep)
        self.canvas.changed.connect(self._on_changed)
        self._on_changed()
        self.canvas.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo with the usual keys; Ctrl+Enter keeps the copy."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = event.key()
        if control and key == Qt.Key.Key_Z:
            self.canvas.put(self.canvas.editing.redo() if shift else self.canvas.editing.undo())
        elif control and key == Qt.Key.Key_Y:
            self.canvas.put(self.canvas.editing.redo())
        elif control and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_keep()
        else:
            super().keyPressEvent(event)

    def _tools(self) -> QWidget:
        t = self._t
        bar = QWidget()
        bar.setObjectName("choice")
        flow = FlowLayout(bar, Space.XS + 2)
        self._choices: dict[Tool, Button] = {}
        texts = {Tool.PIXELATE: t("Pixelate (P)"), Tool.BLUR: t("Blur (B)"), Tool.CROP: t("Cut out (C)"),
                 Tool.ARROW: t("Arrow (A)")}  # fmt: skip
        for tool, text in texts.items():
            button = Button(text)
            button.setCheckable(True)
            button.clicked.connect(partial(self._on_tool, tool))
            self._choices[tool] = button
            flow.addWidget(button)
        self._apply = Button(t("Carry out (Enter)"), icon="check")
        self._turn = Button(t("Turn (R)"), icon="redo")
        self._undo = Button(t("Undo"), icon="undo")
        for button, slot in ((self._apply, self._on_apply), (self._turn, self._on_turn), (self._undo, self._on_undo)):
            button.clicked.connect(slot)
            flow.addWidget(button)
        return bar

    def _on_tool(self, tool: Tool) -> None:
        self.canvas.put(self.canvas.editing.use(tool))
        self.canvas.setFocus()

    def _on_apply(self) -> None:
        self.canvas.put(self.canvas.editing.carry_out())
        self.canvas.setFocus()

    def _on_turn(self) -> None:
        self.canvas.put(self.canvas.editing.turn(90))
        self.canvas.setFocus()

    def _on_undo(self) -> None:
        self.canvas.put(self.canvas.editing.undo())
        self.canvas.setFocus()

    def _on_changed(self) -> None:
        state = self.canvas.editing
        for tool, button in self._choices.items():
            button.setChecked(tool is state.tool)
        self._undo.setEnabled(bool(state.steps))
        self._keep.setEnabled(bool(state.steps))
        keys = self._t("Arrow keys move the frame, with Shift its corner; or draw it with the mouse.")
        self._said.setText(f"{keys}  {self._t('Steps so far: {n}').format(n=len(state.steps))}")

    def _on_keep(self) -> None:
        if self.canvas.editing.steps:
            self.wanted.emit(self.canvas.editing.steps)
            self.accept()


def likeness(image: QImage, steps: tuple[Step, ...]) -> QImage:
    """Return roughly what the helper will make of the picture."""
    made = image.convertToFormat(QImage.Format.Format_RGB32)
    for step in steps:
        made = _done(made, step)
    return made


def _done(image: QImage, step: Step) -> QImage:
    if step.tool is Tool.ROTATE:
        return image.transformed(QTransform().rotate(step.numbers[0]))
    place = QRect(0, 0, image.width(), image.height())
    left, top, right, bottom = step.numbers
    first, last = _point(place, left, top), _point(place, right, bottom)
    area = QRect(first.toPoint(), last.toPoint()).intersected(place)
    if step.tool is Tool.CROP:
        return image.copy(area)
    made = QImage(image)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if step.tool is Tool.ARROW:
        _draw_arrow(painter, first, last, max(image.width(), image.height()) / 150)
    else:
        painter.drawImage(area, _coarse(image.copy(area), smooth=step.tool is Tool.BLUR))
    painter.end()
    return made


def _coarse(area: QImage, *, smooth: bool) -> QImage:
    scale = _BLOCKS / max(area.width(), area.height(), 1)
    wide, high = max(1, round(area.width() * scale)), max(1, round(area.height() * scale))
    few = area.scaled(wide, high, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    mode = Qt.TransformationMode.SmoothTransformation if smooth else Qt.TransformationMode.FastTransformation
    return few.scaled(area.size(), Qt.AspectRatioMode.IgnoreAspectRatio, mode)


def _draw_arrow(painter: QPainter, tail: QPointF, head: QPointF, line: float) -> None:
    line = max(3.0, line)
    angle = math.atan2(head.y() - tail.y(), head.x() - tail.x())
    reach = line * 5
    wings = [
        QPointF(head.x() - reach * math.cos(angle + turn), head.y() - reach * math.sin(angle + turn))
        for turn in (0.45, -0.45)
    ]
    neck = QPointF(head.x() - reach * 0.7 * math.cos(angle), head.y() - reach * 0.7 * math.sin(angle))
    for colour, extra in (("white", max(2.0, line / 2)), (_RED, 0.0)):
        painter.setPen(QPen(QColor(colour), line + extra))
        painter.drawLine(tail, neck)
        painter.setPen(QPen(QColor(colour), 1 + extra))
        painter.setBrush(QColor(colour))
        painter.drawPolygon(QPolygonF([head, *wings]))


def _point(place: QRect, across: int, along: int) -> QPointF:
    return QPointF(place.left() + across * place.width() / WHOLE, place.top() + along * place.height() / WHOLE)
