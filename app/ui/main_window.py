"""The main window: first the page that opens a workspace, then its work area, menus and status line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.ui.bus import Bus
from app.ui.jobs import Jobs
from app.ui.menus import make_menus
from app.ui.unlock import UnlockPage
from app.ui.window_state import restore_geometry, save_geometry, take_first_size

if TYPE_CHECKING:
    from app.services.container import Services
    from app.translation import Words
    from app.ui.commands import Commands
    from app.ui.context import UiContext
    from app.ui.desk import Desk
    from app.ui.errors import Troubles
    from app.ui.furnishing import Furnishing
    from app.ui.gate import WorkspaceGate
    from app.ui.navigation import Navigator, Notices
    from app.ui.preference_store import PreferenceStore
    from app.ui.theme.theme import Theme


class Surroundings(NamedTuple):
    """What the window is given: where workspaces come from, words, preferences, looks, and its own files.

    `folder` is where the workspace is or will be; `state_file` keeps size and place of the window (None: nowhere).
    """

    gate: WorkspaceGate
    words: Words
    preferences: PreferenceStore
    theme: Theme
    folder: Path
    state_file: Path | None = None


class MainWindow(QMainWindow):
    """One window, one workspace at a time.

    Signals:
        workspace_opened: the `UiContext` of the workspace that was opened.
        workspace_closed: the workspace is closed and its lock given back.
    """

    workspace_opened = Signal(object)
    workspace_closed = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.around, self.words = around, around.words
        around.theme.follow(around.preferences.value)  # first, so that nothing is dressed twice
        self.jobs, self.bus = Jobs(self), Bus(self)
        self.jobs.changed.connect(self.bus.tell)
        self.context: UiContext | None = None
        self.desk: Desk | None = None
        self._furnishing: Furnishing | None = None
        self._leaving = self._may_close = self._painted = False
        self._build()
        self.show_unlock()
        take_first_size(self)
        if around.state_file:
            restore_geometry(self, around.state_file)

    def _build(self) -> None:
        self.setMinimumSize(760, 520)
        self.menus = make_menus(self, self.words)
        self._stack = QStackedWidget()
        self._stack.currentChanged.connect(self._follow_title)
        holder = QWidget()
        holder.setObjectName("window")
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)
        self.setCentralWidget(holder)

    @property
    def furnishing(self) -> Furnishing:
        """Return what is built after the first paint; asking for it earlier builds it at once."""
        if self._furnishing is None:
            from app.ui.furnishing import Furnishing  # noqa: PLC0415 - not needed for the first paint

            self._furnishing = Furnishing(self, self._stack, self._column)
            self._furnishing.closer.closed.connect(self._on_closed)
            self._furnishing.closer.stopped.connect(self._on_stopped)
        return self._furnishing

    @property
    def navigator(self) -> Navigator:
        """Return who takes wishes to go somewhere."""
        return self.furnishing.navigator

    @property
    def notices(self) -> Notices:
        """Return who takes short messages."""
        return self.furnishing.notices

    @property
    def troubles(self) -> Troubles:
        """Return who takes failures that nobody else took."""
        return self.furnishing.troubles

    @property
    def commands(self) -> Commands:
        """Return what the actions do."""
        return self.furnishing.commands

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint; the first time the rest of the window is built right after it."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._on_painted)

    def _on_painted(self) -> None:
        _ = self.furnishing

    def show_unlock(self) -> None:
        """Ask for the password of a workspace."""
        page = UnlockPage(self.around.gate, self.jobs, self.words)
        page.opened.connect(self.open_workspace)
        self._show(page)
        page.show_folder(self.around.folder)
        if self._furnishing is not None:
            self._furnishing.show_closed()

    def open_workspace(self, services: Services, folder: Path) -> None:
        """Show the work area over open services."""
        from app.ui.context import UiContext  # noqa: PLC0415 - not needed for the first window
        from app.ui.desk import Desk  # noqa: PLC0415 - nor are its pages

        self.context = UiContext(
            services=services,
            jobs=self.jobs,
            bus=self.bus,
            words=self.words,
            preferences=self.around.preferences,
            theme=self.around.theme,
            navigator=self.navigator,
            notices=self.notices,
        )
        self.around.preferences.change(workspace=str(folder))
        self.desk = Desk(self.context)
        self._show(self.desk)
        self.furnishing.show_open(folder)
        self.workspace_opened.emit(self.context)

    def lock(self) -> None:
        """Close the workspace and ask for its password again."""
        if self.context is not None:
            self._leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only once everything is saved and the workspace is closed."""
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self._leaving = True
        self._leave()

    def _leave(self) -> None:
        if self.desk is not None:
            self.desk.leave()
        self.setEnabled(False)
        self.furnishing.leave()
        self.furnishing.closer.close(self.context.services if self.context else None)

    def _on_closed(self) -> None:
        was_open = self.context is not None
        self.context, self.desk = None, None
        self.setEnabled(True)
        if was_open:
            self.workspace_closed.emit()
        if not self._leaving:
            self.show_unlock()
            return
        if self.around.state_file:
            save_geometry(self, self.around.state_file)
        self.jobs.close()
        self._may_close = True
        self.close()

    def _on_stopped(self) -> None:
        self.setEnabled(True)
        self._leaving = False
        self.notices.say(self.words.gettext("Not closed: something could not be saved."), tone="danger")

    def _show(self, page: QWidget) -> None:
        old = self._stack.currentWidget()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        page.windowTitleChanged.connect(self._follow_title)

    def _follow_title(self) -> None:
        page = self._stack.currentWidget()
        title = page.windowTitle() if page is not None else ""
        self.setWindowTitle(f"{title} – Onsite" if title else "Onsite")
