"""The preferences in force, and their file."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app import preferences

if TYPE_CHECKING:
    from app.preferences import Preferences


class PreferenceStore(QObject):
    """Holds the preferences; a change is written at once.

    Signals:
        changed: the new `Preferences`.
    """

    changed = Signal(object)

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._value = preferences.load(path) if path else preferences.Preferences()

    @property
    def value(self) -> Preferences:
        """Return the preferences in force."""
        return self._value

    def change(
        self,
        *,
        language: str | None = None,
        scheme: str | None = None,
        zoom: int | None = None,
        workspace: str | None = None,
        plan_view: str | None = None,
        phone_folder: str | None = None,
        phone_since: int | None = None,
    ) -> None:
        """Change what is given. A file that cannot be written is no reason to stop: the change holds for this run."""
        wanted = {
            "language": language, "scheme": scheme, "zoom": zoom, "workspace": workspace, "plan_view": plan_view,
            "phone_folder": phone_folder, "phone_since": phone_since,
        }  # fmt: skip
        given = {name: value for name, value in wanted.items() if value is not None}
        new = self._value._replace(**given).tidy()  # type: ignore[arg-type]  # names and types are those above
        if new == self._value:
            return
        self._value = new
        if self._path:
            with contextlib.suppress(OSError):
                preferences.save(self._path, new)
        self.changed.emit(new)
