"""Guidance as a format: strict reading, languages with English behind them, a body's own texts below ours."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.domain.errors import ForeignFileProblem, UserMistake
from app.domain.guidance import GuidanceSet, Source, check, joined, merged, parse, spoken
from app.services.catalogues import catalogue
from app.services.guidance import guidance


def entry(**more: Any) -> dict[str, Any]:
    values = {
        "questions": ["How is the door locked?"],
        "evidence": ["The door"],
        "failings": ["The door stood open."],
        "related": ["A.7.2"],
        "source": "own",
    }
    return {**values, **more}


def document(**more: Any) -> dict[str, Any]:
    return {"catalogue": "iso27001", "version": 1, "language": "en", "items": {"A.7.1": entry()}, **more}


def read(**more: Any) -> GuidanceSet:
    return parse(json.dumps(document(**more)).encode())


@pytest.mark.parametrize(
    ("data", "path", "reason"),
    [
        (b"\xff", "file", "not UTF-8"),
        (b'{\n"items": ', "line 2", "not JSON"),
        (b"[]", "file", "an object is expected"),
        (b'{"language": "en", "language": "de"}', "language", "key stands twice"),
        ({"more": 1}, "head", "keys differ: ['more']"),
        ({"version": True}, "version", "int is expected"),
        ({"version": 0}, "version", "not a positive number"),
        ({"catalogue": " "}, "catalogue", "empty"),
        ({"language": "English"}, "language", "not a language code"),
        ({"items": {}}, "items", "empty"),
        ({"items": {"A.7.1": []}}, "A.7.1", "an object is expected"),
        ({"items": {"A.7.1": entry(hints=[])}}, "A.7.1", "keys differ: ['hints']"),
        ({"items": {"A.7.1": entry(evidence=[7])}}, "A.7.1.evidence[0]", "str is expected"),
        ({"items": {"A.7.1": entry(evidence="door")}}, "A.7.1.evidence", "a list is expected"),
        ({"items": {"A.7.1": entry(source="web")}}, "A.7.1.source", "'web' is not a valid Source"),
        ({"items": {"A.7.1": entry(questions=[], evidence=[], failings=[])}}, "A.7.1", "says nothing"),
        ({"items": {"": entry()}}, "", "says nothing"),
        ({"items": {"A.7.1": entry(evidence=[" "])}}, "A.7.1", "a text is empty or begins or ends with a blank"),
        ({"items": {"A.7.1": entry(evidence=["Door", "The door", "the door."])}}, "A.7.1", "a text stands twice"),
        ({"items": {"A.7.1": entry(related=["A.7.2", "A.7.2"])}}, "A.7.1", "a text stands twice"),
    ],
)
def test_a_faulty_file_is_refused_with_place_and_reason(data: Any, path: str, reason: str) -> None:
    raw = data if isinstance(data, bytes) else json.dumps(document(**data)).encode()
    with pytest.raises(ForeignFileProblem) as caught:
        parse(raw)
    assert (caught.value.code, caught.value.values) == ("guidance_refused", {"path": path, "reason": reason})


def test_entries_come_in_the_order_of_the_standard_and_cannot_be_changed() -> None:
    found = read(items={"A.7.10": entry(), "A.7.2": entry(related=[]), "9.2.1": entry()})
    assert list(found.items) == ["9.2.1", "A.7.2", "A.7.10"]
    with pytest.raises(TypeError):
        found.items["A.7.3"] = ()  # type: ignore[index]


def test_parts_become_one_guidance() -> None:
    whole = joined([read(items={"A.8.1": entry()}), read(items={"4.1": entry()})])
    assert list(whole.items) == ["4.1", "A.8.1"]


@pytest.mark.parametrize(
    ("other", "path"),
    [({}, "A.7.1"), ({"language": "de", "items": {"4.1": entry()}}, "head"), ({"version": 2}, "head")],
)
def test_parts_that_do_not_fit_each_other_are_refused(other: dict[str, Any], path: str) -> None:
    with pytest.raises(ForeignFileProblem) as caught:
        joined([read(), read(**other)])
    assert caught.value.values["path"] == path


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"catalogue": "iso9001"}, "catalogue"),
        ({"items": {"A.7": entry()}}, "A.7"),
        ({"items": {"A.7.99": entry()}}, "A.7.99"),
        ({"items": {"A.7.1": entry(related=["A.7.99"])}}, "A.7.1.related"),
        ({"items": {"A.7.1": entry(related=["A.7"])}}, "A.7.1.related"),
        ({"items": {"A.7.1": entry(related=["A.7.1"])}}, "A.7.1.related"),
    ],
)
def test_guidance_that_does_not_fit_the_catalogue_is_refused(more: dict[str, Any], path: str) -> None:
    with pytest.raises(ForeignFileProblem) as caught:
        check(read(**more), catalogue("iso27001"))
    assert caught.value.values["path"] == path


@pytest.mark.parametrize("wanted", ["de", "de-AT", "de_AT"])
def test_a_language_is_found_by_its_code_and_filled_up_in_english(wanted: str) -> None:
    english = read(items={"4.1": entry(evidence=["Paper"]), "A.7.1": entry()})
    german = read(language="de", items={"A.7.1": entry(evidence=["Die Tür"])})
    found = spoken({"en": english, "de": german}, wanted)
    assert [found.of(ref)[0].evidence for ref in found.items] == [("Paper",), ("Die Tür",)]
    assert found.language == "de"


def test_a_language_without_guidance_gets_english() -> None:
    assert spoken({"en": read()}, "vi") == read()


def test_own_texts_come_below_ours_and_change_nothing_of_them() -> None:
    own = read(items={"A.7.1": entry(evidence=["The lock"], source="body"), "A.7.3": entry(source="body")})
    found = merged(read(), own)
    ours, below = found.of("A.7.1")
    assert (ours,) == read().of("A.7.1")
    assert (below.questions, below.evidence, below.related, below.source) == ((), ("The lock",), (), Source.BODY)
    assert found.of("A.7.3")[0].source is Source.BODY


def test_own_texts_that_only_repeat_ours_leave_no_empty_layer() -> None:
    assert merged(read(), read(items={"A.7.1": entry(evidence=["the DOOR!"], source="body")})) == read()


def test_own_texts_are_added_once_however_often_they_are_merged() -> None:
    own = read(items={"A.7.1": entry(evidence=["The lock"], source="body")})
    once = merged(read(), own)
    assert merged(once, own) == once


def test_own_texts_for_another_catalogue_are_refused() -> None:
    with pytest.raises(ForeignFileProblem, match="guidance_refused"):
        merged(read(), read(catalogue="iso9001"))


def test_nothing_is_there_for_an_unknown_row_and_an_unknown_catalogue_is_said() -> None:
    assert guidance("iso27001", "de").of("A.9.9") == ()
    with pytest.raises(UserMistake, match="catalogue_unknown"):
        guidance("iso9001", "en")
