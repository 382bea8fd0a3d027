"""Signing a paper: as whom, with which identity, and what the check of the signed file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from app.domain.composing_audit import signature_fields
from app.domain.kinds import PaperKind
from app.domain.report_parts import SignatureWanted, SignerRole
from app.ui.audit.signing import Wish, latest_paper
from app.ui.audit.verdict_box import ROLES, VerdictBox
from app.ui.dialogs.identity import IdentityDialog
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.record import AuditRecord, SigningIdentity
    from app.ui.context import UiContext


class SignCard(Card):
    """Signatures so far, and the form for the next one.

    Signals:
        wanted: a `Wish` to sign.
    """

    wanted = Signal(object)

    def __init__(
        self,
        ctx: UiContext,
        audit_id: str,
        kind: PaperKind = PaperKind.REPORT,
        subject_id: str = "",
        title: str = "",
    ) -> None:
        super().__init__(title or ctx.t("Signatures"), " ")
        self._ctx, self._audit_id, self._t = ctx, audit_id, ctx.t
        self.kind, self.subject_id = kind, subject_id
        self._record: AuditRecord | None = None
        self._chosen = ""
        t = ctx.t
        self.verdict = VerdictBox(ctx)
        self.field, self.identity, self.password = EnumBox([]), EnumBox([]), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._new = Button(t("New identity…"), icon="key")
        self.sign = Button(t("Sign"), "primary", icon="sign")
        self._hint = PlainLabel("", "small", "muted", wrap=True)
        self._password_field = FormField(t("Password of the identity"), self.password)
        self._form = QWidget()
        grid = QGridLayout(self._form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        grid.addWidget(FormField(t("Sign as"), self.field), 0, 0)
        grid.addWidget(FormField(t("Identity"), self.identity), 0, 1)
        grid.addWidget(self._password_field, 1, 0, 1, 2)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch(1)
        buttons.addWidget(self._new)
        buttons.addWidget(self.sign)
        grid.addLayout(buttons, 2, 0, 1, 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self.top = QHBoxLayout()
        self.top.setSpacing(Space.S)
        self.add_layout(self.top)
        self.add(self.verdict)
        self.add(self._form)
        self.add(self._hint)
        self._new.clicked.connect(self._on_new)
        self.sign.clicked.connect(self._on_sign)
        self.password.returnPressed.connect(self._on_sign)
        self.password.textChanged.connect(self._update)

    def show_record(self, record: AuditRecord, *, ready: bool) -> None:
        """Show which fields are still free; `ready` says whether nothing holds the signature."""
        self._record = record
        paper = latest_paper(record, self.kind, self.subject_id)
        done = {one.field for one in paper.signatures} if paper else set()
        wanted = signature_fields(record, self.kind)
        free = [one for one in wanted if one.field not in done and one.role is not SignerRole.ARCHIVE]
        offered = free if done else free[:1]
        self.field.set_choices([(one.field, self._role(one)) for one in offered])
        if not self.field.value and offered:
            self.field.show_value(offered[0].field)
        self._form.setVisible(bool(offered) and (ready or bool(done)))
        self._ctx.jobs.read(self._ctx.services.identities.list, self._on_identities)
        if self.header:
            tn = self._ctx.words.ngettext
            self.header.set_note(tn("{n} signature", "{n} signatures", len(done)).format(n=len(done)) if done else "")

    def show_problem(self, text: str) -> None:
        """Say why signing did not work; the empty text takes it away."""
        self._password_field.show_problem(text)

    def _role(self, one: SignatureWanted) -> str:
        role = self._t(ROLES.get(one.role.value, one.role.value))
        return f"{role}: {one.person}" if one.person else role

    def _on_identities(self, identities: Sequence[SigningIdentity]) -> None:
        usable = [one for one in identities if one.has_key]
        self.identity.set_choices([(one.id, one.name) for one in usable])
        wanted = self._chosen or self.identity.value or (usable[0].id if usable else "")
        self.identity.show_value(wanted)
        hint = "" if usable else self._t("There is no signing identity yet. Make one; it takes a minute.")
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint) and self._form.isVisibleTo(self))
        self._update()

    def _update(self) -> None:
        self.sign.setEnabled(bool(self.identity.value and self.field.value and self.password.text()))

    def _on_new(self) -> None:
        if self._record is None:
            return
        lead = next(
            (one.person for one in signature_fields(self._record, self.kind) if one.field == self.field.value), ""
        )
        dialog = IdentityDialog(self, self._ctx, lead, self._record.body.name)
        dialog.made.connect(self._on_made)
        dialog.open()

    def _on_made(self, identity: SigningIdentity) -> None:
        self._chosen = identity.id
        self._ctx.jobs.read(self._ctx.services.identities.list, self._on_identities)
        self.password.setFocus()

    def _on_sign(self) -> None:
        if self.sign.isEnabled():
            self.show_problem("")
            chosen = (self.identity.value, self.password.text(), self.field.value)
            wish = Wish(self._audit_id, *chosen, self.kind, self.subject_id)
            self.wanted.emit(wish)
