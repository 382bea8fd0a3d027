"""What holds the closing meeting and the signature, with the place to jump to; and the next thing to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain.client import Body
from app.domain.fieldwork import RequirementLink, Session, VerdictRow
from app.domain.kinds import (
    Acknowledgement,
    AuditState,
    EvidenceKind,
    EvidenceState,
    FindingState,
    Grade,
    MeetingKind,
    MeetingState,
    Mode,
    PaperKind,
    PaperState,
    PointState,
    Reached,
    Recommendation,
    TextState,
    Verdict,
)
from app.domain.overview import Progress, due_dates, next_thing, pages
from app.domain.readiness import (
    CONCLUSION,
    Page,
    before_closing,
    before_signing,
    finding_facts,
    holding,
    is_remote,
    meeting_of,
)
from app.domain.record import AuditRecord, AuditSite, Objective, Paper, ReportText, TimetableRow
from tests.audits import evidence, finding, meeting, record, with_audit

OPENING, CLOSING = MeetingKind.OPENING, MeetingKind.CLOSING


def held(whole: AuditRecord) -> list[tuple[str, Page]]:
    return [(one.problem.code, one.place.page) for one in holding(before_signing(whole))]


def test_a_complete_audit_may_be_signed() -> None:
    assert before_signing(record()) == ()


def without_text(key: str, *, conclusion: str = "x") -> AuditRecord:
    whole = with_audit(conclusion=conclusion)
    return replace(whole, texts=tuple(one for one in whole.texts if one.key != key))


@pytest.mark.parametrize(
    ("whole", "code", "page"),
    [
        (record(team=()), "lead_auditor_missing", Page.PLAN),
        (record(sites=()), "sites_missing", Page.PLAN),
        (with_audit(scope=" "), "scope_missing", Page.PLAN),
        (record(meetings=(meeting(CLOSING),)), "opening_meeting_not_held", Page.OPENING),
        (record(meetings=(meeting(OPENING),)), "closing_meeting_not_held", Page.CLOSING),
        (record(meetings=(meeting(OPENING), meeting(CLOSING, chair=""))), "chair_missing", Page.CLOSING),
        (record(findings=(finding(grade_reason=""),)), "grade_reason_missing", Page.FINDINGS),
        (record(findings=(finding(state=FindingState.DRAFT),)), "finding_not_issued", Page.FINDINGS),
        (record(body=Body()), "body_name_missing", Page.SETTINGS),
        (with_audit(recommendation=None), "recommendation_missing", Page.CLOSING),
        (with_audit(recommendation=Recommendation.RECOMMEND), "nonconformity_open", Page.CLOSING),
        (with_audit(internal_audit_done=None), "internal_audit_unanswered", Page.CLOSING),
        (record(objectives=(Objective(text="?", reached=Reached.OPEN),)), "objective_open", Page.REPORT),
        (without_text("RPT-22"), "report_text_missing", Page.REPORT),
        (without_text(CONCLUSION, conclusion=""), "report_text_missing", Page.REPORT),
        (
            record(findings=(finding(acknowledgement=Acknowledgement.DISPUTED, client_view="no"),)),
            "views_missing",
            Page.CLOSING,
        ),
    ],
)
def test_each_gap_holds_the_signature_and_names_its_page(whole: AuditRecord, code: str, page: Page) -> None:
    assert (code, page) in held(whole)


def test_the_conclusion_of_the_closing_stands_for_its_text() -> None:
    assert before_signing(without_text(CONCLUSION)) == ()


def test_an_explicit_none_fills_a_row_and_a_draft_does_not() -> None:
    def with_state(state: TextState) -> AuditRecord:
        whole = record()
        others = tuple(one for one in whole.texts if one.key != "RPT-08")
        return replace(whole, texts=(*others, ReportText(key="RPT-08", text="x", state=state)))

    assert held(with_state(TextState.NONE)) == []
    assert held(with_state(TextState.DRAFT)) == [("report_text_missing", Page.REPORT)]


def test_open_verdicts_are_one_problem_with_their_number() -> None:
    (one,) = [b for b in before_closing(record(verdicts=())) if b.problem.code == "verdicts_open"]
    assert (one.problem.value("count"), one.place.row) == (4, "4.1")


def test_other_gaps_of_verdicts_stand_by_themselves() -> None:
    whole = record(evidence=record().evidence[1:])
    assert held(whole) == [("conform_without_evidence", Page.COVERAGE)]


def test_a_mandatory_point_without_a_tick_is_found_in_its_meeting() -> None:
    opening = meeting(OPENING)
    points = (replace(opening.points[0], state=PointState.OPEN), *opening.points[1:])
    found = before_closing(record(meetings=(replace(opening, points=points), meeting(CLOSING))))
    assert [(b.problem.value("code"), b.place.row, b.blocking) for b in found] == [("OM-01", opening.id, True)]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"evidence": (*record().evidence, evidence("e9", state=EvidenceState.INBOX, links=()))}, "evidence_unsorted"),
        (
            {"evidence": (*record().evidence, evidence("e9", kind=EvidenceKind.RECORD_SAMPLE, population=21))},
            "sample_incomplete",
        ),
        ({"findings": (finding(acknowledgement=Acknowledgement.OPEN),)}, "acknowledgement_open"),
        ({"findings": (finding(), finding("f2"))}, "minors_on_one_requirement"),
    ],
)
def test_some_things_are_pointed_out_and_hold_nothing(more: dict[str, Any], code: str) -> None:
    whole = record(**more)
    assert held(whole) == []
    assert [one.problem.code for one in before_signing(whole)] == [code]


def test_a_sample_is_whole_with_population_size_and_items() -> None:
    whole = {"population": 21, "sample_size": 10, "sample_ids": "TR-4465"}

    def found(**without: Any) -> list[str]:
        sample = evidence("e9", kind=EvidenceKind.RECORD_SAMPLE, **{**whole, **without})
        return [one.problem.code for one in before_signing(record(evidence=(*record().evidence, sample)))]

    assert found() == []
    assert found(population=None) == found(sample_size=None) == found(sample_ids=" ") == ["sample_incomplete"]


def test_a_scope_that_was_not_confirmed_is_pointed_out() -> None:
    found = [(one.problem.code, one.blocking) for one in before_signing(with_audit(scope_confirmed=False))]
    assert found == [("scope_not_confirmed", False)]


def test_findings_that_need_no_answer_from_the_client_are_not_asked_for_one() -> None:
    quiet = finding(
        "f2", grade=Grade.OBSERVATION, acknowledgement=Acknowledgement.OPEN, links=(RequirementLink(ref="4.1"),),
        evidence_ids=("e1",),
    )  # fmt: skip
    gone = finding("f3", state=FindingState.WITHDRAWN, acknowledgement=Acknowledgement.OPEN)
    verdicts = tuple(
        VerdictRow(ref="4.1", verdict=Verdict.OBSERVATION) if one.ref == "4.1" else one for one in record().verdicts
    )
    assert before_signing(record(findings=(finding(), quiet, gone), verdicts=verdicts)) == ()


def test_remote_parts_are_seen_in_sites_rows_and_sessions() -> None:
    remote_row = TimetableRow(starts="08:00", ends="09:00", site_id="s1", mode=Mode.REMOTE)
    cases = [
        record(),
        record(sites=(AuditSite(name="S-3", mode=Mode.REMOTE),)),
        record(timetable=(remote_row,)),
        record(sessions=(Session(topic="x", mode=Mode.HYBRID),)),
    ]
    assert [is_remote(whole) for whole in cases] == [False, True, True, True]


def test_the_facts_of_findings_come_from_the_pinned_criteria_and_the_soa() -> None:
    found = finding_facts(record())
    assert (set(found.excluded), set(found.evidence), found.languages) == ({"A.8.33"}, {"e1", "e2", "e3"}, ("en",))
    assert finding_facts(record(soa=None)).excluded == frozenset()


def test_the_finished_meeting_of_a_kind_counts_else_the_latest() -> None:
    first, second = meeting(OPENING, id="a", state=MeetingState.PREPARED), meeting(OPENING, id="b")
    running = meeting(OPENING, id="c", state=MeetingState.RUNNING)
    chosen = [meeting_of(record(meetings=found), OPENING) for found in ((), (first, running), (second, first))]
    assert [one.id if one else None for one in chosen] == [None, "c", "b"]


# ---------------------------------------------------------------------------------------------- the next thing to do


def following(whole: AuditRecord) -> tuple[str, Page]:
    found = next_thing(whole)
    return found.code, found.place.page


def in_state(state: AuditState, **more: Any) -> AuditRecord:
    return with_audit(record(**more), state=state)


PREPARED = (meeting(OPENING, state=MeetingState.PREPARED),)


@pytest.mark.parametrize(
    ("whole", "wanted"),
    [
        (in_state(AuditState.PREPARED, team=(), meetings=()), ("complete_plan", Page.PLAN)),
        (in_state(AuditState.PREPARED, meetings=()), ("hold_opening", Page.OPENING)),
        (in_state(AuditState.PREPARED, meetings=PREPARED), ("hold_opening", Page.OPENING)),
        (
            in_state(AuditState.PREPARED, meetings=(meeting(OPENING, state=MeetingState.RUNNING),)),
            ("finish_opening", Page.OPENING),
        ),
        (in_state(AuditState.OPENED, evidence=(), findings=()), ("capture_first_evidence", Page.FIELDWORK)),
        (
            in_state(AuditState.OPENED, evidence=(*record().evidence, evidence("e9", state=EvidenceState.INBOX))),
            ("sort_evidence", Page.FIELDWORK),
        ),
        (in_state(AuditState.OPENED, findings=(finding(grade_reason=""),)), ("complete_finding", Page.FINDINGS)),
        (in_state(AuditState.OPENED, verdicts=()), ("decide_verdicts", Page.COVERAGE)),
        (in_state(AuditState.OPENED), ("hold_closing", Page.CLOSING)),
        (
            in_state(AuditState.OPENED, meetings=(meeting(OPENING), meeting(CLOSING, state=MeetingState.RUNNING))),
            ("finish_closing", Page.CLOSING),
        ),
        (in_state(AuditState.CLOSED, body=Body()), ("complete_report", Page.SETTINGS)),
        (in_state(AuditState.CLOSED), ("compose_report", Page.REPORT)),
        (in_state(AuditState.CLOSED, papers=(Paper(kind=PaperKind.REPORT),)), ("sign_report", Page.REPORT)),
        (in_state(AuditState.REPORTED), ("wait_for_plans", Page.FOLLOW_UP)),
        (in_state(AuditState.REPORTED, findings=()), ("nothing_left", Page.REPORT)),
        (with_audit(state=AuditState.ABORTED, aborted_reason="fire"), ("audit_ended_early", Page.REPORT)),
    ],
)
def test_there_is_one_next_thing_in_every_state(whole: AuditRecord, wanted: tuple[str, Page]) -> None:
    assert following(whole) == wanted


def test_open_verdicts_are_counted_one_by_one() -> None:
    found = dict(next_thing(in_state(AuditState.OPENED, verdicts=())).values)
    assert (found["count"], found["problem"]) == (4, "verdicts_open")


def test_the_first_plan_that_is_due_is_named() -> None:
    late = finding("f2", due_plan=date(2026, 5, 30))
    whole = in_state(AuditState.REPORTED, findings=(late, finding(due_plan=date(2026, 4, 30))))
    assert dict(next_thing(whole).values) == {"count": 2, "due": "2026-04-30"}


def test_a_finished_audit_shows_every_page_as_done() -> None:
    whole = in_state(AuditState.REPORTED, papers=(Paper(kind=PaperKind.REPORT, state=PaperState.SIGNED),))
    shown = (Page.PLAN, Page.OPENING, Page.FIELDWORK, Page.FINDINGS, Page.COVERAGE, Page.CLOSING, Page.REPORT)
    assert {one.page: one.progress for one in pages(whole)} == dict.fromkeys(shown, Progress.DONE)


def test_an_empty_audit_shows_what_there_is_to_do() -> None:
    empty = record(
        team=(), sites=(), timetable=(), meetings=(), evidence=(), findings=(), verdicts=(), texts=(), criteria=()
    )
    assert {one.progress for one in pages(empty)} == {Progress.TO_DO, Progress.UNDER_WAY}
    by_page = {one.page: one for one in pages(empty)}
    assert (by_page[Page.PLAN].progress, by_page[Page.FIELDWORK].progress) == (Progress.UNDER_WAY, Progress.TO_DO)
    assert by_page[Page.REPORT].progress is Progress.TO_DO


def test_a_running_or_faulty_meeting_is_under_way() -> None:
    prepared = meeting(OPENING, state=MeetingState.PREPARED, points=())
    running = meeting(OPENING, state=MeetingState.RUNNING)
    faulty = meeting(OPENING, chair="")
    states = [pages(record(meetings=(one, meeting(CLOSING))))[1].progress for one in (prepared, running, faulty)]
    assert states == [Progress.TO_DO, Progress.UNDER_WAY, Progress.UNDER_WAY]


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({"texts": ()}, Progress.TO_DO),
        ({}, Progress.UNDER_WAY),
        ({"texts": (), "papers": (Paper(kind=PaperKind.PLAN, state=PaperState.SIGNED),)}, Progress.TO_DO),
        ({"texts": (), "papers": (Paper(kind=PaperKind.REPORT),)}, Progress.UNDER_WAY),
        ({"papers": (Paper(kind=PaperKind.REPORT, state=PaperState.SIGNED),)}, Progress.DONE),
    ],
)
def test_the_report_page_goes_by_its_texts_and_its_own_papers(more: dict[str, Any], wanted: Progress) -> None:
    assert pages(record(**more))[-1].progress is wanted


def test_a_page_with_everything_on_it_but_a_gap_is_under_way() -> None:
    (plan, *_others) = pages(with_audit(scope=""))
    assert (plan.done, plan.whole, plan.blocking, plan.progress) == (3, 3, 1, Progress.UNDER_WAY)


def test_due_dates_of_issued_nonconformities_are_sorted_and_judged() -> None:
    found = (
        finding(grade=Grade.MAJOR, due_plan=date(2026, 4, 30), due_verified=date(2026, 6, 29)),
        finding("f2", due_plan=date(2026, 4, 20)),
        finding("f3", state=FindingState.DRAFT, due_plan=date(2026, 4, 1)),
        finding("f4", grade=Grade.OBSERVATION, due_plan=date(2026, 4, 1)),
    )
    dates = due_dates(record(findings=found), date(2026, 4, 25))
    assert [(one.overdue, one.soon) for one in due_dates(record(findings=found), date(2026, 4, 30))[1:2]] == [
        (False, True)
    ]
    assert [one.soon for one in due_dates(record(findings=found), date(2026, 4, 23))[1:2]] == [True]
    assert [(one.code, one.finding, one.overdue, one.soon) for one in dates] == [
        ("D-04", "NC-02", True, False),
        ("D-04", "NC-01", False, True),
        ("D-05", "NC-01", False, False),
    ]
