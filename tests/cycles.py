"""Facts of a cycle in which everything is as it should be, to be spoilt one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from app.domain.cycle_facts import (
    ApplicationFacts,
    AuditFacts,
    CertificateFacts,
    CycleFacts,
    DecisionFacts,
    Nonconformity,
    ReviewFacts,
    Stage1Facts,
)
from app.domain.cycle_kinds import ApplicationItem, TransferCheck
from app.domain.kinds import Recommendation

TODAY = date(2026, 5, 18)
CLOSED = date(2026, 3, 31)
LIMIT = date(2026, 9, 30)
END = date(2029, 5, 18)
LEAD, AUDITOR, REVIEWER, DECIDER = "Eva Lind", "Jan Kos", "Maria Roth", "Omar Haddad"
MAJOR = Nonconformity(number="NC-01", major=True, plan_accepted=True, verified_on=date(2026, 5, 4))
MINOR = Nonconformity(number="NC-02", plan_accepted=True)
OPEN_MAJOR = replace(MAJOR, verified_on=None)
OPEN_MINOR = replace(MINOR, plan_accepted=False)


def audit(**changes: Any) -> AuditFacts:
    """Return an audit that was planned, held and reported, without a nonconformity."""
    good = AuditFacts(
        team_chosen=True,
        team=(LEAD, AUDITOR),
        declarations_clean=True,
        plan_sent_on=date(2026, 3, 2),
        plan_accepted=True,
        withheld_asked=True,
        opening_held=True,
        closed_on=CLOSED,
        report_signed=True,
        recommendation=Recommendation.RECOMMEND,
    )
    return replace(good, **changes)


def facts(**changes: Any) -> CycleFacts:
    """Return the facts of a first certification with nothing missing; no certificate runs yet."""
    good = CycleFacts(
        today=TODAY,
        application=ApplicationFacts(
            contact_noted=True,
            present=frozenset(ApplicationItem),
            competence=True,
            impartiality=True,
            scope_clear=True,
            audit_time_calculated=True,
            quote_sent=True,
            signed_by_client=True,
            signed_by_body=True,
            programme_drawn=True,
            programme_approved_by="Maria Roth",
        ),
        stage1=audit(closed_on=date(2026, 1, 30), recommendation=Recommendation.PROCEED),
        stage1_review=Stage1Facts(reviewed_by=REVIEWER, go=True, good_until=date(2026, 7, 30)),
        main=audit(),
        majors_until=LIMIT,
        surveillance=audit(recommendation=Recommendation.CONTINUE),
        special=audit(recommendation=Recommendation.EXTEND),
        review=ReviewFacts(
            reviewers=(REVIEWER,), complete=True, internal_audit=True, management_review=True, scope_confirmed=True
        ),
        decision=DecisionFacts(by=(DECIDER,), on=TODAY, reason="as the file shows"),
        transfer=frozenset(TransferCheck),
        suspension_solved=True,
        new_scope="Operation of the harbour",
        reason="as agreed",
    )
    return replace(good, **changes)


def certified(**changes: Any) -> CycleFacts:
    """Return the same facts with a running certificate."""
    running = CertificateFacts(granted_on=date(2026, 5, 18), expires_on=END, restore_until=date(2029, 11, 18))
    return replace(facts(certificate=running, majors_until=None), **changes)


def expired(today: date = date(2029, 6, 1), **changes: Any) -> CycleFacts:
    """Return the facts after the end of the certificate, with the recertification audit finished."""
    over = CertificateFacts(granted_on=date(2026, 5, 18), expires_on=END, ended=True, restore_until=date(2029, 11, 18))
    closed = audit(closed_on=date(2029, 4, 20))
    decided = DecisionFacts(by=(DECIDER,), on=today, reason="as the file shows")
    return replace(facts(today=today, certificate=over, main=closed, decision=decided, majors_until=None), **changes)


def part(base: CycleFacts, name: str, **changes: Any) -> CycleFacts:
    """Return `base` with one of its parts changed: `part(facts(), "main", report_signed=False)`."""
    return replace(base, **{name: replace(getattr(base, name), **changes)})
