"""From the record to the report: what is shown, and what must never leave the body."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from app.domain import kinds as k
from app.domain.composing import Outside, compose, compose_meeting
from app.domain.errors import UserMistake
from app.domain.report import ReportData, from_json, meeting_json, report_json
from app.domain.report_parts import DeadlineKind, GradeEvent, SignerRole
from tests.unit.sample_record import CANARY, HEAD, NOON, OPENING, PHOTO, SECRET_FILE, TAPE, record

PICTURES = Outside(pictures=frozenset({PHOTO.sha256, SECRET_FILE.sha256, TAPE.sha256}))


def composed(outside: Outside = PICTURES) -> ReportData:
    return compose(record(), head=HEAD, revision=1, composed_at=NOON, tools=(), outside=outside)


def test_no_canary_leaves_the_body() -> None:
    assert CANARY.encode() not in report_json(composed())


def test_the_record_holds_the_canary_where_it_must_be_dropped() -> None:
    assert repr(record()).count(CANARY) > 30


def test_files_of_confidential_evidence_are_not_even_told_by_hash() -> None:
    assert SECRET_FILE.sha256.encode() not in report_json(composed())


def test_confidential_evidence_keeps_number_kind_and_result() -> None:
    line = next(one for one in composed().evidence if one.label == "KZ-2")
    assert (line.kind, line.result, line.confidential) == (
        k.EvidenceKind.DOCUMENT,
        k.Judgement.NONCONFORMITY,
        True,
    )


def test_what_confidential_evidence_is_about_is_not_told_by_the_verdicts() -> None:
    by_ref = {line.ref: line.evidence for line in composed().verdicts}
    assert by_ref == {"6.1.2": ("KZ-3",), "A.5.18": ("KZ-1", "KZ-5"), "A.5.6": ()}


def test_withdrawn_and_unsorted_evidence_is_absent() -> None:
    assert [line.label for line in composed().evidence] == ["KZ-1", "KZ-2", "KZ-3", "KZ-4", "KZ-5", "KZ-6"]


def test_evidence_in_the_inbox_is_shown_once_a_finding_rests_on_it() -> None:
    start = record()
    used = replace(start.findings[0], evidence_ids=("e8",))
    data = compose(
        replace(start, findings=(used,)), head=HEAD, revision=1, composed_at=NOON, tools=(), outside=PICTURES
    )
    assert "KZ-8" in [line.label for line in data.evidence]


def test_a_person_met_is_told_by_role_unless_the_name_may_be_shown() -> None:
    titles = {line.label: line.title for line in composed().evidence}
    assert (titles["KZ-3"], titles["KZ-4"]) == ("shift lead, service desk", "Bożydar Wąsikowski")


def test_the_file_of_an_anonymous_interview_has_a_made_up_name_and_its_hash() -> None:
    (file,) = next(line.files for line in composed().evidence if line.label == "KZ-3")
    assert (file.name, file.sha256) == ("KZ-3-1.m4a", TAPE.sha256)


def test_evidence_is_dated_by_the_clock_of_the_place() -> None:
    happened = composed().evidence[0].happened
    assert happened is not None
    assert (happened, happened.utcoffset()) == (NOON, timedelta(hours=2))


def test_photos_are_those_that_may_be_shown_and_can_be_printed() -> None:
    assert [(one.evidence, one.caption) for one in composed().photos] == [("KZ-1", "The rear door")]
    assert composed(Outside()).photos == ()


def test_samples_leave_confidential_ones_out() -> None:
    assert [(one.what, one.population, one.deviating) for one in composed().samples] == [("leavers of S-1", 21, 5)]


def test_findings_stand_by_weight_and_withdrawn_ones_last_without_content() -> None:
    lines = composed().findings
    assert [line.number for line in lines] == ["NC-01", "NC-02", "NC-03"]
    assert (lines[2].withdrawn_reason, lines[2].statement) == ("seen again, in order", "")


def test_a_finding_names_requirements_sites_people_and_evidence() -> None:
    line = composed().findings[0]
    assert [(one.ref, one.title, one.leading) for one in line.requirements] == [
        ("A.5.18", "Access rights", True),
        ("6.1.2", "Risk assessment", False),
    ]
    assert (line.sites, line.auditors, line.evidence) == (("S-1",), ("Ågoston I", "Katarzyna Ż"), ("KZ-2", "KZ-5"))


def test_the_history_of_a_grade_is_told_in_order_with_people_and_reasons() -> None:
    history = composed().findings[0].history
    assert [(one.event, one.grade, one.who) for one in history] == [
        (GradeEvent.DRAFTED, k.Grade.MINOR, "Ågoston I"),
        (GradeEvent.REGRADED, k.Grade.MAJOR, "Katarzyna Ż"),
        (GradeEvent.ISSUED, k.Grade.MAJOR, "Katarzyna Ż"),
    ]


def test_a_rule_of_the_client_stands_beside_the_requirement() -> None:
    line = composed().findings[1]
    assert (line.client_rule, len(line.requirements)) == ("BZD-PR-11, section 6.2", 1)


def test_a_duty_in_words_is_the_requirement_where_no_row_is_meant() -> None:
    start = record()
    only = replace(start.findings[0], links=(replace(start.findings[0].links[1]),))
    data = compose(replace(start, findings=(only,)), head=HEAD, revision=1, composed_at=NOON, tools=())
    (line,) = data.findings
    assert (line.requirements[0].ref, line.client_rule) == ("BZD-PR-11, section 6.2", "")


def test_both_opinions_are_told() -> None:
    assert [(one.side, one.person) for one in composed().findings[1].opinions] == [
        (k.Side.CLIENT, "Client Person"),
        (k.Side.BODY, "Katarzyna Ż"),
    ]


def test_a_preview_shows_drafts_and_a_paper_does_not() -> None:
    preview = composed(Outside(drafts=True))
    assert "KZ-F5" in [line.number for line in preview.findings]
    assert "KZ-F5" not in [line.number for line in composed().findings]


def test_counts_are_of_issued_findings() -> None:
    assert {one.grade: one.count for one in composed().counts} == {
        k.Grade.MAJOR: 1,
        k.Grade.MINOR: 1,
        k.Grade.OBSERVATION: 0,
        k.Grade.OPPORTUNITY: 0,
        k.Grade.STRENGTH: 0,
    }


def test_deadlines_of_the_case() -> None:
    assert [(one.kind, one.day) for one in composed().deadlines] == [
        (DeadlineKind.REPORT, date(2026, 4, 14)),
        (DeadlineKind.PLANS, date(2026, 4, 30)),
        (DeadlineKind.MAJORS, date(2026, 6, 29)),
        (DeadlineKind.MAJORS_LIMIT, date(2026, 9, 30)),
    ]


def test_deadlines_need_a_closing_day() -> None:
    start = record()
    data = compose(
        replace(start, audit=replace(start.audit, closed_on=None)), head=HEAD, revision=1, composed_at=NOON, tools=()
    )
    assert data.deadlines == ()


def test_verdicts_are_grouped_by_chapter_and_theme() -> None:
    data = composed()
    assert [line.theme for line in data.verdicts] == [
        "6 Planning",
        "A.5 Organizational controls",
        "A.5 Organizational controls",
    ]
    assert [(one.theme, one.verdict, one.count) for one in data.theme_counts] == [
        ("6 Planning", k.Verdict.CONFORM, 1),
        ("A.5 Organizational controls", k.Verdict.NONCONFORM, 1),
        ("A.5 Organizational controls", k.Verdict.NOT_AUDITED, 1),
    ]


def test_verdicts_name_who_judged_and_why_something_was_not_seen() -> None:
    lines = {line.ref: line for line in composed().verdicts}
    assert (lines["A.5.18"].by, lines["A.5.6"].note) == ("CI", "person ill")


def test_meetings_stand_by_time_and_only_begun_ones() -> None:
    meetings = composed().meetings
    assert [one.kind for one in meetings] == [k.MeetingKind.OPENING, k.MeetingKind.CLOSING]
    assert (meetings[0].points[0].at, meetings[0].points[1].remark) == (time(8, 34), "first certification")


def test_the_clocks_changed_between_the_meetings() -> None:
    starts = [one.held_start for one in composed().meetings]
    assert [one.utcoffset() for one in starts if one is not None] == [timedelta(hours=1), timedelta(hours=2)]


def test_one_attendance_list_over_all_meetings() -> None:
    people = {one.name: one for one in composed(Outside(roles={k.TeamRole.OBSERVER: "Observer"})).attendees}
    assert list(people) == ["Bożydar Wąsikowski", "中村 遥 (Nakamura Haruka)", "Kinga", "Jędrzej"]
    assert people["中村 遥 (Nakamura Haruka)"].function == "Observer"
    assert [one.presence for one in people["Kinga"].at] == [k.Presence.IN_ROOM, k.Presence.ABSENT]


def test_coming_late_is_told_with_its_time() -> None:
    jedrzej = next(one for one in composed().attendees if one.name == "Jędrzej")
    assert jedrzej.at[1].remark == "16:10\u2013"


def test_remote_share_counts_auditors_and_leaves_breaks_out() -> None:
    remote = composed().remote
    assert remote is not None
    assert (remote.parts, remote.minutes, remote.of_minutes, remote.tools) == ("P-13", 30, 150, "video tool")


def test_texts_skip_empty_ones_and_keep_an_explicit_none() -> None:
    assert [(one.key, one.state, one.text) for one in composed().texts] == [
        ("RPT-08", k.TextState.NONE, ""),
        ("RPT-18", k.TextState.CONFIRMED, "Able to meet."),
    ]


def test_body_texts_fall_back_to_the_language_of_the_body() -> None:
    start = record()
    polish = replace(start, audit=replace(start.audit, report_language="pl"))
    data = compose(polish, head=HEAD, revision=1, composed_at=NOON, tools=())
    assert (data.body.sampling_statement, data.confidentiality) == ("Próbki.", "Confidential.")


def test_soa_with_its_exclusions() -> None:
    soa = composed().audit.soa
    assert soa is not None
    assert (soa.version, soa.controls, soa.applicable) == ("2.1", 2, 1)
    assert [(one.ref, one.title) for one in soa.exclusions] == [("A.5.6", "Special groups")]


def test_the_lead_must_sign_and_the_others_may() -> None:
    wanted = composed().signatures
    assert [one.field for one in wanted] == ["LeadAuditor", "CoAuditor1", "Client", "Reviewer", "Archive1"]
    assert [one.role for one in wanted if one.required] == [SignerRole.LEAD_AUDITOR]


def test_same_record_same_bytes_and_they_can_be_read_back() -> None:
    first = report_json(composed())
    assert first == report_json(composed())
    assert report_json(from_json(first)) == first


def test_the_stamp_carries_the_offset_of_the_audit() -> None:
    stamp = composed().stamp
    assert (stamp.composed_at, stamp.composed_at.utcoffset()) == (NOON, timedelta(hours=2))


def test_an_unknown_zone_still_gives_a_paper() -> None:
    start = record()
    odd = replace(start, audit=replace(start.audit, zone="Nowhere/Land"))
    data = compose(odd, head=HEAD, revision=1, composed_at=NOON, tools=())
    assert data.stamp.composed_at == datetime(2026, 3, 31, 10, 0, tzinfo=NOON.tzinfo)


def test_a_meeting_record_shows_its_meeting_alone() -> None:
    data = compose_meeting(record(), OPENING.id, head=HEAD, composed_at=NOON, tools=())
    assert [one.name for one in data.attendees] == ["Bożydar Wąsikowski", "中村 遥 (Nakamura Haruka)", "Kinga"]
    assert CANARY.encode() not in meeting_json(data)


def test_an_unknown_meeting_is_refused() -> None:
    with pytest.raises(UserMistake, match="meeting_unknown"):
        compose_meeting(record(), "x", head=HEAD, composed_at=NOON, tools=())
