"""One line for a person, stretches of time, and what somebody missed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domain.attendance import Span, missed, people_of, person_of, read_times, times_text
from app.domain.confirming import AttendanceSpan, PointRepeat
from app.domain.errors import UserMistake
from app.domain.fieldwork import Attendee, Meeting, MeetingPoint
from app.domain.kinds import MeetingKind, PointState, Presence, Side

DAY = datetime(2026, 3, 27, tzinfo=UTC)


def at(hour: int, minute: int) -> datetime:
    return DAY.replace(hour=hour, minute=minute)


def meeting(*points: MeetingPoint) -> Meeting:
    return Meeting(kind=MeetingKind.OPENING, started_at=at(8, 34), points=points)


def done(code: str, minute: int, *repeats: PointRepeat) -> MeetingPoint:
    return MeetingPoint(id=code, code=code, state=PointState.DONE, treated_at=at(8, minute), repeats=repeats)


@pytest.mark.parametrize(
    ("line", "name", "function", "side", "presence"),
    [
        ("Kağan Üçöz", "Kağan Üçöz", "", Side.CLIENT, Presence.IN_ROOM),
        ("Kağan Üçöz, site IT", "Kağan Üçöz", "site IT", Side.CLIENT, Presence.IN_ROOM),
        ("Rae Roe, observer, accreditation", "Rae Roe", "observer", Side.ACCREDITATION, Presence.IN_ROOM),
        ("Jo; legal, privacy; remote", "Jo", "legal, privacy", Side.CLIENT, Presence.REMOTE),
        ("Jo\tauditor\tBody\tvideo", "Jo", "auditor", Side.BODY, Presence.REMOTE),
        ("Jo, legal, privacy", "Jo", "legal, privacy", Side.CLIENT, Presence.IN_ROOM),
    ],
)
def test_a_person_is_typed_in_one_line(line: str, name: str, function: str, side: Side, presence: Presence) -> None:
    found = person_of(line)
    assert (found.name, found.function, found.side, found.presence) == (name, function, side, presence)


def test_a_pasted_list_gives_one_person_per_line() -> None:
    assert [one.name for one in people_of("A B, x\n\n C D\tboss\n")] == ["A B", "C D"]


def test_a_line_without_a_name_is_refused() -> None:
    with pytest.raises(UserMistake, match="name_missing"):
        person_of(", head of HR")


def test_a_latecomer_missed_what_was_treated_before() -> None:
    late = Attendee(id="p", name="L", spans=(AttendanceSpan(since=at(8, 45)),))
    held = meeting(done("OM-01", 34), done("OM-02", 44), done("OM-03", 45))
    assert [one.code for one in missed(held, late)] == ["OM-01", "OM-02"]


def test_who_went_out_and_came_back_missed_what_lies_between() -> None:
    spans = (AttendanceSpan(until=at(8, 40)), AttendanceSpan(since=at(8, 50)))
    held = meeting(done("OM-01", 39), done("OM-02", 40), done("OM-03", 49), done("OM-04", 50))
    assert [one.code for one in missed(held, Attendee(id="p", name="L", spans=spans))] == ["OM-02", "OM-03"]


def test_a_repeated_point_is_not_missed_any_more() -> None:
    late = Attendee(id="p", name="L", spans=(AttendanceSpan(since=at(9, 0)),))
    held = meeting(done("OM-01", 34, PointRepeat(attendee_id="p")), done("OM-02", 44, PointRepeat(attendee_id="q")))
    assert [one.code for one in missed(held, late)] == ["OM-02"]


def test_who_is_absent_misses_nothing_of_a_meeting_they_are_not_in() -> None:
    assert missed(meeting(done("OM-01", 34)), Attendee(name="A", presence=Presence.ABSENT)) == ()


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("", ()),
        ("8:45", (Span(at(8, 45)),)),
        ("0845-0910", (Span(at(8, 45), at(9, 10)),)),
        ("–08:50, 09:00–", (Span(None, at(8, 50)), Span(at(9, 0)))),
    ],
)
def test_times_are_typed_as_stretches(typed: str, spans: tuple[Span, ...]) -> None:
    assert read_times(typed, DAY) == spans


@pytest.mark.parametrize(
    ("typed", "code"),
    [("soon", "times_unreadable"), ("25:00", "times_unreadable"), ("9:00-8:00", "times_wrong"),
     ("8:00-9:00, 8:30-", "times_wrong"), ("8:00, 9:00", "times_wrong")],
)  # fmt: skip
def test_times_that_cannot_be_are_refused(typed: str, code: str) -> None:
    with pytest.raises(UserMistake, match=code):
        read_times(typed, DAY)


def test_what_is_shown_is_what_can_be_typed() -> None:
    spans = (AttendanceSpan(until=at(8, 50)), AttendanceSpan(since=at(9, 0)))
    person = Attendee(name="L", spans=spans)
    assert read_times(times_text(person), DAY) == (Span(None, at(8, 50)), Span(at(9, 0)))
