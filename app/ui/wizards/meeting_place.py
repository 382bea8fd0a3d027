"""Step of a meeting: where and when it is held, who leads it, and in which language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.kinds import MeetingKind, MeetingState
from app.domain.plan_start import start_problems
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.theme.metrics import Space
from app.ui.widgets.card import Card
from app.ui.widgets.moment_field import MomentField
from app.ui.wizards.meeting_start import StartCard
from app.ui.wizards.step import MeetingStep

if TYPE_CHECKING:
    from app.domain.fieldwork import Meeting
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext


class MeetingPlace(MeetingStep):
    """Place, link, chair, language, start and end; start and end come by themselves and can be corrected."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(
            ctx,
            ctx.t("Place and time"),
            ctx.t("The clock starts when you go on to the people, and stops when you finish. Both can be corrected."),
        )
        self._binder = Binder(ctx, "meeting", audit_id, self)
        form = RowForm(self._binder)
        t = self.t
        self._fields = {
            "place": form.line("place", t("&Place"), placeholder=t("Building, room")),
            "link": form.line("link", t("Video &link"), placeholder=t("Only if somebody takes part remotely")),
            "chair": form.line("chair", t("&Chair")),
            "language": form.line("language", t("Lan&guage of the meeting")),
            "started_at": form.moment("started_at", t("&Start")),
            "ended_at": form.moment("ended_at", t("&End")),
        }
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.L)
        for place, name in enumerate(self._fields):
            grid.addWidget(self._fields[name], place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        card.add_layout(grid)
        self._start = StartCard(ctx, audit_id)
        self.body.addWidget(card)
        self.body.addWidget(self._start)
        self.body.addStretch(1)

    def show_meeting(self, record: AuditRecord, meeting: Meeting) -> None:
        """Show the meeting as it is recorded."""
        waits = meeting.kind is MeetingKind.OPENING and meeting.state is MeetingState.PREPARED
        self._start.show_problems(start_problems(record) if waits else ())
        for name in ("started_at", "ended_at"):
            editor = self._fields[name].editor
            if isinstance(editor, MomentField):
                editor.set_zone(meeting.zone)
        self._binder.show(meeting)

    def field(self, name: str) -> QWidget | None:
        """Return the editor of a field."""
        if name == "reason":
            return self._start.reason.editor
        found = self._fields.get(name)
        return found.editor if found else None

    def enter(self) -> None:
        """Begin with the place."""
        self._fields["place"].editor.setFocus()

    def leave(self) -> None:
        """Hand over what is being typed."""
        self._binder.finish()
        self._start.finish()

    @property
    def reason(self) -> str:
        """Return why the audit begins although something stands against it."""
        return self._start.text
