"""Audit time as a service: kept for ever, used by audits, taken from the client file."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError

from app.domain.audit_time_values import Adjustment, Factors, HeadGroup, TimeInputs, TimeRules
from app.domain.client import Client, Site
from app.domain.client_file import HeadCount
from app.domain.drafts import ClientDraft
from app.domain.errors import AuditError, UserMistake
from app.domain.time_use import UsedPart, differences
from app.models.programme import TimeCalculation
from app.models.record import Trail
from tests.support import World, new_world

LOW = Factors(business_kind=1, processes=1, maturity=1, it_variety=1, outsourcing=1, development=2)
AT_02 = TimeInputs(
    groups=(HeadGroup(count=14),), factors=LOW, percent=Fraction(-17), percent_reason="one product, standard platforms"
)
HARBOUR = TimeInputs(
    groups=(
        HeadGroup(name="Offices and IT", count=51),
        HeadGroup(name="Service desk", count=49, identical=True, justification="fixed dialogues"),
        HeadGroup(name="Capture", count=24, identical=True, justification="typing from forms"),
    ),
    factors=Factors(outsourcing=3),
    percent=Fraction(10),
    percent_reason="well-documented platform, one product",
    adjustments=(Adjustment(name="Interpreter", percent=Fraction(2), reason="half a day at S-3"),),
)


@pytest.fixture
def world(tmp_path: Path):
    yield from new_world(tmp_path / "w", with_audit=True)


@pytest.fixture
def audit_id(world: World) -> str:
    return world.services.audits.list()[0].id


def _client_id(world: World) -> str:
    return world.services.clients.list()[0].id


def _kinds(world: World) -> list[str]:
    with world.workspace.read() as session:
        return [json.loads(row.entry)["kind"] for row in session.scalars(select(Trail).order_by(Trail.seq))]


def test_the_harbour_calculation_is_kept_with_chart_rules_and_approval(world: World, audit_id: str) -> None:
    times = world.services.times
    made = times.keep(_client_id(world), HARBOUR, audit_id=audit_id, approved_by=" Ada Arc ", remark="offer 4711")
    (kept,) = times.history(_client_id(world))
    assert (kept.row.id, kept.row.approved_by, kept.row.remark) == (made.id, "Ada Arc", "offer 4711")
    assert kept.inputs == HARBOUR
    assert (kept.result.days.initial, kept.result.calculated.stage1) == (Fraction(11), Fraction(7, 2))
    assert kept.row.chart_sha256 == kept.result.chart_sha256 != ""


@pytest.mark.parametrize("change", [update(TimeCalculation).values(remark="x"), delete(TimeCalculation)])
def test_a_kept_calculation_cannot_be_changed_or_removed(world: World, change: object) -> None:
    world.services.times.keep(_client_id(world), AT_02)
    with pytest.raises((DatabaseError, AuditError)), world.workspace.write() as uow:
        uow.session.execute(change)  # type: ignore[call-overload]  # one of two statements


def test_the_rules_of_the_body_are_used_and_kept(world: World) -> None:
    body = world.services.body.ensure().id
    world.services.fields.set("body", body, "time_rounding", "ceil_day")
    world.services.times.keep(_client_id(world), HARBOUR)
    world.services.fields.set("body", body, "time_rounding", "nearest_half")
    (kept,) = world.services.times.history(_client_id(world))
    assert kept.result.days.initial == 12
    assert world.services.times.preview(HARBOUR).days.initial == 11
    assert world.services.times.preview(HARBOUR, TimeRules(stage1_percent=Fraction(50))).calculated.stage1 == Fraction(
        11, 2
    )


def test_what_the_rules_refuse_is_not_kept(world: World) -> None:
    with pytest.raises(UserMistake) as caught:
        world.services.times.keep(_client_id(world), replace(AT_02, percent_reason=""))
    assert (caught.value.code, caught.value.field) == ("time_percent_reason_missing", "percent_reason")
    assert world.services.times.history(_client_id(world)) == ()


def test_an_audit_takes_its_part_and_the_trail_says_so(world: World, audit_id: str) -> None:
    made = world.services.times.keep(_client_id(world), HARBOUR)
    world.services.times.use(audit_id, made.id, UsedPart.STAGE2)
    record = world.services.audits.record(audit_id)
    assert record.time is not None
    assert (record.time.days, record.time.calculation_id) == ("15/2", made.id)
    assert _kinds(world).count("time.used") == 1


def test_another_calculation_takes_the_place_and_undo_brings_the_first_back(world: World, audit_id: str) -> None:
    times, fields = world.services.times, world.services.fields
    first, second = times.keep(_client_id(world), HARBOUR), times.keep(_client_id(world), AT_02)
    times.use(audit_id, first.id, UsedPart.STAGE2)
    times.use(audit_id, second.id, UsedPart.TYPED, Fraction(4), "the client asked for a second day at S-2")
    assert _used(world, audit_id) == (second.id, "4", "the client asked for a second day at S-2")
    fields.undo()
    assert _used(world, audit_id) == (first.id, "15/2", "")
    fields.undo()
    assert world.services.audits.record(audit_id).time is None
    fields.redo()
    assert _used(world, audit_id) == (first.id, "15/2", "")


def _used(world: World, audit_id: str) -> tuple[str, str, str]:
    time = world.services.audits.record(audit_id).time
    assert time is not None
    return time.calculation_id, time.days, time.remark


@pytest.mark.parametrize(
    ("days", "reason", "code"),
    [
        (None, "why", "time_used_days_wrong"),
        (Fraction(1, 4), "why", "time_used_days_wrong"),
        (Fraction(4), " ", "time_used_reason_missing"),
    ],
)
def test_typed_days_need_half_a_day_and_a_reason(
    world: World, audit_id: str, days: Fraction | None, reason: str, code: str
) -> None:
    made = world.services.times.keep(_client_id(world), AT_02)
    with pytest.raises(UserMistake) as caught:
        world.services.times.use(audit_id, made.id, UsedPart.TYPED, days, reason)
    assert caught.value.code == code


def test_an_audit_takes_no_calculation_of_another_client(world: World, audit_id: str) -> None:
    other = world.services.clients.add(ClientDraft(client=Client(name="Other AG"))).id
    made = world.services.times.keep(other, AT_02)
    with pytest.raises(UserMistake) as caught:
        world.services.times.use(audit_id, made.id, UsedPart.INITIAL)
    assert caught.value.code == "time_other_client"
    with pytest.raises(UserMistake):
        world.services.times.keep(other, AT_02, audit_id=audit_id)


def test_the_heads_of_the_client_file_become_groups_with_their_reasons(world: World) -> None:
    client = world.services.clients.get(_client_id(world))
    world.services.client_file.add_heads(
        client.sites[0].id, HeadCount(activity="Service desk", heads=49, identical=True, reason="fixed dialogues")
    )
    world.services.client_file.add_heads(client.sites[0].id, HeadCount(activity="Office", heads=8, part_time="1/2"))
    world.services.client_file.add(client.id, Site(label="S-9", name="Depot", heads=12))
    assert world.services.times.groups_from_client(client.id) == (
        HeadGroup(name="Service desk, S-1", count=49, identical=True, justification="fixed dialogues"),
        HeadGroup(name="Office, S-1", count=8, share=Fraction(1, 2)),
        HeadGroup(name="S-9", count=12),
    )


def test_two_calculations_are_compared_by_their_numbers(world: World) -> None:
    before, after = world.services.times.preview(AT_02), world.services.times.preview(HARBOUR)
    found = {one.name: (one.before, one.after) for one in differences(before, after)}
    assert found["Effective persons"] == (Fraction(14), Fraction(63))
    assert found["Percent"] == (Fraction(-17), Fraction(12))
    assert found["Days for this purpose"] == (Fraction(5), Fraction(11))
    assert "With the client" not in found


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("stage1_share", 0),
        ("stage1_share", 100),
        ("client_share", 101),
        ("remote_warning", None),
        ("time_rounding", "x"),
    ],
)
def test_a_rule_that_nobody_can_mean_is_refused_in_the_settings(world: World, field: str, value: Any) -> None:
    body = world.services.body.ensure().id
    with pytest.raises(UserMistake) as caught:
        world.services.fields.set("body", body, field, value)
    assert (caught.value.code, caught.value.field) == ("time_rule_wrong", field)
    assert world.services.times.desk(_client_id(world)).rules == TimeRules()
