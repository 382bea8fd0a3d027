"""What a member declared: signed when, which answers raise a doubt, what the body decided about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain import declarations as signing
from app.domain.words import word
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.chip import Chip, ChipLook
from app.ui.widgets.clearing import clear
from app.ui.widgets.compound import Compound
from app.ui.widgets.dialog import Confirm
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import PlainLabel, set_shown

if TYPE_CHECKING:
    from app.domain.kinds import DeclarationKind
    from app.domain.preparing import Declaration
    from app.domain.record import TeamMember
    from app.ui.context import UiContext


class SignedBlock(Compound):
    """One line for each declaration; a doubt is decided here.

    Signals:
        declare_asked: the member is to declare.
        decided: (id of the declaration, whether the person may take part, reason).
    """

    declare_asked = Signal()
    decided = Signal(object)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        t = ctx.t
        self._asked: tuple[str, bool] = ("", False)
        self._shown: object = None
        self._doubted = ""
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.S)
        self.declare = Button(t("Declare…"), icon="sign")
        self._allow = Button(t("Let take part…"), icon="check")
        self._refuse = Button(t("Refuse…"), icon="cross")
        buttons = QWidget()
        row = FlowLayout(buttons, Space.S)
        for button in (self.declare, self._allow, self._refuse):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(self._lines)
        column.addWidget(buttons)
        self.begin_with(self.declare)
        self.declare.clicked.connect(self.declare_asked)
        self._allow.clicked.connect(self._on_allow)
        self._refuse.clicked.connect(self._on_refuse)

    def set_title(self, title: str) -> None:
        """Give the block a spoken name."""
        self.setAccessibleName(title)

    def show_member(self, member: TeamMember, known: dict[DeclarationKind, Declaration]) -> None:
        """Show the declarations of a member; unchanged ones are not built again."""
        wanted = (member.id, member.role, member.side, tuple(known.items()))
        if wanted == self._shown:
            return
        self._shown = wanted
        clear(self._lines)
        kinds = signing.required_kinds(member.role, member.side)
        doubted = [one for one in known.values() if signing.doubtful(one)]
        self._doubted = doubted[0].id if doubted else ""
        for kind in kinds:
            self._lines.addWidget(self._line(kind, known.get(kind)))
        if not kinds:
            self._lines.addWidget(PlainLabel(self._ctx.t("A guide of the client declares nothing."), "body", "muted"))
        self.declare.setVisible(bool(kinds))
        complete = bool(kinds) and all(kind in known for kind in kinds)
        self.declare.setText(self._ctx.t("Declare again…") if complete else self._ctx.t("Declare…"))
        for button in (self._allow, self._refuse):
            set_shown(button, bool(doubted))

    def _line(self, kind: DeclarationKind, one: Declaration | None) -> QWidget:
        t, holder = self._ctx.t, QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XXS)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(Chip(self._look(one)))
        head.addWidget(PlainLabel(t(word(kind)), wrap=True), 1)
        column.addLayout(head)
        if one is None:
            return holder
        day = self._ctx.words.day(one.signed_on) if one.signed_on else ""
        signed = t("Signed on {day} by {name}, SHA-256 of the text {hash}")
        said = signed.format(day=day, name=one.signed_name, hash=one.text_sha256[:12])
        column.addWidget(PlainLabel(said, "small", "muted", wrap=True))
        for answer in signing.doubtful(one):
            column.addWidget(PlainLabel(signing.spoken(answer, t), "small", wrap=True))
        decided = signing.decision(one)
        if decided is not None:
            verdict = (
                t("Let through by {name}: {reason}") if decided.get("answer") else t("Refused by {name}: {reason}")
            )
            text = verdict.format(name=decided.get("by", ""), reason=decided.get("remark", ""))
            column.addWidget(PlainLabel(text, "small", wrap=True))
        return holder

    def _look(self, one: Declaration | None) -> ChipLook:
        t = self._ctx.t
        if one is None:
            return ChipLook(t("Missing"), "open", "warning")
        if not signing.doubtful(one):
            return ChipLook(t("Clean"), "done", "ok")
        usable = signing.usable(one)
        return ChipLook(t("Let through"), "half", "ok") if usable else ChipLook(t("Doubt"), "warning", "danger")

    def _on_allow(self) -> None:
        self._ask(allowed=True)

    def _on_refuse(self) -> None:
        self._ask(allowed=False)

    def _ask(self, *, allowed: bool) -> None:
        t = self._ctx.t
        self._asked = (self._doubted, allowed)
        title = t("Let this person take part?") if allowed else t("Refuse this person?")
        ask = Confirm(
            self,
            title,
            t("The answer stays as it was given; the body's reason stands beside it."),
            verb=t("Record the decision"),
            keep=t("Leave open"),
            reason=t("Reason of the body"),
            danger=not allowed,
        )
        ask.confirmed.connect(self._on_reason)
        ask.open()

    def _on_reason(self, reason: str) -> None:
        self.decided.emit((*self._asked, reason))
