"""Form number, revision and issue date of each kind of paper, as controlled forms need them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QGridLayout

from app.domain.client import BodyPaper
from app.domain.kinds import PaperKind
from app.domain.words import word
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine
from app.ui.widgets.card import Card
from app.ui.widgets.dates import DateField
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.domain.client import Body
    from app.ui.context import UiContext


class _PaperRow(QObject):
    """The three fields of one kind of paper."""

    def __init__(self, ctx: UiContext, kind: PaperKind, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx, self._kind = ctx, kind
        self.number, self.revision, self.day = AutosaveLine(), AutosaveLine(), DateField(ctx.words)
        self.number.left.connect(self._keep)
        self.revision.left.connect(self._keep)
        self.day.picked.connect(self._keep)
        name = ctx.t(word(kind))
        self.number.setAccessibleName(ctx.t("{paper}: form number").format(paper=name))
        self.revision.setAccessibleName(ctx.t("{paper}: revision").format(paper=name))
        self.day.set_title(ctx.t("{paper}: issued on").format(paper=name))

    def show_paper(self, paper: BodyPaper) -> None:
        """Show what is kept."""
        self.number.show_text(paper.form_number)
        self.revision.show_text(paper.form_revision)
        self.day.show_day(paper.issued_on)

    def _keep(self, value: object) -> None:
        del value
        number, revision, day = self.number.text(), self.revision.text(), self.day.day
        call = partial(self._ctx.services.body.set_paper, self._kind.value, number, revision, day)
        self._ctx.jobs.write(call, urgent=True)


class PapersCard(Card):
    """One line per kind of paper."""

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.t
        super().__init__(t("Forms"), t("printed in the footer of each paper"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.S)
        grid.setVerticalSpacing(Space.S)
        for column, title in enumerate((t("Paper"), t("Form number"), t("Revision"), t("Issued on"))):
            grid.addWidget(PlainLabel(title, "label", "muted"), 0, column)
        self._rows = {kind: _PaperRow(ctx, kind, self) for kind in PaperKind}
        for number, (kind, row) in enumerate(self._rows.items(), start=1):
            grid.addWidget(PlainLabel(t(word(kind)), wrap=True), number, 0)
            for column, widget in enumerate((row.number, row.revision, row.day), start=1):
                grid.addWidget(widget, number, column)
        for column, stretch in enumerate((4, 3, 2, 3)):
            grid.setColumnStretch(column, stretch)
        self.add_layout(grid)

    def show_body(self, body: Body) -> None:
        """Show the settings."""
        kept = {paper.paper: paper for paper in body.papers}
        for kind, row in self._rows.items():
            row.show_paper(kept.get(kind.value, BodyPaper(paper=kind.value)))
