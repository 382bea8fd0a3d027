"""The form of a new audit: three calm steps; client and reference are enough to start."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain import new_audit as rules
from app.domain.client import Client, Person
from app.domain.errors import AuditError
from app.domain.kinds import AuditType, TeamRole
from app.domain.new_audit import NewAudit
from app.domain.problems import Problem
from app.translation import load
from app.ui.dialogs.new_audit_client import NEW, ClientStep
from app.ui.dialogs.new_audit_facts import FactsStep
from app.ui.dialogs.new_audit_team import TeamStep
from app.ui.kept_line import KeptText
from app.ui.saying import say
from app.ui.theme.look import active
from app.ui.widgets.autosave import Pause
from app.ui.widgets.buttons import Button
from app.ui.widgets.dates import unread_day
from app.ui.widgets.form_field import FormField
from app.ui.widgets.page import Page
from app.ui.widgets.problem_line import Trouble
from app.ui.widgets.step_list import StepState
from app.ui.widgets.wizard_frame import WizardFrame

if TYPE_CHECKING:
    from app.domain.record import TeamMember
    from app.services.base import Made
    from app.services.container import Services
    from app.ui.context import UiContext

_WIDTH = 760
_KEY = "new_audit"


@dataclass(frozen=True, slots=True)
class Known:
    """What the form needs to know of the workspace."""

    clients: tuple[Client, ...]
    taken: frozenset[str]
    me: Person | None
    people: tuple[Person, ...]
    language: str


class NewAuditPage(Page):
    """Ctrl+Enter goes on and, on the last step, starts the audit. What is filled in is kept until then."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.t("New audit"), scrolls=False)
        self.ctx, self.t = ctx, ctx.t
        self._known = Known((), frozenset(), None, (), "en")
        self._client: Client | None = None
        self._proposed = ""
        self._asked = False
        self._wanted, self._chosen_for = "", False
        t = self.t
        self.client, self.facts, self.team = ClientStep(ctx), FactsStep(ctx, "en"), TeamStep(ctx)
        self.frame = WizardFrame(ctx.words, t("New audit"), t("Start the audit"))
        self.frame.windowTitleChanged.connect(self.setWindowTitle)
        for title, step in (
            (t("Client"), self.client),
            (t("Audit"), self.facts),
            (t("Team and objectives"), self.team),
        ):
            self.frame.add_step(title, _column(step))
        self._fill_page()
        self._fields: dict[str, tuple[int, FormField]] = {
            "client_name": (0, self.client.name_field),
            "name": (0, self.client.name_field),
            "reference": (1, self.facts.reference_field),
            "planned_end": (1, self.facts.end_field),
        }
        self._connect()
        self._propose_objectives()
        self._draft = KeptText(ctx, self._typed, self._put_back, self)
        self._found: dict[str, Any] | None = None
        self._blank = self._filled()

    def _connect(self) -> None:
        self._pause = Pause(self)
        self._pause.due.connect(self._keep)
        self._discard = Button(self.t("Discard"), "quiet")
        self._discard.setEnabled(False)
        self.frame.add_button(self._discard)
        self._discard.clicked.connect(self._on_discard)
        for step in (self.client, self.facts, self.team):
            step.edited.connect(self._on_edited)
        self.client.client_chosen.connect(self._on_client)
        self.facts.type_chosen.connect(self._on_type)
        self.frame.later_asked.connect(self.ctx.navigator.back)
        self.frame.finish_asked.connect(self._on_finish)

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
        """Fetch clients, references and people."""
        self.ctx.jobs.read(partial(_known, self.ctx.services), self._on_known)

    def show_item(self, item_id: str) -> None:
        """Choose the client with this id, unless something is filled in already."""
        self._wanted = item_id

    def leave(self) -> None:
        """Keep what is filled in."""
        self._keep()

    @property
    def form(self) -> NewAudit:
        """Return what is filled in."""
        empty = NewAudit(taken=self._known.taken, zone=_zone())
        return self.team.fill(self.facts.fill(self.client.fill(empty)))

    def _on_known(self, known: Known) -> None:
        self._known, untouched = known, self._filled() == self._blank
        self.client.offer(known.clients, self.t("A new client"))
        self.team.offer(known.me, known.people)
        if untouched and known.language:
            self.facts.report_language.show_value(known.language)
        if untouched:
            self._blank = self._filled()
        wanted, self._wanted = self._wanted, ""
        self._chosen_for = untouched and bool(wanted) and self.client.choose(wanted)
        self._draft.open(_KEY)
        self.client.focus_first()
        self._on_edited()

    def _on_client(self, client_id: str) -> None:
        if client_id:
            self.ctx.jobs.read(partial(self.ctx.services.clients.get, client_id), self._on_fetched)
        else:
            self._on_fetched(None)

    def _on_fetched(self, client: Client | None) -> None:
        self._client = client
        self.facts.show_client(client)
        found, self._found = self._found, None
        if found is not None:
            self.facts.put_back(found["facts"])
            self._propose_objectives()
            self.team.put_back(found["team"])
        elif self._chosen_for:  # nobody has filled anything in yet: the page came with this client
            self._blank = self._filled()
        self._chosen_for = False
        self._on_edited()

    def _on_type(self) -> None:
        self._propose_objectives()
        self._on_edited()

    def _propose_objectives(self) -> None:
        words = load(self.facts.language.value or "en")
        usual = rules.usual_objectives(AuditType(self.facts.type.value))
        self.team.propose([words.gettext(one) for one in usual])

    def _on_edited(self) -> None:
        self._propose_reference()
        self._show(rules.problems(self.form))
        self._discard.setEnabled(bool(self._typed()))
        self._pause.touch()

    def _filled(self) -> dict[str, Any]:
        """Return what is filled in; a reference that is only proposed is none."""
        facts = self.facts.typed()
        if facts["reference"] == self._proposed:
            facts["reference"] = ""
        return {"client": self.client.typed(), "facts": facts, "team": self.team.typed()}

    def _typed(self) -> str:
        """Return what is filled in as the text of a draft, empty if that is nothing."""
        filled = self._filled()
        return "" if filled == self._blank else json.dumps(filled)

    def _keep(self) -> None:
        self._pause.stop()
        if self._found is None:  # else half of it is still being put back
            self._draft.keep()

    def _put_back(self, text: str) -> None:
        """Fill in what a draft holds; sites and SoA of a known client have to be fetched first."""
        self._found = json.loads(text)
        self.client.put_back(json.loads(text)["client"])
        self._on_client("" if self.client.client.value == NEW else self.client.client.value)

    def _empty(self) -> None:
        self._asked, self._client, self._proposed = False, None, ""
        for step in (self.client, self.facts, self.team):
            step.reset()
        self.frame.go(0)
        self._blank = self._filled()
        self._on_edited()
        self._keep()

    def _on_discard(self) -> None:
        undo = partial(self._put_back, self._typed())
        self._empty()
        self.client.focus_first()
        self.ctx.notices.say(self.t("The form is empty again."), action_text=self.t("Undo"), action=undo)

    def _propose_reference(self) -> None:
        """Propose a reference as long as nobody typed one."""
        typed = self.facts.reference.text()
        if typed not in ("", self._proposed):
            return
        name = self._client.name if self._client else self.client.name.text()
        year = (self.facts.start.day or date.today()).year  # noqa: DTZ011 - the year on the wall
        kind = AuditType(self.facts.type.value)
        self._proposed = rules.proposed_reference(name, kind, year, self._known.taken) if name.strip() else ""
        self.facts.reference.setText(self._proposed)

    def _show(self, found: tuple[Problem, ...]) -> None:
        troubles, states = [], [StepState.DONE if self._touched(step) else StepState.OPEN for step in range(3)]
        for _step, known in self._fields.values():
            known.show_problem("")
        for one in found:
            place, field = self._place(one)
            text = say(self.ctx.words, one)
            troubles.append(Trouble(text, field.editor if field is not None else None, blocking=one.blocking))
            if one.blocking:
                shown = self._asked or one.field == "planned_end" or one.code == "reference_taken"
                states[place] = StepState.PROBLEM if shown else StepState.OPEN
                if field is not None and shown:
                    field.show_problem(text)
        self.frame.show_states(states)
        holding = [one for one in troubles if one.blocking]
        self.frame.show_troubles(holding if self._asked else [])

    def _place(self, one: Problem) -> tuple[int, FormField | None]:
        """Return the step and the field of a problem."""
        return self._fields.get(one.field) or (1, None)

    def _touched(self, step: int) -> bool:
        form = self.form
        return bool((form.client_id or form.client_name.strip(), form.reference.strip(), form.team)[step])

    def _on_finish(self) -> None:
        self.client.finish()
        self.team.finish()
        if unread_day(self.facts) is not None:
            self.frame.go(1)
            unread_day(self.facts)
            return
        form = self.form
        held = [one for one in rules.problems(form) if one.blocking]
        self._asked = True
        if held:
            self._show(rules.problems(form))
            place, field = self._place(held[0])
            self.frame.go(place)
            if field is not None:
                field.editor.setFocus()
            return
        self._keep()
        self._draft.send(partial(start, self.ctx.services, form), self._on_started, self._on_refused)

    def _on_started(self, made: Made) -> None:
        self._empty()
        self.ctx.navigator.go("overview", made.id)

    def _on_refused(self, problem: BaseException) -> None:
        if not isinstance(problem, AuditError):
            self.ctx.jobs.problem.emit(problem)
            return
        place, field = self._fields.get(getattr(problem, "field", ""), (1, self.facts.reference_field))
        self.frame.go(place)
        field.show_problem(say(self.ctx.words, problem))


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


def start(services: Services, form: NewAudit) -> Made:
    """Enter the client if it is new, then start the audit; raises as the services.

    In a workspace that nobody has claimed yet, the lead auditor is who works in it.
    """
    client_id = form.client_id or services.clients.add(rules.client_draft(form)).id
    team = tuple(_known_lead(services, one) for one in form.team)
    return services.audits.create(rules.audit_draft(replace(form, team=team), services.clients.get(client_id)))


def _known_lead(services: Services, member: TeamMember) -> TeamMember:
    if member.role is not TeamRole.LEAD_AUDITOR or member.person_id:
        return member
    return replace(member, person_id=services.body.introduce(member.name, member.initials))


def _known(services: Services) -> Known:
    taken = frozenset(one.reference for one in services.audits.list())
    body = services.body
    return Known(services.clients.list(), taken, body.me(), body.people(), body.get().report_language)


def _zone() -> str:
    """Return the IANA zone of this computer."""
    from app.domain.clock import SystemClock  # noqa: PLC0415 - only when the form is read

    return SystemClock().zone()
