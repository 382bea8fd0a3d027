"""What the main window needs besides its first page, built right after the first paint.

Menus' actions and their keys, notices, the status line and the way out: nobody can use them before the window is
painted, and building them first made it wait (design, section 9).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.errors import AuditError
from app.ui.actions import WindowActions
from app.ui.closer import Closer
from app.ui.commands import Commands
from app.ui.errors import Troubles
from app.ui.navigation import Navigator, Notices
from app.ui.search.care import SearchCare
from app.ui.theme.script_fonts import ScriptFonts
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from app.ui.main_window import MainWindow


class Furnishing(QObject):
    """Builds and connects it, over `ground` (where notices lie) and into `column` (the status line below it)."""

    def __init__(self, window: MainWindow, ground: QWidget, column: QVBoxLayout) -> None:
        super().__init__(window)
        self._window, self._words = window, window.words
        self.navigator, self.notices = Navigator(window), Notices(window)
        self.troubles = Troubles(window, self._words, self.notices)
        self.closer = Closer(window.jobs, window)
        self._status = StatusLine(self._words)
        self._status.hide()
        column.addWidget(self._status)
        self._toast = Toast(self._words)
        self._toast.lie_over(ground, self._status)
        self.commands = Commands(window, WindowActions(window, self._words, window.menus), self.navigator)
        self._fonts = ScriptFonts(self)
        self._care: SearchCare | None = None
        self._connect()
        self.show_closed()
        self._fonts.begin()

    def _connect(self) -> None:
        jobs = self._window.jobs
        jobs.problem.connect(self.troubles.take)
        jobs.writing.connect(self._on_writing)
        jobs.wrote.connect(self._on_wrote)
        jobs.write_failed.connect(self._on_write_failed)
        self.closer.stopped.connect(self._begin_care)
        self.notices.said.connect(self._toast.show_notice)
        self._fonts.loaded.connect(self._window.update)

    def show_closed(self) -> None:
        """Take away what belongs to an open workspace."""
        self.leave()
        self.commands.show_open(is_open=False)
        self._status.hide()
        self._toast.hide()

    def leave(self) -> None:
        """Let the search rest: the workspace is being closed."""
        if self._care is not None:
            self._care.stop()
            self._care.deleteLater()
            self._care = None

    def show_open(self, folder: Path) -> None:
        """Show that the workspace in `folder` is open."""
        self.commands.show_open(is_open=True)
        self._status.show_facts(self._words.gettext("Offline · {folder}").format(folder=folder))
        self._status.show()
        if self._window.desk is not None:
            self._window.desk.shown.connect(self._toast.leave_page)
        self._begin_care()

    def _begin_care(self) -> None:
        """Take care of the search; begun again where the workspace could not be closed."""
        if self._window.context is not None and self._care is None:
            search = self._window.context.services.search
            self._care = SearchCare(search, self._window.jobs, self._window.bus, self)

    def _on_writing(self, waiting: int) -> None:
        self._status.show_writing(waiting)

    def _on_wrote(self) -> None:
        if self._window.context is not None and not self._window.jobs.writes_under_way:
            self._status.show_saved()

    def _on_write_failed(self, problem: object) -> None:
        if self._window.context is not None:
            from app.ui.saying import say  # noqa: PLC0415 - the sentences are not needed at the start

            mistake = self._words.gettext("Onsite made a mistake.")
            self._status.show_not_saved(say(self._words, problem) if isinstance(problem, AuditError) else mistake)
