"""Running notes and questions: typed, sorted by one key, taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.drafts import SessionDraft
from app.domain.errors import UserMistake
from app.domain.kinds import (
    EvidenceKind,
    EvidenceState,
    FindingState,
    Grade,
    Judgement,
    QuestionState,
    SortedAs,
)
from app.domain.readiness import before_closing
from tests.support import START, World


@pytest.fixture
def session_id(world: World, audit_id: str) -> str:
    site = world.services.audits.record(audit_id).sites[0].id
    return world.services.sessions.open(audit_id, SessionDraft(topic="P-03 Access", site_id=site)).id


def take(world: World, audit_id: str, *lines: str, session_id: str | None = None) -> list[str]:
    """Type lines, a minute apart."""
    made = []
    for number, line in enumerate(lines):
        world.clock.set(START + timedelta(minutes=number))
        made.append(world.services.notes.take(audit_id, line, session_id).id)
    return made


def record(world: World, audit_id: str):
    return world.services.audits.record(audit_id)


def test_a_line_keeps_its_time_and_who_said_it(world: World, audit_id: str) -> None:
    take(world, audit_id, ">Ivo Isms: >>Tom: keys are rotated", "seen")
    first, second = world.services.notes.list(audit_id)
    assert (first.text, first.said_by, first.operated_by) == ("keys are rotated", "Ivo Isms", "Tom")
    assert second.happened_at == START + timedelta(minutes=1)


@pytest.mark.parametrize("line", ["", "  ", ">Ivo: "])
def test_a_line_without_text_is_no_note(world: World, audit_id: str, line: str) -> None:
    with pytest.raises(UserMistake) as caught:
        world.services.notes.take(audit_id, line)
    assert caught.value.code == "text_missing"


def test_a_line_is_changed_and_the_change_undone(world: World, audit_id: str) -> None:
    (note_id,) = take(world, audit_id, "keys are rotatet")
    world.services.notes.change(note_id, ">Ivo: keys are rotated")
    assert world.services.notes.list(audit_id)[0].said_by == "Ivo"
    world.services.fields.undo()
    assert world.services.notes.list(audit_id)[0].text == "keys are rotatet"
    world.services.fields.redo()
    assert world.services.notes.list(audit_id)[0].text == "keys are rotated"


def test_a_run_of_lines_becomes_one_item_that_inherits_everything(world: World, audit_id: str, session_id: str) -> None:
    world.services.sessions.add_person(session_id, "Nora New", "key custodian")
    world.services.fields.set("session", session_id, "guide", "Guido")
    ids = take(
        world, audit_id, "A.8.24 keys are rotated", ">Nora New: every quarter #POL-007", session_id=session_id
    )  # fmt: skip
    made = world.services.notes.sort(list(reversed(ids)), SortedAs.EVIDENCE)
    (item,) = record(world, audit_id).evidence
    assert item.id == made.id
    assert (item.title, item.kind, item.state) == ("keys are rotated", EvidenceKind.DOCUMENT, EvidenceState.SORTED)
    assert item.text.splitlines()[1].endswith("Nora New: every quarter #POL-007")
    assert (item.session_id, item.happened_at) == (session_id, START)
    assert item.site_id == record(world, audit_id).sites[0].id
    assert (item.role, item.guide_present, item.document_reference) == ("key custodian", "Guido", "POL-007")
    assert [link.ref for link in item.links] == ["A.8.24"]
    assert {(one.sorted_as, one.sorted_id) for one in record(world, audit_id).notes} == {(SortedAs.EVIDENCE, item.id)}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (">Ivo: so it is", EvidenceKind.INTERVIEW),
        (">>Tom: the console shows 12", EvidenceKind.TEST),
        ("a door stands open", EvidenceKind.NOTE),
    ],
)
def test_the_kind_follows_who_said_or_operated(world: World, audit_id: str, line: str, kind: EvidenceKind) -> None:
    world.services.notes.sort(take(world, audit_id, line), SortedAs.EVIDENCE)
    assert record(world, audit_id).evidence[0].kind is kind


def test_a_line_becomes_a_question(world: World, audit_id: str, session_id: str) -> None:
    ids = take(world, audit_id, ">Ivo: A.8.24 where is the list of keys?", session_id=session_id)
    made = world.services.notes.sort(ids, SortedAs.QUESTION)
    (question,) = record(world, audit_id).questions
    assert (question.id, question.to_whom, question.state) == (made.id, "Ivo", QuestionState.OPEN)
    assert (question.session_id, question.happened_at) == (session_id, START)
    assert question.item_id is not None


def test_a_line_becomes_a_finding_with_the_evidence_it_rests_on(world: World, audit_id: str, session_id: str) -> None:
    ids = take(world, audit_id, "A.5.18 TR-4471 still enabled !major", session_id=session_id)
    made = world.services.notes.sort(ids, SortedAs.FINDING)
    whole = record(world, audit_id)
    (finding,), (item,) = whole.findings, whole.evidence
    assert (finding.id, finding.grade, finding.evidence_ids) == (made.id, Grade.MAJOR, (item.id,))
    assert (finding.title, [link.ref for link in finding.links]) == ("TR-4471 still enabled", ["A.5.18"])
    assert finding.site_ids == (item.site_id,)
    assert item.judgement is Judgement.NONCONFORMITY


@pytest.mark.parametrize("kind", [SortedAs.EVIDENCE, SortedAs.QUESTION, SortedAs.FINDING, SortedAs.NOTHING])
def test_sorting_is_one_step_back_and_forth(world: World, audit_id: str, kind: SortedAs) -> None:
    world.services.notes.sort(take(world, audit_id, "one", "two"), kind)
    sorted_whole = record(world, audit_id)
    world.services.fields.undo()
    back = record(world, audit_id)
    assert {(one.sorted_as, one.sorted_id) for one in back.notes} == {(SortedAs.OPEN, "")}
    assert all(one.state is EvidenceState.WITHDRAWN for one in back.evidence)
    assert all(one.state is FindingState.WITHDRAWN for one in back.findings)
    assert all(one.state is QuestionState.DROPPED for one in back.questions)
    world.services.fields.redo()
    again = record(world, audit_id)
    assert [(one.sorted_as, one.sorted_id) for one in again.notes] == [
        (one.sorted_as, one.sorted_id) for one in sorted_whole.notes
    ]
    assert [one.state for one in again.evidence] == [one.state for one in sorted_whole.evidence]
    assert [one.state for one in again.findings] == [one.state for one in sorted_whole.findings]


def test_a_sorted_line_is_not_sorted_twice_nor_changed(world: World, audit_id: str) -> None:
    first, second = take(world, audit_id, "one", "two")
    world.services.notes.sort([first], SortedAs.EVIDENCE)
    for call in (
        lambda: world.services.notes.sort([second, first], SortedAs.QUESTION),
        lambda: world.services.notes.change(first, "other"),
    ):
        with pytest.raises(UserMistake) as caught:
            call()
        assert caught.value.code == "note_sorted"
    assert record(world, audit_id).questions == ()


def test_a_line_that_stays_a_note_can_be_sorted_later(world: World, audit_id: str) -> None:
    ids = take(world, audit_id, "one")
    world.services.notes.sort(ids, SortedAs.NOTHING)
    world.services.notes.sort(ids, SortedAs.EVIDENCE)
    assert record(world, audit_id).notes[0].sorted_as is SortedAs.EVIDENCE


def test_unsorted_lines_and_open_questions_hold_nothing_up(world: World, audit_id: str) -> None:
    take(world, audit_id, "one")
    world.services.questions.ask(audit_id, "where?")
    found = {one.problem.code: one.blocking for one in before_closing(record(world, audit_id))}
    assert (found["notes_unsorted"], found["questions_open"]) == (False, False)


def test_an_answer_becomes_evidence_and_the_question_is_answered(world: World, audit_id: str) -> None:
    questions = world.services.questions
    question_id = questions.ask(audit_id, "Where is the list?", "Ivo Isms", ref="A.8.24").id
    questions.answer(question_id, "In the vault #POL-007", SortedAs.EVIDENCE)
    whole = record(world, audit_id)
    (item,), (question,) = whole.evidence, whole.questions
    assert (question.state, question.answer) == (QuestionState.ANSWERED, "In the vault #POL-007")
    assert (item.title, item.text, item.role) == ("In the vault", "Where is the list?", "ISMS manager")
    assert [link.ref for link in item.links] == ["A.8.24"]
    world.services.fields.undo()
    whole = record(world, audit_id)
    assert (whole.evidence[0].state, whole.questions[0].state) == (EvidenceState.WITHDRAWN, QuestionState.OPEN)
    world.services.fields.redo()
    whole = record(world, audit_id)
    assert (whole.evidence[0].state, whole.questions[0].state) == (EvidenceState.SORTED, QuestionState.ANSWERED)


def test_an_answer_becomes_a_note(world: World, audit_id: str) -> None:
    question_id = world.services.questions.ask(audit_id, "Where?", "Ivo").id
    world.services.questions.answer(question_id, "In the vault")
    (note,) = record(world, audit_id).notes
    assert (note.text, note.said_by) == ("Where?\nIn the vault", "Ivo")


def test_questions_are_dropped_asked_again_and_linked(world: World, audit_id: str) -> None:
    questions = world.services.questions
    question_id = questions.ask(audit_id, "Where?").id
    questions.drop(question_id)
    assert record(world, audit_id).questions[0].state is QuestionState.DROPPED
    world.services.fields.undo()
    assert record(world, audit_id).questions[0].state is QuestionState.OPEN
    questions.about(question_id, "A.5.18")
    assert record(world, audit_id).questions[0].item_id
    questions.about(question_id, "")
    assert record(world, audit_id).questions[0].item_id is None


def test_an_answer_needs_words(world: World, audit_id: str) -> None:
    question_id = world.services.questions.ask(audit_id, "Where?").id
    with pytest.raises(UserMistake) as caught:
        world.services.questions.answer(question_id, " ")
    assert caught.value.code == "answer_missing"
