"""Tables that come in (dropped, pasted, chosen) and go out (asked for the place, then written)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent

from app.services.outgoing import write_out
from app.ui.widgets import file_dialog
from app.ui.widgets.file_drop import FileDrop

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.translation import Words
    from app.ui.context import UiContext

TABLES: Final = "XLSX, ODS, CSV (*.xlsx *.xlsm *.ods *.csv *.tsv *.txt)"
XLSX: Final = "XLSX (*.xlsx)"
_UNSAFE: Final = re.compile(r"[^\w.()-]+")


class TableDrop(FileDrop):
    """A dashed area for one table: a file, or cells copied in a spreadsheet program.

    Signals:
        pasted: the text of the cells that were pasted or dropped.
    """

    pasted = Signal(str)

    def __init__(self, words: Words) -> None:
        t = words.gettext
        text = t("Drop the client's table here, or paste copied cells with Ctrl+V")
        super().__init__(words, text, TABLES, t("XLSX, ODS, CSV. Nothing is taken over before you have seen it."))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and text."""
        if event.mimeData().hasText() and not event.mimeData().hasUrls():
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def take(self, data: QMimeData) -> None:
        """Take the files of a drop or paste, or its text."""
        if data.hasUrls():
            super().take(data)
        elif data.hasText() and data.text().strip():
            self.pasted.emit(data.text())


class TableExport(QObject):
    """Writes one table at a time to a file that the user names."""

    def __init__(self, ctx: UiContext, window: QWidget) -> None:
        super().__init__(window)
        self._ctx, self._window = ctx, window
        self._name, self._data, self._target = "", b"", Path()

    def start(self, make: Callable[[], bytes], name: str) -> None:
        """Make the bytes of a table called `name` (without ending), then ask where to write them."""
        self._name = f"{_UNSAFE.sub(' ', name).strip()}.xlsx"
        self._ctx.jobs.read(make, self._on_made)

    def _on_made(self, data: bytes) -> None:
        self._data = data
        file_dialog.choose_target(self._window, self._ctx.t("Save the table"), self._name, self._on_target, XLSX)

    def _on_target(self, path: str) -> None:
        self._target = Path(path)
        # The file dialog has asked already whether another file may be replaced.
        self._ctx.jobs.read(partial(write_out, self._target, self._data, replace=True), self._on_written)
        self._data = b""

    def _on_written(self, done: object) -> None:
        del done
        self._ctx.notices.say(self._ctx.t("Saved as {name}").format(name=self._target.name), tone="ok")
