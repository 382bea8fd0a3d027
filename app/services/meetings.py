"""Opening, closing and other meetings: prepared, begun, ticked, finished."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.domain import agenda_wording
from app.domain.changes import Changes
from app.domain.drafts import AttendeeDraft
from app.domain.fieldwork import Action, Meeting
from app.domain.kinds import AuditState, MeetingKind, MeetingState, PointState, Side, TeamRole
from app.domain.readiness import is_remote
from app.models import fieldwork as tables
from app.models.audit import Audit, TeamMember
from app.models.client import Contact
from app.services.attendance import meeting_for_writing
from app.services.base import Made, Service, get_row, open_audit, required
from app.services.issuing import issue_findings
from app.services.starting import check_start
from app.storage.records import from_value, load_audit, load_meetings

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from app.storage.unit_of_work import UnitOfWork


class MeetingService(Service):
    """Meetings of an audit; any number of each kind."""

    def get(self, meeting_id: str) -> Meeting:
        """Return one meeting with points, attendees and actions."""
        with self._workspace.read() as session:
            row = get_row(session, tables.Meeting, meeting_id)
            return next(one for one in load_meetings(session, row.audit_id) if one.id == meeting_id)

    def find(self, audit_id: str, kind: MeetingKind) -> Meeting | None:
        """Return the first meeting of this kind, `None` if none was prepared."""
        with self._workspace.read() as session:
            return next((one for one in load_meetings(session, audit_id) if one.kind == kind), None)

    def prepare(self, audit_id: str, kind: MeetingKind, site_id: str | None = None) -> Made:
        """Return the unfinished meeting of this kind, or make it with its points and the people known."""
        with self._workspace.write() as uow:
            audit = open_audit(uow.session, audit_id)
            query = select(tables.Meeting).filter_by(audit_id=audit_id, kind=kind, site_id=site_id)
            for row in uow.session.scalars(query):
                if row.state != MeetingState.FINISHED:
                    return Made(row.id, self._renew_duties(uow, audit, row))
            meeting = tables.Meeting(
                audit_id=audit_id,
                kind=kind,
                site_id=site_id,
                zone=audit.zone,
                language=audit.language,
                chair=_lead(uow.session, audit_id),
            )
            uow.session.add(meeting)
            uow.session.flush()  # points and people need the key
            points = _points(uow.session, audit, meeting)
            people = _people(uow.session, audit, meeting)
            uow.session.add_all([*points, *people])
            uow.record("meeting.prepared", meeting, *points, *people, audit=audit_id)
            return Made(meeting.id, uow.commit("meeting"))

    def _renew_duties(self, uow: UnitOfWork, audit: Audit, meeting: tables.Meeting) -> Changes:
        """Follow what became remote since the meeting was prepared; points that were treated stay as they are."""
        duties = {one.code: one.mandatory for one in _points(uow.session, audit, meeting)}
        query = select(tables.MeetingPoint).filter_by(meeting_id=meeting.id, state=PointState.OPEN)
        moved = [one for one in uow.session.scalars(query) if one.mandatory != duties.get(one.code, one.mandatory)]
        if not moved:
            return Changes(frozenset(), audit.id)
        for point in moved:
            point.mandatory = duties[point.code]
        uow.record("meeting.duties_renewed", *moved, audit=audit.id)
        return uow.commit("meeting")

    def begin(self, meeting_id: str, reason: str = "") -> Changes:
        """Begin the meeting now (the start can be corrected); beginning a running meeting changes nothing.

        An opening that something stands against (`plan_start.holding`) begins only with a `reason`, which is kept as a
        deviation; otherwise it raises `UserMistake("start_held")`.
        """
        with self._workspace.write() as uow:
            meeting = meeting_for_writing(uow, meeting_id)
            if meeting.state == MeetingState.RUNNING:
                return uow.commit()
            check_start(uow, meeting, reason)
            meeting.state = MeetingState.RUNNING
            meeting.started_at = meeting.started_at or uow.now
            meeting.zone = self._core.zone()
            uow.record("meeting.begun", meeting, audit=meeting.audit_id, reason=reason.strip())
            return uow.commit("meeting")

    def tick(self, point_id: str, state: PointState, *, at: datetime | None = None) -> Changes:
        """Tick a point as done (now, or `at`), as not used, or open again."""
        with self._workspace.write() as uow:
            point = get_row(uow.session, tables.MeetingPoint, point_id)
            meeting = meeting_for_writing(uow, point.meeting_id)
            point.state = state
            point.treated_at = (at or uow.now) if state == PointState.DONE else None
            uow.record("point.ticked", point, audit=meeting.audit_id)
            return uow.commit("meeting")

    def add_attendee(self, meeting_id: str, draft: AttendeeDraft) -> Made:
        """Add a person to a meeting; a person who comes while it runs gets the time of coming."""
        name = required(draft.name, "name_missing", "name")
        with self._workspace.write() as uow:
            meeting = meeting_for_writing(uow, meeting_id)
            row = from_value(
                replace(draft, name=name),
                tables.Attendee,
                meeting_id=meeting_id,
                position=_next(uow, tables.Attendee, meeting_id),
            )
            row.since = uow.now if meeting.state == MeetingState.RUNNING else None
            uow.session.add(row)
            uow.record("attendee.entered", row, audit=meeting.audit_id)
            return Made(row.id, uow.commit("meeting"))

    def add_action(self, meeting_id: str, action: Action) -> Made:
        """Record something to be done; it gets the next label A-n of the audit."""
        required(action.what, "text_missing", "what")
        with self._workspace.write() as uow:
            meeting = meeting_for_writing(uow, meeting_id)
            row = from_value(
                action, tables.Action, meeting_id=meeting_id, position=_next(uow, tables.Action, meeting_id)
            )
            row.label = row.label or f"A-{_count_actions(uow.session, meeting.audit_id) + 1}"
            uow.session.add(row)
            uow.record("action.agreed", row, audit=meeting.audit_id)
            return Made(row.id, uow.commit("meeting"))

    def remove(self, kind: str, row_id: str) -> Changes:
        """Take an attendee or action out again; the trail keeps it."""
        table: Any = {"attendee": tables.Attendee, "action": tables.Action}[kind]
        with self._workspace.write() as uow:
            row = get_row(uow.session, table, row_id)
            meeting = meeting_for_writing(uow, row.meeting_id)
            uow.session.delete(row)
            uow.record(f"{kind}.removed", row, audit=meeting.audit_id)
            return uow.commit("meeting")

    def finish(self, meeting_id: str) -> Changes:
        """End the meeting now (or at the end already entered).

        An opening moves the audit to `opened`. A closing gives every open finding its final number and time limits,
        sets the closing day (local date of the end) and moves the audit to `closed`. A missing duty never stops the
        end of a meeting; it holds the signature of the report until it is done or given a reason.
        """
        with self._workspace.write() as uow:
            meeting = meeting_for_writing(uow, meeting_id)
            audit = uow.session.get_one(Audit, meeting.audit_id)
            if meeting.state == MeetingState.PREPARED:
                check_start(uow, meeting, "")
            meeting.state = MeetingState.FINISHED
            meeting.started_at = meeting.started_at or uow.now
            meeting.ended_at = meeting.ended_at or uow.now
            uow.record("meeting.finished", meeting, audit=audit.id)
            if meeting.kind == MeetingKind.OPENING and audit.state == AuditState.PREPARED:
                audit.state = AuditState.OPENED
                uow.record("audit.opened", audit, audit=audit.id)
            if meeting.kind == MeetingKind.CLOSING:
                audit.closed_on = meeting.ended_at.astimezone(ZoneInfo(meeting.zone)).date()
                audit.state = AuditState.CLOSED
                uow.record("audit.closed", audit, audit=audit.id)
                issue_findings(uow, audit)
            return uow.commit("meeting", "audit", "finding")


def _lead(session: Session, audit_id: str) -> str:
    """Return the name of the lead auditor, who chairs unless somebody else is typed in."""
    query = select(TeamMember.name).filter_by(audit_id=audit_id, role=TeamRole.LEAD_AUDITOR)
    return session.scalars(query).first() or ""


def _points(session: Session, audit: Audit, meeting: tables.Meeting) -> list[tables.MeetingPoint]:
    """Return the points this type of audit uses; a remote part makes some of them mandatory."""
    record = load_audit(session, audit.id)
    found = agenda_wording.points(meeting.kind, audit.type, record.body.agenda, remote=is_remote(record))
    wanted = [one for one in found if one.used]
    return [
        tables.MeetingPoint(meeting_id=meeting.id, code=one.code, position=place, mandatory=one.mandatory)
        for place, one in enumerate(wanted)
    ]


def _people(session: Session, audit: Audit, meeting: tables.Meeting) -> list[tables.Attendee]:
    """Return who is expected: those of the opening, or else the team and the client's contacts."""
    opening = session.scalars(select(tables.Meeting).filter_by(audit_id=audit.id, kind=MeetingKind.OPENING)).first()
    if opening is not None and opening.id != meeting.id:
        query = select(tables.Attendee).filter_by(meeting_id=opening.id).order_by(tables.Attendee.position)
        return [_same_person(one, meeting.id) for one in session.scalars(query)]
    contacts = session.scalars(select(Contact).filter_by(client_id=audit.client_id).order_by(Contact.position))
    team = session.scalars(select(TeamMember).filter_by(audit_id=audit.id).order_by(TeamMember.position))
    found = [
        tables.Attendee(
            meeting_id=meeting.id, name=one.name, latin_name=one.latin_name, function=one.function, side=Side.CLIENT
        )
        for one in contacts
    ]
    found += [
        tables.Attendee(meeting_id=meeting.id, name=one.name, latin_name=one.latin_name, role=one.role, side=one.side)
        for one in team
        if one.role != TeamRole.INTERPRETER
    ]
    for place, one in enumerate(found):
        one.position = place
    return found


def _same_person(row: tables.Attendee, meeting_id: str) -> tables.Attendee:
    return tables.Attendee(
        meeting_id=meeting_id, name=row.name, latin_name=row.latin_name, function=row.function, role=row.role,
        side=row.side, presence=row.presence, place=row.place, position=row.position,
    )  # fmt: skip


def _next(uow: UnitOfWork, table: Any, meeting_id: str) -> int:  # noqa: ANN401 - a table with meeting_id and position
    return max(uow.session.scalars(select(table.position).where(table.meeting_id == meeting_id)), default=-1) + 1


def _count_actions(session: Session, audit_id: str) -> int:
    query = select(tables.Action.id).join(tables.Meeting, tables.Action.meeting_id == tables.Meeting.id)
    return len(session.scalars(query.where(tables.Meeting.audit_id == audit_id)).all())
