"""What stands against the start of an audit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.declarations import all_clean, to_stored
from app.domain.kinds import (
    DeclarationKind,
    Side,
    StatementKind,
    StatementOutcome,
    TeamRole,
    WithheldJudgement,
)
from app.domain.plan_problem import Severity
from app.domain.plan_start import holding, start_problems
from app.domain.preparing import ClientStatement, Declaration, WithheldRecord
from app.domain.record import AuditRecord, TeamMember
from app.domain.sentences import ERRORS
from tests.unit.harbour_plan import harbour

LEAD = TeamMember(id="m1", name="Anna Berg", role=TeamRole.LEAD_AUDITOR, declared_on=date(2026, 3, 5))
BOSS = TeamMember(id="m2", name="Eva", role=TeamRole.GUIDE, side=Side.CLIENT)
ACCEPTED = ClientStatement(kind=StatementKind.PLAN, outcome=StatementOutcome.ACCEPTED)
NOTHING_WITHHELD = ClientStatement(kind=StatementKind.WITHHELD, outcome=StatementOutcome.ACCEPTED)
READY = harbour(team=(LEAD, BOSS), statements=(ACCEPTED, NOTHING_WITHHELD))


def withheld(judgement: WithheldJudgement) -> AuditRecord:
    return replace(READY, withheld=(WithheldRecord(id="w", what="Risk register", judgement=judgement),))


def said(kind: StatementKind, outcome: StatementOutcome, answer: str = "") -> AuditRecord:
    one = ClientStatement(id="s", kind=kind, outcome=outcome, by_name="Eva", text="No", answer=answer)
    others = [other for other in READY.statements if other.kind is not kind]
    return replace(READY, statements=(*others, one))


def test_nothing_stands_against_an_audit_that_is_prepared() -> None:
    assert start_problems(READY) == ()


@pytest.mark.parametrize(
    ("record", "code", "severity"),
    [
        (withheld(WithheldJudgement.NOT_UNTIL_ACCESS), "start_no_access", Severity.BLOCKING),
        (withheld(WithheldJudgement.OPEN), "start_withheld_unjudged", Severity.BLOCKING),
        (replace(READY, statements=(ACCEPTED,)), "start_withheld_not_asked", Severity.HINT),
        (replace(READY, statements=(NOTHING_WITHHELD,)), "start_plan_not_sent", Severity.WARNING),
        (said(StatementKind.PLAN, StatementOutcome.ASKED), "start_plan_not_accepted", Severity.WARNING),
        (said(StatementKind.PLAN, StatementOutcome.CHANGES_WANTED), "start_plan_objection", Severity.WARNING),
        (said(StatementKind.TEAM, StatementOutcome.OBJECTION), "start_team_objection", Severity.BLOCKING),
    ],
)
def test_each_guard_speaks(record, code, severity) -> None:
    (found,) = start_problems(record)
    assert (found.code, found.severity) == (code, severity)
    ERRORS[code].what.format_map(dict(found.values))


def test_a_record_that_can_be_done_without_holds_nothing() -> None:
    assert holding(withheld(WithheldJudgement.CAN_BE_AUDITED)) == ()


def test_an_answered_objection_holds_nothing() -> None:
    assert start_problems(said(StatementKind.TEAM, StatementOutcome.OBJECTION, "Somebody else comes")) == ()


def test_without_the_forms_of_the_program_a_missing_declaration_is_pointed_out() -> None:
    (found,) = start_problems(replace(READY, team=(replace(LEAD, declared_on=None),)))
    assert (found.code, found.severity) == ("start_declaration_missing", Severity.WARNING)


def test_once_they_are_used_it_holds_the_start() -> None:
    other = TeamMember(id="m3", name="Carl Co")
    signed = tuple(
        Declaration(
            member_id="m1", kind=kind, signed_on=date(2026, 3, 5),
            answers=to_stored(all_clean(kind, TeamRole.LEAD_AUDITOR)),
        )
        for kind in DeclarationKind
    )  # fmt: skip
    (found,) = holding(replace(READY, team=(replace(LEAD, declared_on=None), other), declarations=signed))
    assert (found.code, found.value("name")) == ("start_declaration_missing", "Carl Co")
