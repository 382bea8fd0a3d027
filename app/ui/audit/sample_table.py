"""The items of a record sample: what each row says, and the letters that mark one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.domain import sampling
from app.domain.kinds import ItemResult
from app.domain.words import word
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.labels import isolated
from app.ui.widgets.table_model import Column
from app.ui.widgets.two_line_table import TwoLineTable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.domain.samples import SampleRound
    from app.ui.context import UiContext
    from app.ui.widgets.table import Table

LETTERS: Final = {
    Qt.Key.Key_O: ItemResult.OK,
    Qt.Key.Key_D: ItemResult.DEVIATES,
    Qt.Key.Key_N: ItemResult.NOT_FOUND,
}
_LOOKS: Final = {
    ItemResult.OPEN: ("open", "neutral"),
    ItemResult.OK: ("done", "ok"),
    ItemResult.DEVIATES: ("cross", "danger"),
    ItemResult.NOT_FOUND: ("help", "warning"),
}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item as it is shown; `outside`: it is no longer in the population."""

    id: str
    label: str
    result: ItemResult
    remark: str
    site_id: str
    site: str
    round: int
    outside: bool


def item_rows(
    rounds: Sequence[SampleRound], sites: Mapping[str, str], just_marked: Mapping[str, ItemResult]
) -> tuple[ItemRow, ...]:
    """Return the rows; `just_marked` are results on their way into the record."""
    gone = sampling.outside(rounds)
    return tuple(
        ItemRow(
            item.id,
            item.label,
            just_marked.get(item.id, item.result),
            item.remark,
            item.site_id or "",
            sites.get(sampling.site_of(one, item) or "", ""),
            one.number,
            item.id in gone,
        )
        for one in rounds
        for item in one.items
    )


def item_table(ctx: UiContext) -> TwoLineTable:
    """Return the table of items."""
    t = ctx.t
    columns = (
        Column("label", t("Item"), partial(_what, t)),
        Column("result", t("Result"), partial(_result, t), chip=partial(result_chip, t), chars=13),
    )
    table = TwoLineTable(t("Items of the sample"), columns, _spoken)
    table.use_two_lines()
    return table


def result_look(t: Callable[[str], str], result: ItemResult) -> ChipLook:
    """Return word, sign and tone of a result."""
    icon, tone = _LOOKS[result]
    return ChipLook(t(word(result)), icon, tone)


def result_chip(t: Callable[[str], str], row: ItemRow) -> ChipLook:
    """Return the chip of a row."""
    if row.outside and row.result is ItemResult.OPEN:
        return ChipLook(t("Left out"), "slash", "neutral")
    return result_look(t, row.result)


def _spoken(row: ItemRow) -> str:
    return isolated(row.label)


def _what(t: Callable[[str], str], row: ItemRow) -> str:
    left = t("no longer in the population") if row.outside else ""
    number = t("Round {number}").format(number=row.round)
    below = "  ·  ".join(part for part in (number, isolated(row.site) if row.site else "", left, row.remark) if part)
    return f"{isolated(row.label)}\n{below}"


def _result(t: Callable[[str], str], row: ItemRow) -> str:
    return t(word(row.result))


class SampleKeys(QObject):
    """While marking is on: O in order, D deviates, N not found, A all that are left are in order, Esc ends.

    Signals:
        marked: an `ItemResult` for the chosen item.
        rest: all items not looked at yet are in order.
        ended: Esc was pressed.
    """

    marked = Signal(object)
    rest = Signal()
    ended = Signal()

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self.active = False
        table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the letters and Esc while marking is on."""
        if not self.active or event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.ended.emit()
        elif key == Qt.Key.Key_A:
            self.rest.emit()
        elif key in LETTERS:
            self.marked.emit(LETTERS[key])
        else:
            return super().eventFilter(watched, event)
        return True
