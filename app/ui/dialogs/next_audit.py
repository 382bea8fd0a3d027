"""The next audit of a client: what follows, what changed, when, and who; the rest comes from the audit before."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import AuditError
from app.domain.kinds import TeamRole
from app.domain.new_audit import NewAudit
from app.domain.words import word
from app.translation import load
from app.ui.audit.facts_card import language_choices
from app.ui.dialogs.new_audit_team import TeamStep
from app.ui.dialogs.next_audit_steps import ChangesStep, FollowStep
from app.ui.kept_line import KeptText
from app.ui.saying import say
from app.ui.theme.look import active
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import Pause
from app.ui.widgets.dates import DateField, unread_day
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.page import Page
from app.ui.widgets.step_list import StepState
from app.ui.widgets.wizard_frame import WizardFrame

if TYPE_CHECKING:
    from app.domain.client import Client, Person
    from app.domain.kinds import AuditType
    from app.domain.next_audit import NextAuditDraft, SpecialKind
    from app.domain.record import TeamMember
    from app.services.base import Made
    from app.services.container import Services
    from app.ui.context import UiContext

_WIDTH = 760
_FOLLOW, _CHANGES, _WHEN, _TEAM = range(4)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was fetched: the proposal, the client, and who can be in the team."""

    draft: NextAuditDraft
    client: Client
    types: tuple[AuditType, ...]
    me: Person | None
    people: tuple[Person, ...]


