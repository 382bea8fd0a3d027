"""Marks in captured lines: what is one, what is text, and that nothing typed is ever lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.capture_facts import CaptureFacts, Someone, draft_of, facts_of, grade_of, links_of
from app.domain.capture_marks import Mark, MarkKind, parse
from app.domain.capture_offers import offers
from app.domain.client import Client, ClientDocument, Contact
from app.domain.drafts import LinkDraft
from app.domain.fieldwork import Note, Session, SessionPerson
from app.domain.kinds import EvidenceKind, Grade, Judgement, Side
from app.domain.note_marks import line_of, naming, spoken
from app.domain.record import CriteriaRow
from tests.audits import record

REFS = frozenset({"A.8.24", "A.5.18", "6.1.2", "9.2.1", "4.1"})
FACTS = CaptureFacts(
    items=tuple(CriteriaRow(ref=ref, title=title) for ref, title in (
        ("A.8.24", "Use of cryptography"), ("A.5.18", "Access rights"), ("6.1.2", "Risk assessment"),
    )),
    refs=REFS,
    people=(Someone("Ivo Isms", "ISMS manager"), Someone("Eva Example", "chief executive"), Someone("Tom")),
    documents=(
        ClientDocument(reference="POL-007", title="Cryptography policy", edition="3.0", dated=date(2026, 1, 2),
                       owner="CISO", classification="internal"),
        ClientDocument(title="Asset list"),
    ),
)  # fmt: skip

TABLE: tuple[tuple[str, list[tuple[str, str, str]]], ...] = (
    ("A.8.24 keys", [("requirement", "A.8.24", "A.8.24")]),
    ("a8.24 keys", [("requirement", "a8.24", "A.8.24")]),
    ("see 6.1.2c.", [("requirement", "6.1.2c", "6.1.2")]),
    ("see (6.1.2c)1),", [("requirement", "6.1.2c)1)", "6.1.2")]),
    ("version 2.3 of A4, 4.1.2026 at 10.30", []),
    ("@ISMS-manager said", [("person", "@ISMS-manager", "ISMS-manager")]),
    ('@"Ivo Isms", then', [("person", '@"Ivo Isms"', "Ivo Isms")]),
    ('@"never closed', []),
    ("mail to ivo@example.com", []),
    ("#POL-007 v3.1 seen", [("document", "#POL-007", "POL-007"), ("edition", "v3.1", "3.1")]),
    ("v3.1 of #POL-007", [("document", "#POL-007", "POL-007")]),
    ("#POL-007, v3.1", [("document", "#POL-007", "POL-007")]),
    ("#3 of the list", []),
    ('#"Asset list"', [("document", '#"Asset list"', "Asset list")]),
    ("n=12/140", [("sample", "n=12/140", "12")]),
    ("N=12/140:1;", [("sample", "N=12/140:1", "12")]),
    ("min=12/140", []),
    ("!minor !obs !ok", [("grade", "!minor", "minor"), ("grade", "!obs", "obs"), ("grade", "!ok", "ok")]),
    ("!minors", []),
    ("what! minor", []),
    ("~confidential ~conf", [("confidential", "~confidential", "confidential"), ("confidential", "~conf", "conf")]),
    ("about ~12", []),
    ("A.9.99 is none", []),
    ("", []),
)


@pytest.mark.parametrize(("line", "expected"), TABLE)
def test_marks_of_a_line(line: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(one.kind.value, one.source, one.value) for one in parse(line, REFS).marks] == expected


PIECE = st.one_of(
    st.text(max_size=8),
    st.sampled_from([row[0] for row in TABLE]),
    st.sampled_from([" ", "  ", ", ", "\t", "(", ")", '"', "@", "#", "!", "~", ":", "\n", "\u200f", "ß"]),
)


@given(st.lists(PIECE, max_size=12).map("".join))
def test_text_and_marks_together_are_the_line(line: str) -> None:
    typed = parse(line, REFS)
    assert "".join(one.source if isinstance(one, Mark) else one for one in typed.pieces) == line
    assert all(line[mark.start : mark.end] == mark.source for mark in typed.marks)


@given(st.lists(PIECE, max_size=12).map("".join))
def test_a_mark_that_is_taken_away_stays_as_text(line: str) -> None:
    every = {mark.source for mark in parse(line, REFS).marks}
    typed = parse(line, REFS, every)
    assert not {mark.source for mark in typed.marks} & every
    assert "".join(one.source if isinstance(one, Mark) else one for one in typed.pieces) == line


@given(st.lists(PIECE, max_size=12).map("".join))
def test_a_title_is_a_stretch_of_the_line_and_holds_all_its_words(line: str) -> None:
    typed = parse(line, REFS)
    assert typed.title in line
    assert not line.strip() or typed.title or not line.strip(" \t,;:")
    for piece in typed.pieces:
        if isinstance(piece, str):
            assert piece.strip(" \t,;:.") in typed.title or not piece.strip(" \t,;:.")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("A.8.24 A.5.18 keys are rotated @ISMS-manager n=12/140", "keys are rotated"),
        ("asked @ISMS-manager about A.8.24 in detail", "asked @ISMS-manager about A.8.24 in detail"),
        ("rotated as in A.8.24", "rotated as in A.8.24"),
        ("A.8.24: rotated, !minor", "rotated"),
        ("#POL-007 v3.1", "#POL-007 v3.1"),
    ],
)
def test_titles(line: str, title: str) -> None:
    assert parse(line, REFS).title == title


def test_a_line_with_everything_becomes_evidence_with_all_its_fields() -> None:
    typed = FACTS.read("A.8.24 6.1.2c keys rotated @ISMS-manager #POL-007 v3.1 n=12/140:1 !minor ~confidential")
    draft = draft_of(typed, FACTS, "s1")
    assert (draft.title, draft.kind, draft.session_id) == ("keys rotated", EvidenceKind.RECORD_SAMPLE, "s1")
    assert draft.links == (LinkDraft(ref="A.8.24"), LinkDraft(ref="6.1.2", part="c)"))
    assert (draft.judgement, draft.confidential, grade_of(typed)) == (Judgement.NONCONFORMITY, True, Grade.MINOR)
    assert draft.details == {
        "sample_size": 12, "population": 140, "deviating": 1, "document_reference": "POL-007",
        "document_edition": "3.1", "document_date": "", "document_owner": "CISO", "classification": "internal",
        "role": "ISMS manager",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("#POL-007 read", ("POL-007", "3.0", "2026-01-02")),
        ("#POL-999 v2 read", ("POL-999", "2", None)),
        ('#"asset list" read', ("Asset list", "", "")),
    ],
)
def test_what_the_register_knows_is_filled_in(line: str, expected: tuple[str, str, str | None]) -> None:
    details = draft_of(FACTS.read(line), FACTS).details
    assert (details["document_reference"], details["document_edition"], details.get("document_date")) == expected


@pytest.mark.parametrize(
    ("line", "role"),
    [('@"ivo isms"', "ISMS manager"), ("@Tom @Nobody", "Tom, Nobody"), ("@ISMS-manager @ISMS-manager", "ISMS manager")],
)
def test_a_person_is_kept_by_function_where_one_is_known(line: str, role: str) -> None:
    assert draft_of(FACTS.read(line), FACTS).details["role"] == role


@pytest.mark.parametrize(
    ("line", "kind", "judgement"),
    [
        ("!obs log open", EvidenceKind.NOTE, Judgement.OBSERVATION),
        ("@Tom !ok", EvidenceKind.INTERVIEW, Judgement.CONFORM),
        ("#POL-007", EvidenceKind.DOCUMENT, Judgement.NOT_JUDGED),
        ("nothing", EvidenceKind.NOTE, Judgement.NOT_JUDGED),
    ],
)
def test_kind_and_judgement(line: str, kind: EvidenceKind, judgement: Judgement) -> None:
    draft = draft_of(FACTS.read(line), FACTS)
    assert (draft.kind, draft.judgement, grade_of(FACTS.read(line))) == (kind, judgement, None)


def test_a_requirement_is_linked_once() -> None:
    assert links_of(FACTS.read("A.8.24 and a8.24")) == (LinkDraft(ref="A.8.24"),)


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("a8", ["A.8.24"]), ("6.", ["6.1.2"]), ("keys /acc", ["A.5.18"]), ("keys /risk", ["6.1.2"]),
        ("@iv", ['@"Ivo Isms"']), ("@man", ['@"Ivo Isms"']), ('@"Ivo I', ['@"Ivo Isms"']), ("@t", ["@Tom"]),
        ("#pol", ["#POL-007 v3.0"]), ("#asset", ['#"Asset list"']), ("!mi", ["!minor"]), ("~c", ["~confidential"]),
        ("cryptography", []), ("", []), ("@tom ", []), ("12", []), ("@Tom", []),
    ],
)  # fmt: skip
def test_offers_while_typing(line: str, texts: list[str]) -> None:
    assert [one.text for one in offers(line, len(line), FACTS)] == texts


def test_every_offer_that_is_taken_is_read_as_a_mark() -> None:
    for typed in ("a8", "/risk", "@iv", "@t", "#pol", "#asset", "!mi", "~c"):
        (offer,) = offers(typed, len(typed), FACTS)
        marks = FACTS.read(offer.text).marks
        assert marks[0].start == 0
        assert marks[-1].end == len(offer.text)


def test_people_of_the_session_come_first_and_once() -> None:
    session = Session(
        topic="x",
        people=(
            SessionPerson(name="Nora New", function="clerk"),
            SessionPerson(name="Anna Berg", side=Side.BODY),
            SessionPerson(name="Eva", function="chief"),
        ),
    )
    client = Client(name="M", contacts=(Contact(name="Eva", function="old"), Contact(name="Ivo")))
    people = facts_of(record(client=client, sessions=(session,)), session).people
    assert [one.name for one in people][:3] == ["Nora New", "Eva", "Ivo"]
    assert people[1].function == "chief"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (">Ivo: keys rotate", ("keys rotate", "Ivo", "")),
        (">>Tom: >Ivo Isms: the console", ("the console", "Ivo Isms", "Tom")),
        (">Ivo: >Eva: both", (">Eva: both", "Ivo", "")),
        ("a > b: no", ("a > b: no", "", "")),
        ("> 12 days", ("> 12 days", "", "")),
        (">Ivo:12 keys", (">Ivo:12 keys", "", "")),
    ],
)
def test_who_said_and_who_operated(line: str, expected: tuple[str, str, str]) -> None:
    said = spoken(line)
    assert (said.text, said.said_by, said.operated_by) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [(">Iv", (1, "Iv")), (">>T", (2, "T")), (">Ivo: >>", (8, "")), (">Ivo: keys", None), ("keys", None)],
)
def test_a_name_being_typed_is_found(line: str, expected: tuple[int, str] | None) -> None:
    assert naming(line) == expected


def test_a_line_is_shown_again_as_it_was_typed() -> None:
    note = Note(text="the console", said_by="Ivo", operated_by="Tom")
    assert spoken(line_of(note)) == spoken(">Ivo: >>Tom: the console")


def test_the_kinds_are_those_of_the_table() -> None:
    assert {row[0] for _line, marks in TABLE for row in marks} == {kind.value for kind in MarkKind}
