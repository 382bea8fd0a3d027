"""First step of a new audit: whose audit it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.client import Client, Contact
from app.domain.new_audit import NewAudit, NewSite
from app.ui.clients.sections import open_client
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.line_list import LineList

if TYPE_CHECKING:
    from app.ui.context import UiContext

NEW = "new"


class ClientStep(QWidget):
    """A client of this workspace, or a new one with people and places.

    Signals:
        edited: something was typed.
        client_chosen: id of a client of this workspace, empty for a new one.
    """

    edited = Signal()
    client_chosen = Signal(str)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        t = ctx.t
        self.client = EnumBox([(NEW, t("A new client"))], NEW)
        self.name, self.address = QLineEdit(), QLineEdit()
        self.contacts = LineList(ctx.words, t("Name, function"))
        self.sites = LineList(ctx.words, t("Name, address"))
        self._new = QWidget()
        new = QVBoxLayout(self._new)
        new.setContentsMargins(0, 0, 0, 0)
        new.setSpacing(Space.M + 2)
        self.name_field = FormField(t("Name of the client"), self.name)
        new.addWidget(self.name_field)
        for field in (
            FormField(t("Address"), self.address),
            FormField(t("People"), self.contacts, t("The first one is the contact of the audit.")),
            FormField(t("Sites"), self.sites, t("Central function first. All of them are taken into the audit.")),
        ):
            new.addWidget(field)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addWidget(PlainLabel(t("Whom do you audit?"), "title2"))
        column.addWidget(FormField(t("Client"), self.client))
        column.addLayout(self._file_row(ctx))
        column.addWidget(self._new)
        column.addStretch(1)
        self.client.chosen.connect(self._on_client)
        self.name.textChanged.connect(self.edited)
        self.address.textChanged.connect(self.edited)
        self.contacts.edited.connect(self.edited)
        self.sites.edited.connect(self.edited)
        for one in (self.contacts, self.sites):
            one.typed.connect(self.edited)

    def _file_row(self, ctx: UiContext) -> QHBoxLayout:
        """Return the way to the file of the client that is chosen."""
        self._ctx = ctx
        self.file = Button(ctx.t("Open the client file"), "quiet", "building")
        self.file.hide()
        self.file.clicked.connect(self._on_file)
        row = QHBoxLayout()
        row.addWidget(self.file)
        row.addStretch(1)
        return row

    def _on_file(self) -> None:
        open_client(self._ctx, self.client.value)

    def _show_new(self) -> None:
        new = self.client.value == NEW
        self._new.setVisible(new)
        self.file.setVisible(not new)

    def offer(self, clients: Sequence[Client], new_word: str) -> None:
        """Offer the clients of the workspace."""
        self.client.set_choices([(NEW, new_word), *((one.id, one.name) for one in clients)])
        if not self.client.value:
            self.client.show_value(NEW)

    def choose(self, client_id: str) -> bool:
        """Choose a client of the workspace; tells whether there is one with this id."""
        if self.client.findData(client_id) < 0:
            return False
        self.client.show_value(client_id)
        self._on_client(client_id)
        return True

    def focus_first(self) -> None:
        """Put the cursor where typing begins."""
        (self.name if self.client.value == NEW else self.client).setFocus()

    def fill(self, form: NewAudit) -> NewAudit:
        """Return the form with what this step holds."""
        if self.client.value != NEW:
            return replace(form, client_id=self.client.value, client_name=self.client.currentText())
        contacts = tuple(_contact(line, place) for place, line in enumerate(self.contacts.lines))
        sites = tuple(NewSite(name=name, address=rest) for name, rest in map(_parts, self.sites.lines))
        return replace(
            form, client_id="", client_name=self.name.text(), client_address=self.address.text(),
            contacts=contacts, sites=sites,
        )  # fmt: skip

    def finish(self) -> None:
        """Take lines that were typed without Enter into their lists."""
        if self.client.value == NEW:
            self.contacts.finish()
            self.sites.finish()

    def typed(self) -> dict[str, Any]:
        """Return what is filled in, for a draft."""
        return {
            "client": self.client.value, "name": self.name.text(), "address": self.address.text(),
            "contacts": self.contacts.lines, "contact": self.contacts.entry,
            "sites": self.sites.lines, "site": self.sites.entry,
        }  # fmt: skip

    def put_back(self, typed: dict[str, Any]) -> None:
        """Show what a draft holds; a client that is gone by now is a new one."""
        wanted = typed["client"]
        self.client.show_value(wanted if self.client.findData(wanted) >= 0 else NEW)
        self._show_new()
        self.name.setText(typed["name"])
        self.address.setText(typed["address"])
        self.contacts.show_rows(typed["contacts"])
        self.contacts.show_entry(typed["contact"])
        self.sites.show_rows(typed["sites"])
        self.sites.show_entry(typed["site"])

    def reset(self) -> None:
        """Forget everything."""
        self.client.show_value(NEW)
        self.name.clear()
        self.address.clear()
        for one in (self.contacts, self.sites):
            one.show_rows(())
            one.show_entry("")
        self._show_new()

    def _on_client(self, value: str) -> None:
        self._show_new()
        self.client_chosen.emit("" if value == NEW else value)
        self.edited.emit()


def _parts(line: str) -> tuple[str, str]:
    name, _comma, rest = line.partition(",")
    return name.strip(), rest.strip()


def _contact(line: str, place: int) -> Contact:
    name, function = _parts(line)
    return Contact(name=name, function=function, representative=place == 0)
