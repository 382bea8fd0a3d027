"""The preview of a suggested programme: each cell with its reason, taken over in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.domain.words import word
from app.ui.programme.states import short, title_of
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.programme import LineKey, Matrix
    from app.domain.programme_suggestion import SuggestedCell
    from app.translation import Words


class SuggestionDialog(Dialog):
    """Suggested cells.

    Signals:
        taken: the cells.
    """

    taken = Signal(object)

    def __init__(self, parent: QWidget | None, words: Words, cells: Sequence[SuggestedCell], matrix: Matrix) -> None:
        t, tn = words.gettext, words.ngettext
        super().__init__(parent, t("A good spreading over the cycle"), 760)
        self._cells = tuple(cells)
        said = tn("{n} cell would be planned.", "{n} cells would be planned.", len(cells)).format(n=len(cells))
        hint = t("Nothing that is planned already is taken away.")
        self.body.addWidget(PlainLabel(f"{said} {hint}", "body", "muted", wrap=True))
        titles = {line.place: title_of(line) for line in matrix.lines}
        self.table = Table(
            t("Suggested cells"),
            [
                Column("step", t("Audit"), partial(_step, t), partial(_order, matrix), chars=10),
                Column("line", t("Requirement, site or process"), partial(_line, titles)),
                Column("why", t("Why"), partial(_why, t), chars=40),
            ],
            partial(_line, titles),
            _id,
        )
        self.table.setMinimumHeight(380)
        self.table.set_rows(self._cells)
        self.body.addWidget(self.table, 1)
        self.add_button(t("Leave the programme as it is")).clicked.connect(self.reject)
        self.add_button(t("Plan these cells"), "primary").clicked.connect(self._on_take)

    def _on_take(self) -> None:
        self.taken.emit(self._cells)
        self.accept()


def _step(t: Callable[[str], str], cell: SuggestedCell) -> str:
    return short(cell.step.value, t)


def _order(matrix: Matrix, cell: SuggestedCell) -> int:
    return matrix.steps.index(cell.step)


def _line(titles: dict[LineKey, str], cell: SuggestedCell) -> str:
    return titles.get((cell.line, cell.key), cell.key)


def _why(t: Callable[[str], str], cell: SuggestedCell) -> str:
    return t(word(cell.why))


def _id(cell: SuggestedCell) -> str:
    return f"{cell.line} {cell.key} {cell.step}"
