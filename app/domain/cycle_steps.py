"""The table of the cycle: every step with its ways, who takes it, the record it leaves and its guards.

One row per way; this is certification-audit facts, section 2, "Life cycle as a state machine", line by line. A row
without a target leaves the state as it is: surveillance, special audits, a smaller scope.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.domain import cycle_rules as rule
from app.domain.cycle_facts import CycleFacts
from app.domain.cycle_kinds import Actor, Event, StepRecord
from app.domain.kinds import CycleState as S

R = StepRecord
FINAL: Final = frozenset({S.DECLINED, S.REFUSED, S.WITHDRAWN, S.CANCELLED})
BEGINNINGS: Final = (S.ENQUIRY, S.TRANSFER_REVIEW)
UNDER_AUDIT: Final = (S.NC_OPEN, S.REVIEW, S.DECISION)  # after stage 2, or after a recertification audit
HELD: Final = (S.CERTIFIED, S.RECERTIFICATION, S.SUSPENDED)
PLANNER, MANAGER, LEAD = Actor.PLANNER, Actor.CERTIFICATION_MANAGER, Actor.LEAD_AUDITOR
CLIENT, DECIDER, BODY = Actor.CLIENT, Actor.DECISION_MAKER, Actor.BODY
OFFICE: Final = (PLANNER, MANAGER, BODY)
DECIDERS: Final = (DECIDER, MANAGER)  # names and independence are checked by the guards; the office only enters it


def _always(_facts: CycleFacts) -> bool:
    return True


def _renewing(facts: CycleFacts) -> bool:
    return facts.certificate.running


def _initial(facts: CycleFacts) -> bool:
    return not facts.certificate.running


@dataclass(frozen=True, slots=True)
class Step:
    """One way. `when` tells whether the row is meant at all: a first certification has nothing to renew."""

    event: Event
    sources: tuple[S, ...]
    target: S | None
    actors: tuple[Actor, ...]
    record: StepRecord
    guards: tuple[rule.Guard, ...]
    when: Callable[[CycleFacts], bool] = _always


_BEFORE_AUDIT: Final = (
    Step(Event.APPLY, (S.ENQUIRY,), S.APPLICATION, (CLIENT, *OFFICE), R.CONTACT, (rule.contact_noted,)),
    Step(
        Event.HAND_IN,
        (S.APPLICATION,),
        S.APPLICATION_REVIEW,
        (CLIENT, *OFFICE),
        R.APPLICATION,
        (rule.application_complete,),
    ),
    Step(Event.RETURN_APPLICATION, (S.APPLICATION_REVIEW,), S.APPLICATION, OFFICE, R.QUESTIONS, (rule.reasoned,)),
    Step(
        Event.QUOTE,
        (S.APPLICATION_REVIEW,),
        S.QUOTED,
        (PLANNER, MANAGER, Actor.REVIEWER),
        R.APPLICATION_REVIEW,
        (rule.application_clear,),
    ),
    Step(
        Event.DECLINE,
        (S.APPLICATION_REVIEW, S.TRANSFER_REVIEW),
        S.DECLINED,
        (PLANNER, MANAGER, Actor.REVIEWER),
        R.APPLICATION_REVIEW,
        (rule.reasoned,),
    ),
    Step(
        Event.CONTRACT,
        (S.QUOTED,),
        S.CONTRACTED,
        (CLIENT, *OFFICE),
        R.CONTRACT,
        (rule.quoted, rule.contract_signed),
    ),
    Step(
        Event.SET_PROGRAMME,
        (S.CONTRACTED,),
        S.PROGRAMME_SET,
        (PLANNER, MANAGER),
        R.PROGRAMME,
        (rule.programme_approved,),
    ),
    Step(Event.REQUEST_TRANSFER, (S.ENQUIRY,), S.TRANSFER_REVIEW, (CLIENT, *OFFICE), R.CONTACT, (rule.contact_noted,)),
    Step(
        Event.JOIN_CYCLE,
        (S.TRANSFER_REVIEW,),
        S.CERTIFIED,
        DECIDERS,
        R.TRANSFER_REVIEW,
        (
            rule.transfer_clear,
            rule.cleared(*rule.EVERY_AUDIT),
            rule.contract_signed,
            rule.programme_approved,
            rule.not_over,
            rule.decided(*rule.EVERY_AUDIT),
        ),
    ),
    Step(Event.TREAT_AS_NEW, (S.TRANSFER_REVIEW,), S.APPLICATION, OFFICE, R.TRANSFER_REVIEW, (rule.reasoned,)),
)
_INITIAL_AUDIT: Final = (
    Step(
        Event.PLAN_STAGE1,
        (S.PROGRAMME_SET, S.STAGE1_REPEAT),
        S.STAGE1_PLANNED,
        (LEAD, PLANNER, MANAGER),
        R.PLAN,
        (rule.planned("stage1"),),
    ),
    Step(
        Event.HOLD_STAGE1,
        (S.STAGE1_PLANNED,),
        S.STAGE1_DONE,
        (LEAD,),
        R.STAGE1_REPORT,
        (rule.startable("stage1"), rule.held("stage1"), rule.recommended("stage1")),
    ),
    Step(Event.BREAK_OFF, (S.STAGE1_PLANNED,), S.STAGE1_REPEAT, (LEAD,), R.NOTE, (rule.broken_off("stage1"),)),
    Step(
        Event.REPEAT_STAGE1,
        (S.STAGE1_DONE, S.STAGE2_READY),
        S.STAGE1_REPEAT,
        (MANAGER, PLANNER),
        R.GO,
        (rule.reasoned,),
        _initial,
    ),
    Step(
        Event.RELEASE_STAGE2,
        (S.STAGE1_DONE,),
        S.STAGE2_READY,
        (MANAGER, PLANNER),
        R.GO,
        (rule.held("stage1"), rule.stage2_released, rule.team_chosen),
    ),
    Step(Event.RELEASE_STAGE2, (S.STAGE2_AGAIN,), S.STAGE2_READY, (MANAGER, PLANNER), R.GO, (rule.team_chosen,)),
    Step(
        Event.HOLD_STAGE2,
        (S.STAGE2_READY,),
        S.STAGE2_DONE,
        (LEAD,),
        R.REPORT,
        (rule.startable("main"), rule.held("main"), rule.recommended("main")),
    ),
    Step(Event.BREAK_OFF, (S.STAGE2_READY,), S.STAGE2_AGAIN, (LEAD,), R.NOTE, (rule.broken_off("main"),)),
    Step(Event.STAGE2_AGAIN, (S.NC_OPEN,), S.STAGE2_AGAIN, (MANAGER,), R.GO, (rule.too_late,), _initial),
    Step(
        Event.STAGE2_AFTER_EXPIRY,
        (S.EXPIRED,),
        S.STAGE2_READY,
        (MANAGER, PLANNER),
        R.GO,
        (rule.over, rule.team_chosen, rule.reasoned),
    ),
)
_TO_DECISION: Final = (
    Step(Event.ISSUE_NONCONFORMITIES, (S.STAGE2_DONE,), S.NC_OPEN, (LEAD,), R.NC_NOTES, (rule.some_nonconformity,)),
    Step(
        Event.ISSUE_NONCONFORMITIES,
        (S.RECERTIFICATION,),
        S.NC_OPEN,
        (LEAD,),
        R.NC_NOTES,
        (rule.held("main"), rule.recommended("main"), rule.some_nonconformity),
        _renewing,
    ),
    Step(
        Event.SEND_TO_REVIEW,
        (S.STAGE2_DONE,),
        S.REVIEW,
        (LEAD,),
        R.REPORT,
        (rule.held("main"), rule.no_nonconformity, rule.questions_answered),
    ),
    Step(
        Event.SEND_TO_REVIEW,
        (S.RECERTIFICATION,),
        S.REVIEW,
        (LEAD,),
        R.REPORT,
        (rule.held("main"), rule.recommended("main"), rule.no_nonconformity, rule.questions_answered),
        _renewing,
    ),
    Step(
        Event.SEND_TO_REVIEW,
        (S.NC_OPEN,),
        S.REVIEW,
        (LEAD,),
        R.VERDICTS,
        (rule.held("main"), rule.cleared("main"), rule.in_time, rule.questions_answered),
    ),
    Step(
        Event.ASK_TEAM,
        (S.REVIEW,),
        S.STAGE2_DONE,
        (Actor.REVIEWER,),
        R.QUESTIONS,
        (rule.questions_asked,),
        _initial,
    ),
    Step(
        Event.ASK_TEAM,
        (S.REVIEW,),
        S.RECERTIFICATION,
        (Actor.REVIEWER,),
        R.QUESTIONS,
        (rule.questions_asked,),
        _renewing,
    ),
    Step(
        Event.FINISH_REVIEW,
        (S.REVIEW,),
        S.DECISION,
        (Actor.REVIEWER,),
        R.CHECKLIST,
        (rule.reviewed, rule.cleared("main"), rule.in_time),
    ),
    Step(Event.RETURN_TO_REVIEW, (S.DECISION,), S.REVIEW, DECIDERS, R.QUESTIONS, (rule.reasoned,)),
)
_POSITIVE: Final = (
    rule.team_chosen,  # otherwise nobody could be found to have been in it
    rule.held("main"),
    rule.recommended("main"),
    rule.cleared("main"),
    rule.reviewed,
    rule.certifiable,
    rule.decided("stage1", "main", "special"),
)
_REFUSAL: Final = (rule.decided("stage1", "main", "special"), rule.decision_reasoned)
_DECISIONS: Final = (
    Step(Event.GRANT, (S.DECISION,), S.CERTIFIED, DECIDERS, R.DECISION, (*_POSITIVE, rule.in_time), _initial),
    Step(Event.REFUSE, (S.DECISION,), S.REFUSED, DECIDERS, R.DECISION, _REFUSAL, _initial),
    Step(
        Event.RENEW,
        (S.DECISION,),
        S.CERTIFIED,
        DECIDERS,
        R.DECISION,
        (*_POSITIVE, rule.decided_before_expiry),
        _renewing,
    ),
    # The certificate runs out at its end; until then the audit can still be done again.
    Step(Event.REFUSE_RENEWAL, (S.DECISION,), S.RECERTIFICATION, DECIDERS, R.DECISION, _REFUSAL, _renewing),
    Step(
        Event.RESTORE,
        (S.EXPIRED,),
        S.CERTIFIED,
        DECIDERS,
        R.DECISION,
        (rule.over, *_POSITIVE, rule.restorable),
    ),
)
_ANY_DECISION: Final = (rule.decided(*rule.EVERY_AUDIT), rule.decision_reasoned)
_BACK: Final = (rule.not_over, rule.cleared("main", "surveillance", "special"), *_ANY_DECISION)
_CERTIFIED: Final = (
    Step(
        Event.HOLD_SURVEILLANCE,
        (S.CERTIFIED,),
        None,
        (LEAD,),
        R.REPORT,
        (rule.not_over, rule.startable("surveillance"), rule.held("surveillance"), rule.recommended("surveillance")),
    ),
    Step(
        Event.KEEP,
        (S.CERTIFIED,),
        None,
        (MANAGER, DECIDER),
        R.DECISION,
        (
            rule.not_over,
            rule.held("surveillance"),
            rule.recommended("surveillance"),
            rule.cleared("surveillance"),
            rule.kept,
        ),
    ),
    Step(
        Event.START_RECERTIFICATION,
        (S.CERTIFIED,),
        S.RECERTIFICATION,
        (LEAD, PLANNER, MANAGER),
        R.PLAN,
        (rule.not_over, rule.stage1_if_changed, rule.startable("main")),
    ),
    Step(Event.BREAK_OFF, (S.RECERTIFICATION,), None, (LEAD,), R.NOTE, (rule.broken_off("main"),)),
    Step(
        Event.BREAK_OFF,
        (S.CERTIFIED, S.SUSPENDED),
        None,
        (LEAD,),
        R.NOTE,
        (rule.broken_off("surveillance", "special"),),
    ),
    Step(Event.SUSPEND, (S.CERTIFIED, S.RECERTIFICATION), S.SUSPENDED, DECIDERS, R.NOTICE, _ANY_DECISION),
    Step(Event.SUSPEND, UNDER_AUDIT, S.SUSPENDED, DECIDERS, R.NOTICE, _ANY_DECISION, _renewing),
    Step(Event.LIFT_SUSPENSION, (S.SUSPENDED,), S.CERTIFIED, DECIDERS, R.DECISION, (rule.cause_solved, *_BACK)),
    Step(Event.REDUCE_SCOPE, (S.SUSPENDED,), S.CERTIFIED, DECIDERS, R.REGISTER, (rule.scope_named, *_BACK)),
    Step(
        Event.REDUCE_SCOPE,
        (S.CERTIFIED, S.RECERTIFICATION),
        None,
        DECIDERS,
        R.REGISTER,
        (rule.scope_named, rule.not_over, *_ANY_DECISION),
    ),
    Step(Event.WITHDRAW, HELD, S.WITHDRAWN, DECIDERS, R.REGISTER, _ANY_DECISION),
    Step(Event.WITHDRAW, UNDER_AUDIT, S.WITHDRAWN, DECIDERS, R.REGISTER, _ANY_DECISION, _renewing),
    Step(Event.EXPIRE, HELD, S.EXPIRED, OFFICE, R.REGISTER, (rule.over,)),
    Step(Event.EXPIRE, UNDER_AUDIT, S.EXPIRED, OFFICE, R.REGISTER, (rule.over,), _renewing),
)
_SPECIAL: Final = (
    Step(
        Event.EXTEND_SCOPE,
        (S.CERTIFIED, S.RECERTIFICATION),
        None,
        DECIDERS,
        R.DECISION,
        (rule.not_over, rule.held("special"), rule.cleared("special"), rule.scope_named, rule.decided("special")),
    ),
    Step(
        Event.CHANGE_EDITION,
        (S.CERTIFIED, S.RECERTIFICATION),
        None,
        DECIDERS,
        R.DECISION,
        (rule.not_over, rule.held("special"), rule.cleared("special"), rule.decided("special")),
    ),
    Step(Event.SHORT_NOTICE, HELD, None, (LEAD,), R.REPORT, (rule.reasoned, rule.held("special"))),
    Step(Event.FOLLOW_UP_VISIT, (*HELD, S.NC_OPEN), None, (LEAD,), R.REPORT, (rule.held("special"),)),
)
_WITHOUT_CERTIFICATE: Final = (
    S.ENQUIRY,
    S.APPLICATION,
    S.APPLICATION_REVIEW,
    S.QUOTED,
    S.CONTRACTED,
    S.PROGRAMME_SET,
    S.STAGE1_PLANNED,
    S.STAGE1_DONE,
    S.STAGE1_REPEAT,
    S.STAGE2_READY,
    S.STAGE2_DONE,
    S.STAGE2_AGAIN,
    S.TRANSFER_REVIEW,
    S.EXPIRED,
)
_CLIENT_STOPS: Final = (
    Step(Event.CANCEL, _WITHOUT_CERTIFICATE, S.CANCELLED, (CLIENT, *OFFICE), R.NOTE, (rule.reasoned,)),
    Step(Event.CANCEL, UNDER_AUDIT, S.CANCELLED, (CLIENT, *OFFICE), R.NOTE, (rule.reasoned,), _initial),
    Step(Event.GIVE_UP, HELD, S.WITHDRAWN, (CLIENT, *OFFICE), R.REGISTER, (rule.reasoned,)),
    Step(Event.GIVE_UP, UNDER_AUDIT, S.WITHDRAWN, (CLIENT, *OFFICE), R.REGISTER, (rule.reasoned,), _renewing),
)
STEPS: Final = (*_BEFORE_AUDIT, *_INITIAL_AUDIT, *_TO_DECISION, *_DECISIONS, *_CERTIFIED, *_SPECIAL, *_CLIENT_STOPS)
