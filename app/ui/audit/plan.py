"""The audit plan: rows as a calendar and as a table, checks and sums beside, sent to the client and answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.kinds import PaperKind, StatementKind, StatementOutcome
from app.domain.plan_checks import PlanProblem, plan_problems
from app.domain.plan_people import called
from app.domain.plan_rows import accepted
from app.domain.plan_time import PlanTime, plan_time
from app.ui.audit import plan_words
from app.ui.audit.base import FINISHED, AuditPage
from app.ui.audit.panes import Pane, Panes, scrolled_pane
from app.ui.audit.paper_card import PaperCard
from app.ui.audit.plan_answer import AnswerDialog
from app.ui.audit.plan_blocks import BY_AUDITOR, BY_SITE
from app.ui.audit.plan_client import ClientCard, DeviationCard, WithheldList
from app.ui.audit.plan_desk import PlanDesk
from app.ui.audit.plan_fill import FillDialog
from app.ui.audit.plan_keeping import PlanKeeping
from app.ui.audit.plan_row_card import RowCard
from app.ui.audit.plan_side import ProblemCard, TimeCard, sentences
from app.ui.audit.plan_terms import Terms, terms_of
from app.ui.audit.plan_views import CALENDAR, TABLE, PlanViews
from app.ui.theme.icons import set_icon
from app.ui.theme.metrics import Space
from app.ui.theme.theme import set_tone
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip, ChipLook
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.labels import ElidedLabel, PlainLabel, set_shown
from app.ui.widgets.problem_line import Banner
from app.ui.widgets.toolbar_row import ToolbarRow

if TYPE_CHECKING:
    from app.domain.record import AuditRecord, TimetableRow
    from app.ui.context import UiContext

DRAFT, SENT, ACCEPTED, CHANGES = "draft", "sent", "accepted", "changes"
_STATES: Final = {
    DRAFT: ("edit", "neutral"),
    SENT: ("current", "info"),
    ACCEPTED: ("done", "ok"),
    CHANGES: ("warning", "warning"),
}


@dataclass(frozen=True, slots=True)
class Digest:
    """What the rules say about the plan."""

    problems: tuple[PlanProblem, ...]
    said: tuple[str, ...]
    time: PlanTime
    terms: Terms
    state: str


class PlanPage(AuditPage):
    """The plan of one audit."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(ctx, audit_id, ctx.t("Audit plan"), scrolls=False)
        self.desk = PlanDesk(ctx, audit_id, self)
        self.views = PlanViews(ctx, self.desk)
        self._make_head()
        self._make_side()
        self.keeping = PlanKeeping(ctx, self.views.table, self.row_card)
        self._lay_out()
        self._connect()
        self._make_keys()
        self._show_view(ctx.preferences.value.plan_view)

    # parts ------------------------------------------------------------------------------------------------------

    def _make_head(self) -> None:
        t = self.t
        self.state = Chip(ChipLook("", "open"))
        self.fill = Button(t("&Fill from programme…"), icon="programme")
        self.send = Button(t("Mark as &sent"), "primary", icon="check")
        self.answer = Button(t("Record the &answer…"), "primary", icon="edit")
        for widget in (self.state, self.fill, self.send, self.answer):
            self.add_action(widget)
        self.view = ChoiceRow(
            [Choice(CALENDAR, t("Calendar"), "calendar"), Choice(TABLE, t("Table"), "table")], CALENDAR, t("View")
        )
        self.lanes = ChoiceRow(
            [Choice(BY_AUDITOR, t("By auditor")), Choice(BY_SITE, t("By site"))], BY_AUDITOR, t("Columns")
        )
        self.closer, self.wider = (
            IconButton("zoom-out", t("Lower hours")),
            IconButton("zoom-in", t("Higher hours")),
        )
        self.new_row = Button(t("New row"), icon="plus")
        self.beside = Button(t("Checks beside"), icon="check")
        self.beside.setCheckable(True)
        self.beside.setChecked(True)
        self.loose = ElidedLabel("", "small", "muted")

    def _make_side(self) -> None:
        words = self.ctx.words
        self.problems = ProblemCard(words)
        self.time = TimeCard(words)
        self.row_card = RowCard(words)
        self.client = ClientCard(self.ctx, self.audit_id)
        self.withheld = WithheldList(self.ctx, self.audit_id)
        self.deviations = DeviationCard(self.ctx)
        self.paper = PaperCard(self.ctx, self.audit_id, PaperKind.PLAN)
        self.withheld_card = Card(self.t("Records that may not be shown"))
        hint = self.t("Asked with the plan. What is not judged holds the start of the audit.")
        self.withheld_card.add(PlainLabel(hint, "small", "muted", wrap=True))
        self.withheld_card.add(self.withheld)
        self.named = Button(self.t("Record that all are named…"), icon="edit")
        self.withheld_card.add(self.named)

    def _lay_out(self) -> None:
        bar = ToolbarRow(self.view, self.lanes, self.closer, self.wider, self.new_row, self.beside)
        self.banner = Banner(action=self.t("Another reason"))
        self.banner.hide()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.banner)
        column.addWidget(self.views, 1)
        self.said = Banner()
        self.said.hide()
        column.addWidget(self.said)
        column.addWidget(self.loose)
        side = QWidget()
        self.side = scrolled_pane(side)
        cards = QVBoxLayout(side)
        cards.setContentsMargins(0, 0, Space.XS, 0)
        cards.setSpacing(Space.M)
        for card in (
            self.row_card, self.problems, self.time, self.client, self.withheld_card, self.deviations, self.paper,
        ):  # fmt: skip
            cards.addWidget(card)
        cards.addStretch(1)
        self.panes = Panes(Pane(left, 520, 420, share=7), Pane(self.side, 320, 420, share=3))
        self.body.setSpacing(Space.M)
        self.body.addWidget(bar)
        self.body.addWidget(self.panes, 1)

    def _connect(self) -> None:
        self.view.chosen.connect(self._on_view)
        self.lanes.chosen.connect(self.views.show_lanes)
        self.closer.clicked.connect(partial(self.views.calendar.zoom_by, -1))
        self.wider.clicked.connect(partial(self.views.calendar.zoom_by, 1))
        self.new_row.clicked.connect(self._on_new_row)
        self.beside.toggled.connect(self._on_beside)
        self.fill.clicked.connect(self._on_fill)
        self.send.clicked.connect(self._on_send)
        self.answer.clicked.connect(self._on_answer)
        self.client.answer_wanted.connect(self._on_answer)
        self.named.clicked.connect(self._on_named)
        self.problems.jumped.connect(self._on_jump)
        self.views.chosen.connect(self._on_chosen)
        self.views.opened.connect(self._on_opened)
        self.views.said.connect(self._on_said)
        self.row_card.changed.connect(self.desk.change)
        self.row_card.ended.connect(self._on_row_ended)
        self.desk.reason_changed.connect(self._on_reason)
        self.desk.refused.connect(self._on_refused)
        self.banner.pressed.connect(self.desk.forget_reason)

    def _make_keys(self) -> None:
        t = self.t
        self.add_key(t("Plan: calendar"), "Ctrl+1", partial(self._on_view, CALENDAR))
        self.add_key(t("Plan: table"), "Ctrl+2", partial(self._on_view, TABLE))
        self.add_key(t("Plan: first problem"), "F8", self._on_first_problem)

    # showing ----------------------------------------------------------------------------------------------------

    def digest(self, record: AuditRecord) -> Digest:
        """Compute checks, sums and what can be typed."""
        matrix = self.ctx.services.plans.programme(self.audit_id)
        found = plan_problems(record, programme=matrix)
        rows = {row.id: row for row in record.timetable}
        words = self.ctx.words
        return Digest(
            found, sentences(words, found, rows), plan_time(record), terms_of(record, words), state_of(record)
        )

    def show_record(self, record: AuditRecord) -> None:
        """Show the plan."""
        digest: Digest = self.digested
        frozen = record.audit.state in FINISHED
        self.set_title(self.t("Audit plan"), f"{record.client.name}  ·  {record.audit.reference}")
        self.desk.follow(record)
        self._show_state(digest, frozen=frozen, rows=len(record.timetable))
        said = dict(zip(digest.problems, digest.said, strict=True))
        by_row = plan_words.by_row(digest.problems, said.__getitem__)
        self.views.show_rows(record.timetable, digest.terms, by_row, frozen=frozen)
        self.keeping.open(self.audit_id)
        self.problems.show_problems(digest.problems, digest.said, empty=not record.timetable)
        self.time.show_time(digest.time, {called(one): one.name for one in record.team})
        self.client.show_record(record)
        self.withheld.keep_under(f"withheld:{self.audit_id}")
        self.withheld.show_withheld(record.withheld)
        asked = [one for one in record.statements if one.kind is StatementKind.WITHHELD]
        self.named.setVisible(all(one.outcome is StatementOutcome.ASKED for one in asked) and not frozen)
        self.deviations.show_record(record)
        self.paper.show_paper(record, ready=not any(one.severity == "blocking" for one in digest.problems))
        self._show_loose()
        self._on_chosen(self.views.current_id)

    def _show_state(self, digest: Digest, *, frozen: bool, rows: int) -> None:
        t = self.t
        words = {
            DRAFT: t("Draft"),
            SENT: t("Sent, no answer yet"),
            ACCEPTED: t("Accepted by the client"),
            CHANGES: t("Changes wanted"),
        }
        self.state.show_look(ChipLook(words[digest.state], *_STATES[digest.state]))
        self.send.setVisible(digest.state in (DRAFT, CHANGES) and bool(rows) and not frozen)
        self.answer.setVisible(digest.state == SENT and not frozen)
        self.fill.setVisible(not frozen)
        set_tone(self.fill, "kind", "secondary" if rows else "primary")
        set_icon(self.fill, "programme", "text" if rows else "on_accent")
        self.new_row.setVisible(not frozen)

    def _show_loose(self) -> None:
        count = self.views.loose
        tn = self.ctx.words.ngettext
        text = tn("{n} row without a time stands in the table only", "{n} rows without a time stand in the table only",
                  count).format(n=count)  # fmt: skip
        wanted = bool(count) and self.views.view == CALENDAR
        self.loose.setText(text if wanted else "")
        set_shown(self.loose, wanted)

    def editables(self) -> tuple[QWidget, ...]:
        """Return what is closed once the report is signed."""
        return (self.row_card, self.withheld, self.client)

    def bring(self, item_id: str) -> None:
        """Put the cursor on a row, or on what is missing (`#problems`)."""
        if item_id.endswith("#problems"):
            self._on_first_problem()
        else:
            self.views.show_row(item_id)

    def arrive(self) -> None:
        """Begin in the view."""
        self.views.take_focus()

    def leave(self) -> None:
        """Hand over what is being typed."""
        super().leave()
        self.row_card.finish()
        table = self.views.table
        if table.editing:
            table.finish()

    # views ------------------------------------------------------------------------------------------------------

    def _show_view(self, view: str) -> None:
        self.view.show_value(view)
        self.views.show_view(view)
        calendar = view == CALENDAR
        for widget in (self.lanes, self.closer, self.wider, self.row_card):
            set_shown(widget, calendar)
        self._show_loose()

    def _on_view(self, view: str) -> None:
        self._show_view(view)
        self.ctx.preferences.change(plan_view=view)
        self.views.take_focus()

    def _on_beside(self, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        self.side.setVisible(on)
        self.panes.arrange()

    def _on_new_row(self) -> None:
        if self.views.view == TABLE:
            self.views.table.setFocus()
            self.views.table.begin_row(self.views.current_id)
        else:
            self.views.calendar.wanted.emit(self.views.current_id)

    def _on_chosen(self, row_id: str) -> None:
        if self.digested is not None and self.views.view == CALENDAR:
            self.row_card.show_row(self.views.row(row_id), self.digested.terms)

    def _on_opened(self, row_id: str) -> None:
        self._on_chosen(row_id)
        self.row_card.begin()

    def _on_row_ended(self) -> None:
        self.views.calendar.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, row_id: str, names: object) -> None:
        del row_id, names  # the record is shown again
        if self.isVisible():
            self.load()

    def _on_jump(self, problem: PlanProblem) -> None:
        """Go to the row of a problem; one without a row leads to where it is solved."""
        if not problem.row_ids:
            return
        self.views.show_row(problem.row_ids[0])
        if self.views.current_id != problem.row_ids[0]:
            self._show_view(TABLE)
            self.views.show_row(problem.row_ids[0])
        self.views.take_focus()

    def _on_first_problem(self) -> None:
        self.beside.setChecked(True)
        first = self.problems.first()
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_said(self, text: str) -> None:
        self.said.show_text(text, "warning")

    def _on_reason(self, reason: str) -> None:
        text = self.t("The client has accepted this plan. Changes are kept as deviations. Reason: {reason}")
        self.banner.show_text(text.format(reason=reason) if reason else "", "info")

    # verbs ------------------------------------------------------------------------------------------------------

    def _on_fill(self) -> None:
        self.ctx.jobs.read(partial(self.ctx.services.plans.propose, self.audit_id), self._on_proposed)

    def _on_proposed(self, rows: tuple[TimetableRow, ...]) -> None:
        if self.record is None or self.digested is None:
            return
        if not rows:
            self.ctx.notices.say(self.t("There is nothing to propose: enter dates and the team of the audit first."))
            return
        dialog = FillDialog(self, rows, self.digested.terms, len(self.record.timetable))
        dialog.taken.connect(self._on_taken)
        dialog.open()

    def _on_taken(self, rows: tuple[TimetableRow, ...], instead: bool) -> None:  # noqa: FBT001 - what the signal carries
        self.desk.take(rows, instead=instead)

    def _on_send(self) -> None:
        today = date.today()  # noqa: DTZ011 - the day on the auditor's desk
        self.ctx.jobs.write(partial(self.ctx.services.plans.send, self.audit_id, today), self._on_sent)

    def _on_sent(self, done: object) -> None:
        del done
        self.ctx.notices.say(self.t("Marked as sent. The client's answer can be recorded now."), tone="ok")

    def _on_answer(self) -> None:
        self._ask(withheld=False)

    def _on_named(self) -> None:
        self._ask(withheld=True)

    def _ask(self, *, withheld: bool) -> None:
        if self.record is None:
            return
        today = date.today()  # noqa: DTZ011 - as above
        known = sorted(self.record.client.contacts, key=lambda one: not one.representative)
        dialog = AnswerDialog(self, self.ctx.words, [one.name for one in known], today, withheld=withheld)
        dialog.answered.connect(self._on_named_all if withheld else self._on_answered)
        dialog.open()

    def _on_named_all(self, outcome: StatementOutcome, name: str, day: date, text: str) -> None:
        del outcome
        self.ctx.jobs.write(partial(self.ctx.services.plans.answer_withheld, self.audit_id, name, day, text))

    def _on_answered(self, outcome: StatementOutcome, name: str, day: date, text: str) -> None:
        call = partial(self.ctx.services.plans.answer_plan, self.audit_id, outcome, name, day, text)
        self.ctx.jobs.write(call)


def state_of(record: AuditRecord) -> str:
    """Return how far the plan is with the client."""
    said = [one.outcome for one in record.statements if one.kind is StatementKind.PLAN]
    if accepted(record):
        return ACCEPTED
    if said and said[-1] in (StatementOutcome.CHANGES_WANTED, StatementOutcome.OBJECTION):
        return CHANGES
    return SENT if record.audit.plan_sent_on or said else DRAFT
