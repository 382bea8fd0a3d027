"""A new client: its name is enough, everything else is typed into its file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.client import Client
from app.domain.drafts import ClientDraft
from app.ui.clients.sections import open_client
from app.ui.kept_line import KeptLine
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.form_field import FormField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.services.base import Made
    from app.ui.context import UiContext

KEY = "client.new"


class NewClientDialog(Dialog):
    """Enter makes the client and opens its file; a name that was typed half is there again next time."""

    def __init__(self, parent: QWidget | None, ctx: UiContext) -> None:
        super().__init__(parent, ctx.t("New client"))
        t = ctx.t
        self._ctx = ctx
        self.name = KeptLine(ctx)
        said = t("As in the register of companies. Sites, people and scope follow on the next page.")
        self._field = FormField(t("Name of the client"), self.name, said)
        self.body.addWidget(self._field)
        self._cancel = self.add_button(t("Close"))
        self.make = self.add_button(t("Make the client file"), "primary")
        self._cancel.clicked.connect(self.reject)
        self.make.clicked.connect(self._on_make)
        self.name.returnPressed.connect(self._on_make)
        self.name.textChanged.connect(self._on_text)
        self.name.keep_under(KEY)
        self.name.setFocus()
        self._on_text("")

    def _on_text(self, text: str) -> None:
        self.make.setEnabled(bool(text.strip()))

    def _on_make(self) -> None:
        name = self.name.text().strip()
        if not name:
            return
        draft = ClientDraft(client=Client(name=name))
        self.name.send(partial(self._ctx.services.clients.add, draft), self._on_made)

    def _on_made(self, made: Made) -> None:
        self.accept()
        open_client(self._ctx, made.id)
