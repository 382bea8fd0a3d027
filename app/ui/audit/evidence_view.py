"""The evidence of an audit: sessions at the side, capture on top, the table, and everything about the chosen item."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.capture_facts import CaptureFacts, draft_of, facts_of, grade_of
from app.domain.capture_marks import Typed
from app.domain.drafts import EvidenceDraft, IncomingFile
from app.ui.audit import openers
from app.ui.audit.evidence_detail import EvidenceDetail
from app.ui.audit.evidence_sorting import FINDING, LINK, WITHDRAW, inbox_keys, sorting_call
from app.ui.audit.evidence_table import ALL, INBOX, evidence_table, filter_choices, fits
from app.ui.audit.evidence_thumbs import show_thumbs
from app.ui.audit.panes import Pane, Panes, scrolled_pane
from app.ui.audit.quick_capture import QuickCapture
from app.ui.audit.session_panel import SessionPanel
from app.ui.audit.session_words import where_text
from app.ui.audit.sorting_keys import SortingBanner, SortingKeys
from app.ui.theme.look import active
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.file_drop import is_large
from app.ui.widgets.filter_bar import FilterBar
from app.ui.widgets.labels import isolated
from app.ui.widgets.progress_card import ProgressCard

if TYPE_CHECKING:
    from app.domain.client import Person
    from app.domain.fieldwork import Evidence
    from app.domain.record import AuditRecord
    from app.services.base import Made
    from app.services.evidence import Attached
    from app.ui.context import UiContext

_THREE_PANES = 860
"""Width from which sessions, table and detail stand side by side."""


class EvidenceView(QWidget):
    """Captures, lists and completes evidence.

    Signals:
        captured: id of an item that was just captured.
    """

    captured = Signal(str)

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, self._audit_id, self._t = ctx, audit_id, ctx.t
        self._record: AuditRecord | None = None
        self._wanted, self._session, self._me = "", "", ""
        self._facts = CaptureFacts()
        self._sent: list[str] = []
        self._large_line = ""
        self._line_kept = False
        self._narrow: bool | None = None
        t = ctx.t
        self.sessions = SessionPanel(ctx, audit_id, t("All evidence"))
        self.quick = QuickCapture(ctx.words)
        self.filter = FilterBar(ctx.words, t("Find in the evidence"), filter_choices(t), t("Show"))
        self.table = evidence_table(ctx)
        self.table.set_filter("", partial(fits, ALL, ""))
        self.detail = EvidenceDetail(ctx, audit_id)
        show_thumbs(self.table, self.detail.thumbs)
        self.sort = Button(t("Sort by keys"), icon="edit")
        self.sort.setCheckable(True)
        keys = inbox_keys(t)
        self.keys, self.banner = SortingKeys(self.table, keys), SortingBanner(ctx.words, keys)
        self._show_sessions = Button(t("Sessions"), icon="calendar")
        self._show_sessions.setCheckable(True)
        self.sessions.hide()  # `resizeEvent` knows whether there is room
        self._show_sessions.toggled.connect(self._on_sessions)
        self._progress = ProgressCard(ctx.words)
        self._right = QStackedWidget()
        self._right.setObjectName("card")
        self._right.addWidget(
            EmptyState(
                "evidence", t("Nothing is chosen"), t("Type a line above and press Enter, or drop files anywhere.")
            )
        )
        self._right.addWidget(scrolled_pane(self.detail))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.table, 1)
        self.panes = Panes(
            Pane(self.sessions, 170, 150, share=2),
            Pane(middle, 250, 150, share=5),
            Pane(self._right, 290, 230, share=4),
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(Space.M)
        outer.addWidget(self.quick)
        outer.addWidget(self._progress)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._show_sessions)
        row.addWidget(self.filter, 1)
        row.addWidget(self.sort)
        outer.addLayout(row)
        outer.addWidget(self.banner)
        outer.addWidget(self.panes, 1)

    def _connect(self) -> None:
        self.quick.captured.connect(self._on_captured)
        self.quick.line.typed.connect(self._keep_line)
        self.quick.wizard_wanted.connect(self._on_wizard)
        self.filter.changed.connect(self._on_filter)
        self.table.filtered.connect(self.filter.show_count)
        self.table.row_selected.connect(self._on_row)
        self.table.opened.connect(self._on_opened)
        self.sort.toggled.connect(self._on_sorting)
        self.keys.sorted_as.connect(self._on_sorted)
        self.keys.ended.connect(self.end_sorting)
        self.sessions.chosen.connect(self._on_session)
        self.detail.files_wanted.connect(self._on_more_files)
        self.detail.finding_wanted.connect(self._on_finding)
        self.detail.binder.asked_again.connect(self._on_asked_again)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sessions away where there is no room for three panes; a button brings them back."""
        super().resizeEvent(event)
        self._give_room()

    def showEvent(self, event: QShowEvent) -> None:
        """Do so as well when the view is shown: while it was hidden nobody looked at its size."""
        super().showEvent(event)
        self._give_room()

    def changeEvent(self, event: QEvent) -> None:
        """Do so as well when the zoom changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_narrow"):
            self._give_room()

    def _give_room(self) -> None:
        if self._narrow is None and not self.isVisible():
            return
        narrow = self.width() < active().px(_THREE_PANES)
        if narrow != self._narrow:
            self._narrow = narrow
            self._show_sessions.setVisible(narrow)
            self._show_sessions.setChecked(not narrow)
            self._on_sessions(not narrow)

    def _on_sessions(self, shown: bool) -> None:  # noqa: FBT001 - what the signal carries
        self.sessions.setVisible(shown)
        self.panes.arrange()

    def show_record(self, record: AuditRecord) -> None:
        """Show the evidence of the record; the chosen item stays chosen, a captured one becomes it."""
        if self._record is None:
            self._ctx.jobs.read(partial(self._ctx.services.fields.loose, self._line_key), self._on_line_kept)
            self._ctx.jobs.read(self._ctx.services.body.me, self._on_me)
        self._record = record
        self.detail.show_audit(record)
        self.sessions.show_record(record)
        self._show_facts()
        self.table.set_rows(record.evidence)
        if self._wanted and self.table.select(self._wanted):
            self._wanted = ""
        self._on_row(self.table.selected)

    def show_item(self, item_id: str) -> None:
        """Choose an item, whatever the filters say."""
        row_id = item_id.partition("#")[0]
        self._wanted = row_id
        if self._record is None:
            return
        if not self.table.select(row_id):
            self.filter.clear()
            self.sessions.table.select("all")
            self.table.set_filter("", partial(fits, ALL, ""))
        if self.table.select(row_id):
            self._wanted = ""

    def capture_files(self, files: tuple[IncomingFile, ...]) -> None:
        """Keep files as a new item."""
        self._capture(Typed(""), files)

    def begin_sample(self) -> None:
        """Draw the sample of the chosen item, or mark what was drawn (Ctrl+D)."""
        if self.isVisible() and self.table.selected_id:
            self.detail.begin_sample()

    def write_finding(self) -> None:
        """Begin a finding from the chosen item."""
        if self.table.selected_id:
            self._on_finding(self.table.selected_id)

    def toggle_sorting(self) -> None:
        """Begin to sort the inbox by keys, or end it."""
        self.sort.toggle()

    def end_sorting(self) -> None:
        """Leave the sorting mode."""
        self.sort.setChecked(False)

    def _on_sorting(self, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        self.keys.active = on
        self.banner.setVisible(on)
        if on:
            self.filter.show_value(INBOX)
            self.table.setFocus()
            if not self.table.selected_id and self.table.rows.rowCount():
                self.table.select(self.table.rows.id_at(0))

    def _on_sorted(self, value: str) -> None:
        """Do what a letter says; a kind or a judgement sorts the item, and the next one is chosen."""
        evidence_id = self.table.selected_id
        if not evidence_id:
            return
        if value == LINK:
            self.detail.requirements.setFocus()
        elif value == FINDING:
            self._on_finding(evidence_id)
        elif value == WITHDRAW:
            self.detail.ask_to_withdraw()
        else:
            place = self.table.rows.place_of(evidence_id)
            self._wanted = self.table.rows.id_at(place + 1) or self.table.rows.id_at(max(0, place - 1))
            self._ctx.jobs.write(sorting_call(self._ctx.services, evidence_id, value), urgent=True)

    def _capture(self, typed: Typed, files: tuple[IncomingFile, ...]) -> None:
        draft = draft_of(typed, self._facts, self.sessions.session_id or None)
        take = self._ctx.services.captures.take
        call = partial(take, self._audit_id, draft, files, grade_of(typed))
        if is_large(files):
            # Beside the writer, so that typing goes on and Cancel is heard; it takes the writer's turn piece by piece.
            self._large_line = typed.line
            job = self._ctx.jobs.long(call, self._on_large_made, self._on_large_failed)
            self._progress.follow(job, self._t("Keeping the files"))
            return
        self._sent.append(typed.line)
        job = self._ctx.jobs.write(call, self._on_made, self._on_capture_failed, urgent=True)
        if files:
            self._progress.follow(job, self._t("Keeping the files"))

    def _on_captured(self, typed: Typed, files: tuple[IncomingFile, ...]) -> None:
        self._capture(typed, files)

    @property
    def _line_key(self) -> str:
        return f"quick:{self._audit_id}"

    def _keep_line(self, text: str) -> None:
        """Keep what stands in the line, so that a crash does not take it; an empty line is forgotten."""
        fields, kept = self._ctx.services.fields, self._line_kept
        self._line_kept = bool(text.strip())
        if self._line_kept:
            self._ctx.jobs.write(partial(fields.keep_loose, self._line_key, text, audit_id=self._audit_id), urgent=True)
        elif kept:
            self._ctx.jobs.write(partial(fields.drop_loose, self._line_key), urgent=True)

    def _on_line_kept(self, text: str) -> None:
        if text:
            self._line_kept = True
            self.quick.take_back(text)

    def _on_me(self, me: Person | None) -> None:
        self._me = me.initials if me else ""
        self._show_facts()

    def _on_made(self, made: Made) -> None:
        self._sent.pop(0)
        if self._line_kept:
            self._keep_line(self.quick.line.text())
        self._wanted = made.id
        self.captured.emit(made.id)

    def _on_capture_failed(self, problem: BaseException) -> None:
        self.quick.take_back(self._sent.pop(0))
        self._ctx.jobs.problem.emit(problem)

    def _on_large_made(self, made: Made) -> None:
        self._wanted = made.id
        self.captured.emit(made.id)

    def _on_large_failed(self, problem: BaseException) -> None:
        self.quick.take_back(self._large_line)
        self._ctx.jobs.problem.emit(problem)

    def _on_wizard(self, typed: Typed) -> None:
        draft = EvidenceDraft(title=typed.line.strip(), session_id=self.sessions.session_id or None)
        self.quick.line.clear()
        self._keep_line("")
        openers.capture_evidence(self._ctx, self._audit_id, draft)

    def _on_filter(self, words: str, value: str) -> None:
        self.table.set_filter(words, partial(fits, value or ALL, self._session))

    def _on_session(self, session_id: str) -> None:
        self._session = session_id
        self._show_facts()
        self._on_filter(self.filter.text, self.filter.value)

    def _show_facts(self) -> None:
        """Say what marks can point at in the chosen session, and what fills itself in."""
        if self._record is None:
            return
        session = next((one for one in self._record.sessions if one.id == self._session), None)
        self._facts = facts_of(self._record, session)
        self.quick.show_facts(self._facts)
        self.quick.show_where(where_text(self._record, session, self._me))

    def _on_row(self, row: Evidence | None) -> None:
        self._right.setCurrentIndex(int(row is not None))
        if row is not None:
            self.detail.show_row(row)

    def _on_opened(self, row: Evidence) -> None:
        del row
        self.detail.title.editor.setFocus()

    def _on_more_files(self, evidence_id: str, files: tuple[IncomingFile, ...]) -> None:
        call = partial(self._ctx.services.evidence.attach, evidence_id, files)
        jobs = self._ctx.jobs
        large = is_large(files)
        job = jobs.long(call, self._on_attached) if large else jobs.write(call, self._on_attached, urgent=True)
        self._progress.follow(job, self._t("Keeping the files"))

    def _on_attached(self, attached: Attached) -> None:
        if attached.already:
            tn, names = self._ctx.words.ngettext, ", ".join(isolated(one) for one in attached.already)
            said = tn(
                "{names} is attached already; it was not added again.",
                "{names} are attached already; they were not added again.",
                len(attached.already),
            )
            self._ctx.notices.say(said.format(names=names))

    def _on_finding(self, evidence_id: str) -> None:
        self._ctx.navigator.go("findings", self._audit_id, f"new:{evidence_id}")

    def _on_asked_again(self) -> None:
        if self._record is not None:
            self._ctx.jobs.read(partial(self._ctx.services.audits.record, self._audit_id), self.show_record)
