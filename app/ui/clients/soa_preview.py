"""What a client's table gives: the rows as they would be taken over, beside them every doubt with its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.soa_import import SoaIssue, SoaPreview, SoaRow
from app.ui.audit.panes import Pane, Panes
from app.ui.clients.soa_tables import state_look
from app.ui.saying import say
from app.ui.theme.look import active
from app.ui.theme.metrics import Space
from app.ui.widgets.card import Card
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.choice_row import Choice
from app.ui.widgets.filter_bar import FilterBar
from app.ui.widgets.labels import PlainLabel, isolated
from app.ui.widgets.table_model import Column
from app.ui.widgets.two_line_table import TwoLineTable

if TYPE_CHECKING:
    from app.ui.context import UiContext

_DOUBTFUL, _ERRORS = "doubtful", "errors"


class PreviewPanes(QWidget):
    """Rows at the start, doubts at the end; Enter on a doubt goes to its row, a row brings its first doubt."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        t = ctx.t
        self._ctx = ctx
        self._preview: SoaPreview | None = None
        choices = (Choice("", t("All rows")), Choice(_DOUBTFUL, t("In doubt")), Choice(_ERRORS, t("With errors")))
        self.filter = FilterBar(ctx.words, t("Find in the rows"), choices, t("Show"))
        self.rows = _row_table(ctx)
        self.issues = _issue_table(ctx)
        self.said = PlainLabel("", wrap=True).selectable()
        side = Card(margin=Space.S)
        side.add(self.issues, 1)
        side.add(self.said)
        self._panes = Panes(Pane(self.rows, 420, 260, 6), Pane(side, 360, 300, 5))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.filter)
        column.addWidget(self._panes, 1)
        self.filter.changed.connect(self._on_filter)
        self.rows.filtered.connect(self.filter.show_count)
        self.issues.row_selected.connect(self._on_issue)
        self.issues.opened.connect(self._on_jump)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the panes their whole height where they stand below each other: the page scrolls, not they."""
        super().resizeEvent(event)
        self._panes.setMinimumHeight(active().px(600 if self._panes.stacked else 340))

    def show_preview(self, preview: SoaPreview) -> None:
        """Show the rows and the doubts, errors first."""
        self._preview = preview
        self.rows.set_rows(preview.rows)
        self.issues.set_rows((*preview.errors, *preview.warnings))
        if self.issues.rows.rowCount():
            self.issues.select(self.issues.rows.id_at(0))
        else:
            self.said.setText(self._ctx.t("Nothing in this table is in doubt."))

    def _on_filter(self, words: str, value: str) -> None:
        self.rows.set_filter(words, partial(_fits, value))

    def _on_issue(self, issue: SoaIssue | None) -> None:
        self.said.setText(_whole(self._ctx, issue) if issue is not None else "")

    def _on_jump(self, issue: SoaIssue) -> None:
        """Put the cursor on the row of the doubt, whatever the filter hides."""
        key = f"{issue.sheet}!{issue.row}"
        if self.rows.rows.place_of(key) < 0:
            self.filter.clear()
            self.rows.set_filter()
        if self.rows.select(key):
            self.rows.setFocus()


def _fits(value: str, row: SoaRow) -> bool:
    if value == _ERRORS:
        return bool(row.errors)
    return bool(row.errors or row.warnings) or value != _DOUBTFUL


def _row_table(ctx: UiContext) -> TwoLineTable:
    t = ctx.t
    columns = (
        Column("row", t("Row"), _number, sort=_row_number, chars=4, right=True),
        Column("ref", t("Control"), _ref, chars=9),
        Column("text", t("Title and reason"), _text),
        Column("state", t("State"), partial(_state, t), chip=partial(_state_look, t), chars=17),
    )
    table = TwoLineTable(t("Rows of the table"), columns, _ref)
    table.use_two_lines()
    return table


def _issue_table(ctx: UiContext) -> TwoLineTable:
    t = ctx.t
    columns = (
        Column("place", t("Cell"), _place, sort=_issue_row, chars=6),
        Column("text", t("Errors and warnings"), partial(_issue_text, ctx)),
        Column("level", t("Weight"), partial(_level, t), chip=partial(_level_look, t), chars=8),
    )
    table = TwoLineTable(t("Errors and warnings"), columns, partial(_level, t))
    table.use_two_lines()
    return table


def _number(row: SoaRow) -> str:
    return str(row.row)


def _row_number(row: SoaRow) -> tuple[str, int]:
    return row.sheet, row.row


def _ref(row: SoaRow) -> str:
    return isolated(row.ref or "–")


def _text(row: SoaRow) -> str:
    reason = " ".join(row.control.reason.split()) if row.control else ""
    return f"{row.title or '–'}\n{reason}"


def _state_look(t: Callable[[str], str], row: SoaRow) -> ChipLook:
    if row.control is None:
        return ChipLook(t("Not taken over"), "problem", "danger")
    return state_look(t, row.control)


def _state(t: Callable[[str], str], row: SoaRow) -> str:
    return _state_look(t, row).text


def _place(issue: SoaIssue) -> str:
    return isolated(issue.place or "–")


def _issue_row(issue: SoaIssue) -> tuple[str, int, int]:
    return issue.sheet, issue.row, issue.column


def _issue_text(ctx: UiContext, issue: SoaIssue) -> str:
    value = " ".join(issue.value.split())
    return f"{say(ctx.words, issue.problem)}\n{value}"


def _whole(ctx: UiContext, issue: SoaIssue) -> str:
    """Return the sentence with everything that tells where it stands."""
    parts = [say(ctx.words, issue.problem)]
    sheet = ctx.t("Sheet “{name}”").format(name=issue.sheet) if issue.sheet else ""
    cell = ctx.t("cell {place}").format(place=issue.place) if issue.place else ""
    value = f"“{' '.join(issue.value.split())[:200]}”" if issue.value and issue.row else ""
    where = "  ·  ".join(part for part in (sheet, cell, value) if part)
    return "\n".join(part for part in (*parts, where) if part)


def _level_look(t: Callable[[str], str], issue: SoaIssue) -> ChipLook:
    if issue.problem.blocking:
        return ChipLook(t("Error"), "problem", "danger")
    return ChipLook(t("Warning"), "warning", "warning")


def _level(t: Callable[[str], str], issue: SoaIssue) -> str:
    return _level_look(t, issue).text
