"""Confirmations in the room: who signed what, when somebody was there, answers that change data, amendments."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import AttestationState, MeetingKind, PaperKind, Side, TakenOver
from app.models.base import Base, Row, enum_column, ref


class Attestation(Row, Base):
    """How one person confirmed a paper or a part of it; never typed over: a later one replaces it (`replaces_id`).

    `subject_id` names the meeting, finding, member or paper; `moment` is `opening`, `closing` or empty. `strokes` are
    lists of {x, y, t} in thousandths of the box and milliseconds; `text` is what was shown, `text_sha256` its hash.
    """

    __tablename__ = "attestation"

    audit_id: Mapped[str] = ref("audit.id")
    paper: Mapped[PaperKind] = enum_column(PaperKind)
    subject_id: Mapped[str] = mapped_column(default="")
    attendee_id: Mapped[str | None] = ref("attendee.id")
    moment: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    function: Mapped[str] = mapped_column(default="")
    side: Mapped[Side] = enum_column(Side, default=Side.CLIENT)
    state: Mapped[AttestationState] = enum_column(AttestationState, default=AttestationState.OPEN)
    words: Mapped[str] = mapped_column(default="")
    typed_name: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(default="")
    strokes: Mapped[list[dict[str, Any]]]
    scan_id: Mapped[str | None] = ref("attachment.id")
    text: Mapped[str] = mapped_column(default="")
    text_sha256: Mapped[str] = mapped_column(default="")
    confirmed_at: Mapped[datetime | None]
    confirmed_zone: Mapped[str] = mapped_column(default="UTC")
    replaces_id: Mapped[str | None] = ref("attestation.id")


class AttendanceSpan(Row, Base):
    """From when until when somebody was there; several for one who went out and came back."""

    __tablename__ = "attendance_span"

    attendee_id: Mapped[str] = ref("attendee.id")
    since: Mapped[datetime | None]
    until: Mapped[datetime | None]
    position: Mapped[int] = mapped_column(default=0)


class PointRepeat(Row, Base):
    """A point that was said again for somebody who had missed it."""

    __tablename__ = "point_repeat"
    __table_args__ = (UniqueConstraint("point_id", "attendee_id"),)

    point_id: Mapped[str] = ref("meeting_point.id")
    attendee_id: Mapped[str] = ref("attendee.id")
    repeated_at: Mapped[datetime | None]


class MeetingAnswer(Row, Base):
    """An answer in a meeting that changes data, and what was done with it."""

    __tablename__ = "meeting_answer"

    meeting_id: Mapped[str] = ref("meeting.id")
    code: Mapped[str]
    subject: Mapped[str] = mapped_column(default="")
    old: Mapped[str] = mapped_column(default="")
    new: Mapped[str] = mapped_column(default="")
    taken: Mapped[TakenOver] = enum_column(TakenOver, default=TakenOver.OPEN)
    taken_id: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class Amendment(Row, Base):
    """A correction of a finished meeting, with its reason."""

    __tablename__ = "amendment"

    meeting_id: Mapped[str] = ref("meeting.id")
    number: Mapped[int] = mapped_column(default=1)
    subject: Mapped[str] = mapped_column(default="")
    old: Mapped[str] = mapped_column(default="")
    new: Mapped[str] = mapped_column(default="")
    reason: Mapped[str]
    by_name: Mapped[str] = mapped_column(default="")


class GateReason(Row, Base):
    """Why a missing duty does not hold the signature of the report; stands in record and report."""

    __tablename__ = "gate_reason"
    __table_args__ = (UniqueConstraint("audit_id", "code", "row"),)

    audit_id: Mapped[str] = ref("audit.id")
    code: Mapped[str]
    row: Mapped[str] = mapped_column(default="")
    reason: Mapped[str]
    by_name: Mapped[str] = mapped_column(default="")


class AgendaText(Row, Base):
    """The body's own wording and order of an agenda point, mapped to its OM or CM id."""

    __tablename__ = "agenda_text"
    __table_args__ = (UniqueConstraint("body_id", "meeting", "code", "language"),)

    body_id: Mapped[str] = ref("body.id")
    meeting: Mapped[MeetingKind] = enum_column(MeetingKind)
    code: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    title: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class ClockCheck(Row, Base):
    """Clock and zone of the laptop as somebody confirmed them on one day."""

    __tablename__ = "clock_check"

    day: Mapped[date]
    zone: Mapped[str]
    shown_at: Mapped[datetime]
    by_name: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
