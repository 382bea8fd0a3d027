"""The sessions of the fieldwork: rows of the plan and what was opened besides; the chosen one receives captures."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.drafts import SessionDraft
from app.ui.audit.session_words import ALL, SessionLine, days_of, session_lines
from app.ui.kept_line import KeptLine
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.table_model import Column
from app.ui.widgets.two_line_table import TwoLineTable

if TYPE_CHECKING:
    from app.domain.record import AuditRecord
    from app.services.base import Made
    from app.ui.context import UiContext


class SessionPanel(QWidget):
    """The list at the side.

    Signals:
        chosen: id of the session whose evidence is to be shown, empty for all.
    """

    chosen = Signal(str)

    def __init__(self, ctx: UiContext, audit_id: str, everything: str) -> None:
        super().__init__()
        self._everything = everything
        self._ctx, self._audit_id = ctx, audit_id
        self._wanted = ""
        t = ctx.t
        columns = (Column("text", t("Session"), partial(_text, ctx), sort=_place),)
        self.table = TwoLineTable(t("Sessions"), columns, _topic)
        self.table.use_two_lines()
        self._entry = KeptLine(ctx)
        self._entry.setPlaceholderText(t("New session: topic"))
        self._entry.setAccessibleName(t("Topic of a new session"))
        self._add = IconButton("plus", t("Open a new session"))
        self._open = Button(t("Open this session"), icon="play")
        self._day = EnumBox([("", t("All days"))], title=t("Day"))
        self._lines: tuple[SessionLine, ...] = ()
        self._first = True
        self._lay_out()
        self.table.row_selected.connect(self._on_selected)
        self.table.opened.connect(self._on_open)
        self._open.clicked.connect(self._on_open_button)
        self._day.chosen.connect(self._on_day)
        self._entry.returnPressed.connect(self._on_add)
        self._add.clicked.connect(self._on_add)

    def _lay_out(self) -> None:
        entry = QHBoxLayout()
        entry.setSpacing(Space.XS)
        entry.addWidget(self._entry, 1)
        entry.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._day)
        column.addWidget(self.table, 1)
        column.addWidget(self._open)
        column.addLayout(entry)

    @property
    def session_id(self) -> str:
        """Return the session that receives what is captured, empty if none is open here."""
        line = self.table.selected
        return line.id if line is not None and not line.planned and line.id != ALL else ""

    def show_record(self, record: AuditRecord) -> None:
        """Show the sessions of the record; the first time those of today, if there are any."""
        self._entry.keep_under(f"session:{self._audit_id}")
        self._lines = session_lines(record, self._everything)
        days = days_of(self._lines)
        self._day.set_choices([("", self._ctx.t("All days")), *((str(day), self._ctx.words.day(day)) for day in days)])
        self._day.setVisible(len(days) > 1)
        if self._first:
            self._first = False
            today = date.today()  # noqa: DTZ011 - the day on the auditor's desk
            self._day.show_value(str(today) if today in days and len(days) > 1 else "")
        self._show_lines()
        if self._wanted and self.show_session(self._wanted):
            self._wanted = ""
        elif not self.table.selected_id:
            self.table.select(ALL)

    def show_session(self, session_id: str) -> bool:
        """Choose a session (empty: all evidence), whatever the day; returns whether it is there."""
        wanted = session_id or ALL
        if not self.table.select(wanted) and any(line.id == wanted for line in self._lines):
            self._day.show_value("")
            self._show_lines()
        found = self.table.select(wanted)
        self._wanted = "" if found else session_id
        return found

    def expect(self, session_id: str) -> None:
        """Choose a session that was just opened, as soon as the record holds it."""
        self._wanted = session_id

    def _show_lines(self) -> None:
        day = self._day.value
        self.table.set_rows([one for one in self._lines if not day or one.id == ALL or str(one.day) == day])

    def _on_day(self, day: str) -> None:
        self._day.show_value(day)
        self._show_lines()
        if not self.table.selected_id:
            self.table.select(ALL)

    def _on_selected(self, line: SessionLine | None) -> None:
        self._open.setVisible(line is not None and line.planned)
        if line is not None:
            self.chosen.emit("" if line.id == ALL or line.planned else line.id)

    def _on_open(self, line: SessionLine) -> None:
        if line.planned:
            self._ctx.jobs.write(self._opening(SessionDraft(topic="", timetable_row_id=line.id)), self._on_opened)

    def _on_open_button(self) -> None:
        line = self.table.selected
        if line is not None:
            self._on_open(line)

    def _on_add(self) -> None:
        topic = self._entry.text().strip()
        if topic:
            self._entry.send(self._opening(SessionDraft(topic=topic)), self._on_opened)
        else:
            self._entry.setFocus()

    def _opening(self, draft: SessionDraft) -> partial[Made]:
        return partial(self._ctx.services.sessions.open, self._audit_id, draft)

    def _on_opened(self, made: Made) -> None:
        self._wanted = made.id


def _topic(line: SessionLine) -> str:
    return line.text


def _text(ctx: UiContext, line: SessionLine) -> str:
    """Return the topic, and below it how much was captured or that the session was not opened yet."""
    count = ctx.words.ngettext("{n} item", "{n} items", line.count).format(n=line.count)
    state = ctx.t("planned") if line.planned else ctx.t("running") if line.running else ""
    said = (line.times, state, "" if line.planned else count)
    return f"{line.text}\n" + "  ·  ".join(part for part in said if part)


def _place(line: SessionLine) -> str:
    return line.text.casefold()
