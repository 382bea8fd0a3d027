"""Tells every window what a write changed, so that each reloads what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from app.domain.changes import Changes


class Bus(QObject):
    """Broadcasts changes in the main thread.

    Signals:
        changed: `Changes` and the object that asked for the write (or `None`); whoever asked has already shown it.
    """

    changed = Signal(object, object)

    def tell(self, changes: Changes, origin: object | None = None) -> None:
        """Tell everybody about `changes`; empty changes are not told."""
        if changes.kinds:
            self.changed.emit(changes, origin)
