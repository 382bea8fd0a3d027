"""The files of an evidence item: name, size, hash, and what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.audit.file_words import facts, inside
from app.ui.theme import icons
from app.ui.theme.look import active
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.clearing import clear
from app.ui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.fieldwork import Attachment
    from app.translation import Words
    from app.ui.audit.thumbs import Thumbs

_SIDE = 44
"""Side of a small picture in pixels, at the usual size of text."""


class Thumb(QWidget):
    """The small picture of a file, or a sign of its kind."""

    def __init__(self, thumbs: Thumbs | None, file: Attachment) -> None:
        super().__init__()
        self._thumbs, self._file = thumbs, file
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a square."""
        side = active().px(_SIDE)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the middle of the picture, filling the square, or the sign."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        found = self._thumbs.pixmap(self._file) if self._thumbs is not None else None
        if found is None:
            side = active().px(20)
            seen = self._file.media_type.startswith("image/")
            drawn = icons.pixmap("image" if seen else "file", "muted", side, self.devicePixelRatioF())
            painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, drawn)
        else:
            draw_thumb(painter, self.rect(), found)
        painter.end()


def draw_thumb(painter: QPainter, room: QRect, picture: QPixmap) -> None:
    """Fill a square with the middle of a picture, with round corners."""
    side = min(picture.width(), picture.height())
    source = QRect((picture.width() - side) // 2, (picture.height() - side) // 2, side, side)
    shape = QPainterPath()
    radius = active().px(5)
    shape.addRoundedRect(QRectF(room), radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(shape)
    painter.drawPixmap(room, picture, source)
    painter.setClipping(False)


class FileLine(QFrame):
    """One file.

    Signals:
        view_wanted: the attachment is to be shown.
        save_wanted: the attachment is to be written to a file.
        removed: the attachment is to be taken off the item.
    """

    view_wanted = Signal(object)
    save_wanted = Signal(object)
    removed = Signal(str)

    def __init__(self, words: Words, attachment: Attachment, thumbs: Thumbs | None = None) -> None:
        super().__init__()
        self._attachment, self._words, self._thumbs = attachment, words, thumbs
        t = words.gettext
        self.setObjectName("card")
        self.setProperty("sunken", "true")
        name = ElidedLabel(attachment.name, "strong")
        told = ElidedLabel(facts(words, attachment), "small", "muted")
        told.setToolTip(attachment.sha256)
        told.setAccessibleDescription(attachment.sha256)
        self._inside = ElidedLabel("", "small", "muted")
        self._inside.hide()
        texts = QVBoxLayout()
        texts.setSpacing(0)
        for label in (name, told, self._inside):
            texts.addWidget(label)
        self._thumb = Thumb(thumbs, attachment)
        view = IconButton("eye", t("Show {name}").format(name=attachment.name))
        save = IconButton("download", t("Save a copy of {name}").format(name=attachment.name))
        remove = IconButton("close", t("Take {name} off this item").format(name=attachment.name))
        if attachment.destroyed_at is not None:
            save.hide()  # never shown before it has a parent: it would be a window of its own
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self._thumb)
        row.addLayout(texts, 1)
        for button in (view, save, remove):
            row.addWidget(button)
        view.clicked.connect(self._on_view)
        save.clicked.connect(self._on_save)
        remove.clicked.connect(self._on_remove)
        self.refresh()

    def refresh(self) -> None:
        """Show what is known about the look by now."""
        if self._thumbs is None:
            return
        said = inside(self._words, self._thumbs.look(self._attachment))
        if self._attachment.parent_id:
            made = self._words.gettext("made from another file of this audit")
            said = "  ·  ".join(part for part in (made, said) if part)
        self._inside.setText(said)
        self._inside.setVisible(bool(said))
        self._thumb.update()

    def _on_view(self) -> None:
        self.view_wanted.emit(self._attachment)

    def _on_save(self) -> None:
        self.save_wanted.emit(self._attachment)

    def _on_remove(self) -> None:
        self.removed.emit(self._attachment.id)


class FileList(QWidget):
    """All files of an item.

    Signals:
        view_wanted: an `Attachment` is to be shown.
        save_wanted: an `Attachment` is to be written to a file.
        removed: id of an attachment to take off the item.
    """

    view_wanted = Signal(object)
    save_wanted = Signal(object)
    removed = Signal(str)

    def __init__(self, words: Words, thumbs: Thumbs | None = None) -> None:
        super().__init__()
        self._words, self._thumbs = words, thumbs
        self._lines: list[FileLine] = []
        if thumbs is not None:
            thumbs.arrived.connect(self._on_arrived)
        self._shown: tuple[Attachment, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS + 2)
        self.setAccessibleName(words.gettext("Files of this item"))
        self.hide()

    def show_files(self, files: Sequence[Attachment]) -> None:
        """Show these files."""
        if tuple(files) == self._shown:
            return
        self._shown = tuple(files)
        clear(self._column)
        self._lines = []
        for one in files:
            line = FileLine(self._words, one, self._thumbs)
            self._lines.append(line)
            line.view_wanted.connect(self.view_wanted)
            line.save_wanted.connect(self.save_wanted)
            line.removed.connect(self.removed)
            self._column.addWidget(line)
        self.setVisible(bool(files))

    def _on_arrived(self) -> None:
        for line in self._lines:
            line.refresh()
