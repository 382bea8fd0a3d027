"""The session that is chosen: where, how, with whom; entered once and inherited by everything captured in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.kinds import Mode
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.audit.session_people import SessionPeople
from app.ui.audit.session_words import held_times
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, isolated
from app.ui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from app.domain.fieldwork import Session
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext


class SessionCard(QWidget):
    """The pane beside the notes."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx = ctx
        t = ctx.t
        self._session: Session | None = None
        self._binder = Binder(ctx, "session", audit_id, self)
        form = RowForm(self._binder)
        self._topic, self._when = PlainLabel("", "title3", wrap=True), PlainLabel("", "small", "muted", wrap=True)
        self.people = SessionPeople(ctx)
        self._site = form.pick("site_id", t("Site"))
        self._end = Button(t("End the session"), icon="stop")
        self._again = Button(t("Go on with it"), "quiet", "play")
        self._lay_out(form)
        self._end.clicked.connect(self._on_end)
        self._again.clicked.connect(self._on_again)

    def _lay_out(self, form: RowForm) -> None:
        t = self._ctx.t
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M)
        head = QVBoxLayout()
        head.setSpacing(Space.XXS)
        head.addWidget(self._topic)
        head.addWidget(self._when)
        column.addLayout(head)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self._end)
        buttons.addWidget(self._again)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(FormField(t("People present"), self.people))
        column.addWidget(self._site)
        column.addWidget(form.line("place", t("Room or place")))
        column.addWidget(form.choice("mode", t("How"), Mode))
        column.addWidget(form.line("remote_tool", t("Remote tool"), placeholder=t("Only if any of it is remote")))
        column.addWidget(form.line("guide", t("Guide")))
        column.addWidget(form.line("interpreter", t("Interpreter")))
        column.addStretch(1)

    def show_session(self, record: AuditRecord, session: Session) -> None:
        """Show a session."""
        self._session = session
        if isinstance(self._site.editor, EnumBox):
            sites = [(one.id, f"{one.label} {one.name}".strip()) for one in record.sites]
            self._site.editor.set_choices([("", "–"), *sites])
        self._binder.show(session)
        self.people.show_people(record, session)
        row = next((one for one in record.timetable if one.id == session.timetable_row_id), None)
        planned = self._ctx.t("planned {times}").format(times=isolated(f"{row.starts}–{row.ends}")) if row else ""
        self._topic.setText(session.topic)
        self._when.setText("  ·  ".join(part for part in (held_times(session), planned) if part))
        self._end.setVisible(session.ended_at is None)
        self._again.setVisible(session.ended_at is not None)
        follow_layout(self)

    def _on_end(self) -> None:
        if self._session is not None:
            self._ctx.jobs.write(partial(self._ctx.services.sessions.close, self._session.id))

    def _on_again(self) -> None:
        if self._session is not None:
            self._ctx.jobs.write(partial(self._ctx.services.sessions.reopen, self._session.id))
