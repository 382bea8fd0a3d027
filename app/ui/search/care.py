"""Takes up what was changed for the search, in short pieces of work while nothing else is to be done."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.changes import Changes
    from app.services.search import SearchService
    from app.ui.bus import Bus
    from app.ui.jobs import Job, Jobs

FIRST_MS: Final = 2500
"""After opening: the window and its first page go first."""

QUIET_MS: Final = 1200
"""After a change: typing and capture go first."""

BREATH_MS: Final = 60
PIECE_SECONDS: Final = 0.12


class SearchCare(QObject):
    """Runs while a workspace is open.

    Signals:
        moved: something was taken up, or all is.
    """

    moved = Signal()

    def __init__(self, search: SearchService, jobs: Jobs, bus: Bus, parent: QObject) -> None:
        super().__init__(parent)
        self._search, self._jobs = search, jobs
        self._timer = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._timer.timeout.connect(self._begin)
        self._job: Job | None = None
        self._stopped = False
        bus.changed.connect(self._on_changed)
        self._timer.start()

    def hurry(self) -> None:
        """Begin at once: somebody looks for something."""
        if not self._stopped and self._job is None:
            self._timer.start(0)

    def stop(self) -> None:
        """End: the workspace is being closed."""
        self._stopped = True
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()

    def _on_changed(self, changes: Changes, origin: object) -> None:
        del changes, origin
        if not self._stopped and self._job is None:
            self._timer.start(QUIET_MS)

    def _begin(self) -> None:
        if self._stopped or self._job is not None:
            return
        self._job = self._jobs.long(partial(_piece, self._search), self._on_done, self._on_failed)

    def _on_done(self, more: bool) -> None:  # noqa: FBT001 - what the work returned
        self._job = None
        self.moved.emit()
        if more and not self._stopped:
            self._timer.start(BREATH_MS)

    def _on_failed(self, problem: object) -> None:
        # A full disk or a damaged page: the next change tries again, and the check of the workspace says what it is.
        del problem
        self._job = None


def _piece(search: SearchService, progress: Callable[[int, str], None]) -> bool:
    """Work for a moment; tell whether more is to be done."""
    end = time.monotonic() + PIECE_SECONDS
    asked = partial(progress, -1, "")
    while search.step(asked):
        asked()
        if time.monotonic() > end:
            return True
    return False
