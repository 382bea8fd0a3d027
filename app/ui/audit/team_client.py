"""The team and the client: when the names were sent, until when it may object, what it said, what was answered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.kinds import StatementOutcome
from app.domain.sentences import N_
from app.domain.team_facts import about_team, objection_due, sent_on
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip, ChipLook
from app.ui.widgets.clearing import clear
from app.ui.widgets.dates import DateField
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, set_shown

if TYPE_CHECKING:
    from datetime import date

    from app.domain.preparing import ClientStatement
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

_LOOKS: Final = {
    StatementOutcome.ACCEPTED: ("done", "ok", N_("Accepted")),
    StatementOutcome.OBJECTION: ("warning", "danger", N_("Objection")),
    StatementOutcome.CHANGES_WANTED: ("warning", "warning", N_("Changes wanted")),
}


class TeamClientCard(Card):
    """One line for the sending, then what the client said.

    Signals:
        accepted_asked: the client's acceptance is to be recorded.
        objection_asked: an objection is to be recorded.
        answer_asked: id of the objection that is to be answered.
    """

    accepted_asked = Signal()
    objection_asked = Signal()
    answer_asked = Signal(str)

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        t = ctx.t
        super().__init__(t("The client and the team"), " ")
        self._ctx, self._audit_id = ctx, audit_id
        self._shown: tuple[ClientStatement, ...] | None = None
        self.sent = DateField(ctx.words)
        self.accept = Button(t("The client accepts…"), icon="check")
        self.object = Button(t("Objection…"), icon="warning")
        self._said = QVBoxLayout()
        self._said.setSpacing(Space.S)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(FormField(t("Names sent to the client on"), self.sent), 1)
        buttons = QVBoxLayout()
        buttons.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(Space.S)
        below.addWidget(self.accept)
        below.addWidget(self.object)
        buttons.addLayout(below)
        row.addLayout(buttons)
        self.body.setSpacing(Space.S)
        self.add_layout(row)
        self.add_layout(self._said)
        self.sent.picked.connect(self._on_sent)
        self.accept.clicked.connect(self.accepted_asked)
        self.object.clicked.connect(self.objection_asked)

    def show_record(self, record: AuditRecord) -> None:
        """Show what was sent and said."""
        self.sent.show_day(sent_on(record))
        due = objection_due(record)
        t, words = self._ctx.t, self._ctx.words
        if self.header:
            note = t("may object until {day}").format(day=words.day(due)) if due else t("not sent yet")
            self.header.set_note(note)
        said = tuple(one for one in about_team(record) if one.outcome is not StatementOutcome.ASKED)
        if said == self._shown:
            return
        self._shown = said
        clear(self._said)
        names = {one.id: one.name for one in record.team}
        for one in said:
            self._said.addWidget(_Said(self._ctx, one, names.get(one.member_id or "", ""), self))

    def _on_sent(self, day: date | None) -> None:
        if day is not None:
            self._ctx.jobs.write(partial(self._ctx.services.teams.send_to_client, self._audit_id, day))


class _Said(QWidget):
    """One statement of the client with the body's answer."""

    def __init__(self, ctx: UiContext, one: ClientStatement, about: str, card: TeamClientCard) -> None:
        super().__init__()
        t = ctx.t
        icon, tone, text = _LOOKS[one.outcome]
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(Chip(ChipLook(t(text), icon, tone)))
        day = ctx.words.day(one.said_on) if one.said_on else ""
        who = "  ·  ".join(part for part in (one.by_name, day, about) if part)
        head.addWidget(PlainLabel(who, "strong", wrap=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.XS, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        column.addWidget(PlainLabel(one.text, "small", "muted", wrap=True).selectable())
        if one.outcome is StatementOutcome.ACCEPTED:
            return
        answer = PlainLabel("", "body", wrap=True)
        if one.answer:
            answer.setText(t("Answer of {name}: {answer}").format(name=one.answered_by, answer=one.answer))
        else:
            button = Button(t("Answer…"), icon="edit")
            button.setAccessibleName(t("Answer the objection of {name}").format(name=one.by_name))
            button.clicked.connect(_Asker(self, card, one.id).ask)
            head.addWidget(button)
        set_shown(answer, bool(one.answer))
        column.addWidget(answer)


class _Asker(QObject):
    """Asks for the answer to one statement; lives as long as its line."""

    def __init__(self, parent: QObject, card: TeamClientCard, key: str) -> None:
        super().__init__(parent)
        self._card, self._key = card, key

    def ask(self) -> None:
        """Ask."""
        self._card.answer_asked.emit(self._key)
