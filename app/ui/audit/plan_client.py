"""Beside the plan: what the client answered, records it may not show, and deviations once it is accepted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.kinds import StatementKind, StatementOutcome, WithheldJudgement
from app.domain.preparing import ClientStatement, WithheldRecord
from app.domain.words import word
from app.ui.audit.row_list import RowLine, RowList
from app.ui.kept_line import KeptLine
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.clearing import clear
from app.ui.widgets.dialog import Confirm
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.labels import PlainLabel, isolated

if TYPE_CHECKING:
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext


class ClientCard(Card):
    """Each version that was sent, what the client said to it, and a line for the answer to changes it wants.

    Signals:
        answer_wanted: the client's answer is to be recorded.
    """

    answer_wanted = Signal()

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(ctx.t("The client's answer"), " ")
        self._ctx, self._audit_id, self._t = ctx, audit_id, ctx.t
        self._shown: tuple[ClientStatement, ...] | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.M)
        self._nothing = PlainLabel(ctx.t("The plan was not sent yet."), "body", "muted", wrap=True)
        self._record = Button(ctx.t("Record the answer…"), icon="edit")
        self._record.clicked.connect(self.answer_wanted)
        self.body.setSpacing(Space.S)
        self.add(self._nothing)
        self.add_layout(self._lines)
        self.add(self._record)

    def show_record(self, record: AuditRecord) -> None:
        """Show what was said to the plan, the latest first."""
        said = tuple(one for one in record.statements if one.kind is StatementKind.PLAN)
        self._nothing.setVisible(not said)
        self._record.setVisible(bool(said))
        if said == self._shown:
            return
        self._shown = said
        clear(self._lines)
        for one in reversed(said):
            self._lines.addWidget(self._line(one))

    def _line(self, one: ClientStatement) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        when = self._ctx.words.day(one.said_on) if one.said_on else ""
        head = "  ·  ".join(part for part in (self._t(word(one.outcome)), one.by_name, when) if part)
        column.addWidget(PlainLabel(head, "label", wrap=True))
        if one.text:
            column.addWidget(PlainLabel(one.text, wrap=True).selectable())
        if one.answer:
            answer = self._t("Answer of the body: {text}").format(text=one.answer)
            column.addWidget(PlainLabel(answer, "body", "muted", wrap=True).selectable())
        elif one.outcome is StatementOutcome.CHANGES_WANTED:
            column.addWidget(_AnswerLine(self._ctx, one, self._t("Your answer to {name}").format(name=one.by_name)))
        return made


class _AnswerLine(KeptLine):
    """What the body answers to changes that are wanted; Enter records it."""

    def __init__(self, ctx: UiContext, statement: ClientStatement, name: str) -> None:
        super().__init__(ctx)
        self._services, self._id = ctx.services, statement.id
        self.setPlaceholderText(ctx.t("Your answer, then Enter"))
        self.setAccessibleName(name)
        self.keep_under(f"plan answer:{statement.id}")
        self.returnPressed.connect(self._on_return)

    def _on_return(self) -> None:
        text = self.text().strip()
        if text:
            self.send(partial(self._services.plans.answer_request, self._id, text))


class WithheldList(RowList):
    """Records that the client may not show, with the body's judgement (27006-1, 8.4.2)."""

    kind = "withheld_record"

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(ctx, audit_id, ctx.t("What may not be shown"), ctx.t("Record that may not be shown"))
        self._boxes: dict[str, EnumBox] = {}
        self._asked = ""
        self.wanted.connect(self._on_wanted)
        self.removed.connect(self._on_removed)

    def make_line(self, row: WithheldRecord) -> RowLine:
        """Return what it is, why, and the judgement."""
        t, line = self.ctx.t, RowLine(self.ctx, self.kind, self.audit_id)
        said = {"name": row.what}
        line.add("what", t("Name of {name}").format(**said), line.form.bare_line("what"), 3)
        reason = line.form.bare_line("reason")
        reason.setPlaceholderText(t("Reason"))
        line.add("reason", t("Why {name} may not be shown").format(**said), reason, 2)
        box = EnumBox([(one.value, t(word(one))) for one in WithheldJudgement])
        box.set_title(t("Judgement on {name}").format(**said))
        box.chosen.connect(partial(self._on_judged, row.id))
        self._boxes[row.id] = box
        line.row.addWidget(box, 3)
        _in_two_lines(line, box)
        line.close_with(t("Take {name} out").format(**said))
        return line

    def show_withheld(self, rows: tuple[WithheldRecord, ...]) -> None:
        """Show the rows of the record."""
        self.show_rows(rows)
        for row in rows:
            self._boxes[row.id].show_value(row.judgement.value)
            self._boxes[row.id].setToolTip(row.judgement_reason.replace("<", "‹"))  # noqa: RUF001 - plain

    def _on_wanted(self, text: str) -> None:
        self.add(partial(self.ctx.services.plans.add_withheld, self.audit_id, WithheldRecord(what=text)))

    def _on_removed(self, row_id: str) -> None:
        self.ctx.jobs.write(partial(self.ctx.services.plans.remove_withheld, row_id))

    def _on_judged(self, row_id: str, value: str) -> None:
        judgement = WithheldJudgement(value)
        if judgement is not WithheldJudgement.CAN_BE_AUDITED:
            self._judge(row_id, judgement, "")
            return
        t = self.ctx.t
        self._asked = row_id
        ask = Confirm(
            self,
            t("Can be audited without it"),
            t("Say how conformity can be judged without this record."),
            verb=t("Record the judgement"),
            keep=t("Leave it open"),
            reason=t("Reason"),
            danger=False,
        )
        ask.confirmed.connect(self._on_reason)
        ask.rejected.connect(self._on_left)
        ask.open()

    def _on_reason(self, reason: str) -> None:
        self._judge(self._asked, WithheldJudgement.CAN_BE_AUDITED, reason)

    def _on_left(self) -> None:
        box = self._boxes.get(self._asked)
        if box is not None:
            box.show_value(WithheldJudgement.OPEN.value)

    def _judge(self, row_id: str, judgement: WithheldJudgement, reason: str) -> None:
        self.ctx.jobs.write(partial(self.ctx.services.plans.judge_withheld, row_id, judgement, reason))


