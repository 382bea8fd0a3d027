"""Every row of the state table, allowed with good facts and refused with each single fact spoilt."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import date

import pytest

from app.domain.cycle import FINAL, Actor, CyclePhase, Event, allowed, apply, offer, phase
from app.domain.cycle_facts import CycleFacts
from app.domain.cycle_kinds import ApplicationItem, StepRecord, TransferCheck
from app.domain.cycle_steps import STEPS
from app.domain.errors import UserMistake
from app.domain.kinds import CycleState as S
from app.domain.kinds import Recommendation
from app.domain.sentences import ERRORS
from app.domain.words import NAMES
from app.domain.words_cycle import CYCLE_NAMES
from tests.cycles import (
    AUDITOR,
    CLOSED,
    LEAD,
    LIMIT,
    MAJOR,
    MINOR,
    OPEN_MAJOR,
    OPEN_MINOR,
    REVIEWER,
    TODAY,
    audit,
    certified,
    expired,
    facts,
    part,
)

E, A, R = Event, Actor, StepRecord
WITH_MINOR = facts(main=audit(nonconformities=(MINOR,)))
CLEARED = facts(main=audit(nonconformities=(MAJOR, MINOR)))
LATE = facts(main=audit(nonconformities=(OPEN_MAJOR,)), today=date(2026, 10, 1))
RENEWING = certified()
RENEWING_NC = certified(main=audit(nonconformities=(MAJOR,)))
BROKEN = audit(broken_off_reason="the site was closed by the authorities")
ENDED = certified(today=date(2029, 5, 19))

# from, event, to, who, record left, facts
WAYS = [
    (S.ENQUIRY, E.APPLY, S.APPLICATION, A.CLIENT, R.CONTACT, facts()),
    (S.APPLICATION, E.HAND_IN, S.APPLICATION_REVIEW, A.CLIENT, R.APPLICATION, facts()),
    (S.APPLICATION_REVIEW, E.RETURN_APPLICATION, S.APPLICATION, A.PLANNER, R.QUESTIONS, facts()),
    (S.APPLICATION_REVIEW, E.QUOTE, S.QUOTED, A.PLANNER, R.APPLICATION_REVIEW, facts()),
    (S.APPLICATION_REVIEW, E.DECLINE, S.DECLINED, A.PLANNER, R.APPLICATION_REVIEW, facts()),
    (S.QUOTED, E.CONTRACT, S.CONTRACTED, A.CLIENT, R.CONTRACT, facts()),
    (S.CONTRACTED, E.SET_PROGRAMME, S.PROGRAMME_SET, A.PLANNER, R.PROGRAMME, facts()),
    (S.PROGRAMME_SET, E.PLAN_STAGE1, S.STAGE1_PLANNED, A.LEAD_AUDITOR, R.PLAN, facts()),
    (S.STAGE1_PLANNED, E.HOLD_STAGE1, S.STAGE1_DONE, A.LEAD_AUDITOR, R.STAGE1_REPORT, facts()),
    (S.STAGE1_PLANNED, E.BREAK_OFF, S.STAGE1_REPEAT, A.LEAD_AUDITOR, R.NOTE, facts(stage1=BROKEN)),
    (S.STAGE1_DONE, E.REPEAT_STAGE1, S.STAGE1_REPEAT, A.CERTIFICATION_MANAGER, R.GO, facts()),
    (S.STAGE2_READY, E.REPEAT_STAGE1, S.STAGE1_REPEAT, A.CERTIFICATION_MANAGER, R.GO, facts()),
    (S.STAGE1_REPEAT, E.PLAN_STAGE1, S.STAGE1_PLANNED, A.LEAD_AUDITOR, R.PLAN, facts()),
    (S.STAGE1_DONE, E.RELEASE_STAGE2, S.STAGE2_READY, A.CERTIFICATION_MANAGER, R.GO, facts()),
    (S.STAGE2_READY, E.HOLD_STAGE2, S.STAGE2_DONE, A.LEAD_AUDITOR, R.REPORT, facts()),
    (S.STAGE2_READY, E.BREAK_OFF, S.STAGE2_AGAIN, A.LEAD_AUDITOR, R.NOTE, facts(main=BROKEN)),
    (S.STAGE2_DONE, E.ISSUE_NONCONFORMITIES, S.NC_OPEN, A.LEAD_AUDITOR, R.NC_NOTES, WITH_MINOR),
    (S.STAGE2_DONE, E.SEND_TO_REVIEW, S.REVIEW, A.LEAD_AUDITOR, R.REPORT, facts()),
    (S.NC_OPEN, E.SEND_TO_REVIEW, S.REVIEW, A.LEAD_AUDITOR, R.VERDICTS, CLEARED),
    (S.NC_OPEN, E.STAGE2_AGAIN, S.STAGE2_AGAIN, A.CERTIFICATION_MANAGER, R.GO, LATE),
    (S.NC_OPEN, E.FOLLOW_UP_VISIT, S.NC_OPEN, A.LEAD_AUDITOR, R.REPORT, CLEARED),
    (S.STAGE2_AGAIN, E.RELEASE_STAGE2, S.STAGE2_READY, A.CERTIFICATION_MANAGER, R.GO, facts()),
    (S.REVIEW, E.FINISH_REVIEW, S.DECISION, A.REVIEWER, R.CHECKLIST, CLEARED),
    (S.REVIEW, E.ASK_TEAM, S.STAGE2_DONE, A.REVIEWER, R.QUESTIONS, part(facts(), "review", questions_open=2)),
    (S.DECISION, E.RETURN_TO_REVIEW, S.REVIEW, A.DECISION_MAKER, R.QUESTIONS, facts()),
    (S.DECISION, E.GRANT, S.CERTIFIED, A.DECISION_MAKER, R.DECISION, CLEARED),
    (S.DECISION, E.REFUSE, S.REFUSED, A.DECISION_MAKER, R.DECISION, facts()),
    (S.CERTIFIED, E.HOLD_SURVEILLANCE, S.CERTIFIED, A.LEAD_AUDITOR, R.REPORT, certified()),
    (S.CERTIFIED, E.KEEP, S.CERTIFIED, A.CERTIFICATION_MANAGER, R.DECISION, certified()),
    (S.CERTIFIED, E.START_RECERTIFICATION, S.RECERTIFICATION, A.LEAD_AUDITOR, R.PLAN, certified()),
    (S.CERTIFIED, E.BREAK_OFF, S.CERTIFIED, A.LEAD_AUDITOR, R.NOTE, certified(surveillance=BROKEN)),
    (S.RECERTIFICATION, E.BREAK_OFF, S.RECERTIFICATION, A.LEAD_AUDITOR, R.NOTE, certified(main=BROKEN)),
    (S.RECERTIFICATION, E.ISSUE_NONCONFORMITIES, S.NC_OPEN, A.LEAD_AUDITOR, R.NC_NOTES, RENEWING_NC),
    (S.RECERTIFICATION, E.SEND_TO_REVIEW, S.REVIEW, A.LEAD_AUDITOR, R.REPORT, RENEWING),
    (S.NC_OPEN, E.SEND_TO_REVIEW, S.REVIEW, A.LEAD_AUDITOR, R.VERDICTS, RENEWING_NC),
    (S.REVIEW, E.ASK_TEAM, S.RECERTIFICATION, A.REVIEWER, R.QUESTIONS, part(RENEWING, "review", questions_open=1)),
    (S.DECISION, E.RENEW, S.CERTIFIED, A.DECISION_MAKER, R.DECISION, RENEWING_NC),
    (S.DECISION, E.REFUSE_RENEWAL, S.RECERTIFICATION, A.DECISION_MAKER, R.DECISION, RENEWING),
    (S.CERTIFIED, E.SUSPEND, S.SUSPENDED, A.DECISION_MAKER, R.NOTICE, certified()),
    (S.NC_OPEN, E.SUSPEND, S.SUSPENDED, A.DECISION_MAKER, R.NOTICE, RENEWING_NC),
    (S.SUSPENDED, E.LIFT_SUSPENSION, S.CERTIFIED, A.DECISION_MAKER, R.DECISION, certified()),
    (S.SUSPENDED, E.REDUCE_SCOPE, S.CERTIFIED, A.DECISION_MAKER, R.REGISTER, certified()),
    (S.SUSPENDED, E.WITHDRAW, S.WITHDRAWN, A.DECISION_MAKER, R.REGISTER, certified()),
    (S.SUSPENDED, E.SHORT_NOTICE, S.SUSPENDED, A.LEAD_AUDITOR, R.REPORT, certified()),
    (S.CERTIFIED, E.WITHDRAW, S.WITHDRAWN, A.DECISION_MAKER, R.REGISTER, certified()),
    (S.REVIEW, E.WITHDRAW, S.WITHDRAWN, A.DECISION_MAKER, R.REGISTER, RENEWING),
    (S.CERTIFIED, E.REDUCE_SCOPE, S.CERTIFIED, A.DECISION_MAKER, R.REGISTER, certified()),
    (S.CERTIFIED, E.EXTEND_SCOPE, S.CERTIFIED, A.DECISION_MAKER, R.DECISION, certified()),
    (S.CERTIFIED, E.SHORT_NOTICE, S.CERTIFIED, A.LEAD_AUDITOR, R.REPORT, certified()),
    (S.CERTIFIED, E.FOLLOW_UP_VISIT, S.CERTIFIED, A.LEAD_AUDITOR, R.REPORT, certified()),
    (S.CERTIFIED, E.CHANGE_EDITION, S.CERTIFIED, A.DECISION_MAKER, R.DECISION, certified()),
    (S.CERTIFIED, E.EXPIRE, S.EXPIRED, A.BODY, R.REGISTER, ENDED),
    (S.SUSPENDED, E.EXPIRE, S.EXPIRED, A.BODY, R.REGISTER, ENDED),
    (S.DECISION, E.EXPIRE, S.EXPIRED, A.BODY, R.REGISTER, ENDED),
    (S.EXPIRED, E.RESTORE, S.CERTIFIED, A.DECISION_MAKER, R.DECISION, expired()),
    (S.EXPIRED, E.STAGE2_AFTER_EXPIRY, S.STAGE2_READY, A.CERTIFICATION_MANAGER, R.GO, expired()),
    (S.ENQUIRY, E.REQUEST_TRANSFER, S.TRANSFER_REVIEW, A.CLIENT, R.CONTACT, facts()),
    (S.TRANSFER_REVIEW, E.JOIN_CYCLE, S.CERTIFIED, A.DECISION_MAKER, R.TRANSFER_REVIEW, certified()),
    (S.TRANSFER_REVIEW, E.TREAT_AS_NEW, S.APPLICATION, A.PLANNER, R.TRANSFER_REVIEW, facts()),
    (S.TRANSFER_REVIEW, E.DECLINE, S.DECLINED, A.PLANNER, R.APPLICATION_REVIEW, facts()),
    (S.QUOTED, E.CANCEL, S.CANCELLED, A.CLIENT, R.NOTE, facts()),
    (S.NC_OPEN, E.CANCEL, S.CANCELLED, A.CLIENT, R.NOTE, facts()),
    (S.EXPIRED, E.CANCEL, S.CANCELLED, A.BODY, R.NOTE, expired()),
    (S.CERTIFIED, E.GIVE_UP, S.WITHDRAWN, A.CLIENT, R.REGISTER, certified()),
    (S.NC_OPEN, E.GIVE_UP, S.WITHDRAWN, A.CLIENT, R.REGISTER, RENEWING_NC),
]  # fmt: skip


def codes(state: S, event: Event, given: CycleFacts) -> list[str]:
    found = offer(state, event, given)
    assert found is not None
    return [problem.code for problem in found.problems]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way[0]}-{way[1]}-{way[2]}")
def test_the_way_is_open_when_its_guards_hold(way):
    state, event, target, actor, record, given = way
    found = offer(state, event, given)
    assert found is not None
    assert found.problems == ()
    assert found.record is record
    assert apply(state, event, given, actor) is target


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way[0]}-{way[1]}-{way[2]}")
def test_nothing_moves_while_no_fact_is_known(way):
    state, event, _, actor, _, given = way
    nothing = CycleFacts(today=given.today, certificate=replace(given.certificate, expires_on=None))
    with pytest.raises(UserMistake) as caught:
        apply(state, event, nothing, actor)
    assert caught.value.code in ERRORS


def test_every_row_of_the_table_is_walked():
    walked = {(event, target) for _, event, target, *_ in WAYS}
    assert {(step.event, step.target) for step in STEPS if step.target is not None} <= walked
    assert {event for event, _ in walked} == {step.event for step in STEPS} == set(Event)


SPOILT = [
    (S.ENQUIRY, E.APPLY, part(facts(), "application", contact_noted=False), "contact_missing"),
    *[
        (
            S.APPLICATION,
            E.HAND_IN,
            part(facts(), "application", present=frozenset(ApplicationItem) - {item}),
            f"application_{item.value}_missing",
        )
        for item in ApplicationItem
    ],
    *[
        (S.APPLICATION_REVIEW, E.QUOTE, part(facts(), "application", **{name: answer}), f"{name}_{code}")
        for name in ("competence", "impartiality", "scope_clear")
        for answer, code in ((None, "not_judged"), (False, "refused"))
    ],
    (S.APPLICATION_REVIEW, E.QUOTE, part(facts(), "application", audit_time_calculated=False), "audit_time_missing"),
    (S.APPLICATION_REVIEW, E.DECLINE, facts(reason=" "), "reason_missing"),
    (S.QUOTED, E.CONTRACT, part(facts(), "application", quote_sent=False), "quote_not_sent"),
    (S.QUOTED, E.CONTRACT, part(facts(), "application", signed_by_client=False), "contract_not_signed_by_client"),
    (S.QUOTED, E.CONTRACT, part(facts(), "application", signed_by_body=False), "contract_not_signed_by_body"),
    (S.CONTRACTED, E.SET_PROGRAMME, part(facts(), "application", programme_drawn=False), "programme_missing"),
    (S.CONTRACTED, E.SET_PROGRAMME, part(facts(), "application", programme_approved_by=""), "programme_not_approved"),
    (S.PROGRAMME_SET, E.PLAN_STAGE1, part(facts(), "stage1", team=(" ",)), "team_not_chosen"),
    (S.PROGRAMME_SET, E.PLAN_STAGE1, part(facts(), "stage1", plan_sent_on=None), "plan_not_sent"),
    (S.STAGE1_PLANNED, E.HOLD_STAGE1, part(facts(), "stage1", declarations_clean=False), "declarations_missing"),
    (S.STAGE1_PLANNED, E.HOLD_STAGE1, part(facts(), "stage1", plan_accepted=False), "plan_not_acknowledged"),
    (S.STAGE1_PLANNED, E.HOLD_STAGE1, part(facts(), "stage1", objection_open=True), "objection_open"),
    (S.STAGE1_PLANNED, E.HOLD_STAGE1, part(facts(), "stage1", withheld_asked=False), "withheld_not_asked"),
    (S.STAGE1_PLANNED, E.HOLD_STAGE1, part(facts(), "stage1", withheld_open=1), "withheld_not_judged"),
    (S.STAGE1_PLANNED, E.HOLD_STAGE1, part(facts(), "stage1", opening_held=False), "opening_meeting_not_held"),
    (S.STAGE1_PLANNED, E.HOLD_STAGE1, part(facts(), "stage1", report_signed=False), "audit_report_not_signed"),
    (S.STAGE1_PLANNED, E.HOLD_STAGE1, part(facts(), "stage1", recommendation=None), "recommendation_missing"),
    (S.STAGE1_DONE, E.RELEASE_STAGE2, part(facts(), "stage1", report_signed=False), "audit_report_not_signed"),
    (S.STAGE1_DONE, E.RELEASE_STAGE2, part(facts(), "stage1_review", reviewed_by=""), "stage1_not_reviewed"),
    (S.STAGE1_DONE, E.RELEASE_STAGE2, part(facts(), "stage1_review", go=None), "go_not_judged"),
    (S.STAGE1_DONE, E.RELEASE_STAGE2, part(facts(), "stage1_review", go=False), "go_refused"),
    (S.STAGE1_DONE, E.RELEASE_STAGE2, part(facts(), "stage1_review", concerns_open=3), "concern_open"),
    (
        S.STAGE1_DONE,
        E.RELEASE_STAGE2,
        part(facts(), "stage1", recommendation=Recommendation.NOT_READY),
        "go_against_recommendation",
    ),
    (S.STAGE1_DONE, E.RELEASE_STAGE2, facts(today=date(2026, 7, 31)), "stage1_too_old"),
    (S.STAGE1_DONE, E.RELEASE_STAGE2, part(facts(), "main", team_chosen=False), "team_not_chosen"),
    (S.STAGE1_DONE, E.REPEAT_STAGE1, facts(reason=""), "reason_missing"),
    (S.STAGE2_READY, E.HOLD_STAGE2, part(facts(), "main", withheld_refused=1), "withheld_until_access"),
    (S.STAGE2_READY, E.HOLD_STAGE2, part(facts(), "main", closed_on=None), "closing_meeting_not_held"),
    (S.STAGE2_READY, E.HOLD_STAGE2, part(facts(), "main", closed_on=date(2026, 5, 19)), "closing_day_ahead"),
    (S.STAGE2_READY, E.HOLD_STAGE2, facts(main=BROKEN), "audit_broken_off"),
    (S.STAGE2_READY, E.BREAK_OFF, facts(), "no_audit_broken_off"),
    (S.STAGE2_AGAIN, E.RELEASE_STAGE2, part(facts(), "main", team=()), "team_not_chosen"),
    (S.STAGE2_DONE, E.ISSUE_NONCONFORMITIES, facts(), "no_nonconformity"),
    (S.STAGE2_DONE, E.SEND_TO_REVIEW, WITH_MINOR, "nonconformities_to_issue"),
    (S.STAGE2_DONE, E.SEND_TO_REVIEW, part(facts(), "review", questions_open=1), "questions_open"),
    (S.NC_OPEN, E.SEND_TO_REVIEW, facts(main=audit(nonconformities=(OPEN_MAJOR,))), "majors_not_verified"),
    (
        S.NC_OPEN,
        E.SEND_TO_REVIEW,
        facts(main=audit(nonconformities=(replace(MAJOR, plan_accepted=False),))),
        "majors_not_verified",
    ),
    (S.NC_OPEN, E.SEND_TO_REVIEW, facts(main=audit(nonconformities=(OPEN_MINOR,))), "minors_not_planned"),
    (
        S.NC_OPEN,
        E.SEND_TO_REVIEW,
        facts(main=audit(nonconformities=(replace(MAJOR, verified_on=date(2026, 10, 1)),))),
        "major_verified_late",
    ),
    (S.NC_OPEN, E.STAGE2_AGAIN, replace(LATE, today=LIMIT), "majors_still_in_time"),
    (S.NC_OPEN, E.FOLLOW_UP_VISIT, part(facts(), "special", report_signed=False), "audit_report_not_signed"),
    (S.REVIEW, E.FINISH_REVIEW, part(facts(), "review", reviewers=()), "reviewer_missing"),
    (S.REVIEW, E.FINISH_REVIEW, part(facts(), "review", reviewers=("eva  LIND",)), "reviewer_in_team"),
    (S.REVIEW, E.FINISH_REVIEW, part(facts(), "review", complete=False), "review_incomplete"),
    (S.REVIEW, E.FINISH_REVIEW, part(facts(), "review", questions_open=1), "questions_open"),
    (S.REVIEW, E.FINISH_REVIEW, part(facts(), "review", internal_audit=None), "internal_audit_unanswered"),
    (S.REVIEW, E.ASK_TEAM, facts(), "no_question_asked"),
    (S.DECISION, E.RETURN_TO_REVIEW, facts(reason=""), "reason_missing"),
    (S.DECISION, E.GRANT, part(facts(), "decision", by=()), "decider_missing"),
    (S.DECISION, E.GRANT, part(facts(), "decision", by=(REVIEWER, AUDITOR)), "decider_in_team"),
    (S.DECISION, E.GRANT, part(facts(), "decision", on=None), "decision_day_missing"),
    (S.DECISION, E.GRANT, part(facts(), "decision", on=date(2026, 5, 19)), "decision_day_ahead"),
    (S.DECISION, E.GRANT, part(facts(), "decision", on=date(2026, 3, 30)), "decision_before_audit"),
    (S.DECISION, E.GRANT, facts(main=audit(nonconformities=(OPEN_MAJOR,))), "majors_not_verified"),
    (S.DECISION, E.GRANT, facts(main=audit(nonconformities=(OPEN_MINOR,))), "minors_not_planned"),
    (S.DECISION, E.GRANT, part(facts(), "review", internal_audit=False), "internal_audit_not_effective"),
    (S.DECISION, E.GRANT, part(facts(), "review", management_review=False), "management_review_not_effective"),
    (S.DECISION, E.GRANT, part(facts(), "review", scope_confirmed=False), "scope_not_confirmed"),
    (
        S.DECISION,
        E.GRANT,
        part(part(facts(), "decision", reason=""), "main", recommendation=Recommendation.DO_NOT_RECOMMEND),
        "decision_departs",
    ),
    (S.DECISION, E.REFUSE, part(facts(), "decision", reason=""), "decision_reason_missing"),
    (S.DECISION, E.REFUSE, part(facts(), "decision", by=(LEAD,)), "decider_in_team"),
    (
        S.DECISION,
        E.RENEW,
        part(replace(RENEWING, today=date(2029, 5, 20)), "decision", on=date(2029, 5, 19)),
        "renewal_too_late",
    ),
    (S.DECISION, E.REFUSE_RENEWAL, part(RENEWING, "decision", reason=""), "decision_reason_missing"),
    (S.CERTIFIED, E.HOLD_SURVEILLANCE, ENDED, "certificate_over"),
    (S.CERTIFIED, E.HOLD_SURVEILLANCE, part(certified(), "surveillance", plan_accepted=False), "plan_not_acknowledged"),
    (S.CERTIFIED, E.KEEP, certified(surveillance=audit(nonconformities=(OPEN_MAJOR,))), "majors_not_verified"),
    (
        S.CERTIFIED,
        E.KEEP,
        part(certified(surveillance=audit(nonconformities=(MAJOR,))), "decision", by=(LEAD,)),
        "decider_in_team",
    ),
    (
        S.CERTIFIED,
        E.KEEP,
        part(certified(surveillance=audit(recommendation=Recommendation.SUSPEND)), "decision", reason=""),
        "decision_departs",
    ),
    (
        S.CERTIFIED,
        E.START_RECERTIFICATION,
        part(certified(changed_much=True), "stage1", report_signed=False),
        "recertification_needs_stage1",
    ),
    (S.CERTIFIED, E.START_RECERTIFICATION, ENDED, "certificate_over"),
    (S.CERTIFIED, E.BREAK_OFF, certified(), "no_audit_broken_off"),
    (S.RECERTIFICATION, E.SEND_TO_REVIEW, part(RENEWING, "main", closed_on=None), "closing_meeting_not_held"),
    (S.RECERTIFICATION, E.ISSUE_NONCONFORMITIES, RENEWING, "no_nonconformity"),
    (S.CERTIFIED, E.SUSPEND, part(certified(), "decision", by=(LEAD,)), "decider_in_team"),
    (S.CERTIFIED, E.SUSPEND, part(certified(), "decision", reason=""), "decision_reason_missing"),
    (S.SUSPENDED, E.LIFT_SUSPENSION, certified(suspension_solved=False), "suspension_cause_open"),
    (S.SUSPENDED, E.LIFT_SUSPENSION, ENDED, "certificate_over"),
    (
        S.SUSPENDED,
        E.LIFT_SUSPENSION,
        certified(surveillance=audit(nonconformities=(OPEN_MAJOR,))),
        "majors_not_verified",
    ),
    (S.SUSPENDED, E.REDUCE_SCOPE, certified(new_scope=" "), "new_scope_missing"),
    (S.CERTIFIED, E.REDUCE_SCOPE, certified(new_scope=""), "new_scope_missing"),
    (S.CERTIFIED, E.WITHDRAW, part(certified(), "decision", on=None), "decision_day_missing"),
    (S.CERTIFIED, E.EXPIRE, certified(today=date(2029, 5, 18)), "certificate_still_valid"),
    (S.CERTIFIED, E.EXPIRE, part(certified(), "certificate", expires_on=None), "expiry_unknown"),
    (S.EXPIRED, E.RESTORE, expired(date(2029, 11, 19)), "restore_too_late"),
    (S.EXPIRED, E.RESTORE, part(expired(), "main", closed_on=None), "closing_meeting_not_held"),
    (S.EXPIRED, E.RESTORE, expired(main=audit(nonconformities=(OPEN_MAJOR,))), "majors_not_verified"),
    (S.EXPIRED, E.RESTORE, part(expired(), "review", complete=False), "review_incomplete"),
    (S.EXPIRED, E.STAGE2_AFTER_EXPIRY, part(expired(), "main", team_chosen=False), "team_not_chosen"),
    (S.CERTIFIED, E.EXTEND_SCOPE, part(certified(), "special", report_signed=False), "audit_report_not_signed"),
    (S.CERTIFIED, E.EXTEND_SCOPE, certified(new_scope=""), "new_scope_missing"),
    (S.CERTIFIED, E.CHANGE_EDITION, certified(special=audit(nonconformities=(OPEN_MAJOR,))), "majors_not_verified"),
    (S.CERTIFIED, E.SHORT_NOTICE, certified(reason=""), "reason_missing"),
    *[
        (
            S.TRANSFER_REVIEW,
            E.JOIN_CYCLE,
            certified(transfer=frozenset(TransferCheck) - {check}),
            f"transfer_{check.value}_open",
        )
        for check in TransferCheck
    ],
    (S.TRANSFER_REVIEW, E.JOIN_CYCLE, ENDED, "certificate_over"),
    (S.TRANSFER_REVIEW, E.JOIN_CYCLE, certified(main=audit(nonconformities=(OPEN_MAJOR,))), "majors_not_verified"),
    (S.TRANSFER_REVIEW, E.TREAT_AS_NEW, facts(reason=""), "reason_missing"),
    (S.QUOTED, E.CANCEL, facts(reason=""), "reason_missing"),
    (S.CERTIFIED, E.GIVE_UP, certified(reason=""), "reason_missing"),
]


@pytest.mark.parametrize(("state", "event", "given", "code"), SPOILT)
def test_one_fact_that_is_not_so_refuses_the_way_with_its_own_words(state, event, given, code):
    found = offer(state, event, given)
    assert found is not None
    assert code in [problem.code for problem in found.problems]
    with pytest.raises(UserMistake):
        apply(state, event, given, found.actors[0])


@pytest.mark.parametrize(("state", "event", "given", "code"), SPOILT)
def test_each_refusal_is_a_sentence_that_its_values_fill(state, event, given, code):
    found = offer(state, event, given)
    assert found is not None
    problem = next(problem for problem in found.problems if problem.code == code)
    said = ERRORS[code]
    wanted = {name for text in said for _, name, _, _ in string.Formatter().parse(text) if name}
    assert wanted <= set(dict(problem.values))


# ------------------------------------------------------------------------------------------------------- the edges


@pytest.mark.parametrize("state", sorted(FINAL))
def test_an_ended_cycle_goes_nowhere(state):
    assert allowed(state, facts()) == ()
    with pytest.raises(UserMistake, match="cycle_final"):
        apply(state, E.APPLY, facts(), A.CLIENT)


def test_a_step_that_does_not_lead_on_from_here_is_refused():
    with pytest.raises(UserMistake, match="cycle_step_not_from_here"):
        apply(S.STAGE2_DONE, E.GRANT, facts(), A.DECISION_MAKER)


@pytest.mark.parametrize("actor", [A.LEAD_AUDITOR, A.CLIENT, A.REVIEWER, A.PLANNER, A.BODY])
def test_only_who_decides_may_grant(actor):
    with pytest.raises(UserMistake, match="cycle_actor_wrong"):
        apply(S.DECISION, E.GRANT, facts(), actor)


def test_a_first_certification_is_granted_and_a_running_one_renewed():
    assert offer(S.DECISION, E.RENEW, facts()) is None
    assert offer(S.DECISION, E.GRANT, certified()) is None


@pytest.mark.parametrize("state", [S.NC_OPEN, S.REVIEW, S.DECISION])
@pytest.mark.parametrize("event", [E.SUSPEND, E.WITHDRAW, E.EXPIRE, E.GIVE_UP])
def test_without_a_certificate_there_is_nothing_to_take_back(state, event):
    assert offer(state, event, facts()) is None
    assert offer(state, event, certified()) is not None


@pytest.mark.parametrize(
    ("state", "event"), [(S.NC_OPEN, E.CANCEL), (S.NC_OPEN, E.STAGE2_AGAIN), (S.DECISION, E.REFUSE)]
)
def test_a_renewal_does_not_end_a_running_certificate(state, event):
    assert offer(state, event, certified()) is None
    assert offer(state, event, facts()) is not None


def test_on_its_last_day_a_certificate_still_counts():
    last = certified(today=date(2029, 5, 18))
    assert codes(S.CERTIFIED, E.HOLD_SURVEILLANCE, last) == []


def test_a_team_that_wants_it_suspended_is_answered_by_somebody_else():
    wanted = certified(surveillance=audit(recommendation=Recommendation.SUSPEND))
    assert codes(S.CERTIFIED, E.KEEP, part(wanted, "decision", by=(LEAD,))) == ["decider_in_team"]


def test_all_that_stands_against_a_step_is_said_at_once():
    spoilt = part(part(facts(), "decision", by=(LEAD,), on=None), "review", scope_confirmed=False)
    assert codes(S.DECISION, E.GRANT, spoilt) == ["scope_not_confirmed", "decider_in_team", "decision_day_missing"]


def test_the_refusal_names_the_nonconformities():
    spoilt = facts(main=audit(nonconformities=(OPEN_MAJOR, replace(OPEN_MAJOR, number="NC-07"), OPEN_MINOR)))
    found = offer(S.NC_OPEN, E.SEND_TO_REVIEW, spoilt)
    assert found is not None
    assert [problem.value("numbers") for problem in found.problems] == ["NC-01, NC-07", "NC-02"]


@pytest.mark.parametrize(
    ("day", "open_", "code"),
    [(LIMIT, True, []), (LIMIT, False, ["majors_still_in_time"]), (date(2026, 10, 1), True, [])],
)
def test_stage_2_again_needs_a_major_past_the_limit(day, open_, code):
    late = replace(MAJOR, verified_on=date(2026, 10, 1))
    given = facts(today=day, main=audit(nonconformities=(late if open_ else MAJOR,)))
    assert codes(S.NC_OPEN, E.STAGE2_AGAIN, given) == code


def test_a_major_verified_on_the_last_day_is_in_time():
    given = facts(main=audit(nonconformities=(replace(MAJOR, verified_on=LIMIT),)), today=LIMIT)
    assert codes(S.NC_OPEN, E.SEND_TO_REVIEW, given) == []


def test_stage_1_may_be_old_with_a_reason():
    old = facts(today=date(2026, 7, 31), main=audit())
    assert codes(S.STAGE1_DONE, E.RELEASE_STAGE2, part(old, "stage1_review", age_reason="nothing changed")) == []
    assert codes(S.STAGE1_DONE, E.RELEASE_STAGE2, replace(old, today=date(2026, 7, 30))) == []


def test_a_decision_against_the_recommendation_needs_its_reasons_only():
    given = part(facts(), "main", recommendation=Recommendation.DO_NOT_RECOMMEND)
    assert codes(S.DECISION, E.GRANT, given) == []


def test_the_reviewer_may_decide_as_well():
    assert codes(S.DECISION, E.GRANT, part(facts(), "decision", by=(REVIEWER,))) == []


def test_a_quiet_surveillance_needs_no_second_person():
    assert codes(S.CERTIFIED, E.KEEP, part(certified(), "decision", by=(), on=None)) == []


def test_a_certificate_is_restored_on_the_last_day_of_the_six_months():
    assert codes(S.EXPIRED, E.RESTORE, expired(date(2029, 11, 18))) == []


def test_a_renewal_is_decided_on_the_last_day_at_the_latest():
    last = part(certified(today=date(2029, 5, 18)), "decision", on=date(2029, 5, 18))
    assert codes(S.DECISION, E.RENEW, last) == []


@pytest.mark.parametrize(
    ("state", "given", "expected"),
    [
        (S.ENQUIRY, facts(), CyclePhase.BEFORE),
        (S.PROGRAMME_SET, facts(), CyclePhase.BEFORE),
        (S.TRANSFER_REVIEW, facts(), CyclePhase.BEFORE),
        (S.STAGE2_READY, facts(), CyclePhase.INITIAL),
        (S.DECISION, facts(), CyclePhase.INITIAL),
        (S.DECISION, certified(), CyclePhase.RECERTIFICATION),
        (S.RECERTIFICATION, certified(), CyclePhase.RECERTIFICATION),
        (S.CERTIFIED, certified(), CyclePhase.FIRST_SURVEILLANCE),
        (S.CERTIFIED, part(certified(), "certificate", surveillances=(CLOSED,)), CyclePhase.SECOND_SURVEILLANCE),
        (S.SUSPENDED, part(certified(), "certificate", surveillances=(CLOSED,)), CyclePhase.SECOND_SURVEILLANCE),
        (S.CERTIFIED, part(certified(), "certificate", surveillances=(CLOSED, TODAY)), CyclePhase.RECERTIFICATION),
        (S.EXPIRED, expired(), CyclePhase.ENDED),
        (S.REFUSED, facts(), CyclePhase.ENDED),
    ],
)
def test_the_phase_is_computed(state, given, expected):
    assert phase(state, given) is expected


@pytest.mark.parametrize("kind", list(CYCLE_NAMES), ids=lambda kind: kind.__name__)
def test_every_value_has_a_word_of_its_own(kind):
    assert NAMES[kind] is CYCLE_NAMES[kind]
    assert set(CYCLE_NAMES[kind]) == {value.value for value in kind}
    assert len(set(CYCLE_NAMES[kind].values())) == len(kind)
