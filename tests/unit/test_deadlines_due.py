"""What is due in a cycle: from the right event, until it is done, sorted, with its reason."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.cycle_kinds import DueState
from app.domain.deadlines import DeadlineRules, Span, Unit
from app.domain.due_facts import AuditDates, CycleDates, NonconformityDates, PersonDates, SubjectKind
from app.domain.due_items import DueItem, due_items, in_order, state_of
from app.domain.kinds import AuditType, CycleState
from app.domain.sentences import ERRORS

S = CycleState
TODAY = date(2026, 5, 20)
MAJOR = NonconformityDates(number="NC-01", major=True)
MINORS = (NonconformityDates(number="NC-02"), NonconformityDates(number="NC-03"))


def cycle(**changes: Any) -> CycleDates:
    good = CycleDates(
        id="c1",
        label="Harbour Operations",
        state=S.CERTIFIED,
        decided_on=date(2026, 5, 18),
        audited_on=date(2026, 3, 31),
        expires_on=date(2029, 5, 18),
    )
    return replace(good, **changes)


def audit(**changes: Any) -> AuditDates:
    good = AuditDates(
        id="a1",
        label="HAR-S2",
        type=AuditType.STAGE2,
        plan_sent_on=date(2026, 3, 2),
        plan_answered=True,
        closed_on=date(2026, 3, 31),
        report_sent=True,
    )
    return replace(good, **changes)


def dates(items: tuple[DueItem, ...]) -> list[tuple[str, str]]:
    return [(one.code, one.due.isoformat()) for one in items]


def due_of(code: str, *args: Any, **more: Any) -> list[DueItem]:
    return [one for one in due_items(*args, **more) if one.code == code]


def test_a_new_certificate_has_its_four_dates_in_order():
    assert dates(due_items(cycle(), [audit()], TODAY)) == [
        ("D-06", "2027-05-18"),
        ("D-07", "2028-12-31"),
        ("D-09", "2029-02-18"),
        ("D-08", "2029-05-18"),
    ]


def test_every_item_says_what_it_counts_from():
    found = {one.code: one.counts_from for one in due_items(cycle(), [audit()], TODAY)}
    assert found == {
        "D-06": date(2026, 5, 18),
        "D-07": date(2028, 1, 1),
        "D-09": date(2029, 5, 18),
        "D-08": date(2026, 5, 18),
    }


# ------------------------------------------------------------------------------------------- until the thing is done


@pytest.mark.parametrize(
    ("code", "given_cycle", "given_audit", "done_cycle", "done_audit"),
    [
        ("D-01", cycle(state=S.PROGRAMME_SET), audit(closed_on=None, plan_answered=False), {}, {"plan_answered": True}),
        ("D-02", cycle(state=S.STAGE1_DONE), audit(type=AuditType.STAGE1), {"state": S.STAGE2_DONE}, {}),
        ("D-03", cycle(state=S.STAGE2_DONE), audit(report_sent=False), {}, {"report_sent": True}),
        (
            "D-04",
            cycle(state=S.NC_OPEN, decided_on=None),
            audit(nonconformities=MINORS),
            {},
            {"nonconformities": tuple(replace(one, plan_in=True) for one in MINORS)},
        ),
        (
            "D-05",
            cycle(state=S.NC_OPEN, decided_on=None),
            audit(nonconformities=(MAJOR,)),
            {},
            {"nonconformities": (replace(MAJOR, verified=True),)},
        ),
        (
            "D-05-limit",
            cycle(state=S.NC_OPEN, decided_on=None),
            audit(nonconformities=(MAJOR,)),
            {},
            {"nonconformities": (replace(MAJOR, verified=True),)},
        ),
        (
            "D-05b",
            cycle(),
            audit(nonconformities=MINORS),
            {},
            {"nonconformities": tuple(replace(one, verified=True) for one in MINORS)},
        ),
        ("D-06", cycle(), audit(), {"surveillances": (date(2027, 4, 1),)}, {}),
        ("D-07", cycle(), audit(), {"surveillances": (date(2027, 4, 1), date(2028, 4, 1))}, {}),
        ("D-08", cycle(), audit(), {"state": S.EXPIRED}, {}),
        ("D-09", cycle(), audit(), {"recertified_on": date(2029, 2, 1)}, {}),
        ("D-10", cycle(state=S.EXPIRED), audit(), {"state": S.CERTIFIED}, {}),
        ("D-11", cycle(state=S.SUSPENDED, suspended_on=TODAY), audit(), {"state": S.CERTIFIED}, {}),
        ("D-13", cycle(state=S.WITHDRAWN), audit(), {"records_settled": True}, {}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2060, 1, 1)], ids=["before", "long after"])
def test_an_item_stays_until_the_thing_is_done(code, given_cycle, given_audit, done_cycle, done_audit, today):  # noqa: PLR0917
    assert due_of(code, given_cycle, [given_audit], today)
    done = (replace(given_cycle, **done_cycle), [replace(given_audit, **done_audit)])
    assert not due_of(code, *done, today)


def test_a_person_is_named_until_the_two_years_are_over():
    person = PersonDates(id="p1", label="Eva Lind", worked_until=date(2024, 5, 31))
    (item,) = due_items(cycle(state=S.ENQUIRY), [], date(2026, 5, 31), people=[person])
    assert (item.code, item.due, item.state, item.kind) == (
        "D-12",
        date(2026, 5, 31),
        DueState.TODAY,
        SubjectKind.PERSON,
    )
    assert due_items(cycle(state=S.ENQUIRY), [], date(2026, 6, 1), people=[person]) == ()


def test_an_agreed_end_goes_before_the_two_years():
    person = PersonDates(label="Eva Lind", worked_until=date(2026, 5, 1), until=date(2030, 1, 1))
    (item,) = due_items(cycle(state=S.ENQUIRY), [], TODAY, people=[person])
    assert item.due == date(2030, 1, 1)


# ------------------------------------------------------------------------------------------------- the closing day


def test_nonconformities_of_one_day_are_one_item_with_their_numbers():
    late = NonconformityDates(number="NC-04", told_on=date(2026, 4, 14))
    found = due_of("D-04", cycle(state=S.NC_OPEN, decided_on=None), [audit(nonconformities=(*MINORS, late))], TODAY)
    assert [(one.due.isoformat(), one.said.value("numbers")) for one in found] == [
        ("2026-04-30", "NC-02, NC-03"),
        ("2026-05-14", "NC-04"),
    ]
    assert [one.counts_from for one in found] == [date(2026, 3, 31), date(2026, 4, 14)]


def test_an_agreed_day_in_the_record_outlives_a_change_of_the_settings():
    agreed = replace(MAJOR, plan_due=date(2026, 4, 20), verify_due=date(2026, 6, 1))
    audits = [audit(nonconformities=(agreed,))]
    short = DeadlineRules(plan=Span(7), major=Span(30))
    for rules in (DeadlineRules(), short):
        found = dict(dates(due_items(cycle(state=S.NC_OPEN, decided_on=None), audits, TODAY, rules)))
        assert (found["D-04"], found["D-05"]) == ("2026-04-20", "2026-06-01")


def test_a_changed_setting_changes_what_is_proposed():
    audits = [audit(nonconformities=(MAJOR,))]
    short = DeadlineRules(plan=Span(7), major=Span(30))
    found = dict(dates(due_items(cycle(state=S.NC_OPEN, decided_on=None), audits, TODAY, short)))
    assert (found["D-04"], found["D-05"], found["D-05-limit"]) == ("2026-04-07", "2026-04-30", "2026-09-30")


def test_majors_of_a_recertification_are_due_before_the_certificate_ends():
    renewing = cycle(state=S.NC_OPEN, recertified_on=date(2029, 4, 20))
    audits = [audit(type=AuditType.RECERTIFICATION, closed_on=date(2029, 4, 20), nonconformities=(MAJOR,))]
    found = dict(dates(due_items(renewing, audits, date(2029, 4, 21))))
    assert found["D-05"] == "2029-05-18"
    assert "D-05-limit" not in found


def test_a_major_told_later_keeps_the_hard_limit_of_the_closing_day():
    told = replace(MAJOR, told_on=date(2026, 8, 1))
    found = dict(dates(due_items(cycle(state=S.NC_OPEN, decided_on=None), [audit(nonconformities=(told,))], TODAY)))
    assert (found["D-05"], found["D-05-limit"]) == ("2026-09-30", "2026-09-30")


def test_the_report_waits_for_holidays():
    easter = DeadlineRules(holidays=frozenset({date(2026, 4, 3), date(2026, 4, 6)}))
    found = due_of("D-03", cycle(state=S.STAGE2_DONE), [audit(report_sent=False)], TODAY, easter)
    assert [one.due for one in found] == [date(2026, 4, 16)]


def test_a_report_is_still_owed_when_the_cycle_has_ended():
    ended = cycle(state=S.WITHDRAWN, records_settled=True)
    assert dates(due_items(ended, [audit(report_sent=False, nonconformities=(MAJOR,))], TODAY)) == [
        ("D-03", "2026-04-14")
    ]


@pytest.mark.parametrize(
    ("held", "expected"),
    [((), "2027-05-18"), ((date(2027, 3, 3),), "2027-03-03"), ((date(2026, 2, 1),), "2027-05-18")],
)
def test_minors_are_verified_at_the_next_audit_held_or_due(held, expected):
    given_cycle = cycle(surveillances=held)
    found = due_of("D-05b", given_cycle, [audit(nonconformities=MINORS)], date(2027, 3, 1))
    assert [one.due.isoformat() for one in found] == [expected]


def test_minors_of_a_surveillance_wait_for_the_audit_after_it():
    held = date(2027, 3, 3)
    own = audit(type=AuditType.SURVEILLANCE, closed_on=held, nonconformities=MINORS)
    (item,) = due_of("D-05b", cycle(surveillances=(held,)), [own], date(2027, 3, 4))
    assert item.due == date(2028, 12, 31)


def test_before_the_decision_nobody_knows_the_next_audit():
    assert not due_of("D-05b", cycle(state=S.NC_OPEN, decided_on=None), [audit(nonconformities=MINORS)], TODAY)


# --------------------------------------------------------------------------------------------------- surveillance


def test_the_decision_counts_and_not_the_closing_day():
    slow = cycle(decided_on=date(2026, 11, 30), audited_on=date(2026, 3, 31), expires_on=date(2029, 11, 30))
    assert [one.due for one in due_of("D-06", slow, [], TODAY)] == [date(2027, 11, 30)]


def test_a_renewed_certificate_has_no_first_surveillance_but_each_year():
    renewed = cycle(first=False, decided_on=date(2029, 4, 2), audited_on=date(2029, 2, 9), expires_on=date(2032, 5, 18))
    assert dates(due_items(renewed, [], TODAY))[:3] == [
        ("D-07", "2030-12-31"),
        ("D-07", "2031-12-31"),
        ("D-09", "2032-02-18"),
    ]


def test_a_year_passed_without_an_audit_stays_overdue():
    skipped = cycle(surveillances=(date(2028, 4, 1),))
    (item,) = due_of("D-07", skipped, [], date(2028, 6, 1))
    assert (item.due, item.state, item.said.value("year")) == (date(2027, 12, 31), DueState.OVERDUE, 2027)


def test_a_first_surveillance_before_new_year_leaves_its_own_year_open():
    early = cycle(surveillances=(date(2026, 12, 1),))
    assert dates(tuple(due_of("D-07", early, [], TODAY))) == [("D-07", "2027-12-31"), ("D-07", "2028-12-31")]


def test_a_recertification_planned_for_the_year_before_frees_that_year():
    planned = cycle(
        decided_on=date(2026, 1, 12),
        audited_on=date(2025, 11, 28),
        expires_on=date(2029, 1, 12),
        recertification_planned_on=date(2028, 10, 2),
    )
    assert [one.said.value("year") for one in due_of("D-07", planned, [], TODAY)] == [2026]


# ------------------------------------------------------------------------------------------------ the certificate


@pytest.mark.parametrize(
    ("state", "code", "due_day"),
    [
        (S.EXPIRED, "D-10", "2029-11-18"),
        (S.SUSPENDED, "D-11", "2027-02-28"),
        (S.CERTIFIED, "D-08", "2029-05-18"),
        (S.RECERTIFICATION, "D-09", "2029-02-18"),
        (S.WITHDRAWN, "D-13", "2032-05-18"),
    ],
)
def test_the_state_says_what_is_due(state, code, due_day):
    given_cycle = cycle(state=state, suspended_on=date(2026, 8, 31))
    assert [one.due.isoformat() for one in due_of(code, given_cycle, [], TODAY)] == [due_day]


def test_an_expired_cycle_asks_for_no_surveillance():
    assert {one.code for one in due_items(cycle(state=S.EXPIRED), [], date(2029, 6, 1))} == {"D-10", "D-13"}


def test_an_audit_after_the_expiry_is_no_renewal():
    again = cycle(state=S.REVIEW, certificate_ended=True)
    assert due_items(again, [], date(2029, 9, 1)) == ()


def test_the_records_of_the_cycle_before_are_kept_while_this_one_runs():
    second = cycle(first=False, old_expires_on=date(2026, 5, 18))
    (item,) = due_of("D-13", second, [], TODAY)
    assert (item.due, item.counts_from) == (date(2029, 5, 18), date(2026, 5, 18))


def test_an_application_that_was_declined_is_kept_too():
    declined = CycleDates(label="x", state=S.DECLINED, ended_on=date(2028, 2, 29))
    assert dates(due_items(declined, [], TODAY)) == [("D-13", "2031-02-28")]


@pytest.mark.parametrize(
    ("given_cycle", "code"),
    [
        (cycle(decided_on=None), "D-08"),
        (cycle(expires_on=None), "D-08"),
        (cycle(state=S.SUSPENDED), "D-11"),
        (cycle(state=S.EXPIRED, expires_on=None), "D-10"),
        (cycle(state=S.STAGE2_READY), "D-02"),
    ],
)
def test_a_date_nobody_typed_is_said_today(given_cycle, code):
    (item,) = due_of(code, given_cycle, [], TODAY)
    assert (item.due, item.state, item.reason) == (TODAY, DueState.TODAY, "due_date_missing")


def test_the_latest_stage_1_counts():
    stages = [audit(type=AuditType.STAGE1, closed_on=date(2026, m, 1)) for m in (1, 4, 2)]
    (item,) = due_of("D-02", cycle(state=S.STAGE2_READY, decided_on=None), stages, TODAY)
    assert item.counts_from == date(2026, 4, 1)


# --------------------------------------------------------------------------------------------- order, state, words


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-400, DueState.OVERDUE),
        (-1, DueState.OVERDUE),
        (0, DueState.TODAY),
        (1, DueState.SOON),
        (30, DueState.SOON),
        (31, DueState.LATER),
    ],
)
def test_how_near_a_day_is(days, state):
    assert state_of(TODAY + timedelta(days=days), TODAY) is state


def test_items_of_several_cycles_are_sorted_together():
    first = due_items(cycle(), [audit(report_sent=False)], TODAY)
    second = due_items(cycle(id="c2", label="Abbey", state=S.SUSPENDED, suspended_on=TODAY), [], TODAY)
    both = in_order([*first, *second])
    assert [one.due for one in both] == sorted(one.due for one in (*first, *second))
    same = [one.said.value("label") for one in both if one.code == "D-06"]
    assert same == ["Abbey", "Harbour Operations"]


many = st.builds(
    CycleDates,
    label=st.just("x"),
    state=st.sampled_from(S),
    first=st.booleans(),
    decided_on=st.none() | st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    expires_on=st.none() | st.dates(date(2027, 1, 2), date(2030, 1, 1)),
    old_expires_on=st.none() | st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    surveillances=st.lists(st.dates(date(2024, 1, 1), date(2030, 1, 1)), max_size=3).map(tuple),
    recertified_on=st.none() | st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    suspended_on=st.none() | st.dates(date(2024, 1, 1), date(2030, 1, 1)),
)
some_audits = st.lists(
    st.builds(
        AuditDates,
        label=st.just("y"),
        type=st.sampled_from(AuditType),
        plan_sent_on=st.none() | st.dates(date(2024, 1, 1), date(2030, 1, 1)),
        closed_on=st.none() | st.dates(date(2024, 1, 1), date(2030, 1, 1)),
        nonconformities=st.sampled_from([(), (MAJOR,), MINORS]),
    ),
    max_size=3,
)


@given(many, some_audits, st.dates(date(2024, 1, 1), date(2035, 1, 1)))
def test_every_item_is_sorted_and_said_in_a_sentence(given_cycle, audits, today):
    found = due_items(given_cycle, audits, today)
    assert [one.due for one in found] == sorted(one.due for one in found)
    for one in found:
        assert one.state is state_of(one.due, today)
        wanted = {name for text in ERRORS[one.reason] for _, name, _, _ in string.Formatter().parse(text) if name}
        assert wanted <= set(dict(one.said.values))


@given(many, some_audits, st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(0, 2000))
def test_time_alone_settles_nothing(given_cycle, audits, today, later):
    now = due_items(given_cycle, audits, today)
    then = due_items(given_cycle, audits, today + timedelta(days=later))
    assert sorted(one.code for one in now) == sorted(one.code for one in then)


def test_the_client_has_two_working_days_to_object():
    sent = audit(closed_on=None, plan_answered=False, plan_sent_on=date(2026, 5, 14))
    rules = DeadlineRules(objection=Span(2, Unit.WORKING_DAYS))
    (item,) = due_items(cycle(state=S.PROGRAMME_SET), [sent], TODAY, rules)
    assert (item.code, item.due, item.state) == ("D-01", date(2026, 5, 18), DueState.OVERDUE)
