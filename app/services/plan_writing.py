"""Writes rows of an audit plan as they should be, and the deviations this makes once the plan is accepted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import object_session

from app.domain import plan_rows as rules
from app.domain.errors import UserMistake
from app.domain.kinds import StatementKind
from app.domain.record import TimetableRow
from app.models import audit as tables
from app.models.preparing import ClientStatement
from app.services.base import item_of
from app.storage.records import from_value, load_timetable, names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from app.models.base import Base
    from app.storage.unit_of_work import UnitOfWork

_STAMPS = frozenset({"id", "created_at", "created_zone", "created_by", "version", "audit_id"})


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; `None` where it is not there. Both have the same id."""

    before: TimetableRow | None
    after: TimetableRow | None

    @property
    def id(self) -> str:
        """Return the id of the row."""
        row = self.before or self.after
        return "" if row is None else row.id

    def turned(self) -> RowChange:
        """Return the change that takes this one back."""
        return RowChange(self.after, self.before)


def is_accepted(session: Session, audit: tables.Audit) -> bool:
    """Tell whether the client has accepted the plan of the audit as it stands."""
    query = select(ClientStatement.outcome).filter_by(audit_id=audit.id, kind=StatementKind.PLAN)
    return rules.plan_accepted(session.scalars(query.order_by(ClientStatement.position)), audit.state)


def plan_fixed(row: tables.TimetableRow) -> bool:
    """Tell whether a row of a plan is fixed by the client's acceptance: it then changes by `PlanService` only."""
    session = object_session(row)
    return session is not None and is_accepted(session, session.get_one(tables.Audit, row.audit_id))


def rows_of(session: Session, audit_id: str) -> dict[str, TimetableRow]:
    """Return the rows of the plan by id, in their order."""
    return {row.id: row for row in load_timetable(session, audit_id)}


def write_rows(
    uow: UnitOfWork, audit: tables.Audit, changes: Sequence[RowChange], kind: str, reason: str = ""
) -> tuple[str, ...]:
    """Carry the changes out with one trail entry; return the ids of the deviations they made.

    Raises:
        UserMistake: `plan_reason_missing` where the client has accepted the plan, `changed_meanwhile`,
            `plan_row_used` (a session was held by a row that is to go), `requirement_unknown`.
    """
    accepted = is_accepted(uow.session, audit)
    if accepted and not reason.strip():
        raise UserMistake("plan_reason_missing", field="reason")
    now = rows_of(uow.session, audit.id)
    touched: list[Base] = []
    for change in changes:
        if _plain(now.get(change.id)) != _plain(change.before):
            raise UserMistake("changed_meanwhile", field="timetable", theirs="")
        touched += _write(uow, audit.id, change)
    try:
        if touched:
            uow.record(kind, *touched, audit=audit.id, reason=reason)
    except IntegrityError as error:
        raise UserMistake("plan_row_used") from error
    return _deviations(uow, audit.id, changes, reason.strip()) if accepted else ()


def drop_deviations(uow: UnitOfWork, audit_id: str, ids: Sequence[str]) -> None:
    """Take deviations out again that a change made which is undone; those that are gone already are passed over."""
    rows = [row for one in ids if (row := uow.session.get(tables.Deviation, one)) is not None]
    for row in rows:
        uow.session.delete(row)
    if rows:
        uow.record("deviation.removed", *rows, audit=audit_id)


def _plain(row: TimetableRow | None) -> TimetableRow | None:
    """Return the row without what the workspace stamps on it."""
    if row is None:
        return None
    return replace(row, created_at=None, created_zone="", created_by="", version=0, audit_id="", position=0)


def _write(uow: UnitOfWork, audit_id: str, change: RowChange) -> list[Base]:
    session = uow.session
    row = session.get(tables.TimetableRow, change.id)
    if change.after is None:
        links = _links(session, change.id)
        for link in links:
            session.delete(link)
        session.flush()  # the links before what they hang on
        session.delete(row)
        return [*links, *([row] if row else [])]
    if row is None:
        row = from_value(change.after, tables.TimetableRow, id=change.id, audit_id=audit_id)
        session.add(row)
        session.flush()  # the links need the key
    else:
        for name in names(TimetableRow, tables.TimetableRow):
            if name not in _STAMPS:
                setattr(row, name, getattr(change.after, name))
    return [row, *_link(uow, audit_id, change.id, change.after.refs)]


def _link(uow: UnitOfWork, audit_id: str, row_id: str, refs: Sequence[str]) -> list[Base]:
    """Make the links of a row those of `refs`, in their order."""
    session = uow.session
    wanted = [item_of(session, audit_id, ref).id for ref in dict.fromkeys(refs)]
    there = {link.item_id: link for link in _links(session, row_id)}
    touched: list[Base] = []
    for item_id, link in there.items():
        if item_id not in wanted:
            session.delete(link)
            touched.append(link)
    for place, item_id in enumerate(wanted):
        found = there.get(item_id)
        if found is None:
            found = tables.TimetableRef(row_id=row_id, item_id=item_id, position=place)
            session.add(found)
        found.position = place
        touched.append(found)
    return touched


def _links(session: Session, row_id: str) -> list[tables.TimetableRef]:
    query = select(tables.TimetableRef).filter_by(row_id=row_id).order_by(tables.TimetableRef.position)
    return list(session.scalars(query))


def _deviations(uow: UnitOfWork, audit_id: str, changes: Sequence[RowChange], reason: str) -> tuple[str, ...]:
    """Record each change of an accepted plan as a deviation (17021-1, 9.4.8)."""
    sites = uow.session.scalars(select(tables.AuditSite).filter_by(audit_id=audit_id))
    places = {one.id: one.label or one.name for one in sites}
    taken = uow.session.scalars(select(tables.Deviation.position).filter_by(audit_id=audit_id))
    first = max(taken, default=-1) + 1
    rows = []
    for place, change in enumerate(changes, start=first):
        value = rules.deviation(change.before, change.after, reason, places)
        rows.append(from_value(value, tables.Deviation, audit_id=audit_id, position=place, label=f"DV-{place + 1}"))
    uow.session.add_all(rows)
    uow.record("deviation.recorded", *rows, audit=audit_id)
    return tuple(row.id for row in rows)
