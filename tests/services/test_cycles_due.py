"""What is due, over all clients: complete, sorted, counted by the settings of the body, and never silently gone."""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.cycle_history import ToldStep
from app.domain.cycle_kinds import DueState, Event
from app.domain.deadlines import Span, Unit
from app.domain.due_row import DueRow
from app.domain.kinds import AuditType, Grade
from app.domain.preparing import Bar
from app.models import preparing
from app.storage.records import from_value
from tests import cycle_world as way
from tests.cycle_world import begin
from tests.support import World


def due(world: World) -> tuple[DueRow, ...]:
    return world.services.cycles.due()


def said(rows: tuple[DueRow, ...]) -> list[tuple[str, date]]:
    return [(one.item.code, one.due) for one in rows]


def test_an_empty_workspace_has_nothing_due(world: World) -> None:
    assert due(world) == ()


def test_after_stage_2_plans_majors_and_the_hard_limit_are_due_with_their_client_and_audit(world: World) -> None:
    walker = begin(world)
    stage2 = way.to_stage2(walker, Grade.MAJOR, Grade.MINOR)
    rows = due(world)
    assert said(rows) == [
        ("D-04", date(2026, 4, 30)), ("D-05", date(2026, 6, 29)), ("D-05-limit", date(2026, 9, 30)),
    ]  # fmt: skip
    assert {(one.client, one.audit_id, one.cycle_id) for one in rows} == {("Bryzadok", stage2, walker.cycle_id)}
    assert rows[0].item.said.value("numbers") == "NC-01, NC-02"


def test_a_certificate_brings_surveillance_end_and_recertification(world: World) -> None:
    walker = begin(world)
    way.to_certificate(walker)
    assert said(due(world)) == [
        ("D-06", date(2027, 6, 18)), ("D-07", date(2028, 12, 31)), ("D-09", date(2029, 3, 18)),
        ("D-08", date(2029, 6, 18)),
    ]  # fmt: skip


def test_what_is_overdue_stays_until_it_is_done(world: World) -> None:
    walker = begin(world)
    way.to_certificate(walker)
    walker.on(date(2028, 2, 1))
    first = due(world)[0]
    assert (first.item.code, first.state) == ("D-06", DueState.OVERDUE)
    audit = way.plan_audit(walker, AuditType.SURVEILLANCE)
    way.hold(walker, audit)
    assert "D-06" not in [one.item.code for one in due(world)]


def test_a_plan_that_waits_for_its_answer_and_a_report_that_was_not_signed_are_due(world: World) -> None:
    walker = begin(world)
    way.to_programme(walker)
    walker.on(date(2026, 3, 20))
    audit = way.plan_audit(walker, AuditType.STAGE1)
    services = world.services
    with world.workspace.write() as uow:
        for row in uow.session.query(preparing.ClientStatement).filter_by(audit_id=audit):
            uow.session.delete(row)
            uow.record("statement.removed", row, audit=audit)
        uow.commit()
    assert said(due(world)) == [("D-01", date(2026, 3, 24))]
    services.plans.answer_plan(audit, way.StatementOutcome.ACCEPTED, "Eva", walker.day)
    assert due(world) == ()


def test_a_stage_1_that_was_told_grows_old_like_one_that_was_held_here(world: World) -> None:
    walker = begin(world)
    walker.on(date(2026, 3, 2))
    steps = (Event.APPLY, Event.HAND_IN, Event.QUOTE, Event.CONTRACT, Event.SET_PROGRAMME, Event.PLAN_STAGE1)
    told = [ToldStep(event=event, happened_on=date(2026, 1, 5)) for event in steps]
    told.append(ToldStep(event=Event.HOLD_STAGE1, happened_on=date(2026, 2, 10)))
    world.services.cycles.tell(walker.cycle_id, told)
    assert said(due(world)) == [("D-02", date(2026, 8, 10))]


