"""The audit plan as a paper: all that is planned stands in it, archival, accessible, and readable by machines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.kinds import Mode, PaperKind, RowKind
from app.domain.paper_data import paper_from_json, paper_json
from app.domain.plan_data import CarriedLine, PlanData, PlanLine
from app.reporting.audit_plan import PLAN_FILE, build_plan
from tests.reporting.papers import WORDS, attachment, failures, squeezed, text_of
from tests.services.papers import LEAD, PASSWORD, key
from tests.support import World, new_world


@pytest.fixture
def world(tmp_path: Path):
    yield from new_world(tmp_path / "w", with_audit=True)


@pytest.fixture
def plan(world: World) -> PlanData:
    """Return the plan of a small audit as it is frozen."""
    audit_id = world.services.audits.list()[0].id
    paper = world.services.reports.freeze(audit_id, {"body_name_missing": "in a test"}, kind=PaperKind.PLAN)
    found = paper_from_json(PaperKind.PLAN, world.workspace.blobs.open(paper.data_blob_id or "").read())
    assert isinstance(found, PlanData)
    return found


def test_the_copy_inside_says_what_the_pages_say(plan: PlanData) -> None:
    pdf = build_plan(plan, WORDS).pdf
    assert attachment(pdf, PLAN_FILE) == paper_json(PaperKind.PLAN, plan)
    assert paper_from_json(PaperKind.PLAN, attachment(pdf, PLAN_FILE)) == plan
    text = squeezed(" ".join(text_of(pdf)))
    for told in (*(one.name for one in plan.team), *(one.text for one in plan.audit.objectives), plan.audit.scope):
        assert squeezed(told) in text


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_it_is_archival_and_accessible(plan: PlanData, tmp_path: Path, profile: str) -> None:
    crowded = replace(
        plan,
        calculation=tuple(f"Step {number} with its reason" for number in range(60)),
        carried=(CarriedLine("NC-01", "A.5.18", "Accounts of leavers stay open"),),
    )
    assert failures(build_plan(crowded, WORDS).pdf, tmp_path, profile) == []


def test_an_empty_plan_says_what_is_missing(plan: PlanData) -> None:
    text = " ".join(text_of(build_plan(replace(plan, rows=(), team=()), WORDS).pdf))
    assert "The timetable is not made yet." in text
    assert "Nobody is named yet." in text


def test_a_row_without_topic_is_named_by_its_kind(plan: PlanData) -> None:
    row = PlanLine(
        number="P-01", kind=RowKind.LUNCH, day=date(2026, 3, 27), starts="12:30", ends="13:15", topic="", process="",
        refs=(), auditors=("AB",), people="", site="", mode=Mode.ON_SITE, language="",
    )  # fmt: skip
    text = " ".join(text_of(build_plan(replace(plan, rows=(row,)), WORDS).pdf))
    assert "Lunch" in text
    assert "Friday, March 27, 2026" in text or "Friday, 27 March 2026" in text


def test_signing_the_plan_leaves_the_audit_open(world: World) -> None:
    """Only the report ends the record; a second revision of the plan may follow the first."""
    audit_id = world.services.audits.list()[0].id
    identity = key(world)
    reasons = {"body_name_missing": "in a test"}
    first = world.services.reports.freeze(audit_id, reasons, kind=PaperKind.PLAN)
    signed = world.services.reports.sign(first.id, identity.id, PASSWORD, LEAD)
    assert len(signed.signatures) == 1
    second = world.services.reports.freeze(audit_id, reasons, kind=PaperKind.PLAN)
    assert (first.revision, second.revision) == (1, 2)
    assert world.services.reports.verify(world.services.reports.file(signed.id)).verdict == "untrusted"
