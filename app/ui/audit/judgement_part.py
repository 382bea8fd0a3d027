"""What each auditor judged of a requirement, and at which site; mine is entered here, the verdict stands above."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.kinds import Verdict
from app.domain.plan_people import called
from app.domain.words import word
from app.domain.work_sheet import site_name
from app.ui.audit.requirement_table import MARKS, SheetRow
from app.ui.kept_line import KeptLine
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.chip import Chip, chip_look
from app.ui.widgets.clearing import clear
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.domain.fieldwork import JudgementRow
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

_WHOLE = "-"


class _Line(QWidget):
    """One judgement: verdict, whose and where, its note.

    Signals:
        removed: id of the judgement to take back.
    """

    removed = Signal(str)

    def __init__(self, ctx: UiContext, row: JudgementRow, who: str, *, mine: bool) -> None:
        super().__init__()
        self._id = row.id
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        line.addWidget(Chip(chip_look(row.verdict, ctx.t)))
        line.addWidget(PlainLabel("  ·  ".join(part for part in (who, row.note) if part), "body", wrap=True), 1)
        if mine:
            button = IconButton("trash", ctx.t("Take back the judgement of {who}").format(who=who))
            button.clicked.connect(self._on_clicked)
            line.addWidget(button)

    def _on_clicked(self) -> None:
        self.removed.emit(self._id)


class JudgementPart(QWidget):
    """The list, and a line for my own: site, verdict, a note, Enter."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, self._audit_id, self._t = ctx, audit_id, ctx.t
        t = ctx.t
        self._row: SheetRow | None = None
        self._me = ""
        self._people: dict[str, str] = {}
        self._places: dict[str, str] = {}
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.XS)
        self.site = EnumBox([], _WHOLE, t("Site of my judgement"))
        self.verdict = EnumBox(
            [(one.value, t(word(one))) for one in MARKS if one is not Verdict.OPEN], "", t("My judgement")
        )
        self.note = KeptLine(ctx)
        self.note.setPlaceholderText(t("What I saw there. Enter keeps it."))
        self.note.setAccessibleName(t("Note to my judgement"))
        self.give = Button(t("Keep my judgement"), icon="plus")
        self._entry = QWidget()
        self._lay_out()
        self.give.clicked.connect(self._on_give)
        self.note.returnPressed.connect(self._on_give)
        self.verdict.chosen.connect(self._on_chosen)
        self.site.chosen.connect(self._on_site)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(PlainLabel(self._t("Judgements of the team"), "label"))
        column.addLayout(self._lines)
        entry = QVBoxLayout(self._entry)
        entry.setContentsMargins(0, 0, 0, 0)
        entry.setSpacing(Space.XS + 2)
        choices = QHBoxLayout()
        choices.setSpacing(Space.S)
        choices.addWidget(self.verdict, 3)
        choices.addWidget(self.site, 2)
        entry.addLayout(choices)
        entry.addWidget(self.note)
        way = QWidget()
        flow = FlowLayout(way, Space.S)
        flow.addWidget(self.give)
        entry.addWidget(way)
        column.addWidget(self._entry)

    def show_audit(self, record: AuditRecord, me: str) -> None:
        """Learn the team and the sites; without me in the team there is nothing of mine to enter."""
        self._me = me
        self._people = {one.id: called(one) for one in record.team}
        self._places = {one.id: one.label or one.name for one in record.sites}
        self.site.set_choices([(_WHOLE, self._t("All sites")), *((one.id, site_name(one)) for one in record.sites)])
        if self.site.currentIndex() < 0:
            self.site.show_value(_WHOLE)
        self._entry.setVisible(bool(me))

    def show_row(self, row: SheetRow) -> None:
        """Show the judgements of a requirement."""
        other = self._row is None or self._row.id != row.id
        self._row = row
        self.note.keep_under(f"judgement:{self._audit_id}:{row.id}")
        clear(self._lines)
        for one in row.view.judgements:
            parts = (self._people.get(one.auditor_id or "", ""), self._places.get(one.site_id or "", ""))
            who = "  ·  ".join(part for part in parts if part)
            line = _Line(self._ctx, one, who, mine=bool(self._me) and one.auditor_id == self._me)
            line.removed.connect(self._on_removed)
            self._lines.addWidget(line)
        if other:
            self.site.show_value(_WHOLE)
            self._show_mine()

    def _show_mine(self) -> None:
        """Show what I judged at the chosen place, if anything."""
        site = self._site()
        said = [] if self._row is None else self._row.view.judgements
        mine = next((one for one in said if one.auditor_id == self._me and one.site_id == site), None)
        self.verdict.show_value(mine.verdict.value if mine else "")
        self.give.setEnabled(bool(self.verdict.value))

    def _site(self) -> str | None:
        return None if self.site.value in ("", _WHOLE) else self.site.value

    def _on_site(self, _value: str) -> None:
        self._show_mine()

    def _on_chosen(self, _value: str) -> None:
        self.give.setEnabled(True)

    def _on_give(self) -> None:
        if self._row is None or not self.verdict.value:
            return
        judge = self._ctx.services.judgements.judge
        call = partial(
            judge, self._audit_id, (self._row.id,), Verdict(self.verdict.value), note=self.note.text().strip(),
            site_id=self._site(),
        )  # fmt: skip
        self.note.send(call)

    def _on_removed(self, judgement_id: str) -> None:
        self._ctx.jobs.write(partial(self._ctx.services.judgements.take_back, judgement_id))
