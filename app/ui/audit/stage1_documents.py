"""Documents of stage 1: the list, the marking mode by number keys, and everything about the chosen one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.kinds import Adequacy
from app.domain.preparing import DocumentReview
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.audit.marking import MarkingBanner, MarkingKeys
from app.ui.audit.panes import Pane, Panes, scrolled_pane
from app.ui.audit.stage1_table import ALL, MARKS, ReviewRow, filter_choices, fits, look_of, review_table
from app.ui.kept_line import KeptLine
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.filter_bar import FilterBar
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel, set_shown
from app.ui.widgets.problem_line import Banner
from app.ui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext


class ReviewDetail(QWidget):
    """The pane beside the table.

    Signals:
        adequacy_wanted: the `Adequacy` the user chose.
        newer_wanted: the version of the register is to be copied.
        removal_wanted: the document is to be taken off the list.
    """

    adequacy_wanted = Signal(object)
    newer_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, t = ctx, ctx.t
        self.binder = Binder(ctx, "document_review", audit_id, self)
        form = RowForm(self.binder)
        self._head = PlainLabel("", "title3", wrap=True)
        self._facts = PlainLabel("", "small", "muted", wrap=True)
        self._remove = Button(t("Take off"), "quiet", icon="trash")
        looks = [(one, look_of(one, t)) for one in MARKS]
        self.adequacy = ChoiceRow([Choice(one.value, look.text, look.icon, look.tone) for one, look in looks])
        self._newer = Banner("", "info", t("Take it over"))
        self.remark = form.text("remark", t("Remark"), t("What is missing or odd. It stands in the report."), lines=4)
        self._requirements = form.line("requirements", t("Requirements"), t("For example: 4.3, A.5.1"))
        self._title = form.line("title", t("Title"))
        self._reference, self._edition = form.line("reference", t("Reference")), form.line("edition", t("Version"))
        self._dated = form.day("dated", t("Date of the document"))
        self._result = FormField(t("Result"), self.adequacy)
        self._lay_out()
        self.adequacy.chosen.connect(self._on_adequacy)
        self._newer.pressed.connect(self.newer_wanted)
        self._remove.clicked.connect(self.removal_wanted)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._head, 1)
        head.addWidget(self._remove)
        edition = QHBoxLayout()
        edition.setSpacing(Space.M)
        edition.addWidget(self._reference, 3)
        edition.addWidget(self._edition, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M + 2)
        column.addLayout(head)
        for widget in (self._facts, self._newer, self._result, self.remark, self._requirements, self._title):
            column.addWidget(widget)
        column.addLayout(edition)
        column.addWidget(self._dated)
        column.addStretch(1)

    def show_row(self, row: ReviewRow) -> None:
        """Show a document."""
        one, t, words = row.review, self._ctx.t, self._ctx.words
        self.binder.show(one)
        self._head.setText(one.title)
        self.adequacy.show_value(one.adequacy.value)
        day = words.day(one.reviewed_on) if one.reviewed_on else ""
        self._facts.setText(t("Reviewed on {day} by {name}").format(day=day, name=one.reviewed_by) if day else "")
        set_shown(self._facts, bool(day))
        newer = t("The register has version {edition} by now.").format(edition=row.newer) if row.newer else ""
        self._newer.show_text(newer, "info")
        held = [problem for problem in row.problems if problem.field == "remark"]
        odd = [problem for problem in row.problems if problem.field == "adequacy"]
        self.remark.show_problem(say(words, held[0]) if held else "")
        self._result.show_hint(say(words, odd[0]) if odd else "")
        follow_layout(self)

    def _on_adequacy(self, value: str) -> None:
        self.adequacy_wanted.emit(Adequacy(value))


class DocumentsView(QWidget):
    """The list on the left, the chosen document on the right."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, self._audit_id = ctx, audit_id
        t = ctx.t
        self.filter = FilterBar(ctx.words, t("Find a document"), filter_choices(t), t("Show"))
        self.table = review_table(ctx)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.keys, self.banner = MarkingKeys(self.table, MARKS), MarkingBanner(ctx.words, MARKS, look_of)
        self.mark = Button(t("&Marking mode"), icon="edit")
        self.mark.setCheckable(True)
        self.propose = Button(t("Propose documents"), icon="bulb")
        self.add_line = KeptLine(ctx)
        self.add_line.setPlaceholderText(t("Add a document by its title"))
        self.add_line.setAccessibleName(t("Title of another document"))
        self.adding, self.marking = QWidget(), QWidget()
        self.detail = ReviewDetail(ctx, audit_id)
        self._right = QStackedWidget()
        self._right.setObjectName("card")
        self._right.addWidget(EmptyState("file", t("No document is chosen"), t("Choose one to see its review.")))
        self._right.addWidget(scrolled_pane(self.detail))
        self._empty = EmptyState(
            "file",
            t("No document is listed yet"),
            t("The documents of the client's register are proposed, and what the criteria want besides."),
            t("Propose the documents"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._full())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack, 1)
        self._connect()

    def _full(self) -> QWidget:
        left, full = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.table, 1)
        more = QHBoxLayout(self.adding)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(Space.S)
        more.addWidget(self.add_line, 1)
        more.addWidget(self.propose)
        column.addWidget(self.adding)
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.filter, 1)
        marking = QHBoxLayout(self.marking)
        marking.setContentsMargins(0, 0, 0, 0)
        marking.addWidget(self.mark)
        top.addWidget(self.marking)
        self.panes = Panes(Pane(left, 340, 220, share=5), Pane(self._right, 300, 260, share=3))
        outer = QVBoxLayout(full)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(Space.M)
        outer.addLayout(top)
        outer.addWidget(self.banner)
        outer.addWidget(self.panes, 1)
        return full

    def _connect(self) -> None:
        self.filter.changed.connect(self._on_filter)
        self.table.filtered.connect(self.filter.show_count)
        self.table.row_selected.connect(self._on_row)
        self.table.opened.connect(self._on_opened)
        self.mark.toggled.connect(self._on_marking)
        self.keys.marked.connect(self._on_marked)
        self.keys.ended.connect(self.end_marking)
        self.propose.clicked.connect(self._on_propose)
        self._empty.started.connect(self._on_propose)
        self.add_line.returnPressed.connect(self._on_add)
        self.detail.adequacy_wanted.connect(self._on_adequacy)
        self.detail.newer_wanted.connect(self._on_newer)
        self.detail.removal_wanted.connect(self._on_remove)

    def show_record(self, record: AuditRecord, rows: tuple[ReviewRow, ...]) -> None:
        """Show the documents; `rows` are the `review_rows` of the record."""
        self.add_line.keep_under(f"document_review:{record.audit.id}")
        chosen = self._chosen()
        self.table.set_rows(rows)
        self._choose(chosen)
        self._stack.setCurrentIndex(int(bool(rows)))
        if not self.table.selected_id and rows:
            self.table.select(self.table.rows.id_at(0))
        self._on_row(self.table.selected)

    def show_item(self, review_id: str) -> None:
        """Choose a document."""
        if review_id and not self.table.select(review_id):
            self.filter.clear()
            self.table.set_filter("", partial(fits, ALL))
            self.table.select(review_id)
        self.table.setFocus()

    def end_marking(self) -> None:
        """Leave the marking mode."""
        self.mark.setChecked(False)

    def _chosen(self) -> tuple[str, ...]:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(self.table.rows.id_at(row) for row in rows)

    def _choose(self, keys: tuple[str, ...]) -> None:
        """Select several rows again after the rows were set; one is kept by the table itself."""
        if len(keys) <= 1:
            return
        model = self.table.selectionModel()
        for key in keys:
            place = self.table.rows.place_of(key)
            if place >= 0:
                model.select(self.table.rows.index(place, 0), model.SelectionFlag.Select | model.SelectionFlag.Rows)

    def _on_filter(self, words: str, value: str) -> None:
        self.table.set_filter(words, partial(fits, value or ALL))

    def _on_row(self, row: ReviewRow | None) -> None:
        self._right.setCurrentIndex(int(row is not None))
        if row is not None:
            self.detail.show_row(row)

    def _on_opened(self, row: ReviewRow) -> None:
        del row
        self.detail.remark.editor.setFocus()

    def _on_marking(self, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        self.keys.active = on
        self.banner.setVisible(on)
        if on:
            if not self.table.selected_id:
                self.table.select(self.table.rows.id_at(0))
            self.table.setFocus()

    def _on_marked(self, adequacy: Adequacy) -> None:
        keys = self._chosen()
        self._send(adequacy, keys)
        if len(keys) == 1:
            following = self.table.rows.id_at(self.table.rows.place_of(keys[0]) + 1)
            if following:
                self.table.select(following)

    def _on_adequacy(self, adequacy: Adequacy) -> None:
        if self.table.selected_id:
            self._send(adequacy, (self.table.selected_id,))

    def _send(self, adequacy: Adequacy, keys: tuple[str, ...]) -> None:
        if keys:
            self._ctx.jobs.write(partial(self._ctx.services.stage1.review, self._audit_id, keys, adequacy))

    def _on_propose(self) -> None:
        self._ctx.jobs.write(partial(self._ctx.services.stage1.propose, self._audit_id))

    def _on_add(self) -> None:
        title = self.add_line.text().strip()
        if title:
            review = DocumentReview(title=title)
            self.add_line.send(partial(self._ctx.services.stage1.add_review, self._audit_id, review))

    def _on_newer(self) -> None:
        self._ctx.jobs.write(partial(self._ctx.services.stage1.take_newer, self.table.selected_id))

    def _on_remove(self) -> None:
        if self.table.selected_id:
            self._ctx.jobs.write(partial(self._ctx.services.stage1.remove_review, self.table.selected_id))
