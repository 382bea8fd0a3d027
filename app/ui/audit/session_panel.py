"""The sessions of the fieldwork: rows of the plan and what was opened besides; the chosen one receives captures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.drafts import SessionDraft
from app.domain.kinds import EvidenceState
from app.ui.audit.session_card import SessionCard
from app.ui.kept_line import KeptLine
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.labels import isolated
from app.ui.widgets.table_model import Column
from app.ui.widgets.two_line_table import TwoLineTable

if TYPE_CHECKING:
    from app.domain.fieldwork import Session
    from app.domain.record import AuditRecord, TimetableRow
    from app.services.base import Made
    from app.ui.context import UiContext

ALL = "all"


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session, a row of the plan that was not opened yet (`planned`), or everything (`id` = all)."""

    id: str
    text: str
    count: int
    planned: bool = False
    times: str = ""


class SessionPanel(QWidget):
    """The list at the side.

    Signals:
        chosen: id of the session whose evidence is to be shown, empty for all.
    """

    chosen = Signal(str)

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
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
        self.card = SessionCard(ctx, audit_id)
        self._lay_out()
        self.table.row_selected.connect(self._on_selected)
        self.table.opened.connect(self._on_open)
        self._open.clicked.connect(self._on_open_button)
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
        column.addWidget(self.table, 1)
        column.addWidget(self._open)
        column.addLayout(entry)
        column.addWidget(self.card)

    @property
    def session_id(self) -> str:
        """Return the session that receives what is captured, empty if none is open here."""
        line = self.table.selected
        return line.id if line is not None and not line.planned and line.id != ALL else ""

    def show_record(self, record: AuditRecord) -> None:
        """Show the sessions of the record."""
        self._record = record
        self._entry.keep_under(f"session:{self._audit_id}")
        self.table.set_rows(session_lines(record, self._ctx.t("All evidence")))
        if self._wanted and self.table.select(self._wanted):
            self._wanted = ""
        elif not self.table.selected_id:
            self.table.select(ALL)
        self._show_card()

    def _show_card(self) -> None:
        session = next((one for one in self._record.sessions if one.id == self.session_id), None)
        self.card.setVisible(session is not None)
        if session is not None:
            self.card.show_session(session)

    def _on_selected(self, line: SessionLine | None) -> None:
        self._open.setVisible(line is not None and line.planned)
        if line is None:
            return
        self._show_card()
        self.chosen.emit("" if line.id == ALL else line.id)

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


def session_lines(record: AuditRecord, everything: str) -> tuple[SessionLine, ...]:
    """Return one line for all evidence, then the rows of the plan in their order, then further sessions."""
    used = [one for one in record.evidence if one.state is not EvidenceState.WITHDRAWN]
    counts: dict[str | None, int] = {}
    for one in used:
        counts[one.session_id] = counts.get(one.session_id, 0) + 1
    by_row = {one.timetable_row_id: one for one in record.sessions if one.timetable_row_id}
    lines = [SessionLine(ALL, everything, len(used))]
    for row in record.timetable:
        held = by_row.get(row.id)
        lines.append(_held(held, counts, _times(row)) if held else _planned(row))
    free = [one for one in record.sessions if not one.timetable_row_id or one.id not in {line.id for line in lines}]
    return (*lines, *(_held(one, counts) for one in free))


def _held(session: Session, counts: dict[str | None, int], times: str = "") -> SessionLine:
    return SessionLine(session.id, session.topic, counts.get(session.id, 0), times=times)


def _planned(row: TimetableRow) -> SessionLine:
    return SessionLine(row.id, f"{row.label} {row.topic}".strip(), 0, planned=True, times=_times(row))


def _times(row: TimetableRow) -> str:
    return isolated(f"{row.starts}–{row.ends}") if row.starts else ""


def _topic(line: SessionLine) -> str:
    return line.text


def _text(ctx: UiContext, line: SessionLine) -> str:
    """Return the topic, and below it how much was captured or that the session was not opened yet."""
    count = ctx.words.ngettext("{n} item", "{n} items", line.count).format(n=line.count)
    said = (line.times, ctx.t("planned") if line.planned else count)
    return f"{line.text}\n" + "  ·  ".join(part for part in said if part)


def _place(line: SessionLine) -> str:
    return line.text.casefold()
