"""Cells of the plan: painted texts, chips and signs, and the line in which a cell is typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionViewItem, QWidget

from app.ui.audit.plan_model import SIGN, TONE_ROLE, PlanModel
from app.ui.audit.plan_terms import COLUMNS, offers
from app.ui.theme import icons
from app.ui.theme.look import active
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.chip_delegate import ChipDelegate
from app.ui.widgets.piece_line import PieceLine
from app.ui.widgets.table_model import CHIP_ROLE

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

Index = QModelIndex | QPersistentModelIndex
_OFFERED: Final = frozenset({"day", "kind", "refs", "auditors", "people", "site", "mode", "language"})
_MANY: Final = frozenset({"refs", "auditors", "people"})
_STAYS: Final = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_SIGNS: Final = {"problem": ("problem", "danger"), "warning": ("warning", "warning"), "new": ("plus", "muted")}


class PlanDelegate(ChipDelegate):
    """Paints and edits.

    Signals:
        left: an editor was left by Tab, Shift+Tab or Enter: `next`, `back`, `down`.
        typing: something was typed into an editor.
    """

    left = Signal(str)
    typing = Signal()

    def __init__(self, model: PlanModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a sign, a chip, or text in its tone."""
        tone = str(index.data(TONE_ROLE) or "")
        if not tone or isinstance(index.data(CHIP_ROLE), ChipLook):
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        look = active()
        painter.save()
        if index.column() == SIGN:
            sign, ink = _SIGNS[tone]
            side = look.px(15)
            place = option.rect.center()
            drawn = icons.pixmap(sign, ink, side, painter.device().devicePixelRatioF())
            painter.drawPixmap(place.x() - side // 2, place.y() - side // 2, drawn)
        else:
            painter.setPen(QColor(look.palette.muted))
            painter.setFont(option.font)
            style = option.widget.style()
            option.text = text  # an empty text has no place of its own
            area = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, option.widget)
            margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, option.widget) + 1
            area = area.adjusted(margin, 0, -margin, 0)
            shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            side_flag = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
            painter.drawText(area, int(side_flag | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the line for a cell."""
        del option
        column = COLUMNS[index.column() - 1]
        title = str(self._model.headerData(index.column(), Qt.Orientation.Horizontal))
        found = partial(self._offers, column) if column in _OFFERED else None
        line = PieceLine(parent, title, found, many=column in _MANY)
        line.setObjectName("cell")
        line.done.connect(partial(self._on_done, line))
        line.textEdited.connect(self.typing)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what the cell holds, once: what is being typed is never overwritten."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was typed."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Fill the cell."""
        del index
        editor.setGeometry(option.rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave Tab and Enter to the line itself; a list of offers or another window ends no typing."""
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() in _STAYS:
            return False
        if event.type() is QEvent.Type.KeyPress and event.key() in (  # type: ignore[attr-defined]
            Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter,
        ):  # fmt: skip
            return False
        return super().eventFilter(watched, event)

    def _offers(self, column: str, typed: str) -> list[tuple[str, str]]:
        return list(offers(column, typed, self._model.terms)) if self._model.terms else []

    def _on_done(self, line: PieceLine, way: str) -> None:
        self.commitData.emit(line)
        self.closeEditor.emit(line, ChipDelegate.EndEditHint.NoHint)
        self.left.emit(way)
