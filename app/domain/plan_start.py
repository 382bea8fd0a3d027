"""What stands against the start of stage 1 or stage 2: the guards of the state machine (facts, sections 1, 2, 3).

Records that may not be shown come first: where the body says that the system cannot be audited without them, the audit
does not begin until access is given (27006-1, 8.4.2). An answer that is still waited for is pointed out only, because
silence within the time to object is an answer, too (D-01).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from app.domain import declarations as signing
from app.domain.kinds import StatementKind, StatementOutcome, WithheldJudgement
from app.domain.plan_problem import PlanProblem, Severity
from app.domain.record import AuditRecord, TeamMember
from app.domain.team_facts import active, declarations_of

_OBJECTING = frozenset({StatementOutcome.CHANGES_WANTED, StatementOutcome.OBJECTION})


def start_problems(record: AuditRecord) -> tuple[PlanProblem, ...]:
    """Return what stands against the start of the audit, the worst first."""
    order = list(Severity)
    found = chain(_withheld(record), _declarations(record), _objections(record), _plan(record))
    return tuple(sorted(found, key=lambda one: order.index(one.severity)))


def holding(record: AuditRecord) -> tuple[PlanProblem, ...]:
    """Return what holds the start unless a reason is given."""
    return tuple(one for one in start_problems(record) if one.severity is Severity.BLOCKING)


def _withheld(record: AuditRecord) -> Iterator[PlanProblem]:
    for one in record.withheld:
        if one.judgement is WithheldJudgement.NOT_UNTIL_ACCESS:
            yield PlanProblem(code="start_no_access", row_ids=(one.id,), values=(("what", one.what),))
        elif one.judgement is WithheldJudgement.OPEN:
            yield PlanProblem(code="start_withheld_unjudged", row_ids=(one.id,), values=(("what", one.what),))
    asked = [one for one in record.statements if one.kind is StatementKind.WITHHELD]
    if not record.withheld and all(one.outcome is StatementOutcome.ASKED for one in asked):
        yield PlanProblem(code="start_withheld_not_asked", severity=Severity.HINT)


def _declarations(record: AuditRecord) -> Iterator[PlanProblem]:
    """Yield who has not declared; where nobody uses the forms of the program, that is pointed out only."""
    severity = Severity.BLOCKING if record.declarations else Severity.WARNING
    for member in active(record):
        if not _declared(member, record):
            yield PlanProblem(
                code="start_declaration_missing",
                severity=severity,
                row_ids=(member.id,),
                values=(("name", member.name),),
            )


def _declared(member: TeamMember, record: AuditRecord) -> bool:
    known = declarations_of(member, record)
    if not known and member.declared_on is not None:
        return True  # signed on the body's own form; its result is text
    wanted = signing.required_kinds(member.role, member.side)
    return all((one := known.get(kind)) is not None and signing.usable(one) for kind in wanted)


def _objections(record: AuditRecord) -> Iterator[PlanProblem]:
    for one in record.statements:
        if one.outcome in _OBJECTING and not one.answer.strip():
            yield PlanProblem(
                code=f"start_{one.kind}_objection",
                severity=Severity.BLOCKING if one.outcome is StatementOutcome.OBJECTION else Severity.WARNING,
                row_ids=(one.id,),
                values=(("name", one.by_name), ("text", one.text)),
            )


def _plan(record: AuditRecord) -> Iterator[PlanProblem]:
    said = [one for one in record.statements if one.kind is StatementKind.PLAN]
    if record.audit.plan_sent_on is None and not said:
        yield PlanProblem(code="start_plan_not_sent", severity=Severity.WARNING)
    elif said and said[-1].outcome is StatementOutcome.ASKED:
        sent = record.audit.plan_sent_on
        values = (("sent", sent.isoformat() if sent else ""),)
        yield PlanProblem(code="start_plan_not_accepted", severity=Severity.WARNING, values=values)
