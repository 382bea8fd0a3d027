"""Corrections of a finished meeting: only with a reason, numbered, printed in the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.domain.errors import UserMistake
from app.domain.kinds import MeetingState
from app.domain.words import word
from app.models import confirming, fieldwork
from app.services.base import Made, Service, get_row, open_audit, required

if TYPE_CHECKING:
    from datetime import datetime
    from enum import StrEnum

    from app.storage.unit_of_work import UnitOfWork

    Value = str | datetime | StrEnum | None

FIELDS: Final[dict[str, tuple[type[Any], frozenset[str]]]] = {
    "meeting": (
        fieldwork.Meeting,
        frozenset({"place", "link", "chair", "language", "started_at", "ended_at", "tools", "consent", "summary"}),
    ),
    "meeting_point": (fieldwork.MeetingPoint, frozenset({"remark", "said", "reason"})),
    "attendee": (
        fieldwork.Attendee,
        frozenset({"name", "function", "presence", "place", "remark", "since", "until"}),
    ),
    "action": (fieldwork.Action, frozenset({"what", "who", "due"})),
}
"""What can be corrected; points are not ticked afterwards, because what was not said was not said."""


class AmendmentService(Service):
    """The only way to change a meeting that is over."""

    def amend(self, kind: str, row_id: str, field: str, value: Value, reason: str) -> Made:
        """Correct one field of a finished meeting, its points, people or actions.

        Raises:
            UserMistake: `reason_missing`, `field_not_editable`, `meeting_not_finished`, `nothing_changed`,
                `end_before_start`, `name_missing`, `audit_frozen`.
        """
        why = required(reason, "reason_missing", "reason")
        table, fields = FIELDS.get(kind, (None, frozenset()))
        if table is None or field not in fields:
            raise UserMistake("field_not_editable", field=field, kind=kind)
        with self._workspace.write() as uow:
            row: Any = get_row(uow.session, table, row_id)
            meeting = row if kind == "meeting" else get_row(uow.session, fieldwork.Meeting, row.meeting_id)
            open_audit(uow.session, meeting.audit_id)
            if meeting.state != MeetingState.FINISHED:
                raise UserMistake("meeting_not_finished")
            old = getattr(row, field)
            if old == value:
                raise UserMistake("nothing_changed", field="value")
            if field == "name" and not str(value or "").strip():
                raise UserMistake("name_missing", field="value")
            setattr(row, field, value)
            _check_times(meeting)
            made = self._note(uow, meeting, f"{_subject(row)}.{field}", (old, value), why)
            uow.record("meeting.amended", row, made, audit=meeting.audit_id, reason=why)
            return Made(made.id, uow.commit("meeting"))

    def _note(
        self, uow: UnitOfWork, meeting: fieldwork.Meeting, subject: str, values: tuple[Value, Value], reason: str
    ) -> confirming.Amendment:
        taken = uow.session.scalars(select(confirming.Amendment.number).filter_by(meeting_id=meeting.id))
        zone = ZoneInfo(meeting.zone)
        old, new = (_told(one, zone) for one in values)
        row = confirming.Amendment(
            meeting_id=meeting.id, number=max(taken, default=0) + 1, subject=subject, old=old, new=new, reason=reason,
            by_name=self._workspace.me.name,
        )  # fmt: skip
        uow.session.add(row)
        return row


def _check_times(meeting: fieldwork.Meeting) -> None:
    if meeting.started_at and meeting.ended_at and meeting.ended_at < meeting.started_at:
        raise UserMistake("end_before_start", field="value")


def _subject(row: Any) -> str:  # noqa: ANN401 - a row of `FIELDS`
    """Return what names the row in the record: the code of a point, the label of an action, a name."""
    names = {"meeting_point": "code", "action": "label", "attendee": "name"}
    found = names.get(row.__tablename__)
    return "meeting" if found is None else str(getattr(row, found))


def _told(value: Value, zone: ZoneInfo) -> str:
    if value is None:
        return ""
    if hasattr(value, "astimezone"):
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M}"
    return word(value) if hasattr(value, "name") else str(value)  # type: ignore[arg-type]
