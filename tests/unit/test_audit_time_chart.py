"""The chart of audit time against its source, strict reading, and the content hash."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.domain.audit_time_chart import Chart, content_hash, parse, row_for
from app.domain.errors import ForeignFileProblem, UserMistake
from app.services.catalogues import time_chart

ROOT = Path(__file__).parents[2]
FILE = ROOT / "resources" / "criteria" / "audit_time_chart.json"
ORACLE = ROOT / "tests" / "reference" / "audit_time_chart.csv"
HASH = "87c7a751f3b572117c7a415f0410a71b85d1e4419caebd24f12733eada00d588"


def chart() -> Chart:
    return parse(FILE.read_bytes())


def oracle() -> list[tuple[int, int, Fraction, int, int]]:
    with ORACLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [
        (
            int(row["min_persons"]),
            int(row["max_persons"]),
            Fraction(row["initial_days"]),
            int(row["value_sources"]),
            int(row["band_sources"]),
        )
        for row in rows
    ]


def test_every_row_of_the_source_is_in_the_chart_and_no_other() -> None:
    found = [(row.min_persons, row.max_persons, row.days, row.value_sources, row.band_sources) for row in chart().rows]
    assert found == oracle()


def test_eight_values_are_confirmed_by_two_sources_and_fourteen_by_one() -> None:
    marks = [row.confirmed for row in chart().rows]
    assert marks == [True] * 8 + [False] * 14


def test_every_number_of_persons_up_to_the_end_has_the_days_of_its_band() -> None:
    found = chart()
    expected = {persons: days for first, last, days, *_ in oracle() for persons in range(first, last + 1)}
    assert {persons: row_for(found, persons).days for persons in range(1, 10_701)} == expected


def test_nothing_is_guessed_above_the_end() -> None:
    with pytest.raises(UserMistake) as caught:
        row_for(chart(), 10_701)
    assert (caught.value.code, caught.value.values["last"]) == ("time_above_chart", 10_700)


@pytest.mark.parametrize("persons", [0, -1])
def test_no_persons_have_no_band(persons: int) -> None:
    with pytest.raises(UserMistake, match="time_count_wrong"):
        row_for(chart(), persons)


def test_the_chart_of_the_program_is_the_file_and_its_hash_is_known() -> None:
    assert time_chart() == chart()
    assert content_hash(time_chart()) == HASH


def test_the_hash_does_not_depend_on_layout_but_on_every_value() -> None:
    document = json.loads(FILE.read_bytes())
    compact = parse(json.dumps(document, sort_keys=True).encode())
    document["rows"][20]["value_sources"] = 2
    changed = parse(json.dumps(document).encode())
    assert content_hash(compact) == HASH
    assert content_hash(changed) != HASH


FAULTS: list[tuple[str, Any, str]] = [
    ("unknown field", lambda d: d.update(note=""), "Chart"),
    ("missing field", lambda d: d["rows"][3].pop("band_sources"), "Chart.rows[3]"),
    ("days as a number", lambda d: d["rows"][3].update(days=10), "Chart.rows[3].days"),
    ("days as a decimal", lambda d: d["rows"][3].update(days="8.5"), "Chart.rows[3].days"),
    ("days not in lowest terms", lambda d: d["rows"][3].update(days="34/4"), "Chart.rows[3].days"),
    ("days by zero", lambda d: d["rows"][3].update(days="1/0"), "Chart.rows[3].days"),
    ("quarter days", lambda d: d["rows"][3].update(days="33/4"), "Chart.rows[3].days"),
    ("days that fall", lambda d: d["rows"][3].update(days="7"), "Chart.rows[3].days"),
    ("persons as text", lambda d: d["rows"][3].update(min_persons="26"), "Chart.rows[3].min_persons"),
    ("a gap", lambda d: d["rows"][3].update(min_persons=27), "Chart.rows[3]"),
    ("an overlap", lambda d: d["rows"][3].update(min_persons=25), "Chart.rows[3]"),
    ("a band backwards", lambda d: d["rows"][0].update(max_persons=0), "Chart.rows[0]"),
    ("a start above one", lambda d: d["rows"].pop(0), "Chart.rows[0]"),
    ("no source", lambda d: d["rows"][5].update(value_sources=0), "Chart.rows[5]"),
    ("no rows", lambda d: d.update(rows=[]), "Chart.rows"),
    ("empty key", lambda d: d.update(key=" "), "Chart.key"),
    ("version zero", lambda d: d.update(version=0), "Chart.version"),
]


@pytest.mark.parametrize(("name", "change", "path"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_faulty_chart_is_refused_with_the_place(name: str, change: Any, path: str) -> None:
    document = json.loads(FILE.read_bytes())
    change(document)
    with pytest.raises(ForeignFileProblem) as caught:
        parse(json.dumps(document).encode())
    assert (caught.value.code, caught.value.values["path"]) == ("chart_refused", path), name


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff", "not UTF-8"),
        (b"{", "not JSON"),
        (b"[]", "an object is expected"),
        (b'{"key": "a", "key": "b"}', "a key stands twice"),
    ],
)
def test_what_is_no_chart_at_all_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ForeignFileProblem) as caught:
        parse(data)
    assert reason in str(caught.value.values["reason"])
