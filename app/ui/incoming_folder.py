"""Watches the folder into which a phone drops its pictures, if one is set on this computer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from app.domain.drafts import IncomingFile
from app.domain.incoming import FileLook, Waiting

if TYPE_CHECKING:
    from app.preferences import Preferences
    from app.ui.capturing import Capturing
    from app.ui.context import UiContext

PAUSE: Final = 1000
"""Milliseconds between two looks at files that are still being written."""
SLOW: Final = 15_000
"""Milliseconds between looks at a folder that may not tell its changes (a network drive)."""


class IncomingFolder(QObject):
    """Looks into the folder and hands whole new files to `Capturing`; off while no folder is set."""

    def __init__(self, ctx: UiContext, capturing: Capturing) -> None:
        super().__init__(capturing)
        self._ctx, self._capturing = ctx, capturing
        self._folder: Path | None = None
        self._waiting = Waiting(0.0)
        self._watcher = QFileSystemWatcher(self)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._slow = QTimer(self, interval=SLOW)
        self._watcher.directoryChanged.connect(self._on_changed)
        self._soon.timeout.connect(self.look)
        self._slow.timeout.connect(self.look)
        ctx.preferences.changed.connect(self._follow)
        self._follow(ctx.preferences.value)

    def look(self) -> None:
        """Look into the folder beside the window."""
        if self._folder is not None and self._capturing.audit_id:
            self._ctx.jobs.read(self._see, self._on_seen)

    def _follow(self, preferences: Preferences) -> None:
        wanted = Path(preferences.phone_folder) if preferences.phone_folder else None
        if wanted == self._folder and self._waiting.since == preferences.phone_since:
            return
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        self._folder, self._waiting = wanted, Waiting(float(preferences.phone_since))
        if wanted is None:
            self._soon.stop()
            self._slow.stop()
            return
        self._watcher.addPath(str(wanted))
        self._slow.start()
        self._soon.start()

    def _on_changed(self, path: str) -> None:
        del path
        self._soon.start()

    def _see(self) -> dict[str, FileLook]:
        """Return the files of the folder; one that goes away meanwhile is not there, nor is a folder that is gone."""
        found: dict[str, FileLook] = {}
        try:
            paths = list(self._folder.iterdir()) if self._folder else []
        except OSError:
            return found
        for path in paths:
            try:
                facts = path.stat()
            except OSError:
                continue
            if path.is_file():
                found[path.name] = FileLook(facts.st_size, max(facts.st_mtime, facts.st_ctime))
        return found

    def _on_seen(self, seen: dict[str, FileLook]) -> None:
        folder = self._folder
        ready = self._waiting.look(seen)
        if ready and folder is not None:
            self._capturing.receive(
                tuple(IncomingFile(name=name, path=folder / name, made_how="phone") for name in ready)
            )
        if self._waiting.restless:
            self._soon.start()
