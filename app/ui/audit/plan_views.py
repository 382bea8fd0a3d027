"""The two views of the rows of a plan, calendar and table, over one desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget

from app.domain.record import TimetableRow
from app.domain.timetable import span
from app.ui.audit import plan_words
from app.ui.audit.plan_blocks import BY_AUDITOR, BY_SITE, NOBODY, blocks, lanes
from app.ui.audit.plan_menu import CalendarMenu
from app.ui.audit.plan_paste import read_pasted
from app.ui.audit.plan_table import PlanTable
from app.ui.audit.plan_terms import COLUMNS, shown
from app.ui.audit.plan_times import swapped
from app.ui.widgets.calendar import DayCalendar
from app.ui.widgets.calendar_layout import DAY, Move, clock

if TYPE_CHECKING:
    from app.ui.audit.plan_desk import PlanDesk
    from app.ui.audit.plan_terms import Terms
    from app.ui.context import UiContext

CALENDAR, TABLE = "calendar", "table"


class PlanViews(QStackedWidget):
    """Shows the rows and tells the desk what was done to them.

    Signals:
        chosen: id of the row under the cursor, empty if there is none.
        opened: id of a row that is to be edited field by field.
        said: a sentence about what was typed or pasted, empty when all is well.
    """

    chosen = Signal(str)
    opened = Signal(str)
    said = Signal(str)

    def __init__(self, ctx: UiContext, desk: PlanDesk) -> None:
        super().__init__()
        self._t, self._tn, self._words, self._desk = ctx.t, ctx.words.ngettext, ctx.words, desk
        self._rows: tuple[TimetableRow, ...] = ()
        self._terms: Terms | None = None
        self._problems: Mapping[str, tuple[str, bool]] = {}
        self._lanes = BY_AUDITOR
        self._number = 0
        self._opening = ""
        self.titles = plan_words.titles(ctx.t)
        hint = ctx.t("Draw a row with the mouse, press Insert, or fill the plan from the programme.")
        self.calendar = DayCalendar(ctx.t("Calendar of the plan"), self._day_name, hint)
        self.menu = CalendarMenu(self.calendar, ctx.t)
        self.table = PlanTable(ctx.t("Rows of the plan"), self.titles)
        self.addWidget(self.calendar)
        self.addWidget(self.table)
        self._connect_calendar()
        self._connect_table()
        desk.took.connect(self._on_took)
        desk.lost.connect(self.table.plan.lost)
        desk.written.connect(self.table.plan.written)
        desk.refused.connect(self.table.plan.refused)

    def _connect_calendar(self) -> None:
        view = self.calendar
        view.moved.connect(self._on_moved)
        view.doubled.connect(self._on_doubled)
        view.made.connect(self._on_made)
        view.opened.connect(self.opened)
        view.wanted.connect(self._on_wanted)
        view.erased.connect(self._desk.remove)
        view.repeated.connect(self._on_repeated)
        view.copied.connect(self._on_copied)
        view.pasted.connect(self._on_pasted_at)
        view.chosen.connect(self.chosen)

    def _connect_table(self) -> None:
        table = self.table
        table.plan.edited.connect(self._desk.change)
        table.plan.drafted.connect(self._desk.add)
        table.plan.misread.connect(self._on_misread)
        table.erased.connect(self._desk.remove)
        table.repeated.connect(self._on_repeated)
        table.reordered.connect(self._on_reordered)
        table.pasted.connect(self._on_pasted)
        table.chosen.connect(self.chosen)

    # showing ----------------------------------------------------------------------------------------------------

    def show_rows(
        self, rows: Sequence[TimetableRow], terms: Terms, problems: Mapping[str, tuple[str, bool]], *, frozen: bool
    ) -> None:
        """Show the rows of the record in both views."""
        self._rows, self._terms, self._problems = tuple(rows), terms, problems
        self.table.plan.frozen = self.calendar.frozen = frozen
        self.table.show_rows(rows, terms)
        self.table.plan.show_problems(problems)
        self._show_calendar()

    def _show_calendar(self) -> None:
        if self._terms is None:
            return
        shown_lanes = lanes(self._rows, self._terms, self._lanes)
        found = blocks(self._rows, self._terms, self._lanes, self._problems)
        self.calendar.show_blocks(found, self._terms.days, shown_lanes)
        if self._opening and self.calendar.select(self._opening):
            opening, self._opening = self._opening, ""
            self.opened.emit(opening)

    def show_view(self, view: str) -> None:
        """Show the calendar or the table; the row under the cursor stays the same."""
        here = self.current_id
        self.setCurrentWidget(self.calendar if view == CALENDAR else self.table)
        if here:
            self.show_row(here)

    def take_focus(self) -> None:
        """Put the focus into the view that is shown."""
        shown_view = self.calendar if self.view == CALENDAR else self.table
        shown_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_lanes(self, view: str) -> None:
        """Show a column for each auditor or each site."""
        self._lanes = view if view in (BY_AUDITOR, BY_SITE) else BY_AUDITOR
        self._show_calendar()

    @property
    def view(self) -> str:
        """Return which view is shown."""
        return CALENDAR if self.currentWidget() is self.calendar else TABLE

    @property
    def current_id(self) -> str:
        """Return the id of the row under the cursor."""
        found = self.calendar.current_id if self.view == CALENDAR else self.table.current_id
        return "" if found.startswith("~") else found

    def show_row(self, row_id: str) -> None:
        """Put the cursor on a row; one without times is shown in the table."""
        if self.view == CALENDAR and self.calendar.select(row_id):
            return
        if self.view == CALENDAR and any(row.id == row_id for row in self._rows):
            return
        self.table.select(row_id)

    def row(self, row_id: str) -> TimetableRow | None:
        """Return a row as it is shown."""
        return next((row for row in self._rows if row.id == row_id), None)

    @property
    def loose(self) -> int:
        """Return how many rows have no day or times, and stand in no calendar."""
        return len(self._rows) - self.calendar.blocks.rowCount()

    def _day_name(self, day: date) -> str:
        return f"{self._words.weekday(day)} {self._words.day(day)}"  # with the year: it stands on no row

    # what the calendar wants ------------------------------------------------------------------------------------

    def _on_moved(self, moves: Sequence[Move]) -> None:
        self._desk.change_each({move.id: self._fields(move) for move in moves})

    def _on_doubled(self, moves: Sequence[Move]) -> None:
        rows = [replace(row, **self._fields(move)) for move in moves if (row := self.row(move.id))]
        self._desk.take(rows)

    def _fields(self, move: Move) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "day": move.day, "starts": clock(move.starts), "ends": clock(min(move.ends, DAY - 1)),
        }  # fmt: skip
        row = self.row(move.id)
        if move.lane == move.left_lane or row is None or self._terms is None:
            return fields
        lane = "" if move.lane == NOBODY else move.lane
        if self._lanes == BY_SITE:
            return fields | {"site_id": lane or None}
        kept = [one for one in (part.strip() for part in row.auditors.split(",")) if one and one != move.left_lane]
        return fields | {"auditors": ", ".join([*kept, lane] if lane else kept)}

    def _on_made(self, day: date, starts: int, ends: int, lane: str) -> None:
        self._number += 1
        row = TimetableRow(
            id=f"~c{self._number}", day=day, starts=clock(starts), ends=clock(min(ends, DAY - 1)), **self._place(lane)
        )
        self._desk.add(row)

    def _place(self, lane: str) -> dict[str, Any]:
        if lane == NOBODY or not lane:
            return {}
        only = self._terms.sites[0].id if self._terms and len(self._terms.sites) == 1 else None
        return {"site_id": lane} if self._lanes == BY_SITE else {"auditors": lane, "site_id": only}

    def _on_wanted(self, row_id: str) -> None:
        """Make a row after the one with the cursor."""
        row = self.row(row_id)
        times = span(row) if row else None
        if row is None or times is None or row.day is None:
            days = self._terms.days if self._terms else ()
            if days:
                self._on_made(days[0], 9 * 60, 10 * 60, "")
            return
        self._number += 1
        ends = clock(min(times[1] + 60, DAY - 1))
        made = TimetableRow(
            id=f"~c{self._number}", day=row.day, starts=row.ends, ends=ends, auditors=row.auditors,
            site_id=row.site_id, mode=row.mode, language=row.language,
        )  # fmt: skip
        self._desk.add(made)

    def _on_repeated(self, ids: Sequence[str]) -> None:
        """Put a copy after each row."""
        found: list[TimetableRow] = []
        for row in (self.row(one) for one in ids):
            times = span(row) if row else None
            if row is None:
                continue
            later = 2 * times[1] - times[0] if times else DAY
            found.append(replace(row, starts=row.ends, ends=clock(later)) if later < DAY else row)
        self._desk.take(found)

    def _on_copied(self, ids: Sequence[str]) -> None:
        if self._terms is None:
            return
        rows = [row for one in ids if (row := self.row(one))]
        lines = ["\t".join(shown(column, row, self._terms) for column in COLUMNS) for row in rows]
        heads = "\t".join(self.titles[column] for column in COLUMNS)
        QGuiApplication.clipboard().setText("\n".join([heads, *lines]))

    def _on_pasted_at(self, day: date, minute: int, lane: str) -> None:
        """Put what was copied behind the cursor: the first row begins there, the others keep their distance."""
        del lane
        if self._terms is None:
            return
        read = read_pasted(QGuiApplication.clipboard().text(), COLUMNS[0], (), self._terms, self.titles)
        timed = [(row, times) for row in read.made if (times := span(row)) and row.day]
        if not timed:
            self.said.emit(self._t("There is nothing to paste: copy rows of a plan or of a spreadsheet first."))
            return
        first = min(times[0] for row, times in timed if row.day == timed[0][0].day)
        base = timed[0][0].day
        found = []
        for row, times in timed:
            shift = minute - first
            starts = min(max(times[0] + shift, 0), DAY - 1 - (times[1] - times[0]))
            on = day + (row.day - base) if row.day and base else day
            found.append(replace(row, day=on, starts=clock(starts), ends=clock(starts + times[1] - times[0])))
        self._desk.take(found)

    # what the table wants ---------------------------------------------------------------------------------------

    def _on_reordered(self, row_id: str, step: int) -> None:
        changes = swapped(self._rows, row_id, step)
        self._desk.change_each({one: {"starts": starts, "ends": ends} for one, starts, ends in changes})

    def _on_pasted(self, text: str, row_id: str, column: str) -> None:
        if self._terms is None or not text.strip():
            return
        place = self.table.plan.place_of(row_id)
        rows = self.table.plan.rows
        below = rows[place:] if 0 <= place < len(rows) and not row_id.startswith("~") else ()
        read = read_pasted(text, column, below, self._terms, self.titles)
        self._desk.change_each({one: fields for one, fields in read.changes.items() if fields})
        self._desk.take(read.made)
        count = len(read.unread)
        unread = self._tn("{n} cell could not be read: it stands in the topic, in brackets.",
                          "{n} cells could not be read: they stand in the topic, in brackets.", count)  # fmt: skip
        self.said.emit(unread.format(n=count) if count else "")

    def _on_misread(self, text: str, code: str) -> None:
        self.said.emit(plan_words.unread(self._t, code, text) if code else "")

    # what the desk says -----------------------------------------------------------------------------------------

    def _on_took(self, temporary: str, row_id: str) -> None:
        if temporary.startswith("~c"):
            self._opening = row_id
            self._show_calendar()
        else:
            self.table.plan.took(temporary, row_id)
