"""A random body walks the cycle: with random facts, every step, every role; what must never happen does not happen."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.domain.cycle import BEGINNINGS, FINAL, Actor, Event, allowed, apply, offer, phase
from app.domain.cycle_facts import CertificateFacts, CycleFacts, Nonconformity, folded
from app.domain.cycle_steps import HELD, STEPS, UNDER_AUDIT
from app.domain.errors import UserMistake
from app.domain.kinds import CycleState as S
from app.domain.kinds import Recommendation
from app.domain.sentences import ERRORS
from tests.cycles import AUDITOR, DECIDER, END, LEAD, REVIEWER, certified, expired, facts, part

E = Event
GIVES = {E.GRANT, E.RENEW, E.RESTORE, E.JOIN_CYCLE}
# Where the table lets a cycle go; written down once more, so that a slip in the table is seen.
ROADS = {
    S.ENQUIRY: {S.APPLICATION, S.TRANSFER_REVIEW, S.CANCELLED},
    S.APPLICATION: {S.APPLICATION_REVIEW, S.CANCELLED},
    S.APPLICATION_REVIEW: {S.APPLICATION, S.QUOTED, S.DECLINED, S.CANCELLED},
    S.DECLINED: set(),
    S.QUOTED: {S.CONTRACTED, S.CANCELLED},
    S.CONTRACTED: {S.PROGRAMME_SET, S.CANCELLED},
    S.PROGRAMME_SET: {S.STAGE1_PLANNED, S.CANCELLED},
    S.STAGE1_PLANNED: {S.STAGE1_DONE, S.STAGE1_REPEAT, S.CANCELLED},
    S.STAGE1_DONE: {S.STAGE2_READY, S.STAGE1_REPEAT, S.CANCELLED},
    S.STAGE1_REPEAT: {S.STAGE1_PLANNED, S.CANCELLED},
    S.STAGE2_READY: {S.STAGE2_DONE, S.STAGE2_AGAIN, S.STAGE1_REPEAT, S.CANCELLED},
    S.STAGE2_DONE: {S.NC_OPEN, S.REVIEW, S.CANCELLED},
    S.STAGE2_AGAIN: {S.STAGE2_READY, S.CANCELLED},
    S.NC_OPEN: {S.NC_OPEN, S.REVIEW, S.STAGE2_AGAIN, S.SUSPENDED, S.WITHDRAWN, S.EXPIRED, S.CANCELLED},
    S.REVIEW: {S.DECISION, S.STAGE2_DONE, S.RECERTIFICATION, S.SUSPENDED, S.WITHDRAWN, S.EXPIRED, S.CANCELLED},
    S.DECISION: {S.CERTIFIED, S.REFUSED, S.REVIEW, S.RECERTIFICATION, S.SUSPENDED, S.WITHDRAWN, S.EXPIRED, S.CANCELLED},
    S.CERTIFIED: {S.CERTIFIED, S.RECERTIFICATION, S.SUSPENDED, S.WITHDRAWN, S.EXPIRED},
    S.SUSPENDED: {S.SUSPENDED, S.CERTIFIED, S.WITHDRAWN, S.EXPIRED},
    S.RECERTIFICATION: {S.RECERTIFICATION, S.NC_OPEN, S.REVIEW, S.SUSPENDED, S.WITHDRAWN, S.EXPIRED},
    S.EXPIRED: {S.CERTIFIED, S.STAGE2_READY, S.CANCELLED},
    S.REFUSED: set(),
    S.WITHDRAWN: set(),
    S.TRANSFER_REVIEW: {S.CERTIFIED, S.APPLICATION, S.DECLINED, S.CANCELLED},
    S.CANCELLED: set(),
}

days = st.dates(date(2026, 1, 1), date(2030, 1, 1))
people = st.lists(st.sampled_from([LEAD, AUDITOR, REVIEWER, DECIDER, LEAD.upper()]), max_size=2).map(tuple)
nonconformities = st.lists(
    st.builds(
        Nonconformity,
        number=st.sampled_from(["NC-01", "NC-02"]),
        major=st.booleans(),
        plan_accepted=st.booleans(),
        verified_on=st.none() | days,
    ),
    max_size=2,
).map(tuple)
MIDDLE = [state for state in S if state not in FINAL]
BASES = [facts(), certified(), expired()]


teams = st.sampled_from([(LEAD, AUDITOR), (LEAD, DECIDER), (LEAD, REVIEWER), ()])
AUDIT = {
    "team": teams,
    "declarations_clean": st.booleans(),
    "plan_accepted": st.booleans(),
    "withheld_open": st.integers(0, 1),
    "closed_on": st.none() | days,
    "report_signed": st.booleans(),
    "recommendation": st.none() | st.sampled_from(Recommendation),
    "broken_off_reason": st.sampled_from(["", "fire"]),
    "nonconformities": nonconformities,
}
REVIEW = {"reviewers": people, "complete": st.booleans(), "questions_open": st.integers(0, 1)}
DECISION = {"by": people, "on": st.none() | days, "reason": st.sampled_from(["", "why"])}
WHOLE = {"today": days, "suspension_solved": st.booleans(), "reason": st.sampled_from(["", "because"])}
SPOILERS = [
    *[(part, name, kind) for part in ("stage1", "main", "surveillance", "special") for name, kind in AUDIT.items()],
    *[("main", "nonconformities", nonconformities)] * 6,
    *[("review", name, kind) for name, kind in REVIEW.items()] * 3,
    *[("decision", name, kind) for name, kind in DECISION.items()] * 3,
    *[("", name, kind) for name, kind in WHOLE.items()] * 3,
]


@st.composite
def any_facts(draw, base=None):
    """Return good facts in which up to four things are otherwise."""
    found = draw(st.sampled_from(BASES)) if base is None else base
    for which, name, kind in draw(st.lists(st.sampled_from(SPOILERS), max_size=4)):
        value = {name: draw(kind)}
        found = part(found, which, **value) if which else replace(found, **value)
    return found


def check_grant(before: CycleFacts) -> None:
    """Check what must hold whenever somebody gets, keeps or regains a certificate by a decision."""
    assert not before.main.open_majors
    assert not before.main.open_minors
    assert folded(before.decision.by)
    teams = folded((*before.stage1.team, *before.main.team, *before.special.team))
    assert not folded(before.decision.by) & teams
    assert before.decision.on is not None
    assert before.decision.on <= before.today


def check_sentence(refused: UserMistake) -> None:
    """Check that a refusal is a sentence and that its values fill it."""
    assert refused.code in ERRORS
    wanted = {name for text in ERRORS[refused.code] for _, name, _, _ in string.Formatter().parse(text) if name}
    assert wanted <= set(refused.values)


class Cycle(RuleBasedStateMachine):
    """One cycle, from its beginning or from the middle; the certificate is written as a service would write it."""

    @initialize(state=st.sampled_from([*BEGINNINGS, *MIDDLE]), renewing=st.booleans())
    def begin(self, state, renewing):
        self.state = state
        self.certificate = CertificateFacts(expires_on=END if state is S.TRANSFER_REVIEW else None)
        if state in HELD or (renewing and state in UNDER_AUDIT):
            self.certificate = certified().certificate
        if state is S.EXPIRED:
            self.certificate = expired().certificate

    def base(self):
        """Return the good facts that fit the state."""
        fitting = certified() if self.certificate.running else expired() if self.certificate.ended else facts()
        return replace(fitting, certificate=self.certificate)

    @rule(data=st.data(), event=st.sampled_from(Event), actor=st.sampled_from(Actor))
    def try_anything(self, data, event, actor):
        self.take(event, data.draw(any_facts(self.base())), actor)

    @rule(data=st.data(), spoilt=st.booleans())
    def take_an_open_way(self, data, spoilt):
        before = data.draw(any_facts(self.base())) if spoilt else self.base()
        offers = [one for one in allowed(self.state, before) if one.possible and one.target not in FINAL]
        if offers:
            chosen = data.draw(st.sampled_from(offers))
            self.take(chosen.event, before, chosen.actors[0])

    def take(self, event, before, actor):
        old = self.state
        try:
            new = apply(old, event, before, actor)
        except UserMistake as refused:
            check_sentence(refused)
            return
        assert new in ROADS[old]
        if new is S.CERTIFIED and old is not S.CERTIFIED:
            check_grant(before)
        if event in GIVES:
            self.certificate = CertificateFacts(
                granted_on=before.today, expires_on=END, restore_until=date(2029, 11, 18)
            )
        if new in {S.EXPIRED, S.WITHDRAWN}:
            self.certificate = replace(self.certificate, ended=True)
        self.state = new

    @invariant()
    def a_way_leads_on_unless_the_end_is_reached(self):
        if not hasattr(self, "state"):
            return
        ways = [one for base in BASES for one in allowed(self.state, replace(base, certificate=self.certificate))]
        assert bool(ways) == (self.state not in FINAL)
        assert all(one.target in ROADS[self.state] for one in ways)

    @invariant()
    def a_certificate_runs_exactly_where_it_should(self):
        if not hasattr(self, "state"):
            return
        if self.state in {S.CERTIFIED, S.SUSPENDED, S.RECERTIFICATION}:
            assert self.certificate.running
        if self.state in {S.EXPIRED, S.WITHDRAWN, *BEGINNINGS, S.STAGE1_DONE, S.STAGE2_DONE, S.REFUSED, S.CANCELLED}:
            assert not self.certificate.running
        phase(self.state, replace(facts(), certificate=self.certificate))


TestCycle = Cycle.TestCase
TestCycle.settings = settings(stateful_step_count=30)


def reachable() -> set[S]:
    found, ahead = set(), set(BEGINNINGS)
    while ahead:
        state = ahead.pop()
        found.add(state)
        ahead |= ROADS[state] - found
    return found


def test_every_state_can_be_reached():
    assert reachable() == set(S)


def test_the_table_and_the_roads_are_the_same():
    table = {(source, step.target or source) for step in STEPS for source in step.sources}
    assert table == {(source, target) for source, targets in ROADS.items() for target in targets}


def test_only_four_steps_give_a_certificate_and_only_two_give_it_back():
    giving = {step.event for step in STEPS if step.target is S.CERTIFIED}
    assert giving == GIVES | {E.LIFT_SUSPENSION, E.REDUCE_SCOPE}


@given(any_facts(), st.sampled_from(S), st.sampled_from(Event), st.sampled_from(Actor))
def test_what_is_offered_is_what_can_be_done(given_facts, state, event, actor):
    offers = [one for one in allowed(state, given_facts) if one.event is event]
    assert len(offers) <= 1
    try:
        target = apply(state, event, given_facts, actor)
    except UserMistake:
        assert not offers or not offers[0].possible or actor not in offers[0].actors
    else:
        assert [(one.possible, one.target) for one in offers] == [(True, target)]


@given(any_facts(), st.sampled_from(S))
def test_every_refusal_has_its_sentence(given_facts, state):
    for one in allowed(state, given_facts):
        for problem in one.problems:
            assert problem.code in ERRORS
            assert problem.blocking


WAYS_IN = [
    (S.DECISION, E.GRANT, facts()),
    (S.DECISION, E.RENEW, certified()),
    (S.EXPIRED, E.RESTORE, expired()),
    (S.TRANSFER_REVIEW, E.JOIN_CYCLE, certified()),
    (S.SUSPENDED, E.LIFT_SUSPENSION, certified()),
    (S.SUSPENDED, E.REDUCE_SCOPE, certified()),
]


@pytest.mark.parametrize("way_in", WAYS_IN, ids=lambda way: way[1])
@given(found=nonconformities, deciders=people, team=teams)
def test_nobody_is_certified_with_an_open_major_or_by_the_team(way_in, found, deciders, team):
    state, event, good = way_in
    spoilt = part(part(good, "main", nonconformities=found, team=team), "decision", by=deciders)
    way = offer(state, event, spoilt)
    assert way is not None
    if way.possible:
        check_grant(spoilt)


def test_every_way_in_is_looked_at():
    assert {event for _, event, _ in WAYS_IN} == {step.event for step in STEPS if step.target is S.CERTIFIED}
    offers = [offer(state, event, good) for state, event, good in WAYS_IN]
    assert all(one is not None and one.possible for one in offers)
