"""What the first window needs before a workspace is open; `app.bootstrap` provides it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from app.services.container import Services


class WorkspaceGate(Protocol):
    """Creates and opens workspaces. All but `exists` may take seconds: call them in a job."""

    def exists(self, folder: Path) -> bool:
        """Tell whether there is a workspace in `folder` (a quick look at file names)."""
        ...

    def create(self, folder: Path, password: str) -> tuple[Services, str]:
        """Create a workspace; returns the services and the recovery key. Raises `AuditError`."""
        ...

    def unlock(self, folder: Path, secret: str) -> Services:
        """Open a workspace with its password or recovery key. Raises `AuditError`."""
        ...

    def suggest_passphrase(self) -> str:
        """Return a new passphrase of five words."""
        ...

    def strength(self, password: str) -> float:
        """Return the estimated strength of an own password in bits."""
        ...
