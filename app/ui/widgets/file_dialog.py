"""Asking for files and folders without blocking; one place, so that tests answer here.

Qt's own file dialog writes visited folders (clients' names) to a settings file in the home directory; where it is
used, `window_state.keep_file_dialogs_silent` has sent those settings nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def _dialog(parent: QWidget, title: str, filters: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if filters:
        dialog.setNameFilter(filters)
    return dialog


def choose_files(parent: QWidget, title: str, done: Callable[[list[str]], object], filters: str = "") -> None:
    """Ask for existing files; `done` gets their paths, and is not called if the user gives up."""
    dialog = _dialog(parent, title, filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(done)
    dialog.open()


def choose_folder(parent: QWidget, title: str, done: Callable[[str], object]) -> None:
    """Ask for a folder; `done` gets its path."""
    dialog = _dialog(parent, title, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(done)
    dialog.open()


def choose_target(
    parent: QWidget,
    title: str,
    name: str,
    done: Callable[[str], object],
    filters: str = "",
    *,
    folder: Path | None = None,
) -> None:
    """Ask where to write a file called `name`; `done` gets the path."""
    dialog = _dialog(parent, title, filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    if folder:
        dialog.setDirectory(str(folder))
    dialog.selectFile(name)
    dialog.fileSelected.connect(done)
    dialog.open()
