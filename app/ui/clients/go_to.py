"""“Go to client …”: the clients by a few letters of their name, in the palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from app.ui.clients.sections import open_client
from app.ui.command_palette import CommandPalette
from app.ui.theme.icons import set_icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.client import Client
    from app.ui.context import UiContext


class ClientChooser(QObject):
    """Fetches the clients, then lets one be chosen."""

    def __init__(self, window: QWidget, ctx: UiContext) -> None:
        super().__init__(window)
        self._window, self._ctx = window, ctx

    def ask(self) -> None:
        """Show the clients."""
        self._ctx.jobs.read(self._ctx.services.clients.list, self._on_clients)

    def _on_clients(self, clients: tuple[Client, ...]) -> None:
        if not clients:
            self._ctx.navigator.go("clients")
            self.deleteLater()
            return
        actions = [self._action(one) for one in clients]
        palette = CommandPalette(self._window, self._ctx.words, actions, self._ctx.t("Which client?"))
        palette.finished.connect(self.deleteLater)
        palette.open()

    def _action(self, client: Client) -> QAction:
        action = QAction(client.name.replace("&", "&&"), self)
        set_icon(action, "building")
        action.triggered.connect(partial(open_client, self._ctx, client.id))
        return action
