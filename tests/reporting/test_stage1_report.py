"""The report of stage 1 as a paper: readiness, documents, concerns; archival, accessible, readable by machines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.drafts import FindingDraft
from app.domain.kinds import Adequacy, AuditState, AuditType, Grade, PaperKind, Ready, Recommendation
from app.domain.paper_data import paper_from_json, paper_json
from app.domain.stage1_data import ConcernLine, ReadyLine, ReviewLine, Stage1Data
from app.reporting.stage1_report import STAGE1_FILE, build_stage1
from tests.reporting.papers import WORDS, attachment, failures, squeezed, text_of
from tests.services.papers import LEAD, PASSWORD, key
from tests.support import World, add_client, audit_draft, name_me, new_world


@pytest.fixture
def world(tmp_path: Path):
    yield from new_world(tmp_path / "w")


@pytest.fixture
def audit_id(world: World) -> str:
    person = name_me(world.services)
    client = add_client(world.services)
    made = world.services.audits.create(audit_draft(client, person, type=AuditType.STAGE1))
    concern = FindingDraft(grade=Grade.CONCERN, title="Roles", statement="Roles are not assigned.")
    finding = world.services.findings.draft(made.id, concern)
    world.services.fields.set("finding", finding.id, "concern_rating", 2)
    world.services.fields.set("finding", finding.id, "could_become", Grade.MINOR)
    world.services.fields.set("audit", made.id, "recommendation", Recommendation.PROCEED_AFTER_CONCERNS)
    return made.id


def reasons(world: World, audit_id: str) -> dict[str, str]:
    missing = world.services.reports.missing(audit_id, PaperKind.STAGE1_REPORT)
    return {one.code: "known, settled by letter" for one in missing if one.blocking}


@pytest.fixture
def data(world: World, audit_id: str) -> Stage1Data:
    paper = world.services.reports.freeze(audit_id, reasons(world, audit_id), kind=PaperKind.STAGE1_REPORT)
    text = world.workspace.blobs.open(paper.data_blob_id or "").read()
    found = paper_from_json(PaperKind.STAGE1_REPORT, text)
    assert isinstance(found, Stage1Data)
    review = ReviewLine(
        title="Risk assessment method", reference="POL-003", edition="2.0", dated=date(2026, 1, 9),
        requirements=("6.1.2",), adequacy=Adequacy.PARTLY, remark="Owners are not named.",
        reviewed_by="Anna Berg", reviewed_on=date(2026, 2, 9), known=True,
    )  # fmt: skip
    ready = ReadyLine("6", "Planning", Ready.PARTLY, "Owners to be named before stage 2.")
    rated = (ConcernLine("AC-01", Grade.MINOR, 2),)
    lines = replace(found, documents=(review,), readiness=(ready,), concerns=rated)
    return replace(lines, focus="Access of leavers.", conclusion="Nearly ready.")


def test_the_copy_inside_says_what_the_pages_say(data: Stage1Data) -> None:
    pdf = build_stage1(data, WORDS).pdf
    assert attachment(pdf, STAGE1_FILE) == paper_json(PaperKind.STAGE1_REPORT, data)
    text = squeezed(" ".join(text_of(pdf)))
    for told in (
        "Risk assessment method",
        "Owners are not named.",
        "Access of leavers.",
        "Nearly ready.",
        "2 probable",
    ):
        assert squeezed(told) in text


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_it_is_archival_and_accessible(data: Stage1Data, tmp_path: Path, profile: str) -> None:
    assert failures(build_stage1(data, WORDS).pdf, tmp_path, profile) == []


def test_an_empty_stage_1_has_a_paper_too(data: Stage1Data, tmp_path: Path) -> None:
    bare = replace(data, documents=(), readiness=(), findings=(), concerns=(), evidence=(), sites=(), focus="", team=())
    assert failures(build_stage1(bare, WORDS).pdf, tmp_path, "ua1") == []


def test_the_lead_auditors_signature_ends_the_record(world: World, audit_id: str) -> None:
    paper = world.services.reports.freeze(audit_id, reasons(world, audit_id), kind=PaperKind.STAGE1_REPORT)
    world.services.reports.sign(paper.id, key(world).id, PASSWORD, LEAD)
    assert world.services.audits.record(audit_id).audit.state is AuditState.REPORTED


def test_no_verdict_is_asked_for_in_stage_1(world: World, audit_id: str) -> None:
    codes = {one.code for one in world.services.reports.missing(audit_id, PaperKind.STAGE1_REPORT)}
    assert "verdicts_open" not in codes
    assert any(code.startswith("stage1") or "readiness" in code for code in codes)