def test_bars_of_people_are_named_with_their_client(world: World) -> None:
    walker = begin(world)
    person = world.services.body.people()[0]
    with world.workspace.write() as uow:
        row = from_value(Bar(person_id=person.id, client_id=walker.client_id, until=date(2027, 1, 4)), preparing.Bar)
        uow.session.add(row)
        uow.record("bar.entered", row, audit=None)
        uow.commit()
    (found,) = due(world)
    assert (found.item.code, found.due, found.item.said.value("label")) == ("D-12", date(2027, 1, 4), person.name)


def test_a_renewed_cycle_is_asked_once_and_the_records_of_the_old_one_are_kept(world: World) -> None:
    walker = begin(world)
    way.to_certificate(walker)
    walker.on(date(2029, 3, 10))
    audit = way.plan_audit(walker, AuditType.RECERTIFICATION)
    walker.take(Event.START_RECERTIFICATION)
    way.hold(walker, audit)
    walker.take(Event.SEND_TO_REVIEW)
    walker.take(Event.FINISH_REVIEW)
    walker.take(Event.RENEW)
    assert said(due(world)) == [
        ("D-07", date(2030, 12, 31)), ("D-07", date(2031, 12, 31)), ("D-09", date(2032, 3, 18)),
        ("D-08", date(2032, 6, 18)), ("D-13", date(2032, 6, 18)),
    ]  # fmt: skip


def test_rows_of_many_clients_stand_in_the_order_of_their_days(world: World) -> None:
    for days in (0, 40, 7):
        walker = begin(world)
        way.to_programme(walker)
        audit = way.plan_audit(walker, AuditType.STAGE1)
        walker.later(days)
        way.hold(walker, audit, Grade.MINOR)
        with world.workspace.write() as uow:
            row = uow.session.get_one(way.audit_tables.Audit, audit)
            row.state = way.AuditState.CLOSED
            uow.record("audit.changed", row, audit=audit)
            uow.commit()
    rows = due(world)
    assert [one.due for one in rows] == sorted(one.due for one in rows)
    assert len({one.client_id for one in rows}) == 3
    assert len({one.id for one in rows}) == len(rows)


# ----------------------------------------------------------------------------------------------------------- settings


def test_a_changed_preset_changes_what_is_proposed_and_no_date_that_is_written(world: World) -> None:
    walker = begin(world)
    way.to_certificate(walker)
    cycle = world.services.cycles.sheet(walker.cycle_id).cycle
    audit = way.plan_audit(walker, AuditType.SURVEILLANCE)
    way.hold(walker, audit, Grade.MINOR)
    world.services.deadlines.set_preset("short")
    rows = {one.item.code: one.due for one in due(world)}
    assert rows["D-04"] == walker.day + timedelta(days=14)
    assert world.services.cycles.sheet(walker.cycle_id).cycle == cycle
    world.services.deadlines.set_preset("long")
    rows = {one.item.code: one.due for one in due(world)}
    assert (rows["D-04"], rows["D-09"]) == (walker.day + timedelta(days=60), date(2029, 2, 18))


def test_one_number_can_differ_from_the_preset_and_go_back_to_it(world: World) -> None:
    deadlines = world.services.deadlines
    deadlines.set_preset("short")
    deadlines.set_span("D-04", Span(21, Unit.DAYS))
    assert deadlines.rules().plan == Span(21)
    deadlines.set_span("D-04", None)
    assert deadlines.rules().plan == Span(14)


def test_a_holiday_moves_what_counts_working_days(world: World) -> None:
    walker = begin(world)
    way.to_programme(walker)
    walker.on(date(2026, 3, 20))
    audit = way.plan_audit(walker, AuditType.STAGE1)
    with world.workspace.write() as uow:
        row = uow.session.query(preparing.ClientStatement).filter_by(audit_id=audit, kind="plan").one()
        uow.session.delete(row)
        uow.record("statement.removed", row, audit=audit)
        uow.commit()
    world.services.deadlines.add_holiday(date(2026, 3, 23), "strike")
    assert said(due(world)) == [("D-01", date(2026, 3, 25))]
