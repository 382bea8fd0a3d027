"""What checking the signed report found, in words: valid, not vouched for, or altered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.problems import Problem
from app.domain.sentences import N_
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.clearing import clear
from app.ui.widgets.labels import PlainLabel, isolated
from app.ui.widgets.problem_line import Banner

if TYPE_CHECKING:
    from app.domain.verification import Signer, Verification
    from app.ui.context import UiContext

_VERDICTS: Final = {
    "valid": ("ok", N_("Valid: nothing was changed, and every signer is vouched for.")),
    "untrusted": ("info", N_("Intact: nothing was changed. A signer is vouched for by nobody yet.")),
    "invalid": ("danger", N_("Not valid: this is not the paper that was signed.")),
}
ROLES: Final = {
    "lead_auditor": N_("Lead auditor"),
    "co_auditor": N_("Auditor"),
    "client": N_("Client"),
    "reviewer": N_("Technical reviewer"),
    "archive": N_("Archive time stamp"),
}
_SHOWN: Final = 16


class VerdictBox(QWidget):
    """Verdict, reasons and signers of a file."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self.banner = Banner("", "info")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.XS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.banner)
        column.addLayout(self._lines)
        self.hide()

    def show_verification(self, found: Verification) -> None:
        """Show what was found."""
        t = self._ctx.t
        tone, text = _VERDICTS[found.verdict]
        reasons = [say(self._ctx.words, Problem(one.code.value, values=one.values)) for one in found.reasons]
        self.banner.show_text("  ".join((t(text), *reasons)), tone)
        clear(self._lines)
        for signer in found.signers:
            self._lines.addWidget(PlainLabel(self._who(signer), "strong", wrap=True))
            self._lines.addWidget(PlainLabel(self._when(signer), "small", "muted", wrap=True))
        self.show()

    def _who(self, signer: Signer) -> str:
        return f"{signer.name}  ·  {self._ctx.t(ROLES.get(signer.role, signer.role))}"

    def _when(self, signer: Signer) -> str:
        t = self._ctx.t
        when = self._ctx.local(signer.time, "UTC")
        said = t("{when} UTC").format(when=when) if when else ""
        key = t("key {fingerprint}…").format(fingerprint=isolated(signer.fingerprint[:_SHOWN]))
        return "  ·  ".join(part for part in (said, key) if part)
