"""Coverage: what is audited, open and not applicable, as a picture and as a matrix; what holds the closing meeting."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.coverage import ACROSS, Coverage, Part, TimeLine, matrix, not_held, parts, time_by_day
from app.domain.readiness import before_closing
from app.domain.sentences import N_
from app.domain.work_sheet import NOWHERE, Grouping, Surroundings
from app.ui.audit.base import AuditPage
from app.ui.audit.blocker_card import BlockerCard
from app.ui.audit.coverage import TONES
from app.ui.audit.coverage_table import matrix_table, parts_table
from app.ui.audit.coverage_time import TimeCard
from app.ui.audit.panes import Pane, Panes, scrolled_pane
from app.ui.audit.places import go_to
from app.ui.theme.metrics import Space
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip, chip_look
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.coverage_picture import CoverageBar, CoveragePicture
from app.ui.widgets.filter_bar import FilterBar
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.toolbar_row import ToolbarRow

if TYPE_CHECKING:
    from app.domain.coverage import MatrixLine
    from app.domain.readiness import Blocker, Place
    from app.domain.record import AuditRecord, TimetableRow
    from app.ui.context import UiContext
    from app.ui.widgets.table import Table

PICTURE, MATRIX = "picture", "matrix"
_BY: Final = (
    (Grouping.THEME, N_("Clauses and themes"), "coverage"),
    (Grouping.SITE, N_("Sites"), "site"),
    (Grouping.DAY, N_("Days"), "calendar"),
    (Grouping.AUDITOR, N_("Auditors"), "person"),
)
_REST: Final = {
    Grouping.SITE: N_("At no site"),
    Grouping.DAY: N_("On no day"),
    Grouping.AUDITOR: N_("Nobody’s"),
}


@dataclass(frozen=True, slots=True)
class Digest:
    """What the page shows, computed beside the window."""

    parts: dict[Grouping, tuple[Part, ...]]
    matrices: dict[Grouping, Coverage]
    blockers: tuple[Blocker, ...]
    time: tuple[TimeLine, ...]
    waiting: tuple[TimetableRow, ...]


class CoveragePage(AuditPage):
    """Enter on a requirement of the matrix goes to it. Ctrl+1 shows the picture, Ctrl+2 the matrix."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(ctx, audit_id, ctx.t("Coverage"), scrolls=False)
        t = self.t
        self.by = ChoiceRow(
            [Choice(one.value, t(name), icon) for one, name, icon in _BY], Grouping.THEME.value, t("By")
        )
        self.look = ChoiceRow(
            [Choice(PICTURE, t("Picture"), "overview"), Choice(MATRIX, t("Matrix"), "table")], PICTURE, t("View")
        )
        self.add_action(self.look)
        self.picture = CoveragePicture(t("Requirements answered"))
        self.filter = FilterBar(ctx.words, t("Find in the matrix"))
        self._parts = parts_table(ctx)
        self._table: Table = self._parts
        self._columns: tuple[str, ...] | None = None
        self.blockers = BlockerCard(
            ctx.words, t("Before the closing meeting"), t("Nothing holds the closing meeting."), few=7
        )
        self.time = TimeCard(ctx)
        self._lay_out()
        self.by.chosen.connect(self._on_choice)
        self.look.chosen.connect(self._on_choice)
        self.filter.changed.connect(self._on_filter)
        self.blockers.jumped.connect(self._on_jump)
        self.time.jumped.connect(self._on_row)
        self.add_key(t("Coverage as a picture"), "Ctrl+1", self._on_picture)
        self.add_key(t("Coverage as a matrix"), "Ctrl+2", self._on_matrix)

    @property
    def table(self) -> Table:
        """Return the matrix that is shown."""
        return self._table

    def _lay_out(self) -> None:
        card = Card()
        legend = QWidget()
        flow = FlowLayout(legend, Space.XS)
        for verdict, _tone in TONES:
            flow.addWidget(Chip(chip_look(verdict, self.t)))
        card.add(legend)
        card.add(self.picture)
        shown = QWidget()
        framed = QVBoxLayout(shown)
        framed.setContentsMargins(0, 0, 0, 0)
        framed.addWidget(card)
        framed.addStretch(1)
        whole = QWidget()
        self._holder = QVBoxLayout(whole)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._holder.setSpacing(Space.M)
        self._holder.addWidget(self.filter)
        self._holder.addWidget(self._parts, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolled_pane(shown))
        self._stack.addWidget(whole)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.blockers)
        column.addWidget(self.time)
        column.addStretch(1)
        self.body.addWidget(ToolbarRow(self.by))
        self.panes = Panes(Pane(self._stack, 420, 260, share=5), Pane(scrolled_pane(side), 280, 230, share=3))
        self.body.addWidget(self.panes, 1)

    def digest(self, record: AuditRecord) -> Digest:
        """Compute groups, matrices, what holds the closing meeting, and the time."""
        around = Surroundings(record)
        return Digest(
            {one: parts(one, around) for one, _, _ in _BY},
            {one: matrix(one, around) for one in ACROSS},
            before_closing(record),
            time_by_day(record),
            not_held(record),
        )

    def show_record(self, record: AuditRecord) -> None:
        """Show the coverage as it is now."""
        self.set_title(self.title, f"{record.client.name}  ·  {record.audit.reference}")
        digest: Digest = self.digested
        self.blockers.show_blockers(digest.blockers)
        self.time.show_time(digest.time, digest.waiting)
        self._show()

    def _show(self) -> None:
        if self.digested is None:
            return
        by = Grouping(self.by.value)
        self._stack.setCurrentIndex(int(self.look.value == MATRIX))
        self.picture.show_bars(tuple(self._bar(by, one) for one in self.digested.parts[by]))
        found = self.digested.matrices.get(by)
        self._take_table(None if found is None else tuple(self._column(by, one) for _, one in found.columns))
        if found is None:
            rows = tuple(replace(one, title=self._named(by, one)) for one in self.digested.parts[by])
            self._parts.set_rows(rows)
        else:
            self._table.set_rows(found.lines)

    def _take_table(self, columns: tuple[str, ...] | None) -> None:
        """Put the table for these columns in place; it is made anew only when the columns change."""
        if columns == self._columns:
            return
        self._columns = columns
        old = self._table
        self._table = self._parts if columns is None else matrix_table(self.ctx, columns)
        old.hide()
        if old is not self._parts:
            self._holder.removeWidget(old)
            old.deleteLater()
        if self._table is not self._parts:
            self._holder.addWidget(self._table, 1)
            self._table.opened.connect(self._on_opened)
        self._table.show()
        self._table.filtered.connect(self.filter.show_count)
        self._table.set_filter(self.filter.text)

    def _bar(self, by: Grouping, part: Part) -> CoverageBar:
        counts = dict(part.counts)
        tones = tuple((tone, counts[verdict]) for verdict, tone in TONES if counts.get(verdict))
        return CoverageBar(self._named(by, part), f"{part.answered} / {part.total}", part.total, tones)

    def _named(self, by: Grouping, part: Part) -> str:
        if part.id == NOWHERE:
            return self.t(_REST.get(by, N_("Others")))
        return self._column(by, part.title)

    def _column(self, by: Grouping, title: str) -> str:
        return self.ctx.words.day(date.fromisoformat(title)) if by is Grouping.DAY else title

    def _on_choice(self, _value: str) -> None:
        self._show()

    def _on_filter(self, words: str, _value: str) -> None:
        self._table.set_filter(words)

    def _on_picture(self) -> None:
        self.look.show_value(PICTURE)
        self._show()
        self.by.setFocus()

    def _on_matrix(self) -> None:
        self.look.show_value(MATRIX)
        self._show()
        if not self._table.selected_id and self._table.rows.rowCount():
            self._table.select(self._table.rows.id_at(0))
        self._table.setFocus()

    def _on_opened(self, row: MatrixLine) -> None:
        self.ctx.navigator.go("fieldwork", self.audit_id, f"requirement:{row.id}")

    def _on_jump(self, place: Place) -> None:
        go_to(self.ctx, self.audit_id, place)

    def _on_row(self, row_id: str) -> None:
        self.ctx.navigator.go("plan", self.audit_id, row_id)
