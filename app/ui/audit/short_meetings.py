"""Daily wrap-ups and interim meetings: what was held, and a way to hold the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.domain.kinds import MeetingKind, MeetingState
from app.domain.meetings import status
from app.domain.words import word
from app.ui.audit import openers
from app.ui.audit.base import FINISHED
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.clearing import clear
from app.ui.widgets.labels import PlainLabel, isolated

if TYPE_CHECKING:
    from app.domain.fieldwork import Meeting
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

SHORT: Final = (MeetingKind.WRAP_UP, MeetingKind.INTERIM)


class ShortMeetings(Card):
    """One line for each; the buttons start a new one or go on with the one that runs."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        t = ctx.t
        super().__init__(t("Wrap-ups and interim meetings"), " ")
        self.ctx, self.t, self._audit_id = ctx, t, audit_id
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.XS)
        self.wrap_up = Button(t("Hold a daily wrap-up"), icon="play")
        self.interim = Button(t("Hold an interim meeting"), "quiet")
        self.wrap_up.clicked.connect(self._on_wrap_up)
        self.interim.clicked.connect(self._on_interim)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.wrap_up)
        row.addWidget(self.interim)
        row.addStretch(1)
        self.add_layout(self._lines)
        self.add_layout(row)

    def show_record(self, record: AuditRecord) -> None:
        """Show the short meetings of the audit by time."""
        held = [one for one in record.meetings if one.kind in SHORT and one.started_at is not None]
        clear(self._lines)
        for one in sorted(held, key=lambda one: str(one.started_at)):
            self._lines.addWidget(PlainLabel(self._text(one), "body", wrap=True))
        if self.header:
            self.header.set_note(str(len(held) or ""))
        for button in (self.wrap_up, self.interim):
            button.setVisible(record.audit.state not in FINISHED and record.audit.closed_on is None)

    def _text(self, one: Meeting) -> str:
        zone, words = ZoneInfo(one.zone), self.ctx.words
        moments = [moment.astimezone(zone) for moment in (one.started_at, one.ended_at) if moment]
        times = isolated("\u2013".join(words.clock(moment) for moment in moments))
        found = status(one)
        facts = [
            self.t(word(one.kind)), words.day(moments[0].date()), times,
            self.t("{done} of {all} treated").format(done=found.done, all=found.points),
        ]  # fmt: skip
        if one.state is not MeetingState.FINISHED:
            facts.append(self.t(word(one.state)))
        return "  ·  ".join(facts)

    def _on_wrap_up(self) -> None:
        openers.open_short(self.ctx, self._audit_id, MeetingKind.WRAP_UP)

    def _on_interim(self) -> None:
        openers.open_short(self.ctx, self._audit_id, MeetingKind.INTERIM)
