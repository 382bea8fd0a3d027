"""What the client says to the team: acceptance with its own declaration, or an objection."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from app.domain.errors import UserMistake
from app.domain.sentences import N_
from app.domain.team_facts import active as taking_part
from app.ui.saying import say
from app.ui.theme.look import active
from app.ui.widgets.autosave import AutosaveLine, AutosaveText
from app.ui.widgets.dates import DateField, unread_day
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

OWN_DECLARATION: Final = N_(
    "We accept the team. In the last two years nobody of it advised us, worked for us or traded with us, and we plan "
    "nothing of that kind with them."
)
_WIDTH: Final = 520


class ClientDialog(Dialog):
    """Who said it, when, and what; subclasses make the call."""

    def __init__(self, parent: QWidget | None, ctx: UiContext, record: AuditRecord, title: str, today: date) -> None:
        super().__init__(parent, title, width=active().px(_WIDTH))
        t = ctx.t
        self.ctx, self.record = ctx, record
        speaker = next((one.name for one in record.client.contacts if one.representative), "")
        self.by = AutosaveLine(speaker)
        self.day = DateField(ctx.words, today)
        self._fields = {"by_name": FormField(t("Said by"), self.by)}
        self.fill()
        self.body.addWidget(self._fields["by_name"])
        self.body.addWidget(FormField(t("Said on"), self.day))
        self.body.addStretch(1)
        leave = self.add_button(t("Cancel"))
        leave.clicked.connect(self.reject)
        self._record = self.add_button(t("Record it"), "primary")
        self._record.clicked.connect(self._on_record)
        self.by.returnPressed.connect(self._on_record)

    def fill(self) -> None:
        """Add what this dialog asks besides."""

    def call(self) -> Callable[[], object]:
        """Return the service call that records it."""
        raise NotImplementedError

    def add_field(self, name: str, field: FormField) -> None:
        """Add a field under the name that the service calls it by."""
        self._fields[name] = field
        self.body.addWidget(field)

    def _on_record(self) -> None:
        for field in self._fields.values():
            field.show_problem("")
        if unread_day(self) is not None:
            return
        self.ctx.jobs.write(self.call(), self._on_done, self._on_refused)

    def _on_done(self, made: object) -> None:
        del made
        self.accept()

    def _on_refused(self, problem: BaseException) -> None:
        if not isinstance(problem, UserMistake):
            self.ctx.jobs.problem.emit(problem)
            return
        field = self._fields.get(problem.field, self._fields["by_name"])
        field.show_problem(say(self.ctx.words, problem))
        field.editor.setFocus()


class AcceptDialog(ClientDialog):
    """The client accepts the team and declares its own side."""

    def fill(self) -> None:
        """Show the text that is accepted."""
        self.body.addWidget(PlainLabel(self.ctx.t(OWN_DECLARATION), wrap=True))

    def call(self) -> Callable[[], object]:
        """Return the acceptance with the text as it was shown."""
        accept = self.ctx.services.teams.client_accepts
        return partial(accept, self.record.audit.id, self.by.text(), self.day.day, self.ctx.t(OWN_DECLARATION))


class ObjectDialog(ClientDialog):
    """The client objects to one member, or to the team as a whole."""

    def fill(self) -> None:
        """Ask to whom, and why."""
        t = self.ctx.t
        people = [(one.id, one.name) for one in taking_part(self.record)]
        self._who = EnumBox([("", t("The team as a whole")), *people])
        self._who.setCurrentIndex(0)
        self.text = AutosaveText(lines=3)
        self.add_field("member_id", FormField(t("The client objects to"), self._who))
        self.add_field("text", FormField(t("Reason of the client"), self.text))

    def call(self) -> Callable[[], object]:
        """Return the objection."""
        teams, who = self.ctx.services.teams, self._who.value or None
        return partial(teams.client_objects, self.record.audit.id, self.by.text(), self.text.text(), self.day.day, who)
