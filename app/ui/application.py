"""Starts the program: application, looks, words, main window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app import paths
from app.translation import Words, load
from app.ui.collector import Collector
from app.ui.main_window import MainWindow, Surroundings
from app.ui.preference_store import PreferenceStore
from app.ui.theme.theme import Theme, begin
from app.ui.window_state import keep_file_dialogs_silent

if TYPE_CHECKING:
    from app.ui.gate import WorkspaceGate


def make_application(argv: Sequence[str]) -> QApplication:
    """Return the application object with its name, made once."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else begin(sys.argv[0], argv)
    app.setApplicationName("onsite")
    app.setApplicationDisplayName("Onsite")
    app.setDesktopFileName("onsite")
    app.setWindowIcon(QIcon(str(paths.resource("icons/onsite.svg"))))
    keep_file_dialogs_silent()
    return app


def make_words(app: QApplication, language: str) -> Words:
    """Return the words of the program in `language` (empty: English), with Qt's own texts and the direction."""
    words = load(language or "en")
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if words.right_to_left else Qt.LayoutDirection.LeftToRight)
    QLocale.setDefault(QLocale(words.language) if language else QLocale(QLocale.Language.English))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{words.language}", folder):
        app.installTranslator(translator)
    return words


def make_window(app: QApplication, gate: WorkspaceGate, settings: Path, folder: Path | None) -> MainWindow:
    """Return the main window, not shown yet; `settings` is the folder of its preferences."""
    store = PreferenceStore(settings / "preferences-1.json")
    words = make_words(app, store.value.language)
    theme = Theme(app)
    around = Surroundings(
        gate=gate,
        words=words,
        preferences=store,
        theme=theme,
        folder=folder or _remembered(store),
        state_file=settings / "window-1.json",
    )
    return MainWindow(around)


def _take_up(
    window: MainWindow, kind: type[BaseException], problem: BaseException, trace: TracebackType | None
) -> None:
    """Show what would end in `sys.excepthook` (errors in slots) in the window."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, problem, trace)
    else:
        window.troubles.take(problem)


def _remembered(store: PreferenceStore) -> Path:
    """Return the folder of the workspace that was opened last, or where the first one will be."""
    return Path(store.value.workspace) if store.value.workspace else paths.data_folder() / "workspace"


def run(gate: WorkspaceGate, argv: Sequence[str], folder: Path | None) -> int:
    """Show the program until its window is closed; return the exit code."""
    app = make_application(argv)
    settings = Path(os.environ.get("ONSITE_SETTINGS") or paths.settings_folder())
    window = make_window(app, gate, settings, folder)
    sys.excepthook = partial(_take_up, window)
    Collector(app)
    window.show()
    return app.exec()
