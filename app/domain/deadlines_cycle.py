"""Deadlines of the cycle, each from the event it counts from: plan, stage 1, decision, expiry, suspension, consultancy.

D-03 to D-05 count from the closing meeting and are in `deadlines.py`. The words "within six months" include the last
day: a date returned here is the last day on which the thing is still in time. Source: certification-audit facts,
section 2, "Deadlines".
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from app.domain.deadlines import DeadlineRules, EndDay, due, due_before


def objection_until(plan_sent: date, rules: DeadlineRules) -> date:
    """D-01: until when the client may object to team or plan; the day after the sending is the first."""
    return due(plan_sent, rules.objection, rules)


def stage1_good_until(closed_on: date, rules: DeadlineRules) -> date:
    """D-02: until when stage 2 may follow; counts from the last day of stage 1. A practice of bodies, no clause."""
    return due(closed_on, rules.stage1, rules)


def plan_due(closed_on: date, told_on: date | None, rules: DeadlineRules) -> date:
    """D-04: the client's action plan. Counts from the closing meeting, or from the day the client was told if later."""
    return due(_told(closed_on, told_on), rules.plan, rules)


def major_due(
    closed_on: date, told_on: date | None, rules: DeadlineRules, *, not_after: Iterable[date | None] = ()
) -> date:
    """D-05: a major implemented and verified; never behind a day of `not_after` (hard limit, end of certificate)."""
    return min([due(_told(closed_on, told_on), rules.major, rules), *(day for day in not_after if day is not None)])


def major_limit(closed_on: date, rules: DeadlineRules) -> date:
    """D-05-limit: six months after the last day of stage 2, whenever the client was told (17021-1, 9.5.3.2)."""
    return due(closed_on, rules.major_limit, rules)


def first_surveillance(decided_on: date, rules: DeadlineRules) -> date:
    """D-06: counts from the decision, not from the audit or the print of the certificate (17021-1, 9.1.3.3)."""
    return due(decided_on, rules.first_surveillance, rules)


def surveillance_years(
    decided_on: date, expires_on: date, *, audited_on: date | None = None, recertified_on: date | None = None
) -> tuple[int, ...]:
    """D-07: the calendar years of the cycle that need a surveillance audit (17021-1, 9.1.3.3).

    The recertification year needs none: the year of the recertification audit, planned or held, and without one the
    year in which the certificate ends. The year of the decision counts unless the audit that led to it lay in it, too
    [choice]: "once in each calendar year" then means that no year of the cycle passes without an audit. `audited_on`
    is the closing day of that audit; unknown means in the year of the decision.
    """
    first = decided_on.year if audited_on is not None and audited_on.year < decided_on.year else decided_on.year + 1
    last = min(expires_on.year, recertified_on.year) if recertified_on is not None else expires_on.year
    return tuple(range(first, last))


def certificate_end(decided_on: date, rules: DeadlineRules) -> date:
    """D-08: the last day of a new certificate."""
    end = due(decided_on, rules.certificate, rules)
    return end - timedelta(days=1) if rules.ends is EndDay.DAY_BEFORE else end


def renewed_end(decided_on: date, old_end: date, rules: DeadlineRules) -> date:
    """D-08 of a renewal in time: the old end moved on by one cycle, or counted from the decision if the body wants."""
    return next_end(old_end, rules) if rules.renewal_from_old_end else certificate_end(decided_on, rules)


def restored_end(old_end: date, rules: DeadlineRules) -> date:
    """D-10: after a restoration the end always counts from the old cycle, never from the decision (9.6.3.2.5)."""
    return next_end(old_end, rules)


def next_end(old_end: date, rules: DeadlineRules) -> date:
    """Return the old last day moved on by one cycle; it is a last day already, so no day is taken off again."""
    return due(old_end, rules.certificate, rules)


def recertification_due(expires_on: date, rules: DeadlineRules) -> date:
    """D-09: the recertification audit, early enough that majors can be closed before the expiry."""
    return due_before(expires_on, rules.recertification, rules)


def restore_until(expired_on: date, rules: DeadlineRules) -> date:
    """D-10: until when an expired certificate can be restored (17021-1, 9.6.3.2.5)."""
    return due(expired_on, rules.restore, rules)


def suspension_until(suspended_on: date, rules: DeadlineRules) -> date:
    """D-11: until when a suspension is solved, or scope or certificate are taken back."""
    return due(suspended_on, rules.suspension, rules)


def free_from(worked_until: date, rules: DeadlineRules) -> date:
    """D-12: from which day an auditor who advised the client, or audited it internally, may audit it."""
    return due(worked_until, rules.consultancy, rules)


def keep_records_until(expires_on: date, rules: DeadlineRules) -> date:
    """D-13: the records of a cycle are kept for that cycle and one full cycle more (17021-1, 9.9)."""
    return due(expires_on, rules.records, rules)


def _told(closed_on: date, told_on: date | None) -> date:
    return closed_on if told_on is None else max(closed_on, told_on)
