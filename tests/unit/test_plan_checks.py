"""Each problem of an audit plan from one spoiled row, and the plan of the harbour case, which has none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from app.domain.client import Body
from app.domain.kinds import AuditType, Mode, ProgrammeLine, ProgrammeStep, RowKind, TeamRole
from app.domain.plan_checks import PlanProblem, Severity, plan_problems
from app.domain.plan_time import plan_time
from app.domain.preparing import Bar
from app.domain.programme import Cell, Line, Matrix
from app.domain.programme_record import AuditTime, SiteDraw
from app.domain.record import AuditRecord, TimetableRow
from app.domain.sentences import ERRORS
from tests.unit.harbour_plan import harbour

Change = Callable[[AuditRecord], AuditRecord]


def rows(label: str = "", **values: object) -> Change:
    """Return the change that sets values in the row with this label, or in all rows."""

    def change(record: AuditRecord) -> AuditRecord:
        table = tuple(replace(row, **values) if label in ("", row.label) else row for row in record.timetable)  # type: ignore[arg-type]
        return replace(record, timetable=table)

    return change


def without(*kinds: RowKind, after: date | None = None) -> Change:
    def change(record: AuditRecord) -> AuditRecord:
        kept = (row for row in record.timetable if row.kind not in kinds or (after and row.day and row.day <= after))
        return replace(record, timetable=tuple(kept))

    return change


def plus(**values: object) -> Change:
    def change(record: AuditRecord) -> AuditRecord:
        row = TimetableRow(**({"id": "X", "label": "X", "day": date(2026, 3, 27), "site_id": "S-1"} | values))  # type: ignore[arg-type]
        return replace(record, timetable=(*record.timetable, row))

    return change


def team(initials: str, **values: object) -> Change:
    def change(record: AuditRecord) -> AuditRecord:
        members = (replace(one, **values) if one.initials == initials else one for one in record.team)  # type: ignore[arg-type]
        return replace(record, team=tuple(members))

    return change


def bar(subject: str) -> Change:
    def change(record: AuditRecord) -> AuditRecord:
        return replace(team("KŻ", person_id="p")(record), bars=(Bar(person_id="p", subject=subject),))

    return change


def of(**values: object) -> Change:
    return lambda record: replace(record, **values)  # type: ignore[arg-type]


def drawn(*chosen: str) -> Change:
    draw = SiteDraw(
        step=ProgrammeStep.STAGE2, seed="1", method="m", listed=chosen, chosen=chosen, by_risk=(), minimum=1, size=1
    )
    return of(draws=(draw,))


CASES: dict[str, tuple[str, Change]] = {
    "no day": ("plan_day_missing", rows("P-02", day=None)),
    "no time": ("plan_time_missing", rows("P-02", ends="")),
    "reversed": ("plan_time_reversed", rows("P-02", ends="08:00")),
    "at night": ("plan_outside_hours", rows("P-34", ends="20:30")),
    "other week": ("plan_outside_dates", rows("P-02", day=date(2026, 4, 7))),
    "stranger": ("plan_unknown_person", rows("P-02", auditors="MO")),
    "nobody": ("plan_nobody", rows("P-02", auditors="")),
    "expert alone": ("plan_alone", rows("P-02", auditors="ΕΠ")),
    "trainee alone": ("plan_alone", team("KŻ", role=TeamRole.TRAINEE)),
    "at two places": ("plan_double_booked", rows("P-03", auditors="ÇI, KŻ")),
    "long day": ("plan_over_hours", plus(starts="17:00", ends="18:00", auditors="KŻ", kind=RowKind.OFFICE)),
    "no interpreter": ("plan_language_nobody", rows("P-25", language="Icelandic")),
    "bar on a control": ("plan_barred", bar("A.5.31")),
    "bar on a topic": ("plan_barred", bar("restore test")),
    "no opening": ("plan_opening_missing", without(RowKind.OPENING)),
    "no closing": ("plan_closing_missing", without(RowKind.CLOSING)),
    "before the opening": ("plan_before_opening", plus(starts="08:00", ends="08:30", auditors="ÇI")),
    "after the closing": ("plan_after_closing", rows("P-32", ends="16:15")),
    "no lunch": ("plan_lunch_missing", without(RowKind.LUNCH)),
    "no wrap-up": ("plan_wrap_up_missing", without(RowKind.WRAP_UP)),
    "no team meeting": ("plan_team_meeting_missing", without(RowKind.TEAM_MEETING)),
    "no last team meeting": (
        "plan_team_meeting_before_closing", without(RowKind.TEAM_MEETING, after=date(2026, 3, 30)),
    ),
    "requirement left out": ("plan_uncovered", rows("P-20", refs=("A.5.19",))),
    "excluded control": ("plan_excluded_control", rows("P-20", refs=("A.7.6",))),
    "site left out": ("plan_site_not_visited", lambda record: replace(
        record, timetable=tuple(row for row in record.timetable if row.site_id != "S-3"))),
    "site only by video": ("plan_site_only_remote", rows("", mode=Mode.REMOTE)),
    "drawn site left out": ("plan_site_of_sample", drawn("site-S-1", "site-S-9")),
    "little time": ("plan_time_short", of(time=AuditTime(days="9"))),
    "much time": ("plan_time_over", of(time=AuditTime(days="5"))),
    "much by video": ("plan_remote_share", of(body=Body(remote_warning=10))),
}  # fmt: skip


def codes(found: tuple[PlanProblem, ...]) -> set[str]:
    return {one.code for one in found}


@pytest.mark.parametrize("name", CASES)
def test_a_spoiled_plan_has_its_problem(name) -> None:
    code, spoil = CASES[name]
    assert code not in codes(plan_problems(harbour())) - {"plan_excluded_control", "plan_language_nobody"}
    assert code in codes(plan_problems(spoil(harbour())))


@pytest.mark.parametrize("name", CASES)
def test_each_problem_names_rows_that_are_there_and_has_a_sentence(name) -> None:
    record = CASES[name][1](harbour())
    ids = {row.id for row in record.timetable}
    for one in plan_problems(record):
        assert set(one.row_ids) <= ids
        ERRORS[one.code].what.format_map(dict(one.values))


def test_the_plan_of_the_harbour_case_has_only_hints() -> None:
    assert {one.severity for one in plan_problems(harbour())} <= {Severity.HINT}


def test_its_sums_are_those_of_the_case() -> None:
    time = plan_time(harbour())
    assert (time.days, time.by_auditor) == (Fraction(6), (("KŻ", 24 * 60), ("ÇI", 24 * 60)))
    assert time.by_site == (("S-1", 1665), ("S-2", 975), ("S-3", 240))
    assert (time.remote_percent, time.least, time.missing) == (14, Fraction(21, 4), Fraction(0))


def test_an_empty_plan_is_not_told_off() -> None:
    assert plan_problems(harbour(timetable=())) == ()


def test_travel_and_audit_at_the_same_time_are_two_places() -> None:
    record = plus(starts="09:15", ends="09:45", auditors="KŻ", kind=RowKind.TRAVEL)(harbour())
    assert "plan_double_booked" in codes(plan_problems(record))


def test_rows_that_touch_do_not_overlap() -> None:
    record = plus(starts="17:00", ends="17:30", auditors="KŻ", kind=RowKind.TRAVEL, day=date(2026, 3, 30))(harbour())
    assert "plan_double_booked" not in codes(plan_problems(record))


def test_a_double_booking_is_found_across_a_row_between() -> None:
    long, short, late = (("08:00", "12:00"), ("08:30", "09:00"), ("10:00", "11:00"))
    table = tuple(
        TimetableRow(
            id=f"{place}", label="P", day=date(2026, 3, 27), starts=one[0], ends=one[1], auditors="KŻ", site_id="S-1"
        )
        for place, one in enumerate((long, short, late))
    )
    found = [one.row_ids for one in plan_problems(harbour(timetable=table)) if one.code == "plan_double_booked"]
    assert found == [("0", "1"), ("0", "2")]


def test_a_surveillance_needs_what_no_surveillance_leaves_out() -> None:
    record = harbour()
    record = replace(record, audit=replace(record.audit, type=AuditType.SURVEILLANCE))
    spoiled = replace(record, timetable=tuple(replace(row, refs=()) for row in record.timetable))
    (found,) = (one for one in plan_problems(spoiled) if one.code == "plan_uncovered")
    assert (found.severity, found.value("count")) == (Severity.WARNING, 16)


def test_the_programme_says_what_a_surveillance_covers() -> None:
    record = harbour()
    record = replace(record, audit=replace(record.audit, step=ProgrammeStep.SURVEILLANCE1))
    line = Line(line=ProgrammeLine.REQUIREMENT, key="A.8.34")
    cells = {(*line.place, ProgrammeStep.SURVEILLANCE1): Cell(planned=True)}
    spoiled = rows("P-19", refs=())(record)
    (found,) = (
        one
        for one in plan_problems(spoiled, programme=Matrix(lines=(line,), cells=cells))
        if one.code == "plan_uncovered"
    )
    assert found.value("refs") == "A.8.34"


def test_a_process_of_the_programme_wants_a_row() -> None:
    line = Line(line=ProgrammeLine.PROCESS, key="process")
    matrix = Matrix(lines=(line,), cells={(*line.place, ProgrammeStep.STAGE2): Cell(planned=True)})
    assert "plan_process_uncovered" in codes(plan_problems(harbour(), programme=matrix))
    assert "plan_process_uncovered" not in codes(
        plan_problems(rows("P-02", process_id="process")(harbour()), programme=matrix)
    )


def test_who_may_not_audit_can_be_told_from_outside() -> None:
    found = plan_problems(harbour(), forbids=lambda member, _row: "plan_barred" if member.initials == "ÇI" else "")
    (problem,) = (one for one in found if one.code == "plan_barred")
    assert problem.row_ids[0] == "P-03"


def test_the_worst_comes_first() -> None:
    record = without(RowKind.LUNCH, RowKind.OPENING)(harbour())
    order = list(Severity)
    found = [order.index(one.severity) for one in plan_problems(record)]
    assert found == sorted(found)


def test_a_plan_of_500_rows_is_checked_at_every_key_stroke() -> None:
    """Counted, not timed: no check looks at pairs of rows, so twice the rows are about twice the calls."""
    record = harbour()

    def calls(weeks: int) -> int:
        table = tuple(
            replace(row, id=f"{week}-{row.id}", day=row.day + timedelta(days=7 * week) if row.day else None)
            for week in range(weeks)
            for row in record.timetable
        )
        audit = replace(record.audit, planned_end=None)
        return _count(lambda: plan_problems(replace(record, audit=audit, timetable=table)))

    assert calls(10) < 2.5 * calls(5)


def _count(work: Callable[[], object]) -> int:
    import cProfile  # noqa: PLC0415 - only here

    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())
