"""Readiness for stage 2: one line for each clause and theme, answered by 1 to 3."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.kinds import Ready
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.audit.panes import scrolled_pane
from app.ui.audit.stage1_table import look_of
from app.ui.saying import say
from app.ui.theme.look import active
from app.ui.theme.metrics import Space
from app.ui.widgets.card import Card
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.labels import Divider, PlainLabel, isolated
from app.ui.widgets.problem_line import FieldProblem

if TYPE_CHECKING:
    from app.domain.problems import Problem
    from app.domain.record import AuditRecord
    from app.domain.stage1 import ReadinessLine, Stage1Problem
    from app.ui.context import UiContext

_STATES: Final = (Ready.READY, Ready.PARTLY, Ready.NOT_READY)
_SHARES: Final = (3, 5, 5)
_ROOM: Final = 800


class ReadyLine(QWidget):
    """One clause or theme.

    Signals:
        judged: (reference, `Ready`).
    """

    judged = Signal(str, object)

    def __init__(self, ctx: UiContext, audit_id: str, line: ReadinessLine) -> None:
        super().__init__()
        self._ctx, self.ref, t = ctx, line.ref, ctx.t
        self.binder = Binder(ctx, "readiness", audit_id, self)
        said = {"ref": line.ref, "title": line.title}
        looks = [(one, look_of(one, t)) for one in _STATES]
        self.choice = ChoiceRow([Choice(one.value, look.text, look.icon, look.tone) for one, look in looks])
        self.choice.set_title(t("Readiness of {ref} {title}").format(**said))
        self.remark = RowForm(self.binder).bare_line("remark")
        self.remark.setAccessibleName(t("Remark to {ref} {title}").format(**said))
        self.remark.setPlaceholderText(t("Remark"))
        self._problem = FieldProblem()
        name = PlainLabel(f"{isolated(line.ref)}   {line.title}", "strong", wrap=True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.XS)
        for number, share in enumerate(_SHARES):
            self._grid.setColumnStretch(number, share)
        self._grid.addWidget(name, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(self._problem, 2, 0, 1, 3)
        self._narrow: bool | None = None
        self._arrange(narrow=False)
        self.choice.chosen.connect(self._on_chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the remark below the answers where there is no room beside them."""
        super().resizeEvent(event)
        self._arrange(narrow=event.size().width() < active().px(_ROOM))

    def _arrange(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(self.choice, 0, 1, 1, 2 if narrow else 1, middle)
        place = (1, 0, 1, 3) if narrow else (0, 2, 1, 1)
        self._grid.addWidget(self.remark, *place)

    def show_line(self, line: ReadinessLine, problems: tuple[Problem, ...]) -> None:
        """Show what was judged; a remark needs a judgement first."""
        self.choice.show_value("" if line.state is Ready.OPEN else line.state.value)
        self.remark.setEnabled(line.row is not None)
        if line.row is not None:
            self.binder.show(line.row)
        held = [one for one in problems if one.blocking and one.code != "readiness_open"]
        self._problem.show_text(say(self._ctx.words, held[0]) if held else "")

    def _on_chosen(self, value: str) -> None:
        self.judged.emit(self.ref, Ready(value))


class ReadinessView(QWidget):
    """All lines in one card."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, self._audit_id = ctx, audit_id
        self.lines: dict[str, ReadyLine] = {}
        self._card = Card(ctx.t("Is the client ready for stage 2?"), ctx.t("1 ready, 2 partly, 3 not ready"))
        self._card.body.setSpacing(Space.S)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._card)
        inner.addStretch(1)
        column.addWidget(scrolled_pane(inside), 1)

    def show_record(
        self, record: AuditRecord, lines: tuple[ReadinessLine, ...], found: tuple[Stage1Problem, ...]
    ) -> None:
        """Show the clauses and themes; lines that are there already keep focus and typing."""
        del record
        for line in lines:
            if line.ref not in self.lines:
                self._add(line)
            self.lines[line.ref].show_line(line, tuple(one.problem for one in found if one.row == line.ref))

    def show_item(self, ref: str, field: str) -> None:
        """Put the cursor on a clause or theme."""
        line = self.lines.get(ref) or next(iter(self.lines.values()), None)
        if line is not None:
            (line.remark if field == "remark" else line.choice).setFocus()

    def _add(self, line: ReadinessLine) -> None:
        if self.lines:
            self._card.add(Divider())
        made = ReadyLine(self._ctx, self._audit_id, line)
        made.judged.connect(self._on_judged)
        self.lines[line.ref] = made
        self._card.add(made)

    def _on_judged(self, ref: str, state: Ready) -> None:
        self._ctx.jobs.write(partial(self._ctx.services.stage1.judge, self._audit_id, ref, state))
