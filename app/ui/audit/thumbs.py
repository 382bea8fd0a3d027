"""Looks of files for the windows: fetched in the background when something wants to draw one, kept while it is open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from app.domain.looks import Look, LookState, can_be_seen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.domain.fieldwork import Attachment
    from app.services.files import FileService
    from app.ui.context import UiContext

_AT_ONCE = 60
_KEPT = 4000
Found = dict[str, Look]


class Thumbs(QObject):
    """The looks of the files of an audit.

    Signals:
        arrived: looks came in; whoever draws them draws again.
    """

    arrived = Signal()

    def __init__(self, ctx: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._looks: Found = {}
        self._pixmaps: dict[str, QPixmap] = {}
        self._wanted: dict[str, None] = {}
        self._busy = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._fetch)

    def look(self, file: Attachment) -> Look | None:
        """Return the look of a file; None while it is fetched, `LookState.NONE` where there is nothing to be seen."""
        if file.destroyed_at is not None or not can_be_seen(file.media_type):
            return Look(state=LookState.NONE)
        found = self._looks.get(file.id)
        if found is None and file.id not in self._wanted:
            self._wanted[file.id] = None
            self._timer.start()
        return found

    def pixmap(self, file: Attachment) -> QPixmap | None:
        """Return the small picture of a file, None if there is none (yet)."""
        found = self.look(file)
        if found is None or not found.thumbnail:
            return None
        if file.id not in self._pixmaps:
            if len(self._pixmaps) > _KEPT:
                self._pixmaps.clear()
            self._pixmaps[file.id] = QPixmap.fromImage(image_of(found.thumbnail))
        return self._pixmaps[file.id]

    def _fetch(self) -> None:
        if self._busy or not self._wanted:
            return
        self._busy = True
        # What was asked for last is what is on the screen now.
        wanted = list(reversed(self._wanted))[:_AT_ONCE]
        self._ctx.jobs.long(partial(_looks, self._ctx.services.files, wanted), self._on_found, self._on_failed)

    def _on_found(self, found: Found) -> None:
        self._busy = False
        self._looks |= found
        for key in found:
            self._wanted.pop(key, None)
        self.arrived.emit()
        if self._wanted:
            self._timer.start()

    def _on_failed(self, problem: BaseException) -> None:
        del problem  # locked, damaged, ended: the picture stays away, and the check of the workspace says why
        self._busy = False


def image_of(content: bytes) -> QImage:
    """Return the JPEG that the helper wrote; nothing else is decoded in this process."""
    return QImage.fromData(content, "JPEG")  # type: ignore[arg-type]  # its stubs want bytes, which it refuses


def _looks(files: FileService, wanted: Sequence[str], progress: Callable[[int, str], None]) -> Found:
    """Return the looks that are there; of those that are missing one is made, so that nobody waits for the others."""
    found = files.looks(wanted)
    if not found:
        asked = partial(progress, -1, "")
        found = {wanted[0]: files.look(wanted[0], asked)}
    return found
