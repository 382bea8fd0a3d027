"""What a point asks that changes data: the answer in a line, taken over with Enter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain import meeting_answers as rules
from app.domain.kinds import TakenOver
from app.domain.words import word
from app.ui.kept_line import KeptLine
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.clearing import clear
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.labels import IconLabel, PlainLabel

if TYPE_CHECKING:
    from app.domain.fieldwork import Meeting
    from app.domain.meeting_answers import Asked
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext


class AnswerLine(QWidget):
    """One thing that may have changed: what stands there, the new value, and how it is taken over."""

    def __init__(self, ctx: UiContext, meeting_id: str, one: Asked) -> None:
        super().__init__()
        self._ctx, self._meeting_id, self._one = ctx, meeting_id, one
        label = ctx.t(one.label).format(name=one.name)
        self.line = KeptLine(ctx)
        self.line.setPlaceholderText(one.old or label)
        self.line.setAccessibleName(ctx.t("{label}: what is different now").format(label=label))
        self.line.keep_under(f"answer:{meeting_id}:{one.code}:{one.subject}")
        self.way = EnumBox([(way.value, ctx.t(word(way))) for way in one.ways])
        self.way.show_value(one.ways[0].value)
        self.way.setAccessibleName(ctx.t("{label}: how it is taken over").format(label=label))
        take = Button(ctx.t("Take over"))
        take.setAccessibleName(ctx.t("{label}: take over").format(label=label))
        take.clicked.connect(self._on_take)
        self.line.returnPressed.connect(self._on_take)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.line, 2)
        row.addWidget(self.way, 3)
        row.addWidget(take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(PlainLabel(label, "label"))
        column.addLayout(row)

    def _on_take(self) -> None:
        text, one = self.line.text().strip(), self._one
        if not text:
            self.line.setFocus()
            return
        way = TakenOver(self.way.value) if self.way.value else one.ways[0]
        give = self._ctx.services.answers.give
        self.line.send(partial(give, self._meeting_id, one.code, one.subject, text, way=way), origin=self)


class AnswerList(QWidget):
    """The answers of the point that is shown; hidden where a point asks nothing."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._record: AuditRecord | None = None
        self._meeting: Meeting | None = None
        self._shown: object = None
        self._lines, self._given = QVBoxLayout(), QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(PlainLabel(ctx.t("Different from the record?"), "strong"))
        column.addLayout(self._given)
        column.addLayout(self._lines)

    def show_meeting(self, record: AuditRecord, meeting: Meeting) -> None:
        """Know the record as it is now."""
        self._record, self._meeting = record, meeting

    def show_point(self, code: str, *, shown: bool) -> None:
        """Show what a point asks; unchanged lines stay, so that typing goes on."""
        if self._record is None or self._meeting is None:
            return
        asked = rules.of_point(self._record, self._meeting, code)
        given = rules.given(self._meeting, code)
        self.setVisible(shown and bool(asked))
        if self._shown == (asked, given):
            return
        self._shown = (asked, given)
        clear(self._lines)
        clear(self._given)
        for one in asked:
            self._lines.addWidget(AnswerLine(self._ctx, self._meeting.id, one))
        for answer in given:
            text = self._ctx.t("{old} → {new}  ({taken})").format(
                old=answer.old or "–", new=answer.new, taken=self._ctx.t(word(answer.taken))
            )
            self._given.addWidget(_line(text))


def _line(text: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(IconLabel("done", "ok"))
    row.addWidget(PlainLabel(text, "body", wrap=True), 1)
    return line
