"""Unfinished typing in the plan survives a crash: the one cell that is being typed is kept, and found again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.ui.kept_line import KeptText
from app.ui.widgets.autosave import Pause

if TYPE_CHECKING:
    from app.ui.audit.plan_row_card import RowCard
    from app.ui.audit.plan_table import PlanTable
    from app.ui.context import UiContext


class PlanKeeping(QObject):
    """Keeps (row, column, text) while it is typed; what is found again stands in its cell of the table."""

    def __init__(self, ctx: UiContext, table: PlanTable, card: RowCard) -> None:
        super().__init__(table)
        self._table, self._card = table, card
        self._found = ""
        self._kept = KeptText(ctx, self._read, self._show, self)
        self._pause = Pause(self)
        self._pause.due.connect(self._kept.keep)
        for part in (table, card):
            part.typing.connect(self._pause.touch)
        for told in (table.ended, card.changed):
            told.connect(self._on_told)

    def open(self, audit_id: str) -> None:
        """Keep for this audit from now on, once its rows are shown; typing that was kept is put back."""
        self._kept.open(f"plan cell:{audit_id}")

    def put_back(self) -> None:
        """Put back what was found, now that the rows are there."""
        if self._found:
            found, self._found = json.loads(self._found), ""
            self._table.plan.put_back(*found)

    def _on_told(self) -> None:
        self._pause.stop()
        self._kept.keep()

    def _read(self) -> str:
        if self._found:
            return self._found
        found = self._table.unfinished() or self._card.unfinished()
        return json.dumps(found) if found and found[2].strip() else ""

    def _show(self, text: str) -> None:
        self._found = text
        if self._table.plan.rowCount():
            self.put_back()
