"""The frozen report and its canonical JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from app.domain.kinds import EvidenceKind, FindingState, Judgement
from app.domain.plain import to_plain
from app.domain.report import from_json, meeting_from_json, meeting_json, report_json
from app.domain.report_parts import EvidenceLine, PhotoLine
from tests.reporting import harbour_report as harbour
from tests.reporting.harbour_findings import MAJOR


def test_a_report_comes_back_from_its_json_unchanged():
    data = harbour.report()
    assert from_json(report_json(data)) == data


def test_a_meeting_record_comes_back_from_its_json_unchanged():
    data = harbour.meeting_record(harbour.kinds.MeetingKind.CLOSING)
    assert meeting_from_json(meeting_json(data)) == data


def test_json_has_sorted_keys_and_no_spaces():
    text = report_json(harbour.report()).decode()
    again = json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert text == again


@pytest.mark.parametrize(
    "spoil",
    [
        lambda report: report.update(extra=1),
        lambda report: report.pop("conclusion"),
        lambda report: report.update(conclusion=5),
        lambda report: report["stamp"].update(revision=True),
        lambda report: report["stamp"].update(trail_head="XY"),
        lambda report: report["stamp"].update(composed_at="yesterday"),
        lambda report: report["audit"].update(kind="stage9"),
        lambda report: report.update(counts={}),
    ],
)
def test_spoilt_json_is_refused(spoil):
    document = json.loads(report_json(harbour.report()))
    spoil(document["report"])
    with pytest.raises(ValueError, match=r"\w"):
        from_json(json.dumps(document).encode())


def test_json_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="kind"):
        from_json(b'{"format":"onsite.report/2","report":{}}')


@pytest.mark.parametrize("value", [1.5, {1}, b"x", object()])
def test_what_has_no_exact_form_is_refused(value):
    with pytest.raises(TypeError):
        to_plain(value)


def test_confidential_evidence_cannot_carry_content():
    line = EvidenceLine("E-14", EvidenceKind.TEST, Judgement.CONFORM, True, "", "", None, "", "", (), ())
    with pytest.raises(ValueError, match="confidential"):
        replace(line, title="Leavers of S-2")


def test_a_withdrawn_finding_cannot_carry_content():
    with pytest.raises(ValueError, match="withdrawn"):
        replace(MAJOR, state=FindingState.WITHDRAWN)


def test_a_photograph_needs_a_caption():
    with pytest.raises(ValueError, match="caption"):
        PhotoLine("E-20", "ab" * 32, " ")
