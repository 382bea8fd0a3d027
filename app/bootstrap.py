"""The one place that builds workspace, services and windows.

Everything heavy is imported inside functions: headless commands run without Qt, and the first window is painted
before the database, the report and the signing stack are loaded (design, section 10, point 15).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from app.domain.clock import Clock
    from app.services.container import Services
    from app.storage.vault import RawKey, Secret

HEADER_FILES: Final = ("workspace.key", "workspace.key.copy", "workspace.db")
RECOVERY: Final = r"[A-Za-z2-7018]{32}"


def open_services(folder: Path, secret: Secret, clock: Clock | None = None, *, accept_older: bool = False) -> Services:
    """Return the services over the workspace in `folder`; end them with `services.workspace.close()`.

    Raises:
        EnvironmentProblem: as `Workspace.open` (`wrong_password`, `locked_by_other`, `damaged`, `newer_version` ...).
    """
    from app.services.container import build  # noqa: PLC0415 - see above
    from app.storage.workspace import Workspace  # noqa: PLC0415 - see above

    return build(Workspace.open(folder, secret, clock=clock or system_clock(), accept_older=accept_older))


def create_services(folder: Path, password: str | RawKey, clock: Clock | None = None) -> tuple[Services, str]:
    """Make a workspace in the new or empty `folder`; return its services and its recovery key.

    Raises:
        UserMistake: `weak_password`.
        EnvironmentProblem: `workspace_exists`, `folder_not_empty`, `read_only`, `disk_full` ...
    """
    from app.services.container import build  # noqa: PLC0415 - see above
    from app.storage.workspace import Workspace  # noqa: PLC0415 - see above

    workspace, recovery = Workspace.create(folder, password, clock=clock or system_clock())
    return build(workspace), recovery


def restore_with(source: Path, folder: Path, text: str, clock: Clock | None = None) -> Services:
    """Make a workspace in the new or empty `folder` from a backup that a password or recovery key opens, verified."""
    from app.services.container import build  # noqa: PLC0415 - see above
    from app.storage.workspace import Workspace  # noqa: PLC0415 - see above

    def restored(secret: Secret) -> Services:
        return build(Workspace.restore(source, folder, secret, clock=clock or system_clock()))

    return _first_that_opens(text, restored)


def secret_of(text: str) -> tuple[Secret, ...]:
    """Return what a typed secret may be, the likelier first: a recovery key if it looks like one, a password."""
    from app.storage.vault import Password, RecoveryKey  # noqa: PLC0415 - see above

    bare = re.sub(r"[\s-]", "", text)
    if re.fullmatch(RECOVERY, bare):
        return RecoveryKey(text), Password(text)
    return (Password(text),)


def open_with(folder: Path, text: str, clock: Clock | None = None) -> Services:
    """Return the services of the workspace that a password or recovery key opens; raises as `open_services`."""

    def opened(secret: Secret) -> Services:
        return open_services(folder, secret, clock)

    return _first_that_opens(text, opened)


def _first_that_opens(text: str, open_by: Callable[[Secret], Services]) -> Services:
    """Return what opens by the typed `text`, read as a recovery key first where it looks like one."""
    from app.domain.errors import EnvironmentProblem  # noqa: PLC0415 - kept beside its use

    *first, last = secret_of(text)
    for secret in first:
        try:
            return open_by(secret)
        except EnvironmentProblem as problem:
            if problem.code != "wrong_recovery_key":
                raise
    return open_by(last)


def system_clock() -> Clock:
    """Return the clock of this machine."""
    from app.domain.clock import SystemClock  # noqa: PLC0415 - kept beside its use

    return SystemClock()


class WorkspaceGate:
    """Creates and opens workspaces for the first window (`app.ui.gate`); all but `exists` may take seconds."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock: Final = clock

    def exists(self, folder: Path) -> bool:
        """Tell whether there is a workspace in `folder`, whole or damaged (a quick look at file names)."""
        return any((folder / name).exists() for name in HEADER_FILES)

    def create(self, folder: Path, password: str) -> tuple[Services, str]:
        """Create a workspace; returns the services and the recovery key. Raises as `create_services`."""
        return create_services(folder, password, self.clock)

    def unlock(self, folder: Path, secret: str) -> Services:
        """Open a workspace with its password or recovery key. Raises as `open_services`."""
        return open_with(folder, secret, self.clock)

    def suggest_passphrase(self) -> str:
        """Return a new passphrase of five words."""
        from app.storage.passphrase import generate  # noqa: PLC0415 - see above

        return generate()

    def strength(self, password: str) -> float:
        """Return the estimated strength of an own password in bits (50 are asked for)."""
        from app.storage.passphrase import estimate_bits  # noqa: PLC0415 - see above

        return estimate_bits(password)


def open_window(argv: Sequence[str], folder: Path | None) -> int:
    """Show the program until its last window is closed; return the exit code.

    `folder` is where the workspace is or will be; None leaves it to the preferences. Raises ImportError without Qt.
    """
    from app.ui.application import run  # noqa: PLC0415 - Qt is loaded here and nowhere before

    return run(WorkspaceGate(), argv, folder)


def open_gallery(argv: Sequence[str]) -> int:
    """Show every part of the windows in every state; return the exit code."""
    from app.ui.gallery.run import run  # noqa: PLC0415 - as above

    return run(argv)
