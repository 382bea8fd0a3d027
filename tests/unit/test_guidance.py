"""The guidance for ISO/IEC 27001: complete in both languages, of one form, no filler, no repetition, no advice."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import pytest

from app.domain.guidance import Guidance, Source, joined, parse, same_text
from app.domain.smells import Smell, whiffs
from app.services.catalogues import catalogue
from app.services.guidance import LANGUAGES, guidance

FOLDER = Path(__file__).parents[2] / "resources" / "criteria" / "guidance"
LISTS: Final = ("questions", "evidence", "failings")
SPOKEN = pytest.mark.parametrize("language", LANGUAGES)
CLOSED: Final = {
    "en": "are can could did do does had has have is may must shall should was were will would",
    "de": "darf dürfen gab gibt haben hat hatte hatten ist kann können liegt liegen müssen muss sind soll sollen war "
    "waren werden wird wurde wurden",
}
ADVICE: Final = {
    "en": r"should|ought|recommend\w*|must implement|has to be|needs? to|better to",
    "de": r"sollten?|empfehl\w*|empfohlen|muss umgesetzt|müsste[n]?|ist zu \w+|sind zu \w+",
}
STANDARD: Final = {
    "en": r"\bshall\b|\bthe organi[sz]ation (?:shall|must|determines|has)\b|\brelevant interested parties\b",
    "de": r"\bdie organisation (?:muss|hat|bestimmt)\b|\brelevante[n]? interessierte[n]? parteien\b",
}
LENGTHS: Final = {"questions": (30, 220), "evidence": (20, 260), "failings": (30, 220)}
ALIKE: Final = 0.2  # of the runs of three words that two texts have between them
OPENINGS: Final = 3  # questions of one language that may begin with the same four words
FRAME: Final = 5  # words that make a stock phrase when they come back in more than two texts


@cache
def entries(language: str) -> dict[str, Guidance]:
    """Read the files themselves: the service would fill a gap in German with English."""
    files = sorted(FOLDER.glob(f"*.{language}.json"))
    return {ref: layers[0] for ref, layers in joined(parse(file.read_bytes()) for file in files).items.items()}


def texts(language: str) -> Iterator[tuple[str, str, str]]:
    for ref, entry in entries(language).items():
        for name in LISTS:
            yield from ((ref, name, text) for text in getattr(entry, name))


def runs(text: str) -> frozenset[tuple[str, ...]]:
    words = same_text(text).split()
    return frozenset(tuple(words[start : start + 3]) for start in range(len(words) - 2))


@SPOKEN
def test_every_auditable_requirement_has_guidance_and_nothing_else_has(language: str) -> None:
    assert list(entries(language)) == [item.ref for item in catalogue("iso27001").auditable()]


@SPOKEN
def test_the_service_reads_every_file(language: str) -> None:
    read = guidance("iso27001", language)
    assert {ref: layers[0] for ref, layers in read.items.items()} == entries(language)
    assert {file.name.split(".")[-2] for file in FOLDER.iterdir()} == set(LANGUAGES)


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_a_file_is_in_its_one_form_and_in_the_order_of_the_catalogue(path: Path) -> None:
    document: dict[str, Any] = json.loads(path.read_bytes())
    order = [item.ref for item in catalogue("iso27001").auditable()]
    assert path.read_text("utf-8") == json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    assert list(document["items"]) == sorted(document["items"], key=order.index)
    assert path.name.endswith(f".{document['language']}.json")


@SPOKEN
def test_two_to_four_questions_two_to_five_pieces_of_evidence_one_or_two_failings(language: str) -> None:
    limits = {"questions": (2, 4), "evidence": (2, 5), "failings": (1, 2), "related": (1, 5)}
    assert [
        (ref, name)
        for ref, entry in entries(language).items()
        for name, (low, high) in limits.items()
        if not low <= len(getattr(entry, name)) <= high
    ] == []


def test_both_languages_say_the_same_number_of_things_and_link_alike() -> None:
    def shape(entry: Guidance) -> tuple[object, ...]:
        return (*(len(getattr(entry, name)) for name in LISTS), entry.related, entry.source)

    german = entries("de")
    assert [ref for ref, entry in entries("en").items() if shape(entry) != shape(german[ref])] == []


def test_no_text_was_left_in_the_other_language() -> None:
    english = {same_text(text) for _ref, _name, text in texts("en")}
    assert [entry for entry in texts("de") if same_text(entry[2]) in english] == []


@SPOKEN
def test_all_words_are_marked_as_our_own(language: str) -> None:
    assert {entry.source for entry in entries(language).values()} == {Source.OWN}


@SPOKEN
def test_no_text_stands_twice(language: str) -> None:
    counted = Counter(same_text(text) for _ref, _name, text in texts(language))
    assert [text for text, times in counted.items() if times > 1] == []


@SPOKEN
def test_no_two_texts_are_nearly_alike(language: str) -> None:
    shingled = [(text, runs(text)) for _ref, _name, text in texts(language)]
    alike = [
        (one, two)
        for (one, left), (two, right) in combinations(shingled, 2)
        if len(left & right) > ALIKE * len(left | right)
    ]
    assert alike == []


@SPOKEN
def test_openings_of_questions_vary(language: str) -> None:
    openings = Counter(
        tuple(same_text(text).split()[:4]) for _ref, name, text in texts(language) if name == "questions"
    )
    assert [(opening, times) for opening, times in openings.items() if times > OPENINGS] == []


@SPOKEN
def test_no_stock_phrase_runs_through_the_texts(language: str) -> None:
    phrases: Counter[tuple[str, ...]] = Counter()
    for _ref, _name, text in texts(language):
        words = same_text(text).split()
        phrases.update({tuple(words[start : start + FRAME]) for start in range(len(words) - FRAME + 1)})
    assert [(phrase, times) for phrase, times in phrases.items() if times > 2] == []


@SPOKEN
def test_a_question_is_open_and_ends_as_one(language: str) -> None:
    closed = set(CLOSED[language].split())
    assert [
        text
        for _ref, name, text in texts(language)
        if name == "questions" and (not text.endswith("?") or same_text(text).split()[0] in closed)
    ] == []


@SPOKEN
def test_texts_are_neither_scraps_nor_essays(language: str) -> None:
    assert [
        (name, len(text), text)
        for _ref, name, text in texts(language)
        if not LENGTHS[name][0] <= len(text) <= LENGTHS[name][1]
    ] == []


@SPOKEN
def test_a_failing_tells_what_was_found_without_cause_or_advice(language: str) -> None:
    advice = re.compile(rf"\b(?:{ADVICE[language]})\b", re.IGNORECASE)
    failings = [text for _ref, name, text in texts(language) if name == "failings"]
    assert [text for text in failings if advice.search(text) or whiffs(text, (language,)) or text.endswith("?")] == []
    assert whiffs("Logs should be kept because of the law.", ("en",))[0].smell is Smell.ADVICE


@SPOKEN
def test_no_text_speaks_like_the_standard(language: str) -> None:
    formal = re.compile(STANDARD[language], re.IGNORECASE)
    assert [text for _ref, _name, text in texts(language) if formal.search(text)] == []


@SPOKEN
def test_no_text_only_repeats_the_title_of_its_requirement(language: str) -> None:
    titles = {item.ref: same_text(item.title) for item in catalogue("iso27001").auditable()}
    long = {ref: title for ref, title in titles.items() if len(title.split()) >= 4}
    assert [text for ref, _name, text in texts(language) if ref in long and long[ref] in same_text(text)] == []


@SPOKEN
def test_spelling_is_typographic_and_clean(language: str) -> None:
    marks = {"en": r"[\"'`„]|  | [,.;:?]", "de": r"[\"'`”’]|  | [,.;:?]|muß"}[language]
    assert [text for _ref, _name, text in texts(language) if re.search(marks, text)] == []


def test_no_requirement_is_an_island() -> None:
    pointed_at = {target for entry in entries("en").values() for target in entry.related}
    assert set(entries("en")) - pointed_at == set()
