"""A signing identity: made here under a password, or taken from a PKCS#12 file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.errors import AuditError
from app.ui.saying import say
from app.ui.widgets import file_dialog
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.domain.record import SigningIdentity
    from app.ui.context import UiContext

_MOST = 5_000_000


class IdentityDialog(Dialog):
    """Asks for name and password.

    Signals:
        made: the new `SigningIdentity`.
    """

    made = Signal(object)

    def __init__(self, parent: QWidget | None, ctx: UiContext, name: str, organisation: str) -> None:
        t = ctx.t
        super().__init__(parent, t("New signing identity"), width=520)
        self._ctx = ctx
        said = t(
            "Onsite makes a key for you. Others see that nobody vouches for it until they have compared its "
            "fingerprint. The password is asked for at each signature and cannot be recovered."
        )
        self.body.addWidget(PlainLabel(said, "body", "muted", wrap=True))
        self._name, self._organisation = QLineEdit(name), QLineEdit(organisation)
        self._password, self._again = QLineEdit(), QLineEdit()
        for line in (self._password, self._again):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self._fields = {
            "name": FormField(t("Name"), self._name),
            "organisation": FormField(t("Organisation"), self._organisation),
            "password": FormField(t("Password for signing"), self._password),
            "again": FormField(t("Password once more"), self._again),
        }
        for field in self._fields.values():
            self.body.addWidget(field)
        self._file = self.add_button(t("Take one from a file…"))
        self._cancel = self.add_button(t("Cancel"))
        self._make = self.add_button(t("Make the identity"), "primary")
        self._cancel.clicked.connect(self.reject)
        self._make.clicked.connect(self._on_make)
        self._file.clicked.connect(self._on_file)
        self._again.returnPressed.connect(self._on_make)
        (self._password if name else self._name).setFocus()

    def _on_make(self) -> None:
        t = self._ctx.t
        differ = self._password.text() != self._again.text()
        self._fields["again"].show_problem(t("The two passwords differ.") if differ else "")
        empty = not self._password.text()
        self._fields["password"].show_problem(t("A password is needed.") if empty else "")
        if differ or empty:
            return
        make = self._ctx.services.identities.make
        self._start(partial(make, self._name.text().strip(), self._organisation.text().strip(), self._password.text()))

    def _on_file(self) -> None:
        file_dialog.choose_files(self, self._ctx.t("Signing identity"), self._on_chosen, "PKCS#12 (*.p12 *.pfx)")

    def _on_chosen(self, paths: list[str]) -> None:
        self._start(partial(_take, self._ctx, Path(paths[0]), self._password.text()))

    def _start(self, call: Callable[[], object]) -> None:
        self._make.setEnabled(False)
        self._ctx.jobs.write(call, self._on_made, self._on_failed)

    def _on_made(self, identity: SigningIdentity) -> None:
        self.made.emit(identity)
        self.accept()

    def _on_failed(self, problem: BaseException) -> None:
        self._make.setEnabled(True)
        if not isinstance(problem, AuditError):
            self._ctx.jobs.problem.emit(problem)
            return
        field = self._fields.get(getattr(problem, "field", ""), self._fields["password"])
        field.show_problem(say(self._ctx.words, problem))


def _take(ctx: UiContext, path: Path, password: str) -> object:
    """Read a small file and keep the identity in it."""
    with path.open("rb") as source:
        return ctx.services.identities.take(source.read(_MOST), password)
