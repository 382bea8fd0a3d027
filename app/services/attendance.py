"""Who is in a meeting: latecomers, going out and coming back, and points that were said again for somebody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain import attendance as rules
from app.domain.attendance import Span
from app.domain.errors import UserMistake
from app.domain.kinds import MeetingState, Presence
from app.models import confirming, fieldwork
from app.services.base import Made, Service, get_row, open_audit, required
from app.storage.records import from_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.domain.attendance import Meaning
    from app.domain.changes import Changes
    from app.domain.drafts import AttendeeDraft
    from app.storage.unit_of_work import UnitOfWork


class AttendanceService(Service):
    """The strip of attendance of a meeting that is not finished."""

    def add_text(self, meeting_id: str, text: str, meanings: Mapping[str, Meaning] = rules.MEANINGS) -> Made:
        """Add people by `name, function, side`, one in a line; who comes while the meeting runs gets the time.

        A person who is on the list already and absent comes now instead of standing there twice.

        Raises:
            UserMistake: `name_missing`, `meeting_finished`.
        """
        people = rules.people_of(text, meanings)
        if not people:
            raise UserMistake("name_missing", field="name")
        return self.add_all(meeting_id, people)

    def add_all(self, meeting_id: str, people: Sequence[AttendeeDraft]) -> Made:
        """Add people in one unit of work; returns the last one's id."""
        with self._workspace.write() as uow:
            meeting = meeting_for_writing(uow, meeting_id)
            known = {row.name.strip().casefold(): row for row in _attendees(uow, meeting_id)}
            place, last = max((row.position for row in known.values()), default=-1), ""
            for draft in people:
                name = required(draft.name, "name_missing", "name")
                row = known.get(name.casefold())
                if row is not None:
                    self._arrive(uow, meeting, row, draft.presence)
                else:
                    place += 1
                    row = from_value(
                        replace(draft, name=name), fieldwork.Attendee, meeting_id=meeting_id, position=place
                    )
                    known[name.casefold()] = row
                    uow.session.add(row)
                    late = meeting.state == MeetingState.RUNNING and row.presence != Presence.ABSENT
                    row.since = uow.now if late else None
                    uow.session.flush()  # the span needs the key
                    spans = _write_spans(uow, row.id, (Span(uow.now),)) if late else []
                    uow.record("attendee.entered", row, *spans, audit=meeting.audit_id)
                last = row.id
            return Made(last, uow.commit("meeting"))

    def arrive(self, attendee_id: str, presence: Presence = Presence.IN_ROOM) -> Changes:
        """Note that somebody who was absent or had gone out comes now."""
        with self._workspace.write() as uow:
            row, meeting = _owned(uow, attendee_id)
            self._arrive(uow, meeting, row, presence)
            return uow.commit("meeting")

    def leave(self, attendee_id: str, at: datetime | None = None) -> Changes:
        """Note that somebody goes now (or went at `at`)."""
        with self._workspace.write() as uow:
            row, meeting = _owned(uow, attendee_id)
            spans = _spans(uow, row)
            if spans and spans[-1].until is None:
                self._set(uow, meeting, row, (*spans[:-1], Span(spans[-1].since, at or uow.now)))
            return uow.commit("meeting")

    def set_times(self, attendee_id: str, spans: tuple[Span, ...]) -> Changes:
        """Say from when until when somebody was there; none: the whole meeting. Raises `UserMistake("times_wrong")`."""
        rules.check_spans(spans)
        with self._workspace.write() as uow:
            row, meeting = _owned(uow, attendee_id)
            self._set(uow, meeting, row, spans)
            return uow.commit("meeting")

    def repeat(self, point_id: str, attendee_id: str) -> Changes:
        """Note that a point was said again, now, for somebody who had missed it; twice changes nothing."""
        with self._workspace.write() as uow:
            person, meeting = _owned(uow, attendee_id)
            point = get_row(uow.session, fieldwork.MeetingPoint, point_id)
            known = uow.session.scalars(_repeat(point_id, attendee_id)).first()
            if known is None:
                row = confirming.PointRepeat(point_id=point.id, attendee_id=person.id, repeated_at=uow.now)
                uow.session.add(row)
                uow.record("point.repeated", row, audit=meeting.audit_id)
            return uow.commit("meeting")

    def repeat_all(self, attendee_id: str, point_ids: Sequence[str]) -> Changes:
        """Note that several points were said again for somebody."""
        with self._workspace.write() as uow:
            person, meeting = _owned(uow, attendee_id)
            rows = [
                confirming.PointRepeat(point_id=one, attendee_id=person.id, repeated_at=uow.now)
                for one in point_ids
                if uow.session.scalars(_repeat(one, attendee_id)).first() is None
            ]
            uow.session.add_all(rows)
            if rows:
                uow.record("point.repeated", *rows, audit=meeting.audit_id)
            return uow.commit("meeting")

    def take_back_repeat(self, point_id: str, attendee_id: str) -> Changes:
        """Take the note back that a point was said again."""
        with self._workspace.write() as uow:
            _person, meeting = _owned(uow, attendee_id)
            row = uow.session.scalars(_repeat(point_id, attendee_id)).first()
            if row is not None:
                uow.session.delete(row)
                uow.record("point.not_repeated", row, audit=meeting.audit_id)
            return uow.commit("meeting")

    def _arrive(self, uow: UnitOfWork, meeting: fieldwork.Meeting, row: fieldwork.Attendee, presence: Presence) -> None:
        """Let a known person come: from now on while the meeting runs, else from its beginning."""
        spans = () if row.presence == Presence.ABSENT else _spans(uow, row)
        if presence == Presence.ABSENT or (spans and spans[-1].until is None):
            return
        row.presence = presence if row.presence == Presence.ABSENT else row.presence
        running = meeting.state == MeetingState.RUNNING
        self._set(uow, meeting, row, (*spans, Span(uow.now)) if running else ())

    def _set(
        self, uow: UnitOfWork, meeting: fieldwork.Meeting, row: fieldwork.Attendee, spans: tuple[Span, ...]
    ) -> None:
        kept = _span_rows(uow, row.id)
        for one in kept:
            uow.session.delete(one)
        made = _write_spans(uow, row.id, spans)
        row.since = spans[0].since if spans else None
        row.until = spans[-1].until if spans else None
        uow.record("attendance.noted", row, *kept, *made, audit=meeting.audit_id)


