"""The catalogue of ISO/IEC 27001 against its source, strict reading, and the content hash."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from app.domain.criteria import CriteriaSet, content_hash, parse
from app.domain.errors import ForeignFileProblem, UserMistake
from app.domain.kinds import ItemKind

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "resources" / "criteria" / "iso27001_2022.json"
ORACLE = ROOT / "tests" / "reference" / "iso27001_2022.csv"


def catalogue() -> CriteriaSet:
    return parse(CATALOGUE.read_bytes())


def oracle() -> list[dict[str, str]]:
    with ORACLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def as_oracle_row(item: Any) -> dict[str, str]:
    attributes = item.attributes
    return {
        "id": item.ref,
        "parent": item.parent,
        "kind": item.kind.value,
        "title": item.title,
        "theme": item.theme,
        "control_type": ";".join(attributes.control_type),
        "cia": ";".join(attributes.properties),
        "concepts": ";".join(attributes.concepts),
        "auditable": "yes" if item.auditable else "no",
        "mandatory_document": item.document_duty.value,
        "documented_information": item.mandatory_document,
        "notes": item.note,
        "order": str(item.order),
    }


def test_every_row_of_the_source_is_in_the_catalogue_and_no_other() -> None:
    assert [as_oracle_row(item) for item in catalogue().items] == oracle()


def test_there_are_123_auditable_requirements_30_clauses_and_93_controls() -> None:
    kinds = [item.kind for item in catalogue().auditable()]
    assert (len(kinds), kinds.count(ItemKind.CLAUSE), kinds.count(ItemKind.CONTROL)) == (123, 30, 93)


def test_the_head_names_key_edition_and_version() -> None:
    found = catalogue()
    assert (found.key, found.edition, found.version) == ("iso27001", "2022 + Amd 1:2024", 1)


def test_the_content_hash_does_not_depend_on_layout_but_on_every_value() -> None:
    document = json.loads(CATALOGUE.read_bytes())
    compact = parse(json.dumps(document, sort_keys=True).encode())
    document["items"][0]["title"] += "!"
    changed = parse(json.dumps(document).encode())
    assert content_hash(compact) == content_hash(catalogue())
    assert content_hash(changed) != content_hash(catalogue())


def test_a_row_is_found_by_its_reference_and_an_unknown_one_is_said() -> None:
    assert catalogue().item("A.5.18").title == "Access rights"
    with pytest.raises(UserMistake, match="requirement_unknown"):
        catalogue().item("A.9.9")


def _changed(change: Any) -> bytes:
    document = json.loads(CATALOGUE.read_bytes())
    change(document)
    return json.dumps(document).encode()


def _drop_all_auditable(document: dict[str, Any]) -> None:
    for item in document["items"]:
        item["auditable"] = False


FAULTS: list[tuple[str, Any, str]] = [
    ("unknown field", lambda d: d.update(wording="secret"), "CriteriaSet"),
    ("missing field", lambda d: d["items"][3].pop("title"), "CriteriaSet.items[3]"),
    ("unknown kind", lambda d: d["items"][3].update(kind="chapter"), "CriteriaSet.items[3].kind"),
    ("number as text", lambda d: d["items"][3].update(order="4"), "CriteriaSet.items[3].order"),
    ("one as true", lambda d: d["items"][3].update(auditable=1), "CriteriaSet.items[3].auditable"),
    ("attributes no list", lambda d: d["items"][50]["attributes"].update(concepts="x"), ".attributes.concepts"),
    ("empty key", lambda d: d.update(key=" "), "CriteriaSet.key"),
    ("version zero", lambda d: d.update(version=0), "CriteriaSet.version"),
    ("nothing auditable", _drop_all_auditable, "CriteriaSet.items"),
    ("empty title", lambda d: d["items"][2].update(title=""), "CriteriaSet.items[2]"),
    ("reference twice", lambda d: d["items"][2].update(ref="4.1"), "CriteriaSet.items[2].ref"),
    ("parent unknown", lambda d: d["items"][2].update(parent="99"), "CriteriaSet.items[2].parent"),
    ("out of order", lambda d: d["items"].insert(1, d["items"].pop(2)), "CriteriaSet.items[2].order"),
    ("same place in another spelling", lambda d: d["items"][2].update(ref="4.01"), "CriteriaSet.items[2].order"),
    ("order twice", lambda d: d["items"][2].update(order=2), "CriteriaSet.items[2].order"),
]


@pytest.mark.parametrize(("name", "change", "path"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_faulty_catalogue_is_refused_with_the_place(name: str, change: Any, path: str) -> None:
    with pytest.raises(ForeignFileProblem) as caught:
        parse(_changed(change))
    assert caught.value.code == "criteria_refused"
    assert path in str(caught.value.values["path"]), name


def test_the_key_that_stands_twice_is_named() -> None:
    with pytest.raises(ForeignFileProblem) as caught:
        parse(b'{"a": 0, "b": 1, "b": 2}')
    assert caught.value.values["path"] == "b"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b"{", "not JSON"),
        (b"[]", "an object is expected"),
        (b'{"a":1,"a":2}', "key stands"),
    ],
)
def test_what_is_no_catalogue_at_all_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ForeignFileProblem) as caught:
        parse(data)
    assert reason in str(caught.value.values["reason"])
