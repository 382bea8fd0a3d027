"""The questions to the client: asked in a line, answered, dropped."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.kinds import QuestionState
from app.domain.words import word
from app.ui.audit.panes import Pane, Panes, scrolled_pane
from app.ui.audit.question_detail import QUESTION_LOOKS, QuestionDetail
from app.ui.kept_line import KeptLine
from app.ui.theme.metrics import Space
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.choice_row import Choice
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.filter_bar import FilterBar
from app.ui.widgets.labels import isolated
from app.ui.widgets.table_model import Column
from app.ui.widgets.two_line_table import TwoLineTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.record import AuditRecord
    from app.domain.samples import Question
    from app.services.base import Made
    from app.ui.context import UiContext

ALL = "all"


class QuestionsView(QWidget):
    """List, line to ask one more, and the chosen question beside."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, self._audit_id, t = ctx, audit_id, ctx.t
        self._record: AuditRecord | None = None
        self._wanted = self._session_id = ""
        choices = [Choice(QuestionState.OPEN.value, t("Open")), Choice(QuestionState.ANSWERED.value, t("Answered")),
                   Choice(QuestionState.DROPPED.value, t("Dropped")), Choice(ALL, t("All"))]  # fmt: skip
        self.filter = FilterBar(ctx.words, t("Find in the questions"), choices, t("Show"))
        columns = (
            Column("label", t("No."), _label, sort=_order, chars=7),
            Column("text", t("Question"), partial(_text, ctx), sort=_order),
            Column("state", t("State"), partial(_state, t), chip=partial(_chip, t), chars=12),
        )
        self.table = TwoLineTable(t("Questions"), columns, _label)
        self.table.use_two_lines()
        self.table.set_filter("", partial(_fits, QuestionState.OPEN.value))
        self.entry = KeptLine(ctx)
        self.entry.setPlaceholderText(t("What is still to be asked or shown? Enter keeps it."))
        self.entry.setAccessibleName(t("A new question"))
        self.detail = QuestionDetail(ctx, audit_id)
        self._right = QStackedWidget()
        self._right.setObjectName("card")
        said = t("Type one below the list, or make one of a line of notes with Q.")
        self._right.addWidget(EmptyState("help", t("No question is chosen"), said))
        self._right.addWidget(scrolled_pane(self.detail))
        self._lay_out()
        self.filter.changed.connect(self._on_filter)
        self.table.filtered.connect(self.filter.show_count)
        self.table.row_selected.connect(self._on_row)
        self.table.opened.connect(self._on_opened)
        self.entry.returnPressed.connect(self._on_ask)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.table, 1)
        column.addWidget(self.entry)
        self.panes = Panes(Pane(left, 300, 200, share=5), Pane(self._right, 290, 230, share=4))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(Space.M)
        outer.addWidget(self.filter)
        outer.addWidget(self.panes, 1)

    def show_record(self, record: AuditRecord) -> None:
        """Show the questions of the record."""
        self._record = record
        self.entry.keep_under(f"question:{self._audit_id}")
        self.table.set_rows(record.questions)
        if self._wanted and self.table.select(self._wanted):
            self._wanted = ""
        self._on_row(self.table.selected)

    def show_session(self, session_id: str) -> None:
        """Ask in this session from now on."""
        self._session_id = session_id

    def show_item(self, question_id: str) -> None:
        """Choose a question, whatever the filter says."""
        self._wanted = question_id
        if not self.table.select(question_id):
            self.filter.show_value(ALL)
        if self.table.select(question_id):
            self._wanted = ""

    def _on_filter(self, words: str, value: str) -> None:
        self.table.set_filter(words, partial(_fits, value or ALL))

    def _on_row(self, row: Question | None) -> None:
        self._right.setCurrentIndex(int(row is not None))
        if row is not None and self._record is not None:
            self.detail.show_question(self._record, row)

    def _on_opened(self, row: Question) -> None:
        del row
        self.detail.answer.setFocus()

    def _on_ask(self) -> None:
        text = self.entry.text().strip()
        if text:
            ask = self._ctx.services.questions.ask
            self.entry.send(partial(ask, self._audit_id, text, session_id=self._session_id or None), self._on_asked)

    def _on_asked(self, made: Made) -> None:
        self._wanted = made.id


def _fits(value: str, row: Question) -> bool:
    return value in {ALL, row.state.value}


def _label(row: Question) -> str:
    return isolated(f"{row.author}-Q{row.number}")


def _order(row: Question) -> tuple[str, int]:
    return row.author, row.number


def _text(ctx: UiContext, row: Question) -> str:
    """Return the question, and below it whom it goes to, when it arose and the answer."""
    to_whom = ctx.t("to {name}").format(name=isolated(row.to_whom)) if row.to_whom else ""
    at = row.happened_at.astimezone(ZoneInfo(row.happened_zone or "UTC")) if row.happened_at else None
    when = isolated(f"{at:%Y-%m-%d %H:%M}") if at else ""
    below = (to_whom, when, row.answer.replace("\n", "  "))
    return f"{row.text.replace(chr(10), '  ')}\n" + "  ·  ".join(part for part in below if part)


def _state(t: Callable[[str], str], row: Question) -> str:
    return t(word(row.state))


def _chip(t: Callable[[str], str], row: Question) -> ChipLook:
    return ChipLook(_state(t, row), *QUESTION_LOOKS[row.state])
