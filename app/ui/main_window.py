"""The main window: first the page that opens a workspace, then its work area, menus and status line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import AuditError
from app.ui.actions import WindowActions
from app.ui.bus import Bus
from app.ui.closer import Closer
from app.ui.commands import Commands
from app.ui.context import UiContext
from app.ui.errors import Troubles
from app.ui.jobs import Jobs
from app.ui.navigation import Navigator, Notices
from app.ui.saying import say
from app.ui.unlock import UnlockPage
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.toast import Toast
from app.ui.window_state import restore_geometry, save_geometry

if TYPE_CHECKING:
    from app.services.container import Services
    from app.translation import Words
    from app.ui.desk import Desk
    from app.ui.gate import WorkspaceGate
    from app.ui.navigation import Place
    from app.ui.preference_store import PreferenceStore
    from app.ui.theme.theme import Theme
    from app.ui.widgets.page import Page


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
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
        self.jobs, self.bus = Jobs(self), Bus(self)
        self.navigator, self.notices = Navigator(self), Notices(self)
        self.troubles = Troubles(self, around.words, self.notices)
        self.context: UiContext | None = None
        self.desk: Desk | None = None
        self._leaving = self._may_close = False
        self._build()
        self.commands = Commands(self, WindowActions(self, self.words))
        self._closer = Closer(self.jobs, self)
        self._connect()
        self.show_unlock()
        self.resize(1280, 820)
        if around.state_file:
            restore_geometry(self, around.state_file)

    def _build(self) -> None:
        self.setWindowTitle("Onsite")
        self.setMinimumSize(760, 520)
        self._stack = QStackedWidget()
        self._status = StatusLine(self.words)
        holder = QWidget()
        holder.setObjectName("window")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self._status)
        self.setCentralWidget(holder)
        self._toast = Toast(self.words)
        self._toast.lie_over(self._stack)

    def _connect(self) -> None:
        self.jobs.changed.connect(self.bus.tell)
        self.jobs.problem.connect(self.troubles.take)
        self.jobs.writing.connect(self._status.show_writing)
        self.jobs.wrote.connect(self._on_wrote)
        self.jobs.write_failed.connect(self._on_write_failed)
        self.notices.said.connect(self._toast.show_notice)
        self._closer.closed.connect(self._on_closed)
        self._closer.stopped.connect(self._on_stopped)

    def show_unlock(self) -> None:
        """Ask for the password of a workspace."""
        page = UnlockPage(self.around.gate, self.jobs, self.words, self.around.folder)
        page.opened.connect(self.open_workspace)
        self._show(page)
        self.commands.show_open(is_open=False)
        self._status.hide()
        self._toast.hide()
        self.setWindowTitle("Onsite")

    def open_workspace(self, services: Services, folder: Path) -> None:
        """Show the work area over open services."""
        from app.ui.desk import Desk  # noqa: PLC0415 - its pages are not needed for the first window

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
        self.desk.shown.connect(self._on_shown)
        self._show(self.desk)
        self.commands.show_open(is_open=True)
        self._status.show_facts(self.words.gettext("Offline · {folder}").format(folder=folder))
        self._status.show()
        self._on_shown(self.desk.place, self.desk.page)
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
        self._closer.close(self.context.services if self.context else None)

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

    def _on_shown(self, place: Place | None, page: Page | None) -> None:
        del place
        if page is not None:
            self.setWindowTitle(f"{page.title} – Onsite")

    def _on_wrote(self) -> None:
        if self.context is not None and not self.jobs.writes_under_way:
            self._status.show_saved()

    def _on_write_failed(self, problem: object) -> None:
        if self.context is not None:
            mistake = self.words.gettext("Onsite made a mistake.")
            reason = say(self.words, problem) if isinstance(problem, AuditError) else mistake
            self._status.show_not_saved(reason)
