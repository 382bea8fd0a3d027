"""Reads the dates from which everything due is counted, for all clients with a few queries, and counts it.

Only the latest cycle of a client and standard is asked for its own dates; audits of earlier ones go on to be asked for
their reports and nonconformities.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.domain.body_deadlines import rules_of
from app.domain.cycle_kinds import Event
from app.domain.cycle_source import BEGINS_CERTIFICATE, ENDS_CERTIFICATE, FollowedUp
from app.domain.deadlines import DeadlineRules, due_before
from app.domain.due_facts import AuditDates, CycleDates, NonconformityDates, PersonDates, SubjectKind
from app.domain.due_items import DueItem, due_items
from app.domain.due_row import DueRow, in_order
from app.domain.kinds import (
    AuditState,
    AuditType,
    CycleState,
    FindingState,
    Grade,
    StatementKind,
    StatementOutcome,
)
from app.models import audit as audit_tables
from app.models import client as client_tables
from app.models import fieldwork as field_tables
from app.models import preparing as preparing_tables
from app.models import programme as tables
from app.services.cycle_reading import followed_up, in_time
from app.storage.records import load_body

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

T = TypeVar("T")


def due_rows(session: Session, today: date) -> tuple[DueRow, ...]:
    """Return what is due, of all clients, cycles, audits and people."""
    rules = rules_of(load_body(session))
    read = _Read(session)
    return in_order(tuple(row for client in read.clients for row in _of_client(read, client, today, rules)))


class _Read:
    """Everything that is asked for, read at once and grouped by what it belongs to."""

    def __init__(self, session: Session) -> None:
        self.clients = list(session.scalars(select(client_tables.Client)))
        self.cycles = _grouped(session, audit_tables.Cycle, "client_id")
        self.events = _grouped(session, tables.CycleEvent, "cycle_id")
        self.audits = _grouped(session, audit_tables.Audit, "client_id")
        pairs = session.execute(select(audit_tables.Criteria.cycle_id, audit_tables.Criteria.audit_id))
        self.of_cycle: dict[str, set[str]] = defaultdict(set)
        for cycle_id, audit_id in pairs:
            if cycle_id:
                self.of_cycle[cycle_id].add(audit_id)
        query = select(field_tables.Finding).where(
            field_tables.Finding.state == FindingState.ISSUED,
            field_tables.Finding.grade.in_((Grade.MAJOR, Grade.MINOR)),
        )
        self.findings = _by(session.scalars(query), "audit_id")
        followed = [one.id for rows in self.findings.values() for one in rows]
        self.followed = followed_up(session, followed)
        asked = select(preparing_tables.ClientStatement).filter_by(kind=StatementKind.PLAN)
        self.plans = _by(session.scalars(asked), "audit_id")
        self.bars = _grouped(session, preparing_tables.Bar, "client_id")
        self.names = {row.id: row.name for row in session.scalars(select(client_tables.Person))}


def _of_client(read: _Read, client: client_tables.Client, today: date, rules: DeadlineRules) -> Iterator[DueRow]:
    audits = sorted(read.audits[client.id], key=in_time)
    seen: set[str] = set()
    people: tuple[PersonDates, ...] = tuple(_people(read, client.id, rules))
    cycles = read.cycles[client.id]
    several = len({one.standard for one in cycles}) > 1
    for cycle in _latest(cycles):
        mine = [one for one in audits if one.id in _audits_of(read, cycle, cycles) and one.id not in seen]
        seen |= {one.id for one in mine}
        label = f"{client.name} ({cycle.standard})" if several else client.name
        dates = _cycle(read, cycle, [one for one in mine if one.id in read.of_cycle[cycle.id]], label)
        known = [*(_audit(read, one) for one in mine), *_told_stage1(read, cycle, mine)]
        items = due_items(dates, known, today, rules, people)
        yield from (_row(client, cycle, one) for one in items)
        people = ()  # whoever may not audit the client is said once
    rest = [_audit(read, one) for one in audits if one.id not in seen]
    none = CycleDates(label=client.name, state=CycleState.PROGRAMME_SET)
    yield from (_row(client, None, one) for one in due_items(none, rest, today, rules, people))


def _told_stage1(read: _Read, cycle: audit_tables.Cycle, audits: list[audit_tables.Audit]) -> Iterator[AuditDates]:
    """Yield the stage 1 that was told and is no audit here: D-02 counts from its day, too."""
    if any(one.type == AuditType.STAGE1 for one in audits):
        return
    for one in read.events[cycle.id]:
        if one.event == Event.HOLD_STAGE1:
            yield AuditDates(label="", type=AuditType.STAGE1, closed_on=one.happened_on, report_sent=True)


def _latest(cycles: Iterable[audit_tables.Cycle]) -> list[audit_tables.Cycle]:
    latest: dict[str, audit_tables.Cycle] = {}
    for one in sorted(cycles, key=lambda one: one.number):
        latest[one.standard] = one
    return list(latest.values())


def _audits_of(read: _Read, cycle: audit_tables.Cycle, cycles: Iterable[audit_tables.Cycle]) -> set[str]:
    """Return the audits of this standard's cycles, the earlier ones included."""
    return {key for one in cycles if one.standard == cycle.standard for key in read.of_cycle[one.id]}


