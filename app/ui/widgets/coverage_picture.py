"""A picture of how much of each clause and theme was audited: a bar per group, its numbers beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from app.ui.theme.look import active
from app.ui.widgets.labels import isolated

_GAP: Final = 12
_BAR: Final = 10
_ROW: Final = 26


@dataclass(frozen=True, slots=True)
class CoverageBar:
    """One group: `parts` are (tone of the palette, count) from the reading side, `total` the whole of the bar."""

    label: str
    numbers: str
    total: int
    parts: tuple[tuple[str, int], ...]


class CoveragePicture(QWidget):
    """Bars drawn by hand; a screen reader gets all numbers as the description."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[CoverageBar, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: tuple[CoverageBar, ...]) -> None:
        """Show these bars from the top down."""
        self._bars = bars
        self.setAccessibleDescription("; ".join(f"{bar.label}: {bar.numbers}" for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all bars; the width is what there is."""
        look = active()
        return QSize(look.px(420), self._row() * max(1, len(self._bars)))

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which the labels can still be read."""
        return QSize(active().px(240), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw label, bar and numbers of each group; mirrored in languages written from the right."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(active().font("body"))
        metrics = QFontMetrics(painter.font())
        labels = max((metrics.horizontalAdvance(bar.label) for bar in self._bars), default=0)
        labels = min(labels, self.width() * 2 // 5)
        numbers = max((metrics.horizontalAdvance(bar.numbers) for bar in self._bars), default=0)
        for place, bar in enumerate(self._bars):
            self._draw(painter, bar, place * self._row(), labels, numbers)
        painter.end()

    def _draw(self, painter: QPainter, bar: CoverageBar, top: int, labels: int, numbers: int) -> None:
        look, row, gap = active(), self._row(), active().px(_GAP)
        width = max(1, self.width() - labels - numbers - 2 * gap)
        label = QFontMetrics(painter.font()).elidedText(bar.label, Qt.TextElideMode.ElideRight, labels)
        painter.setPen(QColor(look.palette.text))
        side = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        flags = int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        painter.drawText(self._mirrored(QRectF(0, top, labels, row)), flags, isolated(label))
        painter.setPen(QColor(look.palette.muted))
        end = QRectF(labels + width + 2 * gap, top, numbers, row)
        painter.drawText(self._mirrored(end), flags, isolated(bar.numbers))
        height = look.px(_BAR)
        self._draw_bar(painter, bar, QRectF(labels + gap, top + (row - height) / 2, width, height))

    def _draw_bar(self, painter: QPainter, bar: CoverageBar, whole: QRectF) -> None:
        look = active()
        round_by = whole.height() / 2
        painter.setPen(QPen(QColor(look.palette.field), 1))
        painter.setBrush(QColor(look.palette.surface))
        painter.drawRoundedRect(self._mirrored(whole).adjusted(0.5, 0.5, -0.5, -0.5), round_by, round_by)
        outline = QPainterPath()
        outline.addRoundedRect(self._mirrored(whole), round_by, round_by)
        painter.save()
        painter.setClipPath(outline)
        at = whole.left()
        for tone, count in bar.parts:
            length = whole.width() * count / bar.total if bar.total else 0.0
            part = QRectF(at, whole.top(), max(0.0, length - 1), whole.height())
            painter.fillRect(self._mirrored(part), QColor(look.palette.tone(tone)[0]))
            at += length
        painter.restore()

    def _mirrored(self, box: QRectF) -> QRectF:
        if self.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
            return box
        return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())

    def _row(self) -> int:
        return max(active().px(_ROW), active().line_height() + active().px(6))
