"""What a page gets: services, jobs, words and the rest, in one frozen object. There are no globals to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from app.services.container import Services
    from app.translation import Words
    from app.ui.bus import Bus
    from app.ui.jobs import Jobs
    from app.ui.navigation import Navigator, Notices
    from app.ui.preference_store import PreferenceStore
    from app.ui.theme.theme import Theme


@dataclass(frozen=True, slots=True, eq=False)
class UiContext:
    """The surroundings of a page of an open workspace.

    Attributes:
        services: the auditor's verbs; call them inside `jobs.write` or `jobs.read` only.
        jobs: runs work beside the window.
        bus: tells what changed.
        words: texts, dates and sizes in the language of the program.
        preferences: how the program looks; changes are kept at once.
        navigator: goes to other pages.
        notices: short messages with undo.
    """

    services: Services
    jobs: Jobs
    bus: Bus
    words: Words
    preferences: PreferenceStore
    theme: Theme
    navigator: Navigator
    notices: Notices

    @property
    def t(self) -> Callable[[str], str]:
        """Return the translation function: `ctx.t("Save")`."""
        return self.words.gettext

    @property
    def tn(self) -> Callable[[str, str, int], str]:
        """Return the plural function: `ctx.tn("{n} finding", "{n} findings", n).format(n=n)`."""
        return self.words.ngettext

    def local(self, at: datetime | None, zone: str) -> str:
        """Return an instant for people in the zone it was entered in; empty for none."""
        return self.words.instant(at, zone) if at else ""
