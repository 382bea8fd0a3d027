"""Step of a meeting: what is to be done, by whom, until when."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.domain.fieldwork import Action
from app.ui.audit.row_list import RowLine, RowList
from app.ui.theme.metrics import Space
from app.ui.widgets.card import Card
from app.ui.widgets.labels import PlainLabel, isolated
from app.ui.wizards.step import MeetingStep

if TYPE_CHECKING:
    from app.domain.fieldwork import Meeting
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext


class ActionList(RowList):
    """The actions of one meeting, edited in place."""

    def make_line(self, row: Any) -> RowLine:  # noqa: ANN401 - RowList asks for any row
        """Return a line: label, what, who, until when, and what became of it."""
        t = self.ctx.t
        line = RowLine(self.ctx, "action", self.audit_id)
        label = PlainLabel(isolated(row.label), "strong")
        label.setMinimumWidth(44)
        line.row.addWidget(label)
        for field, stretch, name, hint in (
            ("what", 5, t("What of {label}"), t("What")),
            ("who", 3, t("Who does {label}"), t("Who")),
            ("due", 2, t("Until when for {label}"), t("Until when")),
            ("done", 2, t("Outcome of {label}"), t("Outcome")),
        ):
            editor = line.form.bare_line(field)
            editor.setPlaceholderText(hint)
            line.add(field, name.format(label=row.label), editor, stretch)
        line.close_with(t("Remove {label}").format(label=row.label))
        return line


class MeetingActions(MeetingStep):
    """Actions arising, each with an owner and a date."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(
            ctx,
            ctx.t("Actions"),
            ctx.t("What has to be done, by whom and until when: one line each. None is fine, too."),
        )
        self._meeting_id = ""
        entry = self.t("What; who; until when")
        self._list = ActionList(ctx, audit_id, entry, self.t("Add an action: what; who; until when"))
        self._list.wanted.connect(self._on_wanted)
        self._list.removed.connect(self._on_removed)
        card = Card(margin=Space.M)
        card.add(self._list)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def show_meeting(self, record: AuditRecord, meeting: Meeting) -> None:
        """Show the actions as they are recorded."""
        del record
        self._meeting_id = meeting.id
        self._list.keep_under(f"action:{meeting.id}")
        self._list.show_rows(meeting.actions)

    def field(self, name: str) -> QWidget | None:
        """Return the list for problems about actions."""
        return self._list if name == "actions" else None

    def enter(self) -> None:
        """Begin with the line that adds an action."""
        self._list.setFocus()

    def _on_wanted(self, text: str) -> None:
        what, who, due = ([part.strip() for part in text.split(";")] + ["", ""])[:3]
        call = partial(self.ctx.services.meetings.add_action, self._meeting_id, Action(what=what, who=who, due=due))
        self._list.add(call, origin=self)

    def _on_removed(self, row_id: str) -> None:
        self.ctx.jobs.write(partial(self.ctx.services.meetings.remove, "action", row_id), origin=self)
