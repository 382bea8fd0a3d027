"""The body's own lines for one requirement: added, changed and taken away in place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.kinds import GuidanceKind
from app.ui.audit.row_list import RowLine, RowList
from app.ui.theme.metrics import Space
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.domain.samples import OwnGuidance
    from app.ui.context import UiContext


class _Rows(RowList):
    """One line per text: what it is, and the text."""

    def make_line(self, row: OwnGuidance) -> RowLine:
        """Return the editors of a text."""
        t = self.ctx.t
        line = RowLine(self.ctx, "own_guidance", "")
        line.add("kind", t("Kind of line"), line.form.bare_choice("kind", GuidanceKind), 2)
        line.add("text", t("Text"), line.form.bare_line("text"), 5)
        line.close_with(t("Remove the line “{text}”").format(text=row.text))
        return line


class OwnLines(QWidget):
    """Lines and the entry for one more; they hold for every audit of the body."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx, t = ctx, ctx.t
        self._catalogue = self._ref = ""
        self.rows = _Rows(ctx, "", t("A question of your own. Enter keeps it."), t("A line of your own"))
        self.entry = self.rows
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(PlainLabel(t("Lines of your own"), "label"))
        column.addWidget(
            PlainLabel(t("They stand beside this requirement in every audit."), "small", "muted", wrap=True)
        )
        column.addWidget(self.rows)
        self.rows.wanted.connect(self._on_wanted)
        self.rows.removed.connect(self._on_removed)

    def show_ref(self, catalogue: str, ref: str, lines: tuple[OwnGuidance, ...]) -> None:
        """Show the lines of a requirement."""
        self._catalogue, self._ref = catalogue, ref
        self.rows.keep_under(f"guidance:{catalogue}:{ref}")
        self.rows.show_rows(lines)

    def _on_wanted(self, text: str) -> None:
        add = self._ctx.services.own_guidance.add
        language = self._ctx.words.language
        self.rows.add(partial(add, self._catalogue, self._ref, GuidanceKind.QUESTION, text, language))

    def _on_removed(self, line_id: str) -> None:
        self._ctx.jobs.write(partial(self._ctx.services.own_guidance.remove, line_id))
