"""Where the user wants to go, and short notices: pages ask here and never know the main window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class Place:
    """A page by its key, with the audit and the item it shows (empty if none)."""

    key: str
    audit_id: str = ""
    item_id: str = ""


class Navigator(QObject):
    """Takes wishes to go somewhere.

    Signals:
        wanted: the `Place` to show.
        went_back: show the place before this one.
    """

    wanted = Signal(object)
    went_back = Signal()

    def go(self, key: str, audit_id: str = "", item_id: str = "") -> None:
        """Show the page `key`, for example `go("findings", audit_id, finding_id)`."""
        self.wanted.emit(Place(key, audit_id, item_id))

    def back(self) -> None:
        """Show the place before this one (a wizard that was left, for example)."""
        self.went_back.emit()


@dataclass(frozen=True, slots=True)
class Notice:
    """A short message that goes away by itself; `action` runs when `action_text` is pressed (undo)."""

    text: str
    tone: str = "neutral"
    action_text: str = ""
    action: Callable[[], object] | None = None


class Notices(QObject):
    """Takes notices for the bar at the bottom of the window.

    Signals:
        said: the `Notice` to show.
    """

    said = Signal(object)

    def say(
        self, text: str, *, tone: str = "neutral", action_text: str = "", action: Callable[[], object] | None = None
    ) -> None:
        """Show `text`; with an action, for example `say("NC-07 withdrawn", action_text="Undo", action=self._undo)`."""
        self.said.emit(Notice(text, tone, action_text, action))