class WhenStep(QWidget):
    """Reference, days and languages.

    Signals:
        edited: something was typed.
    """

    edited = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        t, words = ctx.t, ctx.words
        self.reference = QLineEdit()
        self.start, self.end = DateField(words), DateField(words)
        choices = language_choices(words)
        self.language, self.report_language = EnumBox(choices, "en"), EnumBox(choices, "en")
        self.reference_field, self.end_field = (
            FormField(t("Reference"), self.reference),
            FormField(t("Last day"), self.end),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.M)
        fields = (
            self.reference_field, None, FormField(t("First day"), self.start), self.end_field,
            FormField(t("Language of the audit"), self.language),
            FormField(t("Language of the report"), self.report_language),
        )  # fmt: skip
        for place, field in enumerate(fields):
            if field is not None:
                grid.addWidget(field, place // 2, place % 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addWidget(PlainLabel(t("When is it?"), "title2"))
        column.addLayout(grid)
        column.addStretch(1)
        self.reference.textEdited.connect(self.edited)
        for widget in (self.start.picked, self.end.picked, self.language.chosen, self.report_language.chosen):
            widget.connect(self.edited)

    def show_draft(self, draft: NextAuditDraft) -> None:
        """Show the proposal."""
        self.reference.setText(draft.reference)
        self.start.show_day(draft.planned_start)
        self.end.show_day(draft.planned_end)
        self.language.show_value(draft.language)
        self.report_language.show_value(draft.report_language)

    def fill(self, draft: NextAuditDraft) -> NextAuditDraft:
        """Return the draft with what this step holds."""
        return replace(
            draft, reference=self.reference.text().strip(), planned_start=self.start.day, planned_end=self.end.day,
            language=self.language.value, report_language=self.report_language.value,
        )  # fmt: skip

    def typed(self) -> dict[str, Any]:
        """Return what is filled in, for a draft."""
        return {
            "reference": self.reference.text(), "language": self.language.value,
            "report_language": self.report_language.value,
            "start": self.start.day.isoformat() if self.start.day else "",
            "end": self.end.day.isoformat() if self.end.day else "",
        }  # fmt: skip

    def put_back(self, typed: dict[str, Any]) -> None:
        """Show what a draft holds."""
        self.reference.setText(typed["reference"])
        for box, name in ((self.language, "language"), (self.report_language, "report_language")):
            box.show_value(typed[name])
        for day, name in ((self.start, "start"), (self.end, "end")):
            day.show_day(date.fromisoformat(typed[name]) if typed[name] else None)


class NextAuditPage(Page):
    """Ctrl+Enter goes on and, on the last step, starts the audit. What is filled in is kept until then."""

    def __init__(self, ctx: UiContext, previous_id: str) -> None:
        super().__init__(ctx.t("Next audit"), scrolls=False)
        self.ctx, self.t, self.previous_id = ctx, ctx.t, previous_id
        self.proposal: Proposal | None = None
        self._found: dict[str, Any] | None = None
        self._blank: dict[str, Any] = {}
        t = self.t
        self.follow, self.changes, self.when, self.team = (
            FollowStep(ctx),
            ChangesStep(ctx),
            WhenStep(ctx),
            TeamStep(ctx),
        )
        self.frame = WizardFrame(ctx.words, t("Next audit"), t("Start the audit"))
        self.frame.windowTitleChanged.connect(self.setWindowTitle)
        for title, step in (
            (t("What follows"), self.follow),
            (t("What changed?"), self.changes),
            (t("When"), self.when),
            (t("Team and objectives"), self.team),
        ):
            self.frame.add_step(title, _column(step))
        self._fill_page()
        self._draft = KeptText(ctx, self._typed, self._put_back, self)
        self._pause = Pause(self)
        self._pause.due.connect(self._keep)
        self.follow.wanted.connect(self._on_wanted)
        for step in (self.changes, self.when, self.team):
            step.edited.connect(self._pause.touch)
        self.frame.later_asked.connect(self.ctx.navigator.back)
        self.frame.finish_asked.connect(self._on_finish)
        self.frame.step_shown.connect(self._show_states)

    def _fill_page(self) -> None:
        """Let the wizard fill the page: its steps stand where the title would."""
        head = self.findChild(QWidget, "pageHead")
        if head is not None:
            head.hide()
        inside = self.body.parentWidget()
        if inside is not None and (layout := inside.layout()) is not None:
            layout.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.frame, 1)

    def load(self) -> None:
        """Fetch the proposal, unless it is being filled in."""
        if self.proposal is None:
            self.ctx.jobs.read(partial(_propose, self.ctx.services, self.previous_id), self._on_first)

    def leave(self) -> None:
        """Keep what is filled in."""
        self._keep()

    def _on_first(self, proposal: Proposal) -> None:
        self.follow.offer(proposal.types)
        self.show_proposal(proposal)
        self._draft.open(f"next_audit:{self.previous_id}")
        self.follow.type.setFocus()

    def _on_wanted(self) -> None:
        kind, special = self.follow.choice
        call = partial(_propose, self.ctx.services, self.previous_id, kind, special)
        self.ctx.jobs.read(call, self.show_proposal)

    def show_proposal(self, proposal: Proposal) -> None:
        """Show a proposal in all steps."""
        self.proposal = proposal
        draft = proposal.draft
        self.follow.show_draft(draft)
        self.changes.show_draft(draft, proposal.client)
        self.when.show_draft(draft)
        self._show_team(draft, proposal)
        self._blank = self._filled()
        found, self._found = self._found, None
        if found is not None:
            self._show_found(found)
        self._show_states()

    def _show_team(self, draft: NextAuditDraft, proposal: Proposal) -> None:
        words = load(draft.language)
        lead = next((one.name for one in draft.team if one.role is TeamRole.LEAD_AUDITOR), "")
        others = [
            f"{one.name}, {self.t(word(one.role))}" for one in draft.team if one.role is not TeamRole.LEAD_AUDITOR
        ]
        self.team.offer(proposal.me, proposal.people)
        self.team.lead.setText(lead or (proposal.me.name if proposal.me else ""))
        self.team.members.show_rows(others)
        self.team.objectives.show_rows([words.gettext(one) for one in draft.objectives])

    @property
    def draft(self) -> NextAuditDraft | None:
        """Return what is filled in."""
        if self.proposal is None:
            return None
        draft = self.when.fill(self.changes.fill(self.proposal.draft))
        form = self.team.fill(NewAudit())
        known = {one.name.casefold(): one for one in self.proposal.draft.team}
        team = tuple(_with_known(one, known) for one in form.team)
        return replace(draft, team=team, objectives=form.objectives)

    # ------------------------------------------------------------------------------------------------------- keeping

    def _filled(self) -> dict[str, Any]:
        kind, special = self.follow.choice
        return {
            "type": kind.value, "special": special.value if special else "", "changes": self.changes.typed(),
            "when": self.when.typed(), "team": self.team.typed(),
        }  # fmt: skip

    def _typed(self) -> str:
        if self.proposal is None:
            return ""
        filled = self._filled()
        return "" if json.dumps(filled) == json.dumps(self._blank) else json.dumps(filled)

    def _put_back(self, text: str) -> None:
        """Fill in what a draft holds; another type than the usual one is proposed first."""
        found = json.loads(text)
        self.follow.type.show_value(found["type"])
        if found["special"]:
            self.follow.special.show_value(found["special"])
        self._found = found
        self._on_wanted()

    def _show_found(self, found: dict[str, Any]) -> None:
        self.changes.put_back(found["changes"])
        self.when.put_back(found["when"])
        self.team.put_back(found["team"])

    def _keep(self) -> None:
        self._pause.stop()
        if self._found is None:
            self._draft.keep()

    def _show_states(self, number: int = -1) -> None:
        del number
        done = StepState.DONE if self.proposal is not None else StepState.OPEN
        when = StepState.DONE if self.when.start.day is not None else StepState.OPEN
        self.frame.show_states([done, done, when, done])

    # ------------------------------------------------------------------------------------------------------ starting

    def _on_finish(self) -> None:
        self.team.finish()
        draft = self.draft
        if draft is None:
            return
        for field in (self.when.reference_field, self.when.end_field):
            field.show_problem("")
        if unread_day(self.when) is not None:
            self.frame.go(_WHEN)
            unread_day(self.when)
            return
        self._keep()
        self._draft.send(partial(self.ctx.services.next_audits.start, draft), self._on_started, self._on_refused)

    def _on_started(self, made: Made) -> None:
        self.proposal = None
        self._blank = {}
        self.frame.go(_FOLLOW)
        self.ctx.navigator.go("overview", made.id)

    def _on_refused(self, problem: BaseException) -> None:
        if not isinstance(problem, AuditError):
            self.ctx.jobs.problem.emit(problem)
            return
        text = say(self.ctx.words, problem)
        step, field = {
            "reference": (_WHEN, self.when.reference_field),
            "planned_end": (_WHEN, self.when.end_field),
            "special": (_FOLLOW, self.follow.special_field),
        }.get(getattr(problem, "field", ""), (_FOLLOW, self.follow.type_field))
        self.frame.go(step)
        field.show_problem(text)
        field.editor.setFocus()


def _with_known(member: TeamMember, known: dict[str, TeamMember]) -> TeamMember:
    """Return a member with what was taken over about it; the role that was typed counts."""
    old = known.get(member.name.casefold())
    return member if old is None else replace(old, role=member.role, side=member.side)


def _propose(
    services: Services, audit_id: str, kind: AuditType | None = None, special: SpecialKind | None = None
) -> Proposal:
    types = services.next_audits.following(audit_id)
    draft = services.next_audits.propose(audit_id, kind or types[0], special)
    return Proposal(draft, services.clients.get(draft.client_id), types, services.body.me(), services.body.people())


def _column(step: QWidget) -> QWidget:
    """Return the step as a column that does not grow wider than a form reads well."""
    holder = QWidget()
    holder.setObjectName("scrolled")
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    step.setMaximumWidth(active().px(_WIDTH))
    row.addWidget(step, 100)
    row.addStretch(1)
    return holder
