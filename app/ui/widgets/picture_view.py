"""A picture that fits into the room there is; never larger than it is."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.look import active


class PictureView(QWidget):
    """Shows an image, or a sentence where there is none."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._image, self._text = QImage(), ""
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Return a size that shows something."""
        return QSize(active().px(620), active().px(420))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(active().px(240), active().px(160))

    @property
    def image(self) -> QImage:
        """Return the image."""
        return self._image

    def show_image(self, image: QImage, text: str = "") -> None:
        """Show an image; where it is empty, `text`."""
        self._image, self._text = image, text
        self.setAccessibleDescription(text)
        self.update()

    def place(self) -> QRect:
        """Return where the image is drawn."""
        if self._image.isNull():
            return QRect()
        room = self.rect().adjusted(1, 1, -1, -1)
        size = self._image.size()
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRect(
            room.left() + (room.width() - size.width()) // 2, room.top() + (room.height() - size.height()) // 2,
            max(1, size.width()), max(1, size.height()),
        )  # fmt: skip

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the image or the sentence."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image.isNull():
            painter.setFont(active().font("body"))
            painter.setPen(self.palette().color(self.foregroundRole()))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect().adjusted(16, 16, -16, -16), flags, self._text)
        else:
            painter.drawImage(self.place(), self._image)
        self.paint_over(painter)
        painter.end()

    def paint_over(self, painter: QPainter) -> None:
        """Draw what lies over the picture; for subclasses."""
