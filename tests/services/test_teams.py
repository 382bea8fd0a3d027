"""The team over a real workspace: assignment, signed declarations, what the client says, competence and bars."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from app.domain import declarations as signing
from app.domain.declarations import DeclarationDraft
from app.domain.errors import UserMistake
from app.domain.kinds import Assignment, DeclarationKind, StatementOutcome, TeamRole
from app.domain.preparing import Bar, Competence
from app.domain.record import TeamMember
from app.domain.team_rules import declarations_clean, may_audit, team_problems
from tests.support import World

BOTH = (DeclarationKind.IMPARTIALITY, DeclarationKind.CONFIDENTIALITY)


def _record(world: World, audit_id: str):
    return world.services.audits.record(audit_id)


def _carl(world: World, audit_id: str) -> TeamMember:
    return _record(world, audit_id).team[1]


def _clean(kind: DeclarationKind, text: str = "the text as shown") -> DeclarationDraft:
    return DeclarationDraft(kind=kind, answers=signing.all_clean(kind, TeamRole.AUDITOR), text=text)


def _doubt(world: World, audit_id: str) -> str:
    """Let Carl declare a training; return the id of the declaration."""
    draft = _clean(DeclarationKind.IMPARTIALITY)
    answers = (signing.Answer("past", value=True, remark="training in June 2024"), *draft.answers[1:])
    told = DeclarationDraft(kind=draft.kind, answers=answers, text=draft.text)
    world.services.teams.declare(_carl(world, audit_id).id, (told,), "Carl Co")
    return _record(world, audit_id).declarations[0].id


def test_an_assignment_is_accepted_and_asked_again(world: World, audit_id: str) -> None:
    teams, carl = world.services.teams, _carl(world, audit_id).id
    teams.accept(carl, date(2026, 3, 2))
    found = _carl(world, audit_id)
    assert (found.assignment, found.assigned_on) == (Assignment.ACCEPTED, date(2026, 3, 2))
    teams.assign(carl)
    assert _carl(world, audit_id).assignment is Assignment.OPEN


def test_declining_needs_a_reason_and_keeps_the_name(world: World, audit_id: str) -> None:
    teams, carl = world.services.teams, _carl(world, audit_id).id
    with pytest.raises(UserMistake, match="reason_missing"):
        teams.decline(carl, "  ")
    teams.decline(carl, "training for the client in 2024")
    found = _carl(world, audit_id)
    assert (found.assignment, found.assignment_reason) == (Assignment.DECLINED, "training for the client in 2024")
    assert [one.id for one in _record(world, audit_id).team].count(carl) == 1


@pytest.mark.parametrize("field", ["assignment", "declared_on", "assignment_reason"])
def test_no_typing_changes_an_answer(world: World, audit_id: str, field: str) -> None:
    with pytest.raises(UserMistake, match="field_not_editable"):
        world.services.fields.set("team_member", _carl(world, audit_id).id, field, None)


def test_a_declaration_keeps_the_text_that_was_shown_with_its_hash(world: World, audit_id: str) -> None:
    shown = signing.shown_text(DeclarationKind.IMPARTIALITY, TeamRole.AUDITOR, str)
    drafts = (_clean(BOTH[0], shown), _clean(BOTH[1]))
    world.services.teams.declare(_carl(world, audit_id).id, drafts, " carl  co ", date(2026, 3, 5))
    first = next(one for one in _record(world, audit_id).declarations if one.kind is BOTH[0])
    assert first.text == shown
    assert first.text_sha256 == hashlib.sha256(shown.encode()).hexdigest()
    assert (first.signed_name, first.signed_on) == ("carl co", date(2026, 3, 5))


def test_declaring_again_replaces_the_declaration(world: World, audit_id: str) -> None:
    _doubt(world, audit_id)
    world.services.teams.declare(_carl(world, audit_id).id, [_clean(kind) for kind in BOTH], "Carl Co")
    found = _record(world, audit_id).declarations
    assert sorted(one.kind for one in found) == sorted(BOTH)
    assert all(signing.usable(one) for one in found)


@pytest.mark.parametrize(("typed", "code"), [("Karl Co", "signed_name_differs"), ("", "signed_name_missing")])
def test_a_refused_signature_leaves_nothing_behind(world: World, audit_id: str, typed: str, code: str) -> None:
    with pytest.raises(UserMistake, match=code):
        world.services.teams.declare(_carl(world, audit_id).id, (_clean(BOTH[0]),), typed)
    assert _record(world, audit_id).declarations == ()
    assert _carl(world, audit_id).declared_on is None


def test_whoever_takes_no_part_signs_nothing(world: World, audit_id: str) -> None:
    carl = _carl(world, audit_id).id
    world.services.teams.decline(carl, "ill")
    with pytest.raises(UserMistake, match="member_takes_no_part"):
        world.services.teams.declare(carl, (_clean(BOTH[0]),), "Carl Co")


def test_the_body_decides_a_doubt_and_the_answer_stays(world: World, audit_id: str) -> None:
    key = _doubt(world, audit_id)
    assert not declarations_clean(_record(world, audit_id))
    with pytest.raises(UserMistake, match="reason_missing"):
        world.services.teams.decide(key, allowed=True, reason="")
    world.services.teams.decide(key, allowed=True, reason="public lecture, no advice")
    found = _record(world, audit_id).declarations[0]
    assert signing.usable(found)
    assert [one["key"] for one in signing.doubtful(found)] == ["past"]
    said = signing.decision(found)
    assert said is not None
    assert (said["by"], said["on"], said["remark"]) == ("Anna Berg", "2026-03-27", "public lecture, no advice")


def test_a_second_decision_replaces_the_first(world: World, audit_id: str) -> None:
    key = _doubt(world, audit_id)
    world.services.teams.decide(key, allowed=True, reason="lecture")
    world.services.teams.decide(key, allowed=False, reason="it was advice")
    found = _record(world, audit_id).declarations[0]
    assert not signing.usable(found)
    assert sum(one["key"] == signing.DECISION for one in found.answers) == 1


def test_there_is_nothing_to_decide_about_clean_answers(world: World, audit_id: str) -> None:
    world.services.teams.declare(_carl(world, audit_id).id, (_clean(BOTH[0]),), "Carl Co")
    with pytest.raises(UserMistake, match="declaration_is_clean"):
        world.services.teams.decide(_record(world, audit_id).declarations[0].id, allowed=True, reason="x")


def test_the_client_is_told_objects_and_is_answered(world: World, audit_id: str) -> None:
    teams, carl = world.services.teams, _carl(world, audit_id).id
    teams.send_to_client(audit_id, date(2026, 3, 6))
    with pytest.raises(UserMistake, match="objection_missing"):
        teams.client_objects(audit_id, "Eva Example", "")
    made = teams.client_objects(audit_id, "Eva Example", "worked for a competitor", date(2026, 3, 9), carl)
    assert "objection_unanswered" in {one.problem.code for one in team_problems(_record(world, audit_id))}
    teams.answer_objection(made.id, "Carl left that company in 2023.", date(2026, 3, 10))
    asked, said = _record(world, audit_id).statements
    assert (asked.outcome, asked.said_on) == (StatementOutcome.ASKED, date(2026, 3, 6))
    assert (said.outcome, said.member_id, said.answered_by) == (StatementOutcome.OBJECTION, carl, "Anna Berg")


def test_the_clients_own_declaration_is_kept_in_its_words(world: World, audit_id: str) -> None:
    teams = world.services.teams
    with pytest.raises(UserMistake, match="name_missing"):
        teams.client_accepts(audit_id, " ")
    teams.client_accepts(audit_id, "Eva Example", date(2026, 3, 9), "No business with anybody of the team.")
    (said,) = _record(world, audit_id).statements
    assert (said.outcome, said.text) == (StatementOutcome.ACCEPTED, "No business with anybody of the team.")


def test_a_member_becomes_a_person_with_areas_and_bars(world: World, audit_id: str) -> None:
    teams, carl = world.services.teams, _carl(world, audit_id)
    person = world.services.body.introduce("Carla Coe", "CCO")
    teams.is_person(carl.id, person)
    client = _record(world, audit_id).client.id
    teams.add_bar(person, Bar(client_id=client, reason="consultancy", until=date(2026, 12, 31)))
    teams.add_competence(person, Competence(area="information_security"))
    record = _record(world, audit_id)
    assert (record.team[1].name, record.team[1].initials) == ("Carla Coe", "CCO")
    assert "barred_from_client" in may_audit(record.team[1], "A.5.18", record)
    assert [one.area for one in record.competences] == ["information_security"]


def test_areas_of_people_outside_the_team_are_not_in_the_record(world: World, audit_id: str) -> None:
    other = world.services.body.introduce("Olga Other", "OO")
    world.services.teams.add_competence(other, Competence(area="audit_principles"))
    assert _record(world, audit_id).competences == ()
    files = {one.person.name: one for one in world.services.teams.people()}
    assert len(files["Olga Other"].competences) == 1
    assert files["Anna Berg"].clients[0][1] == "Muster AG"


def test_entries_of_a_person_are_taken_back_and_put_back(world: World, audit_id: str) -> None:
    teams, person = world.services.teams, world.services.body.introduce("Olga Other", "OO")
    teams.add_bar(person, Bar(subject="backup"))

    def bars() -> list[str]:
        return [one.subject for file in teams.people() for one in file.bars]

    world.services.fields.undo()
    assert bars() == []
    world.services.fields.redo()
    assert bars() == ["backup"]
    teams.remove_entry("bar", next(one.id for file in teams.people() for one in file.bars))
    assert bars() == []
    world.services.fields.undo()
    assert bars() == ["backup"]


def test_a_bar_names_somebody_or_something(world: World, audit_id: str) -> None:
    with pytest.raises(UserMistake, match="bar_without_object"):
        world.services.teams.add_bar(world.services.body.introduce("Olga Other", "OO"), Bar(reason="x"))


def test_everything_is_in_the_trail(world: World, audit_id: str) -> None:
    _doubt(world, audit_id)
    world.services.teams.send_to_client(audit_id)
    assert world.services.workspace.check().ok
