"""The sample audit as data: its figures, and that every rule of the program accepts it."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.domain.criteria import parse
from app.domain.deadlines import deadlines, rules
from app.domain.kinds import (
    AuditType,
    EvidenceKind,
    Grade,
    ItemKind,
    Judgement,
    Mode,
    PointState,
    Recommendation,
    TeamRole,
    Verdict,
)
from app.domain.record import TimetableRow
from app.domain.report_texts import BY_KEY, required
from app.domain.timetable import remote_share

ROOT = Path(__file__).parents[2]
FILES = ROOT / "resources" / "demo" / "files"
CASE: dict[str, Any] = json.loads((ROOT / "resources" / "demo" / "harbour.json").read_text(encoding="utf-8"))
CRITERIA = parse((ROOT / "resources" / "criteria" / "iso27001_2022.json").read_bytes())


def counted(rows: list[dict[str, Any]], key: str) -> Counter[str]:
    return Counter(row[key] for row in rows)


def test_the_verdicts_cover_every_requirement_once_with_the_known_totals() -> None:
    assert [row["ref"] for row in CASE["verdicts"]] == [item.ref for item in CRITERIA.auditable()]
    assert counted(CASE["verdicts"], "verdict") == {
        Verdict.CONFORM: 103,
        Verdict.NONCONFORM: 6,
        Verdict.OBSERVATION: 5,
        Verdict.NOT_APPLICABLE: 6,
        Verdict.NOT_AUDITED: 3,
    }


def test_the_evidence_has_its_kinds_and_confidential_items() -> None:
    assert counted(CASE["evidence"], "kind") == {
        EvidenceKind.DOCUMENT: 13,
        EvidenceKind.RECORD_SAMPLE: 14,
        EvidenceKind.INTERVIEW: 7,
        EvidenceKind.OBSERVATION: 7,
        EvidenceKind.TEST: 5,
    }
    assert sum(row["confidential"] for row in CASE["evidence"]) == 6


def test_the_findings_have_their_grades_and_one_is_withdrawn() -> None:
    last = Counter[str]()
    for row in CASE["findings"]:
        steps = [step for step in row["steps"] if step["kind"] != "warned"]
        withdrawn = any(step["kind"] == "withdrawn" for step in steps)
        last["withdrawn" if withdrawn else (steps[-1]["grade"] if steps else row["grade"])] += 1
    assert last == {
        Grade.MAJOR: 1, Grade.MINOR: 4, Grade.OBSERVATION: 4, Grade.OPPORTUNITY: 1, Grade.STRENGTH: 3, "withdrawn": 1,
    }  # fmt: skip


def test_the_head_count_of_the_application_is_right() -> None:
    rows = CASE["client"]["head_count"]
    sums = [sum(row[key] for row in rows) for key in ("heads", "full_time", "effective")]
    assert sums == [126, 124, 63]
    assert {site["label"]: site["heads"] for site in CASE["client"]["sites"]} == {"S-1": 40, "S-2": 54, "S-3": 32}


def test_the_timetable_gives_six_days_with_the_client_and_an_eighth_of_it_remote() -> None:
    rows = tuple(
        TimetableRow(
            starts=row["starts"], ends=row["ends"], auditors=row["auditors"], site_id=row["site"] or None,
            mode=Mode(row["mode"]),
        )
        for row in CASE["audit"]["timetable"]
    )  # fmt: skip
    assert len(rows) == 34
    assert remote_share(rows) == (390, 2880)


def test_every_requirement_is_planned_somewhere_but_those_of_no_row() -> None:
    planned = {ref for row in CASE["audit"]["timetable"] for ref in row["refs"]}
    excluded = {control["ref"] for control in CASE["client"]["soa"]["controls"] if not control["applicable"]}
    assert {item.ref for item in CRITERIA.auditable()} - planned <= excluded


def test_the_statement_of_applicability_names_every_control() -> None:
    controls = CASE["client"]["soa"]["controls"]
    assert [one["ref"] for one in controls] == [
        item.ref for item in CRITERIA.auditable() if item.kind is ItemKind.CONTROL
    ]
    assert (len(controls), sum(one["applicable"] for one in controls)) == (93, 87)
    assert counted([one for one in controls if one["applicable"]], "implemented") == {"yes": 84, "partly": 3}


def test_documents_team_attendance_and_deviations_are_complete() -> None:
    assert len(CASE["client"]["documents"]) == 25
    assert [one["role"] for one in CASE["audit"]["team"]] == [
        TeamRole.LEAD_AUDITOR, TeamRole.AUDITOR, TeamRole.TECHNICAL_EXPERT, TeamRole.OBSERVER, TeamRole.INTERPRETER,
    ]  # fmt: skip
    there = [sum(one["presence"] != "absent" for one in CASE[kind]["attendees"]) for kind in ("opening", "closing")]
    assert there == [14, 14]
    assert len(CASE["audit"]["deviations"]) == 7


def test_every_point_of_both_meetings_is_there() -> None:
    for kind, count in (("opening", 24), ("closing", 20)):
        states = counted(CASE[kind]["points"], "state")
        assert states == {PointState.DONE: count - 1, PointState.NOT_USED: 1}


def test_the_closing_day_gives_the_known_deadlines() -> None:
    body = CASE["body"]
    closed = datetime.fromisoformat(CASE["closing"]["ended_at"]).date()
    numbers = rules(body["report_days"], body["plan_days"], body["major_days"], body["major_months"])
    assert {one.code: one.due for one in deadlines(closed, AuditType.STAGE2, numbers)} == {
        "D-03": date(2026, 4, 14),
        "D-04": date(2026, 4, 30),
        "D-05": date(2026, 6, 29),
        "D-05-limit": date(2026, 9, 30),
    }


def test_every_text_that_the_report_must_have_is_written() -> None:
    keys = {text["key"] for text in CASE["texts"]}
    assert keys <= set(BY_KEY)
    assert {row.key for row in required(AuditType.STAGE2, remote=True)} <= keys


def test_the_recommendation_is_a_known_value() -> None:
    value = Recommendation(CASE["audit"]["recommendation"]["value"])
    assert value is Recommendation.RECOMMEND_AFTER_MAJORS_VERIFIED


def test_links_between_the_parts_hold() -> None:
    keys = {row["key"] for row in CASE["evidence"]}
    rows = {row["label"] for row in CASE["audit"]["timetable"]}
    refs = {item.ref for item in CRITERIA.auditable()}
    for row in CASE["evidence"]:
        assert row["row"] in rows
        assert set(row["requirements"]) <= refs
        assert set(row["files"]) <= set(CASE["files"])
        Judgement(row["judgement"])
    for row in CASE["findings"]:
        assert set(row["evidence"]) <= keys
        assert {link["ref"] for link in row["links"]} - {""} <= refs
    assert set(re.findall(r"\{(E-\d\d)\}", json.dumps(CASE))) <= keys


def test_the_verdicts_name_exactly_the_evidence_that_is_linked() -> None:
    linked: dict[str, set[str]] = {}
    for row in CASE["evidence"]:
        for ref in row["requirements"]:
            linked.setdefault(ref, set()).add(row["key"])
    for row in CASE["verdicts"]:
        assert set(row["evidence"]) == linked.get(row["ref"], set()), row["ref"]


def test_things_are_entered_after_they_happened() -> None:
    for row in CASE["evidence"]:
        assert datetime.fromisoformat(row["happened"]) < datetime.fromisoformat(row["entered"])


def test_every_attachment_is_there_small_and_used() -> None:
    names = {one["name"] for one in CASE["files"].values()}
    assert {path.name for path in FILES.iterdir()} == names
    sizes = [path.stat().st_size for path in FILES.iterdir()]
    assert max(sizes) < 60_000
    assert sum(sizes) < 700_000
    used = {key for row in CASE["evidence"] for key in row["files"]}
    assert used == set(CASE["files"])


@pytest.mark.parametrize("name", ["F-14", "F-15", "F-16", "F-17", "F-18", "F-19"])
def test_every_photograph_says_what_is_seen(name: str) -> None:
    assert CASE["files"][name]["caption"]


def test_nothing_points_out_of_the_repository() -> None:
    text = json.dumps(CASE, ensure_ascii=False)
    assert "/work/" not in text
    assert ".md" not in text
