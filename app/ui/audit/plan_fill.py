"""The preview of a proposed plan: all rows are seen before any of them is taken over."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.domain.plan_rows import in_order
from app.ui.audit import plan_words
from app.ui.audit.plan_terms import shown
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.record import TimetableRow
    from app.ui.audit.plan_terms import Terms

_COLUMNS = ("day", "starts", "ends", "kind", "topic", "refs", "auditors", "site", "mode")
_CHARS = {"day": 13, "starts": 7, "ends": 7, "kind": 14, "topic": 0, "refs": 20, "auditors": 8, "site": 7, "mode": 9}


class FillDialog(Dialog):
    """Proposed rows, taken over together.

    Signals:
        taken: the rows, and whether they take the place of those that are there.
    """

    taken = Signal(object, bool)

    def __init__(self, parent: QWidget | None, rows: Sequence[TimetableRow], terms: Terms, there: int) -> None:
        t, tn = terms.words.gettext, terms.words.ngettext
        super().__init__(parent, t("A first draft of the plan"), 960)
        self._rows = in_order(rows)
        count = tn("{n} row in the order of the day.", "{n} rows in the order of the day.", len(self._rows))
        note = t("None of them is in the plan yet: look through them, take them over, and change what you like.")
        self.body.addWidget(PlainLabel(f"{count.format(n=len(self._rows))} {note}", "body", "muted", wrap=True))
        titles = plan_words.titles(t)
        self.table = Table(
            t("Proposed rows"),
            [
                Column(column, titles[column], partial(_text, column, terms), chars=_CHARS[column])
                for column in _COLUMNS
            ],
            _name,
        )
        self.table.setMinimumHeight(380)
        self.table.set_rows(self._rows)
        self.body.addWidget(self.table, 1)
        self.add_button(t("Leave the plan as it is")).clicked.connect(self.reject)
        if there:
            text = tn("Replace the {n} row there is", "Replace the {n} rows there are", there).format(n=there)
            self.add_button(text, "danger").clicked.connect(self._on_replace)
        self.add_button(t("Take the draft over"), "primary").clicked.connect(self._on_take)

    def _on_take(self) -> None:
        self.taken.emit(self._rows, False)  # noqa: FBT003 - a signal
        self.accept()

    def _on_replace(self) -> None:
        self.taken.emit(self._rows, True)  # noqa: FBT003 - a signal
        self.accept()


def _text(column: str, terms: Terms, row: TimetableRow) -> str:
    return shown(column, row, terms)


def _name(row: TimetableRow) -> str:
    return row.topic or row.starts
