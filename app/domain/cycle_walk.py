"""Steps of a cycle over its record: what can be done next, one step checked, and the dates that it sets.

`cycle.py` holds the table and its guards; here the record is read for them (`cycle_source.py`) and the days are put in:
a step lies neither in the future nor before its cause. A certificate gets its dates by rule (D-08, D-10).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from app.domain import cycle
from app.domain import cycle_source as reading
from app.domain import deadlines_cycle as count
from app.domain.cycle_facts import AuditFacts, CycleFacts, DecisionFacts
from app.domain.cycle_kinds import Actor, Event
from app.domain.cycle_rules import AuditName
from app.domain.cycle_source import CycleSource, audit_facts, chosen, lead_of
from app.domain.cycle_wish import StepOffer, StepWish, asks, day_problems, name_problems, names, value_of
from app.domain.errors import UserMistake
from app.domain.kinds import AuditState, AuditType, CycleState
from app.domain.record import AuditRecord

_HOLD: Final[dict[Event, AuditName]] = {
    Event.PLAN_STAGE1: "stage1",
    Event.HOLD_STAGE1: "stage1",
    Event.HOLD_STAGE2: "main",
    Event.START_RECERTIFICATION: "main",
    Event.HOLD_SURVEILLANCE: "surveillance",
    Event.EXTEND_SCOPE: "special",
    Event.CHANGE_EDITION: "special",
    Event.SHORT_NOTICE: "special",
    Event.FOLLOW_UP_VISIT: "special",
}
"""Steps that one audit takes once: a stage 2 that was held cannot be held again by the same papers."""
_ABOUT: Final[dict[Event, AuditName]] = {
    **_HOLD,
    Event.REPEAT_STAGE1: "stage1",
    Event.RELEASE_STAGE2: "stage1",
    Event.ISSUE_NONCONFORMITIES: "main",
    Event.SEND_TO_REVIEW: "main",
    Event.STAGE2_AGAIN: "main",
    Event.GRANT: "main",
    Event.RENEW: "main",
    Event.KEEP: "surveillance",
}
_NEXT_MAIN: Final = frozenset({Event.RELEASE_STAGE2, Event.STAGE2_AFTER_EXPIRY})
"""Steps before a stage 2 that is still to be held."""
READY: Final = frozenset({
    Event.PLAN_STAGE1, Event.HOLD_STAGE1, Event.HOLD_STAGE2, Event.ISSUE_NONCONFORMITIES, Event.SEND_TO_REVIEW,
    Event.HOLD_SURVEILLANCE, Event.START_RECERTIFICATION, Event.BREAK_OFF, Event.EXPIRE,
})  # fmt: skip
"""Steps that something in the record has already done: they are proposed, and one key takes them."""
_SLOTS: Final[tuple[AuditName, ...]] = ("stage1", "main", "surveillance", "special")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDates:
    """The dates of the cycle after a step; `new_cycle`: a renewal or restoration begins the next one with them."""

    decided_on: date | None
    expires_on: date | None
    old_expires_on: date | None
    suspended_on: date | None
    new_cycle: bool = False


def audits_for(source: CycleSource, event: Event | None = None) -> dict[AuditName, AuditRecord | None]:
    """Return the audit of each slot as a step sees it."""
    found = {slot: chosen(source, slot) for slot in _SLOTS}
    if event is Event.BREAK_OFF:
        used = _used(source, Event.BREAK_OFF)
        return {slot: _broken(source, slot, used) for slot in _SLOTS}
    if event in _HOLD:
        slot = _HOLD[event]
        found[slot] = chosen(source, slot, _used(source, event, Event.BREAK_OFF))
    if event in _NEXT_MAIN:
        found["main"] = chosen(source, "main", _used(source, Event.HOLD_STAGE2, Event.BREAK_OFF))
    return found


def facts(source: CycleSource, event: Event | None = None, wish: StepWish | None = None) -> CycleFacts:
    """Return what the guards look at, for one step if it is named, with what was typed for it."""
    day = wish.happened_on if wish is not None else source.today
    audits = audits_for(source, event)
    of = {slot: _facts(source, one, day) for slot, one in audits.items()}
    main = audits["main"]
    found = CycleFacts(
        today=day,
        application=reading.application_facts(source),
        stage1=of["stage1"],
        stage1_review=reading.stage1_facts(source, audits["stage1"]),
        main=of["main"],
        majors_until=_majors_until(source, main),
        surveillance=of["surveillance"],
        special=of["special"],
        review=reading.review_facts(source, main),
        certificate=reading.certificate_facts(source),
        transfer=reading.transfer_facts(source),
    )
    return found if wish is None else _typed(found, wish)


def offers(source: CycleSource) -> tuple[StepOffer, ...]:
    """Return every step that leads on from here, what can be done before what cannot; none once it is superseded."""
    if source.superseded:
        return ()
    state = source.cycle.state
    found = [_offer(source, one.event) for one in cycle.allowed(state, facts(source))]
    known = [one for one in found if one is not None]
    return tuple(sorted(known, key=lambda one: (not one.ready, bool(one.held))))


def check(source: CycleSource, wish: StepWish) -> CycleState:
    """Return the state after the step.

    Raises:
        UserMistake: `cycle_superseded`, `name_missing`, `step_day_ahead`, `step_before_last`, `step_before_cause`, and
            those of `cycle.apply`.
    """
    if source.superseded:
        raise UserMistake("cycle_superseded", field="state")
    last = source.events[-1].happened_on if source.events else None
    found = (*name_problems(wish), *day_problems(wish, last, _cause(source, wish.event), source.today))
    for problem in found:
        raise UserMistake(problem.code, field=problem.field, **value_of(problem))
    return cycle.apply(source.cycle.state, wish.event, facts(source, wish.event, wish), wish.actor)


def dates(source: CycleSource, wish: StepWish) -> StepDates:
    """Return the dates after a step that was checked."""
    now, day, rules = source.cycle, wish.happened_on, source.rules
    kept = StepDates(
        decided_on=now.decided_on,
        expires_on=now.expires_on,
        old_expires_on=now.old_expires_on,
        suspended_on=now.suspended_on,
    )
    if wish.event is Event.GRANT:
        return replace(kept, decided_on=day, expires_on=count.certificate_end(day, rules),
                       old_expires_on=now.expires_on, suspended_on=None)  # fmt: skip
    if wish.event in (Event.RENEW, Event.RESTORE) and now.expires_on is not None:
        old = now.expires_on
        end = count.renewed_end(day, old, rules) if wish.event is Event.RENEW else count.restored_end(old, rules)
        return StepDates(decided_on=day, expires_on=end, old_expires_on=old, suspended_on=None, new_cycle=True)
    if wish.event is Event.JOIN_CYCLE:
        return replace(kept, decided_on=wish.decided_on or now.decided_on, expires_on=wish.expires_on or now.expires_on)
    if wish.event is Event.SUSPEND:
        return replace(kept, suspended_on=day)
    if wish.event in (Event.LIFT_SUSPENSION, Event.REDUCE_SCOPE):
        return replace(kept, suspended_on=None)
    return kept


def audit_of(source: CycleSource, event: Event) -> AuditRecord | None:
    """Return the audit that a step is about."""
    audits = audits_for(source, event)
    if event is Event.BREAK_OFF:
        return next((one for one in audits.values() if one is not None), None)
    return audits[_ABOUT[event]] if event in _ABOUT else None


# ------------------------------------------------------------------------------------------------------------ pieces


def _offer(source: CycleSource, event: Event) -> StepOffer | None:
    found = cycle.offer(source.cycle.state, event, facts(source, event))
    if found is None:
        return None
    wanted, held = asks(event, found.problems)
    about = audit_of(source, event)
    last = source.events[-1].happened_on if source.events else None
    days = [day for day in (last, _cause(source, event)) if day is not None]
    acts = event in READY and not held and not wanted
    return StepOffer(
        event=event,
        target=found.target,
        actors=found.actors,
        record=found.record.value,
        held=held,
        asks=wanted,
        audit_id=about.audit.id if about else "",
        reference=about.audit.reference if about else "",
        day=max(days, default=source.today) if acts else source.today,
        by_name=lead_of(about) if about is not None and found.actors[0] is Actor.LEAD_AUDITOR else "",
        ready=acts,
    )


def _facts(source: CycleSource, record: AuditRecord | None, day: date) -> AuditFacts:
    return AuditFacts() if record is None else audit_facts(record, source.followed, day)


def _typed(found: CycleFacts, wish: StepWish) -> CycleFacts:
    """Return the facts with what was typed for the step."""
    application, review, certificate = found.application, found.review, found.certificate
    if wish.event is Event.SET_PROGRAMME and wish.actor is Actor.CERTIFICATION_MANAGER:
        application = replace(application, programme_approved_by=", ".join(wish.people))
    if wish.event is Event.FINISH_REVIEW:
        review = replace(review, reviewers=wish.people, complete=bool(wish.record.strip()))
    if wish.event is Event.RESTORE and wish.reviewers.strip():
        review = replace(review, reviewers=names(wish.reviewers), complete=bool(wish.record.strip()))
    if wish.event is Event.ASK_TEAM:
        review = replace(review, questions_open=int(bool(wish.reason.strip())))
    if wish.event is Event.SEND_TO_REVIEW and wish.reason.strip():
        review = replace(review, questions_open=0)
    if wish.event is Event.JOIN_CYCLE and wish.expires_on is not None:
        certificate = replace(certificate, expires_on=wish.expires_on)
    return replace(
        found,
        application=application,
        review=review,
        certificate=certificate,
        decision=DecisionFacts(by=wish.people, on=wish.happened_on, reason=wish.reason),
        suspension_solved=wish.solved,
        new_scope=wish.new_scope,
        changed_much=wish.changed_much,
        reason=wish.reason,
    )


def _majors_until(source: CycleSource, main: AuditRecord | None) -> date | None:
    if main is None or main.audit.type is not AuditType.STAGE2 or main.audit.closed_on is None:
        return None
    return count.major_limit(main.audit.closed_on, source.rules)


def _cause(source: CycleSource, event: Event) -> date | None:
    """Return the day of what the step rests on, `None` if that is no event of an audit."""
    about = audit_of(source, event)
    if about is None or event in (Event.START_RECERTIFICATION, Event.BREAK_OFF):
        return None
    return about.audit.plan_sent_on if event is Event.PLAN_STAGE1 else about.audit.closed_on


def _used(source: CycleSource, *events: Event) -> frozenset[str]:
    return frozenset(one.audit_id for one in source.events if one.event in events and one.audit_id)


def _broken(source: CycleSource, slot: AuditName, used: frozenset[str]) -> AuditRecord | None:
    found = chosen(source, slot, used)
    return found if found is not None and found.audit.state is AuditState.ABORTED else None
