"""Writes a paper to a file the user names: composed in a job with progress, then asked for the place, then written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.services.outgoing import write_out
from app.ui.audit.spoken import spoken
from app.ui.widgets import file_dialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.services.base import Progress
    from app.ui.context import UiContext
    from app.ui.widgets.progress_card import ProgressCard


class PaperExport(QObject):
    """One export at a time."""

    def __init__(self, ctx: UiContext, window: QWidget, progress: ProgressCard) -> None:
        super().__init__(window)
        self._ctx, self._window, self._progress = ctx, window, progress
        self._name, self._data, self._target = "", b"", Path()

    def start(self, make: Callable[[Progress], bytes], name: str, text: str) -> None:
        """Make the bytes of a paper called `name`, then ask where to write them."""
        self._name = name
        job = self._ctx.jobs.long(partial(spoken, make, self._ctx.t), self._on_made)
        self._progress.follow(job, text)

    def save(self, read: Callable[[], bytes], name: str) -> None:
        """Write bytes that are there already to a file called `name`."""
        self._name = name
        self._ctx.jobs.read(read, self._on_made)

    def _on_made(self, data: bytes) -> None:
        self._data = data
        title = self._ctx.t("Save the paper")
        file_dialog.choose_target(self._window, title, self._name, self._on_target, "PDF (*.pdf)")

    def _on_target(self, path: str) -> None:
        self._target = Path(path)
        # The file dialog has asked already whether another file may be replaced.
        self._ctx.jobs.read(partial(write_out, self._target, self._data, replace=True), self._on_written)
        self._data = b""

    def _on_written(self, done: object) -> None:
        del done
        self._ctx.notices.say(self._ctx.t("Saved as {name}").format(name=self._target.name), tone="ok")