def _cycle(read: _Read, cycle: audit_tables.Cycle, audits: list[audit_tables.Audit], label: str) -> CycleDates:
    events = sorted(read.events[cycle.id], key=lambda one: (one.created_at, one.id))
    certified = [one for one in events if one.event in BEGINS_CERTIFICATE]
    since = cycle.decided_on
    begun_by = certified[-1].event if certified else ""
    renewals = [
        one for one in audits if one.type == AuditType.RECERTIFICATION and (since is None or _after(one, since))
    ]
    return CycleDates(
        id=cycle.id,
        label=label,
        state=cycle.state,
        first=begun_by not in (Event.RENEW, Event.RESTORE, Event.JOIN_CYCLE),
        decided_on=since,
        audited_on=_audited_on(certified, audits),
        expires_on=cycle.expires_on,
        old_expires_on=cycle.old_expires_on,
        surveillances=tuple(
            one.closed_on
            for one in audits
            if one.type == AuditType.SURVEILLANCE
            and one.closed_on is not None
            and (since is None or one.closed_on >= since)
        ),
        recertification_planned_on=max((one.planned_end for one in renewals if one.planned_end), default=None),
        recertified_on=max((one.closed_on for one in renewals if one.closed_on), default=None),
        suspended_on=cycle.suspended_on,
        ended_on=events[-1].happened_on if events else None,
        certificate_ended=_ended(events),
    )


def _after(audit: audit_tables.Audit, since: date) -> bool:
    """Tell whether a recertification belongs to the certificate that runs since `since`, not to the one before."""
    day = audit.closed_on or audit.planned_end or audit.planned_start
    return day is None or day > since


def _audited_on(certified: list[tables.CycleEvent], audits: list[audit_tables.Audit]) -> date | None:
    led = certified[-1].audit_id if certified else None
    return next((one.closed_on for one in audits if one.id == led), None)


def _ended(events: Iterable[tables.CycleEvent]) -> bool:
    ended = False
    for one in events:
        ended = (ended or one.event in ENDS_CERTIFICATE) and one.event not in BEGINS_CERTIFICATE
    return ended


def _audit(read: _Read, audit: audit_tables.Audit) -> AuditDates:
    said = sorted(read.plans[audit.id], key=lambda one: (one.position, one.created_at))
    ended = audit.state == AuditState.ABORTED
    return AuditDates(
        id=audit.id,
        label=audit.reference,
        type=audit.type,
        plan_sent_on=audit.plan_sent_on if not ended else None,
        plan_answered=bool(said) and said[-1].outcome != StatementOutcome.ASKED,
        closed_on=audit.closed_on,
        report_sent=audit.state == AuditState.REPORTED,
        nonconformities=tuple(
            _nonconformity(one, read.followed.get(one.id, FollowedUp()))
            for one in sorted(read.findings[audit.id], key=lambda one: one.final_number)
        ),
    )


def _nonconformity(row: field_tables.Finding, followed: FollowedUp) -> NonconformityDates:
    told = row.issued_at.astimezone(ZoneInfo(row.happened_zone or "UTC")).date() if row.issued_at else None
    return NonconformityDates(
        number=row.final_number or f"{row.author}-F{row.number}",
        major=row.grade == Grade.MAJOR,
        told_on=told,
        plan_in=followed.plan_accepted,
        verified=followed.verified_on is not None,
        plan_due=row.due_plan,
        verify_due=row.due_verified,
    )


def _people(read: _Read, client_id: str, rules: DeadlineRules) -> Iterator[PersonDates]:
    """Yield who may not audit this client yet; the record holds the end, the beginning is counted back from it."""
    for one in read.bars[client_id]:
        if one.until is not None and one.person_id in read.names:
            yield PersonDates(
                id=one.person_id,
                label=read.names[one.person_id],
                worked_until=due_before(one.until, rules.consultancy, rules),
                until=one.until,
            )


def _row(client: client_tables.Client, cycle: audit_tables.Cycle | None, item: DueItem) -> DueRow:
    audit_id = item.subject_id if item.kind is SubjectKind.AUDIT else ""
    return DueRow(
        item=item, client_id=client.id, client=client.name, cycle_id=cycle.id if cycle else "", audit_id=audit_id
    )


def _grouped(session: Session, table: type[Any], column: str) -> dict[str, list[Any]]:
    return _by(session.scalars(select(table)), column)


def _by(rows: Iterable[T], column: str) -> dict[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found
