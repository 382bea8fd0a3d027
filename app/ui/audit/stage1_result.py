"""The areas of concern and what the team recommends, with everything the report of stage 1 still waits for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.kinds import FindingState, Grade
from app.domain.stage1_ratings import RATINGS
from app.domain.words import word
from app.ui.audit.blocker_card import BlockerCard
from app.ui.audit.panes import Pane, Panes, scrolled_pane
from app.ui.audit.recommendation_editor import RecommendationEditor
from app.ui.kept_line import KeptLine
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.clearing import clear
from app.ui.widgets.jump_line import JumpLine
from app.ui.widgets.labels import PlainLabel, isolated, set_shown

if TYPE_CHECKING:
    from app.domain.fieldwork import Finding
    from app.domain.readiness import Blocker
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

_TONES = {1: ("bulb", "info"), 2: ("warning", "warning"), 3: ("problem", "danger")}


class ConcernCard(Card):
    """The areas of concern as lines that lead to the finding, and a line to write one more.

    Signals:
        jumped: id of the finding to go to.
    """

    jumped = Signal(object)

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        t = ctx.t
        super().__init__(t("Areas of concern"), " ")
        self._ctx, self._audit_id = ctx, audit_id
        self._shown: tuple[Finding, ...] | None = None
        self._none = PlainLabel(t("None yet. A concern is what would be a nonconformity in stage 2."), "body", "muted")
        self._none.setWordWrap(True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.add_line = KeptLine(ctx)
        self.add_line.setPlaceholderText(t("What is the concern?"))
        self.add_line.setAccessibleName(t("New area of concern"))
        self._add = Button(t("Write it down"), icon="plus")
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.add_line, 1)
        row.addWidget(self._add)
        self.body.setSpacing(Space.S)
        self.add(self._none)
        self.add_layout(self._lines)
        self.add_layout(row)
        self.add_line.returnPressed.connect(self._on_add)
        self._add.clicked.connect(self._on_add)

    def show_record(self, record: AuditRecord) -> None:
        """Show the concerns that stand, the gravest first."""
        self.add_line.keep_under(f"concern:{record.audit.id}")
        standing = [one for one in record.findings if one.state is not FindingState.WITHDRAWN]
        found = tuple(sorted((one for one in standing if one.grade is Grade.CONCERN), key=_gravest))
        if found == self._shown:
            return
        self._shown = found
        clear(self._lines)
        for one in found:
            icon, tone = _TONES.get(one.concern_rating or 0, ("open", "muted"))
            line = JumpLine(self._said(one), one.id, icon, tone)
            line.jumped.connect(self.jumped)
            self._lines.addWidget(line)
        set_shown(self._none, not found)
        tn = self._ctx.tn
        if self.header:
            self.header.set_note(tn("{n} concern", "{n} concerns", len(found)).format(n=len(found)) if found else "")

    def _said(self, one: Finding) -> str:
        t = self._ctx.t
        rating = t(RATINGS[one.concern_rating]) if one.concern_rating in RATINGS else t("not rated")
        refs = ", ".join(isolated(link.ref or link.other) for link in one.links)
        become = t("could become: {grade}").format(grade=t(word(one.could_become))) if one.could_become else ""
        parts = (isolated(one.label), refs, rating, one.title or one.statement, become)
        return "  ·  ".join(part for part in parts if part)

    def _on_add(self) -> None:
        title = self.add_line.text().strip()
        if title:
            self.add_line.send(partial(self._ctx.services.stage1.raise_concern, self._audit_id, title))
        else:
            self.add_line.setFocus()


class ResultView(QWidget):
    """Concerns and what is open on the left, the recommendation on the right.

    Signals:
        finding_wanted: id of a finding to go to.
        jumped: the `Place` of an open point.
    """

    finding_wanted = Signal(object)
    jumped = Signal(object)

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        t = ctx.t
        self.concerns = ConcernCard(ctx, audit_id)
        self.open = BlockerCard(ctx.words, t("What the report of stage 1 still waits for"), t("Nothing is missing."))
        self.recommendation = RecommendationEditor(ctx, audit_id, t("Planned and under way (for all sites)."))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.concerns)
        column.addWidget(self.open)
        column.addStretch(1)
        right = Card(margin=0)
        right.add(scrolled_pane(self.recommendation))
        panes = Panes(Pane(scrolled_pane(left), 360, 300), Pane(right, 340, 380))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panes, 1)
        self.concerns.jumped.connect(self.finding_wanted)
        self.open.jumped.connect(self.jumped)

    def show_record(self, record: AuditRecord, found: tuple[Blocker, ...]) -> None:
        """Show concerns, open points and recommendation."""
        self.concerns.show_record(record)
        self.open.show_blockers(found)
        self.recommendation.show_record(record)


def _gravest(one: Finding) -> tuple[int, str, int]:
    return -(one.concern_rating or 0), one.final_number, one.number
