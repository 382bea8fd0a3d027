"""Running notes: lines typed while people talk, sorted by one key then or in the evening."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.capture_facts import CaptureFacts, facts_of
from app.domain.capture_offers import Offer, offers
from app.domain.kinds import SortedAs
from app.domain.note_marks import line_of, naming, spoken
from app.domain.sentences import N_
from app.ui.audit.note_table import ALL, OPEN, NoteRow, filter_choices, fits, note_rows, note_table, sorting_keys
from app.ui.audit.now_card import NowCard
from app.ui.audit.panes import Pane, Panes, scrolled_pane
from app.ui.audit.session_card import SessionCard
from app.ui.audit.session_panel import SessionPanel
from app.ui.audit.sorting_keys import SortingBanner, SortingKeys
from app.ui.kept_line import KeptLine
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.chip_list import ChipLine, ChipList
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.filter_bar import FilterBar
from app.ui.widgets.offer_popup import OfferPopup

if TYPE_CHECKING:
    from app.domain.fieldwork import Session
    from app.domain.record import AuditRecord
    from app.services.base import Made
    from app.ui.context import UiContext

_SAID: Final = {
    SortedAs.EVIDENCE: N_("Became evidence."),
    SortedAs.QUESTION: N_("Became a question."),
    SortedAs.FINDING: N_("Became a draft finding with its evidence."),
    SortedAs.NOTHING: N_("Stays a note."),
}


class NoteLine(KeptLine):
    """The line that is typed into.

    Signals:
        stopped: Esc was pressed.
        left_up: the arrow up was pressed: to the table.
    """

    stopped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.stopped.emit()
            return
        super().keyPressEvent(event)


class NotesView(QWidget):
    """Sessions at the side, the lines with the entry below them, the chosen session beside."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, self._audit_id, self._t = ctx, audit_id, ctx.t
        t = ctx.t
        self._record: AuditRecord | None = None
        self._facts, self._session_id, self._changing = CaptureFacts(), "", ""
        self._kind, self._next = SortedAs.NOTHING, ""
        self.sessions = SessionPanel(ctx, audit_id, t("All lines"))
        self.now = NowCard(ctx, audit_id)
        self.filter = FilterBar(ctx.words, t("Find in the notes"), filter_choices(t), t("Show"))
        self.sort = Button(t("Sort by keys"), icon="edit")
        self.sort.setCheckable(True)
        self.table = note_table(ctx)
        keys = sorting_keys(t)
        self.keys, self.banner = SortingKeys(self.table, keys), SortingBanner(ctx.words, keys)
        self.entry = NoteLine(ctx)
        self.entry.setPlaceholderText(t("Type a line; Enter keeps it. >Name: who said it, >>Name: who operated"))
        self.entry.setAccessibleName(t("A line of notes"))
        self.popup = OfferPopup(self.entry, self._offers, "")
        self.chips = ChipList(ctx.words, t("Understood in the line"))
        self.card = SessionCard(ctx, audit_id)
        self._right = QStackedWidget()
        self._right.setObjectName("card")
        self._right.addWidget(
            EmptyState(
                "calendar",
                t("No session is chosen"),
                t("Lines can be kept without one. With one they inherit people, place and time."),
            )
        )
        self._right.addWidget(scrolled_pane(self.card))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.table, 1)
        column.addWidget(self.chips)
        column.addWidget(self.entry)
        self.panes = Panes(
            Pane(self.sessions, 170, 150, share=2),
            Pane(middle, 300, 220, share=5),
            Pane(self._right, 250, 230, share=3),
        )
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self.filter, 1)
        head.addWidget(self.sort)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(Space.M)
        outer.addWidget(self.now)
        outer.addLayout(head)
        outer.addWidget(self.banner)
        outer.addWidget(self.panes, 1)

    def _connect(self) -> None:
        self.sessions.chosen.connect(self._on_session)
        self.now.opened.connect(self.sessions.expect)
        self.filter.changed.connect(self._on_filter)
        self.table.filtered.connect(self.filter.show_count)
        self.table.opened.connect(self._on_opened)
        self.sort.toggled.connect(self._on_sorting)
        self.keys.sorted_as.connect(self._on_sorted)
        self.keys.ended.connect(self.end_sorting)
        self.entry.returnPressed.connect(self._on_line)
        self.entry.stopped.connect(self._on_stopped)
        self.entry.textChanged.connect(self._show_chips)
        self.chips.removed.connect(self._on_chip)

    @property
    def session_id(self) -> str:
        """Return the session that receives what is typed, empty for none."""
        return self._session_id

    def show_record(self, record: AuditRecord) -> None:
        """Show the lines of the record; the newest is in sight."""
        self._record = record
        self.entry.keep_under(f"note:{self._audit_id}")
        self.sessions.show_record(record)
        self.now.show_record(record)
        self._show_session()
        before = self.table.rows.rowCount()
        self._show_lines()
        if self.table.rows.rowCount() > before:
            self.table.scrollToBottom()
        waiting = sum(one.sorted_as is SortedAs.OPEN for one in record.notes)
        text = self._ctx.tn("Sort {n} line", "Sort {n} lines", waiting).format(n=waiting)
        self.sort.setText(text if waiting else self._t("Sort by keys"))

    def start_typing(self) -> None:
        """Put the cursor into the line."""
        self.entry.setFocus()

    def toggle_sorting(self) -> None:
        """Begin or end the sorting mode."""
        self.sort.toggle()

    def end_sorting(self) -> None:
        """Leave the sorting mode."""
        self.sort.setChecked(False)

    def show_unsorted(self) -> None:
        """Show what is not sorted yet, of all sessions and days."""
        self.sessions.show_session("")
        self.filter.show_value(OPEN)

    def _show_session(self) -> None:
        session = self._session()
        self._facts = facts_of(self._record, session) if self._record else CaptureFacts()
        self._right.setCurrentIndex(int(session is not None))
        if session is not None and self._record is not None:
            self.card.show_session(self._record, session)

    def _show_lines(self) -> None:
        if self._record is not None:
            self.table.set_rows(note_rows(self._record, self._facts, with_topic=not self._session_id))

    def _session(self) -> Session | None:
        sessions = self._record.sessions if self._record else ()
        return next((one for one in sessions if one.id == self._session_id), None)

    def _on_session(self, session_id: str) -> None:
        self._session_id = session_id
        self._show_session()
        self._on_filter(self.filter.text, self.filter.value)
        self._show_lines()

    def _on_filter(self, words: str, value: str) -> None:
        self.table.set_filter(words, partial(fits, value or ALL, self._session_id))

    def _on_line(self) -> None:
        line = self.entry.text()
        if not spoken(line).text:
            return
        notes = self._ctx.services.notes
        changing, self._changing = self._changing, ""
        if changing:
            self.entry.send(partial(notes.change, changing, line))
        else:
            self.entry.send(partial(notes.take, self._audit_id, line, self._session_id or None))

    def _on_opened(self, row: NoteRow) -> None:
        """Write a line anew, or go to what became of it."""
        if row.note.sorted_as in (SortedAs.OPEN, SortedAs.NOTHING):
            self._changing = row.id
            self.entry.setText(line_of(row.note))
            self.entry.setFocus()
        elif row.note.sorted_as is SortedAs.FINDING:
            self._ctx.navigator.go("findings", self._audit_id, row.note.sorted_id)
        else:
            kind = "question:" if row.note.sorted_as is SortedAs.QUESTION else ""
            self._ctx.navigator.go("fieldwork", self._audit_id, f"{kind}{row.note.sorted_id}")

    def _on_stopped(self) -> None:
        """Leave a line that was being written anew as it was."""
        if self._changing:
            self._changing = ""
            self.entry.clear()
        self.table.setFocus()

    def _on_sorting(self, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        self.keys.active = on
        self.banner.setVisible(on)
        if on:
            self.table.setFocus()
            self.table.select(self.table.selected_id or self.table.rows.id_at(0))

    def _on_sorted(self, value: str) -> None:
        rows = [index.row() for index in self.table.selectionModel().selectedRows()]
        # The cursor can stand in a row that is not chosen: focus alone chooses nothing.
        chosen = [self.table.rows.row_at(row) for row in rows] or [self.table.selected]
        ids = [row.id for row in chosen if row is not None and row.note.sorted_as in (SortedAs.OPEN, SortedAs.NOTHING)]
        if ids:
            self._next = self._below(max(self.table.rows.place_of(one) for one in ids))
            self._kind = SortedAs(value)
            self._ctx.jobs.write(partial(self._ctx.services.notes.sort, ids, self._kind), self._on_made, urgent=True)

    def _below(self, place: int) -> str:
        return self.table.rows.id_at(place + 1) or self.table.selected_id

    def _on_made(self, made: Made) -> None:
        del made
        self.table.clearSelection()
        self.table.select(self._next)
        self._ctx.notices.say(self._t(_SAID[self._kind]), action_text=self._t("Undo"), action=self._undo)

    def _undo(self) -> None:
        self._ctx.jobs.write(self._ctx.services.fields.undo)

    def _offers(self, text: str, cursor: int) -> tuple[Offer, ...]:
        """Return people while a name is typed, else what fits to a mark."""
        found = naming(text[:cursor])
        if found is None:
            return offers(text, cursor, self._facts)
        start, typed = found
        wanted = typed.casefold()
        return tuple(
            Offer(start, f"{one.name}: ", one.function)
            for one in self._facts.people
            if any(part.startswith(wanted) for part in (one.name.casefold(), *one.name.casefold().split()))
        )[:8]

    def _show_chips(self, line: str) -> None:
        said, t = spoken(line), self._t
        chips = []
        if said.said_by:
            chips.append(ChipLine("said", t("{name} said").format(name=said.said_by), "", "person"))
        if said.operated_by:
            chips.append(ChipLine("operated", t("{name} at the screen").format(name=said.operated_by), "", "remote"))
        self.chips.show_chips(chips)

    def _on_chip(self, key: str) -> None:
        """Take a name away: what was said stays."""
        said = spoken(self.entry.text())
        kept = [
            f"{sign}{name}: "
            for sign, name, which in ((">", said.said_by, "said"), (">>", said.operated_by, "operated"))
            if name and which != key
        ]
        self.entry.setText("".join(kept) + said.text)
        self.entry.setFocus()
