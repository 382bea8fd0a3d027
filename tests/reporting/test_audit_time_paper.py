"""The calculation of audit time as a paper: every number with its reason, archival, accessible, machine-readable."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from app.domain.audit_time import calculate
from app.domain.audit_time_values import HeadGroup, OtherStandard, Override, Shares
from app.domain.errors import UserMistake
from app.domain.kinds import Audience, PaperKind
from app.domain.paper_data import paper_from_json, paper_json
from app.domain.time_data import TimeData
from app.domain.time_use import UsedPart
from app.reporting.audit_time_paper import TIME_FILE, build_time
from app.services.catalogues import time_chart
from tests.reporting.papers import WORDS, attachment, failures, squeezed, text_of
from tests.services.papers import LEAD, PASSWORD, key
from tests.services.test_times import HARBOUR
from tests.support import World, new_world

REASONS = {"body_name_missing": "in a test"}


@pytest.fixture
def world(tmp_path: Path):
    yield from new_world(tmp_path / "w", with_audit=True)


def _audit_id(world: World) -> str:
    return world.services.audits.list()[0].id


def _use_harbour(world: World) -> None:
    client_id = world.services.clients.list()[0].id
    made = world.services.times.keep(client_id, HARBOUR, approved_by="Ada Arc", remark="offer 4711")
    world.services.times.use(_audit_id(world), made.id, UsedPart.STAGE2)


@pytest.fixture
def data(world: World) -> TimeData:
    """Return the harbour calculation as it is frozen."""
    _use_harbour(world)
    paper = world.services.reports.freeze(_audit_id(world), REASONS, kind=PaperKind.AUDIT_TIME)
    found = paper_from_json(PaperKind.AUDIT_TIME, world.workspace.blobs.open(paper.data_blob_id or "").read())
    assert isinstance(found, TimeData)
    return found


def _crowded(data: TimeData) -> TimeData:
    """Return a calculation with everything that can stand in one."""
    inputs = replace(
        data.inputs,
        groups=tuple(
            HeadGroup(name=f"Group {n}", count=n * 40, share=Fraction(1, 3), identical=n % 2 == 0, justification="why")
            for n in range(1, 30)
        ),
        percent=Fraction(70),
        outside_reason="two sites are new",
        standards=(OtherStandard(name="ISO 9001", days=Fraction(5)),),
        integration_percent=Fraction(15),
        integration_reason="one manual",
        shares=Shares(on_site=Fraction(30), remote=Fraction(20), office=Fraction(50)),
        override=Override(days=Fraction(4), reason="as before", approver="Ada Arc"),
    )
    return replace(data, inputs=inputs, result=calculate(inputs, time_chart()), used_reason="as agreed")


def test_every_number_stands_there_with_its_reason(data: TimeData) -> None:
    text = squeezed(" ".join(text_of(build_time(data, WORDS).pdf)))
    for told in (
        *(one.justification for one in HARBOUR.groups), HARBOUR.percent_reason, HARBOUR.adjustments[0].reason,
        "Initial audit: 11.2 days rounded to 11", "Stage 1: 3.5 days, stage 2: 7.5 days", "Ada Arc", "offer 4711",
        data.result.chart_sha256,
    ):  # fmt: skip
        assert squeezed(told) in text


def test_the_copy_inside_says_what_the_pages_say(data: TimeData) -> None:
    pdf = build_time(data, WORDS).pdf
    assert attachment(pdf, TIME_FILE) == paper_json(PaperKind.AUDIT_TIME, data)
    assert paper_from_json(PaperKind.AUDIT_TIME, attachment(pdf, TIME_FILE)) == data


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_it_is_archival_and_accessible(data: TimeData, tmp_path: Path, profile: str) -> None:
    assert failures(build_time(_crowded(data), WORDS).pdf, tmp_path, profile) == []


def test_what_is_to_be_looked_at_is_said(data: TimeData) -> None:
    text = squeezed(" ".join(text_of(build_time(_crowded(data), WORDS).pdf)))
    for told in ("one source only", "was justified", "is remote, more than 30 %", "as agreed"):
        assert squeezed(told) in text


def test_it_is_for_the_body_only_and_two_pages_long(data: TimeData) -> None:
    built = build_time(data, WORDS)
    assert data.stamp.audience is Audience.BODY_ONLY
    assert built.pages <= 2


def test_without_a_used_calculation_there_is_no_paper(world: World) -> None:
    with pytest.raises(UserMistake) as caught:
        world.services.reports.plain(_audit_id(world), PaperKind.AUDIT_TIME)
    assert caught.value.code == "time_not_used"
    assert "time_not_used" in [
        one.code for one in world.services.reports.missing(_audit_id(world), PaperKind.AUDIT_TIME)
    ]


def test_it_is_signed_and_the_audit_stays_open(world: World, data: TimeData) -> None:
    identity = key(world)
    paper = world.services.reports.freeze(_audit_id(world), REASONS, kind=PaperKind.AUDIT_TIME)
    signed = world.services.reports.sign(paper.id, identity.id, PASSWORD, LEAD)
    assert world.services.reports.verify(world.services.reports.file(signed.id)).verdict == "untrusted"
    _use_harbour(world)  # the audit takes another calculation all the same


def test_the_plan_prints_the_same_steps(world: World, data: TimeData) -> None:
    plan = squeezed(" ".join(text_of(world.services.reports.plain(_audit_id(world), PaperKind.PLAN))))
    assert squeezed("Service desk: 49 persons with the same simple activity count as 7 (fixed dialogues)") in plan
    assert squeezed("Calculated for this audit 7.5 days") in plan
