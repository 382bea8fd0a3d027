"""Step of a meeting: who is there, who is missing, who comes in late."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.domain.drafts import AttendeeDraft
from app.domain.kinds import Confirmation, Presence, Side
from app.domain.words import word
from app.ui.audit.row_list import RowLine, RowList
from app.ui.theme.metrics import Space
from app.ui.widgets.card import Card
from app.ui.widgets.labels import PlainLabel, isolated
from app.ui.wizards.step import MeetingStep

if TYPE_CHECKING:
    from app.domain.fieldwork import Meeting
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

OFFERED = (
    Confirmation.RECORDED_BY_LEAD,
    Confirmation.TYPED,
    Confirmation.REMOTE,
    Confirmation.ON_PAPER,
    Confirmation.REFUSED,
    Confirmation.NOT_REQUIRED,
)


class AttendeeList(RowList):
    """The attendance of one meeting, edited in place."""

    def make_line(self, row: Any) -> RowLine:  # noqa: ANN401 - RowList asks for any row
        """Return a line: name, function, side, presence, and how it was confirmed."""
        t = self.ctx.t
        line = RowLine(self.ctx, "attendee", self.audit_id)
        line.add("name", t("Name of {name}").format(name=row.name), line.form.bare_line("name"), 4)
        function = line.form.bare_line("function")
        if row.role is not None:
            function.setPlaceholderText(t(word(row.role)))
        line.add("function", t("Function of {name}").format(name=row.name), function, 3)
        for field, stretch, values, label in (
            ("side", 3, Side, t("Side of {name}")),
            ("presence", 2, Presence, t("Presence of {name}")),
            ("confirmation", 4, OFFERED, t("Confirmation of {name}")),
        ):
            line.add(field, label.format(name=row.name), line.form.bare_choice(field, values), stretch)
        line.close_with(t("Take {name} off the list").format(name=row.name))
        return line


class MeetingPeople(MeetingStep):
    """Everybody known is on the list already; one line adds a person, several pasted lines add several."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(
            ctx,
            ctx.t("People"),
            ctx.t(
                "The team and the client's contacts are listed. Mark who is remote or absent; add others by one line: "
                "name, function."
            ),
        )
        self._meeting_id = ""
        self._count = PlainLabel("", "small", "muted")
        self._list = AttendeeList(ctx, audit_id, self.t("Name, function"), self.t("Add a person: name, function"))
        self._list.wanted.connect(self._on_wanted)
        self._list.removed.connect(self._on_removed)
        card = Card(margin=Space.M)
        card.add(self._list)
        self.body.addWidget(self._count)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def show_meeting(self, record: AuditRecord, meeting: Meeting) -> None:
        """Show the attendance as it is recorded."""
        del record
        self._meeting_id = meeting.id
        self._list.keep_under(f"attendee:{meeting.id}")
        self._list.show_rows(meeting.attendees)
        there = [one.presence for one in meeting.attendees]
        text = self.t("{room} in the room, {remote} remote, {absent} absent")
        counts = {name: isolated(str(there.count(kind))) for name, kind in _KINDS.items()}
        self._count.setText(text.format(**counts))

    def field(self, name: str) -> QWidget | None:
        """Return the list for problems about attendees."""
        return self._list if name == "attendees" else None

    def enter(self) -> None:
        """Begin with the line that adds a person."""
        self._list.setFocus()

    def _on_wanted(self, text: str) -> None:
        name, _, function = text.partition(",")
        draft = AttendeeDraft(name=name.strip(), function=function.strip())
        call = partial(self.ctx.services.meetings.add_attendee, self._meeting_id, draft)
        self._list.add(call, origin=self)

    def _on_removed(self, row_id: str) -> None:
        self.ctx.jobs.write(partial(self.ctx.services.meetings.remove, "attendee", row_id), origin=self)


_KINDS = {"room": Presence.IN_ROOM, "remote": Presence.REMOTE, "absent": Presence.ABSENT}
