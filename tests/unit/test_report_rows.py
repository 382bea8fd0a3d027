"""Rows of the report against the domain table, and the first drafts of its texts."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.domain.client import Soa
from app.domain.fieldwork import RequirementLink, VerdictRow
from app.domain.kinds import AuditType, Duty, EvidenceKind, EvidenceState, FindingState, Grade, Mode, TextState, Verdict
from app.domain.record import AuditRecord, AuditSite, TimetableRow
from app.domain.report_proposals import proposal
from app.domain.report_texts import BY_KEY, ROWS, Source, answered, duty, narrative, required, rows
from app.domain.timetable import length, minutes, remote_share
from tests.audits import evidence, finding, record, with_audit

TABLE = Path(__file__).parents[1] / "reference" / "report_rows.csv"


class English:
    """The words of the source."""

    def gettext(self, msgid: str) -> str:
        return msgid

    def day(self, day: date) -> str:
        return day.isoformat()


def first_draft(key: str, whole: AuditRecord) -> str:
    return proposal(key, whole, English())


def test_the_duties_are_those_of_the_table() -> None:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        wanted = {row["key"]: (row["S1"], row["S2/RC"], row["SV"]) for row in csv.DictReader(lines)}
    assert {row.key: tuple(sign.replace("M(RC)", "M (RC)") for sign in row.duties) for row in ROWS} == wanted


@pytest.mark.parametrize(
    ("key", "audit_type", "remote", "wanted"),
    [
        ("RPT-12", AuditType.STAGE2, False, Duty.AS_NEEDED),
        ("RPT-12", AuditType.RECERTIFICATION, False, Duty.MANDATORY),
        ("RPT-29", AuditType.STAGE2, False, Duty.NOT_USED),
        ("RPT-40", AuditType.RECERTIFICATION, False, Duty.MANDATORY),
        ("RPT-30", AuditType.STAGE2, False, Duty.AS_NEEDED),
        ("RPT-30", AuditType.STAGE2, True, Duty.MANDATORY),
        ("RPT-18", AuditType.SPECIAL, False, Duty.MANDATORY),
        ("RPT-39", AuditType.STAGE1, False, Duty.MANDATORY),
    ],
)
def test_signs_of_the_table_are_resolved(key: str, audit_type: AuditType, remote: bool, wanted: Duty) -> None:
    assert duty(BY_KEY[key], audit_type, remote=remote) is wanted


@pytest.mark.parametrize("audit_type", AuditType)
def test_required_rows_are_written_rows_of_this_type(audit_type: AuditType) -> None:
    written = set(narrative(audit_type))
    assert set(required(audit_type, remote=True)) <= written <= set(rows(audit_type))
    assert {row.source for row in written} == {Source.AUDITOR}


def test_a_confirmed_text_or_an_explicit_none_is_an_answer() -> None:
    said = [
        answered("text", TextState.CONFIRMED),
        answered("", TextState.NONE),
        answered(" ", TextState.CONFIRMED),
        answered("text", TextState.DRAFT),
        answered("", TextState.EMPTY),
    ]
    assert said == [True, True, False, False, False]


def test_every_row_has_a_title_and_a_help_in_own_words() -> None:
    assert [row.key for row in ROWS] == [f"RPT-{number:02}" for number in range(1, 45)]
    assert all(row.title and row.help.endswith((".", "?")) for row in ROWS)


def planned(**more: Any) -> TimetableRow:
    values: dict[str, Any] = {"label": "P-13", "starts": "08:30", "ends": "09:30", "auditors": "LA", "site_id": "s1"}
    return TimetableRow(**{**values, **more})


@pytest.mark.parametrize(
    ("row", "spent"),
    [
        (planned(), 60),
        (planned(auditors="LA,AU"), 120),
        (planned(auditors="LA and AU"), 120),
        (planned(auditors=""), 60),
        (planned(ends="08:00"), 0),
        (planned(ends=""), 0),
        (planned(starts="8.30"), 0),
    ],
)
def test_a_row_counts_its_length_for_each_auditor(row: TimetableRow, spent: int) -> None:
    assert minutes(row) == spent
    assert length(row) in (0, 60)


def test_the_remote_share_leaves_office_and_breaks_out() -> None:
    plan = (
        planned(),
        planned(mode=Mode.REMOTE, ends="09:00"),
        planned(mode=Mode.OFFICE),
        planned(site_id=None),
    )
    assert remote_share(plan) == (30, 90)


@pytest.mark.parametrize(
    ("key", "more", "text"),
    [
        ("RPT-17", {}, "First certification: there are no earlier nonconformities."),
        ("RPT-19", {}, "Internal audit and management review were carried out and are effective."),
        ("RPT-20", {}, "The scope is appropriate."),
        ("RPT-21", {}, "Documents in the register: 0; used as evidence: 3."),
        (
            "RPT-23",
            {},
            "BZD-SOA, version 2.1 of 2026-03-02: 1 controls applicable, 1 excluded (A.8.33).",
        ),
        ("RPT-27", {}, "Clause 4 conforms.\nClause 6 conforms."),
        (
            "RPT-28",
            {},
            "Controls: 0 conform, 1 with a nonconformity, 0 with an observation, 1 not applicable, 0 not audited.",
        ),
        ("RPT-31", {}, ""),
        ("RPT-30", {}, ""),
        ("RPT-08", {}, ""),
        ("RPT-18", {}, ""),
        ("RPT-99", {}, ""),
        ("RPT-26", {}, "Positive: -. Negative: -."),
        ("RPT-23", {"soa": None}, ""),
        ("RPT-44", {}, ""),
        ("RPT-21", {"evidence": ()}, ""),
        (
            "RPT-21",
            {
                "evidence": (
                    evidence(),
                    evidence("e2", kind=EvidenceKind.INTERVIEW),
                    evidence("e3", state=EvidenceState.WITHDRAWN),
                )
            },
            "Documents in the register: 0; used as evidence: 1.",
        ),
        (
            "RPT-26",
            {
                "findings": (
                    finding("f1", grade=Grade.STRENGTH, final_number="ST-01"),
                    finding("f2", grade=Grade.OBSERVATION, final_number="OB-01"),
                    finding("f3", grade=Grade.OBSERVATION, state=FindingState.WITHDRAWN),
                )
            },
            "Positive: ST-01. Negative: OB-01.",
        ),
        (
            "RPT-31",
            {"evidence": (evidence(kind=EvidenceKind.RECORD_SAMPLE, deviating=2),)},
            "Record samples: 1; in 1 of them items deviated. See the list of samples.",
        ),
        (
            "RPT-08",
            {
                "verdicts": (VerdictRow(ref="A.5.18", verdict=Verdict.NOT_AUDITED),),
                "sites": (AuditSite(label="S-3", name="Hải Phòng", mode=Mode.REMOTE),),
            },
            "Not audited, to be audited next time: A.5.18. Audited by remote means only: S-3.",
        ),
        (
            "RPT-30",
            {"timetable": (planned(), planned(label="P-14", mode=Mode.REMOTE, ends="09:00"))},
            "Done remotely: P-14; 0.5 hours, 33.3 % of the time with the client.",
        ),
        ("RPT-44", {"verdicts": (VerdictRow(ref="4.1", note="reasons not recorded"),)}, "4.1: reasons not recorded"),
    ],
)
def test_what_the_record_knows_becomes_a_first_draft(key: str, more: dict[str, Any], text: str) -> None:
    assert first_draft(key, record(**more)) == text


def test_a_clause_with_a_nonconformity_names_it_and_an_open_one_says_so() -> None:
    broken = finding(links=(RequirementLink(ref="6.1.3", leading=True),))
    whole = record(findings=(broken,), verdicts=())
    assert first_draft("RPT-27", whole) == "Clause 4: not judged yet.\nClause 6 conforms except for NC-01."


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"type": AuditType.SURVEILLANCE}, "RPT-17"),
        ({"internal_audit_done": None}, "RPT-19"),
        ({"scope_confirmed": False}, "RPT-20"),
    ],
)
def test_nothing_is_proposed_where_nothing_is_known(changed: dict[str, Any], key: str) -> None:
    assert first_draft(key, with_audit(**changed)) == ""


def test_facts_that_were_denied_are_said_as_they_are() -> None:
    texts = {
        first_draft("RPT-19", with_audit(internal_audit_done=audit, management_review_done=review))
        for audit in (True, False)
        for review in (True, False)
    }
    assert len(texts) == 4


def test_a_soa_without_exclusions_and_date_leaves_dashes() -> None:
    soa = record().soa
    assert soa is not None
    bare = Soa(reference="SoA", edition="1", controls=soa.controls[:1])
    assert first_draft("RPT-23", record(soa=bare)) == "SoA, version 1 of -: 1 controls applicable, 0 excluded (-)."
