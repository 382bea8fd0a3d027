"""The readiness gate: what is missing, with the way to mend it, or the reason why it stays so."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain import gate
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.clearing import clear
from app.ui.widgets.dialog import Confirm
from app.ui.widgets.jump_line import JumpLine
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.domain.gate import Entry
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

FEW: Final = 8


class GateCard(Card):
    """Each line leads to where it is mended; beside it a reason can be given. It never stops a meeting.

    Signals:
        jumped: the `Place` a line leads to.
    """

    jumped = Signal(object)

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(ctx.t("Before the report is signed"), " ")
        self.ctx, self.t, self._audit_id = ctx, ctx.t, audit_id
        self._found: tuple[Entry, ...] = ()
        self._all = False
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.XS)
        self._note = PlainLabel(
            self.t("The closing meeting can begin and end all the same: this holds only the signature of the report."),
            "small",
            "muted",
            wrap=True,
        )
        self._more = Button("", "quiet")
        self._more.clicked.connect(self._on_more)
        self._check = Button(self.t("Check the files against their hashes"), "quiet", icon="shield")
        self._check.clicked.connect(self._on_check)
        self._checked = PlainLabel("", "small", "muted", wrap=True)
        self.add(self._note)
        self.add_layout(self._lines)
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        for widget in (self._more, self._check):
            foot.addWidget(widget)
        foot.addStretch(1)
        self.add_layout(foot)
        self.add(self._checked)
        self._checked.hide()

    def show_record(self, record: AuditRecord) -> None:
        """Show what is missing now; unfinished typing is fetched beside."""
        self._show(gate.entries(record))
        self.ctx.jobs.read(partial(self.ctx.services.gate.entries, self._audit_id), self._show)

    def _show(self, found: tuple[Entry, ...]) -> None:
        ordered = tuple(sorted(found, key=_weight))
        if ordered == self._found and self._lines.count():
            return
        self._found = ordered
        self._fill()

    def _fill(self) -> None:
        clear(self._lines)
        shown = self._found if self._all else self._found[:FEW]
        for one in shown:
            self._lines.addWidget(self._line(one))
        holding = len(gate.holding(self._found))
        if self.header:
            note = self.ctx.tn("{n} point holds the signature", "{n} points hold the signature", holding)
            self.header.set_note(note.format(n=holding) if holding else self.t("Nothing holds the signature."))
        self._more.setVisible(len(self._found) > FEW)
        self._more.setText(self.t("Show fewer") if self._all else self.t("Show all {n}").format(n=len(self._found)))

    def _line(self, one: Entry) -> QWidget:
        icon, tone = ("problem", "danger") if one.holds else ("done", "ok") if one.reason else ("info", "info")
        text = say(self.ctx.words, one.blocker.problem)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        if one.reason:
            text = self.t("{text} Left open: {reason}").format(text=text, reason=one.reason.reason)
        jump = JumpLine(text, one.blocker.place, icon, tone)
        jump.jumped.connect(self.jumped)
        row.addWidget(jump, 1)
        if one.may_be_left:
            again = one.reason is not None
            button = Button(self.t("Take the reason back") if again else self.t("Leave open with a reason…"), "quiet")
            button.setAccessibleName(f"{button.text()} {text}")
            button.clicked.connect(partial(self._on_left, one))
            row.addWidget(button)
        return line

    def _on_left(self, one: Entry, *_checked: bool) -> None:
        if one.reason is not None:
            self.ctx.jobs.write(partial(self.ctx.services.gate.take_back, one.reason.id), origin=self)
            return
        dialog = Confirm(
            self.window(),
            self.t("Leave open with a reason"),
            say(self.ctx.words, one.blocker.problem),
            verb=self.t("Leave open"),
            keep=self.t("Cancel"),
            reason=self.t("&Reason; it stands in the record of the closing meeting and in the report"),
            danger=False,
        )
        dialog.confirmed.connect(partial(self._on_reason, one))
        dialog.open()

    def _on_reason(self, one: Entry, reason: str) -> None:
        call = partial(self.ctx.services.gate.give_reason, self._audit_id, one.code, one.row, reason)
        self.ctx.jobs.write(call, origin=self)

    def _on_more(self) -> None:
        self._all = not self._all
        self._fill()

    def _on_check(self) -> None:
        self._check.setEnabled(False)
        call = partial(self.ctx.services.gate.damaged_files, self._audit_id)
        self.ctx.jobs.long(call, self._on_checked, self._on_not_checked)

    def _on_checked(self, damaged: tuple[str, ...]) -> None:
        self._check.setEnabled(True)
        text = self.t("These items no longer match their hash: {labels}").format(labels=", ".join(damaged))
        self._checked.setText(text if damaged else self.t("Every file matches its hash."))
        self._checked.show()

    def _on_not_checked(self, problem: BaseException) -> None:
        self._check.setEnabled(True)
        self.ctx.jobs.problem.emit(problem)


def _weight(one: Entry) -> int:
    return 0 if one.holds else 1 if one.reason else 2
