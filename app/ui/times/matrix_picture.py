"""The matrix of the two classes as a small picture: the cell that the ratings hit is marked by colour and by a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.audit_time_factors import MATRIX, Cell
from app.domain.audit_time_values import Level
from app.domain.numbers import number_text
from app.domain.words import word
from app.ui.theme.look import active

if TYPE_CHECKING:
    from app.translation import Words

_ROWS: Final = (Level.HIGH, Level.MEDIUM, Level.LOW)
_COLUMNS: Final = (Level.LOW, Level.MEDIUM, Level.HIGH)
_CELL: Final = (104, 44)
_HEAD: Final = 24
_SIDE: Final = 116
_GAP: Final = 4
_ROUND: Final = 6


class MatrixPicture(QWidget):
    """Three by three ranges of percent; a screen reader gets the hit cell as the description."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._hit: tuple[Level, Level] | None = None
        self.setAccessibleName(words.gettext("Matrix of business and IT"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_hit(self, hit: tuple[Level, Level] | None) -> None:
        """Mark the cell of (class of the business, class of the IT); `None`: not all is rated yet."""
        t = self._words.gettext
        self._hit = hit
        said = t("Not all six are rated yet.")
        if hit is not None:
            said = t("Business {business}, IT {it}: {range}").format(
                business=t(word(hit[0])), it=t(word(hit[1])), range=range_text(MATRIX[hit])
            )
        self.setAccessibleDescription(said)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size at the present zoom."""
        look = active()
        width = look.px(_SIDE) + 3 * look.px(_CELL[0]) + 3 * look.px(_GAP)
        return QSize(width, self._head() + 3 * (self._cell_height() + look.px(_GAP)))

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which the ranges can be read."""
        return QSize(active().px(_SIDE + 3 * 84), self.sizeHint().height())

    def _cell_height(self) -> int:
        look = active()
        return max(look.px(_CELL[1]), 2 * look.line_height() + look.px(6))

    def _head(self) -> int:
        return max(active().px(_HEAD), active().line_height() + active().px(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw headings and cells; mirrored in languages written from the right."""
        del event
        look, t = active(), self._words.gettext
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("small"))
        side, gap = look.px(_SIDE), look.px(_GAP)
        wide = min(look.px(_CELL[0] + 40), (self.width() - side - 3 * gap) // 3)
        high = self._cell_height()
        painter.setPen(QColor(look.palette.muted))
        for number, level in enumerate(_COLUMNS):
            box = QRectF(side + gap + number * (wide + gap), 0, wide, self._head())
            self._write(painter, box, t("IT {level}").format(level=t(word(level))), Qt.AlignmentFlag.AlignHCenter)
        for row, business in enumerate(_ROWS):
            top = self._head() + row * (high + gap)
            painter.setPen(QColor(look.palette.muted))
            said = t("Business {level}").format(level=t(word(business)))
            self._write(painter, QRectF(0, top, side, high), said, Qt.AlignmentFlag.AlignLeft)
            for column, it in enumerate(_COLUMNS):
                self._cell(painter, QRectF(side + gap + column * (wide + gap), top, wide, high), (business, it))
        painter.end()

    def _cell(self, painter: QPainter, box: QRectF, place: tuple[Level, Level]) -> None:
        look, hit = active(), place == self._hit
        box = self._mirrored(box).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(look.palette.accent if hit else look.palette.line), 2 if hit else 1))
        painter.setBrush(QColor(look.palette.accent_soft if hit else look.palette.surface))
        painter.drawRoundedRect(box, look.px(_ROUND), look.px(_ROUND))
        painter.setPen(QColor(look.palette.text if hit else look.palette.muted))
        text = range_text(MATRIX[place])
        if not hit:
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), text)
            return
        upper, lower = QRectF(box), QRectF(box)
        upper.setBottom(box.center().y())
        lower.setTop(box.center().y())
        painter.setFont(look.font("label"))
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom), text)
        painter.setFont(look.font("small"))
        painter.setPen(QColor(look.palette.accent))
        here = self._words.gettext("this audit")
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), here)

    def _write(self, painter: QPainter, box: QRectF, text: str, side: Qt.AlignmentFlag) -> None:
        box = self._mirrored(box)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft and side is Qt.AlignmentFlag.AlignLeft:
            side = Qt.AlignmentFlag.AlignRight
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def _mirrored(self, box: QRectF) -> QRectF:
        if self.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
            return box
        return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())


def range_text(cell: Cell) -> str:
    """Return a range of percent, `-30 to -10 %`, with the smaller change first as people say it."""
    low, high = sorted((cell.low, cell.high), key=abs)
    if low == high:
        return f"{number_text(low)} %"
    return f"{_signed(low)} \N{HORIZONTAL ELLIPSIS} {_signed(high)} %"


def _signed(number: object) -> str:
    text = number_text(number)  # type: ignore[arg-type]  # a fraction of the matrix
    return text if text.startswith("-") else f"+{text}"