def _in_two_lines(line: RowLine, box: EnumBox) -> None:
    """Put the name over reason and judgement: beside the plan there is no room for all three in one line."""
    grid = QGridLayout()
    grid.setSpacing(Space.XS)
    lines = [item.widget() for place in range(line.row.count()) if (item := line.row.itemAt(place))]
    for place, widget in enumerate(one for one in lines if one is not None and one is not box):
        line.row.removeWidget(widget)
        grid.addWidget(widget, place, 0, 1, 1)
    line.row.removeWidget(box)
    grid.addWidget(box, 2, 0, 1, 1)
    line.row.insertLayout(0, grid, 1)


class DeviationCard(Card):
    """What became otherwise after the client had accepted the plan."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.t("Deviations from the accepted plan"), " ")
        self._t = ctx.t
        self._shown: object = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.M)
        self.add_layout(self._lines)

    def show_record(self, record: AuditRecord) -> None:
        """Show the deviations; hidden while there are none."""
        self.setVisible(bool(record.deviations))
        if record.deviations == self._shown:
            return
        self._shown = record.deviations
        clear(self._lines)
        for one in record.deviations:
            change = self._t("{planned} became {done}").format(planned=one.planned or "–", done=one.done or "–")
            head = "  ".join(part for part in (isolated(one.label), isolated(one.subject), change) if part)
            self._lines.addWidget(PlainLabel(head, wrap=True).selectable())
            self._lines.addWidget(PlainLabel(one.reason, "small", "muted", wrap=True).selectable())
        if self.header:
            self.header.set_note(str(len(record.deviations)))
