"""Where windows are tested: an application in one look and language, and an open workspace behind the context."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.translation import load
from app.ui.bus import Bus
from app.ui.context import UiContext
from app.ui.jobs import Jobs
from app.ui.navigation import Navigator, Notices
from app.ui.preference_store import PreferenceStore
from app.ui.theme.theme import Theme
from tests.support import World, fresh_folder, open_world

if TYPE_CHECKING:
    from app.translation import Words

WAIT = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """One open workspace with an audit in it, and the context a window gets."""

    world: World
    ctx: UiContext
    audit_id: str

    @property
    def words(self) -> Words:
        """Return the words in use."""
        return self.ctx.words

    def settle(self) -> None:
        """Wait until no job is under way any more, then until the window has drawn what came."""
        wait_until(lambda: not self.ctx.jobs.busy)
        pause()

    def close(self) -> None:
        """End the jobs and close the workspace."""
        wait_until(lambda: not self.ctx.jobs.busy)
        self.ctx.jobs.close()
        self.world.workspace.close()


def wait_until(true: Callable[[], bool], timeout: int = WAIT) -> None:
    """Run the event loop until `true()`; fails after `timeout` milliseconds."""
    loop, poll, came = QEventLoop(), QTimer(), true()

    def look() -> None:
        nonlocal came
        came = came or true()  # what was seen once has come: the events after it may already start something else
        if came:
            loop.quit()

    poll.timeout.connect(look)
    poll.start(5)
    QTimer.singleShot(timeout, loop, loop.quit)
    if not came:
        loop.exec()
    assert came or true(), "waited too long"


def pause() -> None:
    """Let the event loop turn until it has nothing to do at once."""
    for _ in range(3):
        loop = QEventLoop()
        QTimer.singleShot(0, loop, loop.quit)
        loop.exec()


def set_look(language: str = "en", scheme: str = "light", zoom: int = 100) -> Theme:
    """Put a look and the direction of a language in force for the whole application."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    right = load(language).right_to_left
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
    theme = app.findChild(Theme) or Theme(app)
    theme.apply(scheme, zoom)
    return theme


def make_stage(folder: Path, language: str = "en", *, with_audit: bool = True) -> Stage:
    """Open a workspace in the new `folder` and return the stage over it."""
    theme = set_look(language)
    audit_id = fresh_folder(folder, with_audit=with_audit)
    world = open_world(folder)
    jobs, bus = Jobs(), Bus()
    jobs.changed.connect(bus.tell)
    ctx = UiContext(
        services=world.services,
        jobs=jobs,
        bus=bus,
        words=load(language),
        preferences=PreferenceStore(None),
        theme=theme,
        navigator=Navigator(),
        notices=Notices(),
    )
    return Stage(world, ctx, audit_id)


def show(widget: QWidget, width: int = 1280, height: int = 820) -> None:
    """Show a widget as a window of its own and let it be laid out."""
    widget.setObjectName(widget.objectName() or "window")
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    pause()


def put_away(widget: QWidget) -> None:
    """Close a widget and free it."""
    widget.close()
    widget.deleteLater()
    pause()
