"""What the user sees of errors: sentences for what can happen, one dialog for bugs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AuditError, Cancelled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.translation import Words
    from app.ui.bug_dialog import BugDialog
    from app.ui.navigation import Notices


class Troubles(QObject):
    """Takes every failure nobody else took.

    Signals:
        bug: a plain-text report, once it is shown.
    """

    bug = Signal(str)

    def __init__(self, window: QWidget, words: Words, notices: Notices) -> None:
        super().__init__(window)
        self._window, self._words, self._notices = window, words, notices
        self._open: BugDialog | None = None

    def take(self, problem: BaseException) -> None:
        """Say a known failure in the bar at the bottom, show the dialog for a bug."""
        if isinstance(problem, Cancelled):
            return
        if isinstance(problem, AuditError):
            from app.ui.saying import say  # noqa: PLC0415 - the sentences are not needed at the start

            self._notices.say(say(self._words, problem), tone="danger")
            return
        from app.ui.bug_dialog import BugDialog, report  # noqa: PLC0415 - seldom needed, never at the start

        text = report(problem)
        self.bug.emit(text)
        if self._open is None:
            self._open = BugDialog(self._window, self._words, text)
            self._open.finished.connect(self._on_closed)
            self._open.open()

    def _on_closed(self) -> None:
        self._open = None
