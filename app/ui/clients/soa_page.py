"""One version of a Statement of Applicability: its sums, its controls, and what differs from another version."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.sentences import N_
from app.ui.clients.soa_card import COMPARED
from app.ui.clients.soa_files import TableExport
from app.ui.clients.soa_tables import control_rows, control_table, difference_table, filter_choices, fits
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import FigureCard, FigureRow
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.filter_bar import FilterBar
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.page import Page
from app.ui.widgets.problem_line import Banner
from app.ui.widgets.table import Table

if TYPE_CHECKING:
    from app.domain.problems import Problem
    from app.services.soas import SoaComparison, SoaSheet
    from app.ui.context import UiContext


_FIGURES: Final = (
    N_("Applicable"),
    N_("Excluded"),
    N_("Implemented"),
    N_("Partly implemented"),
    N_("Not implemented"),
)
_NAMED: Final = 8
_NEVER: Final = date.min


class SoaPage(Page):
    """Shows the item `version`, or `version~other` to begin with the comparison."""

    def __init__(self, ctx: UiContext, item_id: str) -> None:
        t = ctx.t
        super().__init__(t("Statement of Applicability"), scrolls=False)
        self.ctx = ctx
        self._soa_id, _sign, self._other_id = item_id.partition(COMPARED)
        self._sheet: SoaSheet | None = None
        self._export = TableExport(ctx, self)
        self.box = EnumBox([("", "–")], title=t("Compare with another version"))
        self.save = Button(t("Save as XLSX…"), icon="download")
        self.figures = [FigureCard("", t(name)) for name in _FIGURES]
        self.problem = Banner()
        self.problem.hide()
        self.filter = FilterBar(ctx.words, t("Find in the controls"), filter_choices(t), t("Show"))
        self.table = control_table(ctx)
        self.changes_filter = FilterBar(ctx.words, t("Find in the differences"))
        self.changes = difference_table(ctx)
        self.same = EmptyState("check", t("No difference"), t("Both versions say the same about the same controls."))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        t = self.ctx.t
        self.add_action(PlainLabel(t("Compare with"), "small", "muted"))
        self.box.setMinimumWidth(160)
        self.add_action(self.box)
        self.add_action(self.save)
        self._stack = QStackedWidget()
        self._stack.addWidget(_column(self.filter, self.table))
        self._stack.addWidget(_column(self.changes_filter, self.changes))
        self._stack.addWidget(self.same)
        self.body.addWidget(FigureRow(*self.figures))
        self.body.addWidget(self.problem)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.filter.changed.connect(self._on_filter)
        self.table.filtered.connect(self.filter.show_count)
        self.changes_filter.changed.connect(self._on_changes_filter)
        self.changes.filtered.connect(self.changes_filter.show_count)
        self.box.chosen.connect(self._on_other)
        self.save.clicked.connect(self._on_save)

    def load(self) -> None:
        """Fetch the version."""
        self.ctx.jobs.read(partial(self.ctx.services.soas.sheet, self._soa_id), self.show_sheet)

    def show_sheet(self, sheet: SoaSheet) -> None:
        """Show the version, and the comparison if one is wanted."""
        self._sheet = sheet
        t, soa, sums = self.ctx.t, sheet.soa, sheet.sums
        self.set_title(t("Statement of Applicability {version}").format(version=soa.edition), self._subtitle_of(sheet))
        values = (sums.applicable, sums.excluded, sums.implemented, sums.partly, sums.not_implemented)
        for card, value in zip(self.figures, values, strict=True):
            card.show_figure(str(value))
        self.problem.show_text(self._problem_text(sheet), "warning")
        self.table.set_rows(control_rows(sheet, self._said))
        self.box.set_choices([("", "–"), *((one.id, one.edition) for one in sheet.others)])
        self.box.show_value(self._other_id)
        self._compare()

    def _subtitle_of(self, sheet: SoaSheet) -> str:
        t, soa = self.ctx.t, sheet.soa
        parts = [sheet.client.name, soa.reference]
        if soa.dated:
            parts.append(self.ctx.words.day(soa.dated))
        if soa.approved_by:
            parts.append(t("approved by {name}").format(name=soa.approved_by))
        if sheet.audits:
            parts.append(t("used in {audits}").format(audits=", ".join(sheet.audits)))
        return "  ·  ".join(part for part in parts if part)

    def _problem_text(self, sheet: SoaSheet) -> str:
        if not sheet.soa.controls:
            return self.ctx.t("This version is only named so far; no control is entered in it.")
        missing = [str(one.value("ref")) for one in sheet.problems if one.code == "soa_control_missing"]
        doubts = len(sheet.problems) - len(missing)
        found = []
        if missing:
            tn = self.ctx.tn
            text = tn(
                "{n} control of Annex A is missing: {refs}.",
                "{n} controls of Annex A are missing: {refs}.",
                len(missing),
            )
            shown = ", ".join(missing[:_NAMED]) + (" …" if len(missing) > _NAMED else "")
            found.append(text.format(n=len(missing), refs=shown))
        if doubts:
            text = self.ctx.tn("{n} doubt about its controls.", "{n} doubts about its controls.", doubts)
            found.append(text.format(n=doubts))
        return " ".join(found)

    def _said(self, problem: Problem) -> str:
        return say(self.ctx.words, problem)

    def _on_other(self, soa_id: str) -> None:
        self._other_id = soa_id
        self._compare()

    def _compare(self) -> None:
        """Fetch the difference from the other version; the older of the two is what was before."""
        other = next((one for one in self._sheet.others if one.id == self._other_id), None) if self._sheet else None
        if other is None or self._sheet is None:
            self._stack.setCurrentIndex(0)
            return
        older = (other.dated or _NEVER) <= (self._sheet.soa.dated or _NEVER)
        pair = (self._other_id, self._soa_id) if older else (self._soa_id, self._other_id)
        self.ctx.jobs.read(partial(self.ctx.services.soas.compare, *pair), self.show_comparison)

    def show_comparison(self, found: SoaComparison) -> None:
        """Show what differs between two versions."""
        self.changes.set_rows(found.differences)
        self._stack.setCurrentIndex(1 if found.differences else 2)

    def _on_filter(self, words: str, value: str) -> None:
        self.table.set_filter(words, partial(fits, value))

    def _on_changes_filter(self, words: str, value: str) -> None:
        del value
        self.changes.set_filter(words)

    def _on_save(self) -> None:
        self._export.start(self._make, self.title)

    def _make(self) -> bytes:
        language = self.ctx.services.body.get().report_language
        return self.ctx.services.soas.export(self._soa_id, language)


def _column(bar: FilterBar, table: Table) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.M)
    column.addWidget(bar)
    column.addWidget(table, 1)
    return holder
