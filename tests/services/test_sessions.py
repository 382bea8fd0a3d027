"""Sessions: opened from the plan or free, people of both sides, ended, gone on with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.domain.drafts import SessionDraft
from app.domain.errors import UserMistake
from app.domain.fieldwork import SessionPerson
from app.domain.kinds import Side
from app.domain.record import TimetableRow
from tests.support import START, World


def planned(world: World, audit_id: str, **more: object) -> str:
    values = {"label": "P-03", "topic": "Access", "day": date(2026, 3, 27), "starts": "09:00", "ends": "10:00"}
    row = TimetableRow(**(values | {"auditors": "AB"} | more))  # type: ignore[arg-type]
    return world.services.plans.add_row(audit_id, row).id


def the_session(world: World, audit_id: str, number: int = -1):
    return world.services.sessions.list(audit_id)[number]


def test_our_people_come_from_the_row_and_the_clients_as_they_are_entered(world: World, audit_id: str) -> None:
    row_id = planned(world, audit_id, people="Eva Example")
    draft = SessionDraft(topic="", timetable_row_id=row_id)
    late = SessionPerson(name="Ivo Isms", function="ISMS manager", arrived_at=START)
    world.services.sessions.open(audit_id, draft, (late,))
    session = the_session(world, audit_id)
    assert session.topic == "P-03 Access"
    assert [(one.name, one.side, one.arrived_at) for one in session.people] == [
        ("Anna Berg", Side.BODY, None),
        ("Ivo Isms", Side.CLIENT, START),
    ]


def test_a_session_without_a_row(world: World, audit_id: str) -> None:
    world.services.sessions.open(audit_id, SessionDraft(topic="Walk through the store"))
    assert (the_session(world, audit_id).timetable_row_id, the_session(world, audit_id).people) == (None, ())


def test_going_on_ends_the_one_and_opens_the_next(world: World, audit_id: str) -> None:
    first = world.services.sessions.open(audit_id, SessionDraft(topic="one")).id
    world.clock.set(START + timedelta(hours=1))
    world.services.sessions.go_on(first, SessionDraft(topic="two"))
    one, two = world.services.sessions.list(audit_id)
    assert one.ended_at == two.started_at == START + timedelta(hours=1)
    assert two.ended_at is None


def test_an_end_can_be_taken_back(world: World, audit_id: str) -> None:
    session_id = world.services.sessions.open(audit_id, SessionDraft(topic="one")).id
    world.services.sessions.close(session_id)
    world.services.sessions.reopen(session_id)
    assert the_session(world, audit_id).ended_at is None


def test_people_come_late_and_are_taken_off(world: World, audit_id: str) -> None:
    sessions = world.services.sessions
    session_id = sessions.open(audit_id, SessionDraft(topic="one")).id
    eva = sessions.add_person(session_id, "Eva", "chief").id
    tom = sessions.add_person(session_id, " Tom ", "", Side.OTHER).id
    world.clock.set(START + timedelta(minutes=20))
    sessions.came_now(tom)
    sessions.remove_person(eva)
    (person,) = the_session(world, audit_id).people
    assert (person.name, person.side, person.arrived_at) == ("Tom", Side.OTHER, START + timedelta(minutes=20))


@pytest.mark.parametrize(("name", "code"), [(" ", "name_missing"), ("EVA", "person_there")])
def test_a_person_is_entered_once_with_a_name(world: World, audit_id: str, name: str, code: str) -> None:
    session_id = world.services.sessions.open(audit_id, SessionDraft(topic="one")).id
    world.services.sessions.add_person(session_id, "Eva", "")
    with pytest.raises(UserMistake) as caught:
        world.services.sessions.add_person(session_id, name, "")
    assert caught.value.code == code
