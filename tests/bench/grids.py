"""Tables of 10,000 cells (programme, audit plan) against a plain table view of the same size, drawn offscreen.

Each round takes both in turn: a repaint of the whole viewport, steps of scrolling with their repaints, and a change of
one cell with its repaint. The process has a window system of its own kind (`offscreen`), because this is about us.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.bench.table import Row, row

ROOT = Path(__file__).resolve().parents[2]
CODE = """
import json, sys, time
import app.ui
from datetime import date, timedelta
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView, QHeaderView
from app.domain.kinds import ItemKind, ProgrammeLine, RowKind
from app.domain.programme import Line, STEPS, Cell, Matrix
from app.domain.record import TimetableRow
from app.translation import load
from app.ui.audit.plan_table import PlanTable
from app.ui.audit.plan_terms import Terms
from app.ui.audit.plan_words import titles
from app.ui.programme.table import MatrixTable
from app.ui.widgets.calendar import DayCalendar
from app.ui.widgets.calendar_layout import Block, Lane
from app.ui.theme.theme import Theme

ROUNDS = int(sys.argv[1])
application = QApplication([])
Theme(application).apply("light", 100)
words = load("en")


class Plain(QAbstractTableModel):
    def __init__(self, rows, columns):
        super().__init__()
        self.cells = [[f"cell {row} {column}" for column in range(columns)] for row in range(rows)]
    def rowCount(self, parent=QModelIndex()):
        return len(self.cells)
    def columnCount(self, parent=QModelIndex()):
        return len(self.cells[0])
    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return self.cells[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None
    def change(self, row, column):
        self.cells[row][column] = "other"
        index = self.index(row, column)
        self.dataChanged.emit(index, index)


def plain(rows, columns, like):
    view = QTableView()
    view.model_kept = Plain(rows, columns)
    view.setModel(view.model_kept)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(like.verticalHeader().defaultSectionSize())
    for column in range(columns):
        view.setColumnWidth(column, like.columnWidth(column))
    return view


def matrix():
    about = ProgrammeLine.REQUIREMENT
    lines = tuple(Line(line=about, key=f"A.5.{n}", title=f"Control number {n}", kind=ItemKind.CONTROL)
                  for n in range(2000))
    kinds = (Cell(planned=True), Cell(done=True), Cell(done=True, findings=2), Cell(), Cell(left_out=True))
    cells = {(about, one.key, step): kinds[(n + m) % 5]
             for n, one in enumerate(lines) for m, step in enumerate(STEPS)}
    view = MatrixTable(words)
    view.cells.show_matrix(Matrix(lines=lines, cells=cells), ())
    return view


def plan():
    day = date(2026, 3, 2)
    kinds = list(RowKind)
    rows = [TimetableRow(id=str(n), day=day + timedelta(days=n // 40), starts=f"{8 + n % 9:02}:00",
            ends=f"{9 + n % 9:02}:00", kind=kinds[n % 9 if n % 4 == 0 else 0], topic=f"Topic number {n}",
            auditors="AB, CC", people="Eva Example", language="en", refs=("A.5.15", "A.5.18"), position=n)
            for n in range(909)]
    view = PlanTable("plan", titles(words.gettext))
    view.show_rows(rows, Terms(words=words))
    return view


def calendar():
    lanes = [Lane(str(n), str(n)) for n in range(6)]
    days = [date(2026, 3, day) for day in range(2, 12)]
    starts = range(480, 1080, 30)
    view = DayCalendar("calendar", str)
    view.show_blocks([Block(f"{day} {lane.key} {start}", day, start, start + 30, (lane.key,), "Topic of the row",
                            "A.5.15, A.5.18", icon="fieldwork", tone="info")
                      for day in days for lane in lanes for start in starts], days, lanes)
    return view


def repaint(view):
    view.viewport().repaint()


def scroll(view):
    bar = view.verticalScrollBar()
    for _ in range(5):
        bar.setValue(bar.value() + 3 if bar.value() < bar.maximum() - 10 else 0)
        view.viewport().repaint()


def timed(call, *values):
    begin = time.process_time()
    call(*values)
    return time.process_time() - begin


def toggle_matrix(view, number):
    key = view.cells.key_at(view.cells.index(number, 1 + number % 5))
    view.cells.wish((key,), planned=not view.cells.cell(key).planned)
    view.viewport().repaint()


def type_plan(view, number):
    index = view.plan.index(number, 5)
    view.plan.setData(index, f"Another topic {number} {time.process_time()}")
    view.viewport().repaint()


def change(view, number):
    view.model_kept.change(number, 1)
    view.viewport().repaint()


found = {}
for name, view, edit in (("matrix", matrix(), toggle_matrix), ("plan", plan(), type_plan)):
    floor = plain(view.model().rowCount(), view.model().columnCount(), view)
    for one in (view, floor):
        one.resize(1100, 760)
        one.show()
        for _ in range(5):
            application.processEvents()
        repaint(one)
    for number in range(ROUNDS):
        for what, ours, bare in (("repaint", repaint, repaint), ("scroll", scroll, scroll)):
            found.setdefault(f"{name} {what}", [[], []])[0].append(timed(ours, view))
            found[f"{name} {what}"][1].append(timed(bare, floor))
        found.setdefault(f"{name} change", [[], []])[0].append(timed(edit, view, number))
        found[f"{name} change"][1].append(timed(change, floor, number))
view, floor = calendar(), plain(200, 6, plan())
for one in (view, floor):
    one.resize(1100, 760)
    one.show()
    for _ in range(5):
        application.processEvents()
    repaint(one)
for number in range(ROUNDS):
    found.setdefault("calendar scroll", [[], []])[0].append(timed(scroll, view))
    found["calendar scroll"][1].append(timed(scroll, floor))
print(json.dumps(found))
"""
NAMES = {
    "matrix repaint": "10,000 cells of a programme: repaint / plain table view",
    "matrix scroll": "10,000 cells of a programme: five steps of scrolling / plain table view",
    "matrix change": "10,000 cells of a programme: plan a cell / plain table view",
    "plan repaint": "10,000 cells of a plan: repaint / plain table view",
    "plan scroll": "10,000 cells of a plan: five steps of scrolling / plain table view",
    "calendar scroll": "1,200 blocks of a calendar: five steps of scrolling / plain table view",
    "plan change": "10,000 cells of a plan: type a cell / plain table view",
}
BUDGET = 3.0


def measure(rounds: int) -> list[Row]:
    """Return CPU time of both, `rounds` times in turn."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(rounds)], env=environment, capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    return [row(NAMES[name], ours, floor, BUDGET) for name, (ours, floor) in found.items()]
