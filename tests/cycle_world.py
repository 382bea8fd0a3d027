"""A client on its way through the cycle: fills in what the guards ask for, through services or, for the papers of an
audit that other tests play in full, by writing the rows as those services leave them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.domain import declarations
from app.domain.client import Client, Contact, Person, Site
from app.domain.client_file import FurtherData
from app.domain.client_summary import CONSULTANTS
from app.domain.cycle_kinds import Actor, Event
from app.domain.cycle_wish import StepWish
from app.domain.drafts import AuditDraft, ClientDraft, SiteDraft
from app.domain.fieldwork import Finding as FindingValue
from app.domain.kinds import (
    AuditState,
    AuditType,
    Confirmation,
    CycleState,
    DeclarationKind,
    FindingState,
    FormKind,
    FormResult,
    Grade,
    MeetingKind,
    MeetingState,
    ProgrammeLine,
    ProgrammeStep,
    Recommendation,
    Side,
    StatementKind,
    StatementOutcome,
    TeamRole,
)
from app.domain.record import TeamMember
from app.models import audit as audit_tables
from app.models import fieldwork, preparing, programme
from app.storage.records import from_value
from tests.support import World

LEAD, REVIEWER, DECIDER, MANAGER = "Anna Berg", "Maria Roth", "Omar Haddad", "Ida Lund"
BEGIN = date(2025, 10, 6)
_GOOD = {
    AuditType.STAGE1: Recommendation.PROCEED,
    AuditType.STAGE2: Recommendation.RECOMMEND,
    AuditType.RECERTIFICATION: Recommendation.RECOMMEND,
    AuditType.SURVEILLANCE: Recommendation.CONTINUE,
    AuditType.SPECIAL: Recommendation.EXTEND,
}


@dataclass(slots=True)
class Walker:
    """One client with one cycle; `day` is today, and only goes forward."""

    world: World
    client_id: str = ""
    cycle_id: str = ""
    day: date = BEGIN
    audits: list[str] = field(default_factory=list)

    def on(self, day: date) -> None:
        """Let it be `day`."""
        self.day = max(day, self.day)
        self.world.clock.set(datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC), "Europe/Warsaw")

    def later(self, days: int = 1) -> None:
        """Let days pass."""
        self.on(self.day + timedelta(days=days))

    @property
    def state(self) -> CycleState:
        """Return where the cycle stands."""
        return self.world.services.cycles.sheet(self.cycle_id).cycle.state

    def wish(self, event: Event, **more: Any) -> StepWish:
        """Return a step of today with everything typed that any step asks for, taken by the role it belongs to."""
        offered = {one.event: one for one in self.world.services.cycles.offers(self.cycle_id)}
        actor = offered[event].actors[0] if event in offered else Actor.CERTIFICATION_MANAGER
        values: dict[str, Any] = {
            "event": event, "actor": actor, "by_name": DECIDER, "happened_on": self.day, "record": "paper 7",
            "reason": "as the file shows", "solved": True,
        }  # fmt: skip
        if event is Event.SET_PROGRAMME:
            values["actor"] = Actor.CERTIFICATION_MANAGER
        if event is Event.FINISH_REVIEW:
            values["by_name"] = REVIEWER
        return StepWish(**values | more)

    def take(self, event: Event, **more: Any) -> None:
        """Take a step."""
        self.world.services.cycles.take(self.cycle_id, self.wish(event, **more))


def begin(world: World, state: CycleState = CycleState.ENQUIRY) -> Walker:
    """Enter a client with a full file and begin its cycle."""
    walker = Walker(world)
    walker.on(BEGIN)
    services = world.services
    if services.body.me() is None:
        made = services.body.add_person(Person(name=LEAD, initials="AB"))
        services.body.i_am(made.id)
    client = Client(name="Bryzadok", address="Quay 1", scope="Operation of the harbour", outsourced="hosting")
    people = (Contact(name="Eva", top_management=True, representative=True),)
    sites = (Site(label="S-1", name="Head office", heads=40, central=True), Site(label="S-2", name="Quay", heads=12))
    walker.client_id = services.clients.add(ClientDraft(client=client, contacts=people, sites=sites)).id
    walker.cycle_id = services.cycles.begin(walker.client_id, state=state).id
    return walker


def fill_application(walker: Walker) -> None:
    """Fill in the application, its review, the contract and the programme."""
    services = walker.world.services
    from app.domain.client import ClientDocument  # noqa: PLC0415 - only here

    services.clients.add_document(walker.client_id, ClientDocument(title="Policy"))
    services.client_file.add(walker.client_id, FurtherData(label="Consultants", value="none", paper=CONSULTANTS))
    form_id = services.cycles.begin_form(walker.cycle_id, FormKind.APPLICATION).id
    form = services.cycles.form(form_id)
    for one in form.answers:
        services.cycles.answer_form(form_id, one["key"], True, MANAGER if one["key"] == "programme_approved" else "")
    services.cycles.finish_form(form_id, FormResult.POSITIVE, MANAGER)
    sites = services.clients.get(walker.client_id).sites
    cells = [(ProgrammeLine.SITE, sites[0].id, ProgrammeStep.STAGE2, True)]
    services.programmes.set_cells(walker.cycle_id, cells)
    with walker.world.workspace.write() as uow:
        row = programme.TimeCalculation(client_id=walker.client_id, purpose="initial", inputs={}, result={})
        uow.session.add(row)
        uow.record("time.calculated", row, audit=None)
        uow.commit()


def fill_transfer(walker: Walker) -> None:
    """Fill in the pre-transfer review."""
    services = walker.world.services
    form_id = services.cycles.begin_form(walker.cycle_id, FormKind.TRANSFER).id
    for one in services.cycles.form(form_id).answers:
        services.cycles.answer_form(form_id, one["key"], True)
    services.cycles.finish_form(form_id, FormResult.POSITIVE, MANAGER)


def say_go(walker: Walker) -> None:
    """Fill in the go-ahead for stage 2."""
    services = walker.world.services
    form_id = services.cycles.begin_form(walker.cycle_id, FormKind.STAGE2_GO).id
    for one in services.cycles.form(form_id).answers:
        services.cycles.answer_form(form_id, one["key"], True, "checked")
    services.cycles.finish_form(form_id, FormResult.POSITIVE, MANAGER)


def plan_audit(walker: Walker, kind: AuditType) -> str:
    """Start an audit, declare for its team, send and accept its plan."""
    services = walker.world.services
    client = services.clients.get(walker.client_id)
    made = services.audits.create(
        AuditDraft(
            client_id=client.id,
            reference=f"A-{len(services.audits.list()) + 1}",
            type=kind,
            scope="Operation of the harbour",
            planned_start=walker.day,
            team=(TeamMember(name=LEAD, initials="AB", role=TeamRole.LEAD_AUDITOR),),
            sites=tuple(SiteDraft(client_site_id=one.id) for one in client.sites),
        )
    )
    walker.audits.append(made.id)
    member = services.audits.record(made.id).team[0]
    drafts = [
        declarations.DeclarationDraft(
            kind=one,
            answers=declarations.all_clean(one, member.role),
            text=declarations.shown_text(one, member.role, str),
        )
        for one in declarations.required_kinds(member.role, Side.BODY)
    ]
    services.teams.declare(member.id, drafts, member.name, walker.day, Confirmation.TYPED)
    with walker.world.workspace.write() as uow:
        audit = uow.session.get_one(audit_tables.Audit, made.id)
        audit.plan_sent_on = walker.day
        said = [
            preparing.ClientStatement(
                audit_id=made.id, kind=what, outcome=StatementOutcome.ACCEPTED, by_name="Eva", said_on=walker.day,
                position=place,
            )
            for place, what in enumerate((StatementKind.PLAN, StatementKind.WITHHELD))
        ]  # fmt: skip
        uow.session.add_all(said)
        uow.record("plan.sent", audit, *said, audit=made.id)
        uow.commit()
    return made.id


def hold(walker: Walker, audit_id: str, *grades: Grade, recommendation: Recommendation | None = None) -> None:
    """Leave an audit as its closing meeting and its signed report leave it, with a finding of each grade."""
    with walker.world.workspace.write() as uow:
        audit = uow.session.get_one(audit_tables.Audit, audit_id)
        audit.state, audit.closed_on = AuditState.REPORTED, walker.day
        audit.recommendation = recommendation or _GOOD[audit.type]
        audit.internal_audit_done = audit.management_review_done = audit.scope_confirmed = True
        noon = uow.now
        rows: list[Any] = [
            fieldwork.Meeting(audit_id=audit_id, kind=kind, state=MeetingState.FINISHED, started_at=noon, ended_at=noon)
            for kind in (MeetingKind.OPENING, MeetingKind.CLOSING)
        ]
        rows += [
            from_value(
                FindingValue(
                    author="AB", number=number, final_number=f"{_LETTERS[grade]}-{number:02}", grade=grade,
                    state=FindingState.ISSUED, title=f"finding {number}", statement="Fails", issued_at=noon,
                ),
                fieldwork.Finding, audit_id=audit_id,
            )
            for number, grade in enumerate(grades, start=1)
        ]  # fmt: skip
        uow.session.add_all(rows)
        uow.record("audit.played", audit, *rows, audit=audit_id)
        uow.commit()


def end_early(walker: Walker, audit_id: str) -> None:
    """End an audit early."""
    walker.world.services.audits.end_early(audit_id, "power failure")


_LETTERS = {Grade.MAJOR: "NC", Grade.MINOR: "NC", Grade.CONCERN: "AC", Grade.OBSERVATION: "OB"}
KINDS = tuple(DeclarationKind)


def to_programme(walker: Walker) -> None:
    """Go from the enquiry to the approved programme."""
    fill_application(walker)
    for event in (Event.APPLY, Event.HAND_IN, Event.QUOTE, Event.CONTRACT, Event.SET_PROGRAMME):
        walker.later()
        walker.take(event)


def to_stage2(walker: Walker, *grades: Grade) -> str:
    """Go on to a stage 2 that was held; return its id."""
    to_programme(walker)
    walker.on(date(2026, 1, 19))
    stage1 = plan_audit(walker, AuditType.STAGE1)
    walker.take(Event.PLAN_STAGE1)
    walker.on(date(2026, 2, 10))
    hold(walker, stage1)
    walker.take(Event.HOLD_STAGE1)
    say_go(walker)
    walker.on(date(2026, 2, 27))
    stage2 = plan_audit(walker, AuditType.STAGE2)
    walker.take(Event.RELEASE_STAGE2)
    walker.on(date(2026, 3, 31))
    hold(walker, stage2, *grades)
    walker.take(Event.HOLD_STAGE2)
    return stage2


def to_certificate(walker: Walker) -> str:
    """Go on to a granted certificate without nonconformities; return the id of the stage 2."""
    stage2 = to_stage2(walker)
    walker.on(date(2026, 6, 5))
    walker.take(Event.SEND_TO_REVIEW)
    walker.on(date(2026, 6, 10))
    walker.take(Event.FINISH_REVIEW)
    walker.on(date(2026, 6, 18))
    walker.take(Event.GRANT)
    return stage2
