"""Tables: tagged rows and cells, head repeated on each page, cut between rows and, when a row is tall, inside one.

Header cells carry their scope (PDF/UA-1, 7.5); rules and the repeated head are artifacts. No vertical lines: white
space separates columns, hairlines rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.reporting.blocks import Block, Text, draw_stack, split_stack, stack_height
from app.reporting.style import CELL, CELL_HEAD, HAIRLINE, INK, TextStyle

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from app.reporting.tagging import TagCanvas

Cell = str | Block | tuple[Block, ...]
Row = list[Cell]

_TALL = 130.0
_ROOM = 44.0
"""A row higher than `_TALL` may be cut when at least `_ROOM` is left; lower ones move to the next page whole."""


@dataclass(frozen=True, slots=True)
class TableLook:
    """Distances and rules of a table."""

    across: float = 8
    above: float = 3.5
    below: float = 3.5
    head_rule: float = 0.8
    row_rule: float = 0.4
    last_rule: bool = True


@dataclass(slots=True, eq=False)
class _Row:
    """A row, or a part of one: parts share `key`. `heights` remembers what was measured, by width."""

    cells: tuple[tuple[Block, ...], ...]
    key: Hashable
    rule: bool = True
    heights: dict[float, float] = field(default_factory=dict)


def _blocks(cell: Cell, style: TextStyle) -> tuple[Block, ...]:
    if isinstance(cell, str):
        return (Text(cell, style),)
    return (cell,) if isinstance(cell, Block) else cell


class Table(Block):
    """A table of `rows` under `head`; `widths` are shares of the width of the column it stands in.

    With `row_heads` the first cell of each row is its header. Cells are texts or blocks. A `whole` table is not cut
    as long as one page can hold it.
    """

    def __init__(
        self,
        head: Sequence[str],
        rows: Sequence[Row],
        widths: Sequence[float],
        *,
        row_heads: bool = True,
        look: TableLook | None = None,
        after: float = 10,
        whole: bool = False,
        style: TextStyle = CELL,
    ) -> None:
        if any(len(row) != len(head) for row in rows) or len(head) != len(widths):
            raise ValueError("a row does not fit the head")
        self.look = look or TableLook()
        self.after = after
        self.whole = whole
        self._head = _Row(tuple((Text(text, CELL_HEAD),) for text in head), object())
        self._rows = [_Row(tuple(_blocks(cell, style) for cell in row), object()) for row in rows]
        self._shares = [share / sum(widths) for share in widths]
        self._row_heads = row_heads
        self._key: Hashable = object()
        self._continued = False

    def _columns(self, width: float) -> list[float]:
        return [share * width for share in self._shares]

    def _inner(self, column: float, index: int) -> float:
        last = index == len(self._shares) - 1
        return column if last else column - self.look.across

    def _row_height(self, row: _Row, width: float) -> float:
        found = row.heights.get(width)
        if found is None:
            cells = zip(row.cells, self._columns(width), strict=True)
            inner = max(stack_height(cell, self._inner(size, i)) for i, (cell, size) in enumerate(cells))
            found = row.heights[width] = inner + self.look.above + self.look.below
        return found

    def height(self, width: float) -> float:
        """Return the height of head and rows."""
        return self._row_height(self._head, width) + sum(self._row_height(row, width) for row in self._rows)

    def minimum(self, width: float) -> float:
        """Return the height of the head and the first row, of a part of it when it is tall."""
        head = self._row_height(self._head, width)
        if not self._rows:
            return head
        first = self._row_height(self._rows[0], width)
        return head + (first if first <= _TALL else _ROOM)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Cut between rows; inside the next row when it is tall."""
        used = self._row_height(self._head, width)
        count = 0
        while count < len(self._rows) and used + self._row_height(self._rows[count], width) <= room + 1e-6:
            used += self._row_height(self._rows[count], width)
            count += 1
        first, rest = self._rows[:count], self._rows[count:]
        if rest and self._row_height(rest[0], width) > _TALL and room - used > _ROOM:
            parts = self._split_row(rest[0], width, room - used)
            if parts:
                first, rest = [*first, parts[0]], [parts[1], *rest[1:]]
        if not first or not rest:
            return None
        return self._part(first, continued=self._continued), self._part(rest, continued=True)

    def _split_row(self, row: _Row, width: float, room: float) -> tuple[_Row, _Row] | None:
        inner = room - self.look.above - self.look.below
        top: list[tuple[Block, ...]] = []
        bottom: list[tuple[Block, ...]] = []
        for index, (cell, size) in enumerate(zip(row.cells, self._columns(width), strict=True)):
            done, rest = split_stack(cell, self._inner(size, index), inner)
            top.append(tuple(done))
            bottom.append(tuple(rest))
        if not any(top) or not any(bottom):
            return None
        return _Row(tuple(top), row.key, rule=False), _Row(tuple(bottom), row.key)

    def _part(self, rows: list[_Row], *, continued: bool) -> Table:
        part = Table((), (), ())
        part.__dict__.update(self.__dict__)
        part._rows, part._continued = rows, continued
        return part

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw the head (as an artifact when it is a repetition) and the rows."""
        table = canvas.element(self._key, "Table")
        with canvas.inside(table):
            if self._continued:
                with canvas.artifact("Pagination"):
                    self._draw_cells(canvas, self._head, x, top, width)
            else:
                with canvas.inside(canvas.element((self._key, "head"), "THead")):
                    self._draw_row(canvas, self._head, x, top, width)
            top -= self._row_height(self._head, width)
            if self.look.head_rule:
                canvas.rule(x, top, width, INK, self.look.head_rule)
            with canvas.inside(canvas.element((self._key, "body"), "TBody")):
                for index, row in enumerate(self._rows):
                    self._draw_row(canvas, row, x, top, width)
                    top -= self._row_height(row, width)
                    if self.look.row_rule and row.rule and (self.look.last_rule or index < len(self._rows) - 1):
                        canvas.rule(x, top, width, HAIRLINE, self.look.row_rule)

    def _draw_row(self, canvas: TagCanvas, row: _Row, x: float, top: float, width: float) -> None:
        with canvas.inside(canvas.element(row.key, "TR")):
            self._draw_cells(canvas, row, x, top, width)

    def _draw_cells(self, canvas: TagCanvas, row: _Row, x: float, top: float, width: float) -> None:
        repeated = self._continued and row is self._head
        for index, (cell, size) in enumerate(zip(row.cells, self._columns(width), strict=True)):
            inner = self._inner(size, index)
            if repeated:
                draw_stack(cell, canvas, x, top - self.look.above, inner)
            else:
                is_head = row is self._head or (self._row_heads and index == 0)
                element = canvas.element((row.key, index), "TH" if is_head else "TD")
                if is_head:
                    element.scope = "Column" if row is self._head else "Row"
                with canvas.inside(element):
                    draw_stack(cell, canvas, x, top - self.look.above, inner)
            x += size
