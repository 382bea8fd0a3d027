"""Cycles through the service: steps leave a record, dates follow by rule, and what is refused leaves no trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from app.domain.client import Site
from app.domain.cycle_history import ToldStep
from app.domain.cycle_kinds import Actor, Event
from app.domain.errors import UserMistake
from app.domain.kinds import AuditType, CycleState, FormKind, FormResult, Grade, Recommendation
from app.models.audit import Audit
from tests import cycle_world as way
from tests.cycle_world import DECIDER, LEAD, MANAGER, Walker, begin
from tests.support import World


def code(walker: Walker, event: Event, **more: object) -> str:
    """Return the code with which a step is refused; nothing of it may stay."""
    before = walker.world.services.cycles.sheet(walker.cycle_id)
    with pytest.raises(UserMistake) as refused:
        walker.take(event, **more)
    after = walker.world.services.cycles.sheet(walker.cycle_id)
    assert (before.cycle, before.source.events) == (after.cycle, after.source.events)
    return refused.value.code


def test_a_certificate_is_reached_by_the_record_of_the_audits_and_gets_its_dates_from_the_decision(
    world: World,
) -> None:
    walker = begin(world)
    way.to_certificate(walker)
    sheet = world.services.cycles.sheet(walker.cycle_id)
    assert (sheet.cycle.state, sheet.cycle.decided_on, sheet.cycle.expires_on) == (
        CycleState.CERTIFIED, date(2026, 6, 18), date(2029, 6, 18),
    )  # fmt: skip
    assert [one.event for one in sheet.source.events] == [
        "apply", "hand_in", "quote", "contract", "set_programme", "plan_stage1", "hold_stage1", "release_stage2",
        "hold_stage2", "send_to_review", "finish_review", "grant",
    ]  # fmt: skip
    assert sheet.source.events[8].audit_id == walker.audits[1]


def test_the_last_day_can_be_the_day_before(world: World) -> None:
    walker = begin(world)
    body = world.services.body.ensure().id
    world.services.fields.set("body", body, "expiry_day_before", True)
    way.to_certificate(walker)
    assert world.services.cycles.sheet(walker.cycle_id).cycle.expires_on == date(2029, 6, 17)


def test_an_application_without_its_parts_is_refused_with_what_is_missing(world: World) -> None:
    walker = begin(world)
    walker.take(Event.APPLY)
    assert code(walker, Event.HAND_IN) == "application_consultants_missing"
    held = {one.event: one.held for one in world.services.cycles.offers(walker.cycle_id)}
    assert {one.code for one in held[Event.HAND_IN]} == {
        "application_consultants_missing", "application_documents_missing", "application_signature_missing",
    }  # fmt: skip


def test_a_step_lies_neither_in_the_future_nor_before_its_cause(world: World) -> None:
    walker = begin(world)
    way.to_programme(walker)
    walker.on(date(2026, 1, 19))
    stage1 = way.plan_audit(walker, AuditType.STAGE1)
    assert code(walker, Event.PLAN_STAGE1, happened_on=walker.day + timedelta(days=1)) == "step_day_ahead"
    assert code(walker, Event.PLAN_STAGE1, happened_on=walker.day - timedelta(days=1)) == "step_before_cause"
    assert code(walker, Event.PLAN_STAGE1, happened_on=date(2025, 10, 8)) == "step_before_last"
    walker.take(Event.PLAN_STAGE1)
    walker.on(date(2026, 2, 10))
    way.hold(walker, stage1)
    assert code(walker, Event.HOLD_STAGE1, happened_on=date(2026, 2, 9)) == "step_before_cause"


def test_a_step_needs_a_name_and_the_right_role(world: World) -> None:
    walker = begin(world)
    assert code(walker, Event.APPLY, by_name=" ") == "name_missing"
    assert code(walker, Event.APPLY, actor=Actor.REVIEWER) == "cycle_actor_wrong"


def test_a_stage_2_that_was_held_cannot_be_held_again_by_the_same_papers(world: World) -> None:
    walker = begin(world)
    way.to_stage2(walker, Grade.MAJOR)
    walker.take(Event.ISSUE_NONCONFORMITIES)
    walker.on(date(2026, 10, 1))
    walker.take(Event.STAGE2_AGAIN)
    assert code(walker, Event.RELEASE_STAGE2) == "team_not_chosen"  # the next stage 2 is not planned yet
    way.plan_audit(walker, AuditType.STAGE2)
    walker.take(Event.RELEASE_STAGE2)
    assert code(walker, Event.HOLD_STAGE2) == "opening_meeting_not_held"


def test_nonconformities_hold_the_decision_until_the_record_says_otherwise(world: World) -> None:
    walker = begin(world)
    way.to_stage2(walker, Grade.MAJOR, Grade.MINOR)
    assert code(walker, Event.SEND_TO_REVIEW) == "nonconformities_to_issue"
    walker.take(Event.ISSUE_NONCONFORMITIES)
    assert code(walker, Event.SEND_TO_REVIEW) == "majors_not_verified"


def test_nobody_of_the_team_reviews_or_decides(world: World) -> None:
    walker = begin(world)
    way.to_stage2(walker)
    walker.take(Event.SEND_TO_REVIEW)
    assert code(walker, Event.FINISH_REVIEW, by_name=LEAD.upper()) == "reviewer_in_team"
    walker.take(Event.FINISH_REVIEW)
    assert code(walker, Event.GRANT, by_name=f"{DECIDER}, {LEAD}") == "decider_in_team"


def test_a_review_needs_its_checklist_and_questions_their_answer(world: World) -> None:
    walker = begin(world)
    way.to_stage2(walker)
    walker.take(Event.SEND_TO_REVIEW)
    assert code(walker, Event.FINISH_REVIEW, record="") == "review_incomplete"
    walker.take(Event.ASK_TEAM, reason="Which sites were seen?")
    assert code(walker, Event.SEND_TO_REVIEW, reason="") == "questions_open"
    walker.take(Event.SEND_TO_REVIEW, reason="Both.")
    assert walker.state is CycleState.REVIEW


def test_the_recommendation_is_not_the_decision(world: World) -> None:
    walker = begin(world)
    way.to_stage2(walker)
    with world.workspace.write() as uow:
        audit = uow.session.get_one(Audit, walker.audits[-1])
        audit.recommendation = Recommendation.DO_NOT_RECOMMEND
        uow.record("audit.changed", audit, audit=audit.id)
        uow.commit()
    walker.take(Event.SEND_TO_REVIEW)
    walker.take(Event.FINISH_REVIEW)
    assert code(walker, Event.GRANT, reason="") == "decision_departs"
    walker.take(Event.GRANT, reason="the doubt was settled")


def test_an_act_of_the_audit_is_proposed_and_never_taken_by_itself(world: World) -> None:
    walker = begin(world)
    way.to_programme(walker)
    walker.on(date(2026, 1, 19))
    way.plan_audit(walker, AuditType.STAGE1)
    first = world.services.cycles.offers(walker.cycle_id)[0]
    assert (first.event, first.ready, first.by_name, first.reference) == (Event.PLAN_STAGE1, True, LEAD, "A-1")
    assert walker.state is CycleState.PROGRAMME_SET


def test_a_surveillance_that_was_held_does_not_count_twice(world: World) -> None:
    walker = begin(world)
    way.to_certificate(walker)
    walker.on(date(2027, 5, 11))
    audit = way.plan_audit(walker, AuditType.SURVEILLANCE)
    way.hold(walker, audit)
    walker.take(Event.HOLD_SURVEILLANCE)
    assert code(walker, Event.HOLD_SURVEILLANCE) == "team_not_chosen"
    walker.take(Event.KEEP)


def test_suspension_and_its_end_keep_their_dates(world: World) -> None:
    walker = begin(world)
    way.to_certificate(walker)
    walker.later(30)
    walker.take(Event.SUSPEND)
    assert world.services.cycles.sheet(walker.cycle_id).cycle.suspended_on == walker.day
    assert code(walker, Event.LIFT_SUSPENSION, solved=False) == "suspension_cause_open"
    walker.take(Event.LIFT_SUSPENSION)
    assert world.services.cycles.sheet(walker.cycle_id).cycle.suspended_on is None


def test_a_renewal_begins_the_next_cycle_from_the_old_end(world: World) -> None:
    walker = begin(world)
    way.to_certificate(walker)
    renewed(walker)
    old, new = sorted(world.services.cycles.list(walker.client_id), key=lambda one: one.number)
    assert (new.number, new.state, new.decided_on) == (2, CycleState.CERTIFIED, date(2029, 4, 2))
    assert (new.expires_on, new.old_expires_on, old.expires_on) == (
        date(2032, 6, 18), date(2029, 6, 18), date(2029, 6, 18),
    )  # fmt: skip
    assert world.services.cycles.offers(old.id) == ()
    walker.cycle_id = old.id
    assert code(walker, Event.SUSPEND) == "cycle_superseded"


def renewed(walker: Walker) -> None:
    walker.on(date(2029, 3, 1))
    audit = way.plan_audit(walker, AuditType.RECERTIFICATION)
    walker.take(Event.START_RECERTIFICATION)
    walker.on(date(2029, 3, 10))
    way.hold(walker, audit)
    walker.take(Event.SEND_TO_REVIEW)
    walker.take(Event.FINISH_REVIEW)
    walker.on(date(2029, 4, 2))
    walker.take(Event.RENEW)


def test_an_expired_certificate_is_restored_within_six_months_from_the_old_end(world: World) -> None:
    walker = begin(world)
    way.to_certificate(walker)
    walker.on(date(2029, 6, 18))
    assert code(walker, Event.EXPIRE) == "certificate_still_valid"
    walker.on(date(2029, 6, 19))
    walker.take(Event.EXPIRE)
    audit = way.plan_audit(walker, AuditType.RECERTIFICATION)
    walker.on(date(2029, 8, 1))
    way.hold(walker, audit)
    assert code(walker, Event.RESTORE) == "reviewer_missing"  # the review of 2026 was about another audit
    walker.take(Event.RESTORE, reviewers=way.REVIEWER)
    latest = world.services.cycles.list(walker.client_id)[0]
    assert (latest.number, latest.decided_on, latest.expires_on) == (2, date(2029, 8, 1), date(2032, 6, 18))


def test_undo_takes_the_step_and_the_new_cycle_back(world: World) -> None:
    walker = begin(world)
    way.to_certificate(walker)
    renewed(walker)
    world.services.fields.undo()
    (cycle,) = world.services.cycles.list(walker.client_id)
    assert (cycle.state, cycle.expires_on) == (CycleState.DECISION, date(2029, 6, 18))
    world.services.fields.redo()
    assert len(world.services.cycles.list(walker.client_id)) == 2


def test_a_transfer_joins_the_running_cycle_with_the_dates_of_the_certificate(world: World) -> None:
    walker = begin(world)
    walker.take(Event.REQUEST_TRANSFER)
    way.fill_application(walker)
    assert code(walker, Event.JOIN_CYCLE, expires_on=date(2027, 1, 31)) == "transfer_reason_open"
    way.fill_transfer(walker)
    assert code(walker, Event.JOIN_CYCLE) == "expiry_unknown"
    walker.take(Event.JOIN_CYCLE, decided_on=date(2024, 2, 1), expires_on=date(2027, 1, 31))
    cycle = world.services.cycles.sheet(walker.cycle_id).cycle
    assert (cycle.state, cycle.decided_on, cycle.expires_on) == (
        CycleState.CERTIFIED, date(2024, 2, 1), date(2027, 1, 31),
    )  # fmt: skip


def test_a_second_cycle_begins_only_when_the_first_has_ended(world: World) -> None:
    walker = begin(world)
    with pytest.raises(UserMistake, match="cycle_runs"):
        world.services.cycles.begin(walker.client_id)
    walker.take(Event.CANCEL)
    walker.cycle_id = world.services.cycles.begin(walker.client_id).id
    assert world.services.cycles.sheet(walker.cycle_id).cycle.number == 2


def test_no_typing_moves_a_cycle_or_its_dates(world: World) -> None:
    walker = begin(world)
    for field in ("state", "decided_on", "expires_on", "old_expires_on", "suspended_on"):
        with pytest.raises(UserMistake, match="field_not_editable"):
            world.services.fields.set("cycle", walker.cycle_id, field, None)


# ------------------------------------------------------------------------------------------------------ history, forms


TOLD = (
    ToldStep(event=Event.APPLY, happened_on=date(2025, 1, 7)),
    ToldStep(event=Event.HAND_IN, happened_on=date(2025, 1, 7)),
    ToldStep(event=Event.QUOTE, happened_on=date(2025, 1, 9), by_name="Ida Lund", record="offer 12"),
)


def test_history_is_told_along_the_table_and_keeps_its_order(world: World) -> None:
    walker = begin(world)
    world.services.cycles.tell(walker.cycle_id, TOLD)
    events = world.services.cycles.sheet(walker.cycle_id).source.events
    assert (walker.state, [one.event for one in events]) == (CycleState.QUOTED, ["apply", "hand_in", "quote"])
    assert {one.actor for one in events} == {""}  # told, not checked


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (TOLD[1:], "history_step_wrong"),
        (tuple(replace(one, happened_on=date(2025, 1, 9 - place)) for place, one in enumerate(TOLD)), "history_order"),
        ((*TOLD, ToldStep(event=Event.CANCEL, happened_on=date(2025, 2, 1))), "history_ends_the_cycle"),
        ((ToldStep(event=Event.APPLY, happened_on=date(2030, 1, 1)),), "step_day_ahead"),
    ],
)
def test_history_that_does_not_fit_is_refused(world: World, told: tuple[ToldStep, ...], wanted: str) -> None:
    walker = begin(world)
    with pytest.raises(UserMistake, match=wanted):
        world.services.cycles.tell(walker.cycle_id, told)
    assert world.services.cycles.sheet(walker.cycle_id).source.events == ()


def test_history_is_told_once_and_a_running_certificate_needs_its_days(world: World) -> None:
    walker = begin(world)
    certified = (
        ToldStep(event=Event.REQUEST_TRANSFER, happened_on=date(2025, 1, 7)),
        ToldStep(event=Event.JOIN_CYCLE, happened_on=date(2025, 2, 7)),
    )
    with pytest.raises(UserMistake, match="history_dates_missing"):
        world.services.cycles.tell(walker.cycle_id, certified)
    days = {"decided_on": date(2024, 5, 2), "expires_on": date(2027, 5, 2)}
    tell = partial(world.services.cycles.tell, walker.cycle_id, certified, **days)  # type: ignore[arg-type]
    tell()
    assert walker.state is CycleState.CERTIFIED
    with pytest.raises(UserMistake, match="cycle_begun"):
        tell()


def test_a_form_is_signed_off_only_when_its_lines_are_answered(world: World) -> None:
    cycles, walker = world.services.cycles, begin(world)
    form = cycles.begin_form(walker.cycle_id, FormKind.TRANSFER).id
    with pytest.raises(UserMistake, match="form_line_open"):
        cycles.finish_form(form, FormResult.POSITIVE, MANAGER)
    for one in cycles.form(form).answers:
        cycles.answer_form(form, one["key"], one["key"] != "legal")
    with pytest.raises(UserMistake, match="form_remark_missing"):
        cycles.finish_form(form, FormResult.POSITIVE, MANAGER)
    cycles.answer_form(form, "legal", False, "a case is open")
    with pytest.raises(UserMistake, match="form_result_departs"):
        cycles.finish_form(form, FormResult.POSITIVE, MANAGER)
    cycles.finish_form(form, FormResult.NEGATIVE, MANAGER, reason="wait for the court")
    with pytest.raises(UserMistake, match="form_signed_off"):
        cycles.answer_form(form, "legal", True)


def test_the_contract_is_noted_after_the_review_was_signed_off(world: World) -> None:
    walker = begin(world)
    form = world.services.cycles.begin_form(walker.cycle_id, FormKind.APPLICATION).id
    for one in world.services.cycles.form(form).answers:
        if one["key"] not in ("offer_sent", "signed_by_client", "signed_by_body", "programme_approved"):
            world.services.cycles.answer_form(form, one["key"], True)
    world.services.cycles.finish_form(form, FormResult.POSITIVE, MANAGER)
    world.services.cycles.answer_form(form, "signed_by_client", True)
    assert world.services.cycles.facts(walker.cycle_id).application.signed_by_client


def test_a_go_ahead_is_about_the_stage_1_it_was_given_for(world: World) -> None:
    walker = begin(world)
    way.to_programme(walker)
    walker.on(date(2026, 1, 19))
    first = way.plan_audit(walker, AuditType.STAGE1)
    walker.take(Event.PLAN_STAGE1)
    way.hold(walker, first, Grade.CONCERN)
    walker.take(Event.HOLD_STAGE1)
    assert world.services.cycles.facts(walker.cycle_id).stage1_review.concerns_open == 1
    way.say_go(walker)
    walker.take(Event.REPEAT_STAGE1)
    walker.later()
    second = way.plan_audit(walker, AuditType.STAGE1)
    walker.take(Event.PLAN_STAGE1)
    way.hold(walker, second)
    walker.take(Event.HOLD_STAGE1)
    way.plan_audit(walker, AuditType.STAGE2)
    assert code(walker, Event.RELEASE_STAGE2) == "stage1_not_reviewed"


def test_an_audit_that_ended_early_moves_the_cycle_once(world: World) -> None:
    walker = begin(world)
    way.to_programme(walker)
    walker.on(date(2026, 1, 19))
    first = way.plan_audit(walker, AuditType.STAGE1)
    walker.take(Event.PLAN_STAGE1)
    way.end_early(walker, first)
    walker.take(Event.BREAK_OFF)
    walker.later()
    way.plan_audit(walker, AuditType.STAGE1)
    walker.take(Event.PLAN_STAGE1)
    assert code(walker, Event.BREAK_OFF) == "no_audit_broken_off"


def test_a_site_without_heads_keeps_the_application_open(world: World) -> None:
    walker = begin(world)
    way.fill_application(walker)
    world.services.clients.add_site(walker.client_id, Site(label="S-3", name="New"))
    walker.take(Event.APPLY)
    assert code(walker, Event.HAND_IN) == "application_head_count_missing"
