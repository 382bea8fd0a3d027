"""Last step of a meeting: what is recorded, what is still open, and the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.domain import meetings
from app.domain.kinds import MeetingKind
from app.domain.sentences import N_
from app.ui.theme.metrics import Space
from app.ui.widgets.card import Card
from app.ui.widgets.clearing import clear
from app.ui.widgets.jump_line import JumpLine
from app.ui.widgets.labels import PlainLabel, isolated
from app.ui.wizards.step import MeetingStep

if TYPE_CHECKING:
    from app.domain.fieldwork import Meeting
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

_ENDS: Final = {
    MeetingKind.OPENING: N_("When you finish, the record of the meeting is closed and the fieldwork begins."),
    MeetingKind.CLOSING: N_("When you finish, each finding gets its final number and its time limits."),
}
_SHORT_ENDS: Final = N_("When you finish, the record of the meeting is closed.")


class MeetingFinish(MeetingStep):
    """A summary; an open duty never stops the end of a meeting, it holds the signature of the report.

    Signals:
        jumped: number of the step that holds the problem that was pressed.
    """

    jumped = Signal(object)

    def __init__(self, ctx: UiContext, kind: MeetingKind) -> None:
        super().__init__(
            ctx,
            ctx.t("Finish"),
            ctx.t(_ENDS.get(kind, _SHORT_ENDS)),
        )
        self._summary = PlainLabel("", wrap=True)
        card = Card(self.t("What is recorded"))
        card.add(self._summary)
        self._open = Card(self.t("Still open"))
        self._note = PlainLabel(
            self.t("The meeting can be finished all the same. What is open holds the signature of the report."),
            "small",
            "muted",
            wrap=True,
        )
        self._open.add(self._note)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.XS)
        self._open.add_layout(self._lines)
        self.body.addWidget(card)
        self.body.addWidget(self._open)
        self.body.addStretch(1)

    def show_meeting(self, record: AuditRecord, meeting: Meeting) -> None:
        """Show the counts of the meeting."""
        del record
        found = meetings.status(meeting)
        text = self.t(
            "{room} in the room, {remote} remote, {absent} absent\n"
            "{done} of {points} points treated, {unused} not used\n{actions} actions"
        )
        numbers = {
            "room": found.in_room,
            "remote": found.remote,
            "absent": found.absent,
            "done": found.done,
            "points": found.points,
            "unused": found.not_used,
            "actions": len(meeting.actions),
        }
        self._summary.setText(text.format(**{name: isolated(str(value)) for name, value in numbers.items()}))

    def show_open(self, lines: Sequence[tuple[str, int]]) -> None:
        """Show the sentences of what is open, each with the step that holds it."""
        clear(self._lines)
        for text, step in lines:
            line = JumpLine(text, step, "problem", "danger")
            line.jumped.connect(self.jumped)
            self._lines.addWidget(line)
        self._open.setVisible(bool(lines))