def meeting_for_writing(uow: UnitOfWork, meeting_id: str) -> fieldwork.Meeting:
    """Return a meeting that may still be changed; raises `UserMistake("meeting_finished")`."""
    meeting = get_row(uow.session, fieldwork.Meeting, meeting_id)
    open_audit(uow.session, meeting.audit_id)
    if meeting.state == MeetingState.FINISHED:
        raise UserMistake("meeting_finished")
    return meeting


def _owned(uow: UnitOfWork, attendee_id: str) -> tuple[fieldwork.Attendee, fieldwork.Meeting]:
    row = get_row(uow.session, fieldwork.Attendee, attendee_id)
    return row, meeting_for_writing(uow, row.meeting_id)


def _attendees(uow: UnitOfWork, meeting_id: str) -> list[fieldwork.Attendee]:
    return list(uow.session.scalars(select(fieldwork.Attendee).filter_by(meeting_id=meeting_id)))


def _span_rows(uow: UnitOfWork, attendee_id: str) -> list[confirming.AttendanceSpan]:
    query = select(confirming.AttendanceSpan).filter_by(attendee_id=attendee_id)
    return list(uow.session.scalars(query.order_by(confirming.AttendanceSpan.position)))


def _spans(uow: UnitOfWork, row: fieldwork.Attendee) -> tuple[Span, ...]:
    if row.presence == Presence.ABSENT:
        return ()
    found = _span_rows(uow, row.id)
    return tuple(Span(one.since, one.until) for one in found) or (Span(row.since, row.until),)


def _write_spans(uow: UnitOfWork, attendee_id: str, spans: Sequence[Span]) -> list[confirming.AttendanceSpan]:
    rows = [
        confirming.AttendanceSpan(attendee_id=attendee_id, since=one.since, until=one.until, position=place)
        for place, one in enumerate(spans)
    ]
    uow.session.add_all(rows)
    return rows


def _repeat(point_id: str, attendee_id: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a Select
    return select(confirming.PointRepeat).filter_by(point_id=point_id, attendee_id=attendee_id)
