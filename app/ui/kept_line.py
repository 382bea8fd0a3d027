"""Typing that belongs to nothing recorded yet: kept while it is typed, found again, forgotten once it is recorded.

Kept without an audit, so that half a line that was never added does not hold up a signature.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.ui.widgets.autosave import AutosaveLine

if TYPE_CHECKING:
    from app.services.container import Services
    from app.ui.context import UiContext

Done = Callable[[Any], object]
Failed = Callable[[BaseException], object]


class KeptText(QObject):
    """What `read` returns, kept under a key; `show` puts it back. Empty text is forgotten."""

    def __init__(self, ctx: UiContext, read: Callable[[], str], show: Callable[[str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._ctx, self._read, self._show = ctx, read, show
        self._key, self._kept = "", False

    def open(self, key: str) -> None:
        """Keep under `key` from now on and fetch what is kept there; text that belongs to another key stays there."""
        if key == self._key:
            return
        if self._key:
            self.keep()
            self._show("")
        self._key, self._kept = key, False
        self._ctx.jobs.read(partial(_found, self._ctx.services, key), self._on_found)

    def keep(self) -> None:
        """Keep what is typed by now."""
        text, fields = self._read(), self._ctx.services.fields
        if not self._key:
            return
        # Urgent like the adding itself: the writer then takes them in this order.
        if text.strip():
            self._kept = True
            self._ctx.jobs.write(partial(fields.keep_loose, self._key, text), urgent=True)
        elif self._kept:
            self._kept = False
            self._ctx.jobs.write(partial(fields.drop_loose, self._key), urgent=True)

    def send(
        self, call: Callable[[], object], done: Done | None, failed: Failed | None, origin: QObject | None = None
    ) -> None:
        """Record the text by `call`; what is kept is forgotten in the same job, even if the window closes meanwhile."""
        write = partial(_record, self._ctx.services, call, self._key)
        self._ctx.jobs.write(write, done, failed, urgent=True, origin=origin)

    def _on_found(self, found: tuple[str, str]) -> None:
        key, text = found
        if key == self._key and text and not self._read().strip():
            self._kept = True
            self._show(text)


class KeptLine(AutosaveLine):
    """A line that adds something. Call `keep_under` once it is known to what it adds."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._draft = KeptText(ctx, self.text, self._put, self)
        self._sent: list[tuple[str, Done | None]] = []
        self.typed.connect(self._draft.keep)
        self.left.connect(self._draft.keep)

    def keep_under(self, key: str) -> None:
        """Keep under `key`, for example `objective:<id of the audit>`."""
        self._draft.open(key)

    def send(self, call: Callable[[], object], done: Done | None = None, origin: QObject | None = None) -> None:
        """Empty the line and record what stood in it by `call`; a text that is refused comes back."""
        self.finish()
        self._sent.append((self.text(), done))
        self._put("")
        self._draft.send(call, self._on_done, self._on_refused, origin)

    def _put(self, text: str) -> None:
        self._pause.stop()
        self._known = text
        self.setText(text)

    def _on_done(self, value: object) -> None:
        done = self._sent.pop(0)[1]
        if done is not None:
            done(value)

    def _on_refused(self, problem: BaseException) -> None:
        text = self._sent.pop(0)[0]
        if not self.text():
            self._put(text)
        self._ctx.jobs.problem.emit(problem)


def _found(services: Services, key: str) -> tuple[str, str]:
    return key, services.fields.loose(key)


def _record(services: Services, call: Callable[[], object], key: str) -> object:
    value = call()
    if key:
        services.fields.drop_loose(key)
    return value
