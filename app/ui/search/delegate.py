"""Paints the list of hits: headings, and hits with the words that were found marked by weight and ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.search import Marked
from app.ui.search.model import LINE_ROLE, HitModel, Line
from app.ui.search.words import ICONS
from app.ui.theme import icons
from app.ui.theme.look import active

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.search import Hit

LINES: Final = 2
_SIGN: Final = 18
_INSET: Final = 10
_BOLD: Final = 650


class HitDelegate(QStyledItemDelegate):
    """Draws what `HitModel` holds."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height: a heading, or title with as many lines as the snippet takes."""
        look, line = active(), index.data(LINE_ROLE)
        if not isinstance(line, Line):
            return super().sizeHint(option, index)
        if line.hit is None:
            return QSize(200, look.line_height("label") + look.px(20))
        height = look.line_height() + look.px(14)
        rows = self._rows(line.hit, option.rect.width() or option.widget.width())
        return QSize(200, height + rows * look.line_height("small") + (look.px(4) if rows else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one line."""
        line, model = index.data(LINE_ROLE), index.model()
        if not isinstance(line, Line) or not isinstance(model, HitModel):
            return
        self.initStyleOption(option, index)
        option.text = ""
        if line.hit is not None or option.state & QStyle.StateFlag.State_Selected:
            option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        if line.hit is None:
            self._heading(painter, option, line, model)
        else:
            self._hit(painter, option, line.hit, model)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, line: Line, model: HitModel) -> None:
        look = active()
        inset = look.px(_INSET)
        room = option.rect.adjusted(inset, look.px(8), -inset, -look.px(4))
        painter.setLayoutDirection(option.direction)
        painter.setFont(look.font("label"))
        painter.setPen(QColor(look.palette.muted))
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(side), model.heading(line))
        rest = model.rest(line)
        if rest:
            painter.setFont(look.font("small"))
            painter.setPen(QColor(look.palette.accent))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), rest)
        painter.setPen(QColor(look.palette.line))
        painter.drawLine(room.left(), room.bottom() + look.px(3), room.right(), room.bottom() + look.px(3))

    def _hit(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit, model: HitModel) -> None:
        look = active()
        inset, sign = look.px(_INSET), look.px(_SIGN)
        room = option.rect.adjusted(inset, look.px(7), -inset, 0)
        top = QRect(room.x(), room.y(), room.width(), look.line_height())
        place = QStyle.visualRect(option.direction, room, QRect(top.x(), top.y(), sign, top.height()))
        picture = icons.pixmap(ICONS[hit.kind], "muted", look.px(16), painter.device().devicePixelRatio())
        painter.drawPixmap(place.x(), top.y() + (top.height() - look.px(16)) // 2, picture)
        start = sign + look.px(8)
        where = model.where(hit)
        width = QFontMetrics(look.font("small")).horizontalAdvance(where)
        width = min(width, room.width() // 2)
        self._where(painter, option, top, where, width)
        title = QRect(top.x() + start, top.y(), max(top.width() - start - width - look.px(16), 40), top.height())
        named = Marked(model.title(hit), hit.title.marks if hit.title.text else ())
        self._marked(painter, QStyle.visualRect(option.direction, room, title), named, "body", look.palette.text, 1)
        self._below(painter, option, room, hit, model)

    def _where(self, painter: QPainter, option: QStyleOptionViewItem, top: QRect, where: str, width: int) -> None:
        look = active()
        painter.setLayoutDirection(option.direction)
        painter.setFont(look.font("small"))
        painter.setPen(QColor(look.palette.muted))
        shown = painter.fontMetrics().elidedText(where, Qt.TextElideMode.ElideRight, width)
        painter.drawText(top, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), shown)

    def _below(self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, hit: Hit, model: HitModel) -> None:
        """Draw the snippet, what belongs to it in front."""
        look = active()
        start = look.px(_SIGN) + look.px(8)
        y = room.y() + look.line_height() + look.px(1)
        below = QRect(room.x() + start, y, room.width() - start, LINES * look.line_height("small") + look.px(5))
        before = model.lead(hit)
        lead = f"{before}  ·  " if before and hit.snippet.text else before
        marks = tuple((first + len(lead), last + len(lead)) for first, last in hit.snippet.marks)
        text = Marked(lead + hit.snippet.text, marks)
        self._marked(
            painter, QStyle.visualRect(option.direction, room, below), text, "small", look.palette.muted, LINES
        )

    def _rows(self, hit: Hit, width: int) -> int:
        look = active()
        if not hit.snippet.text:
            return 1 if hit.page or hit.confidential else 0
        room = width - look.px(_SIGN) - look.px(8) - 2 * look.px(_INSET)
        length = QFontMetrics(look.font("small")).horizontalAdvance(hit.snippet.text)
        return 1 if length * 1.06 < room and not (hit.page or hit.confidential) else LINES

    def _marked(  # noqa: PLR0917 - where, what and how
        self, painter: QPainter, room: QRect, text: Marked, role: str, ink: str, lines: int
    ) -> None:
        """Draw a text in so many lines; the last one ends with an ellipsis if there is more."""
        look = active()
        layout = _laid(text.text, look.font(role), text.marks, room.width(), lines)
        end = _end_of(layout, lines)
        if end < len(text.text):
            cut = text.text[: max(end - 2, 0)].rstrip() + "…"
            marks = [(first, min(last, len(cut))) for first, last in text.marks if first < len(cut)]
            layout = _laid(cut, look.font(role), marks, room.width(), lines)
        painter.setPen(QColor(ink))
        painter.setClipRect(room)
        layout.draw(painter, QPointF(room.topLeft()))
        painter.setClipping(False)


def _laid(text: str, font: QFont, marks: Sequence[tuple[int, int]], width: int, lines: int) -> QTextLayout:
    """Return the text laid out in at most so many lines and one more, its marks dressed."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    # A Latin text begins beside its sign too where the window reads from the right.
    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    layout.setFormats([_dressed(text, first, last) for first, last in marks])
    layout.beginLayout()
    y = 0.0
    for _ in range(lines + 1):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout


def _end_of(layout: QTextLayout, lines: int) -> int:
    last = layout.lineAt(min(lines, layout.lineCount()) - 1) if layout.lineCount() else None
    return last.textStart() + last.textLength() if last is not None else 0


def _dressed(text: str, first: int, last: int) -> Any:  # noqa: ANN401 - a range of Qt
    """Return the format of a place; Qt counts in UTF-16."""
    look = active()
    dress = QTextCharFormat()
    dress.setForeground(QColor(look.palette.text))
    dress.setBackground(QColor(look.palette.warning_soft))
    dress.setFontWeight(_BOLD)
    part = QTextLayout.FormatRange()
    part.start = _units(text[:first])
    part.length = _units(text[first:last])
    part.format = dress
    return part


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
