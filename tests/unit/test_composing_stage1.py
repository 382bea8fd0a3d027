"""The data of the stage 1 report: every mandatory row of its column, nothing that must not leave, read back whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.domain.composing_stage1 import compose_stage1
from app.domain.kinds import (
    Adequacy,
    Assignment,
    AuditType,
    FindingState,
    Grade,
    PaperKind,
    Ready,
    Recommendation,
    TeamRole,
)
from app.domain.paper_data import paper_from_json, paper_json
from app.domain.preparing import DocumentReview, Readiness
from app.domain.record import AuditRecord
from app.domain.stage1_data import Stage1Data
from tests.audits import finding, record
from tests.unit.sample_record import CANARY, HEAD
from tests.unit.sample_record import record as sample_record

AT = datetime(2026, 2, 13, 16, tzinfo=UTC)


def _whole() -> AuditRecord:
    base = record(findings=())
    audit = replace(
        base.audit, type=AuditType.STAGE1, stage2_focus="leavers", recommendation=Recommendation.PROCEED_AFTER_CONCERNS,
        internal_audit_done=True, management_review_done=False,
    )  # fmt: skip
    concerns = (
        finding("f1", grade=Grade.CONCERN, final_number="AC-01", could_become=Grade.OBSERVATION, concern_rating=1),
        finding("f2", grade=Grade.CONCERN, final_number="AC-02", could_become=Grade.MINOR, concern_rating=2),
        finding(
            "f3",
            grade=Grade.CONCERN,
            state=FindingState.WITHDRAWN,
            final_number="AC-03",
            concern_rating=3,
            issued_at=AT,
        ),
    )
    reviews = (
        DocumentReview(
            id="r", document_id="d", title="Scope", reference="SC", edition="2.0", requirements="4.3, A.5.1",
            adequacy=Adequacy.PARTLY, remark="no date", reviewed_by="Katarzyna", reviewed_on=date(2026, 2, 10),
        ),
        DocumentReview(id="q", title="Results of the risk assessments", requirements="8.2"),
    )  # fmt: skip
    site = replace(base.sites[0], conditions="two floors")
    ready = (Readiness(ref="4", state=Ready.READY, remark="well kept"),)
    return replace(base, audit=audit, findings=concerns, reviews=reviews, readiness=ready, sites=(site,))


def _data(whole: AuditRecord | None = None) -> Stage1Data:
    return compose_stage1(whole or _whole(), head=HEAD, revision=1, composed_at=AT, tools=())


def test_documents_keep_their_version_and_result() -> None:
    first, second = _data().documents
    assert (first.edition, first.requirements, first.adequacy) == ("2.0", ("4.3", "A.5.1"), Adequacy.PARTLY)
    assert (first.reviewed_by, first.known) == ("Katarzyna", True)
    assert (second.adequacy, second.known) == (Adequacy.NOT_REVIEWED, False)


def test_readiness_names_every_clause_also_the_open_ones() -> None:
    assert [(one.ref, one.state, one.remark) for one in _data().readiness] == [("4", Ready.READY, "well kept")]
    assert _data(replace(_whole(), readiness=())).readiness[0].state is Ready.OPEN


def test_concerns_come_with_their_rating_the_gravest_first() -> None:
    found = [(one.number, one.could_become, one.rating) for one in _data().concerns]
    assert found == [("AC-02", Grade.MINOR, 2), ("AC-01", Grade.OBSERVATION, 1)]


def test_sites_focus_and_the_two_facts_are_told() -> None:
    data = _data()
    assert data.sites[0].conditions == "two floors"
    assert (data.focus, data.internal_audit, data.management_review) == ("leavers", True, False)
    assert data.recommendation is Recommendation.PROCEED_AFTER_CONCERNS


@pytest.mark.parametrize(
    "part",
    ["body", "client", "audit", "team", "meetings", "attendees", "documents", "readiness", "sites", "focus", "texts"],
)
def test_no_mandatory_part_is_empty(part: str) -> None:
    assert getattr(_data(), part)


def test_whoever_declined_is_not_told_as_a_member() -> None:
    whole = _whole()
    gone = replace(whole.team[0], id="x", name="Marek", role=TeamRole.AUDITOR, assignment=Assignment.DECLINED)
    assert "Marek" not in {one.name for one in _data(replace(whole, team=(*whole.team, gone))).team}


def test_the_data_are_written_and_read_back_as_they_were() -> None:
    data = _data()
    assert paper_from_json(PaperKind.STAGE1_REPORT, paper_json(PaperKind.STAGE1_REPORT, data)) == data


def test_a_foreign_format_is_refused() -> None:
    text = paper_json(PaperKind.STAGE1_REPORT, _data()).replace(b"onsite.stage1/1", b"onsite.stage1/9")
    with pytest.raises(ValueError, match="paper"):
        paper_from_json(PaperKind.STAGE1_REPORT, text)


def test_nothing_leaves_that_the_audit_report_would_not_tell() -> None:
    base = sample_record()
    sample = replace(base, audit=replace(base.audit, type=AuditType.STAGE1))
    assert CANARY.encode() not in paper_json(PaperKind.STAGE1_REPORT, _data(sample))
