"""Where files come in: dropped, pasted or chosen. Bytes are not touched here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout

from app.domain.drafts import IncomingFile
from app.ui.theme.metrics import Space
from app.ui.theme.theme import set_tone
from app.ui.widgets import file_dialog
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import IconLabel, PlainLabel

if TYPE_CHECKING:
    from app.translation import Words


LARGE = 16 * 1024 * 1024


def is_large(files: Iterable[IncomingFile]) -> bool:
    """Tell whether files take so long that progress is shown and Cancel is offered."""
    size = 0
    for one in files:
        try:
            size += one.path.stat().st_size if one.path is not None else len(one.data or b"")
        except OSError:
            continue  # taking it in says why it cannot be read
    return size > LARGE


def files_in(data: QMimeData) -> tuple[IncomingFile, ...]:
    """Return the local files of a drop or paste; a picture without a file becomes a PNG, made once, marked `pasted`."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    files = tuple(IncomingFile(name=path.name, path=path) for path in paths if path.is_file())
    if files or not data.hasImage():
        return files
    image = data.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return ()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, the function refuses them
    return (IncomingFile(name="pasted.png", data=bytes(buffer.data().data()), made_how="pasted"),)


class FileDrop(QFrame):
    """A dashed area for files, with a button for those who do not drag.

    Signals:
        received: a tuple of `IncomingFile`.
    """

    received = Signal(tuple)

    def __init__(self, words: Words, text: str = "", filters: str = "", note: str = "") -> None:
        super().__init__()
        t = words.gettext
        self._t, self._filters = t, filters
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        said = text or t("Drop files here, or paste with Ctrl+V")
        self.setAccessibleName(said)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.setSpacing(Space.M)
        row.addWidget(IconLabel("upload", "muted", 24))
        column = QVBoxLayout()
        column.setSpacing(Space.XXS)
        column.addWidget(PlainLabel(said, "strong", wrap=True))
        column.addWidget(PlainLabel(note or t("Files are kept byte for byte."), "small", "muted", wrap=True))
        row.addLayout(column, 1)
        self._button = Button(t("Choose files…"), icon="folder")
        self._button.clicked.connect(self._on_choose)
        row.addWidget(self._button)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            set_tone(self, "over", "true")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        super().dragLeaveEvent(event)
        set_tone(self, "over", "false")

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand over what was dropped."""
        set_tone(self, "over", "false")
        event.acceptProposedAction()
        self.take(event.mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste with Ctrl+V, choose with Enter or Space."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on_choose()
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """Take what the clipboard holds."""
        self.take(QApplication.clipboard().mimeData())

    def take(self, data: QMimeData) -> None:
        """Take the files of a drop or paste."""
        files = files_in(data)
        if files:
            self.received.emit(files)

    def _on_choose(self) -> None:
        file_dialog.choose_files(self, self._t("Choose files"), self._on_chosen, self._filters)

    def _on_chosen(self, paths: list[str]) -> None:
        self.received.emit(tuple(IncomingFile(name=Path(path).name, path=Path(path)) for path in paths))
