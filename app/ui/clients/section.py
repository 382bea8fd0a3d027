"""A section of the client page: shows the client file, is told the row to bring into view, and keeps what is typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme.metrics import Space

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.client_summary import ClientSheet
    from app.ui.context import UiContext


class Section(QWidget):
    """Subclasses fill `body` and show the sheet; `scrolls` False: the section scrolls what it has itself.

    Signals:
        jumped: a place in the client page, `section` or `section#row`.
    """

    jumped = Signal(object)
    scrolls = True

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        super().__init__()
        self.ctx, self.client_id, self.t = ctx, client_id, ctx.words.gettext
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(Space.L)

    def show_file(self, sheet: ClientSheet) -> None:
        """Show the client file as it is now; called each time the section is shown and after every change."""
        raise NotImplementedError

    def bring(self, row_id: str) -> None:
        """Bring one row into view; does nothing by default."""

    def remove(self, kind: str, row_id: str, name: str) -> None:
        """Take a row out and offer to put it back."""
        call = partial(self.ctx.services.client_file.remove, kind, row_id)
        self.ctx.jobs.write(call, Removed(self.ctx, name, self).on_done)


class Removed(QObject):
    """Says what was taken out, once it was."""

    def __init__(self, ctx: UiContext, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx, self._name = ctx, name

    def on_done(self, changes: object) -> None:
        """Say it, with the way back."""
        del changes
        say_removed(self._ctx, self._name)
        self.deleteLater()


def say_removed(ctx: UiContext, name: str) -> None:
    """Say that a row was taken out, and offer undo."""
    said = ctx.t("Taken out: {name}").format(name=name) if name else ctx.t("Taken out.")
    undo: Callable[[], object] = partial(ctx.jobs.write, ctx.services.fields.undo)
    ctx.notices.say(said, action_text=ctx.t("Undo"), action=undo)
