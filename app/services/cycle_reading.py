"""Reads what a cycle is judged by: its audits without their evidence, its forms and steps, what became of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import or_, select

from app.domain import fieldwork as field_values
from app.domain import preparing as preparing_values
from app.domain import programme_record as programme_values
from app.domain import record as values
from app.domain.body_deadlines import rules_of
from app.domain.client import Body, Client
from app.domain.cycle_source import CycleSource, FollowedUp
from app.domain.kinds import CarriedState
from app.models import audit as audit_tables
from app.models import fieldwork as field_tables
from app.models import preparing as preparing_tables
from app.models import programme as programme_tables
from app.services.base import get_row
from app.storage.records import load_body, load_client, to_value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy.orm import Session

V = TypeVar("V")


def load_source(session: Session, cycle_id: str, today: date) -> CycleSource:
    """Return a cycle with all that its guards look at; raises `UserMistake("row_unknown")`."""
    cycle = get_row(session, audit_tables.Cycle, cycle_id)
    audits = _audits(session, cycle_id)
    return CycleSource(
        cycle=to_value(values.Cycle, cycle),
        client=load_client(session, cycle.client_id),
        today=today,
        rules=rules_of(load_body(session)),
        events=events_of(session, cycle_id),
        audits=audits,
        forms=forms_of(session, cycle_id),
        followed=followed_up(session, [one.id for record in audits for one in record.findings]),
        time_calculated=_time_calculated(session, cycle),
        programme_drawn=_there(session, programme_tables.ProgrammeCell, cycle_id=cycle_id, planned=True),
        superseded=superseded(session, cycle),
    )


def events_of(session: Session, cycle_id: str) -> tuple[programme_values.CycleEvent, ...]:
    """Return the steps of a cycle in the order in which they were entered."""
    rows = session.scalars(select(programme_tables.CycleEvent).filter_by(cycle_id=cycle_id))
    return tuple(
        to_value(programme_values.CycleEvent, row) for row in sorted(rows, key=lambda row: (row.created_at, row.id))
    )


def forms_of(session: Session, cycle_id: str) -> tuple[programme_values.ReviewForm, ...]:
    """Return the forms of a cycle, the latest last."""
    rows = session.scalars(select(programme_tables.ReviewForm).filter_by(cycle_id=cycle_id))
    return tuple(
        to_value(programme_values.ReviewForm, row) for row in sorted(rows, key=lambda row: (row.created_at, row.id))
    )


def superseded(session: Session, cycle: audit_tables.Cycle) -> bool:
    """Tell whether a later cycle of the same client and standard goes on."""
    query = select(audit_tables.Cycle.number).filter_by(client_id=cycle.client_id, standard=cycle.standard)
    return any(number > cycle.number for number in session.scalars(query))


def followed_up(session: Session, finding_ids: Iterable[str]) -> dict[str, FollowedUp]:
    """Return what became of nonconformities, by the key of the finding.

    Known today from the audits that took them over: one that was found to work there has an accepted plan, too. The
    follow-up of nonconformities between audits adds to this function.
    """
    keys = list(finding_ids)
    found: dict[str, FollowedUp] = {}
    query = (
        select(preparing_tables.CarriedItem.source_finding_id, audit_tables.Audit.closed_on)
        .join(audit_tables.Audit, audit_tables.Audit.id == preparing_tables.CarriedItem.audit_id)
        .where(preparing_tables.CarriedItem.state == CarriedState.VERIFIED, audit_tables.Audit.closed_on.is_not(None))
    )
    for start in range(0, len(keys), 500):
        part = query.where(preparing_tables.CarriedItem.source_finding_id.in_(keys[start : start + 500]))
        rows: Iterable[Any] = session.execute(part)
        for finding_id, day in rows:
            found[finding_id] = _earlier(found.get(finding_id), day)
    return found


def _earlier(known: FollowedUp | None, day: date) -> FollowedUp:
    """Return the verification that came first; a nonconformity can be on the list of several audits."""
    first = known.verified_on if known is not None else None
    return FollowedUp(plan_accepted=True, verified_on=day if first is None or day < first else first)


def _audits(session: Session, cycle_id: str) -> tuple[values.AuditRecord, ...]:
    """Return the audits of the cycle in the order of time, each once, without evidence, verdicts and papers."""
    query = (
        select(audit_tables.Audit)
        .join(audit_tables.Criteria, audit_tables.Criteria.audit_id == audit_tables.Audit.id)
        .where(audit_tables.Criteria.cycle_id == cycle_id)
    )
    rows = {row.id: row for row in session.scalars(query)}.values()
    return tuple(_light(session, row) for row in sorted(rows, key=in_time))


def in_time(row: Any) -> tuple[str, Any, str]:  # noqa: ANN401 - an audit as table or as value
    """Return what audits are sorted by: when they were held or are planned; without a day they come last."""
    return str(row.closed_on or row.planned_start or "~"), row.created_at, row.id


def _light(session: Session, row: audit_tables.Audit) -> values.AuditRecord:
    return values.AuditRecord(
        audit=to_value(values.Audit, row),
        body=Body(),
        client=Client(name=""),
        team=_plain(session, values.TeamMember, audit_tables.TeamMember, row.id),
        meetings=_plain(session, field_values.Meeting, field_tables.Meeting, row.id),
        findings=_plain(session, field_values.Finding, field_tables.Finding, row.id),
        declarations=_plain(session, preparing_values.Declaration, preparing_tables.Declaration, row.id),
        statements=_plain(session, preparing_values.ClientStatement, preparing_tables.ClientStatement, row.id),
        withheld=_plain(session, preparing_values.WithheldRecord, preparing_tables.WithheldRecord, row.id),
        carried=_plain(session, preparing_values.CarriedItem, preparing_tables.CarriedItem, row.id),
    )


def _plain(session: Session, kind: type[V], table: type[Any], audit_id: str) -> tuple[V, ...]:
    rows = session.scalars(select(table).where(table.audit_id == audit_id))
    ordered = sorted(rows, key=lambda row: (getattr(row, "position", 0), row.created_at, row.id))
    return tuple(to_value(kind, row) for row in ordered)


def _time_calculated(session: Session, cycle: audit_tables.Cycle) -> bool:
    """Tell whether the audit time is calculated, for this cycle or for the client before it began."""
    table = programme_tables.TimeCalculation
    mine = or_(table.cycle_id == cycle.id, table.cycle_id.is_(None))
    return session.scalars(select(table.id).where(table.client_id == cycle.client_id, mine)).first() is not None


def _there(session: Session, table: type[Any], **where: object) -> bool:
    return session.scalars(select(table.id).filter_by(**where)).first() is not None
