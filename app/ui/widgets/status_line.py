"""The status line: says "All changes saved" only after the commit, and "Not saved" in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.ui.theme.metrics import Space
from app.ui.widgets.labels import IconLabel, PlainLabel, set_shown

if TYPE_CHECKING:
    from app.translation import Words


def _now() -> datetime:
    return datetime.now().astimezone()


class StatusLine(QFrame):
    """Saving state at the start, facts of the workspace at the end."""

    def __init__(self, words: Words, now: Callable[[], datetime] = _now) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self._words, self._now = words, now
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        row.setSpacing(Space.S)
        self._icon = IconLabel("lock", "muted", 14)
        self._saving = PlainLabel("", "small", "muted")
        self._facts = PlainLabel("", "small", "muted")
        row.addWidget(self._icon)
        row.addWidget(self._saving)
        row.addStretch(1)
        row.addWidget(self._facts)
        self._icon.hide()
        self._failed = self._waiting = False
        self._before = ""

    @property
    def text(self) -> str:
        """Return what the line says about saving."""
        return self._saving.text()

    def show_writing(self, waiting: int) -> None:
        """Say that something is being saved; called with the number of writes under way.

        A write may end without a commit because nothing had changed: then what was said before holds again.
        """
        if self._failed:
            return
        if not waiting and self._waiting:
            self._waiting = False
            self._say(self._before, "save-done", "muted")
            set_shown(self._icon, bool(self._before))
        elif waiting:
            self._before = self._before if self._waiting else self._saving.text()
            self._waiting = True
            self._say(self._words.gettext("Saving…"), "clock", "muted")

    def show_saved(self) -> None:
        """Say that everything is saved; called after a commit."""
        self._failed = self._waiting = False
        text = self._words.gettext("All changes saved {time}").format(time=self._words.clock(self._now()))
        self._say(text, "save-done", "muted")

    def show_not_saved(self, reason: str) -> None:
        """Say that the last change is not saved, and why; stays until something is saved."""
        self._failed = True
        self._say(self._words.gettext("Not saved: {reason}").format(reason=reason), "problem", "danger")

    def show_facts(self, text: str) -> None:
        """Show facts at the end of the line, for example the place of the workspace."""
        self._facts.setText(text)

    def _say(self, text: str, icon: str, tone: str) -> None:
        self._icon.show_icon(icon, tone)
        set_shown(self._icon, True)  # noqa: FBT003 - clear in itself
        self._saving.set_tone(tone)
        self._saving.setText(text)
