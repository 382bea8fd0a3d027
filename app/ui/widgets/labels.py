"""Labels. Text of strangers is shown as plain text by a class that cannot do otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.ui.theme import icons
from app.ui.theme.look import active
from app.ui.theme.metrics import ICON, Space
from app.ui.theme.theme import set_font, set_tone

if TYPE_CHECKING:
    from PySide6.QtGui import QImage


class PlainLabel(QLabel):
    """A label that only ever shows plain text; `role` is a type role, `tone` a colour of the style sheet."""

    def __init__(self, text: str = "", role: str = "body", tone: str = "text", *, wrap: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)
        self.setProperty("tone", tone)
        set_font(self, role)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            self._face()

    def changeEvent(self, event: QEvent) -> None:
        """Turn with the layout."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._face()

    def _face(self) -> None:
        """Begin at the start of the layout: QLabel goes by the letters, and a Latin name stood on the wrong side."""
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        vertical = self.alignment() & Qt.AlignmentFlag.AlignVertical_Mask
        self.setAlignment(vertical | side | Qt.AlignmentFlag.AlignAbsolute)

    def set_tone(self, tone: str) -> None:
        """Change the colour."""
        set_tone(self, "tone", tone)

    def selectable(self) -> PlainLabel:
        """Let the text be marked and copied, by mouse; returns itself."""
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return self


class ElidedLabel(PlainLabel):
    """One line that is cut with an ellipsis when there is no room; the whole text is its tooltip."""

    def minimumSizeHint(self) -> QSize:
        """Return a width that lets the layout shrink the label."""
        return QSize(active().px(48), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, shortened if needed."""
        del event
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()
        self.setToolTip(plain_tooltip(self.text()) if shown != self.text() else "")


class PictureLabel(QLabel):
    """A small picture; never text."""

    def show_image(self, image: QImage, height: int = 64) -> None:
        """Show a picture, at most `height` pixels high."""
        scaled = image.scaledToHeight(min(height, image.height()), Qt.TransformationMode.SmoothTransformation)
        self.setPixmap(QPixmap.fromImage(scaled))


class IconLabel(QWidget):
    """One icon, drawn in the colour of the palette in force."""

    def __init__(self, name: str, tone: str = "muted", size: int = ICON) -> None:
        super().__init__()
        self._name, self._tone, self._size = name, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, tone: str) -> None:
        """Show another icon or colour."""
        self._name, self._tone = name, tone
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the icon at the present zoom."""
        side = active().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon in the middle."""
        del event
        side = active().px(self._size)
        drawn = icons.pixmap(self._name, self._tone, side, self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, drawn)
        painter.end()


class Divider(QFrame):
    """A thin horizontal line."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("divider")
        self.setFixedHeight(1)


class SectionHeader(QWidget):
    """A heading inside a page, with room for buttons at its end."""

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.S)
        self._title = PlainLabel(title, "title3")
        self._note = PlainLabel(note, "small", "muted")
        self._row.addWidget(self._title)
        self._row.addWidget(self._note)
        self._row.addStretch(1)

    def add(self, widget: QWidget) -> None:
        """Add a button or chip at the end."""
        self._row.addWidget(widget)

    def set_note(self, note: str) -> None:
        """Show a short note beside the title, for example a count."""
        self._note.setText(note)


def set_shown(widget: QWidget, shown: bool) -> None:  # noqa: FBT001 - as QWidget.setVisible
    """Show or hide a part; one that has no parent yet is only marked, else it would flash up as a window."""
    if shown and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)  # noqa: FBT003 - Qt's way
    else:
        widget.setVisible(shown)


def plain_tooltip(text: str) -> str:
    """Return `text` so that a tooltip cannot take it for rich text (Qt guesses from tags)."""
    return text.replace("<", "‹").replace(">", "›")  # noqa: RUF001 - meant


def isolated(text: str) -> str:
    """Return a count, clause or number that keeps its order in right-to-left text (U+2066 to U+2069)."""
    return f"\u2066{text}\u2069"
