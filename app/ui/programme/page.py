"""The programme of a cycle: what is planned, done and found in each audit, and what is still uncovered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.programme_coverage import Gap, uncovered
from app.ui.audit.panes import Pane, Panes, scrolled_pane
from app.ui.programme.gaps import GapCard
from app.ui.programme.model import ALL, APPLICABLE, UNCOVERED, Key
from app.ui.programme.states import group_choices
from app.ui.programme.suggestion import SuggestionDialog
from app.ui.programme.table import MatrixTable
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice_row import Choice
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.filter_bar import FilterBar
from app.ui.widgets.page import Page
from app.ui.widgets.toolbar_row import ToolbarRow

if TYPE_CHECKING:
    from app.domain.changes import Changes
    from app.domain.programme import Matrix
    from app.domain.programme_suggestion import SuggestedCell
    from app.ui.context import UiContext


@dataclass(frozen=True, slots=True)
class _Found:
    """What was fetched."""

    matrix: Matrix
    gaps: tuple[Gap, ...]
    client: str


class ProgrammePage(Page):
    """The matrix, its filter, and the gaps beside it."""

    def __init__(self, ctx: UiContext, cycle_id: str) -> None:
        super().__init__(ctx.t("Programme of the cycle"), scrolls=False)
        self.ctx, self.cycle_id, self.t = ctx, cycle_id, ctx.t
        self._fetching = self._again = False
        t = self.t
        self.suggest = Button(t("&Suggest…"), "primary", icon="bulb")
        self.add_action(self.suggest)
        self.filter = FilterBar(
            ctx.words,
            t("Find a line"),
            [Choice(ALL, t("All")), Choice(UNCOVERED, t("Uncovered")), Choice(APPLICABLE, t("Applicable"))],
            t("Show"),
        )
        self.group = EnumBox([("", t("All lines"))], "", t("Group"))
        self.plan = Button(t("Plan the selected"), icon="check")
        self.drop = Button(t("Take out of the plan"), icon="minus")
        self.table = MatrixTable(ctx.words)
        self.gaps = GapCard(ctx.words)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        self.group.setMinimumWidth(150)
        top.addWidget(self.filter, 1)
        top.addWidget(self.group)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(ToolbarRow(self.plan, self.drop))
        column.addWidget(self.table, 1)
        side = QWidget()
        around = QVBoxLayout(side)
        around.setContentsMargins(0, 0, Space.XS, 0)
        around.addWidget(self.gaps)
        around.addStretch(1)
        self.panes = Panes(Pane(left, 560, 320, share=7), Pane(scrolled_pane(side), 300, 260, share=3))
        self.body.setSpacing(Space.M)
        self.body.addLayout(top)
        self.body.addWidget(self.panes, 1)

    def _connect(self) -> None:
        self.suggest.clicked.connect(self._on_suggest)
        self.filter.changed.connect(self._on_filter)
        self.group.chosen.connect(self._on_group)
        self.plan.clicked.connect(partial(self._set, planned=True))
        self.drop.clicked.connect(partial(self._set, planned=False))
        self.table.toggled.connect(self._on_toggled)
        self.table.cells.modelReset.connect(self._on_reset)
        self.gaps.jumped.connect(self._on_gap)
        self.ctx.bus.changed.connect(self._on_changed)

    # showing ----------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Fetch the programme; a wish that comes while one is under way is joined to the next fetch."""
        if self._fetching:
            self._again = True
            return
        self._fetching = True
        self.ctx.jobs.read(self._fetch, self._on_fetched, self._on_failed)

    def arrive(self) -> None:
        """Begin in the matrix."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fetch(self) -> _Found:
        matrix = self.ctx.services.programmes.matrix(self.cycle_id)
        audits = [one.audit_id for one in matrix.audits.values() if one.audit_id]
        client = self.ctx.services.audits.record(audits[0]).client.name if audits else ""
        return _Found(matrix, uncovered(matrix), client)

    def _on_fetched(self, found: _Found) -> None:
        self._fetching = False
        self.set_title(self.t("Programme of the cycle"), found.client)
        lacking = {(gap.line, key) for gap in found.gaps for key in gap.keys}
        self.group.set_choices(group_choices(found.matrix, self.t))
        self.table.cells.show_matrix(found.matrix, lacking)
        self.gaps.show_gaps(found.gaps, found.matrix)
        self._on_reset()
        if self._again:
            self._again = False
            self.load()

    def _on_failed(self, problem: BaseException) -> None:
        self._fetching = False
        self.ctx.jobs.problem.emit(problem)

    def _on_changed(self, changes: Changes, origin: object) -> None:
        del changes, origin
        if self.isVisible():
            self.load()

    def _on_reset(self) -> None:
        self.filter.show_count(self.table.cells.rowCount(), len(self.table.cells.matrix.lines))

    def _on_filter(self, words: str, value: str) -> None:
        self.table.cells.set_filter(words, self.group.value, value or ALL)

    def _on_group(self, group: str) -> None:
        self.table.cells.set_filter(self.filter.text, group, self.filter.value or ALL)

    # planning ---------------------------------------------------------------------------------------------------

    def _on_toggled(self, keys: tuple[Key, ...]) -> None:
        """Plan all cells unless all of them are planned."""
        cells = self.table.cells
        self._write(keys, planned=not all(cells.cell(key).planned for key in keys))

    def _set(self, _checked: object = None, *, planned: bool) -> None:
        self._write(self.table.cells.open_keys(self.table.meant()), planned=planned)

    def _write(self, keys: tuple[Key, ...], *, planned: bool) -> None:
        changed = self.table.cells.wish(keys, planned=planned)
        if changed:
            call = partial(self.ctx.services.programmes.set_cells, self.cycle_id, changed)
            self.ctx.jobs.write(call, None, self._on_refused, urgent=True)

    def _on_refused(self, problem: BaseException) -> None:
        self.table.cells.forget_wishes()
        self.ctx.jobs.problem.emit(problem)

    def _on_gap(self, gap: Gap) -> None:
        """Select the cells of a gap; what the filter hides is shown first."""
        cells = self.table.cells
        if any(cells.place_of(gap.line, key) < 0 for key in gap.keys):
            self.filter.clear()
            self.group.show_value("")
            cells.set_filter("", "", ALL)
        column = cells.column_of(gap.step)
        chosen = QItemSelection()
        indexes = [cells.index(cells.place_of(gap.line, key), column) for key in gap.keys]
        for index in indexes:
            chosen.select(index, index)
        model = self.table.selectionModel()
        if indexes:
            model.setCurrentIndex(indexes[0], QItemSelectionModel.SelectionFlag.NoUpdate)
            self.table.scrollTo(indexes[0])
        model.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_suggest(self) -> None:
        self.ctx.jobs.read(partial(self.ctx.services.programmes.suggest, self.cycle_id), self._on_suggested)

    def _on_suggested(self, cells: tuple[SuggestedCell, ...]) -> None:
        if not cells:
            self.ctx.notices.say(self.t("There is nothing to add: the programme is spread well."), tone="ok")
            return
        dialog = SuggestionDialog(self, self.ctx.words, cells, self.table.cells.matrix)
        dialog.taken.connect(self._on_taken)
        dialog.open()

    def _on_taken(self, cells: tuple[SuggestedCell, ...]) -> None:
        self.ctx.jobs.write(partial(self.ctx.services.programmes.take, self.cycle_id, cells))
