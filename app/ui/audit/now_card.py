"""What the clock says: the row of the plan that is now, what runs and what comes next, each with its one button."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.domain.drafts import SessionDraft
from app.ui.audit.session_words import held_times, row_text, row_times
from app.ui.theme.metrics import Space
from app.ui.theme.theme import set_tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import ElidedLabel, IconLabel

if TYPE_CHECKING:
    from app.domain.record import AuditRecord
    from app.services.base import Made
    from app.services.sessions import Today
    from app.ui.context import UiContext

EVERY: Final = 30_000
"""Milliseconds between two looks at the clock."""


class NowCard(QFrame):
    """One line above the notes; hidden while there is nothing to propose.

    Signals:
        opened: id of the session that was opened.
    """

    opened = Signal(str)

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, self._audit_id, self._t = ctx, audit_id, ctx.t
        self._record: AuditRecord | None = None
        self._today: Today | None = None
        self.setObjectName("banner")
        set_tone(self, "tone", "info")
        self._said = ElidedLabel("", "body")
        self.go = Button("", icon="play")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.XS, Space.S, Space.XS)
        row.setSpacing(Space.S)
        row.addWidget(IconLabel("clock", "info", 16))
        row.addWidget(self._said, 1)
        row.addWidget(self.go)
        self.go.clicked.connect(self.open_now)
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self.hide()

    def show_record(self, record: AuditRecord) -> None:
        """Look at the clock for this record."""
        self._record = record
        self._look()

    def open_now(self) -> None:
        """Open the row that is now; while a session runs, end it and open the next."""
        if self._today is None:
            return
        row = self._today.now or self._today.next
        sessions = self._ctx.services.sessions
        if row is None:
            return
        draft = SessionDraft(topic="", timetable_row_id=row.id)
        running = self._today.running
        call = partial(sessions.go_on, running.id, draft) if running else partial(sessions.open, self._audit_id, draft)
        self._ctx.jobs.write(call, self._on_opened, urgent=True)

    def _look(self) -> None:
        if self._record is not None and not self.window().isHidden():
            self._ctx.jobs.read(partial(self._ctx.services.sessions.today, self._record), self._on_today)

    def _on_today(self, today: Today) -> None:
        self._today = today
        row, t = today.now or today.next, self._t
        self.setVisible(row is not None)
        if row is None:
            return
        what = f"{row_text(row)}  {row_times(row)}"
        if today.running is None:
            said = t("Now: {what}") if today.now else t("Next: {what}")
            self._said.setText(said.format(what=what))
            self.go.setText(t("Open it"))
        else:
            said = t("Running: {session} {times}. Next: {what}")
            times = held_times(today.running)
            self._said.setText(said.format(session=today.running.topic, times=times, what=what))
            self.go.setText(t("End and go on"))

    def _on_opened(self, made: Made) -> None:
        self.opened.emit(made.id)
