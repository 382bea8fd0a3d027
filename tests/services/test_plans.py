"""The audit plan through its service: rows, undo, acceptance, deviations, the client's answers, the start."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.drafts import SessionDraft
from app.domain.errors import UserMistake
from app.domain.kinds import MeetingKind, Mode, RowKind, StatementKind, StatementOutcome, WithheldJudgement
from app.domain.plan_problem import Severity
from app.domain.preparing import WithheldRecord
from app.domain.record import TimetableRow
from tests.support import World, start_audit

FRIDAY = date(2026, 3, 27)
OPENING = TimetableRow(
    day=FRIDAY, starts="8:30", ends="09:15", kind=RowKind.OPENING, topic="Opening", auditors="AB, CC"
)
AUDIT = TimetableRow(day=FRIDAY, starts="09:15", ends="10:45", topic="Context", auditors="AB", refs=("4.1", "A.5.1"))


def rows(world: World, audit_id: str) -> tuple[TimetableRow, ...]:
    return world.services.audits.record(audit_id).timetable


def accept(world: World, audit_id: str) -> None:
    world.services.plans.send(audit_id, date(2026, 3, 20))
    world.services.plans.answer_plan(audit_id, StatementOutcome.ACCEPTED, "Eva Example", date(2026, 3, 23))


def plan(world: World, audit_id: str) -> list[str]:
    return [world.services.plans.add_row(audit_id, row).id for row in (OPENING, AUDIT)]


def test_rows_get_labels_and_clean_times(world, audit_id) -> None:
    plan(world, audit_id)
    assert [(row.label, row.starts) for row in rows(world, audit_id)] == [("P-01", "08:30"), ("P-02", "09:15")]
    assert rows(world, audit_id)[1].refs == ("4.1", "A.5.1")


def test_an_added_row_is_undone_and_done_again_under_the_same_key(world, audit_id) -> None:
    made = world.services.plans.add_row(audit_id, AUDIT)
    world.services.fields.undo()
    assert rows(world, audit_id) == ()
    world.services.fields.redo()
    assert [(row.id, row.refs) for row in rows(world, audit_id)] == [(made.id, ("4.1", "A.5.1"))]


def test_removed_rows_come_back_with_their_requirements(world, audit_id) -> None:
    ids = plan(world, audit_id)
    world.services.plans.remove_rows(ids)
    assert rows(world, audit_id) == ()
    world.services.fields.undo()
    assert [(row.id, row.refs) for row in rows(world, audit_id)] == [(ids[0], ()), (ids[1], ("4.1", "A.5.1"))]


def test_a_row_is_moved_in_one_step(world, audit_id) -> None:
    _, row_id = plan(world, audit_id)
    world.services.plans.change_row(row_id, day=date(2026, 3, 30), starts="13:00", ends="14:30", mode="remote")
    moved = rows(world, audit_id)[1]
    assert (moved.day, moved.starts, moved.ends, moved.mode) == (date(2026, 3, 30), "13:00", "14:30", Mode.REMOTE)
    world.services.fields.undo()
    assert rows(world, audit_id)[1].day == FRIDAY


def test_requirements_of_a_row_are_set_in_their_order(world, audit_id) -> None:
    _, row_id = plan(world, audit_id)
    world.services.plans.set_refs(row_id, ("A.5.1", "4.2", "A.5.1"))
    assert rows(world, audit_id)[1].refs == ("A.5.1", "4.2")
    world.services.fields.undo()
    assert rows(world, audit_id)[1].refs == ("4.1", "A.5.1")


def test_a_copy_has_a_label_of_its_own_and_other_values(world, audit_id) -> None:
    _, row_id = plan(world, audit_id)
    world.services.plans.duplicate(row_id, auditors="CC", starts="11:00", ends="12:00")
    copy = rows(world, audit_id)[2]
    assert (copy.label, copy.auditors, copy.refs) == ("P-03", "CC", ("4.1", "A.5.1"))


def test_a_day_is_shifted_as_a_whole(world, audit_id) -> None:
    plan(world, audit_id)
    world.services.plans.shift_day(audit_id, FRIDAY, 30)
    assert [(row.starts, row.ends) for row in rows(world, audit_id)] == [("09:00", "09:45"), ("09:45", "11:15")]


def test_no_row_is_shifted_out_of_its_day(world, audit_id) -> None:
    plan(world, audit_id)
    with pytest.raises(UserMistake, match="plan_shift_outside"):
        world.services.plans.shift_day(audit_id, FRIDAY, -600)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"starts": "25:00"}, "time_unreadable"),
        ({"site_id": "nowhere"}, "plan_site_unknown"),
        ({"audit_id": "x"}, "field_not_editable"),
    ],
)
def test_what_no_plan_can_hold_is_refused(world, audit_id, fields, code) -> None:
    _, row_id = plan(world, audit_id)
    with pytest.raises(UserMistake, match=code):
        world.services.plans.change_row(row_id, **fields)


def test_before_the_client_accepts_a_change_is_no_deviation(world, audit_id) -> None:
    _, row_id = plan(world, audit_id)
    world.services.plans.send(audit_id, date(2026, 3, 20))
    world.services.plans.change_row(row_id, starts="09:30")
    assert world.services.audits.record(audit_id).deviations == ()


def test_an_accepted_plan_changes_only_with_a_reason(world, audit_id) -> None:
    _, row_id = plan(world, audit_id)
    accept(world, audit_id)
    with pytest.raises(UserMistake, match="plan_reason_missing"):
        world.services.plans.change_row(row_id, starts="09:30")


def test_a_change_of_an_accepted_plan_is_kept_as_a_deviation(world, audit_id) -> None:
    _, row_id = plan(world, audit_id)
    accept(world, audit_id)
    world.services.plans.change_row(row_id, "line late", starts="09:30", ends="11:00")
    (found,) = world.services.audits.record(audit_id).deviations
    told = (found.label, found.subject, found.planned, found.done, found.reason)
    assert told == ("DV-1", "P-02", "09:15–10:45", "09:30–11:00", "line late")


def test_undoing_such_a_change_takes_its_deviation_back(world, audit_id) -> None:
    _, row_id = plan(world, audit_id)
    accept(world, audit_id)
    world.services.plans.remove_rows([row_id], "person ill")
    assert world.services.audits.record(audit_id).deviations[0].done == "–"
    world.services.fields.undo()
    record = world.services.audits.record(audit_id)
    assert (len(record.timetable), record.deviations) == (2, ())


@pytest.mark.parametrize("field", ["by_plan", "by_typing"])
def test_what_was_changed_before_the_client_accepted_is_not_undone_behind_its_back(world, audit_id, field) -> None:
    services, (_, row_id) = world.services, plan(world, audit_id)
    if field == "by_plan":
        services.plans.change_row(row_id, topic="Tour of the data centre")
    else:
        services.fields.set("timetable_row", row_id, "topic", "Tour of the data centre")
    accept(world, audit_id)
    with pytest.raises(UserMistake, match="plan_reason_missing"):
        services.fields.undo()
    assert "Tour of the data centre" in [one.topic for one in rows(world, audit_id)]


def test_a_plan_sent_again_waits_for_a_new_answer(world, audit_id) -> None:
    _, row_id = plan(world, audit_id)
    accept(world, audit_id)
    world.services.plans.send(audit_id, date(2026, 3, 24))
    world.services.plans.change_row(row_id, starts="09:30")
    assert world.services.audits.record(audit_id).deviations == ()


def test_an_empty_plan_is_not_sent(world, audit_id) -> None:
    with pytest.raises(UserMistake, match="plan_empty"):
        world.services.plans.send(audit_id, date(2026, 3, 20))


def test_wanted_changes_need_words_and_get_an_answer(world, audit_id) -> None:
    plan(world, audit_id)
    world.services.plans.send(audit_id, date(2026, 3, 20))
    with pytest.raises(UserMistake, match="text_missing"):
        world.services.plans.answer_plan(audit_id, StatementOutcome.CHANGES_WANTED, "Eva", date(2026, 3, 21))
    made = world.services.plans.answer_plan(
        audit_id, StatementOutcome.CHANGES_WANTED, "Eva", date(2026, 3, 21), "S-2 on site"
    )
    world.services.plans.answer_request(made.id, "done in version 2")
    said = world.services.audits.record(audit_id).statements[0]
    assert (said.kind, said.text, said.answer, said.answered_by) == (
        StatementKind.PLAN, "S-2 on site", "done in version 2", "Anna Berg",
    )  # fmt: skip


def test_no_answer_comes_before_the_question(world, audit_id) -> None:
    plan(world, audit_id)
    world.services.plans.send(audit_id, date(2026, 3, 20))
    with pytest.raises(UserMistake, match="answered_before_sent"):
        world.services.plans.answer_plan(audit_id, StatementOutcome.ACCEPTED, "Eva", date(2026, 3, 19))


def test_a_withheld_record_is_judged_with_name_and_day(world, audit_id) -> None:
    made = world.services.plans.add_withheld(audit_id, WithheldRecord(what="Penetration test report"))
    with pytest.raises(UserMistake, match="reason_missing"):
        world.services.plans.judge_withheld(made.id, WithheldJudgement.CAN_BE_AUDITED)
    world.services.plans.judge_withheld(made.id, WithheldJudgement.CAN_BE_AUDITED, "summary is shown")
    (judged,) = world.services.audits.record(audit_id).withheld
    assert (judged.judged_by, judged.judged_on) == ("Anna Berg", date(2026, 3, 27))


def begin(world: World, audit_id: str, reason: str = "") -> None:
    made = world.services.meetings.prepare(audit_id, MeetingKind.OPENING)
    world.services.meetings.begin(made.id, reason)


def test_the_audit_does_not_begin_while_a_record_it_needs_is_not_shown(world, audit_id) -> None:
    made = world.services.plans.add_withheld(audit_id, WithheldRecord(what="Risk register"))
    world.services.plans.judge_withheld(made.id, WithheldJudgement.NOT_UNTIL_ACCESS)
    with pytest.raises(UserMistake, match="start_no_access"):
        begin(world, audit_id)


def test_nor_by_finishing_a_meeting_that_was_never_begun(world, audit_id) -> None:
    world.services.plans.add_withheld(audit_id, WithheldRecord(what="Risk register"))
    made = world.services.meetings.prepare(audit_id, MeetingKind.OPENING)
    with pytest.raises(UserMistake, match="start_withheld_unjudged"):
        world.services.meetings.finish(made.id)


def test_with_a_reason_it_begins_and_the_reason_stays_as_a_deviation(world, audit_id) -> None:
    world.services.plans.add_withheld(audit_id, WithheldRecord(what="Risk register"))
    begin(world, audit_id, "shown in the afternoon")
    assert [one.reason for one in world.services.audits.record(audit_id).deviations] == ["shown in the afternoon"]


def test_once_it_has_begun_a_plan_that_was_accepted_stays_accepted(world, audit_id) -> None:
    _, row_id = plan(world, audit_id)
    accept(world, audit_id)
    world.services.plans.send(audit_id, date(2026, 3, 24))
    begin(world, audit_id)
    made = world.services.meetings.prepare(audit_id, MeetingKind.OPENING)
    world.services.meetings.finish(made.id)
    with pytest.raises(UserMistake, match="plan_reason_missing"):
        world.services.plans.change_row(row_id, starts="09:30")


def test_typing_into_one_field_does_not_pass_the_guard_of_an_accepted_plan(world, audit_id) -> None:
    _, row_id = plan(world, audit_id)
    accept(world, audit_id)
    with pytest.raises(UserMistake, match="plan_reason_missing"):
        world.services.fields.set("timetable_row", row_id, "topic", "Something else")


def test_a_row_by_which_a_session_was_held_stays(world, audit_id) -> None:
    _, row_id = plan(world, audit_id)
    world.services.sessions.open(audit_id, SessionDraft(topic="", timetable_row_id=row_id))
    with pytest.raises(UserMistake, match="plan_row_used"):
        world.services.plans.remove_rows([row_id])


def test_a_draft_is_taken_in_one_step_and_undone_in_one(world, audit_id) -> None:
    plan(world, audit_id)
    draft = world.services.plans.propose(audit_id)
    world.services.plans.take(audit_id, draft, replace=True)
    taken = rows(world, audit_id)
    assert [row.label for row in taken] == [row.label for row in draft]
    assert [row.refs for row in taken] == [row.refs for row in draft]
    world.services.fields.undo()
    assert [row.label for row in rows(world, audit_id)] == ["P-01", "P-02"]


def test_a_draft_that_is_taken_beside_rows_gets_labels_of_its_own(world, audit_id) -> None:
    plan(world, audit_id)
    world.services.plans.take(audit_id, world.services.plans.propose(audit_id)[:2])
    assert [row.label for row in rows(world, audit_id)] == ["P-01", "P-02", "P-03", "P-04"]


def test_the_draft_of_a_real_audit_has_no_blocking_problem(world, audit_id) -> None:
    world.services.plans.take(audit_id, world.services.plans.propose(audit_id))
    assert [one for one in world.services.plans.problems(audit_id) if one.severity is Severity.BLOCKING] == []


def test_no_draft_without_dates(world) -> None:
    audit_id = start_audit(world.services, planned_start=None, planned_end=None)
    with pytest.raises(UserMistake, match="plan_dates_missing"):
        world.services.plans.propose(audit_id)
