"""Who may audit what: declarations, bars, competence, the team as a whole; the cases of a real file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain import declarations as signing
from app.domain.client import Body, Client
from app.domain.client_file import Sector
from app.domain.declarations import Answer, DeclarationDraft, required_kinds, signing_problems
from app.domain.kinds import Assignment, DeclarationKind, Side, StatementKind, StatementOutcome, TeamRole
from app.domain.preparing import Bar, ClientStatement, Competence, Declaration
from app.domain.programme_record import DeadlineSetting
from app.domain.record import Audit, AuditRecord, Criteria, TeamMember
from app.domain.team_facts import accompanied, objection_due
from app.domain.team_rules import Area, declarations_clean, holding, may_audit, team_problems
from tests.audits import ITEMS

IMPARTIAL, SECRET = DeclarationKind.IMPARTIALITY, DeclarationKind.CONFIDENTIALITY
FIRST, LAST = date(2026, 3, 27), date(2026, 3, 31)


def member(key: str, role: TeamRole = TeamRole.AUDITOR, **more: Any) -> TeamMember:
    """Return somebody who accepted; experts and the like accompany the lead auditor."""
    auditing = role in (TeamRole.LEAD_AUDITOR, TeamRole.AUDITOR)
    values: dict[str, Any] = {
        "id": key, "person_id": f"p-{key}", "name": key.title(), "initials": key.upper()[:2], "role": role,
        "assignment": Assignment.ACCEPTED, "accompanies": "" if auditing else "LE",
    }  # fmt: skip
    return TeamMember(**{**values, **more})


def signed(key: str, kind: DeclarationKind, *doubts: tuple[str, bool, str], **more: Any) -> Declaration:
    """Return a signed declaration; `doubts` replace clean answers."""
    given = {one.key: one for one in signing.all_clean(kind, TeamRole.AUDITOR)}
    given.update({name: Answer(name, value, remark) for name, value, remark in doubts})
    answers = signing.to_stored(tuple(given.values()))
    return Declaration(
        id=f"{key}-{kind}", member_id=key, kind=kind, answers=answers, signed_on=date(2026, 3, 5), **more
    )


def areas(key: str, *only: Area, code: str = "33") -> tuple[Competence, ...]:
    """Return areas entered for the person behind a member; without `only` all of them."""
    return tuple(Competence(person_id=f"p-{key}", area=one.value, code=code) for one in only or Area)


LEAD, AUDITOR = member("lead", TeamRole.LEAD_AUDITOR), member("anna")


def record(**more: Any) -> AuditRecord:
    """Return a complete team of a lead and an auditor against which nothing stands."""
    team = more.get("team", (LEAD, AUDITOR))
    values: dict[str, Any] = {
        "audit": Audit(reference="A", planned_start=FIRST, planned_end=LAST),
        "body": Body(name="CB"),
        "client": Client(id="c", name="Harbour", sectors=(Sector(code="33.2"),)),
        "criteria": (Criteria(key="iso27001", items=ITEMS),),
        "team": team,
        "declarations": tuple(signed(one.id, kind) for one in team for kind in (IMPARTIAL, SECRET)),
        "competences": (*areas("lead"), *areas("anna", Area.INFORMATION_SECURITY)),
        "statements": (
            ClientStatement(id="s", kind=StatementKind.TEAM, said_on=date(2026, 3, 6)),
            ClientStatement(id="a", kind=StatementKind.TEAM, outcome=StatementOutcome.ACCEPTED, by_name="Eva"),
        ),
    }
    return AuditRecord(**{**values, **more})


def codes(whole: AuditRecord, today: date | None = None) -> list[str]:
    """Return the codes, a hint with a question mark."""
    return [one.problem.code + ("" if one.blocking else "?") for one in team_problems(whole, today)]


def test_nothing_stands_against_a_complete_team() -> None:
    assert codes(record()) == []


@pytest.mark.parametrize(
    ("team", "code"),
    [
        ((AUDITOR,), "lead_auditor_missing"),
        ((LEAD, member("anna", TeamRole.LEAD_AUDITOR)), "lead_auditor_twice"),
        ((LEAD, replace(AUDITOR, side=Side.CLIENT)), "auditor_of_other_side"),
        ((LEAD, replace(AUDITOR, assignment=Assignment.OPEN)), "assignment_open?"),
        ((LEAD, AUDITOR, member("tess", TeamRole.TECHNICAL_EXPERT, days="2")), "days_do_not_count?"),
        ((LEAD, AUDITOR, member("tess", TeamRole.TECHNICAL_EXPERT, accompanies="")), "accompanies_nobody"),
        ((LEAD, AUDITOR, member("tess", TeamRole.TRAINEE, accompanies="nobody")), "accompanies_nobody"),
        ((LEAD, AUDITOR, member("ivo", TeamRole.INTERPRETER, accompanies="")), "accompanies_nobody?"),
    ],
)
def test_each_gap_of_the_team_is_found(team: tuple[TeamMember, ...], code: str) -> None:
    assert code in codes(record(team=team))


def test_whoever_declined_is_no_longer_of_the_team() -> None:
    gone = member("marek", TeamRole.LEAD_AUDITOR, assignment=Assignment.DECLINED)
    whole = replace(record(), team=(LEAD, gone, AUDITOR))
    assert codes(whole) == []
    assert may_audit(gone, "A.5.18", whole) == ("assignment_declined",)


def test_a_missing_declaration_is_named_by_its_kind() -> None:
    whole = record(declarations=(signed("lead", IMPARTIAL), signed("lead", SECRET), signed("anna", SECRET)))
    assert codes(whole) == ["impartiality_not_declared"]
    assert not declarations_clean(whole)


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (None, ["declaration_not_clean"]),
        (False, ["declaration_refused"]),
        (True, []),
    ],
)
def test_a_training_given_within_two_years_needs_the_decision_of_the_body(
    decision: bool | None, expected: list[str]
) -> None:
    doubt = signed("anna", IMPARTIAL, ("past", True, "training in June 2024"))
    if decision is not None:
        said = {"key": signing.DECISION, "answer": decision, "remark": "competitor, not the client"}
        doubt = replace(doubt, answers=[*doubt.answers, said])
    whole = record(declarations=(signed("lead", IMPARTIAL), signed("lead", SECRET), doubt, signed("anna", SECRET)))
    assert codes(whole) == expected
    assert may_audit(AUDITOR, "A.5.18", whole) == tuple(expected)


def test_an_answer_this_version_does_not_know_is_doubtful() -> None:
    odd = signed("anna", IMPARTIAL, ("older_question", False, ""))
    assert [one["key"] for one in signing.doubtful(odd)] == ["older_question"]


def test_a_guide_declares_nothing_and_an_observer_is_not_asked_for_competence() -> None:
    assert required_kinds(TeamRole.GUIDE, Side.CLIENT) == ()
    asked = signing.questions_for(IMPARTIAL, TeamRole.OBSERVER)
    assert "competence" not in {one.key for one in asked}
    assert len(asked) == len(signing.questions_for(IMPARTIAL, TeamRole.AUDITOR)) - 1


@pytest.mark.parametrize(
    ("answers", "typed", "code"),
    [
        ((("past", None, ""),), "Anna", "declaration_answer_missing"),
        ((("past", True, " "),), "Anna", "declaration_remark_missing"),
        ((("competence", False, ""),), "Anna", "declaration_remark_missing"),
        ((), "Annie", "signed_name_differs"),
        ((), "  ", "signed_name_missing"),
        ((("past", True, "a lecture"),), " anna ", None),
    ],
)
def test_what_a_signature_lacks(
    answers: tuple[tuple[str, bool | None, str], ...], typed: str, code: str | None
) -> None:
    given = {one.key: one for one in signing.all_clean(IMPARTIAL, TeamRole.AUDITOR)}
    given.update({key: Answer(key, value, remark) for key, value, remark in answers})
    draft = DeclarationDraft(kind=IMPARTIAL, answers=tuple(given.values()), text="x")
    found = signing_problems((draft,), TeamRole.AUDITOR, "Anna", typed, FIRST)
    assert [one.code for one in found] == ([code] if code else [])


@pytest.mark.parametrize(
    ("bar", "expected"),
    [
        (Bar(client_id="c", until=date(2026, 3, 27)), ("barred_from_client",)),
        (Bar(client_id="c", until=date(2026, 3, 26)), ()),
        (Bar(client_id="c"), ("barred_from_client",)),
        (Bar(client_id="other"), ()),
        (Bar(subject="harbour"), ("barred_from_client",)),
        (Bar(subject="A.5"), ("barred_from_subject",)),
        (Bar(subject="Access rights"), ("barred_from_subject",)),
        (Bar(subject="A.8.33"), ()),
        (Bar(subject="backup and restore"), ()),
    ],
)
def test_a_bar_holds_until_its_last_day_and_only_for_what_it_is_about(bar: Bar, expected: tuple[str, ...]) -> None:
    whole = record(bars=(replace(bar, person_id="p-anna", reason="consultancy"),))
    assert may_audit(AUDITOR, "A.5.18", whole) == expected


def test_a_bar_on_a_subject_forbids_rows_about_it_and_is_only_pointed_out_for_the_team() -> None:
    whole = record(bars=(Bar(person_id="p-anna", subject="Backup and restore"),))
    assert may_audit(AUDITOR, "Restore and backup of the platform", whole) == ("barred_from_subject",)
    assert may_audit(AUDITOR, "Opening meeting", whole) == ()
    assert codes(whole) == ["barred_from_subject?"]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (TeamRole.LEAD_AUDITOR, ()),
        (TeamRole.TECHNICAL_EXPERT, ("works_with_auditor",)),
        (TeamRole.TRAINEE, ("works_with_auditor",)),
        (TeamRole.OBSERVER, ("not_an_auditor",)),
        (TeamRole.INTERPRETER, ("not_an_auditor",)),
    ],
)
def test_experts_never_work_alone_and_observers_audit_nothing(role: TeamRole, expected: tuple[str, ...]) -> None:
    one = member("anna", role)
    assert may_audit(one, "6.1.3", record(team=(LEAD, one))) == expected


@pytest.mark.parametrize("area", Area)
def test_an_area_that_nobody_covers_is_named(area: Area) -> None:
    rest = [one for one in Area if one is not area]
    whole = record(competences=areas("lead", *rest))
    assert f"{area}_not_covered" in codes(whole)


@pytest.mark.parametrize(
    ("held", "fits"), [("33", True), ("33.2", True), ("33.2.1", False), ("3", False), ("29", False)]
)
def test_the_technical_activity_is_covered_by_the_clients_code_or_a_wider_one(held: str, fits: bool) -> None:
    found = codes(record(competences=areas("lead", code=held)))
    assert ("technical_activity_not_covered" not in found) == fits


def test_an_expert_brings_the_technical_activity_and_nothing_else() -> None:
    tess = member("tess", TeamRole.TECHNICAL_EXPERT)
    rest = [one for one in Area if one is not Area.TECHNICAL_ACTIVITY]
    held = (*areas("lead", *rest), *areas("anna", *rest), *areas("tess"))
    assert codes(record(team=(LEAD, AUDITOR, tess), competences=held)) == []
    alone = (*areas("lead", Area.INFORMATION_SECURITY), *areas("anna", Area.INFORMATION_SECURITY), *areas("tess"))
    assert "management_systems_not_covered" in codes(record(team=(LEAD, AUDITOR, tess), competences=alone))


def test_competence_for_another_standard_does_not_count() -> None:
    held = (*areas("lead"), Competence(person_id="p-anna", standard="iso9001", area=Area.AUDIT_PRINCIPLES.value))
    whole = record(competences=held)
    assert codes(whole) == ["competence_other_standard"]
    assert may_audit(AUDITOR, "A.5.18", whole) == ("competence_other_standard",)


def test_an_area_known_for_another_standard_is_not_covered() -> None:
    rest = areas("lead", *(one for one in Area if one is not Area.AUDIT_PRINCIPLES))
    other = Competence(person_id="p-lead", standard="iso9001", area=Area.AUDIT_PRINCIPLES.value)
    assert codes(record(competences=(*rest, other))) == ["audit_principles_not_covered", "competence_not_entered?"]


def test_a_declaration_signed_once_the_audit_runs_is_pointed_out() -> None:
    late = replace(signed("anna", IMPARTIAL), signed_on=date(2026, 3, 28))
    whole = record(declarations=(signed("lead", IMPARTIAL), signed("lead", SECRET), late, signed("anna", SECRET)))
    assert codes(whole) == ["declaration_signed_late?"]


def test_the_decision_of_the_body_is_no_answer() -> None:
    clean = signed("anna", IMPARTIAL)
    decided = replace(clean, answers=[*clean.answers, {"key": signing.DECISION, "answer": True, "remark": "x"}])
    assert signing.doubtful(decided) == ()


def test_the_time_to_object_counts_from_the_last_sending() -> None:
    days = (date(2026, 3, 6), date(2026, 3, 16))
    sent = tuple(ClientStatement(id=str(day), kind=StatementKind.TEAM, said_on=day) for day in days)
    assert objection_due(record(statements=sent)) == date(2026, 3, 18)


def test_a_body_that_has_entered_no_competence_gets_one_hint() -> None:
    assert codes(record(competences=()))[0] == "competences_not_entered?"
    assert not holding(team_problems(record(competences=())))


def test_an_objection_holds_until_it_is_answered() -> None:
    said = ClientStatement(
        id="o", kind=StatementKind.TEAM, outcome=StatementOutcome.OBJECTION, by_name="Eva", member_id="anna"
    )
    whole = record(statements=(*record().statements, said))
    assert codes(whole) == ["objection_unanswered"]
    answered = replace(said, answer="She leaves the team.")
    assert codes(record(statements=(*record().statements, answered))) == []


def test_the_client_may_object_until_the_second_working_day() -> None:
    sent = (ClientStatement(id="s", kind=StatementKind.TEAM, said_on=date(2026, 3, 6)),)
    whole = record(statements=sent)
    assert objection_due(whole) == date(2026, 3, 10)
    assert codes(whole, date(2026, 3, 10)) == ["objection_still_possible?"]
    assert codes(whole, date(2026, 3, 11)) == []
    longer = Body(deadlines=(DeadlineSetting(code="D-01", amount=5, unit="working_days"),))
    assert objection_due(replace(whole, body=longer)) == date(2026, 3, 13)


@pytest.mark.parametrize("text", ["lead auditor, never alone", "LE", "lead", "Lead; by video"])
def test_the_lead_auditor_is_found_in_what_was_typed(text: str) -> None:
    tess = member("tess", TeamRole.TECHNICAL_EXPERT, accompanies=text)
    assert accompanied(tess, record(team=(LEAD, tess))) == (LEAD,)
