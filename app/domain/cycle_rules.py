"""The guards of the cycle: each looks at the facts and yields what forbids the step.

Sources: certification-audit facts, sections 2, 10, 11 and 14. Every code has its sentence in `sentences_cycle.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, Literal

from app.domain.cycle_facts import AuditFacts, CycleFacts, folded
from app.domain.cycle_kinds import ApplicationItem, TransferCheck
from app.domain.kinds import Recommendation
from app.domain.problems import Problem, blocking

Guard = Callable[[CycleFacts], Iterator[Problem]]
AuditName = Literal["stage1", "main", "surveillance", "special"]

EVERY_AUDIT: Final[tuple[AuditName, ...]] = ("stage1", "main", "surveillance", "special")
NEGATIVE: Final = frozenset({Recommendation.DO_NOT_RECOMMEND, Recommendation.SUSPEND, Recommendation.WITHDRAW})
NO_GO: Final = frozenset({Recommendation.NOT_READY, Recommendation.REPEAT_STAGE1})


def audit_of(facts: CycleFacts, name: AuditName) -> AuditFacts:
    """Return the audit called `name`."""
    found = {"stage1": facts.stage1, "main": facts.main, "surveillance": facts.surveillance, "special": facts.special}
    return found[name]


# ------------------------------------------------------------------------------------------------ one audit, any kind


def start_problems(audit: AuditFacts) -> Iterator[Problem]:
    """Yield what forbids to start an audit: services ask this before the opening meeting, too.

    Declarations come before the audit, the client has acknowledged the plan, an objection is settled (17021-1, 9.2),
    and for records that may not be shown the body has judged that the audit can go on without (27006-1, 8.4.2).
    """
    yield from plan_problems(audit)
    if not audit.declarations_clean:
        yield blocking("declarations_missing", "declarations")
    if audit.objection_open:
        yield blocking("objection_open", "plan")
    if not audit.plan_accepted:
        yield blocking("plan_not_acknowledged", "plan")
    if not audit.withheld_asked:
        yield blocking("withheld_not_asked", "withheld")
    if audit.withheld_open:
        yield blocking("withheld_not_judged", "withheld", count=audit.withheld_open)
    if audit.withheld_refused:
        yield blocking("withheld_until_access", "withheld", count=audit.withheld_refused)


def plan_problems(audit: AuditFacts) -> Iterator[Problem]:
    """Yield what is missing before an audit counts as planned."""
    if not audit.team_chosen or not folded(audit.team):
        yield blocking("team_not_chosen", "team")
    if audit.plan_sent_on is None:
        yield blocking("plan_not_sent", "plan")


def held_problems(audit: AuditFacts, facts: CycleFacts) -> Iterator[Problem]:
    """Yield what is missing before an audit counts as held: both meetings and the signed report."""
    if audit.broken_off:
        yield blocking("audit_broken_off", "audit")
    if not audit.opening_held:
        yield blocking("opening_meeting_not_held", "opening")
    if audit.closed_on is None:
        yield blocking("closing_meeting_not_held", "closing")
    elif audit.closed_on > facts.today:
        yield blocking("closing_day_ahead", "closing", day=audit.closed_on.isoformat())
    if not audit.report_signed:
        yield blocking("audit_report_not_signed", "report")


def cleared_problems(audit: AuditFacts) -> Iterator[Problem]:
    """Yield the nonconformities that hold a decision: majors not verified, minors without an accepted plan."""
    if audit.open_majors:
        yield blocking("majors_not_verified", "nonconformities", numbers=", ".join(audit.open_majors))
    if audit.open_minors:
        yield blocking("minors_not_planned", "nonconformities", numbers=", ".join(audit.open_minors))


def planned(name: AuditName) -> Guard:
    """Return the guard "team chosen, plan sent"."""
    return lambda facts: plan_problems(audit_of(facts, name))


def startable(name: AuditName) -> Guard:
    """Return the guard "this audit may start"."""
    return lambda facts: start_problems(audit_of(facts, name))


def held(name: AuditName) -> Guard:
    """Return the guard "this audit was held and reported"."""
    return lambda facts: held_problems(audit_of(facts, name), facts)


def cleared(*names: AuditName) -> Guard:
    """Return the guard "nothing of these audits holds a decision"."""

    def guard(facts: CycleFacts) -> Iterator[Problem]:
        for name in names:
            yield from cleared_problems(audit_of(facts, name))

    return guard


def recommended(name: AuditName) -> Guard:
    """Return the guard "the team has said what it recommends"."""

    def guard(facts: CycleFacts) -> Iterator[Problem]:
        if audit_of(facts, name).recommendation is None:
            yield blocking("recommendation_missing", "recommendation")

    return guard


def broken_off(*names: AuditName) -> Guard:
    """Return the guard "one of these audits ended early, and the reason is written down"."""

    def guard(facts: CycleFacts) -> Iterator[Problem]:
        if not any(audit_of(facts, name).broken_off for name in names):
            yield blocking("no_audit_broken_off", "audit")

    return guard


def team_chosen(facts: CycleFacts) -> Iterator[Problem]:
    """The team of stage 2 is chosen (27006-1, 9.3.2)."""
    if not facts.main.team_chosen or not folded(facts.main.team):
        yield blocking("team_not_chosen", "team")


def reasoned(facts: CycleFacts) -> Iterator[Problem]:
    """Say why."""
    if not facts.reason.strip():
        yield blocking("reason_missing", "reason")


# ------------------------------------------------------------------------------------- from the enquiry to stage 2


def contact_noted(facts: CycleFacts) -> Iterator[Problem]:
    """Somebody at the client can be reached."""
    if not facts.application.contact_noted:
        yield blocking("contact_missing", "contact")


def application_complete(facts: CycleFacts) -> Iterator[Problem]:
    """The form is complete and signed."""
    for item in ApplicationItem:
        if item not in facts.application.present:
            yield blocking(f"application_{item.value}_missing", item.value)


def application_clear(facts: CycleFacts) -> Iterator[Problem]:
    """Competence, impartiality and scope are clear and the audit time is calculated (17021-1, 9.1.2)."""
    for name in ("competence", "impartiality", "scope_clear"):
        answer = getattr(facts.application, name)
        if answer is None:
            yield blocking(f"{name}_not_judged", name)
        elif not answer:
            yield blocking(f"{name}_refused", name)
    if not facts.application.audit_time_calculated:
        yield blocking("audit_time_missing", "audit_time")


def contract_signed(facts: CycleFacts) -> Iterator[Problem]:
    """Quote and contract are signed by both."""
    if not facts.application.signed_by_client:
        yield blocking("contract_not_signed_by_client", "contract")
    if not facts.application.signed_by_body:
        yield blocking("contract_not_signed_by_body", "contract")


def quoted(facts: CycleFacts) -> Iterator[Problem]:
    """The client has the quote."""
    if not facts.application.quote_sent:
        yield blocking("quote_not_sent", "contract")


def programme_approved(facts: CycleFacts) -> Iterator[Problem]:
    """The programme of three years is drawn up and approved by the certification manager."""
    if not facts.application.programme_drawn:
        yield blocking("programme_missing", "programme")
    if not facts.application.programme_approved_by.strip():
        yield blocking("programme_not_approved", "programme")


def stage2_released(facts: CycleFacts) -> Iterator[Problem]:
    """The body has read the stage 1 report and goes on (27006-1, 9.3.2); D-02 is kept or the age is justified."""
    judged = facts.stage1_review
    if not judged.reviewed_by.strip():
        yield blocking("stage1_not_reviewed", "stage1")
    if judged.go is None:
        yield blocking("go_not_judged", "go")
    elif not judged.go:
        yield blocking("go_refused", "go")
    elif facts.stage1.recommendation in NO_GO and not judged.reason.strip():
        yield blocking("go_against_recommendation", "go")
    if judged.concerns_open:
        yield blocking("concern_open", "concerns", count=judged.concerns_open)
    if judged.good_until is not None and facts.today > judged.good_until and not judged.age_reason.strip():
        yield blocking("stage1_too_old", "stage1", day=judged.good_until.isoformat())


# --------------------------------------------------------------------------------------------------- nonconformities


def some_nonconformity(facts: CycleFacts) -> Iterator[Problem]:
    """There is something to clear."""
    if not facts.main.nonconformities:
        yield blocking("no_nonconformity", "nonconformities")


def no_nonconformity(facts: CycleFacts) -> Iterator[Problem]:
    """Nothing has to be cleared first, so the file can go to the reviewer at once."""
    if facts.main.nonconformities:
        numbers = ", ".join(one.number for one in facts.main.nonconformities)
        yield blocking("nonconformities_to_issue", "nonconformities", numbers=numbers)


def in_time(facts: CycleFacts) -> Iterator[Problem]:
    """No major was verified after the hard limit (17021-1, 9.5.3.2)."""
    until = facts.majors_until
    for one in facts.main.nonconformities:
        if one.major and one.verified_on is not None and until is not None and one.verified_on > until:
            yield blocking("major_verified_late", "nonconformities", number=one.number, day=until.isoformat())


def too_late(facts: CycleFacts) -> Iterator[Problem]:
    """A major was not verified by the hard limit, so stage 2 is held again."""
    until = facts.majors_until
    passed = until is not None and facts.today > until and bool(facts.main.open_majors)
    if not passed and not any(in_time(facts)):
        yield blocking("majors_still_in_time", "nonconformities", day=until.isoformat() if until else "")


# ------------------------------------------------------------------------------------------------ review and decision


def reviewed(facts: CycleFacts) -> Iterator[Problem]:
    """The whole file was checked by somebody who was not in the team, and nothing is unanswered."""
    yield from _outside(facts, facts.review.reviewers, ("stage1", "main", "special"), "reviewer")
    if not facts.review.complete:
        yield blocking("review_incomplete", "review")
    yield from questions_answered(facts)
    for name in ("internal_audit", "management_review"):
        if getattr(facts.review, name) is None:
            yield blocking(f"{name}_unanswered", name)


def questions_answered(facts: CycleFacts) -> Iterator[Problem]:
    """The team has answered what was asked."""
    if facts.review.questions_open:
        yield blocking("questions_open", "review", count=facts.review.questions_open)


def questions_asked(facts: CycleFacts) -> Iterator[Problem]:
    """There is a question to send back."""
    if not facts.review.questions_open:
        yield blocking("no_question_asked", "review")


def decided(*names: AuditName) -> Guard:
    """Return the guard "decided, with a day, by people who were not in these audits" (17021-1, 9.5.1)."""

    def guard(facts: CycleFacts) -> Iterator[Problem]:
        yield from _outside(facts, facts.decision.by, names, "decider")
        day = facts.decision.on
        if day is None:
            yield blocking("decision_day_missing", "decision")
        elif day > facts.today:
            yield blocking("decision_day_ahead", "decision", day=day.isoformat())

    return guard


def decision_reasoned(facts: CycleFacts) -> Iterator[Problem]:
    """The decision says why."""
    if not facts.decision.reason.strip():
        yield blocking("decision_reason_missing", "decision")


def certifiable(facts: CycleFacts) -> Iterator[Problem]:
    """What a certificate needs beside the decision (17021-1, 9.5.2; 27006-1, 9.5).

    Departing from the recommendation needs its reasons; the recommendation is not the decision.
    """
    for name in ("internal_audit", "management_review"):
        answer = getattr(facts.review, name)
        if not answer:
            yield blocking(f"{name}_unanswered" if answer is None else f"{name}_not_effective", name)
    if not facts.review.scope_confirmed:
        yield blocking("scope_not_confirmed", "scope")
    if facts.main.recommendation in NEGATIVE and not facts.decision.reason.strip():
        yield blocking("decision_departs", "decision")
    closed, day = facts.main.closed_on, facts.decision.on
    if closed is not None and day is not None and day < closed:
        yield blocking("decision_before_audit", "decision", day=closed.isoformat())


def decided_before_expiry(facts: CycleFacts) -> Iterator[Problem]:
    """Audit, majors and decision all lie before the end of the certificate (17021-1, 9.6.3.2.4)."""
    day, end = facts.decision.on, facts.certificate.expires_on
    if end is None:
        yield blocking("expiry_unknown", "certificate")
    elif day is not None and day > end:
        yield blocking("renewal_too_late", "decision", day=end.isoformat())


# ------------------------------------------------------------------------------------------ while a certificate runs


def not_over(facts: CycleFacts) -> Iterator[Problem]:
    """The certificate has not ended yet."""
    end = facts.certificate.expires_on
    if end is None:
        yield blocking("expiry_unknown", "certificate")
    elif facts.today > end:
        yield blocking("certificate_over", "certificate", day=end.isoformat())


def over(facts: CycleFacts) -> Iterator[Problem]:
    """The last day of the certificate has passed."""
    end = facts.certificate.expires_on
    if end is None:
        yield blocking("expiry_unknown", "certificate")
    elif facts.today <= end:
        yield blocking("certificate_still_valid", "certificate", day=end.isoformat())


def kept(facts: CycleFacts) -> Iterator[Problem]:
    """A major, or a team that wants the certificate suspended, calls for somebody outside the team (17021-1, 9.6.1)."""
    audit = facts.surveillance
    hard = audit.recommendation in NEGATIVE
    if hard or any(one.major for one in audit.nonconformities):
        yield from decided("surveillance", "special")(facts)
    if hard and not facts.decision.reason.strip():
        yield blocking("decision_departs", "decision")


def stage1_if_changed(facts: CycleFacts) -> Iterator[Problem]:
    """Much has changed: recertification begins with a stage 1 (17021-1, 9.6.3.1.3)."""
    if facts.changed_much and not facts.stage1.report_signed:
        yield blocking("recertification_needs_stage1", "stage1")


def cause_solved(facts: CycleFacts) -> Iterator[Problem]:
    """What led to the suspension is solved."""
    if not facts.suspension_solved:
        yield blocking("suspension_cause_open", "suspension")


def scope_named(facts: CycleFacts) -> Iterator[Problem]:
    """The new scope sentence is there."""
    if not facts.new_scope.strip():
        yield blocking("new_scope_missing", "scope")


def restorable(facts: CycleFacts) -> Iterator[Problem]:
    """Decided within D-10 after the expiry (17021-1, 9.6.3.2.5)."""
    day, until = facts.decision.on, facts.certificate.restore_until
    if until is None:
        yield blocking("expiry_unknown", "certificate")
    elif (day or facts.today) > until:
        yield blocking("restore_too_late", "certificate", day=until.isoformat())


def transfer_clear(facts: CycleFacts) -> Iterator[Problem]:
    """The pre-transfer review cleared every point (IAF MD 2)."""
    for check in TransferCheck:
        if check not in facts.transfer:
            yield blocking(f"transfer_{check.value}_open", check.value)


def _outside(facts: CycleFacts, people: tuple[str, ...], names: tuple[AuditName, ...], role: str) -> Iterator[Problem]:
    """Yield what is wrong with `people`: nobody is named, or somebody was in the team of one of the audits."""
    if not folded(people):
        yield blocking(f"{role}_missing", role)
    team = folded(name for audit in names for name in audit_of(facts, audit).team)
    for name in people:
        if folded([name]) & team:
            yield blocking(f"{role}_in_team", role, name=name)
