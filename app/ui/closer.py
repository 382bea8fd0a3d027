"""Closes a workspace in order: long work stops, writes end, then the workspace is closed on the writer thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from app.services.container import Services
    from app.ui.jobs import Jobs


class Closer(QObject):
    """Closes one workspace at a time.

    Signals:
        closed: the workspace is closed, or there was none.
        stopped: something could not be saved; the workspace stays open.
    """

    closed = Signal()
    stopped = Signal()

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._services: Services | None = None
        self._under_way = self._failed = False
        jobs.idle.connect(self._on_idle)
        jobs.write_failed.connect(self._on_write_failed)

    @property
    def under_way(self) -> bool:
        """Tell whether a workspace is being closed."""
        return self._under_way

    def close(self, services: Services | None) -> None:
        """Begin; the end comes as a signal."""
        if self._under_way:
            return
        self._services, self._under_way, self._failed = services, True, False
        self._jobs.cancel_all()
        if not self._jobs.busy:
            QTimer.singleShot(0, self._on_idle)  # not inside the close event that asked: Qt would not close in it

    def _on_idle(self) -> None:
        if not self._under_way:
            return
        services, self._services = self._services, None
        if self._failed:
            self._under_way = False
            self.stopped.emit()
        elif services is not None:
            self._jobs.write(services.workspace.close, self._on_closed)
        else:
            self._under_way = False
            self.closed.emit()

    def _on_closed(self, value: object) -> None:
        del value  # `idle` follows and tells the end

    def _on_write_failed(self, problem: object) -> None:
        del problem
        self._failed = self._under_way
