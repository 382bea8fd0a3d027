"""Frozen values of confirmations, attendance, answers and amendments (what tables of `models.confirming` hold)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.kinds import AttestationState, MeetingKind, PaperKind, Side, TakenOver
from app.domain.recorded import Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation(Recorded):
    """How one person confirmed a paper or a part of it; never typed over: a later one replaces it (`replaces_id`).

    `subject_id` names the meeting, finding, member or paper; `moment` is `opening`, `closing` or empty. `strokes` are
    lists of {x, y, t} in thousandths of the box and milliseconds; `text` is what was shown, `text_sha256` its hash.
    """

    audit_id: str = ""
    paper: PaperKind
    subject_id: str = ""
    attendee_id: str | None = None
    moment: str = ""
    name: str
    function: str = ""
    side: Side = Side.CLIENT
    state: AttestationState = AttestationState.OPEN
    words: str = ""
    typed_name: str = ""
    code: str = ""
    strokes: Sequence[Mapping[str, Any]]
    scan_id: str | None = None
    text: str = ""
    text_sha256: str = ""
    confirmed_at: datetime | None = None
    confirmed_zone: str = "UTC"
    replaces_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceSpan(Recorded):
    """From when until when somebody was there; several for one who went out and came back."""

    attendee_id: str = ""
    since: datetime | None = None
    until: datetime | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRepeat(Recorded):
    """A point that was said again for somebody who had missed it."""

    point_id: str = ""
    attendee_id: str = ""
    repeated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAnswer(Recorded):
    """An answer in a meeting that changes data, and what was done with it."""

    meeting_id: str = ""
    code: str
    subject: str = ""
    old: str = ""
    new: str = ""
    taken: TakenOver = TakenOver.OPEN
    taken_id: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment(Recorded):
    """A correction of a finished meeting, with its reason."""

    meeting_id: str = ""
    number: int = 1
    subject: str = ""
    old: str = ""
    new: str = ""
    reason: str
    by_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateReason(Recorded):
    """Why a missing duty does not hold the signature of the report; stands in record and report."""

    audit_id: str = ""
    code: str
    row: str = ""
    reason: str
    by_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaText(Recorded):
    """The body's own wording and order of an agenda point, mapped to its OM or CM id."""

    body_id: str = ""
    meeting: MeetingKind
    code: str
    language: str = "en"
    title: str = ""
    words: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockCheck(Recorded):
    """Clock and zone of the laptop as somebody confirmed them on one day."""

    day: date
    zone: str
    shown_at: datetime
    by_name: str = ""
    remark: str = ""
