"""The matrix of coverage: requirements against sites, days or auditors; clauses and themes against verdicts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from app.domain.coverage import Mark
from app.domain.kinds import Verdict
from app.domain.refs import sort_key
from app.domain.words import word
from app.ui.widgets.chip import ChipLook, chip_look
from app.ui.widgets.labels import isolated
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.domain.coverage import MatrixLine, Part
    from app.ui.context import UiContext

_MARKS: Final = {
    Mark.PLANNED: ("open", "warning"),
    Mark.SEEN: ("done", "ok"),
    Mark.UNPLANNED: ("plus", "info"),
}


def matrix_table(ctx: UiContext, columns: Sequence[str]) -> Table:
    """Return a table with a column for each of `columns`; a cell says whether something was planned and seen there."""
    t = ctx.t
    here = [
        Column(
            f"at{place}", title, partial(_cell, t, place), sort=partial(_items, place), chip=partial(_chip, t, place),
            chars=10,
        )
        for place, title in enumerate(columns)
    ]  # fmt: skip
    first = (
        Column("ref", t("No."), _ref, sort=_order, chars=8),
        Column("title", t("Requirement"), _title, sort=_plain),
        Column("verdict", t("Verdict"), partial(_verdict, t), chip=partial(_verdict_chip, t), chars=14),
    )
    return Table(t("Coverage"), (*first, *here), _spoken)


def parts_table(ctx: UiContext) -> Table:
    """Return a table of groups against verdicts."""
    t = ctx.t
    counted = [
        Column(one.value, t(word(one)), partial(_count, one), sort=partial(_number, one), chars=9, right=True)
        for one in Verdict
    ]
    columns = (
        Column("title", t("Group"), _group, sort=_group_order),
        *counted,
        Column("total", t("All"), _total, sort=_total_number, chars=5, right=True),
    )
    return Table(t("Coverage"), columns, _group)


def _ref(row: MatrixLine) -> str:
    return isolated(row.id)


def _order(row: MatrixLine) -> object:
    return sort_key(row.id)


def _title(row: MatrixLine) -> str:
    return row.title


def _plain(row: MatrixLine) -> str:
    return row.title.casefold()


def _spoken(row: MatrixLine) -> str:
    return f"{row.id} {row.title}"


def _verdict(t: Callable[[str], str], row: MatrixLine) -> str:
    return t(word(row.verdict))


def _verdict_chip(t: Callable[[str], str], row: MatrixLine) -> ChipLook:
    return chip_look(row.verdict, t)


def _cell(t: Callable[[str], str], place: int, row: MatrixLine) -> str:
    cell = row.cells[place]
    if cell.mark is Mark.NONE:
        return ""
    return t("planned") if cell.mark is Mark.PLANNED else t("{n} seen").format(n=isolated(str(cell.items)))


def _items(place: int, row: MatrixLine) -> tuple[int, bool]:
    return -row.cells[place].items, not row.cells[place].planned


def _chip(t: Callable[[str], str], place: int, row: MatrixLine) -> ChipLook | None:
    found = _MARKS.get(row.cells[place].mark)
    return None if found is None else ChipLook(_cell(t, place, row), *found)


def _group(row: Part) -> str:
    return row.title


def _group_order(row: Part) -> object:
    return sort_key(row.id)


def _count(verdict: Verdict, row: Part) -> str:
    return str(_number(verdict, row) or "")


def _number(verdict: Verdict, row: Part) -> int:
    return dict(row.counts).get(verdict, 0)


def _total(row: Part) -> str:
    return str(row.total)


def _total_number(row: Part) -> int:
    return row.total
