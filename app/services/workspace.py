"""The workspace as a whole: what is in it, check, backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.base import Progress, Service
from app.services.evidence import no_progress

if TYPE_CHECKING:
    from pathlib import Path

    from app.storage.backup import BackupInfo
    from app.storage.check import CheckReport
    from app.storage.trail import Head


class WorkspaceService(Service):
    """Facts and care of the open workspace."""

    @property
    def folder(self) -> Path:
        """Return the folder of the workspace."""
        return self._workspace.folder

    def head(self, audit_id: str | None = None) -> Head:
        """Return the head of the audit's trail (design, section 10, point 1), or of the whole workspace."""
        return self._workspace.head(audit_id)

    def whole_head(self) -> Head:
        """Return one head over all chains of this workspace, with the number of their entries."""
        from app.storage.backup import whole_head  # noqa: PLC0415 - loads what only backups need
        from app.storage.trail import Head  # noqa: PLC0415 - as above

        tips = self._workspace.tips
        return Head(whole_head(tips), tips.count)

    def check(self, progress: Progress = no_progress) -> CheckReport:
        """Check pages, chains, attachments, triggers and the high-water mark."""
        return self._workspace.check(progress)

    def backup(self, target: Path, progress: Progress = no_progress) -> BackupInfo:
        """Write a verified, encrypted backup to the folder `target`."""
        return self._workspace.backup(target, progress)

    def idle(self) -> None:
        """Do the housekeeping that waits for a quiet moment (truncating checkpoint)."""
        self._workspace.checkpoint()

    def close(self) -> None:
        """Close the workspace and give the lock back."""
        self._workspace.close()
